"""The Python interface: load claims, check a text or a file, get a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verifier.documents import read_bytes, read_path
from verifier.findings import Report
from verifier.judges import Judge
from verifier.knowledge import Store, load
from verifier.knowledge import claims_from_text as _claims_from_text
from verifier.pipeline import check_documents
from verifier.settle import NOTHING, Settlements
from verifier.settle.reading import names_in, project_of, read_settlements

if TYPE_CHECKING:
    from verifier.config import Settings


def load_claims(path: str | Path) -> Store:
    """The claims database at `path`: a folder with `claims/` and `sources/`, a folder of claims, or one
    claims file.

    Raises ClaimsError, with file, line and column, for anything that is wrong in it.
    """
    return load(Path(path))


def claims_from_text(text: str, *, source_id: str = "source", title: str | None = None) -> Store:
    """A store in which each sentence of a trusted text is a claim that cites itself.

    Raises DocumentError when the text is over a limit.
    """
    return _claims_from_text(text, source_id=source_id, title=title)


def check_text(
    text: str,
    claims: Store,
    *,
    context: str = "",
    path: str = "<text>",
    judge: Judge | None = None,
    settings: Settings | None = None,
) -> Report:
    """Check a text. `context` comes before it and is not itself checked; `path` names the text in places, and
    its suffix chooses the reader (plain text without one).

    Raises DocumentError when the text is over a limit, and SettlingError when the decisions file or the
    baseline of the settings cannot be used.
    """
    document = read_bytes(text.encode("utf-8", "replace"), path)
    known = _settlements(path, settings)
    return check_documents([document], claims, settings, judge=judge, context=context, settlements=known)


def check_path(
    path: str | Path, claims: Store, *, judge: Judge | None = None, settings: Settings | None = None
) -> Report:
    """Check one file.

    Raises DocumentError when it is missing, unreadable, or not text, and SettlingError when the decisions
    file or the baseline of the settings cannot be used.
    """
    known = _settlements(str(path), settings)
    return check_documents([read_path(path)], claims, settings, judge=judge, settlements=known)


def _settlements(path: str, settings: Settings | None) -> Settlements:
    """What the settings' own files say; in them, drafts are named from the folder of their project."""
    file = (settings.baseline or settings.decisions) if settings is not None else None
    if settings is None or file is None:
        return NOTHING
    names = names_in(project_of(file), [path])
    return read_settlements(settings.decisions, settings.baseline, names=names)
