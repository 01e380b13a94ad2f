"""rdjson, the input of reviewdog: columns count UTF-8 bytes, and ends are exclusive."""

from __future__ import annotations

from verifier.findings import Finding, Report
from verifier.model import Place
from verifier.render.json_text import json_text
from verifier.render.levels import NOT_CHECKED, Level, alarms, cited, deciding_place, level_of, told
from verifier.render.options import RenderOptions
from verifier.render.sanitise import visible

SEVERITY = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.NOTE: "INFO"}


def render(report: Report, options: RenderOptions) -> str:
    """One DiagnosticResult; what would mend a statement is a suggestion on the words to replace."""
    titles = {source.id: source.title for source in report.sources}
    diagnostics = [_diagnostic(finding, titles) for finding in alarms(report, options.show)]
    for notice in report.notices:
        diagnostics.append(
            {
                "message": visible(notice.message),
                "location": {"path": notice.path, "range": {"start": {"line": notice.line}}},
                "severity": SEVERITY[Level.WARNING],
                "code": {"value": notice.rule},
            }
        )
    for one in report.skipped:
        diagnostics.append(
            {
                "message": f"Not checked: {visible(one.reason)}",
                "location": {"path": one.path},
                "severity": "ERROR",
                "code": {"value": NOT_CHECKED},
            }
        )
    return json_text({"source": {"name": "verifier"}, "diagnostics": diagnostics}, indent=2) + "\n"


def _diagnostic(finding: Finding, titles: dict[str, str]) -> dict[str, object]:
    place = deciding_place(finding)
    evidence = "".join(f"\n{visible(cited(one, titles))}" for one in finding.cited)
    record: dict[str, object] = {
        "message": visible(told(finding)) + evidence,
        "location": {"path": place.path, "range": _range(place)},
        "severity": SEVERITY[level_of(finding)],
        "code": {"value": finding.rule},
    }
    if finding.suggestion is not None and finding.deciding and finding.deciding.stated_place:
        record["suggestions"] = [{"range": _range(place), "text": finding.suggestion}]
    return record


def _range(place: Place) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": place.line, "column": place.utf8_column},
        "end": {"line": place.end_line, "column": place.utf8_end_column},
    }
