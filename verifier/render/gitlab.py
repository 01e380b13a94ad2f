"""Code Quality: the JSON array that GitLab shows in a merge request."""

from __future__ import annotations

from hashlib import sha256

from verifier.findings import Report, Skipped
from verifier.render.identity import fingerprints, notice_fingerprints
from verifier.render.json_text import json_text
from verifier.render.levels import NOT_CHECKED, Level, alarms, deciding_place, level_of, told
from verifier.render.options import RenderOptions
from verifier.render.sanitise import visible

SEVERITY = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


def render(report: Report, options: RenderOptions) -> str:
    """One issue a finding; a draft that was not checked is a blocker."""
    found = alarms(report, options.show)
    issues: list[dict[str, object]] = [_not_checked(one) for one in report.skipped]
    for finding, fingerprint in zip(found, fingerprints(found), strict=True):
        place = deciding_place(finding)
        issues.append(
            {
                # The page hides `check_name`, so the code is in the description too.
                "description": f"{finding.rule}: {visible(told(finding))}",
                "check_name": finding.rule,
                "fingerprint": fingerprint,
                "severity": SEVERITY[level_of(finding)],
                "location": {
                    "path": place.path,
                    "lines": {"begin": place.line, "end": place.end_line},
                },
            }
        )
    for notice, fingerprint in zip(report.notices, notice_fingerprints(report.notices), strict=True):
        issues.append(
            {
                "description": f"{notice.rule}: {visible(notice.message)}",
                "check_name": notice.rule,
                "fingerprint": fingerprint,
                "severity": SEVERITY[Level.WARNING],
                "location": {"path": notice.path, "lines": {"begin": notice.line}},
            }
        )
    return json_text(issues, indent=2) + "\n"


def _not_checked(one: Skipped) -> dict[str, object]:
    return {
        "description": f"Not checked: {visible(one.reason)}",
        "check_name": NOT_CHECKED,
        "fingerprint": sha256(f"{one.path}\0{one.reason}".encode("utf-8", "replace")).hexdigest(),
        "severity": "blocker",
        "location": {"path": one.path, "lines": {"begin": 1}},
    }
