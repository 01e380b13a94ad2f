"""The door: the decisions file and the baseline of a run, as `Settings` names them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from verifier.documents.decoding import read_file
from verifier.errors import DocumentError, SettlingError
from verifier.settle.baseline import Entry, read_baseline
from verifier.settle.decisions import Decision, read_decisions
from verifier.settle.settlements import Settlements

MAX_BYTES = 50_000_000  # of a baseline; a decisions file has the limit of claims files


def read_settlements(
    decisions: Path | None, baseline: Path | None, *, names: Mapping[str, str] | None = None
) -> Settlements:
    """What these files hold; `names` are what drafts are called in them, by their paths in the run.

    Raises SettlingError, with file, line and column, for a file that is missing or wrong.
    """
    return Settlements(
        decisions=decisions_at(decisions) if decisions is not None else (),
        baseline=baseline_at(baseline) if baseline is not None else (),
        names=names or {},
    )


def decisions_at(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file. Raises SettlingError."""
    return read_decisions(_bytes(path), path.as_posix())


def baseline_at(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline. Raises SettlingError."""
    return read_baseline(_bytes(path), path.as_posix())


def names_in(project: Path, paths: Iterable[str]) -> dict[str, str]:
    """What drafts are called in a project's files: the path from its folder, with slashes."""
    return {path: _name(project, path) for path in paths}


def project_of(file: Path) -> Path:
    """The folder of the project that a decisions file or a baseline belongs to."""
    folder = file.absolute().parent
    return folder.parent if folder.name == ".verifier" else folder


def _name(project: Path, path: str) -> str:
    if path.startswith("<"):  # a text that is no file, such as <stdin>
        return path
    try:
        return Path(os.path.relpath(path, project)).as_posix()
    except ValueError:  # on another drive, or no path
        return path


def _bytes(path: Path) -> bytes:
    try:
        return read_file(path, max_bytes=MAX_BYTES)
    except DocumentError as error:
        raise SettlingError(error.message, path=path.as_posix()) from None
