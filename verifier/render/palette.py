"""Colours for terminals: every coloured word also says in words what its colour says."""

from __future__ import annotations

from enum import Enum

from verifier.findings import Verdict


class Ink(Enum):
    """What a run of text is, and its SGR codes."""

    CONTRADICTORY = "1;31"
    UNVERIFIED = "1;33"
    CONSISTENT = "1;32"
    PLACE = "1"
    RULE = "36"
    QUIET = "2"


VERDICT_INK = {
    Verdict.CONTRADICTORY: Ink.CONTRADICTORY,
    Verdict.UNVERIFIED: Ink.UNVERIFIED,
    Verdict.CONSISTENT: Ink.CONSISTENT,
    Verdict.NOT_CHECKABLE: Ink.QUIET,
}

VERDICT_WORD = {
    Verdict.CONTRADICTORY: "contradictory",
    Verdict.UNVERIFIED: "unverified",
    Verdict.CONSISTENT: "consistent",
    Verdict.NOT_CHECKABLE: "not checkable",
}


def paint(text: str, ink: Ink, *, colour: bool) -> str:
    """`text` in the ink's colour, or as it is."""
    return f"\x1b[{ink.value}m{text}\x1b[0m" if colour and text else text
