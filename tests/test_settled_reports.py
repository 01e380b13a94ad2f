"""What each format makes of settled findings and of notices: counted, never lost, never an alarm."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.report_factory import library_report
from verifier.cli.outcome import fails, outcome
from verifier.errors import ExitCode
from verifier.findings import Notice, Report, Settlement, Settling, Verdict
from verifier.render import RENDERERS, RenderOptions
from verifier.render.contract import report_schema
from verifier.settings import FailOn, Settings

HOSTILE = "ok \x1b[31m\u202e -->\n::error::x ##[group]y <b> | [a](b) =1+1 ]]>"
ALARMS = ("sarif", "github", "gitlab", "checkstyle", "rdjson")
MESSAGE = f"`ignore V105` suppresses nothing {HOSTILE}"


def settled_report(
    how: Settling = Settling.IGNORED, reason: str = HOSTILE, *, notices: bool = True
) -> Report:
    """The library's report with its contradiction settled, and a notice."""
    made = library_report()
    first = replace(
        made.findings[0], settled=Settlement(how, reason, "draft.md", 2, by="AB", on="2026-01-31")
    )
    told = (Notice("V301", MESSAGE, "draft.md", 7, 3),) if notices else ()
    return replace(made, findings=(first, *made.findings[1:]), notices=told)


def shown(form: str, report: Report, *, suppressed: bool = False) -> str:
    return RENDERERS[form](report, RenderOptions(show=frozenset(Verdict), show_suppressed=suppressed))


@pytest.mark.parametrize("form", [name for name in RENDERERS if name not in ("json", "jsonl")])
def test_hostile_reasons_and_messages_are_made_visible(form: str) -> None:
    text = shown(form, settled_report(), suppressed=True)
    assert not {"\x1b", "\u202e"} & set(text)
    assert not any(line.lstrip().startswith("::error::") for line in text.splitlines())
    assert "##[group]" not in text


@pytest.mark.parametrize("form", ALARMS)
def test_a_suppressed_finding_is_no_alarm_whatever_is_shown(form: str) -> None:
    assert "84,000" in shown(form, library_report())
    for suppressed in (False, True):
        text = shown(form, settled_report(), suppressed=suppressed)
        assert "84,000" not in text
        assert "V201" in text


@pytest.mark.parametrize("form", ALARMS)
def test_a_confirmed_finding_is_an_alarm(form: str) -> None:
    assert "84,000" in shown(form, settled_report(Settling.ACCEPTED))


@pytest.mark.parametrize("form", list(RENDERERS))
def test_a_notice_is_in_every_format(form: str) -> None:
    assert "suppresses nothing" in shown(form, settled_report())
    assert "suppresses nothing" not in shown(form, settled_report(notices=False))


@pytest.mark.parametrize("form", ["text", "concise", "markdown", "csv"])
def test_people_see_suppressed_findings_only_when_they_ask(form: str) -> None:
    report = settled_report(reason="counted twice")
    assert "84,000 books, the claim" not in shown(form, report)
    listed = shown(form, report, suppressed=True)
    assert "84,000 books, the claim" in listed
    assert "counted twice" in listed


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (Settling.IGNORED, "1 suppressed: 1 ignored inline."),
        (Settling.DISMISSED, "1 suppressed: 1 dismissed by decision."),
        (Settling.BASELINED, "1 suppressed: 1 by baseline."),
        (Settling.ACCEPTED, "1 confirmed by decision."),
    ],
)
def test_the_summary_counts_how_findings_were_settled(how: Settling, words: str) -> None:
    text = shown("text", settled_report(how))
    assert words in text
    assert words in shown("markdown", settled_report(how))
    assert ("1 suppressed)" in text) is (how is not Settling.ACCEPTED)
    assert ("(1 consistent, 1 contradictory, 1 unverified)" in text) is (how is Settling.ACCEPTED)
    assert ("--show-suppressed" in text) is (how is not Settling.ACCEPTED)


def test_nothing_is_said_of_suppression_where_there_is_none() -> None:
    for form in ("text", "markdown", "html"):
        assert "suppressed" not in shown(form, library_report()).replace(".mark.suppressed", "")


