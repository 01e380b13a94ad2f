"""Where an offset of the author's text stands: line and column, in three units of column."""

from __future__ import annotations

import re
from bisect import bisect_right

from verifier.model import Place, Span

_LINE_END = re.compile(r"\r\n?|\n")
_STRIDE = 512  # code points between two checkpoints: columns stay cheap on a line of a million characters


class LineIndex:
    """Finds lines and columns in one text; a line ends at CRLF, CR or LF and nowhere else."""

    __slots__ = ("_checkpoints", "_length", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._length = len(text)
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._checkpoints: list[tuple[int, int]] | None = None

    def __len__(self) -> int:
        """How many lines there are; an empty text has one."""
        return len(self._starts)

    def start(self, line: int) -> int:
        """The offset at which a line begins, counted from 0; one past the last is the end of the text."""
        return self._starts[line] if line < len(self._starts) else self._length

    def place(self, path: str, span: Span) -> Place:
        """The place of a span; a span that runs past the end is cut there. Never raises."""
        start = min(span.start, self._length)
        end = min(span.end, self._length)
        line, column, utf16, utf8 = self._position(start)
        end_line, end_column, end_utf16, end_utf8 = self._position(end)
        return Place(
            path=path,
            start=start,
            end=end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            utf16_column=utf16,
            utf16_end_column=end_utf16,
            utf8_column=utf8,
            utf8_end_column=end_utf8,
        )

    def _position(self, offset: int) -> tuple[int, int, int, int]:
        """Line, and column in code points, UTF-16 units and UTF-8 bytes, all from 1."""
        line = bisect_right(self._starts, offset)
        line_start = self._starts[line - 1]
        column = offset - line_start + 1
        if self._text.isascii():
            return line, column, column, column
        utf16, utf8 = self._units_before(offset)
        line_utf16, line_utf8 = self._units_before(line_start)
        return line, column, utf16 - line_utf16 + 1, utf8 - line_utf8 + 1

    def _units_before(self, offset: int) -> tuple[int, int]:
        """UTF-16 units and UTF-8 bytes of the text before `offset`."""
        if self._checkpoints is None:
            self._checkpoints = [(0, 0)]
            for start in range(0, self._length, _STRIDE):
                utf16, utf8 = self._checkpoints[-1]
                more16, more8 = _units(self._text[start : start + _STRIDE])
                self._checkpoints.append((utf16 + more16, utf8 + more8))
        whole = offset // _STRIDE
        utf16, utf8 = self._checkpoints[whole]
        more16, more8 = _units(self._text[whole * _STRIDE : offset])
        return utf16 + more16, utf8 + more8


def _units(text: str) -> tuple[int, int]:
    """UTF-16 units and UTF-8 bytes of a text; a lone surrogate counts as what it would take."""
    utf16 = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return utf16, len(text.encode("utf-8", "surrogatepass"))
