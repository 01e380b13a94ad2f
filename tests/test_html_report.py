"""The HTML page: what it holds, that nothing from outside becomes markup, and that it asks for nothing."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report_factory import LIBRARY, claim, finding, library_report, report
from verifier.findings import Report, Skipped, Verdict
from verifier.model import Citation, Source, Span
from verifier.render import RENDERERS, RenderOptions
from verifier.render.sanitise import visible

ALL = RenderOptions(version="1.2.3", show=frozenset(Verdict))
VOID = {"meta", "input", "link", "br"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self.feed(html)
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"style", "script"}:
            self.raw[self.open[-1]].append(data)
        else:
            self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and all(wanted[key] in attributes.get(key, "").split() for key in wanted)
        ]


def page(of: Report, options: RenderOptions = ALL) -> Page:
    return Page(RENDERERS["html"](of, options))


def test_every_finding_has_a_card_a_mark_and_links_both_ways() -> None:
    shown = page(library_report())
    cards = shown.all("article")
    assert [card["data-verdict"] for card in cards] == ["contradictory", "unverified", "consistent"]
    marks = [mark for mark in shown.all("a", **{"class": "mark"}) if "id" in mark]
    assert [mark["href"] for mark in marks] == [f"#{card['id']}" for card in cards]
    assert [mark["id"] for mark in marks] == [f"at-{card['id']}" for card in cards]


def test_ids_are_unique_and_every_link_inside_has_its_target() -> None:
    text = "It is 5. It is 5."
    for of in (library_report(), report(finding(text, "It is 5."), finding(text, "It is 5."), text=text)):
        shown = page(of)
        ids = Counter(attributes["id"] for _, attributes in shown.elements if "id" in attributes)
        assert max(ids.values()) == 1
        targets = {one["href"][1:] for one in shown.all("a") if one.get("href", "").startswith("#")}
        assert targets <= set(ids)


def test_the_draft_is_there_as_it_is_with_the_words_that_decide() -> None:
    html = RENDERERS["html"](library_report(), ALL)
    assert "<em>84,000 books</em>" in html
    assert " ".join(LIBRARY.split()) in " ".join(_draft_of(html).split())


def _draft_of(html: str) -> str:
    """The text of the draft's column without icons and what only screen readers say."""
    column = html[html.index('<div class="text"') : html.index('<ol class="cards">')]
    column = re.sub(r'<span class="(?:icon|said)"[^>]*>.*?</span>', "", column)
    return Page(column).text.replace("’", "'")


def test_the_summary_says_what_was_not_checked() -> None:
    of = library_report()
    shown = page(replace(of, skipped=(Skipped("b.md", "not UTF-8"),)))
    assert "b.md: not UTF-8" in shown.text
    assert re.search(r"1\s*not checkable|not checkable\s*1", shown.text)
    assert "Nothing to check" in page(report()).text
    assert "Some drafts could not be checked" in page(report(skipped=[Skipped("b.md", "empty")])).text
    assert "Not checkable: 1 question." in shown.text


@pytest.mark.parametrize(
    ("missing", "headline"),
    [(0, "No contradiction in 1 statement"), (1, "No contradiction in 1 statement; 1 was not checked"),
     (2, "No contradiction in 1 statement; 2 were not checked")],
)  # fmt: skip
def test_a_headline_does_not_let_what_was_not_checked_look_checked(missing: int, headline: str) -> None:
    one = finding(LIBRARY, "The reading room seats 60 people.", Verdict.CONSISTENT, claims=[claim()])
    html = RENDERERS["html"](report(one, text=LIBRARY, skipped=[Skipped("b.md", "empty")] * missing), ALL)
    assert f"<h1>{headline}</h1>" in html


def test_a_statement_is_one_link_to_follow() -> None:
    of = library_report()
    links = page(of).all("a", **{"class": "mark"})
    assert len(links) == len(of.findings)  # and not one for the words before, at and after the decision


def test_the_page_says_how_it_was_made() -> None:
    options = replace(ALL, settings=(("fail-on", "contradictory"), ("as-of", "2026-02-01")))
    shown = "".join(page(library_report(), options).text.split())
    for words in (
        "verifier 1.2.3", "37 active, 1 expired", "sha256:3f9a2c41d7", "Judge rules",
        "fail-on contradictory, as-of 2026-02-01", "Nothing left this machine",
    ):  # fmt: skip
        assert "".join(words.split()) in shown


