"""Claims without a database: every sentence of a trusted text is a claim that cites itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from verifier.knowledge.store import Store
from verifier.model import BlockKind, Citation, Claim, ClaimPlace, Source

if TYPE_CHECKING:
    from verifier.documents import Document

CONTEXT = 4  # sentences before a claim that come with it, for pronouns and "the meeting"


def claims_from_text(
    text: str, *, source_id: str = "source", title: str | None = None, path: str | None = None
) -> Store:
    """Take every sentence of `text` as a claim `<source_id>-<n>` that cites itself.

    Headings are no claims; they are context of the sentences below. `path` names the text in citations, and
    its suffix says how to read it (.md, .html; plain text without one). Raises DocumentError when it cannot
    be read.
    """
    from verifier.documents import read_bytes

    document = read_bytes(text.encode("utf-8", "surrogatepass"), path or f"{source_id}.txt")
    return claims_from_document(document, source_id=source_id, title=title)


def claims_from_document(document: Document, *, source_id: str, title: str | None = None) -> Store:
    """The same of a document that was read, whose path names it in citations."""
    from verifier.documents.segment import sentences

    shown = document.path
    source = Source(id=source_id, title=title or source_id, text=document.text, path=shown)
    claims: list[Claim] = []
    before: list[str] = []
    for sentence in sentences(document):
        if sentence.block.kind is not BlockKind.HEADING:
            place = document.locate(sentence.span)
            citation = Citation(source_id, sentence.text, sentence.span, place.line)
            claims.append(
                Claim(
                    id=f"{source_id}-{len(claims) + 1}",
                    statement=sentence.text,
                    citations=(citation,),
                    place=ClaimPlace(shown, place.line, place.column),
                    context=tuple(before[-CONTEXT:]),
                )
            )
        before.append(sentence.text)
    return Store(claims, {source_id: source})


def merge(stores: Iterable[Store]) -> Store:
    """One store with all that several hold. Raises ClaimsError where they share an id."""
    return Store.merge(stores)
