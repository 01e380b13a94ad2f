"""Files as a commit has them, written into a folder of our own: no filters, no links, no working tree."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from verifier.cli.git import contents, run_git
from verifier.errors import ClaimsError

MOST_BYTES = 2_000_000_000  # of one commit's claims and sources together
_LINK, _SUBMODULE, _FILE = "120000", "160000", ("100644", "100755")


def write_files(top: Path, commit: str, parts: Sequence[PurePosixPath], folder: Path, label: str) -> None:
    """Write the files at and under `parts` of a commit into `folder`, byte by byte. What is not there is not.

    Raises ClaimsError for links, submodules, names that lead elsewhere, and too much.
    """
    files: list[tuple[str, PurePosixPath]] = []
    total = 0
    for mode, blob, size, path in _listed(top, commit, parts, label):
        if mode == _LINK:
            raise ClaimsError("it is a symbolic link, and links are not followed", path=f"{label}:{path}")
        if mode == _SUBMODULE and any(path in (part, *part.parents) for part in parts):
            raise ClaimsError(
                "it is a submodule, whose files this repository does not keep", path=f"{label}:{path}"
            )
        if mode not in _FILE:
            continue
        if path.is_absolute() or ".." in path.parts or "\\" in str(path):
            raise ClaimsError("its name leads out of the repository", path=f"{label}:{path}")
        total += size
        files.append((blob, path))
    if total > MOST_BYTES:
        raise ClaimsError(
            f"{total:,} bytes of claims and sources; expected at most {MOST_BYTES:,}", path=label
        )
    for (_, path), data in zip(files, contents(top, [blob for blob, _ in files]), strict=True):
        if data is None:
            raise ClaimsError(
                "git cannot read this file; a partial clone must fetch it first", path=f"{label}:{path}"
            )
        target = folder.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def names_in(top: Path, commit: str, folder: PurePosixPath) -> dict[str, bool]:
    """What stands directly in a folder of a commit; True for folders. Empty where there is no such folder."""
    inside = "" if folder == PurePosixPath() else f"{folder.as_posix()}/"
    command = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", commit, "--", *filter(None, [inside])]
    found = {}
    for entry in filter(None, (run_git(top, command) or b"").split(b"\0")):
        about, _, name = entry.partition(b"\t")
        path = PurePosixPath(os.fsdecode(name))
        if path != folder:  # a submodule stands for itself
            found[path.name] = about.split()[1] == b"tree"
    return found


def _listed(
    top: Path, commit: str, parts: Sequence[PurePosixPath], label: str
) -> list[tuple[str, str, int, PurePosixPath]]:
    """Mode, hash, size in bytes and path of everything at and under `parts`."""
    if not parts:
        return []
    wanted = [] if PurePosixPath() in parts else [part.as_posix() for part in parts]
    command = ["--literal-pathspecs", "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *wanted]
    listed = run_git(top, command)
    if listed is None:
        raise ClaimsError("git cannot list the files of this commit", path=label)
    found = []
    for entry in filter(None, listed.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, _, blob, size = about.decode("ascii").split()
        path = PurePosixPath(os.fsdecode(name))
        found.append((mode, blob, int(size) if size.isdigit() else 0, path))
    return found
