"""Text with the differences taken out that a person does not mean: the form in which quotes are compared.

The same folding goes over both sides. Case, digits, signs, percent marks, decimal points and brackets are
never touched, because they are what a quote must get right.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from verifier.frozen import frozen
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
_HIDDEN = re.compile(f"[{''.join(character for character, same in _SAME.items() if not same)}]")
_CHANGES = re.compile(rf"\s{{2,}}|[^\S ]|[{''.join(_SAME)}]")  # one plain blank stays as it is


@frozen
class _Piece:
    """A run of folded text and the run of the original that it stands for."""

    folded: int
    original: int
    length: int  # of the original
    same: bool  # character by character; otherwise the whole run stands for the whole


class FoldedText:
    """A text in its folded form, with the way back to the original."""

    def __init__(self, original: str) -> None:
        self._spans: list[Span] | None = None  # for each character of the normal form, where it comes from
        normal = original
        if _HIDDEN.search(original) or not unicodedata.is_normalized("NFC", original):
            normal, self._spans = _normalise(original)
        parts: list[str] = []
        pieces: list[_Piece] = []
        length = at = 0
        for match in _CHANGES.finditer(normal):
            start, end = match.span()
            found = match.group()
            same = _SAME.get(found, " ")
            if start > at:
                pieces.append(_Piece(length, at, start - at, same=True))
                parts.append(normal[at:start])
                length += start - at
            at = end
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
        if self._spans is None:
            return Span(low, high)
        return Span(self._spans[low].start, self._spans[high - 1].end)

    def _piece(self, position: int) -> _Piece:
        return self._pieces[bisect_right(self._at, position) - 1]


def fold(text: str) -> str:
    """The folded form of `text`."""
    if text.isascii():  # far the most quotes; blanks are all that can change
        return re.sub(r"\s+", " ", text)
    return FoldedText(text).text


def _normalise(text: str) -> tuple[str, list[Span]]:
    """`text` in NFC without what cannot be seen, and for each of its characters the part of `text`."""
    parts: list[str] = []
    spans: list[Span] = []
    cluster: list[str] = []
    start = end = 0

    def close() -> None:
        composed = unicodedata.normalize("NFC", "".join(cluster))
        parts.append(composed)
        spans.extend([Span(start, end)] * len(composed))

    for at, character in enumerate(text):
        if _SAME.get(character) == "":
            continue
        if cluster and not (unicodedata.combining(character) or "\u1160" <= character <= "\u11ff"):
            close()
            cluster, start = [], at
        elif not cluster:
            start = at
        cluster.append(character)
        end = at + 1
    close()
    return "".join(parts), spans
