"""A Word document to prose: its rendering as lines of text, the blocks, and the way back to its elements."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from verifier.documents.directive import read_directive
from verifier.documents.document import Document, Outline, assemble
from verifier.documents.docx import MEDIA_TYPE
from verifier.documents.docx.paragraphs import BodyReader, Paragraph
from verifier.documents.docx.parts import Parts, name_of, open_parts, shown_text, value
from verifier.documents.docx.places import ParagraphIndex, Row
from verifier.documents.docx.versions import Piece, Version, clusters, is_changed, versions
from verifier.documents.source_map import TextBuilder
from verifier.frozen import frozen
from verifier.model import AuthorComment, BlockKind, Directive, Span, View


@frozen(eq=False)
class Line:
    """One line of the rendering with the pieces it is made of."""

    start: int
    pieces: tuple[Piece, ...]

    def at(self, span: Span) -> Iterator[tuple[Piece, int, int]]:
        """The pieces with text that a span of the rendering touches, each with the part that it touches."""
        offset = self.start
        for piece in self.pieces:
            length = len(piece[0].text)
            first, last = max(span.start - offset, 0), min(span.end - offset, length)
            if first < last:
                yield piece, first, last
            offset += length


@frozen(eq=False)
class WordText:
    """A document as it was read, with its elements."""

    document: Document
    parts: Parts
    lines: tuple[Line, ...]

    def lines_at(self, span: Span) -> Iterator[Line]:
        """The lines that a span of the rendering touches."""
        first = bisect_right(self.lines, span.start, key=lambda one: one.start) - 1
        return takewhile(lambda one: one.start < span.end, islice(self.lines, max(first, 0), None))


def read_word(data: bytes, path: str, *, before_changes: bool = True) -> WordText:
    """Read a .docx. Raises DocumentError for what is no readable Word document."""
    parts = open_parts(data, path)
    paragraphs = BodyReader(parts, path).read()
    renderer = _Renderer(before_changes=before_changes)
    renderer.render(paragraphs)
    text = "\n".join(renderer.texts)
    index = ParagraphIndex(text, renderer.rows)
    comments = tuple(_comments(parts, renderer))
    document = assemble(path, MEDIA_TYPE, text, renderer.builder, index, [], comments)
    document = replace(document, directives=tuple(_directives(document)))
    return WordText(document, parts, tuple(renderer.lines))


def _directives(document: Document) -> Iterator[Directive]:
    """Those of the comments that are ignores. A comment in Word is on words, and its block is theirs."""
    if not document.comments:
        return
    starts = [document.locate(block.span).start for block in document.blocks]
    for comment in document.comments:
        block = max(0, bisect_right(starts, comment.span.end - 1) - 1)
        found = read_directive(comment.text, comment.span, document.path, document.lines, block)
        if found is not None:
            yield found


class _Renderer:
    """Writes one line after the other, and the blocks of prose in them."""

    def __init__(self, *, before_changes: bool) -> None:
        self._before_changes = before_changes
        self._outline = Outline()
        self._offset = 0
        self.texts: list[str] = []
        self.rows: list[Row] = []
        self.lines: list[Line] = []
        self.builder = TextBuilder()
        self.marks: dict[tuple[str, str, View | None], int] = {}  # kind of mark, comment, view

    def render(self, paragraphs: Sequence[Paragraph]) -> None:
        """Write all paragraphs, former wording after the present one."""
        moved = _moved_sentences(paragraphs)
        for cluster in clusters(paragraphs):
            if is_changed(cluster):
                self._both(cluster, moved)
            else:
                for version in versions(cluster, View.ACCEPTED):
                    self._line(version, None, ())
                    self._block(version, None)

    def _both(self, cluster: Sequence[Paragraph], moved: frozenset[str]) -> None:
        """A paragraph as it is, and only what differs of it as it was: nothing is checked twice."""
        accepted, original = (
            [(one, one.sentences()) for one in versions(cluster, view) if one.text.strip()]
            for view in (View.ACCEPTED, View.ORIGINAL)
        )
        now = {words for _, found in accepted for _, words in found}
        before = {words for _, found in original for _, words in found}
        for version, found in accepted:
            changed = [span for span, words in found if words not in before]
            self._line(version, View.ACCEPTED, changed)
            self._block(version, View.ACCEPTED if changed else None)
        if not self._before_changes:
            return
        for version, found in original:
            known = now | moved if _is_moved(version) else now
            changed = [span for span, words in found if words not in known]
            if changed:
                self._line(version, View.ORIGINAL, changed)
                self._former(version, changed)

    def _line(self, version: Version, view: View | None, changed: Sequence[Span]) -> None:
        start = self._offset
        first = version.first
        self.texts.append(version.text)
        shifted = tuple(span.shift(start) for span in changed)
        self.rows.append(Row(first.number, first.label, view, shifted))
        self.lines.append(Line(start, version.pieces))
        at = start
        for fragment, _ in version.pieces:
            if fragment.mark:
                self.marks.setdefault((fragment.mark, fragment.comment, view), at)
            at += len(fragment.text)
        self._offset = at + 1  # the line end

    def _block(self, version: Version, view: View | None) -> None:
        """The prose of the line just written; two line breaks in a row are how some begin a paragraph."""
        shape = version.shape
        if not shape.prose:
            return
        at = self.lines[-1].start
        breaks = 0
        for fragment, _ in version.pieces:
            if fragment.breaks:
                breaks += 1
                if breaks == 2 and shape.kind is not BlockKind.HEADING:
                    self._end(shape, view)
                self.builder.space(at, at + 1)
            elif fragment.text:
                breaks = 0 if fragment.text.strip() else breaks
                self.builder.copy(fragment.text, at)
            at += len(fragment.text)
        self._end(shape, view)

    def _end(self, shape: Paragraph, view: View | None) -> None:
        if shape.kind is BlockKind.HEADING:
            above = self._outline.path_above(shape.level)
            heading = self.builder.end_block(shape.kind, above, view)
            if heading:
                self._outline.enter(shape.level, heading)
        else:
            self.builder.end_block(shape.kind, self._outline.path, view)

    def _former(self, version: Version, changed: Sequence[Span]) -> None:
        """Blocks of the sentences that are no longer there; what stood side by side stays together."""
        shape, start = version.shape, self.lines[-1].start
        if not shape.prose:
            return
        section = (
            self._outline.path_above(shape.level) if shape.kind is BlockKind.HEADING else self._outline.path
        )
        end: int | None = None
        for span in changed:
            if end is not None and version.text[end : span.start].strip():
                self.builder.end_block(shape.kind, section, View.ORIGINAL)
            elif end is not None:
                self.builder.space(start + end, start + span.start)
            self.builder.copy(span.of(version.text), start + span.start)
            end = span.end
        self.builder.end_block(shape.kind, section, View.ORIGINAL)


def _moved_sentences(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The sentences of paragraphs to which something was moved: they are checked there."""
    if not any(fragment.change.moved for one in paragraphs for fragment in one.fragments):
        return frozenset()
    return frozenset(
        words
        for cluster in clusters(paragraphs)
        if any(f.change.moved and f.change.inserted for one in cluster for f in one.fragments)
        for version in versions(cluster, View.ACCEPTED)
        for _, words in version.sentences()
    )


