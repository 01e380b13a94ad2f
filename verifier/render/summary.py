"""The last lines of a report for people: every count, checked and not checked."""

from __future__ import annotations

from verifier.findings import Report, Verdict
from verifier.frozen import frozen
from verifier.render.palette import VERDICT_WORD
from verifier.render.sanitise import visible

_OFFLINE = "Nothing left this machine."


@frozen
class Summary:
    """The counts of a report, as the published formats name them."""

    statements: int  # all sentences seen
    checkable: int
    consistent: int
    contradictory: int
    unverified: int
    not_checkable: int
    skipped: int  # drafts or parts of drafts that were not read

    @classmethod
    def of(cls, report: Report) -> Summary:
        """Count a report."""
        return cls(
            statements=report.statements,
            checkable=len(report.findings),
            consistent=report.count(Verdict.CONSISTENT),
            contradictory=report.count(Verdict.CONTRADICTORY),
            unverified=report.count(Verdict.UNVERIFIED),
            not_checkable=len(report.not_checkable),
            skipped=len(report.skipped),
        )


def counts_line(report: Report) -> str:
    """One sentence with every count of statements."""
    counts = Summary.of(report)
    return (
        f"{plural(counts.statements, 'statement')}: {counts.checkable} checkable "
        f"({counts.consistent} consistent, {counts.contradictory} contradictory, "
        f"{counts.unverified} unverified), {counts.not_checkable} not checkable, {counts.skipped} skipped."
    )


def claims_line(report: Report) -> str:
    """One line on the database and on where the work was done."""
    digest = report.claims.digest.removeprefix("sha256:")[:12]
    database = f" (database {digest})" if digest else ""
    return f"Claims: {claims_counts(report)}{database}. {judged_by(report)} {_OFFLINE}"


def claims_counts(report: Report) -> str:
    """How many claims were in use, and how many were not."""
    claims = report.claims
    proposed = f" and {claims.proposed} proposed" if claims.proposed else ""
    waiting = f", {claims.waiting} proposed and not used (--include-proposed)" if claims.waiting else ""
    return f"{claims.active} active{proposed}, {claims.expired} expired{waiting}"


def judged_by(report: Report) -> str:
    """One sentence on who judged: a reader must know whether a model had a say."""
    return f"Judge: {judge_of(report)}."


def judge_of(report: Report) -> str:
    """The rules, or the model by its name and digest, or both."""
    by = report.judged_by
    if by.model is None:
        return by.judge
    who = "rules, then the model" if by.judge == "both" else "the model"
    return f"{who} {visible(by.model)} ({(by.digest or '')[:12]})"


def hidden_line(report: Report, show: frozenset[Verdict]) -> str | None:
    """What the choice of verdicts keeps out of the list, or None when it keeps out nothing."""
    counts = {verdict: report.count(verdict) for verdict in Verdict}
    counts[Verdict.NOT_CHECKABLE] = len(report.not_checkable)
    hidden = [f"{counts[one]} {VERDICT_WORD[one]}" for one in Verdict if one not in show and counts[one]]
    return f"Not listed: {', '.join(hidden)} (--show all lists them)." if hidden else None


def plural(count: int, noun: str) -> str:
    """`1 statement`, `2 statements`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
