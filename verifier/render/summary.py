"""The last lines of a report for people: every count, checked and not checked."""

from __future__ import annotations

from verifier.findings import Report, Settlement, Settling, Verdict
from verifier.frozen import frozen
from verifier.render.palette import VERDICT_WORD
from verifier.render.sanitise import visible

_HOW = {
    Settling.IGNORED: "ignored inline",
    Settling.DISMISSED: "dismissed by decision",
    Settling.BASELINED: "by baseline",
    Settling.ACCEPTED: "confirmed",
}
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
    suppressed: int  # findings that no longer count
    ignored: int
    dismissed: int
    baselined: int
    accepted: int
    notices: int
    unchanged: int  # statements that were not checked, for they did not change

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
            suppressed=len(report.findings) - len(report.open),
            ignored=report.count_settled(Settling.IGNORED),
            dismissed=report.count_settled(Settling.DISMISSED),
            baselined=report.count_settled(Settling.BASELINED),
            accepted=report.count_settled(Settling.ACCEPTED),
            notices=len(report.notices),
            unchanged=report.statements_unchanged,
        )


def counts_line(report: Report) -> str:
    """Every count of statements in a sentence, and in others how findings were settled."""
    counts = Summary.of(report)
    suppressed = f", {counts.suppressed} suppressed" if counts.suppressed else ""
    return (
        f"{plural(counts.statements, 'statement')}: {counts.checkable} checkable "
        f"({counts.consistent} consistent, {counts.contradictory} contradictory, "
        f"{counts.unverified} unverified{suppressed}), {counts.not_checkable} not checkable, "
        f"{counts.skipped} skipped.{_settled_counts(report, counts)}"
    )


def _settled_counts(report: Report, counts: Summary) -> str:
    parts = [
        f"{number} {_HOW[how]}"
        for how in (Settling.IGNORED, Settling.DISMISSED, Settling.BASELINED)
        if (number := report.count_settled(how))
    ]
    words = f" {counts.suppressed} suppressed: {', '.join(parts)}." if parts else ""
    if counts.accepted:
        words += f" {counts.accepted} confirmed by decision."
    if counts.notices:
        words += f" {plural(counts.notices, 'notice')}."
    return words


def settled_words(settled: Settlement) -> str:
    """How a finding was settled, why, by whom and where that is written."""
    by = f" by {settled.by}" if settled.by else ""
    on = f" on {settled.on}" if settled.on else ""
    return f"{_HOW[settled.how]}{by}{on}: {settled.reason} ({settled.path}:{settled.line})"


def claims_line(report: Report) -> str:
    """One line on the database and on where the work was done."""
    digest = report.claims.digest.removeprefix("sha256:")[:12]
    database = f" (database {digest})" if digest else ""
    return f"Claims{_trusted(report)}: {claims_counts(report)}{database}. {judged_by(report)} {_OFFLINE}"


def _trusted(report: Report) -> str:
    return f" at {visible(report.trusted.ref)}" if report.trusted else ""


def claims_counts(report: Report) -> str:
    """How many claims were in use, and how many were not."""
    claims = report.claims
    proposed = f" and {claims.proposed} proposed" if claims.proposed else ""
    waiting = f", {claims.waiting} proposed and not used (--include-proposed)" if claims.waiting else ""
    return f"{claims.active} active{proposed}, {claims.expired} expired{waiting}"


def unchanged_line(report: Report) -> str | None:
    """How many statements a run over changed text left out, or None when it left out none."""
    left_out = report.statements_unchanged
    return f"{plural(left_out, 'statement')} unchanged, not checked." if left_out else None


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


def suppressed_line(report: Report, *, listed: bool) -> str | None:
    """That suppressed findings are not listed, or None where there are none or they are."""
    suppressed = len(report.findings) - len(report.open)
    return (
        f"Not listed: {suppressed} suppressed (--show-suppressed lists them)."
        if suppressed and not listed
        else None
    )


def plural(count: int, noun: str) -> str:
    """`1 statement`, `2 statements`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
