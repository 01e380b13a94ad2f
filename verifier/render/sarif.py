"""SARIF 2.1.0 (OASIS), as code scanning reads it: the statement is the location, its evidence is related.

Columns are UTF-16 code units, as `columnKind` says. Texts of messages escape what would be read as a link.
"""

from __future__ import annotations

import re
from typing import Any

from verifier.findings import CitedClaim, Finding, Notice, Report, Skipped, Unchanged
from verifier.model import Place, Source
from verifier.render.identity import fingerprints, notice_fingerprints, uri
from verifier.render.json_text import json_text
from verifier.render.levels import NOT_CHECKED, Level, alarms, deciding_place, level_of, told
from verifier.render.options import RenderOptions
from verifier.render.sanitise import visible
from verifier.render.summary import plural
from verifier.rules import Rule, load_rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MOST = 25_000  # results of a run that code scanning takes
_LEVEL_OF = {"contradictory": Level.ERROR, "unverified": Level.NOTE, "settling": Level.WARNING}


def render(report: Report, options: RenderOptions) -> str:
    """One run; the most severe results first, because readers with a limit drop the last."""
    found = alarms(report, options.show)[:_MOST]
    codes = sorted({one.rule for one in found} | {one.rule for one in report.notices})
    known = load_rules()
    sources = {source.id: source for source in report.sources}
    results = [
        _result(finding, fingerprint, codes, sources)
        for finding, fingerprint in zip(found, fingerprints(found), strict=True)
    ]
    results += [
        _notice(one, fingerprint, codes)
        for one, fingerprint in zip(report.notices, notice_fingerprints(report.notices), strict=True)
    ][: _MOST - len(results)]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "verifier",
                "version": options.version,
                "semanticVersion": options.version
                if options.version.count(".") == 2
                else f"{options.version}.0.0",
                "rules": [_rule(known[code]) for code in codes],
            }
        },
        "automationDetails": {"id": "verifier/"},
        "columnKind": "utf16CodeUnits",
        "artifacts": [{"location": {"uri": uri(path)}} for path in report.paths],
        "invocations": [
            {
                "executionSuccessful": not report.skipped,
                "toolExecutionNotifications": [
                    *(_notification(one) for one in report.skipped),
                    *(_left_out(one) for one in report.unchanged),
                ],
            }
        ],
        "results": results,
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(document, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    help_text = f"{rule.meaning} {rule.action}"
    example = f"- known: {rule.known}\n- before: {rule.before}\n- after: {rule.after}".replace("<", "\\<")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.meaning[:1024]},
        "help": {"text": help_text, "markdown": f"{rule.meaning}\n\n{example}\n\n{rule.action}"},
        "defaultConfiguration": {"level": _LEVEL_OF.get(rule.verdict, Level.NONE).value},
        "properties": {"tags": ["facts", rule.verdict], "precision": "high"},
    }


def _result(
    finding: Finding, fingerprint: str, codes: list[str], sources: dict[str, Source]
) -> dict[str, Any]:
    place = deciding_place(finding)
    related: list[dict[str, Any]] = []
    words = [_plain(told(finding))]
    for one in finding.cited:
        words.append(_evidence(one, sources, related))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": codes.index(finding.rule),
        "level": level_of(finding).value,
        "message": {"text": " ".join(words)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": uri(place.path)}, "region": _region(place)}}
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
        "properties": {
            "verdict": finding.verdict.value,
            "statement": finding.statement,
            "judge": finding.judge,
        },
    }
    if related:
        result["relatedLocations"] = related
    return result


def _notice(one: Notice, fingerprint: str, codes: list[str]) -> dict[str, Any]:
    return {
        "ruleId": one.rule,
        "ruleIndex": codes.index(one.rule),
        "level": Level.WARNING.value,
        "message": {"text": _plain(one.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(one.path)},
                    "region": {"startLine": one.line},
                }
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }


def _evidence(one: CitedClaim, sources: dict[str, Source], related: list[dict[str, Any]]) -> str:
    """The evidence in words that link to where the claim and its quote stand."""
    claim, citation = one.claim, one.citation
    source = sources.get(citation.source)
    title = source.title if source else citation.source
    label = _link(claim.id, claim.place.path, claim.place.line, f"claim {claim.id}", related)
    where = _link(title, source.path if source else None, citation.line, title, related)
    return f"Claim {label}: “{_plain(citation.quote)}” ({where})."


def _link(text: str, path: str | None, line: int | None, message: str, related: list[dict[str, Any]]) -> str:
    if path is None:
        return _plain(text)
    number = len(related) + 1
    related.append(
        {
            "id": number,
            "message": {"text": _plain(message)},
            "physicalLocation": {
                "artifactLocation": {"uri": uri(path)},
                "region": {"startLine": line or 1},
            },
        }
    )
    return f"[{_plain(text)}]({number})"


def _plain(text: str) -> str:
    """Text in which nothing is a link (SARIF 2.1.0, 3.11.6): brackets and backslashes are escaped."""
    return re.sub(r"([\\\[\]])", r"\\\1", visible(text))


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.utf16_column,
        "endLine": place.end_line,
        "endColumn": place.utf16_end_column,
    }


def _left_out(one: Unchanged) -> dict[str, Any]:
    return {
        "level": "note",
        "descriptor": {"id": "unchanged"},
        "message": {"text": f"{plural(one.statements, 'statement')} unchanged, not checked."},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(one.path)}}}],
    }


def _notification(one: Skipped) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": NOT_CHECKED},
        "message": {"text": f"Not checked: {_plain(one.reason)}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(one.path)}}}],
    }
