"""The author's own line with the deciding words underlined, cut to what fits around them."""

from __future__ import annotations

from verifier.frozen import frozen
from verifier.model import Span
from verifier.render.sanitise import visible_cells, width

_TAB = "    "
_CUT = "…"
_MOST_LINES = 3
_WORD_REACH = 14  # columns that a cut may move to fall between words


@frozen
class ExcerptLine:
    """One line of the draft, made visible, and the columns of it to underline."""

    text: str
    mark_column: int  # 0-based terminal column
    mark_width: int  # terminal columns, at least 1

    def underline(self, mark: str) -> str:
        """The line that goes below, with `mark` under the marked columns."""
        return " " * self.mark_column + mark * self.mark_width


def excerpt(text: str, span: Span, columns: int) -> list[ExcerptLine]:
    """The lines of `text` that `span` touches, at most three, each at most `columns` wide.

    A span that runs over more lines shows its first ones. A span outside the text gives no lines.
    """
    if span.start >= len(text) or span.end > len(text):
        return []
    lines: list[ExcerptLine] = []
    start, end = _line_around(text, span.start)
    while len(lines) < _MOST_LINES:
        low, high = max(span.start, start), min(span.end, end)
        stripped = text[low:high]
        low += len(stripped) - len(stripped.lstrip())  # a wrapped line's indent is not part of the words
        if low < high or not lines:
            lines.append(_fitted(text[start:end], low - start, max(high, low) - start, columns))
        next_start = end + (2 if text[end : end + 2] == "\r\n" else 1)
        if next_start >= min(span.end, len(text)):
            break
        start, end = _line_around(text, next_start)
    return lines


def _line_around(text: str, position: int) -> tuple[int, int]:
    start = max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1
    ends = [end for end in (text.find("\n", position), text.find("\r", position)) if end >= 0]
    return start, min(ends, default=len(text))


def _fitted(line: str, low: int, high: int, columns: int) -> ExcerptLine:
    """One line, windowed so that the marked code points `low`..`high` show with what stands before them."""
    # Far from the mark nothing can show, so a line of many megabytes costs no more than a short one.
    offset = max(0, low - columns)
    far = min(len(line), max(high, low + 1) + columns, low + columns * 2)
    cells = [_TAB if cell == "\t" else cell for cell in visible_cells(line[offset:far])]
    low, high = low - offset, min(high, far) - offset
    widths = [len(cell) if cell.isascii() else width(cell) for cell in cells]
    first, last = 0, len(cells)
    indent = next((index for index, cell in enumerate(cells) if cell.strip()), 0)
    if offset == 0 and indent <= low:
        first = indent
    if offset or far < len(line) or sum(widths[first:]) > columns:
        first, last = _window(cells, widths, low, high, columns, first)
    before = _CUT if offset or first > indent else ""
    after = _CUT if last < len(cells) or far < len(line) else ""
    shown_high = min(max(high, low + 1), last)
    mark_column = len(before) + sum(widths[first:low])
    mark_width = max(1, sum(widths[low:shown_high]))
    return ExcerptLine(before + "".join(cells[first:last]).rstrip() + after, mark_column, mark_width)


def _window(
    cells: list[str], widths: list[int], low: int, high: int, columns: int, least: int
) -> tuple[int, int]:
    """The range of cells to show: the mark, a third of the spare room before it, the rest after it."""
    room = columns - 2 * len(_CUT)
    marked = min(room, sum(widths[low:high]))
    lead = (room - marked) // 3
    after_mark = sum(widths[high:])
    lead = max(lead, room - marked - after_mark)  # no room is wasted behind the end of the line
    first = low
    while first > least and sum(widths[first - 1 : low]) <= lead:
        first -= 1
    if first > least:
        first = _between_words(cells, first, low)
    last, used = first, 0
    while last < len(cells) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    if last < len(cells):
        for index in range(last, max(high, last - _WORD_REACH), -1):
            if cells[index].isspace():
                last = index
                break
    return first, last


def _between_words(cells: list[str], first: int, low: int) -> int:
    for index in range(first, min(first + _WORD_REACH, low)):
        if cells[index].isspace():
            return index + 1
    return first
