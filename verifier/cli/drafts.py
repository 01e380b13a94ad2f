"""Which drafts to check: files, folders, globs of the configuration, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from verifier.cli.paths import short
from verifier.documents import SUFFIXES, Document, most_bytes, read_bytes, read_path
from verifier.errors import ConfigError, DocumentError, UsageError
from verifier.findings import Skipped
from verifier.frozen import frozen

STDIN = "-"
STDIN_NAME = "<stdin>"
_NOT_OURS = (".", "~$")  # hidden files, and those by which Word says who has a document open


@frozen
class Draft:
    """A draft to read. One that was only found, and not named, must lie in the folder it was found in."""

    path: str
    inside: Path | None = None

    def leaves(self) -> bool:
        """Whether it is a link, or a way, out of its folder: what a report shows of it nobody asked for."""
        if self.inside is None:
            return False
        return not Path(os.path.realpath(self.path)).is_relative_to(os.path.realpath(self.inside))


def named_drafts(paths: Sequence[str]) -> list[Draft]:
    """The drafts that the caller named, folders opened, each once. A named file may have any suffix."""
    if list(paths).count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    found: dict[str, Draft] = {
        path: Draft(path) for path in paths if path == STDIN or not Path(path).is_dir()
    }
    order: dict[str, None] = {}
    for path in paths:
        if path in found:
            order[path] = None
            continue
        for file in _in_folder(Path(path)):
            order[file] = None
            found.setdefault(file, Draft(file, Path(path)))
    return [found[path] for path in order]


def configured_drafts(globs: Iterable[str], root: Path) -> list[Draft]:
    """The drafts that the configuration names, relative to its folder. Raises ConfigError for a bad one."""
    found: dict[str, None] = {}
    for glob in globs:
        try:
            matches = sorted(root.glob(glob))
        except (ValueError, NotImplementedError) as error:
            raise ConfigError(f"paths: {glob!r} is not a pattern inside the project: {error}") from None
        for match in matches:
            inside = _in_folder(match) if match.is_dir() else (str(match),)
            found |= dict.fromkeys(str(short(Path(path))) for path in inside)
    return [Draft(path, root) for path in found]


def _in_folder(folder: Path) -> Iterator[str]:
    """Every file of a known suffix below a folder, in the order of the paths; hidden ones are passed over."""
    files: list[Path] = []
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [
            Path(base, name)
            for name in names
            if not name.startswith(_NOT_OURS) and Path(name).suffix.lower() in SUFFIXES
        ]
    return (str(file) for file in sorted(files))


def read_drafts(
    drafts: Iterable[Draft], *, stdin_filename: str | None, max_bytes: int
) -> tuple[list[Document], list[Skipped]]:
    """Read every draft; one that cannot be read is skipped with its reason, and the rest goes on."""
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for draft in drafts:
        shown = (stdin_filename or STDIN_NAME) if draft.path == STDIN else draft.path
        try:
            if draft.leaves():
                raise DocumentError(
                    "lies outside the folder it was found in; name the file itself to check it", path=shown
                )
            documents.append(
                _read_stdin(shown, max_bytes)
                if draft.path == STDIN
                else read_path(draft.path, max_bytes=max_bytes)
            )
        except DocumentError as error:
            where = f"line {error.line}: " if error.line is not None else ""
            skipped.append(Skipped(error.path or shown, where + error.message))
    return documents, skipped


def _read_stdin(shown: str, max_bytes: int) -> Document:
    data = sys.stdin.buffer.read(most_bytes(shown, max_bytes) + 1)
    return read_bytes(data, shown, max_bytes=max_bytes)
