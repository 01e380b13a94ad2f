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

    Raises DocumentError when the text is over a limit.
    """
    document = read_bytes(text.encode("utf-8", "replace"), path)
    return check_documents([document], claims, settings, judge=judge, context=context)


def check_path(
    path: str | Path, claims: Store, *, judge: Judge | None = None, settings: Settings | None = None
) -> Report:
    """Check one file. Raises DocumentError when it is missing, unreadable, or not text."""
    return check_documents([read_path(path)], claims, settings, judge=judge)
