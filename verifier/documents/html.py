"""HTML to a document: what a reader of the page sees, and nothing that the page hides.

Text of script, style, template, nav, form controls and of hidden elements is left out, and so are deleted
words (`del`, `s`) and code that is no prose. A `q` gets the quotation marks that a browser shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from verifier.documents.code_words import is_prose
from verifier.documents.directive import read_directive
from verifier.documents.document import Document, Outline, assemble
from verifier.documents.html_elements import (
    BLOCKS,
    CODE,
    ENDS_PARAGRAPH,
    HEAD_ONLY,
    HEADINGS,
    IMPLIED_END,
    KINDS,
    SKIPPED,
    VOID,
)
from verifier.documents.html_tokens import Attribute, Comment, Reference, Tag, Text, tokenize
from verifier.documents.lines import LineIndex
from verifier.documents.source_map import Excerpt, Mark, TextBuilder
from verifier.frozen import frozen
from verifier.model import BlockKind, Directive, Span

MEDIA_TYPE = "text/html"


@frozen
class Element:
    """An open element with what it passes on to those inside."""

    name: str
    kind: BlockKind
    hidden: bool
    level: int  # of the heading it is or stands in; 0 outside


class MarkupReader:
    """Reads HTML into a builder; Markdown uses it too, for its blocks of HTML."""

    def __init__(
        self,
        excerpt: Excerpt,
        builder: TextBuilder,
        outline: Outline,
        comment: Callable[[str, Span], None],
        kind: BlockKind = BlockKind.PARAGRAPH,
    ) -> None:
        self._excerpt = excerpt
        self._builder = builder
        self._outline = outline
        self._comment = comment
        self._stack = [Element("", kind, hidden=False, level=0)]
        self._open: Counter[str] = Counter()
        self._captions: list[Attribute] = []
        self._code: Mark | None = None
        self._breaks = 0  # line breaks since the last text

    def read(self) -> None:
        """Read all of it. Never raises."""
        for token in tokenize(self._excerpt.text):
            match token:
                case Text():
                    self._text(token)
                case Reference():
                    self._reference(token)
                case Tag(closing=False):
                    self._start_tag(token)
                case Tag():
                    self._end_tag(token)
                case Comment() if not (self._in_code() or self._open["pre"]):  # code instructs nobody
                    self._comment(token.text, self._excerpt.source_span(token.start, token.end))
        self._flush()

    def _text(self, token: Text) -> None:
        if self._stack[-1].hidden:
            return
        if self._stack[-1].name == "head" and not self._excerpt.text[token.start : token.end].isspace():
            self._close("head")  # text ends the head, with or without its end tag
        if not self._excerpt.text[token.start : token.end].isspace():
            self._breaks = 0
        self._builder.copy_excerpt(self._excerpt, token.start, token.end)

    def _reference(self, token: Reference) -> None:
        if not self._stack[-1].hidden:
            self._breaks = 0
            place = self._excerpt.source_span(token.start, token.end)
            self._builder.replace(token.text, place.start, place.end)

    def _start_tag(self, tag: Tag) -> None:
        name = tag.name
        if self._open["head"] and name not in HEAD_ONLY:
            self._close("head")
        if name in BLOCKS:
            self._flush()
            if name in ENDS_PARAGRAPH and self._stack[-1].name == "p":
                self._pop()
            self._close_implied(name)
        above = self._stack[-1]
        if name == "br" and not above.hidden:
            self._line_break(tag)
        elif name == "img" and not above.hidden and not _is_hidden(tag):
            alt = tag.get("alt")
            if alt is not None and alt.value.strip():
                self._captions.append(alt)
        if name in VOID:
            return
        if name == "q" and not above.hidden:
            self._quotation_mark("“", tag)
        if name in CODE and self._code is None and not above.hidden:
            self._code = self._builder.mark()
        self._push(name, above, tag)

    def _push(self, name: str, above: Element, tag: Tag) -> None:
        kind = KINDS.get(name, above.kind)
        if above.kind is BlockKind.QUOTE and kind is not BlockKind.HEADING:
            kind = BlockKind.QUOTE
        hidden = above.hidden or name in SKIPPED or _is_hidden(tag)
        self._stack.append(Element(name, kind, hidden, HEADINGS.get(name, above.level)))
        self._open[name] += 1

    def _end_tag(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self._line_break(tag)
        if name in BLOCKS:
            self._flush()
        if not self._open[name] or name in VOID:
            return
        if name == "q" and self._stack[-1].name == "q" and not self._stack[-1].hidden:
            self._quotation_mark("”", tag)
        self._close(name)
        if name in CODE and self._code is not None and not self._in_code():
            mark, self._code = self._code, None
            if not self._stack[-1].hidden:
                self._keep_words(mark, tag)

    def _in_code(self) -> bool:
        return any(self._open[name] for name in CODE)

    def _keep_words(self, mark: Mark, tag: Tag) -> None:
        """Forget the code since the mark, unless it is words."""
        if not is_prose(self._builder.since(mark)):
            self._builder.rollback(mark)
            place = self._excerpt.source_span(tag.start, tag.end)
            self._builder.space(place.start, place.end)

    def _quotation_mark(self, sign: str, tag: Tag) -> None:
        place = self._excerpt.source_span(tag.start, tag.end)
        self._builder.replace(sign, place.start, place.end)

    def _line_break(self, tag: Tag) -> None:
        """One break is a space; two in a row are how old pages begin a paragraph."""
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        else:
            place = self._excerpt.source_span(tag.start, tag.end)
            self._builder.space(place.start, place.end)

    def _close_implied(self, name: str) -> None:
        """An item ends the item before it: end tags of items, cells and rows may be left out."""
        if name not in IMPLIED_END:
            return
        ended, barrier = IMPLIED_END[name]
        if not any(self._open[candidate] for candidate in ended):
            return
        for element in reversed(self._stack):
            if element.name in barrier:
                return
            if element.name in ended:
                self._close(element.name)
                return

    def _close(self, name: str) -> None:
        while self._open[name]:
            if self._pop() == name:
                return

    def _pop(self) -> str:
        element = self._stack.pop()
        self._open[element.name] -= 1
        return element.name

    def _flush(self) -> None:
        """End the block that is being built, with the kind of the innermost open element."""
        here = self._stack[-1]
        self._code = None
        self._breaks = 0
        if here.kind is BlockKind.HEADING and here.level:
            outside = self._outline.path_above(here.level)
            heading = self._builder.end_block(here.kind, outside)
            if heading:
                self._outline.enter(here.level, heading)
        else:
            self._builder.end_block(here.kind, self._outline.path)
        for alt in self._captions:
            self._caption(alt)
        self._captions.clear()

    def _caption(self, alt: Attribute) -> None:
        """The text that stands for an image, as a block after the one the image stands in."""
        for part in tokenize(alt.value.replace("<", " ")):
            start, end = alt.start + part.start, alt.start + part.end
            if isinstance(part, Reference):
                place = self._excerpt.source_span(start, end)
                self._builder.replace(part.text, place.start, place.end)
            else:
                self._builder.copy_excerpt(self._excerpt, start, end)
        self._builder.end_block(BlockKind.CAPTION, self._outline.path)


def _is_hidden(tag: Tag) -> bool:
    if tag.get("hidden") is not None:
        return True
    aria = tag.get("aria-hidden")
    if aria is not None and aria.value.strip().lower() == "true":
        return True
    style = tag.get("style")
    if style is None:
        return False
    rules = "".join(style.value.lower().split())
    return "display:none" in rules or "visibility:hidden" in rules


def read_html(text: str, path: str) -> Document:
    """Read a decoded page; `path` is only for places. Malformed pages never raise."""
    lines = LineIndex(text)
    builder = TextBuilder()
    directives: list[Directive] = []

    def comment(words: str, span: Span) -> None:
        directive = read_directive(words, span, path, lines, builder.blocks_ended)
        if directive is not None:
            directives.append(directive)

    MarkupReader(Excerpt([text], [0]), builder, Outline(), comment).read()
    return assemble(path, MEDIA_TYPE, text, builder, lines, directives)
