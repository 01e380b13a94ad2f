"""Asking git: fixed arguments, no shell, no pager, no filters, and nothing in the working tree is touched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from verifier.errors import UsageError

_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "LC_ALL": "C"}
_REDIRECTED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF")


def run_git(folder: Path, arguments: Sequence[str], *, stdin: bytes | None = None) -> bytes | None:
    """What git prints, run in `folder`; None when it fails or is not installed."""
    environment = {key: value for key, value in os.environ.items() if key not in _REDIRECTED} | _ENVIRONMENT
    command = ["git", "--no-pager", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, input=stdin if stdin is not None else b"", capture_output=True, check=False,
            env=environment,
        )  # fmt: skip
    except (OSError, ValueError):
        return None
    return done.stdout if done.returncode == 0 else None


def toplevel(folder: Path) -> Path | None:
    """The top of the working tree around `folder`; None when it is in none."""
    shown = run_git(folder, ["rev-parse", "--show-toplevel"])
    return Path(os.fsdecode(shown.rstrip(b"\n"))) if shown else None


def commit_of(folder: Path, ref: str) -> str | None:
    """The hash of the commit that `ref` names, None when it names none. Raises UsageError for an option."""
    if ref.startswith("-") or "\0" in ref or "\n" in ref:
        raise UsageError(f"{ref!r} looks like an option; expected a branch, a tag, a commit or a folder")
    shown = run_git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"])
    return shown.decode("ascii").strip() if shown else None


def user_name(folder: Path) -> str | None:
    """The name that git signs commits with in `folder`."""
    shown = run_git(folder, ["config", "--get", "user.name"])
    return shown.decode("utf-8", "replace").strip() or None if shown else None


def commit_day(folder: Path, commit: str) -> date | None:
    """The day on which a commit was made, as its committer's clock had it."""
    shown = run_git(folder, ["show", "--no-patch", "--no-show-signature", "--format=%cs", commit])
    return date.fromisoformat(shown.decode("ascii").strip()) if shown else None
