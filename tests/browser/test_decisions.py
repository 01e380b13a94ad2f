"""Decisions: made in the page, counted, taken back, downloaded as YAML that says exactly what was meant."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser import reports
from tests.browser.conftest import Show
from tests.report_factory import finding
from verifier.findings import Report

NASTY = (
    'He said: "yes"\\ - [x] {a: b} # no\n  - fingerprint: "0"\t& *a !!x %y | > \u2028 \u0085 \u00ad \u202e'
    " \u200b \ufeff \U0001f600 \U000e0041 \x00 \x1b[31m \x7f é 東京 </script> ' , ? - :"
)


def decide(page: Any, number: int, choice: str, reason: str, by: str | None = None) -> None:
    card = page.locator(f".card[data-f='{number}']")
    card.locator(".decide").click()
    form = card.locator("form.decision")
    form.get_by_label(choice).check()
    form.get_by_label("Reason").fill(reason)
    if by is not None:
        form.get_by_label("name").fill(by)
    form.get_by_role("button", name="Save").click()


def downloaded(page: Any) -> str:
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    assert started.value.suggested_filename == "decisions.yaml"
    return Path(started.value.path()).read_text(encoding="utf-8")


def one_finding(words: str, path: str = "drafts/x.md") -> Report:
    """One contradictory finding on a sentence with these words in it."""
    text = f"{words} is 84,000."
    one = replace(finding(text, text, path=path), fingerprint="3f2a11")
    return replace(reports.on("plain"), findings=(one,), paths=(path,), texts=((path, text),))


def test_a_decision_is_downloaded_as_it_was_made(show: Show) -> None:
    page = show(reports.two_drafts())
    assert not page.locator("#decisions").is_visible()
    decide(page, 1, "Dismiss", "The source is older.\nSee the minutes.", by="Ida Holm")
    assert page.locator("#decided").text_content() == "1 decision, not downloaded yet"
    decide(page, 5, "Accept", "We measured it.", by="")
    assert page.locator("#decided").text_content() == "2 decisions, not downloaded yet"
    text = downloaded(page)
    assert page.locator("#decided").text_content() == "2 decisions, downloaded"
    first, second = reports.two_drafts().findings[0], reports.two_drafts().findings[4]
    read = yaml.safe_load(text)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", read["decisions"][0].pop("on"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", read["decisions"][1].pop("on"))
    assert read == {
        "format": 1,
        "decisions": [
            {
                "fingerprint": first.fingerprint,
                "decision": "dismissed",
                "rule": "V102",
                "path": "town.md",
                "statement": first.statement,
                "reason": "The source is older.\nSee the minutes.",
                "by": "Ida Holm",
            },
            {
                "fingerprint": second.fingerprint,
                "decision": "accepted",
                "rule": "V201",
                "path": "harbour.md",
                "statement": second.statement,
                "reason": "We measured it.",
            },
        ],
    }
    assert list(read["decisions"][0])[:4] == ["fingerprint", "decision", "rule", "path"]


def test_hostile_text_is_read_back_to_the_letter_and_breaks_out_of_nothing(show: Show) -> None:
    report = one_finding(NASTY, path=f"drafts/{NASTY}.md")
    page = show(report)
    decide(page, 1, "Dismiss", 'No: "x"\\ # y\n- z \u2028\u202e', by='O\'Hara "the" \\ é')
    text = downloaded(page)
    (read,) = yaml.safe_load(text)["decisions"]
    assert read["statement"] == report.findings[0].statement
    assert read["path"] == report.paths[0]
    assert read["reason"] == 'No: "x"\\ # y\n- z \u2028\u202e'
    assert read["by"] == 'O\'Hara "the" \\ é'
    assert len(text.splitlines()) == 2 + 8
    assert all(one.isprintable() or one == "\n" for one in text)
    for line in text.splitlines()[2:]:
        assert re.fullmatch(r'  (?:- |  )(?:\w+|"on"): "(?:[^"\\]|\\.)*"', line)


def test_every_string_is_quoted_whatever_yaml_would_make_of_it(show: Show) -> None:
    report = replace(one_finding("Total"), findings=())
    one = replace(one_finding("Total").findings[0], fingerprint="12e4")
    page = show(replace(report, findings=(one,)))
    decide(page, 1, "Accept", "no", by="null")
    (read,) = yaml.safe_load(downloaded(page))["decisions"]
    assert (read["fingerprint"], read["reason"], read["by"]) == ("12e4", "no", "null")
    assert isinstance(read["on"], str)


def test_a_decision_can_be_edited_and_taken_back(show: Show) -> None:
    page = show(reports.two_drafts())
    decide(page, 1, "Dismiss", "first")
    card = page.locator(".card[data-f='1']")
    assert "Dismissed. first" in card.locator(".decided").text_content()
    card.get_by_role("button", name="Edit").click()
    form = card.locator("form.decision")
    assert form.get_by_label("Dismiss").is_checked()
    assert form.get_by_label("Reason").input_value() == "first"
    form.get_by_role("button", name="Cancel").click()
    decide(page, 1, "Accept", "second")
    assert page.locator("#decided").text_content() == "1 decision, not downloaded yet"
    assert [one["reason"] for one in yaml.safe_load(downloaded(page))["decisions"]] == ["second"]
    card.get_by_role("button", name="Take back").click()
    assert not card.locator(".decided").is_visible()
    assert page.locator("#decided").text_content() == "0 decisions, not downloaded yet"
    assert yaml.safe_load(downloaded(page)) == {"format": 1, "decisions": []}


def test_a_reason_is_required(show: Show) -> None:
    page = show(reports.two_drafts())
    for reason in ("", "   \n "):
        decide(page, 1, "Dismiss", reason)
        assert page.locator("form.decision").is_visible()
        page.get_by_role("button", name="Cancel").click()
    card = page.locator(".card[data-f='1']")
    card.locator(".decide").click()
    card.get_by_label("Reason").fill("why")
    card.get_by_role("button", name="Save").click()
    assert card.locator("form.decision").is_visible()  # neither accepted nor dismissed
    assert not page.locator("#decisions").is_visible()


def test_the_button_says_whether_its_form_is_open_and_nothing_typed_is_lost(show: Show) -> None:
    page = show(reports.two_drafts())
    page.keyboard.press("j")
    page.keyboard.press("d")
    button = page.locator(".card[data-f='1'] .decide")
    form = page.locator("#" + str(button.get_attribute("aria-controls")))
    assert button.get_attribute("aria-expanded") == "true"
    assert form.is_visible()
    form.get_by_label("Reason").fill("half a thou")
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert not form.is_visible()
    assert page.evaluate("document.activeElement.className") == "decide"
    button.click()
    assert form.get_by_label("Reason").input_value() == "half a thou"
    form.get_by_role("button", name="Cancel").click()
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert page.locator("form.decision").get_by_label("Reason").input_value() == ""


def test_a_statement_that_stands_twice_in_a_draft_is_decided_once(show: Show) -> None:
    text = "It is 5. It is 5."
    same = [
        replace(finding(text, "It is 5."), fingerprint="aa"),
        replace(finding(text, "It is 5."), fingerprint="aa"),
    ]
    other = replace(finding(text, "It is 5.", path="other.md"), fingerprint="aa")
    report = replace(
        reports.on("plain"),
        findings=(*same, other),
        paths=("draft.md", "other.md"),
        texts=(("draft.md", text), ("other.md", text)),
    )
    page = show(report)
    decide(page, 2, "Dismiss", "x")
    assert page.locator(".decided:visible").count() == 2
    assert [one["path"] for one in yaml.safe_load(downloaded(page))["decisions"]] == ["draft.md"]


def test_a_consistent_finding_asks_for_no_decision(show: Show) -> None:
    page = show(reports.two_drafts())
    assert page.locator(".card.consistent").count() == 1
    assert page.locator(".card.consistent .decide").count() == 0
    assert page.locator(".decide").count() == 4


@pytest.mark.parametrize("typed_only", [True, False])
def test_leaving_with_decisions_that_are_not_downloaded_is_asked_about(show: Show, typed_only: bool) -> None:
    page = show(reports.two_drafts())
    if typed_only:
        page.locator(".decide").first.click()
        page.get_by_label("Reason").fill("half a thou")
    else:
        decide(page, 1, "Dismiss", "x")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    assert not page.is_closed()


def test_leaving_is_not_asked_about_when_nothing_would_be_lost(show: Show) -> None:
    untouched = show(reports.two_drafts())
    untouched.locator(".decide").first.click()
    kept = show(reports.two_drafts())
    decide(kept, 1, "Dismiss", "x")
    downloaded(kept)
    undone = show(reports.two_drafts())
    decide(undone, 1, "Dismiss", "x")
    undone.get_by_role("button", name="Take back").click()
    for page in (untouched, kept, undone):
        asked: list[Any] = []
        page.on("dialog", lambda dialog, asked=asked: asked.append(dialog))
        with page.expect_event("close"):
            page.close(run_before_unload=True)
        assert not asked
