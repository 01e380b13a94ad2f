"""Where something stands in a Word document, which has paragraphs and no lines.

Offsets count the code points of a plain rendering: each paragraph on a line, and after a paragraph with
tracked changes a line with its former wording. `Place.line` is the number of the paragraph, and a column is a
character of it in the version that is meant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from verifier.documents.lines import LineIndex
from verifier.frozen import frozen
from verifier.model import Place, Span, View


@frozen
class Row:
    """One line of the rendering."""

    number: int  # of the paragraph
    label: str
    view: View | None  # None where both versions are the same
    changed: tuple[Span, ...] = ()  # sentences that the other version does not have, in the rendering


class ParagraphIndex(LineIndex):
    """Finds paragraphs and characters in the rendering of a document."""

    __slots__ = ("_row_starts", "_rows")

    def __init__(self, text: str, rows: Sequence[Row]) -> None:
        super().__init__(text)
        self._rows = tuple(rows)
        self._row_starts = [self.start(line) for line in range(len(rows))]

    def place(self, path: str, span: Span) -> Place:
        """The place of a span of the rendering. Never raises."""
        place = super().place(path, span)
        if not self._rows:
            return place
        row = self._row_at(place.start)
        touched = any(span.overlaps(one) for one in row.changed)
        return replace(
            place,
            line=row.number,
            end_line=self._row_at(place.end).number,
            label=row.label,
            view=row.view if touched else None,
        )

    def _row_at(self, offset: int) -> Row:
        return self._rows[max(bisect_right(self._row_starts, offset) - 1, 0)]