def test_json_has_suppressed_findings_with_how_and_why() -> None:
    record = json.loads(shown("json", settled_report()))
    jsonschema.Draft202012Validator(report_schema()).validate(record)
    assert record["findings"][0]["settled"] == {
        "how": "ignored",
        "suppressed": True,
        "reason": HOSTILE,
        "path": "draft.md",
        "line": 2,
        "by": "AB",
        "on": "2026-01-31",
    }
    assert [one["settled"] for one in record["findings"][1:]] == [None, None]
    counts = record["summary"]
    assert (counts["contradictory"], counts["suppressed"], counts["ignored"], counts["notices"]) == (
        0,
        1,
        1,
        1,
    )
    verdicts = counts["consistent"] + counts["contradictory"] + counts["unverified"]
    assert counts["checkable"] == verdicts + counts["suppressed"]
    assert record["notices"] == [
        {"rule": "V301", "message": MESSAGE, "path": "draft.md", "line": 7, "column": 3}
    ]


def test_jsonl_has_a_line_for_each_notice() -> None:
    lines = [json.loads(line) for line in shown("jsonl", settled_report()).splitlines()]
    assert [line["rule"] for line in lines if line["type"] == "notice"] == ["V301"]
    assert lines[0]["settled"]["how"] == "ignored"


def test_an_accepted_finding_is_marked_and_counts() -> None:
    record = json.loads(shown("json", settled_report(Settling.ACCEPTED)))
    assert record["findings"][0]["settled"]["suppressed"] is False
    assert record["summary"]["contradictory"] == record["summary"]["accepted"] == 1
    assert "settled confirmed by AB on 2026-01-31" in shown("text", settled_report(Settling.ACCEPTED))


def test_junit_skips_with_the_reason() -> None:
    report = settled_report(reason="counted twice")
    root = ElementTree.fromstring(shown("junit", report))  # noqa: S314 - our own
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("4", "0", "3")
    messages = [one.get("message") or "" for one in root.iter("skipped")]
    assert any("counted twice" in one and one.startswith("V102 suppressed") for one in messages)
    strict = RenderOptions(failing=frozenset({Verdict.CONTRADICTORY, Verdict.UNVERIFIED}))
    root = ElementTree.fromstring(RENDERERS["junit"](report, strict))  # noqa: S314 - our own
    assert [one.get("type") for one in root.iter("failure")] == ["V201", "V301"]


def test_csv_runs_no_reason() -> None:
    rows = list(csv.DictReader(io.StringIO(shown("csv", settled_report(reason="=1+1"), suppressed=True))))
    assert [(row["settled"], row["reason"]) for row in rows if row["settled"]] == [("ignored", "'=1+1")]


def test_sarif_explains_the_rule_of_a_notice() -> None:
    (run,) = json.loads(shown("sarif", settled_report()))["runs"]
    notice = run["results"][-1]
    assert (notice["ruleId"], notice["level"]) == ("V301", "warning")
    assert run["tool"]["driver"]["rules"][notice["ruleIndex"]]["id"] == "V301"


def test_the_page_has_suppressed_findings_behind_a_filter() -> None:
    page = shown("html", settled_report(reason="counted twice"))
    assert 'data-verdict="suppressed" aria-pressed="false"' in page
    assert "contradictory, suppressed" in page
    assert "counted twice" in page
    assert 'data-verdict="suppressed" aria-pressed="true"' in shown("html", settled_report(), suppressed=True)


@pytest.mark.parametrize(
    ("how", "fail_on", "code"),
    [
        (Settling.IGNORED, FailOn.CONTRADICTORY, ExitCode.CLEAN),
        (Settling.BASELINED, FailOn.CONTRADICTORY, ExitCode.CLEAN),
        (Settling.ACCEPTED, FailOn.CONTRADICTORY, ExitCode.FINDINGS),
        (Settling.DISMISSED, FailOn.UNVERIFIED, ExitCode.FINDINGS),
        (Settling.ACCEPTED, FailOn.NEVER, ExitCode.CLEAN),
    ],
)
def test_what_counts_for_the_exit_code(how: Settling, fail_on: FailOn, code: ExitCode) -> None:
    assert outcome(settled_report(how, notices=False), Settings(fail_on=fail_on)) is code


def test_a_notice_counts_like_an_unverified_statement() -> None:
    only_notice = replace(settled_report(), findings=())
    assert not fails(only_notice, Settings())
    assert not fails(only_notice, Settings(fail_on=FailOn.NEVER))
    assert fails(only_notice, Settings(fail_on=FailOn.UNVERIFIED))
