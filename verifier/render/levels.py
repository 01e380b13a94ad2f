"""How severe a finding is to tools that know errors, warnings and notes; and what they are told of it."""

from __future__ import annotations

from enum import Enum

from verifier.findings import CitedClaim, Finding, Report, Verdict
from verifier.model import Place
from verifier.render.places import told_place

# An unverified statement whose claim has expired, or whose sources disagree: somebody has work to do.
_WORK = frozenset({"V204", "V205"})
NOT_CHECKED = "not-checked"  # stands where a rule code would, for a draft that could not be read


class Level(Enum):
    """Severities, most severe first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NONE = "none"


def level_of(finding: Finding) -> Level:
    """Contradictory is an error, unverified a note, and a claim that needs work a warning."""
    match finding.verdict:
        case Verdict.CONTRADICTORY:
            return Level.ERROR
        case Verdict.UNVERIFIED:
            return Level.WARNING if finding.rule in _WORK else Level.NOTE
        case _:
            return Level.NONE


def alarms(report: Report, show: frozenset[Verdict]) -> list[Finding]:
    """What is listed by formats that know only alarms, most severe first, else in the order of the drafts.

    Suppressed findings are left out: who reads these formats shows what they hold as alarms, marked or not.
    """
    order = list(Level)
    wanted = [one for one in report.open if one.verdict in show and one.verdict is not Verdict.CONSISTENT]
    return sorted(wanted, key=lambda one: order.index(level_of(one)))


def deciding_place(finding: Finding) -> Place:
    """Where a reader should look first: the words that decide, else the statement."""
    if finding.deciding and finding.deciding.stated_place:
        return finding.deciding.stated_place
    return finding.place


def told(finding: Finding) -> str:
    """The message, with both sides where it does not name them, and what might mend it; on one line."""
    words = [told_place(deciding_place(finding)) + finding.message]
    deciding = finding.deciding
    if deciding and deciding.known is not None and deciding.known not in finding.message:
        words += [f"Stated: {deciding.stated}", f"Known: {deciding.known}"]
    if finding.suggestion is not None:
        words.append(f"Try: {finding.suggestion}")
    return " ".join(word if word.endswith((".", "?", "!")) else f"{word}." for word in words)


def cited(one: CitedClaim, titles: dict[str, str]) -> str:
    """One piece of evidence in a line: the claim, its quote, and where that stands."""
    citation = one.citation
    line = f", line {citation.line}" if citation.line is not None else ""
    title = titles.get(citation.source, citation.source)
    return f"{one.claim.id}: “{citation.quote}” ({title}{line})"
