"""Prose that remembers where it came from: readers append pieces, and each piece keeps its source offset.

Nobody searches for a text twice: what a reader drops or rewrites is known here, so a sentence found later
points at the author's own characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from verifier.frozen import frozen
from verifier.model import Block, BlockKind, Span, View

BLOCK_SEPARATOR = "\n\n"  # stands between two blocks of prose; belongs to neither

# White space that the formats treat as one space. No-break and other typographic spaces are prose.
_IRREGULAR = re.compile(r"\A[ \t\n\r\f\v]+|[ \t\n\r\f\v]{2,}|[\t\n\r\f\v]|[ ]\Z")
_FORMAT_SPACE = frozenset(" \t\n\r\f\v")


class Piece(NamedTuple):
    """A run of prose and the source range it stands for."""

    prose: int  # where the run begins in the prose
    source: int  # where its source begins
    source_length: int
    exact: bool  # True: character for character; False: the run stands for the range as a whole


class SourceMap:
    """The way back from prose to the author's text."""

    __slots__ = ("_starts", "pieces")

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        self._starts = [piece.prose for piece in pieces]

    def source_span(self, span: Span) -> Span:
        """The source range that a range of prose stands for. Never raises."""
        if not self.pieces:
            return Span(0, 0)
        start = self._before(span.start)
        if span.start == span.end:
            return Span(start, start)
        piece = self.pieces[max(bisect_right(self._starts, span.end - 1) - 1, 0)]
        taken = min(span.end - piece.prose, piece.source_length) if piece.exact else piece.source_length
        return Span(start, max(start, piece.source + taken))

    def _before(self, offset: int) -> int:
        piece = self.pieces[max(bisect_right(self._starts, offset) - 1, 0)]
        inside = offset - piece.prose
        if piece.exact:
            return piece.source + min(inside, piece.source_length)
        return piece.source


class Excerpt:
    """Some lines of a source, taken out of their container, each with the source offset where it begins.

    Lines are separated by a single newline, which stands for whatever lies between them in the source.
    """

    __slots__ = ("_origins", "_starts", "text")

    def __init__(self, lines: list[str], origins: list[int]) -> None:
        self.text = "\n".join(lines)
        self._origins = origins
        self._starts = [0]
        for line in lines[:-1]:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def origin(self, offset: int) -> int:
        """The source offset of a character of the excerpt, or of its end."""
        line = bisect_right(self._starts, offset) - 1
        return self._origins[line] + offset - self._starts[line]

    def source_span(self, start: int, end: int) -> Span:
        """The source range of a range of the excerpt."""
        first = self.origin(start)
        return Span(first, max(first, self.origin(end - 1) + 1) if end > start else first)


@frozen
class Mark:
    """A point to which a builder can go back."""

    parts: int
    pieces: int
    length: int
    last: Piece | None
    gap: tuple[int, int] | None
    start: int | None


class TextBuilder:
    """Gathers the prose of a document, block by block, with white space reduced to single spaces."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._gap: tuple[int, int] | None = None  # white space seen and not yet written
        self._opened = Mark(0, 0, 0, None, None, None)  # before the separator of the block being built
        self._start: int | None = None  # where that block's prose begins; None until it has some

    @property
    def blocks_ended(self) -> int:
        """How many blocks there are; the one that is being built will have this number."""
        return len(self._blocks)

    def copy(self, text: str, at: int) -> None:
        """Append prose that stands in the source from offset `at`, character for character."""
        end = 0
        for gap in _IRREGULAR.finditer(text):
            self._copy_run(text[end : gap.start()], at + end)
            self.space(at + gap.start(), at + gap.end())
            end = gap.end()
        self._copy_run(text[end:], at + end)

    def copy_excerpt(self, excerpt: Excerpt, start: int, end: int) -> None:
        """Append part of an excerpt, which may run over several of its lines."""
        offset = start
        for line in excerpt.text[start:end].split("\n"):
            if offset > start:
                self.space(excerpt.origin(offset - 1), excerpt.origin(offset))
            self.copy(line, excerpt.origin(offset))
            offset += len(line) + 1

    def replace(self, text: str, start: int, end: int) -> None:
        """Append prose that stands for the source range as a whole, such as a decoded entity."""
        if not text:
            return
        if _FORMAT_SPACE.issuperset(text):
            self.space(start, end)
            return
        self._open(start)
        self._add(text, Piece(self._length, start, end - start, exact=False))

    def space(self, start: int, end: int) -> None:
        """Note white space: it becomes one space if prose follows in the same block."""
        first = self._gap[0] if self._gap else start
        self._gap = (first, max(first, end))

    def mark(self) -> Mark:
        """The present point, for `rollback`; valid until the block ends."""
        last = self._pieces[-1] if self._pieces else None
        return Mark(len(self._parts), len(self._pieces), self._length, last, self._gap, self._start)

    def since(self, mark: Mark) -> str:
        """The prose appended since the mark."""
        return "".join(self._parts[mark.parts :])

    def rollback(self, mark: Mark) -> None:
        """Forget what was appended since the mark."""
        del self._parts[mark.parts :]
        del self._pieces[mark.pieces :]
        if mark.last is not None:
            self._pieces[-1] = mark.last
        self._length = mark.length
        self._gap = mark.gap
        self._start = mark.start

    def end_block(self, kind: BlockKind, section: tuple[str, ...] = (), view: View | None = None) -> str:
        """Close the block if it has prose, and return that prose; nothing but white space makes no block."""
        prose = ""
        if self._start is not None:
            prose = self.since(self._opened)
            prose = prose.removeprefix(BLOCK_SEPARATOR) if self._blocks else prose
            if prose.strip():
                self._blocks.append(Block(kind, Span(self._start, self._length), section, view))
            else:
                self.rollback(self._opened)
                prose = ""
        self._start = None
        self._gap = None
        self._opened = self.mark()
        return prose

    def finish(self) -> tuple[str, SourceMap, tuple[Block, ...]]:
        """The prose, the way back, and the blocks. Every block must have been ended."""
        return "".join(self._parts), SourceMap(tuple(self._pieces)), tuple(self._blocks)

    def _copy_run(self, text: str, at: int) -> None:
        if not text:
            return
        self._open(at)
        last = self._pieces[-1] if self._pieces else None
        if last and last.exact and last.source + last.source_length == at:
            self._pieces[-1] = last._replace(source_length=last.source_length + len(text))
            self._parts.append(text)
            self._length += len(text)
        else:
            self._add(text, Piece(self._length, at, len(text), exact=True))

    def _open(self, at: int) -> None:
        """Write what is due before the next run: the separator of blocks, or the space noted."""
        if self._start is None:
            if self._blocks:
                self._add(BLOCK_SEPARATOR, Piece(self._length, at, 0, exact=False))
            self._start = self._length
        elif self._gap is not None:
            start, end = self._gap
            self._add(" ", Piece(self._length, start, end - start, exact=False))
        self._gap = None

    def _add(self, text: str, piece: Piece) -> None:
        self._pieces.append(piece)
        self._parts.append(text)
        self._length += len(text)
