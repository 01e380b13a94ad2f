"""What a reader makes of a file: blocks of prose, and the way back to the author's own characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from verifier.documents.lines import LineIndex
from verifier.documents.source_map import SourceMap, TextBuilder
from verifier.frozen import frozen
from verifier.model import AuthorComment, Block, Directive, Place, Span


@frozen
class Document:
    """A file as prose. Offsets of blocks and sentences count code points of `text`, never of the file."""

    path: str
    media_type: str
    text: str  # prose only: blocks, with an empty line between two
    blocks: tuple[Block, ...]
    directives: tuple[Directive, ...]
    original: str  # the author's decoded text, line ends as they are, no byte order mark
    source_map: SourceMap = field(repr=False, compare=False)
    lines: LineIndex = field(repr=False, compare=False)
    comments: tuple[
        AuthorComment, ...
    ] = ()  # of a word processor; those inside a text are directives or nothing

    def locate(self, span: Span) -> Place:
        """The place in the author's file of a span of `text`. Never raises."""
        return self.lines.place(self.path, self.source_map.source_span(span))


class Outline:
    """The headings above the present point of a document."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, level: int, heading: str) -> None:
        """Go into a section; deeper and equal ones end. Level 1 is the outermost."""
        self._open = [entry for entry in self._open if entry[0] < level]
        self._open.append((level, heading))

    def path_above(self, level: int) -> tuple[str, ...]:
        """The headings that a heading of that level stands below."""
        return tuple(heading for above, heading in self._open if above < level)

    @property
    def path(self) -> tuple[str, ...]:
        """The headings, outermost first."""
        return tuple(heading for _, heading in self._open)


def assemble(
    path: str,
    media_type: str,
    original: str,
    builder: TextBuilder,
    lines: LineIndex,
    directives: list[Directive],
    comments: Sequence[AuthorComment] = (),
) -> Document:
    """Close a reader's work into a document."""
    text, source_map, blocks = builder.finish()
    return Document(
        path=path,
        media_type=media_type,
        text=text,
        blocks=blocks,
        directives=tuple(directives),
        original=original,
        source_map=source_map,
        lines=lines,
        comments=tuple(comments),
    )
