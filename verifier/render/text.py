"""The report for a person at a terminal: each finding with the author's line, both sides, evidence."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.findings import CitedClaim, Finding, NearClaim, NotCheckable, Notice, Report, Verdict
from verifier.model import ClaimStatus, Span
from verifier.render.excerpt import excerpt
from verifier.render.levels import deciding_place
from verifier.render.options import RenderOptions, shown
from verifier.render.palette import VERDICT_INK, VERDICT_WORD, Ink, paint
from verifier.render.places import where
from verifier.render.sanitise import guarded, visible, width
from verifier.render.summary import (
    claims_line,
    counts_line,
    hidden_line,
    settled_words,
    suppressed_line,
    unchanged_line,
)
from verifier.render.working import working_lines
from verifier.render.wrapping import wrapped

_GUTTER = "  | "
_LABEL = 8  # columns of the label before a value
_MOST_CITED = 4
_MOST_NEAR = 3


def render(report: Report, options: RenderOptions) -> str:
    """Findings with evidence, one blank line apart, then what was skipped and every count."""
    texts = dict(report.texts)
    titles = {source.id: source.title for source in report.sources}
    blocks = [
        _finding(entry, texts.get(entry.place.path), titles, options)
        if isinstance(entry, Finding)
        else _not_checkable(entry, options)
        for entry in shown(report, options)
    ]
    blocks += [
        [f"{paint(visible(one.path), Ink.PLACE, colour=options.colour)}: not checked: {visible(one.reason)}"]
        for one in report.skipped
    ]
    blocks += [[_notice(one, options)] for one in report.notices]
    blocks.append(_summary(report, options))
    return guarded("\n\n".join("\n".join(block) for block in blocks) + "\n")


def _summary(report: Report, options: RenderOptions) -> list[str]:
    unchanged = list(filter(None, [unchanged_line(report)]))
    if not report.statements and not report.skipped:
        if report.unchanged:
            return ["Nothing to check: nothing has changed.", *unchanged, claims_line(report)]
        return ["Nothing to check: no sentences were found.", claims_line(report)]
    hidden = (
        hidden_line(report, options.show),
        suppressed_line(report, listed=options.show_suppressed),
    )
    return [counts_line(report), *unchanged, *filter(None, hidden), claims_line(report)]


def _notice(one: Notice, options: RenderOptions) -> str:
    where = paint(f"{visible(one.path)}:{one.line}:{one.column}", Ink.PLACE, colour=options.colour)
    rule = paint(visible(one.rule), Ink.RULE, colour=options.colour)
    return f"{where} notice {rule} {visible(one.message)}"


def _not_checkable(entry: NotCheckable, options: RenderOptions) -> list[str]:
    at = paint(visible(where(entry.place)), Ink.PLACE, colour=options.colour)
    word = paint(VERDICT_WORD[Verdict.NOT_CHECKABLE], Ink.QUIET, colour=options.colour)
    return [
        f"{at} {word} ({visible(entry.reason)})",
        *wrapped(_GUTTER, _GUTTER, entry.statement, options.columns),
    ]


def _finding(finding: Finding, text: str | None, titles: dict[str, str], options: RenderOptions) -> list[str]:
    ink = VERDICT_INK[finding.verdict]
    at = paint(visible(where(deciding_place(finding))), Ink.PLACE, colour=options.colour)
    word = paint(VERDICT_WORD[finding.verdict], ink, colour=options.colour)
    rule = paint(visible(finding.rule), Ink.RULE, colour=options.colour)
    suppressed = "suppressed " if finding.suppressed else ""
    lines = [f"{at} {suppressed}{word} {rule} {visible(finding.message)}"]
    lines += _author_lines(finding, text, ink, options)
    if finding.deciding:
        lines += _row("stated", finding.deciding.stated, options)
        if finding.deciding.known is not None:
            lines += _row("known", finding.deciding.known, options)
    if finding.suggestion is not None:
        lines += _row("try", finding.suggestion, options)
    if finding.settled is not None:
        lines += _row("settled", settled_words(finding.settled), options)
    lines += _evidence(finding.cited, titles, options)
    lines += _nearest(finding.nearest, options)
    if options.explain:
        lines += working_lines(finding, options.columns)
    return lines


def _author_lines(finding: Finding, text: str | None, ink: Ink, options: RenderOptions) -> list[str]:
    """The draft's line behind a gutter; `^` marks the deciding words, `~` a statement that has none."""
    place = deciding_place(finding)
    mark = "~" if place is finding.place else "^"
    room = options.columns - len(_GUTTER)
    lines = excerpt(text, Span(place.start, place.end), room) if text else []
    if not lines or (mark == "~" and width(visible(finding.statement)) > room):
        return wrapped(_GUTTER, _GUTTER, finding.statement, options.columns)
    gutter = paint(_GUTTER, Ink.QUIET, colour=options.colour)
    drawn: list[str] = []
    for line in lines:
        before = " " * line.mark_column
        drawn.append(f"{gutter}{line.text}")
        if mark == "~" and line.mark_width >= width(line.text):
            continue  # the statement is the whole line: there is nothing to point out
        drawn.append(f"{gutter}{before}{paint(mark * line.mark_width, ink, colour=options.colour)}")
    return drawn


def _evidence(cited: Iterable[CitedClaim], titles: dict[str, str], options: RenderOptions) -> list[str]:
    lines: list[str] = []
    everything = tuple(cited)
    claim_before = None
    for one in everything[:_MOST_CITED]:
        claim, citation = one.claim, one.citation
        if claim.id != claim_before:
            status = "" if claim.status is ClaimStatus.ACTIVE else f", {claim.status.value}"
            lines += _row("claim", f"{claim.id} ({claim.place.path}:{claim.place.line}{status})", options)
            claim_before = claim.id
        lines += _row("quote", f"“{citation.quote}”", options)
        title = titles.get(citation.source, citation.source)
        named = title if title == citation.source else f"{title} ({citation.source})"
        line = f", line {citation.line}" if citation.line is not None else ""
        lines += _row("source", named + line, options)
        if citation.url:
            lines += _row("", citation.url, options)  # alone on its line, to be copied or clicked
    if len(everything) > _MOST_CITED:
        lines += _row("", f"and {len(everything) - _MOST_CITED} more (-o json lists all)", options)
    return lines


def _nearest(nearest: Iterable[NearClaim], options: RenderOptions) -> list[str]:
    lines: list[str] = []
    for near in tuple(nearest)[:_MOST_NEAR]:
        lines += _row("nearest", f"{near.claim.id}: “{near.claim.statement}”", options)
        lines += _row("", f"but: {near.ruled_out_by}", options)
    return lines


def _row(label: str, value: str, options: RenderOptions) -> list[str]:
    head = f"  {label:<{_LABEL}}"
    painted = "  " + paint(label, Ink.QUIET, colour=options.colour) + " " * (_LABEL - len(label))
    rows = wrapped(head, " " * len(head), value, options.columns)
    return [painted + rows[0][len(head) :], *rows[1:]]
