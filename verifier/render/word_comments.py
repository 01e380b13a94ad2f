"""What a comment in a Word document says of one finding, and which words it is on."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.findings import Finding, NotCheckable, Verdict
from verifier.model import Place
from verifier.render.levels import cited, deciding_place
from verifier.render.palette import VERDICT_WORD
from verifier.render.places import spot
from verifier.render.xml_text import xml_text

_MOST_CITED = 4
_MOST_NEAR = 3


def comment_place(entry: Finding | NotCheckable) -> Place:
    """The words that decide, else the statement."""
    return deciding_place(entry) if isinstance(entry, Finding) else entry.place


def comment_lines(entry: Finding | NotCheckable, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Verdict, rule and message, both sides, and the evidence; one paragraph each, fit for XML.

    `titles` are those of the sources, by their ids.
    """
    if isinstance(entry, NotCheckable):
        return (xml_text(f"{VERDICT_WORD[Verdict.NOT_CHECKABLE].capitalize()} ({entry.reason})"),)
    place = comment_place(entry)
    lines = [f"{VERDICT_WORD[entry.verdict].capitalize()} {entry.rule}: {entry.message}"]
    if place.view is not None or not place.label.startswith("paragraph"):
        lines.append(f"Where: {spot(place)}")  # a comment on a note hangs elsewhere, and views look alike
    if entry.deciding is not None:
        lines.append(f"Stated: {entry.deciding.stated}")
        if entry.deciding.known is not None:
            lines.append(f"Known: {entry.deciding.known}")
    if entry.suggestion is not None:
        lines.append(f"Try: {entry.suggestion}")
    for one in entry.cited[:_MOST_CITED]:
        lines.append(f"Claim {cited(one, dict(titles))}")
        if one.citation.url:
            lines.append(one.citation.url)
    if len(entry.cited) > _MOST_CITED:
        lines.append(f"and {len(entry.cited) - _MOST_CITED} more claims")
    for near in entry.nearest[:_MOST_NEAR]:
        lines.append(f"Nearest: {near.claim.id}: “{near.claim.statement}”, but {near.ruled_out_by}")
    return tuple(xml_text(line) for line in lines)
