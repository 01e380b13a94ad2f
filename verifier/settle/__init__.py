"""Settle: what people said of findings beforehand is heeded, and what no longer meets anything is told.

Three ways: a directive in the draft, the decisions file, the baseline. A suppressed finding stays in the
report, with how and why it was settled. The narrowest word wins, and one that confirms a finding before any
that suppresses it. Nothing is read here: all arrives as values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.documents import Document
from verifier.findings import Finding, Notice, Report, Settlement, Settling, Verdict
from verifier.model import Directive
from verifier.settle.baseline import Entry, entries_of, still_there
from verifier.settle.decisions import Decision
from verifier.settle.directives import UNUSED, Directives, may_occur
from verifier.settle.settlements import NOTHING, Settlements

GONE = "V303"
_LISTED = 80  # characters of a statement that a message repeats

__all__ = ["NOTHING", "Settlements", "may_occur", "settle"]


def settle(report: Report, documents: Sequence[Document], settlements: Settlements = NOTHING) -> Report:
    """The report with each finding settled that a person settled, and with notices on what settles none.

    A directive, decision or entry counts as unused only where its draft was checked whole, by judges that can
    give its rule.
    """
    inline = {document.path: Directives(document) for document in documents if document.directives}
    if not (inline or settlements.decisions or settlements.baseline):
        return report
    decisions = {(one.fingerprint, one.rule): one for one in settlements.decisions}
    spoken: list[Finding] = []
    decided: set[tuple[str, str]] = set()
    for finding in report.findings:
        decision = decisions.get((finding.fingerprint, finding.rule))
        if decision is not None:
            decided.add((finding.fingerprint, finding.rule))
        settlement = _settlement(finding, inline.get(finding.place.path), decision)
        spoken.append(replace(finding, settled=settlement) if settlement else finding)
    found = entries_of(spoken, settlements.name) if settlements.baseline else [None] * len(spoken)
    settled = _with_baseline(spoken, found, settlements.baseline)
    partly = {one.path for one in report.skipped} | {one.path for one in report.unchanged}
    whole = [path for path in report.paths if path not in partly]
    judge = report.judged_by.judge
    notices: list[Notice] = []
    for path, directives in inline.items():
        mine = directives.notices + (directives.unused(judge) if path in whole else [])
        notices += sorted(mine, key=lambda one: (one.line, one.column))
    checked = {name for path in whole for name in (path, settlements.name(path))}
    notices += [
        _unused_decision(one)
        for key, one in decisions.items()
        if key not in decided and one.path in checked and may_occur(one.rule, judge)
    ]
    named = {settlements.name(path) for path in whole}
    there = still_there(settlements.baseline, found)
    notices += [
        _gone(entry)
        for entry, occurs in zip(settlements.baseline, there, strict=True)
        if not occurs and entry.path in named and may_occur(entry.rule, judge)
    ]
    return replace(report, findings=settled, notices=(*report.notices, *notices))


def _settlement(
    finding: Finding, directives: Directives | None, decision: Decision | None
) -> Settlement | None:
    if decision is not None and decision.accepted:
        return _of_decision(decision, Settling.ACCEPTED)
    if finding.verdict is Verdict.CONSISTENT:
        return None
    directive: Directive | None = directives.suppressing(finding) if directives is not None else None
    if directive is not None:
        return Settlement(
            Settling.IGNORED, directive.reason or "", directive.place.path, directive.place.line
        )
    return _of_decision(decision, Settling.DISMISSED) if decision is not None else None


def _with_baseline(
    findings: Sequence[Finding], found: Sequence[Entry | None], baseline: Sequence[Entry]
) -> tuple[Finding, ...]:
    """The findings; those that nothing else settled and that the baseline has are settled by it."""
    written = {entry.hash: entry for entry in reversed(baseline)}
    reason = "it was there when the baseline was written"
    return tuple(
        replace(finding, settled=Settlement(Settling.BASELINED, reason, there.file, there.line))
        if entry is not None and (there := written.get(entry.hash)) is not None
        else finding
        for finding, entry in zip(findings, found, strict=True)
    )


def _of_decision(decision: Decision, how: Settling) -> Settlement:
    return Settlement(how, decision.reason, decision.file, decision.line, decision.by, decision.on)


def _unused_decision(one: Decision) -> Notice:
    said = f" on “{_cut(one.statement)}”" if one.statement else ""
    message = f"the decision{said} settles nothing: {one.path} no longer meets {one.rule} there; take it out"
    return Notice(UNUSED, message, one.file, one.line, one.column)


def _gone(entry: Entry) -> Notice:
    message = (
        f"the entry hides nothing any more: {entry.rule} at “{_cut(entry.statement)}” in {entry.path}; "
        "`verifier baseline prune` takes it out"
    )
    return Notice(GONE, message, entry.file, entry.line, 1)


def _cut(statement: str) -> str:
    words = " ".join(statement.split())
    return words if len(words) <= _LISTED else f"{words[: _LISTED - 1]}…"
