"""Markdown to a document: CommonMark with tables, struck-out text, footnotes and front matter.

`markdown-it-py` finds the blocks; it knows their lines and not the offsets inside them, so inline marks are
read by `markdown_inline`. A content line is always the end of its source line, less the container's marks
before it: its offset follows from lengths alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from verifier.documents.directive import read_directive
from verifier.documents.document import Document, Outline, assemble
from verifier.documents.html import MarkupReader
from verifier.documents.lines import LineIndex
from verifier.documents.markdown_inline import InlineReader
from verifier.documents.markdown_table import cell_offsets
from verifier.documents.source_map import Excerpt, TextBuilder
from verifier.errors import DocumentError
from verifier.model import BlockKind, Directive, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MEDIA_TYPE = "text/markdown"
DEEPEST = 50  # quotations in one another; a list in a list counts as two

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_FIRST_FIELD = {
    "---": re.compile(r"[\w\"'][^:]*:(?:\s|$)|#|---$"),
    "+++": re.compile(r"[\w\"'.-]+\s*=|\[|#|\+\+\+$"),
}
_ATX = re.compile(r"#{1,6}[ \t]*")
_ANCHOR = re.compile(r"(?<![ \t])[ \t]*\{[#.][^{}]*\}\Z")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,64}\]:[ \t]*")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\Z")


@cache
def _parser() -> MarkdownIt:
    """A parser that finds blocks and leaves inline content alone."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def read_markdown(text: str, path: str) -> Document:
    """Read decoded Markdown; `path` is only for places.

    Raises DocumentError where quotations and lists are nested deeper than DEEPEST: the parser passes over
    what is in them, and nothing may go unchecked without a word.
    """
    return _MarkdownReader(text, path).read()


