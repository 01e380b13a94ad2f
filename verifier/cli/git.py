"""Asking git: fixed arguments, no shell, no pager, no filters, no network, no change to the working tree.

What git runs for its user, such as hooks, filters and programs that show differences, is configured in files
that may come with the repository. None of it is run here.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from verifier.errors import UsageError

# Variables of git lead it to another repository, index or configuration; hooks set them for their own use.
_KEPT = ("GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES")  # where its programs are, and how far up it may look
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_SETTINGS = (
    "core.quotePath=false",
    "core.fsmonitor=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
_WHOLE = "(actions/checkout: `fetch-depth: 0`; GitLab: `GIT_DEPTH: 0`)"
_MOST_WORDS = 200  # characters of git's own words in a message


def run_git(folder: Path, arguments: Sequence[str], *, stdin: bytes | None = None) -> bytes | None:
    """What git prints, run in `folder`; None when it fails or is not installed."""
    try:
        return ask_git(folder, arguments, stdin=stdin)
    except UsageError:
        return None


def ask_git(
    folder: Path, arguments: Sequence[str], *, stdin: bytes | None = None, unfiltered: bool = False
) -> bytes:
    """What git prints, run in `folder`. Raises UsageError with git's own words when it fails.

    `unfiltered` is for what reads the working tree: filters that the configuration names are not run.
    """
    given = _switched_off(_filters(folder)) if unfiltered else {}
    inherited = {
        key: value for key, value in os.environ.items() if key in _KEPT or not key.startswith("GIT_")
    }
    settings = [part for one in _SETTINGS for part in ("-c", one)]
    command = ["git", "--no-pager", *settings, *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, input=stdin if stdin is not None else b"", capture_output=True, check=False,
            env=inherited | _ENVIRONMENT | given,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise UsageError(f"git cannot be run: {error}") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(said[0][:_MOST_WORDS] if said else f"git ends with {done.returncode}")
    return done.stdout


def _filters(folder: Path) -> tuple[str, ...]:
    """The settings that would have git run a program on files of the working tree."""
    pattern = r"^filter\..*\.(clean|smudge|process|required)$"
    listed = run_git(folder, ["config", "--name-only", "-z", "--get-regexp", pattern]) or b""
    return tuple(os.fsdecode(name) for name in listed.split(b"\0") if name)


def _switched_off(names: Sequence[str]) -> dict[str, str]:
    """The variables that set settings to nothing; in arguments a name with `=` in it would be cut short."""
    given = {"GIT_CONFIG_COUNT": str(len(names))}
    for number, name in enumerate(names):
        given |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": ""}
    return given


def toplevel(folder: Path) -> Path | None:
    """The top of the working tree around `folder`; None when it is in none."""
    shown = run_git(folder, ["rev-parse", "--show-toplevel"])
    return Path(os.fsdecode(shown.rstrip(b"\n"))) if shown else None


def work_tree(folder: Path, flag: str) -> Path:
    """The same for a flag that needs one. Raises UsageError with git's reason when there is none."""
    try:
        shown = ask_git(folder, ["rev-parse", "--show-toplevel"])
    except UsageError as error:
        raise UsageError(
            f"{flag} needs a git repository around the current folder: {error.message}"
        ) from None
    return Path(os.fsdecode(shown.rstrip(b"\n")))


def commit_of(folder: Path, ref: str) -> str | None:
    """The hash of the commit that `ref` names, None when it names none. Raises UsageError for an option."""
    if ref.startswith("-") or "\0" in ref or "\n" in ref:
        raise UsageError(f"{ref!r} looks like an option; expected a branch, a tag, a commit or a folder")
    shown = run_git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"])
    return shown.decode("ascii").strip() if shown else None


def named_commit(top: Path, ref: str, flag: str) -> str:
    """The commit that a flag names. Raises UsageError, with what to do, when there is none."""
    if not ref:
        raise UsageError(f"{flag}: expected a branch, a tag or a commit, and found nothing")
    commit = commit_of(top, ref)
    if commit is not None:
        return commit
    if commit_of(top, f"refs/remotes/origin/{ref}") is not None:
        raise UsageError(f"{flag} {ref}: no such commit here. Did you mean origin/{ref}?")
    raise UsageError(
        f"{flag} {ref}: no such commit here. Build servers often fetch only the commit they build: fetch "
        f"the whole history {_WHOLE} and name origin/{ref}"
    )


def merge_base(top: Path, ref: str, commit: str, flag: str) -> str:
    """The commit at which HEAD went its own way from `commit`.

    Raises UsageError where nothing is committed yet, and where the history does not reach back that far.
    """
    head = commit_of(top, "HEAD")
    if head is None:
        raise UsageError(f"{flag} {ref}: nothing is committed here yet, so there is nothing to compare with")
    shown = run_git(top, ["merge-base", commit, head])
    if shown:
        return shown.decode("ascii").split()[0]
    if (run_git(top, ["rev-parse", "--is-shallow-repository"]) or b"").strip() == b"true":
        raise UsageError(
            f"{flag} {ref}: this clone is shallow and lacks the commit at which the branch went its own way. "
            f"Fetch the whole history {_WHOLE}, here with `git fetch --unshallow`"
        )
    raise UsageError(f"{flag} {ref}: it has no commit in common with HEAD, so nothing tells what changed")


def contents(top: Path, names: Sequence[str]) -> Iterator[bytes | None]:
    """The contents of files in commits, in their order, from one process; None for one that is not there."""
    out = run_git(top, ["cat-file", "--batch"], stdin="".join(f"{name}\n" for name in names).encode()) or b""
    at = 0
    for _ in names:
        end = out.find(b"\n", at)
        about = out[at:end].split()
        if end < 0 or len(about) < 3 or not about[-1].isdigit():
            yield None
            at = end + 1 if end >= 0 else len(out)
            continue
        size = int(about[-1])
        yield out[end + 1 : end + 1 + size]
        at = end + size + 2


def user_name(folder: Path) -> str | None:
    """The name that git signs commits with in `folder`."""
    shown = run_git(folder, ["config", "--get", "user.name"])
    return shown.decode("utf-8", "replace").strip() or None if shown else None


def commit_day(folder: Path, commit: str) -> date | None:
    """The day on which a commit was made, as its committer's clock had it."""
    shown = run_git(folder, ["show", "--no-patch", "--no-show-signature", "--format=%cs", commit])
    return date.fromisoformat(shown.decode("ascii").strip()) if shown else None
