"""Runs the verdict cases, `tests/cases/verdicts/*.yml` and `tests/regressions/*.yml`, on the public API."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.casefiles import CASES, REGRESSIONS, Case, CaseFileError, load_folder, params, unmark
from verifier import Report, Verdict, check_text, claims_from_text
from verifier.config import Settings
from verifier.findings import Finding
from verifier.knowledge import Store
from verifier.knowledge.claim_records import claim_of, unlocated
from verifier.knowledge.schema import ClaimsFile, DefaultsRecord
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import parse
from verifier.model import ClaimPlace, Source

HEAD = ("claims", "source", "records", "as_of")
BODY = ("text", "context", "as_of", "verdict", "rule", "facet")
WORST_FIRST = (Verdict.CONTRADICTORY, Verdict.UNVERIFIED, Verdict.CONSISTENT)
VERDICT_CASES = [
    case
    for folder in (CASES / "verdicts", REGRESSIONS)
    for case in load_folder(folder, head=HEAD, body=BODY, required=("text", "verdict"))
]


@cache
def store_of(text: str) -> Any:
    """The store of a trusted text; the cases of a file share one."""
    return claims_from_text(text)


def store_for(case: Case) -> Any:
    """What the case is checked against: the file's claims, each with its status, or a trusted text."""
    if "records" not in case.head:
        return store_of(trusted_text(case))
    return store_of_records(json.dumps(case.head["records"]))


@cache
def store_of_records(written: str) -> Store:
    """A store of claim records, each of which cites its own statement."""
    full = [
        {"id": f"claim-{number}", "citations": [{"source": "records", "quote": record["statement"]}]} | record
        for number, record in enumerate(json.loads(written), start=1)
    ]
    tree = parse(json.dumps({"format": 1, "claims": full}).encode(), "records.yaml")
    file, problems = validate(tree, ClaimsFile)
    assert file is not None, problems
    defaults = DefaultsRecord(source=None, owner=None, reviewed=None)
    claims = []
    for made in file.claims or ():
        quoted = made.retraction.citations if made.retraction else ()
        citations = tuple(unlocated(one, defaults) for one in made.citations)
        notices = tuple(unlocated(one, defaults) for one in quoted)
        claims.append(claim_of(made, defaults, citations, ClaimPlace("records.yaml", 1), notices))
    source = Source("records", "Records", "\n".join(claim.statement for claim in claims))
    return Store(claims, {"records": source})


def trusted_text(case: Case) -> str:
    """What the case is checked against: the file's `source`, or its `claims` as one paragraph each."""
    if ("source" in case.head) == ("claims" in case.head):
        raise CaseFileError(f"{case.path}: give either `claims` (a list of statements) or `source` (a text)")
    source: str = case.head.get("source") or "\n\n".join(case.head["claims"])
    return source


def settings_of(case: Case) -> Settings:
    """The settings a case asks for."""
    as_of = case.body.get("as_of", case.head.get("as_of"))
    return Settings(as_of=date.fromisoformat(str(as_of)) if as_of else None)


def check_case(case: Case, *, before: str = "", after: str = "") -> Report:
    """The report on a case's text, with other text around it if given."""
    text, _ = unmark(case.body["text"])
    return check_text(
        before + text + after,
        store_for(case),
        context=case.body.get("context", ""),
        settings=settings_of(case),
    )


def worst(report: Report) -> Finding | None:
    """The finding that decides over the whole text, or None when nothing in it can be checked."""
    return min(report.findings, key=lambda found: WORST_FIRST.index(found.verdict), default=None)


@pytest.mark.parametrize("case", params(VERDICT_CASES))
def test_verdict_case(case: Case) -> None:
    expected = Verdict(case.body["verdict"])
    _, marks = unmark(case.body["text"])
    if marks and expected in (Verdict.CONSISTENT, Verdict.NOT_CHECKABLE):
        raise CaseFileError(
            f"{case.path}: {case.id}: marks show the words to blame; {expected.value} blames none"
        )
    report = check_case(case)
    found = worst(report)
    if expected is Verdict.NOT_CHECKABLE:
        assert found is None, (
            f"checked as {found.verdict.value} ({found.rule}): {found.message}" if found else ""
        )
        assert report.not_checkable
        return
    assert found is not None, f"nothing to check: {[one.reason for one in report.not_checkable]}"
    assert found.verdict is expected, f"{found.rule}: {found.message}"
    if "rule" in case.body:
        assert found.rule == case.body["rule"], found.message
    if "facet" in case.body:
        assert found.deciding is not None, found.message
        assert found.deciding.facet.value == case.body["facet"], found.message
    if marks:
        assert found.deciding is not None, found.message
        assert found.deciding.stated_place is not None, found.message
        start, end = found.deciding.stated_place.start, found.deciding.stated_place.end
        assert any(mark.start <= start < end <= mark.end for mark in marks), (
            f"blames {found.deciding.stated!r}"
        )


def test_cases_that_must_not_fire_are_at_least_as_many() -> None:
    """A linter that cries wolf is switched off: for each contradiction there is a neighbour that is none."""
    verdicts = [case.body["verdict"] for case in VERDICT_CASES]
    assert verdicts.count("contradictory") <= len(verdicts) / 2
