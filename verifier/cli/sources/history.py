"""The text of a source as it was when its hash was recorded, where git still has it."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

_MOST_COMMITS = 50
_SECONDS = 10.0


def text_with_hash(file: Path, sha256: str) -> str | None:
    """The text of `file` at the newest commit whose bytes have this hash; None when there is no such commit.

    Blobs are read as they are: no filter or text conversion that a repository names is run.
    """
    commits = _git(file.parent, "log", f"-{_MOST_COMMITS}", "--format=%H", "--", file.name)
    for commit in (commits or b"").decode("ascii", "replace").split():
        data = _git(file.parent, "cat-file", "blob", f"{commit}:./{file.name}")
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            try:
                return data.decode("utf-8-sig")
            except UnicodeDecodeError:
                return None
    return None


def _git(folder: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git is where the user's PATH says
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
