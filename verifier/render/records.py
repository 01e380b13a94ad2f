"""A report as the plain records of the published contract."""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

from verifier.findings import (
    CitedClaim,
    Deciding,
    Finding,
    NearClaim,
    NotCheckable,
    Report,
    Settlement,
    Settling,
)
from verifier.model import Place
from verifier.render import contract
from verifier.render.options import RenderOptions
from verifier.render.summary import Summary


def report_record(report: Report, options: RenderOptions) -> contract.ReportRecord:
    """All that one run found, filtered by nothing."""
    titles = {source.id: source.title for source in report.sources}
    return {
        "format": contract.FORMAT,
        "tool": {"name": "verifier", "version": options.version},
        "claims": {
            "digest": report.claims.digest,
            "active": report.claims.active,
            "expired": report.claims.expired,
            "proposed": report.claims.proposed,
            "waiting": report.claims.waiting,
            "trusted": {"ref": report.trusted.ref, "commit": report.trusted.commit}
            if report.trusted
            else None,
        },
        "judge": {
            "name": report.judged_by.judge,
            "model": report.judged_by.model,
            "digest": report.judged_by.digest,
        },
        "summary": cast(contract.Counts, asdict(Summary.of(report))),
        "paths": list(report.paths),
        "findings": [_finding(finding, titles) for finding in report.findings],
        "not_checkable": [_not_checkable(one) for one in report.not_checkable],
        "skipped": [{"path": one.path, "reason": one.reason} for one in report.skipped],
        "notices": [cast(contract.NoticeRecord, asdict(one)) for one in report.notices],
        "unchanged": [{"path": one.path, "statements": one.statements} for one in report.unchanged],
    }


def _finding(finding: Finding, titles: dict[str, str]) -> contract.FindingRecord:
    return {
        "verdict": cast(contract.StatementVerdict, finding.verdict.value),
        "rule": finding.rule,
        "message": finding.message,
        "confidence": round(finding.confidence, 4),
        "judge": finding.judge,
        "fingerprint": finding.fingerprint,
        "statement": _statement(finding.statement, finding.place),
        "deciding": _deciding(finding.deciding) if finding.deciding else None,
        "citations": [_citation(cited, titles) for cited in finding.cited],
        "nearest": [_near(near) for near in finding.nearest],
        "suggestion": finding.suggestion,
        "settled": _settled(finding.settled) if finding.settled else None,
    }


def _settled(settled: Settlement) -> contract.Settled:
    return {
        "how": settled.how.value,
        "suppressed": settled.how is not Settling.ACCEPTED,
        "reason": settled.reason,
        "path": settled.path,
        "line": settled.line,
        "by": settled.by,
        "on": settled.on,
    }


def _not_checkable(one: NotCheckable) -> contract.NotCheckableRecord:
    return {"statement": _statement(one.statement, one.place), "reason": one.reason}


def _statement(text: str, place: Place) -> contract.Statement:
    statement: contract.Statement = {
        "text": text,
        "path": place.path,
        "start": place.start,
        "end": place.end,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
    if place.label:
        statement["label"] = place.label
        statement["view"] = place.view.value if place.view else None
    return statement


def _deciding(deciding: Deciding) -> contract.Deciding:
    place = deciding.stated_place
    return {
        "facet": deciding.facet.value,
        "stated": deciding.stated,
        "known": deciding.known,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_line": place.end_line if place else None,
        "end_column": place.end_column if place else None,
    }


def _citation(cited: CitedClaim, titles: dict[str, str]) -> contract.Citation:
    claim, citation = cited.claim, cited.citation
    return {
        "claim": claim.id,
        "claim_statement": claim.statement,
        "claim_status": claim.status.value,
        "claim_place": f"{claim.place.path}:{claim.place.line}",
        "source": citation.source,
        "source_title": titles.get(citation.source),
        "quote": citation.quote,
        "line": citation.line,
        "url": citation.url,
    }


def _near(near: NearClaim) -> contract.Near:
    return {
        "claim": near.claim.id,
        "claim_statement": near.claim.statement,
        "score": round(near.score, 4),
        "ruled_out_by": near.ruled_out_by,
    }
