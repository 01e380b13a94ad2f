"""The record of a claim through the commits that changed it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from verifier.cli.git import contents, run_git, toplevel
from verifier.frozen import frozen
from verifier.knowledge.changes import differences
from verifier.knowledge.former_records import read_record
from verifier.model import Claim

MOST_COMMITS = 2_000  # of one file
MOST_MOVES = 20  # of a record, from file to file
_FIELDS = ("%H", "%an", "%cs", "%s")


@frozen
class Version:
    """The record of a claim as one commit left it."""

    commit: str
    author: str
    day: str  # ISO 8601
    subject: str
    path: str
    claim: Claim


@frozen
class Step:
    """One commit that changed the record."""

    version: Version
    details: tuple[str, ...]  # what changed, in words; none where the record came into being


def history(claim: Claim, claims_folder: Path) -> tuple[Step, ...] | None:
    """The commits that changed the record of `claim`, newest first; None where no git keeps it.

    The record is followed when its file is renamed, and when it moves to another file under `claims_folder`.
    """
    file = Path(claim.place.path).resolve()
    top = toplevel(file.parent)
    if top is None or not file.is_relative_to(top.resolve()):
        return None
    path = file.relative_to(top.resolve()).as_posix()
    versions = list(_versions(top, path, claim.id, claims_folder.resolve()))
    if not versions:
        return ()
    steps = []
    for newer, older in pairwise(versions):
        details = differences(older.claim, newer.claim)
        if newer.path != older.path:
            details = (f"file: {older.path} → {newer.path}", *details)
        if details:
            steps.append(Step(newer, details))
    return (*steps, Step(versions[-1], ()))


def _versions(top: Path, path: str, claim: str, folder: Path) -> Iterator[Version]:
    """The versions of a record, newest first, through the files that it stood in."""
    start = "HEAD"
    for _ in range(MOST_MOVES):
        oldest = None
        for version in _in_file(top, start, path, claim):
            yield version
            oldest = version
        if oldest is None:
            return
        start = f"{oldest.commit}^"
        moved_from = _elsewhere(top, start, claim, folder)
        if moved_from is None:
            return
        path = moved_from


def _in_file(top: Path, start: str, path: str, claim: str) -> Iterator[Version]:
    """The versions in one file, until the commit before which the record was not there."""
    shown = run_git(
        top,
        [
            "--literal-pathspecs", "log", "--follow", "--name-only", f"--max-count={MOST_COMMITS}",
            f"--format=%x01{'%x02'.join(_FIELDS)}%x02", start, "--", path,
        ],
    )  # fmt: skip
    commits = [one.split("\x02") for one in (shown or b"").decode("utf-8", "replace").split("\x01")]
    touched = [(*one[:4], one[4].strip()) for one in commits if len(one) == 5 and one[4].strip()]
    texts = contents(top, [f"{commit}:{name}" for commit, _, _, _, name in touched])
    for (commit, author, day, subject, name), text in zip(touched, texts, strict=True):
        if text is None or claim.encode() not in text:
            return
        found = read_record(text, name, claim)
        if found is not None:  # a record that was not valid then says nothing that can be compared
            yield Version(commit, author, day, subject, name, found)


def _elsewhere(top: Path, commit: str, claim: str, folder: Path) -> str | None:
    """The file in which the record stood in a commit."""
    inside = folder.relative_to(top.resolve()).as_posix() if folder.is_relative_to(top.resolve()) else "."
    command = ["--literal-pathspecs", "grep", "-l", "-z", "-F", "-e", claim, commit, "--", inside]
    shown = run_git(top, command) or b""
    names = [one.decode("utf-8", "replace").removeprefix(f"{commit}:") for one in shown.split(b"\0") if one]
    for name, text in zip(names, contents(top, [f"{commit}:{name}" for name in names]), strict=True):
        if text is not None and read_record(text, name, claim) is not None:
            return name
    return None
