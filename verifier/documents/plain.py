"""Plain text to a document: which lines make one paragraph, and which are headings, items or quotations.

Two habits meet in plain text. Mail and README files wrap a paragraph over many lines and put an empty line
after it; news copy puts each paragraph on one line, with no empty line at all. What tells them apart is
whether the first word of the next line would still have fitted on this one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from verifier.documents.document import Document, Outline, assemble
from verifier.documents.heading import cannot_end_a_line, ends_sentence, looks_like_heading
from verifier.documents.lines import LineIndex
from verifier.documents.source_map import TextBuilder
from verifier.frozen import frozen
from verifier.model import BlockKind

MEDIA_TYPE = "text/plain"

_WIDEST_WRAP = 120  # characters; text with longer lines is not wrapped by hand
_NARROWEST_WRAP = 40
_ITEM = re.compile(r"(?:[-*+•‣◦▪]|(?P<number>\d{1,3})[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_WORDY = re.compile(r"\w")


@frozen
class Line:
    """One line with something on it, without its indentation and its marker."""

    text: str
    at: int  # source offset of `text`
    indent: int
    kind: BlockKind
    marked: bool  # an item or quotation marker stood before the text
    after_gap: bool  # an empty line, or a line of signs alone, stands before
    underlined: bool = False


def read_plain(text: str, path: str) -> Document:
    """Read decoded plain text; `path` is only for places. Never raises."""
    index = LineIndex(text)
    builder = TextBuilder()
    outline = Outline()
    paragraphs = _paragraphs(_lines(text, index))
    for number, paragraph in enumerate(paragraphs):
        kind = paragraph[0].kind
        if kind is BlockKind.PARAGRAPH and _is_heading(paragraphs, number):
            kind = BlockKind.HEADING
        for position, line in enumerate(paragraph):
            if position and not _hyphenated(paragraph[position - 1], line):
                builder.space(paragraph[position - 1].at + len(paragraph[position - 1].text), line.at)
            builder.copy(line.text, line.at)
        if kind is BlockKind.HEADING:
            # Plain text has no levels: a heading at the very top is the title, all others stand below it.
            level = 1 if number == 0 else 2
            outline.enter(level, builder.end_block(kind, outline.path_above(level)))
        else:
            builder.end_block(kind, outline.path)
    return assemble(path, MEDIA_TYPE, text, builder, index, [])


def _lines(text: str, index: LineIndex) -> list[Line]:
    lines: list[Line] = []
    gap = True
    in_list = False  # an item stands above with no empty line between
    for number in range(len(index)):
        raw = text[index.start(number) : index.start(number + 1)].rstrip()
        stripped = raw.lstrip()
        if not _WORDY.search(stripped):
            if lines and not gap and len(stripped) > 2 and set(stripped) <= set("=-~"):
                lines[-1] = _underline(lines[-1])
            gap = True
            continue
        indent = len(raw) - len(stripped)
        kind = BlockKind.PARAGRAPH
        marker = 0
        in_list = in_list and not gap
        quote = _QUOTE.match(stripped)
        item = _ITEM.match(stripped)
        if quote:
            kind, marker = BlockKind.QUOTE, quote.end()
        elif item and _starts_item(item, lines[-1] if lines and not gap else None, in_list=in_list):
            kind, marker = BlockKind.LIST_ITEM, item.end()
            in_list = True
        body = stripped[marker:].lstrip()
        at = index.start(number) + len(raw) - len(body)
        lines.append(Line(body, at, indent, kind, marked=marker > 0, after_gap=gap))
        gap = False
    return lines


def _underline(line: Line) -> Line:
    return replace(line, underlined=True)


def _starts_item(item: re.Match[str], before: Line | None, *, in_list: bool) -> bool:
    """A number at the start of a wrapped line is no item: the line before must have come to an end."""
    if item["number"] is None or before is None or in_list:
        return True
    return ends_sentence(before.text) or before.text.endswith(":")


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Lines that belong to one block, in order."""
    width = _wrap_width(lines)
    paragraphs: list[list[Line]] = []
    for line in lines:
        before = paragraphs[-1][-1] if paragraphs else None
        if before is not None and _continues(before, line, paragraphs[-1][0], width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _wrap_width(lines: list[Line]) -> int | None:
    """The width at which the text is wrapped by hand, or None when each line is a paragraph.

    Wrapped text shows itself by lines that break off in mid-sentence and go on in lower case.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_gap and not b.marked]
    broken = sum(_breaks_off(a, b) for a, b in pairs)
    lengths = sorted(line.indent + len(line.text) for line in lines)
    if not lengths or broken * 5 < len(pairs):
        return None
    width = lengths[(len(lengths) * 19) // 20]  # a long address or table row does not count
    return width if _NARROWEST_WRAP <= width <= _WIDEST_WRAP else None


def _breaks_off(before: Line, line: Line) -> bool:
    return line.text[0].islower() and not ends_sentence(before.text)


def _continues(before: Line, line: Line, first: Line, width: int | None) -> bool:
    """True when `line` goes on with the block of `before`, which began with the line `first`."""
    if line.after_gap or before.underlined:
        return False
    if first.kind is BlockKind.QUOTE:
        # An unmarked line after a quotation is the answer to it.
        return line.kind is BlockKind.QUOTE and _goes_on(before, line, width)
    if line.marked:
        return False
    if first.kind is BlockKind.LIST_ITEM and line.indent > first.indent:
        return True
    return _goes_on(before, line, width)


def _goes_on(before: Line, line: Line, width: int | None) -> bool:
    if line.text[0].islower():
        return True
    if width is not None:
        first_word = line.text.split(None, 1)[0]
        used = before.indent + len(before.text)
        if used + 1 + len(first_word) > width:
            return True
        if used * 4 >= width * 3 and not ends_sentence(before.text):
            return True  # wrapped by eye: a line nearly full that breaks off
    if ends_sentence(before.text) or width is not None:
        return False
    # No evidence of wrapping elsewhere: two or three lines, perhaps broken before a name.
    return _NARROWEST_WRAP <= len(before.text) <= _WIDEST_WRAP and cannot_end_a_line(before.text)


def _hyphenated(before: Line, line: Line) -> bool:
    """True when a word is broken at its hyphen: no space comes between."""
    return before.text.endswith("-") and before.text[-2:-1].isalpha() and line.text[0].islower()


def _is_heading(paragraphs: list[list[Line]], number: int) -> bool:
    """One short line above a paragraph; at most two headings follow each other (title, first section)."""
    paragraph = paragraphs[number]
    if len(paragraph) > 1:
        return False
    if paragraph[0].underlined:
        return True
    if not looks_like_heading(paragraph[0].text):
        return False
    for following in paragraphs[number + 1 : number + 3]:
        if len(following) > 1 or following[0].marked or not looks_like_heading(following[0].text):
            return True
    return False
