"""Filters, their state in the address, keys, anchors, and that what is told to screen readers is true."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser import reports
from tests.browser.conftest import Show


def visible(page: Any) -> list[str]:
    """The numbers of the findings that are shown."""
    shown: list[str] = page.evaluate(
        "[...document.querySelectorAll('.card')]"
        ".filter(one => one.getClientRects().length).map(one => one.dataset.f)"
    )
    return shown


def state(page: Any) -> str:
    return str(page.url.partition("#")[2])


def focused(page: Any) -> str | None:
    found: str | None = page.evaluate("document.activeElement.closest('.card')?.dataset.f ?? null")
    return found


def test_verdicts_are_filtered_and_the_buttons_say_so(show: Show) -> None:
    page = show(reports.two_drafts())
    button = page.get_by_role("button", name="unverified")
    assert visible(page) == ["1", "2", "3", "4", "5"]
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert visible(page) == ["1", "3", "4"]
    assert page.locator("#shown").text_content() == "3 of 5 findings"
    assert page.locator(".mark.unverified").first.evaluate("one => one.classList.contains('off')")
    assert not page.locator(".mark.contradictory").first.evaluate("one => one.classList.contains('off')")
    button.click()
    assert visible(page) == ["1", "2", "3", "4", "5"]
    assert state(page) == ""


def test_rule_draft_and_text_are_filtered(show: Show) -> None:
    page = show(reports.two_drafts())
    page.locator("#rule").select_option("V201")
    assert visible(page) == ["2", "5"]
    page.locator("#file").select_option("harbour.md")
    assert visible(page) == ["5"]
    page.get_by_label("Text", exact=True).fill("teachers")
    assert visible(page) == []
    assert page.locator("#none").is_visible()
    page.locator("#file").select_option("town.md")
    assert visible(page) == ["2"]
    assert not page.locator("#none").is_visible()


def test_the_text_of_the_controls_is_not_searched(show: Show) -> None:
    page = show(reports.two_drafts())
    page.get_by_label("Text", exact=True).fill("dismiss")
    assert visible(page) == []


def test_a_link_with_the_state_shows_what_its_sender_saw(show: Show) -> None:
    page = show(reports.two_drafts())
    page.get_by_role("button", name="consistent").click()
    page.locator("#file").select_option("town.md")
    page.get_by_label("Text", exact=True).fill("library & 100 %")
    page.get_by_label("Text", exact=True).fill("library")
    seen = visible(page)
    assert seen == ["1"]
    again = show(reports.two_drafts(), "#" + state(page))
    assert visible(again) == seen
    assert again.get_by_role("button", name="consistent").get_attribute("aria-pressed") == "false"
    assert again.get_by_label("Text", exact=True).input_value() == "library"
    assert again.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize(
    "fragment", ["#verdict=nonsense", "#file=gone.md&rule=V999", "#%%%", "#q=%FF&verdict"]
)
def test_a_broken_state_breaks_nothing(show: Show, fragment: str) -> None:
    page = show(reports.two_drafts(), fragment)
    page.get_by_label("Text", exact=True).fill("pier")
    for button in page.locator("button[data-verdict]").all():
        if button.get_attribute("aria-pressed") == "false":
            button.click()
    assert visible(page) == ["5"]


def test_j_and_k_walk_through_what_is_shown(show: Show) -> None:
    page = show(reports.two_drafts())
    page.get_by_role("button", name="unverified").click()
    page.evaluate("document.activeElement.blur()")
    walked = []
    for key in "jjjjkkkk":
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == ["1", "3", "4", "4", "3", "1", "1", "1"]
    card = page.locator(".card:focus")
    assert card.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    assert page.locator(".mark.current").count() == 1


def test_slash_searches_and_escape_leaves(show: Show) -> None:
    page = show(reports.two_drafts())
    page.keyboard.press("/")
    page.keyboard.type("j/k?")
    assert page.get_by_label("Text", exact=True).input_value() == "j/k?"
    assert not page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")


def test_the_keys_are_told_and_can_be_switched_off(show: Show) -> None:
    page = show(reports.two_drafts())
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("j")
    assert focused(page) is None  # a dialog is open
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    for key in ("j", "d", "?", "/"):
        page.keyboard.press(key)
    assert focused(page) is None
    assert not page.locator("#help").is_visible()
    assert page.get_by_label("Text", exact=True).input_value() == ""
    assert state(page) == "keys=off"
    again = show(reports.two_drafts(), "#keys=off")
    again.keyboard.press("j")
    assert focused(again) is None
    again.get_by_role("button", name="Keys").click()
    again.get_by_label("Single keys").check()
    again.keyboard.press("Escape")
    again.keyboard.press("j")
    assert focused(again) == "1"


def test_keys_with_a_modifier_are_the_browsers(show: Show) -> None:
    page = show(reports.two_drafts())
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+k")
    assert focused(page) is None


def test_an_anchor_shows_its_finding_whatever_is_hidden(show: Show) -> None:
    first = show(reports.two_drafts())
    first.locator(".permanent").nth(4).click()
    anchor = state(first)
    assert re.fullmatch(r"f-[0-9a-f]{16}", anchor)
    page = show(reports.two_drafts(), "#" + anchor)
    assert page.locator(".card:target").get_attribute("data-f") == "5"
    page.get_by_label("Text", exact=True).fill("teachers")
    assert visible(page) == ["2"]
    page.evaluate(f"location.hash = {anchor!r}")
    page.wait_for_function("document.querySelector('.card:target')?.getClientRects().length")
    assert "5" in visible(page)


def test_a_mark_leads_to_its_finding_and_back(show: Show) -> None:
    page = show(reports.two_drafts())
    page.locator(".mark").nth(1).click()
    assert page.locator(".card:target").get_attribute("data-f") == "2"
    page.locator(".card:target .place a").first.click()
    assert page.locator(".mark:target").get_attribute("data-f") == "2"


def test_the_first_tab_stop_leads_past_the_filters(show: Show) -> None:
    page = show(reports.two_drafts())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the findings"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "findings"


def test_a_focused_finding_is_not_under_the_filters(show: Show) -> None:
    page = show(reports.two_drafts())
    for _ in range(3):
        page.keyboard.press("j")
    top = page.locator(".card:focus").evaluate("one => one.getBoundingClientRect().top")
    assert top >= page.locator("#filters").evaluate("one => one.getBoundingClientRect().bottom")
