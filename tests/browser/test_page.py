"""The page as a reader meets it: accessible, without scripts, on paper, with hostile text."""

from __future__ import annotations

import io
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from benchmarks import chromium
from tests.browser import conftest, reports
from tests.browser.conftest import Show
from verifier.render import RENDERERS

NARROW = {"viewport": {"width": 390, "height": 844}}
PROFILES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": NARROW,
    "narrow-dark": {**NARROW, "color_scheme": "dark"},
    "forced-colors": {"forced_colors": "active"},
}


def violations(page: Any) -> list[str]:
    """What axe-core calls serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_axe_finds_nothing_serious(show: Show, profile: str) -> None:
    page = show(reports.two_drafts(), **PROFILES[profile])
    assert violations(page) == []
    page.locator(".card .decide").first.click()
    assert violations(page) == []
    form = page.locator("form.decision")
    form.get_by_label("Dismiss").check()
    form.get_by_label("Reason").fill("The source is older.")
    form.get_by_role("button", name="Save").click()
    page.locator("summary").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="Keys").click()
    assert violations(page) == []


def test_axe_would_find_something(show: Show) -> None:
    page = show(reports.two_drafts())
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [one for one in violations(page) if one.startswith("button-name")]


def test_the_page_asks_for_nothing_wherever_it_comes_from(browser: Any, requests: list[str]) -> None:
    address = "http://report.invalid/page"
    html = RENDERERS["html"](reports.two_drafts(), conftest.ALL)
    context = browser.new_context(viewport=conftest.WIDE)

    def answer(route: Any) -> None:
        requests.append(route.request.url)
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.get_by_label("Text", exact=True).fill("library")
    page.wait_for_load_state("networkidle")
    context.close()
    assert requests == [address]


def elements(page: Any) -> Counter[str]:
    return Counter(page.evaluate("[...document.querySelectorAll('*')].map(one => one.tagName)"))


@pytest.mark.parametrize("words", reports.HARMFUL)
def test_hostile_text_makes_no_element_and_runs_nothing(show: Show, requests: list[str], words: str) -> None:
    harmless, hostile = show(reports.on("plain")), show(reports.on(words))
    assert elements(hostile) == elements(harmless)
    assert "harm" not in hostile.evaluate("document.title.slice(0, 5)")
    assert hostile.locator(".statement").first.text_content() == words
    assert hostile.evaluate("document.querySelector('.card').dataset.f") == "1"
    assert len(requests) == 2


def test_everything_is_readable_without_scripts(show: Show) -> None:
    page = show(reports.two_drafts(), java_script_enabled=False)
    assert page.locator(".card").count() == 5
    for card in page.locator(".card").all():
        assert card.is_visible()
    said = page.locator("body").inner_text()
    for words in ("another figure", "Stated", "48,000 books", "Most are novels.", "minutes.docx: not a text"):
        assert words in said
    page.locator("summary").first.click()
    assert page.get_by_text("it is another school").is_visible()


def test_what_needs_scripts_is_not_shown_without_them(show: Show) -> None:
    page = show(reports.two_drafts(), java_script_enabled=False)
    assert not page.locator("#filters").is_visible()
    assert page.locator(".deciding, form.decision").count() == 0
    assert page.locator("button:visible, input:visible, select:visible").count() == 0


@pytest.mark.parametrize("profile", PROFILES)
def test_nothing_is_wider_than_the_page(show: Show, profile: str) -> None:
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 6
    for report in (reports.two_drafts(), reports.on(long, path=f"{long}.md")):
        page = show(report, **PROFILES[profile])
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"]


def pages_of_print(page: Any) -> list[str]:
    return [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_has_every_finding_opened_and_every_address(show: Show, scripts: bool) -> None:
    printed = pages_of_print(show(reports.two_drafts(), java_script_enabled=scripts))
    said = "".join("".join(printed).split())
    for one in reports.two_drafts().findings:
        assert "".join(one.statement.split()) in said
    assert "itisanotherschool" in said  # folded on the screen
    assert f"<{reports.URL}>" in said
    assert "Skiptothefindings" not in said
    assert "Acceptordismiss" not in said


def test_paper_starts_a_page_with_each_further_draft(show: Show) -> None:
    printed = pages_of_print(show(reports.two_drafts()))
    (first,) = [at for at, text in enumerate(printed) if "The town library lends 84,000" in text][:1]
    second = next(at for at, text in enumerate(printed) if "The ferry takes" in text)
    assert first == 0 < second
    assert printed[second].strip().startswith("harbour.md")


def test_headings_and_landmarks_are_in_order(show: Show) -> None:
    page = show(reports.two_drafts())
    assert page.locator("main").count() == 1
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].filter(one => !one.closest('dialog'))"
        ".map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_marks_differ_in_more_than_colour(show: Show) -> None:
    page = show(reports.two_drafts())
    styles = {
        kind: page.locator(f".mark.{kind}").first.evaluate("one => getComputedStyle(one).textDecorationStyle")
        for kind in ("contradictory", "unverified", "consistent")
    }
    assert styles == {"contradictory": "double", "unverified": "dashed", "consistent": "dotted"}
    icons = [page.locator(f".mark.{kind} .icon").first.text_content() for kind in styles]
    assert len(set(icons)) == 3
    said = page.locator(".mark").first.text_content()
    assert "contradictory, number, finding 1 of 5: " in said


@pytest.mark.parametrize("ci", ["true", "", None])
def test_a_build_server_fails_where_a_desk_skips(monkeypatch: pytest.MonkeyPatch, ci: str | None) -> None:
    monkeypatch.delenv("CI", raising=False)
    if ci is not None:
        monkeypatch.setenv("CI", ci)
    expected = pytest.fail.Exception if ci == "true" else pytest.skip.Exception
    with pytest.raises(expected, match="no Chromium"):
        conftest.cannot_run(chromium.MISSING)


def test_a_browser_that_is_named_comes_before_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.VARIABLE, "/opt/other/chrome")
    assert chromium.find() == "/opt/other/chrome"
    monkeypatch.delenv(chromium.VARIABLE)
    monkeypatch.setenv("PATH", "")
    assert chromium.find() is None


def test_a_large_report_can_be_used(show: Show) -> None:
    from benchmarks.html_report import large_report

    page = show(large_report(5_000), "#q=claim-4321")
    assert page.locator("#shown").text_content() == "1 of 5000 findings"
    page.get_by_label("Text", exact=True).fill("")
    assert page.locator("#shown").text_content() == "5000 of 5000 findings"
    page.locator("#findings").focus()
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.f") == "5000"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.f") == "4999"
    assert page.locator(".card:focus").is_visible()
