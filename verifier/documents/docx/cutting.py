"""Runs cut into pieces, so that a comment can begin and end between two letters; each keeps the look."""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from verifier.documents.docx.parts import Element, name_of, show_text, shown_text

TEXT = ("t", "delText")
# An element of a run, and a point in it: 0 is before it, its length behind it. What is no text has length 1.
Point = tuple[Element, int]


class Cuts:
    """Gathers the points to cut at, cuts, and knows which piece of a run begins or ends at a point."""

    def __init__(self) -> None:
        self._runs: dict[Element, dict[Element, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._begins: dict[Point, Element] = {}
        self._ends: dict[Point, Element] = {}

    def add(self, run: Element, point: Point) -> None:
        """Note that a piece of the run is to begin or end at this point."""
        element, offset = point
        if element is run:  # an equation, which stands where runs stand
            self._begins[point] = self._ends[point] = run
        else:
            self._runs[run][element].add(offset)

    def make(self) -> None:
        """Cut all runs; what is noted later is not cut."""
        for run, points in self._runs.items():
            self._cut(run, points)

    def begins(self, point: Point) -> Element:
        """The piece that begins at a point that was noted."""
        return self._begins[point]

    def ends(self, point: Point) -> Element:
        """The piece that ends at a point that was noted."""
        return self._ends[point]

    def _cut(self, run: Element, points: dict[Element, set[int]]) -> None:
        look = next((one for one in run if name_of(one) == "rPr"), None)
        contents = [one for one in run if one is not look]
        for one in contents:
            run.remove(one)
        piece, empty, ended = run, True, False
        for one in contents:
            wanted = points.get(one, set())
            for start, end, part in _parts(one, wanted):
                if (ended or start in wanted) and not empty:
                    piece, empty = _next_piece(piece, run, look), True
                piece.append(part)
                empty, ended = False, end in wanted
                self._begins[one, start] = piece
                self._ends[one, end] = piece


def length(element: Element) -> int:
    """How many characters of the rendering one element of a run can be cut into."""
    return len(shown_text(element)) if name_of(element) in TEXT else 1


def _parts(element: Element, wanted: set[int]) -> list[tuple[int, int, Element]]:
    """The element cut at the points that lie inside it, each part with its range."""
    whole = length(element)
    bounds = [0, *sorted(offset for offset in wanted if 0 < offset < whole), whole]
    if len(bounds) == 2:
        return [(0, whole, element)]
    text = shown_text(element)
    parts: list[tuple[int, int, Element]] = []
    for start, end in pairwise(bounds):
        part = deepcopy(element)
        show_text(part, text[start:end])
        parts.append((start, end, part))
    return parts


def _next_piece(piece: Element, run: Element, look: Element | None) -> Element:
    """An empty run behind `piece`, that looks like the whole run."""
    new = etree.Element(run.tag, {str(name): str(word) for name, word in run.attrib.items()})
    if look is not None:
        new.append(deepcopy(look))
    piece.addnext(new)
    return new