class _MarkdownReader:
    """One pass over one file."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._index = LineIndex(text)
        self._lines = [
            text[self._index.start(number) : self._index.start(number + 1)].rstrip("\r\n")
            for number in range(len(self._index))
        ]
        self._builder = TextBuilder()
        self._outline = Outline()
        self._directives: list[Directive] = []
        self._comments: set[int] = set()  # where those begin that were read
        self._references: Mapping[str, Any] = {}
        self._quotes = 0
        self._items = 0

    def read(self) -> Document:
        """Read all of it."""
        environment: dict[str, Any] = {}
        lines = list(self._lines)
        for number in range(_front_matter(lines)):
            lines[number] = ""
        tokens = _parser().parse("\n".join(lines), environment)
        self._references = environment.get("references", {})
        number = 0
        while number < len(tokens):
            if tokens[number].nesting == 1 and tokens[number].level + 1 >= DEEPEST:
                raise self._too_deep(tokens[number])
            number = self._token(tokens, number)
        return assemble(self._path, MEDIA_TYPE, self._text, self._builder, self._index, self._directives)

    def _too_deep(self, token: Token) -> DocumentError:
        return DocumentError(
            f"quotations and lists are nested deeper than {DEEPEST} levels (a list in a list is two), and "
            "what is in them cannot be checked; write them less deeply, or leave the file out",
            path=self._path,
            line=(token.map[0] if token.map else 0) + 1,
        )

    def _token(self, tokens: list[Token], number: int) -> int:
        """Read the token at `number`; returns the number of the next one."""
        token = tokens[number]
        match token.type:
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "list_item_open":
                self._items += 1
            case "list_item_close":
                self._items -= 1
            case "html_block":
                self._markup(token)
            case "tr_open":
                return self._row(tokens, number)
            case "heading_open":
                self._heading(token, tokens[number + 1])
                return number + 2
            case "inline":
                self._paragraph(token)
        return number + 1

    @property
    def _kind(self) -> BlockKind:
        if self._quotes:
            return BlockKind.QUOTE
        return BlockKind.LIST_ITEM if self._items else BlockKind.PARAGRAPH

    def _heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1:])
        excerpt = self._atx(inline) if token.markup.startswith("#") else self._excerpt(inline)
        anchor = _ANCHOR.search(excerpt.text)
        end = anchor.start() if anchor else len(excerpt.text)
        captions = self._inline(excerpt, 0, end)
        heading = self._builder.end_block(BlockKind.HEADING, self._outline.path_above(level))
        self._outline.enter(level, heading)
        self._captions(captions)

    def _paragraph(self, token: Token) -> None:
        excerpt = self._excerpt(token)
        kind = self._kind
        start = 0
        offset = 0
        for line in excerpt.text.split("\n"):
            marker = _FOOTNOTE.match(line)
            if marker:  # each footnote is a block of its own
                self._part(excerpt, start, offset, kind)
                start = offset + marker.end()
            elif offset == 0:
                skipped = _TASK.match(line) if kind is BlockKind.LIST_ITEM else None
                skipped = _ALERT.match(line) if kind is BlockKind.QUOTE else skipped
                start = skipped.end() if skipped else 0
            offset += len(line) + 1
        self._part(excerpt, start, len(excerpt.text), kind)

    def _part(self, excerpt: Excerpt, start: int, end: int, kind: BlockKind) -> None:
        if end > start:
            captions = self._inline(excerpt, start, end)
            self._builder.end_block(kind, self._outline.path)
            self._captions(captions)

    def _row(self, tokens: list[Token], number: int) -> int:
        """Read one row of a table, a block for each cell; returns the number of the token after it."""
        cells: list[Token] = []
        while tokens[number].type != "tr_close":
            if tokens[number].type == "inline":
                cells.append(tokens[number])
            number += 1
        line = cells[0].map[0] if cells and cells[0].map else 0
        for excerpt in self._cells(cells, line):
            captions = self._inline(excerpt, 0, len(excerpt.text))
            self._builder.end_block(
                BlockKind.QUOTE if self._quotes else BlockKind.TABLE_CELL, self._outline.path
            )
            self._captions(captions)
        return number + 1

    def _cells(self, cells: list[Token], line: int) -> list[Excerpt]:
        source = self._lines[line]
        start = self._index.start(line)
        found = cell_offsets(source, [cell.content for cell in cells])
        return [Excerpt([source[cell.start : cell.end]], [start + cell.start]) for cell in found]

    def _markup(self, token: Token) -> None:
        excerpt = self._excerpt(token)
        MarkupReader(excerpt, self._builder, self._outline, self._comment, self._kind).read()

    def _inline(self, excerpt: Excerpt, start: int, end: int) -> list[tuple[Excerpt, Span]]:
        """Append inline content; returns the images' texts, which become blocks after this one."""
        reader = InlineReader(excerpt, start, end, self._references, self._comment)
        reader.append_to(self._builder)
        return [(excerpt, image) for image in reader.images]

    def _captions(self, captions: list[tuple[Excerpt, Span]]) -> None:
        for excerpt, span in captions:
            InlineReader(excerpt, span.start, span.end, self._references, self._comment).append_to(
                self._builder
            )
            self._builder.end_block(BlockKind.CAPTION, self._outline.path)

    def _comment(self, words: str, span: Span) -> None:
        if span.start in self._comments:
            return  # the text of an image is read twice
        self._comments.add(span.start)
        directive = read_directive(words, span, self._path, self._index, self._builder.blocks_ended)
        if directive is not None:
            self._directives.append(directive)

    def _excerpt(self, token: Token) -> Excerpt:
        """A token's content lines with the offset of each."""
        first = token.map[0] if token.map else 0
        content: list[str] = []
        origins: list[int] = []
        for number, line in enumerate(token.content.split("\n"), first):
            bare = line.strip()
            source = self._lines[number] if number < len(self._lines) else ""
            start = self._index.start(min(number, len(self._lines) - 1))
            end = len(source.rstrip())
            offset = max(end - len(bare), 0)
            content.append(source[offset:end] if bare else "")  # the parser replaces a NUL; the source has it
            origins.append(start + offset)
        return Excerpt(content, origins)

    def _atx(self, inline: Token) -> Excerpt:
        """The content of a heading with number signs: no container's mark holds one, so the first is its."""
        line = inline.map[0] if inline.map else 0
        marks = _ATX.search(self._lines[line])
        offset = marks.end() if marks else 0
        return Excerpt(
            [self._lines[line][offset : offset + len(inline.content)]], [self._index.start(line) + offset]
        )


def _front_matter(lines: list[str]) -> int:
    """How many lines at the top are YAML or TOML front matter; 0 when there is none."""
    fence = lines[0].rstrip()
    if fence not in _FENCES or len(lines) < 2 or not _FIRST_FIELD[fence].match(lines[1]):
        return 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in _FENCES[fence]:
            return number + 1
    return 0
