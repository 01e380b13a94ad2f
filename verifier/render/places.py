"""How people are told where something stands: by line and column, or by paragraph in a file without lines."""

from __future__ import annotations

from verifier.model import Place, View

_VIEW = {View.ACCEPTED: "with the tracked changes", View.ORIGINAL: "before the tracked changes"}


def spot(place: Place) -> str:
    """`line 3, column 9`, or `paragraph 12, character 9, before the tracked changes`."""
    if not place.label:
        return f"line {place.line}, column {place.column}"
    return f"{place.label}, character {place.column}{_of_view(place)}"


def where(place: Place) -> str:
    """`draft.md:3:9`, as editors find it, or `draft.docx, paragraph 12, character 9`."""
    return f"{place.path}, {spot(place)}" if place.label else f"{place.path}:{place.line}:{place.column}"


def told_place(place: Place) -> str:
    """What goes before a message where only a line number is shown; empty for a file that has lines."""
    return f"{place.label}{_of_view(place)}: " if place.label else ""


def _of_view(place: Place) -> str:
    return f", {_VIEW[place.view]}" if place.view else ""
