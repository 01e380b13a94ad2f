"""CSV for spreadsheets (RFC 4180): one row a statement, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from verifier.findings import Finding, NotCheckable, Report
from verifier.render.options import RenderOptions, shown
from verifier.render.sanitise import visible

COLUMNS = (
    "path", "line", "column", "verdict", "rule", "message", "statement", "stated", "known", "suggestion",
    "claim", "quote", "source", "source_line", "url",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t")  # how a formula begins


def render(report: Report, options: RenderOptions) -> str:
    """A header, the statements that `--show` lists, notices, and the drafts that were not checked."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    titles = {source.id: source.title for source in report.sources}
    for entry in shown(report, options):
        row = _finding(entry, titles) if isinstance(entry, Finding) else _not_checkable(entry)
        writer.writerow({name: _cell(value) for name, value in row.items()})
    for notice in report.notices:
        row = {
            "path": notice.path,
            "line": notice.line,
            "column": notice.column,
            "verdict": "notice",
            "rule": notice.rule,
            "message": notice.message,
        }
        writer.writerow({name: _cell(value) for name, value in row.items()})
    for one in report.skipped:
        writer.writerow({"path": _cell(one.path), "verdict": "not checked", "message": _cell(one.reason)})
    return file.getvalue()


def _finding(finding: Finding, titles: dict[str, str]) -> dict[str, object]:
    row: dict[str, object] = {
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "verdict": finding.verdict.value,
        "rule": finding.rule,
        "message": finding.message,
        "statement": finding.statement,
        "suggestion": finding.suggestion,
    }
    if finding.deciding:
        row |= {"stated": finding.deciding.stated, "known": finding.deciding.known}
    if finding.cited:
        first = finding.cited[0]
        row |= {
            "claim": first.claim.id,
            "quote": first.citation.quote,
            "source": titles.get(first.citation.source, first.citation.source),
            "source_line": first.citation.line,
            "url": first.citation.url,
        }
    return row


def _not_checkable(one: NotCheckable) -> dict[str, object]:
    return {
        "path": one.place.path,
        "line": one.place.line,
        "column": one.place.column,
        "verdict": "not checkable",
        "message": one.reason,
        "statement": one.statement,
    }


def _cell(value: object) -> object:
    """Text on one line, with an apostrophe before what a spreadsheet would take for a formula."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
