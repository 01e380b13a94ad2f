"""Workflow commands: findings as annotations on the lines of a pull request.

GitHub shows ten annotations of a kind for each step, so the most severe come first and the rest is counted.
The form is that of the workflow commands `error`, `warning` and `notice`; data and properties are escaped as
the runner unescapes them.
"""

from __future__ import annotations

from collections import Counter

from verifier.findings import Report
from verifier.render.levels import Level, alarms, deciding_place, level_of, told
from verifier.render.options import RenderOptions
from verifier.render.sanitise import visible

COMMAND = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
MOST = 10  # annotations of a kind that are shown for a step


def render(report: Report, options: RenderOptions) -> str:
    """One command for each draft that was not checked, each finding and each notice."""
    lines: list[str] = []
    made: Counter[str] = Counter()
    for one in report.skipped:
        lines.append(_command("error", {"file": one.path, "title": "not checked"}, one.reason))
        made["error"] += 1
    found = alarms(report, options.show)
    for finding in found:
        command = COMMAND[level_of(finding)]
        made[command] += 1
        if made[command] > MOST:
            continue
        place = deciding_place(finding)
        properties = {
            "file": place.path,
            "line": str(place.line),
            "endLine": str(place.end_line),
            "title": f"{finding.verdict.value} {finding.rule}",
        }
        if place.line == place.end_line:  # columns of two lines are not understood
            properties |= {"col": str(place.utf16_column), "endColumn": str(place.utf16_end_column)}
        lines.append(_command(command, properties, told(finding)))
    for notice in report.notices:
        made["warning"] += 1
        if made["warning"] <= MOST:
            properties = {"file": notice.path, "line": str(notice.line), "title": notice.rule}
            lines.append(_command("warning", properties, notice.message))
    over = sum(max(0, count - MOST) for count in made.values())
    if over:
        lines.append(f"{over} more findings are not annotated: {MOST} of a kind are shown for a step.")
    return "".join(line + "\n" for line in lines)


def _command(name: str, properties: dict[str, str], data: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(data)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