def test_a_card_carries_what_a_decision_is_written_from_in_full() -> None:
    words = "fif\u200bty #1 \u202e\U0001f600 is 5."
    path = "drafts/\u200b.md"
    shown = page(report(finding(words, words, path=path), text=words, path=path))
    (card,) = shown.all("article")
    assert json.loads(card["data-statement"]) == words
    assert card["data-statement"].isascii()
    assert card["data-fingerprint"] == "0f" * 8
    (section,) = shown.all("section", **{"class": "draft"})
    assert json.loads(section["data-path"]) == path


@given(st.text(max_size=60))
def test_nothing_hides_in_the_page_and_no_build_log_obeys_it(text: str) -> None:
    words = f"x{text}##[group]"
    known = claim(words, claim_id=words, source=words, url=f"https://{words}")
    one = finding(words, words, message=words, stated=words, known=words, claims=[known], path=words)
    html = RENDERERS["html"](report(one, text=words, path=words, skipped=[Skipped(words, words)]), ALL)
    shown = html.replace("\n", " ")
    assert visible(shown) == shown


def test_a_quote_stands_in_its_context() -> None:
    source = "First comes this.\n\nBefore it. The library lends 48,000 books. After it.\n\nLast."
    quote = "The library lends 48,000 books."
    start = source.index(quote)
    cited = Citation("s", quote, span=Span(start, start + len(quote)), line=3)
    known = replace(claim(), citations=(cited,))
    one = finding(LIBRARY, "The town library lends 84,000 books a year.", claims=[known])
    html = RENDERERS["html"](replace(report(one, text=LIBRARY), sources=(Source("s", "S", source),)), ALL)
    assert "<p>Before it. <mark>The library lends 48,000 books.</mark> After it.</p>" in html


def test_the_policy_names_exactly_what_the_page_holds() -> None:
    shown = page(library_report())
    (policy,) = [
        one["content"] for one in shown.all("meta") if "Content-Security" in one.get("http-equiv", "")
    ]
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        digests = [b64encode(sha256(one.encode("utf-8")).digest()).decode("ascii") for one in shown.raw[tag]]
        assert " ".join([directive, *(f"'sha256-{digest}'" for digest in digests)]) + ";" in policy
        assert len(digests) == len(shown.all(tag))
    assert policy.startswith("default-src 'none'")


def test_the_page_asks_for_nothing() -> None:
    shown = page(library_report())
    assert not [name for name, attributes in shown.elements if {"src", "srcset", "data"} & set(attributes)]
    assert not shown.all("link")
    assert not re.search(r"url\(|@import", "".join(shown.raw["style"]))
    scripts = "".join(shown.raw["script"])
    assert not re.search(
        r"fetch\(|XMLHttpRequest|sendBeacon|import\(|eval\(|innerHTML|Storage|cookie", scripts
    )
    assert not [
        attributes for _, attributes in shown.elements if any(name.startswith("on") for name in attributes)
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        " java\nscript:x",
        "ftp://example.org",
        "https://[bad",
        "https://",
        "https://example.org/\u202egpj",
        "https://example.org/a b",
        "https://example.org/\n",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    one = finding(LIBRARY, "The reading room seats 60 people.", claims=[claim(url=url)])
    assert {link["href"][0] for link in page(report(one, text=LIBRARY)).all("a")} == {"#"}  # inside the page


def test_a_web_address_becomes_a_link_that_tells_nothing() -> None:
    one = finding(
        LIBRARY, "The reading room seats 60 people.", claims=[claim(url="https://example.org/a?b&c")]
    )
    (link,) = [link for link in page(report(one, text=LIBRARY)).all("a") if link["href"][0] != "#"]
    assert link["href"] == "https://example.org/a?b&c"
    assert set(link["rel"].split()) == {"noreferrer", "noopener"}
    assert "(example.org)" in page(report(one, text=LIBRARY)).text


@given(st.text(max_size=80))
def test_nothing_from_outside_becomes_markup(text: str) -> None:
    def shape(words: str) -> Counter[tuple[str, tuple[str, ...]]]:
        draft = f"Before. {words} After."
        known = claim(words, claim_id=words, source=words)
        one = finding(draft, words, message=words, stated=words, known=words, claims=[known], path=words)
        of = report(one, text=draft, path=words, skipped=[Skipped(words, words)])
        of = replace(of, sources=(Source(words, words, words, publisher=words),))
        return Counter((name, tuple(sorted(attributes))) for name, attributes in page(of).elements)

    assert shape(f"x{''.join(text.split())}\"><script>alert(1)</script>'--></style>") == shape("plain")


def test_the_same_report_gives_the_same_page() -> None:
    assert RENDERERS["html"](library_report(), ALL) == RENDERERS["html"](library_report(), ALL)
