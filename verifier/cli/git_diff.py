"""What differs between a commit and the working tree, as git has it: which files, and which lines of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from verifier.cli.git import ask_git, contents
from verifier.cli.unified_diff import FileDiff, read_diff
from verifier.frozen import frozen

# All that a configuration could change is said, so that the same work gives the same diff everywhere.
_OPTIONS = (
    "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--find-renames", "-l1000",
    "--ignore-submodules=all", "--submodule=short", "-O/dev/null",
)  # fmt: skip
_PATCH = (
    "--src-prefix=a/", "--dst-prefix=b/", "--unified=3", "--inter-hunk-context=0", "--diff-algorithm=myers",
    "--no-indent-heuristic", "--ignore-cr-at-eol",
)  # fmt: skip
_MOST_NAMES = 100_000  # bytes of names in one command
_SAME_CONTENT = "R100"


@frozen
class ChangedFile:
    """A file of the working tree that is not as the commit has it."""

    status: str  # as git has it: A, M, T, or R and C with the likeness in percent
    blob: str  # hash of its content in the commit
    former: str  # its path there, from the top


@frozen
class GitDiff:
    """The difference between one commit and the working tree."""

    top: Path
    commit: str
    files: Mapping[str, ChangedFile]  # path from the top, as it is now
    gone: frozenset[str]  # paths of files that are no longer there

    @classmethod
    def to(cls, top: Path, commit: str) -> GitDiff:
        """Ask git which files differ. Raises UsageError with its words when it cannot tell."""
        command = ["diff", *_OPTIONS, "--raw", "-z", "--no-abbrev", commit, "--"]
        fields = iter(ask_git(top, command, unfiltered=True).split(b"\0"))
        files: dict[str, ChangedFile] = {}
        gone: set[str] = set()
        for about in fields:
            if not about.startswith(b":"):
                continue  # the empty end
            _, _, blob, _, status = about.decode("ascii").split()
            former = now = os.fsdecode(next(fields))
            if status[0] in "RC":
                now = os.fsdecode(next(fields))
            if status[0] == "D":
                gone.add(now)
            else:
                files[now] = ChangedFile(status, blob, former)
        return cls(top, commit, files, frozenset(gone))

    def of(self, paths: Sequence[str]) -> dict[str, FileDiff | None]:
        """The diffs of files at `paths`, from the top; None for one that is as it was but for its line ends.

        A path that is not in what is returned has not changed. New files, and what git cannot tell the lines
        of, have changed as a whole.
        """
        known = self._known()
        found: dict[str, FileDiff | None] = {}
        asked: list[str] = []
        for path in paths:
            changed = self.files.get(path)
            if changed is None:
                if path not in known:
                    found[path] = FileDiff(path, (), whole=True)
            elif changed.status[0] == "A":
                found[path] = FileDiff(path, (), whole=True)
            elif changed.status == _SAME_CONTENT:
                found[path] = None
            else:
                asked.append(path)
        shown = {one.path: one for one in self._patches(asked)}
        for path in asked:
            found[path] = shown.get(path) or self._unshown(path)
        return found

    def untracked(self, folders: Sequence[PurePosixPath]) -> bool:
        """Whether files under `folders` are in the working tree alone."""
        command = ["--literal-pathspecs", "ls-files", "--others", "-z", "--", *map(str, folders)]
        return bool(ask_git(self.top, command))

    def _known(self) -> frozenset[str]:
        """All files of the commit."""
        listed = ask_git(self.top, ["ls-tree", "-r", "-z", "--name-only", "--full-tree", self.commit])
        return frozenset(os.fsdecode(name) for name in listed.split(b"\0") if name)

    def _patches(self, paths: Sequence[str]) -> Iterator[FileDiff]:
        for names in _in_portions(paths, self.files):
            command = ["--literal-pathspecs", "diff", *_OPTIONS, *_PATCH, self.commit, "--", *names]
            yield from read_diff(ask_git(self.top, command, unfiltered=True), "git diff")

    def _unshown(self, path: str) -> FileDiff | None:
        """A file that differs and of which git shows nothing: line ends, mode, or what we know no better."""
        was = next(contents(self.top, [self.files[path].blob]))
        try:
            now = (self.top / path).read_bytes()
        except OSError:
            now = None
        if was is not None and now is not None and _lines(was) == _lines(now):
            return None
        return FileDiff(path, (), binary=True)


def _lines(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")


def _in_portions(paths: Sequence[str], files: Mapping[str, ChangedFile]) -> Iterator[list[str]]:
    """The names to ask for, former ones too, few enough for one command line each."""
    names: list[str] = []
    size = 0
    for path in paths:
        pair = list(dict.fromkeys((files[path].former, path)))
        size += sum(len(os.fsencode(name)) + 1 for name in pair)
        if names and size > _MOST_NAMES:
            yield names
            names, size = [], 0
        names += pair
    if names:
        yield names
