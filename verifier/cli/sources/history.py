"""The text of a source as it was when its hash was recorded, where git still has it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from verifier.cli.git import run_git

_MOST_COMMITS = 50


def text_with_hash(file: Path, sha256: str) -> str | None:
    """The text of `file` at the newest commit whose bytes have this hash; None when there is no such commit.

    Blobs are read as they are: no filter or text conversion that a repository names is run.
    """
    listed = ["log", f"-{_MOST_COMMITS}", "--no-show-signature", "--format=%H", "--", file.name]
    commits = run_git(file.parent, listed) or b""
    for commit in commits.decode("ascii", "replace").split():
        data = run_git(file.parent, ["cat-file", "blob", f"{commit}:./{file.name}"])
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            try:
                return data.decode("utf-8-sig")
            except UnicodeDecodeError:
                return None
    return None
