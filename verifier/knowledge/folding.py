"""Text with the differences taken out that a person does not mean: the form in which quotes are compared.

The same folding goes over both sides. Case, digits, signs, percent marks, decimal points and brackets are
never touched, because they are what a quote must get right.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from verifier.model import Span

_SAME = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
}
_CHANGES = re.compile(rf"\s+|[{''.join(_SAME)}]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of folded text and the run of the original that it stands for."""

    folded: int
    original: int
    length: int  # of the original
    same: bool  # character by character; otherwise the whole run stands for the whole


class FoldedText:
    """A text in its folded form, with the way back to the original."""

    def __init__(self, original: str) -> None:
        self._normal = unicodedata.is_normalized("NFC", original)
        normal, self._starts = (original, [0]) if self._normal else _normalise(original)
        parts: list[str] = []
        pieces: list[_Piece] = []
        length = at = 0
        blank = False  # the folded text ends in a blank; an invisible character may stand between two
        for match in _CHANGES.finditer(normal):
            start, end = match.span()
            found = match.group()
            same = _SAME.get(found, " ")
            if start > at:
                pieces.append(_Piece(length, at, start - at, same=True))
                parts.append(normal[at:start])
                length += start - at
                blank = False
            at = end
            if same == " " and blank:
                continue
            if same:
                blank = same == " "
                pieces.append(_Piece(length, start, end - start, same=False))
                parts.append(same)
                length += len(same)
        pieces.append(_Piece(length, at, len(normal) - at, same=True))
        parts.append(normal[at:])
        self.text = "".join(parts)
        self._pieces = pieces
        self._at = [piece.folded for piece in pieces]

    def original_span(self, start: int, end: int) -> Span:
        """The span of the original that the folded range stands for. `end` is greater than `start`."""
        first, last = self._piece(start), self._piece(end - 1)
        low = first.original + (start - first.folded if first.same else 0)
        high = last.original + (end - last.folded if last.same else last.length)
        if self._normal:
            return Span(low, high)
        return Span(self._starts[low], self._starts[high])

    def _piece(self, position: int) -> _Piece:
        return self._pieces[bisect_right(self._at, position) - 1]


def fold(text: str) -> str:
    """The folded form of `text`."""
    if text.isascii():  # far the most quotes; blanks are all that can change
        return re.sub(r"\s+", " ", text)
    return FoldedText(text).text


def _normalise(text: str) -> tuple[str, list[int]]:
    """`text` in NFC, and for every character of it (and the end) where it starts in `text`."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or "\u1160" <= text[end] <= "\u11ff"):
            end += 1
        composed = unicodedata.normalize("NFC", text[at:end])
        parts.append(composed)
        starts.extend([at] * len(composed))
        at = end
    starts.append(len(text))
    return "".join(parts), starts
