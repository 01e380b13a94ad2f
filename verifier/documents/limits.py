"""What is said of a sentence that is over a limit, and so was not checked."""

from __future__ import annotations

from verifier.documents.document import Document
from verifier.findings import Skipped
from verifier.model import Place, Sentence


def too_long(document: Document, sentence: Sentence, limit: int) -> Skipped:
    """A sentence of more than `limit` characters."""
    place = document.locate(sentence.span)
    return Skipped(
        document.path,
        f"{_spot(place)}: a sentence of {len(sentence.text)} characters, over the limit of {limit} (V207)",
    )


def too_many(document: Document, sentence: Sentence, limit: int) -> Skipped:
    """The first sentence beyond `limit`, and with it the rest of the draft."""
    place = document.locate(sentence.span)
    return Skipped(
        document.path,
        f"{_spot(place)}: everything from here on, over the limit of {limit} sentences (V207)",
    )


def _spot(place: Place) -> str:
    return place.label or f"line {place.line}"
