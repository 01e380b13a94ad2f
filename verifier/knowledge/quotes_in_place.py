"""A claim as its source puts it: the sentence of its quote, with the sentences before that one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from verifier.model import BlockKind, Claim, Source, Span

CONTEXT = 4  # sentences before, as a text that is read without a database gives them
WHOLE = 200_000  # characters of a source that is read whole, once; of a longer one only
REACH = 1500  # characters before the quote's paragraph are
MOST = 600  # characters of a sentence; what is longer is a list or a table, and tells of many things


def in_place(claim: Claim, sources: Mapping[str, Source]) -> Claim | None:
    """The same claim in the words of its source; None when that is no more than it says itself.

    It keeps its id and its citations. A claim with a value of its own is read in no other way: somebody saw
    that its words are read wrong.
    """
    if claim.value is not None:
        return None
    for citation in claim.citations:
        source = sources.get(citation.source)
        if citation.span is None or citation.vanished is not None or source is None:
            continue
        path = source.path or "source.txt"
        sentence, before = _read(source.text, path, citation.span.start, citation.span.end)
        known = sentence == claim.statement and not before
        if sentence and len(sentence) <= MOST and not known:
            return replace(claim, statement=sentence, context=before)
    return None


def _read(text: str, path: str, start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """The sentence or sentences that hold a quote, and those before it; headings are neither.

    Of a long source only the quote's paragraph and what stands shortly before it is read.
    """
    first, last = 0, len(text)
    if len(text) > WHOLE:
        first = text.rfind("\n\n", 0, max(0, text.rfind("\n\n", 0, start) - REACH)) + 1
        stop = text.find("\n\n", end)
        last = stop if stop >= 0 else last
        first, last = max(first, start - 2 * REACH), min(last, end + REACH)
    spans, sentences = _sentences(text[first:last], path)
    start, end = start - first, end - first
    at = bisect_right(spans, start, key=lambda span: span.end)
    holding = at
    while holding < len(spans) and spans[holding].start < end:
        holding += 1
    return " ".join(sentences[at:holding]), sentences[max(0, at - CONTEXT) : at]


@lru_cache(maxsize=256)
def _sentences(text: str, path: str) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The sentences of a source in order, without headings, and where each stands."""
    from verifier.documents import read_bytes, sentences

    document = read_bytes(text.encode("utf-8", "surrogatepass"), path)
    found = [one for one in sentences(document) if one.block.kind is not BlockKind.HEADING]
    spans = tuple(document.source_map.source_span(one.span) for one in found)
    return spans, tuple(one.text for one in found)
