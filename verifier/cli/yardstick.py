"""How what drafts are checked by differs in the working tree from the commit that is trusted (V304)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.cli.config import setting, written
from verifier.cli.paths import short
from verifier.config import DEFAULT, FOUND
from verifier.errors import VerifierError
from verifier.findings import Notice
from verifier.knowledge.changes import Kind, beside_claims, changes

if TYPE_CHECKING:
    from verifier.cli.trusted_ref import TrustedRun
    from verifier.config import LoadedSettings
    from verifier.knowledge import Store

RULE = "V304"


def changes_to(
    run: TrustedRun,
    trusted: Store,
    *,
    settings: Callable[[], LoadedSettings],
    store: Callable[[Path], Store],
) -> Iterator[Notice]:
    """Every difference, in words: settings, claims, what claims rest on, and other files.

    `settings` and `store` read those of the working tree; what they cannot read is reported and stops
    nothing, for nothing is checked by it.
    """
    yield from _settings(run, settings)
    if run.database is not None and run.tree.inside(run.database) is not None:
        yield from _database(run, run.database, trusted, store)
    for path in run.files:
        if run.tree.inside(path) is not None:
            yield from _files(run, path)


def _settings(run: TrustedRun, read: Callable[[], LoadedSettings]) -> Iterator[Notice]:
    file = run.loaded.file
    shown = run.tree.original(file).as_posix() if file is not None else "verifier.toml"
    try:
        here = read()
    except VerifierError as error:
        message = f"the settings of the working tree cannot be used: {error.message}"
        yield Notice(RULE, message, error.path or shown, error.line or 1, 1)
        return
    if here.file is not None:
        shown = short(here.file).as_posix()
    for key, origin in here.origins.items():
        if key in FOUND and {origin, run.loaded.origins[key]} <= {"found", DEFAULT}:
            continue  # a file that counts for where it stands is told as a file
        was, now = (_told(run, setting(loaded, key)) for loaded in (run.loaded.settings, here.settings))
        if was != now:
            line = origin.rpartition(":")[2]
            message = (
                f"setting {key.replace('_', '-')} changed: {was} → {now}; that of {run.tree.label} counts"
            )
            yield Notice(RULE, message, shown, int(line) if line.isdigit() else 1, 1)


def _told(run: TrustedRun, value: object) -> str:
    if isinstance(value, Path):
        inside = run.tree.inside(value)
        value = Path(inside) if inside is not None else value
    return written(value) or "not set"


def _database(
    run: TrustedRun, database: Path, trusted: Store, read: Callable[[Path], Store]
) -> Iterator[Notice]:
    """What became of the claims, and of the files in which nothing was found that can be told in words."""
    label = run.tree.label
    differing = dict(_differing(run, run.tree.folder, *_parts(run, database)))
    if not differing:
        return
    told: set[str] = set()
    try:
        here = read(database)
    except VerifierError as error:
        message = f"the claims of the working tree cannot be used: {error.message}"
        where = error.path or database.as_posix()
        told.add(where)
        yield Notice(RULE, message, where, error.line or 1, error.column or 1)
    else:
        for change in changes(trusted, here):
            claim = change.after or change.before
            assert claim is not None
            details = "; ".join(change.details)
            if change.kind in (Kind.ADDED, Kind.REMOVED):
                details = "; ".join(filter(None, (f"“{claim.statement}”", details)))
            counts = "it is not used" if change.kind is Kind.ADDED else f"that of {label} counts"
            told.add(claim.place.path)
            yield Notice(
                RULE,
                f"claim {change.id} {change.kind.value}: {details}; {counts}",
                claim.place.path,
                claim.place.line,
                claim.place.column,
            )
        for line in beside_claims(trusted, here):
            kind, id_, *_ = line.split()
            of_source = (path for path in differing if kind == "source" and f"/{id_}/" in path)
            path = min(of_source, default=next(iter(differing)))
            told.add(path)
            yield Notice(RULE, f"{line}; that of {label} counts", path, 1, 1)
    for path, what in differing.items():
        if path not in told:
            yield _of_file(path, what, label)


def _parts(run: TrustedRun, database: Path) -> list[Path]:
    """The folders and files, in the working tree, that make up the database of either."""
    from verifier.knowledge.reading import Layout

    found: dict[Path, None] = {}
    copied = run.loaded.settings.claims
    for path in (database, copied):
        try:
            layout = Layout.of(path) if path is not None else None
        except VerifierError:
            continue
        if layout is not None:
            found |= dict.fromkeys(run.tree.original(part) for part in (layout.claims, layout.sources))
    return list(found)


def _files(run: TrustedRun, path: Path) -> Iterator[Notice]:
    for name, what in _differing(run, run.tree.folder, path):
        yield _of_file(name, what, run.tree.label)


def _of_file(path: str, what: str, label: str) -> Notice:
    counts = "it is not used" if what == "added" else f"that of {label} counts"
    return Notice(RULE, f"this file was {what}; {counts}", path, 1, 1)


def _differing(run: TrustedRun, folder: Path, *paths: Path) -> Iterator[tuple[str, str]]:
    """The files at and under `paths` whose bytes differ, by path in the working tree, and how."""
    for path in paths:
        inside = run.tree.inside(path)
        if inside is None:
            continue
        copy = folder.joinpath(*inside.parts)
        here, there = (dict(_contents(one)) for one in (path, copy))
        for name in sorted(here.keys() | there.keys()):
            what = "added" if name not in there else "removed" if name not in here else "changed"
            if what != "changed" or here[name] != there[name]:
                yield (path / name).as_posix() if name else path.as_posix(), what


def _contents(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """The files at and under a path by their names in it, hidden ones left out; None for what is no file."""
    if path.is_symlink() or path.is_file():
        yield "", _bytes(path)
        return
    for base, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*names, *(one for one in folders if Path(base, one).is_symlink())):
            if not name.startswith("."):
                yield Path(base, name).relative_to(path).as_posix(), _bytes(Path(base, name))


def _bytes(path: Path) -> bytes | None:
    if path.is_symlink() or not path.is_file():
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None
