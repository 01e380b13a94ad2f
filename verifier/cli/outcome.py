"""From a report to an exit code."""

from __future__ import annotations

from verifier.config import FailOn, Settings
from verifier.errors import ExitCode
from verifier.findings import Report, Verdict

LIMIT_EXCEEDED = "V207"


def outcome(report: Report, settings: Settings, *, exit_zero: bool = False) -> ExitCode:
    """What the run comes to. Could-not-check wins over findings, and `exit_zero` silences findings only."""
    if report.skipped or any(finding.rule == LIMIT_EXCEEDED for finding in report.findings):
        return ExitCode.COULD_NOT_CHECK
    if settings.require_match and not matched(report) and not nothing_changed(report):
        return ExitCode.COULD_NOT_CHECK
    return ExitCode.FINDINGS if fails(report, settings) and not exit_zero else ExitCode.CLEAN


def matched(report: Report) -> bool:
    """Whether at least one statement met a claim that is about the same matter."""
    return any(finding.cited for finding in report.findings)


def nothing_changed(report: Report) -> bool:
    """Whether a run over changed text found none: then there is nothing that could have met a claim."""
    return bool(report.unchanged) and not report.statements


def fails(report: Report, settings: Settings) -> bool:
    """Whether there are findings at or above `fail_on`, or more unverified ones than `max_unverified`.

    Suppressed findings do not count; notices count like unverified ones for `fail_on`,
    but for those on what is trusted (V304).
    """
    unverified = report.count(Verdict.UNVERIFIED)
    limit = settings.max_unverified
    if limit is not None and limit.exceeded(unverified, len(report.findings)):
        return True
    if any(one.fails for one in report.notices) and Verdict.UNVERIFIED in failing(settings):
        return True
    return any(finding.verdict in failing(settings) for finding in report.open)


def failing(settings: Settings) -> frozenset[Verdict]:
    """The verdicts that `fail_on` makes a run fail for."""
    match settings.fail_on:
        case FailOn.NEVER:
            return frozenset()
        case FailOn.CONTRADICTORY:
            return frozenset({Verdict.CONTRADICTORY})
        case FailOn.UNVERIFIED:
            return frozenset({Verdict.CONTRADICTORY, Verdict.UNVERIFIED})