def _is_moved(version: Version) -> bool:
    return any(fragment.change.moved for fragment, _ in version.pieces)


def _comments(parts: Parts, renderer: _Renderer) -> Iterator[AuthorComment]:
    """The comments that hang on the text, in the order in which they are kept."""
    for one in parts.comments if parts.comments is not None else ():
        if name_of(one) != "comment":
            continue
        span = _span_of(value(one, "id") or "", renderer)
        if span is not None:
            lines = ("".join(shown_text(t) for t in p.iter() if name_of(t) == "t") for p in one)
            yield AuthorComment(value(one, "author") or "", "\n".join(lines), span)


def _span_of(comment: str, renderer: _Renderer) -> Span | None:
    """What a comment is on: the words it embraces, in the text as it is where that has any of them."""
    found: Span | None = None
    for view in (None, View.ACCEPTED, View.ORIGINAL):
        starts = [renderer.marks.get(("commentRangeStart", comment, one)) for one in (view, None)]
        ends = [renderer.marks.get(("commentRangeEnd", comment, one)) for one in (view, None)]
        start, end = (next((one for one in found if one is not None), None) for found in (starts, ends))
        if start is not None and end is not None and start < end:
            return Span(start, end)
        hangs = renderer.marks.get(("commentReference", comment, view))
        if found is None and hangs is not None:
            line = renderer.lines[bisect_right(renderer.lines, hangs, key=lambda one: one.start) - 1]
            found = Span(line.start, line.start + sum(len(fragment.text) for fragment, _ in line.pieces))
    return found
