"""A claim as its source puts it: the sentence of its quote, with the sentences before that one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from verifier.model import BlockKind, Claim, Source

CONTEXT = 4  # sentences before, as a text that is read without a database gives them
REACH = 1500  # characters before the quote's paragraph in which they are looked for
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


@lru_cache(maxsize=20_000)
def _read(text: str, path: str, start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """The sentence or sentences that hold a quote, and those before it; headings are neither.

    Only the quote's paragraph and what stands shortly before it is read, and not the whole source.
    """
    from verifier.documents import read_bytes, sentences

    first = text.rfind("\n\n", 0, max(0, text.rfind("\n\n", 0, start) - REACH)) + 1
    last = text.find("\n\n", end)
    near = text[first : last if last >= 0 else len(text)]
    document = read_bytes(near.encode("utf-8", "surrogatepass"), path)
    before: list[str] = []
    holding: list[str] = []
    for sentence in sentences(document):
        there = document.source_map.source_span(sentence.span).shift(first)
        if sentence.block.kind is BlockKind.HEADING:
            continue
        if there.end <= start:
            before.append(sentence.text)
        elif there.start < end:
            holding.append(sentence.text)
    return " ".join(holding), tuple(before[-CONTEXT:])
