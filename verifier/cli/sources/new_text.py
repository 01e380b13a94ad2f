"""The text of a file that is to become a source, in the form in which it is frozen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verifier.frozen import frozen

if TYPE_CHECKING:
    from verifier.documents import Document

_MARKDOWN = frozenset({".md", ".markdown"})


@frozen
class NewText:
    """What a file gives to freeze."""

    text: str
    suffix: str  # of the form: .md and .txt are kept whole, of all others the prose is kept as .txt
    heading: str | None  # the first one


def read_new_text(file: Path) -> NewText:
    """Read a file as `sources add` does. Raises DocumentError when it cannot be read."""
    from verifier.documents import read_path

    return new_text_of(read_path(file, before_changes=False), file)


def new_text_of(document: Document, file: Path) -> NewText:
    """What the document that was read from `file` gives to freeze."""
    from verifier.documents import SUFFIXES
    from verifier.model import BlockKind

    suffix = file.suffix.lower()
    kept_whole = suffix in _MARKDOWN | {".txt", ""} or suffix not in SUFFIXES
    headings = (block for block in document.blocks if block.kind is BlockKind.HEADING)
    return NewText(
        text=document.original if kept_whole else document.text,
        suffix=suffix if kept_whole else ".txt",
        heading=next((block.span.of(document.text) for block in headings), None),
    )


def same_form(frozen: str, new: NewText) -> bool:
    """Whether a text is kept as the frozen file is: both as Markdown, or both as plain text."""
    return (Path(frozen).suffix.lower() in _MARKDOWN) == (new.suffix in _MARKDOWN)
