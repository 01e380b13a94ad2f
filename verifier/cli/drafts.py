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

STDIN = "-"
STDIN_NAME = "<stdin>"
_NOT_OURS = (".", "~$")  # hidden files, and those by which Word says who has a document open


def named_drafts(paths: Sequence[str]) -> list[str]:
    """The drafts that the caller named, folders opened, each once. A named file may have any suffix."""
    if list(paths).count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    found: dict[str, None] = {}
    for path in paths:
        inside = _in_folder(Path(path)) if path != STDIN and Path(path).is_dir() else (path,)
        found |= dict.fromkeys(inside)
    return list(found)


def configured_drafts(globs: Iterable[str], root: Path) -> list[str]:
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
    return list(found)


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
    paths: Iterable[str], *, stdin_filename: str | None, max_bytes: int
) -> tuple[list[Document], list[Skipped]]:
    """Read every draft; one that cannot be read is skipped with its reason, and the rest goes on."""
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for path in paths:
        shown = (stdin_filename or STDIN_NAME) if path == STDIN else path
        try:
            documents.append(
                _read_stdin(shown, max_bytes) if path == STDIN else read_path(path, max_bytes=max_bytes)
            )
        except DocumentError as error:
            where = f"line {error.line}: " if error.line is not None else ""
            skipped.append(Skipped(error.path or shown, where + error.message))
    return documents, skipped


def _read_stdin(shown: str, max_bytes: int) -> Document:
    data = sys.stdin.buffer.read(most_bytes(shown, max_bytes) + 1)
    return read_bytes(data, shown, max_bytes=max_bytes)
