"""The decisions file: what it does to findings, and the words for a file that is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import yaml

from verifier import check_path, check_text, claims_from_text
from verifier.documents import read_bytes
from verifier.errors import SettlingError
from verifier.findings import Finding, Report, Settling
from verifier.knowledge.json_schema import schema_of
from verifier.pipeline import check_documents
from verifier.settings import Settings
from verifier.settle import Settlements, settle
from verifier.settle.decisions import DecisionsFile, read_decisions

RULES = Settings(judge="rules")
CLAIMS = claims_from_text("The pier at Tornby is 40 metres long.")
WRONG = "The pier at Tornby is 50 metres long."


def finding_of(draft: str = WRONG) -> Finding:
    (finding,) = check_text(draft, CLAIMS, settings=RULES).findings
    return finding


def decisions(*records: dict[str, str], **common: str) -> bytes:
    return yaml.safe_dump({"format": 1, "decisions": [common | one for one in records]}).encode()


def settled(draft: str, data: bytes, path: str = "draft.txt", **options: object) -> Report:
    known = Settlements(read_decisions(data, "decisions.yaml"))
    document = read_bytes(draft.encode(), path)
    return check_documents([document], CLAIMS, RULES, settlements=known)


def decision(how: str = "dismissed", **more: str) -> dict[str, str]:
    found = finding_of()
    return {
        "fingerprint": found.fingerprint,
        "rule": found.rule,
        "decision": how,
        "reason": "the old pier",
    } | more


def test_a_dismissed_finding_no_longer_counts_and_says_why() -> None:
    report = settled(WRONG, decisions(decision(by="AB", on="2026-01-31")))
    (finding,) = report.findings
    assert finding.suppressed
    assert not report.open
    assert finding.settled is not None
    assert (finding.settled.how, finding.settled.reason) == (Settling.DISMISSED, "the old pier")
    assert (finding.settled.by, finding.settled.on) == ("AB", "2026-01-31")
    assert (finding.settled.path, finding.settled.line) == ("decisions.yaml", 2)


def test_an_accepted_finding_counts_and_is_marked() -> None:
    (finding,) = settled(WRONG, decisions(decision("accepted"))).findings
    assert finding.settled is not None
    assert finding.settled.how is Settling.ACCEPTED
    assert not finding.suppressed


def test_an_accepted_finding_counts_although_it_is_ignored_in_the_draft() -> None:
    draft = f"{WRONG} <!-- verifier: ignore V102 -- with the ramp -->"
    report = settled(draft, decisions(decision("accepted")), "draft.md")
    assert [one.suppressed for one in report.findings] == [False]
    assert [one.rule for one in report.notices] == ["V301"]


def test_a_decision_holds_for_the_statement_wherever_it_stands() -> None:
    data = decisions(decision(path="draft.txt"))
    report = settled(f"It was opened by Ada.\n\n{WRONG}\n\n{WRONG}\n", data, "renamed.txt")
    assert [one.suppressed for one in report.findings if "pier" in one.statement] == [True, True]
    assert not report.notices


@pytest.mark.parametrize(
    "draft",
    [
        "The pier at Tornby is 55 metres long.",
        "The pier at Tornby is 50 metres wide.",
        "The pier at Tornby is 5.0 metres long.",
    ],
)
def test_a_decision_does_not_hold_for_another_statement(draft: str) -> None:
    assert not any(one.suppressed for one in settled(draft, decisions(decision())).findings)


@pytest.mark.parametrize(
    ("one", "other"),
    [("5", "-5"), ("5", "−5"), ("1.5", "15"), ("1.5", "1 5"), ("$5", "€5"), ("5%", "5"), (">5", "<5")],
)
def test_another_figure_is_another_fingerprint(one: str, other: str) -> None:
    prints = {
        finding_of(f"The pier at Tornby is {figure} metres long.").fingerprint for figure in (one, other)
    }
    assert len(prints) == 2


def test_a_fingerprint_survives_what_means_the_same() -> None:
    assert finding_of().fingerprint == finding_of("The  PIER at Tornby\nis 50 metres long!").fingerprint


def test_a_decision_on_what_no_longer_occurs_is_told() -> None:
    data = decisions(decision(path="draft.txt", statement=WRONG))
    (notice,) = settled("The pier at Tornby is 40 metres long.", data).notices
    assert (notice.rule, notice.path, notice.line, notice.column) == ("V301", "decisions.yaml", 2, 3)
    assert WRONG in notice.message


@pytest.mark.parametrize("path", ["other.txt", None])
def test_a_decision_on_a_draft_that_was_not_checked_is_not_told(path: str | None) -> None:
    data = decisions(decision() | ({"path": path} if path else {}))
    assert not settled("The pier at Tornby is 40 metres long.", data).notices


def test_nothing_is_settled_without_anything_to_settle_it() -> None:
    report = check_text(WRONG, CLAIMS, settings=RULES)
    assert settle(report, [read_bytes(WRONG.encode(), "<text>")]) is report


def test_settings_name_the_file_for_python(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(WRONG, encoding="utf-8")
    file = tmp_path / ".verifier" / "decisions.yaml"
    file.parent.mkdir()
    file.write_bytes(decisions(decision(path="draft.txt")))
    report = check_path(tmp_path / "draft.txt", CLAIMS, settings=replace(RULES, decisions=file))
    assert [one.suppressed for one in report.findings] == [True]
    with pytest.raises(SettlingError, match="no such file"):
        check_path(tmp_path / "draft.txt", CLAIMS, settings=replace(RULES, decisions=tmp_path / "x.yaml"))


# ---------------------------------------------------------------- files that are wrong

HEAD = "format: 1\ndecisions:\n  - fingerprint: 0123456789abcdef\n"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "1:1", "an empty file"),
        ("decisions: []\n", "1:1", "`format` is missing"),
        ("format: 2\n", "1:9", "`format`"),
        ("format: 1\ndecision: []\n", "2:1", "Did you mean 'decisions'?"),
        (HEAD + "    decision: dismissed\n    rule: V102\n", "3:5", "`reason` is missing"),
        (HEAD + "    decision: dismiss\n    rule: V102\n    reason: x\n", "4:15", "'dismissed' or"),
        (HEAD + "    decision: dismissed\n    rule: V120\n    reason: x\n", "5:11", "called “V120”"),
        (HEAD + "    decision: dismissed\n    rule: V001\n    reason: x\n", "5:11", "can be dismissed"),
        (HEAD + "    decision: dismissed\n    rule: V102\n    reason: '…'\n", "6:13", "a reason in words"),
        (HEAD + "    decision: dismissed\n    rule: V102\n    reason: x\n    on: 31.1.\n", "7:9", "a day"),
        (HEAD + "    decision: dismissed\n    rule: V102\n    raeson: x\n", "6:5", "Did you mean 'reason'?"),
        ("format: 1\ndecisions:\n  - fingerprint: 3F2A\n", "3:18", "fingerprint"),
        ("format: 1\ndecisions: &a []\n", "2:12", "anchor"),
        (
            HEAD + "    decision: dismissed\n    rule: V102\n    reason: x\n"
            "  - {fingerprint: 0123456789abcdef, decision: accepted, rule: V102, reason: y}\n",
            "7:19",
            "line 3 decides on this finding too",
        ),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_at_the_place(text: str, place: str, words: str) -> None:
    with pytest.raises(SettlingError) as caught:
        read_decisions(text.encode(), "d.yaml")
    assert str(caught.value).startswith(f"d.yaml:{place}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["format: 1\n", "format: 1\ndecisions:\n", "format: 1\ndecisions: []\n"])
def test_no_decisions_are_no_mistake(text: str) -> None:
    assert read_decisions(text.encode(), "d.yaml") == ()


def test_the_published_schema_is_current_and_agrees(root: Path, update_golden: bool) -> None:
    file = root / "schema" / "decisions.schema.json"
    text = schema_of("decisions", DecisionsFile)
    if update_golden:
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text, "run: pytest -k schema --update-golden"
    validator = jsonschema.Draft7Validator(json.loads(text))
    validator.validate(
        {"format": 1, "decisions": [decision(by="AB", on="2026-01-31", path="x", statement="y")]}
    )
    assert not validator.is_valid({"format": 1, "decisions": [decision("maybe")]})
