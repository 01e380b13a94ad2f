"""The claim that a passage of a source belongs to; its own sentence where no claim rests on it."""

from __future__ import annotations

from datetime import date

from verifier.documents import split_sentences
from verifier.documents.quoted import quoted_spans
from verifier.knowledge import Store, is_expired
from verifier.knowledge.passages import Passage
from verifier.model import Citation, Claim, ClaimPlace, ClaimStatus, Mention, Span

CONTEXT = 4  # sentences before a passage that come with it


def claim_of(place: Passage, store: Store, as_of: date | None) -> Claim:
    """The claim that rests on the passage, or the passage's own sentence as a claim that cites itself."""
    words = " ".join(place.span.of(place.source.text).split())
    for claim in store.claims:
        if not any(_holds(citation, place) for citation in claim.citations):
            continue
        if claim.status is ClaimStatus.ACTIVE and not is_expired(claim, as_of):
            if words in " ".join(claim.statement.split()):
                return claim
    text = place.source.text
    sentences = sentences_around(place)
    holding = [span for span in sentences if span.overlaps(place.span)] or [place.span]
    whole = Span(holding[0].start, holding[-1].end)
    before = tuple(span.of(text) for span in sentences if span.end <= whole.start)[-CONTEXT:]
    line = text.count("\n", 0, whole.start) + 1
    citation = Citation(place.source.id, whole.of(text), whole, line, url=place.source.url)
    where = ClaimPlace(place.source.path or place.source.id, line)
    return Claim(f"{place.source.id}-line-{line}", whole.of(text), (citation,), where, context=before)


def _holds(citation: Citation, place: Passage) -> bool:
    """The quote of a claim holds the passage, as far as its position is known."""
    if citation.vanished:
        return False
    return citation.source == place.source.id and (citation.span is None or place.span.within(citation.span))


def sentences_around(place: Passage) -> list[Span]:
    """The sentences of the paragraphs that hold the passage."""
    text = place.source.text
    start = text.rfind("\n\n", 0, place.span.start) + 1
    end = text.find("\n\n", place.span.end)
    return [span.shift(start) for span in split_sentences(text[start : end if end >= 0 else len(text)])]


def known_mention(place: Passage, span: Span, claim: Claim) -> Mention:
    """Some words of the source, `span`, where the claim's statement has them."""
    words = span.of(place.source.text)
    at = max(claim.statement.find(words), 0)
    return Mention(Span(at, min(at + len(words), len(claim.statement))), words)


def in_quotation(place: Passage) -> bool:
    """The source prints the passage between quotation marks."""
    sentences = sentences_around(place)
    if not sentences:
        return False
    start = sentences[0].start
    paragraph = place.source.text[start : sentences[-1].end]
    return any(span.shift(start).overlaps(place.span) for span in quoted_spans(paragraph))
