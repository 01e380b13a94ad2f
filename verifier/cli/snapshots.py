"""A database as it is in a folder, or as it was in a commit; reading that touches no working tree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from verifier.cli.commit_files import write_files
from verifier.cli.database import load_store
from verifier.cli.git import commit_day, commit_of, toplevel
from verifier.cli.progress import counting
from verifier.errors import ClaimsError, UsageError
from verifier.frozen import frozen
from verifier.knowledge import Store, load
from verifier.knowledge.reading import Layout
from verifier.model import Claim


@frozen
class Snapshot:
    """One state of a database."""

    label: str
    store: Store
    commit: str | None = None
    day: date | None = None  # of the commit: what had not expired by then had not expired


@contextmanager
def snapshot(what: str | None, base: Path) -> Iterator[Snapshot]:
    """The state that `what` names: a folder, a ref of git, or the database at `base` as it is for None.

    A folder goes before a ref of the same name. Raises UsageError for what is neither, ClaimsError for a
    database that cannot be used.
    """
    if what is None:
        yield Snapshot(base.as_posix(), load_store(base.as_posix()))
        return
    if what.startswith("-"):
        raise UsageError(f"{what!r} looks like an option; expected a branch, a tag, a commit or a folder")
    if Path(what).exists():
        yield Snapshot(what, load_store(what))
        return
    layout = Layout.of(base)
    top = toplevel(layout.root)
    commit = commit_of(layout.root, what) if top is not None else None
    if top is None or commit is None:
        where = "and no git repository around this database" if top is None else "and no commit of git"
        raise UsageError(f"{what!r}: no such folder, {where}")
    with tempfile.TemporaryDirectory(prefix="verifier-") as folder:
        yield _at_commit(what, commit, layout, top, Path(folder))


def _at_commit(label: str, commit: str, layout: Layout, top: Path, folder: Path) -> Snapshot:
    inside = [_inside(part, top) for part in (layout.root, layout.claims, layout.sources)]
    write_files(top, commit, inside[1:], folder, label)
    root = folder.joinpath(*inside[0].parts) if layout.claims.is_dir() else folder.joinpath(*inside[1].parts)
    if not root.exists():
        raise ClaimsError(f"there was no database at {inside[0]} then", path=label)
    try:
        with counting(f"Reading claims files of {label}") as progress:
            store = load(root, progress=progress)
    except ClaimsError as error:
        path = (error.path or "").replace(f"{folder.as_posix()}/", "")
        raise ClaimsError(
            error.message, path=f"{label}:{path}", line=error.line, column=error.column
        ) from None
    claims = (_placed(claim, label, folder) for claim in store.claims)
    return Snapshot(label, Store(claims, store.sources, store.entities), commit, commit_day(top, commit))


def _inside(path: Path, top: Path) -> PurePosixPath:
    """`path` from the top of the working tree."""
    try:
        return PurePosixPath(path.resolve().relative_to(top.resolve()).as_posix())
    except ValueError:
        raise UsageError(f"{path} is outside the git repository {top}, so no ref has it") from None


def _placed(claim: Claim, label: str, folder: Path) -> Claim:
    path = claim.place.path.removeprefix(f"{folder.as_posix()}/")
    return replace(claim, place=replace(claim.place, path=f"{label}:{path}"))
