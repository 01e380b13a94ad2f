"""A document as a reader sees it: what prints nothing is left out, and every place is still the author's.

A statement is understood without its invisible characters, so that none of them can tear a figure or a name
apart and hide a contradiction. What is reported is the statement as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from verifier.documents.document import Document
from verifier.documents.hidden import invisible_runs
from verifier.documents.segment import sentences
from verifier.documents.source_map import Piece, SourceMap
from verifier.frozen import frozen
from verifier.model import Block, Sentence, Span


@frozen
class Written:
    """A sentence as its author wrote it, in the document that was read."""

    document: Document
    sentence: Sentence


@frozen
class SeenThrough:
    """A document without what prints nothing, and its sentences as they were written."""

    document: Document
    sentences: tuple[Sentence, ...]
    _written: dict[int, Written]  # by the start of the sentence; none where nothing is invisible

    def written(self, sentence: Sentence) -> Written:
        """What the author wrote where a reader sees `sentence`."""
        return self._written.get(sentence.span.start) or Written(self.document, sentence)


def see_through(document: Document) -> SeenThrough:
    """The document that a reader sees. It is the same one where nothing is invisible."""
    runs = invisible_runs(document.text)
    if not runs:
        return SeenThrough(document, sentences(document), {})
    kept = _between(runs, len(document.text))
    plain = _without(document, kept)
    offsets = [offset for run in kept for offset in range(run.start, run.end)]
    found = sentences(plain)
    written: dict[int, Written] = {}
    at = 0
    for block, seen in _blocks(document, kept):
        own = [one for one in found[at:] if one.block.span == seen]
        at += len(own)
        spans = _as_written(
            [Span(offsets[s.span.start], offsets[s.span.end - 1] + 1) for s in own], block, document
        )
        for sentence, span in zip(own, spans, strict=True):
            as_it_is = Sentence(span.of(document.text), span, block, sentence.context)
            written[sentence.span.start] = Written(document, as_it_is)
    return SeenThrough(plain, found, written)


def _between(runs: tuple[Span, ...], length: int) -> tuple[Span, ...]:
    """What is left of a text of `length` without the runs."""
    ends = [0, *(run.end for run in runs)]
    starts = [*(run.start for run in runs), length]
    return tuple(Span(end, start) for end, start in zip(ends, starts, strict=True) if end < start)


def _without(document: Document, kept: tuple[Span, ...]) -> Document:
    """The document with only the text that is kept; its places stay those of the author's file."""
    return replace(
        document,
        text="".join(run.of(document.text) for run in kept),
        blocks=tuple(replace(block, span=seen) for block, seen in _blocks(document, kept)),
        source_map=SourceMap(tuple(_pieces(document, kept))),
    )


def _blocks(document: Document, kept: tuple[Span, ...]) -> Iterator[tuple[Block, Span]]:
    """Each block that has something to see, and where it stands in what is seen."""
    number, before = 0, 0  # the kept run that is looked at, and the length of those before it
    for block in document.blocks:
        start = end = None
        words = False
        while number < len(kept) and kept[number].start < block.span.end:
            run = kept[number]
            low, high = max(run.start, block.span.start), min(run.end, block.span.end)
            if low < high:
                start = before + low - run.start if start is None else start
                end = before + high - run.start
                words = words or not document.text[low:high].isspace()
            if run.end > block.span.end:
                break
            before += run.end - run.start
            number += 1
        if start is not None and end is not None and words:
            yield block, Span(start, end)


def _pieces(document: Document, kept: tuple[Span, ...]) -> Iterator[Piece]:
    """The pieces of the way back, cut at what is left out."""
    pieces = document.source_map.pieces
    ends = [*(piece.prose for piece in pieces[1:]), len(document.text)]
    number, length = 0, 0
    for run in kept:
        while number < len(pieces) and ends[number] <= run.start:
            number += 1
        at = number
        while at < len(pieces) and pieces[at].prose < run.end:
            piece = pieces[at]
            low, high = max(piece.prose, run.start), min(ends[at], run.end)
            if low < high:
                inside = low - piece.prose
                yield (
                    Piece(length + low - run.start, piece.source + inside, high - low, exact=True)
                    if piece.exact
                    else piece._replace(prose=length + low - run.start)
                )
            at += 1
        length += run.end - run.start


def _as_written(spans: list[Span], block: Block, document: Document) -> list[Span]:
    """The spans of a block's sentences, wide enough that what nobody sees lies in one of them."""
    if not spans:
        return []
    text = document.text
    starts = [_first(text, block.span.start, spans[0].start)]
    ends = []
    for one, following in pairwise(spans):
        end = one.end
        while end < following.start and not text[end].isspace():
            end += 1
        ends.append(end)
        starts.append(_first(text, end, following.start))
    ends.append(spans[-1].end + len(text[spans[-1].end : block.span.end].rstrip()))
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def _first(text: str, start: int, end: int) -> int:
    """Where the first sign that is no white space stands, from `start` on, at most `end`."""
    while start < end and text[start].isspace():
        start += 1
    return start
