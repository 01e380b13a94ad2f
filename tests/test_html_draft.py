"""The draft on the HTML page: paragraphs, marks, wrapped lines; and a quote between its neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report_factory import finding
from verifier.model import Span
from verifier.render.html_card import context
from verifier.render.html_draft import Numbered, Paragraph, paragraphs


def shown(text: str, *statements: str, path: str = "draft.md", stated: str | None = None) -> list[Paragraph]:
    made = [finding(text, one, stated=stated, path=path) for one in statements]
    numbered = [Numbered(at, len(made), one, f"f-{at}") for at, one in enumerate(made, 1)]
    return list(paragraphs(text, path, numbered))


def text_of(paragraph: Paragraph) -> str:
    return "".join(words.text for run in paragraph.runs for words in run.words)


LONG = "This line of the draft is as long as an editor lets a line get,"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_that_an_editor_wrapped_are_joined(end: str) -> None:
    (paragraph,) = shown(f"{LONG}{end}{LONG}{end}and goes on.")
    assert " ".join(text_of(paragraph).split()) == f"{LONG} {LONG} and goes on."
    assert "\n" not in text_of(paragraph)


@pytest.mark.parametrize(
    "text",
    [
        "One.\nTwo.",  # a sentence a line
        f"{LONG[:-1]}.\n{LONG[:-1]}.\nThe end.",  # the same with long sentences
        f"- {LONG}\n- {LONG}",
        f"1. {LONG}\n2. {LONG}",
        f"{LONG}\n> quoted",
        f"{LONG}\n    indented",
        f"title: {LONG}\nauthor: somebody",
        f"{LONG}\nshort\n{LONG}",
    ],
)
def test_lines_of_their_own_stay_apart(text: str) -> None:
    (paragraph,) = shown(text)
    assert text_of(paragraph) == text


def test_a_statement_over_a_wrapped_line_is_one_mark() -> None:
    text = f"{LONG} and the pier\nis 40 metres long. It is old."
    (paragraph,) = shown(text, "the pier\nis 40 metres long.", stated="40 metres")
    (mark,) = [run for run in paragraph.runs if run.of]
    assert [(words.text, words.decides) for words in mark.words] == [
        ("the pier is ", False),
        ("40 metres", True),
        (" long.", False),
    ]


def test_a_statement_over_an_empty_line_is_marked_in_both_paragraphs_and_begins_in_one() -> None:
    first, second = shown(
        "The pier is\n\n40 metres long.", "The pier is\n\n40 metres long.", stated="40 metres"
    )
    (upper,), (lower,) = first.runs, second.runs
    assert (upper.first, lower.first) == (True, False)
    assert not any(words.decides for words in upper.words)
    assert [words.text for words in lower.words if words.decides] == ["40 metres"]


@pytest.mark.parametrize(
    ("text", "path", "heading"),
    [
        ("# A heading", "a.md", True),
        ("### A heading", "a.MARKDOWN", True),
        ("# A heading", "a.txt", False),
        ("#hashtag", "a.md", False),
        ("A # sign", "a.md", False),
        ("# A heading\nand text", "a.md", False),
    ],
)
def test_headings_of_markdown(text: str, path: str, heading: bool) -> None:
    (paragraph,) = shown(text, path=path)
    assert paragraph.heading is heading


@given(st.text(alphabet="ab .\n\r", max_size=200))
def test_nothing_of_the_draft_is_lost(text: str) -> None:
    assert "".join(" ".join(map(text_of, shown(text))).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("before", "quote", "after", "shown_before", "shown_after"),
    [
        ("A one. B two. ", "C three.", " D four. E five.", "B two. ", " D four."),
        ("A one. B two, ", "c three", ", d four. E five. F six.", "A one. B two, ", ", d four. E five."),
        ("", "C three.", "", "", ""),
        ("Heading\n\n", "C three.", "\n\nNext.", "", ""),
        ("Heading\r\n\r\n", "C three.", "\r\n \r\nNext.", "", ""),
        ("A one.\nB two.\n", "C three. D four.", "\nE five.", "B two. ", " E five."),
    ],
)
def test_a_quote_has_the_sentence_before_and_the_one_after(
    before: str, quote: str, after: str, shown_before: str, shown_after: str
) -> None:
    found = context(before + quote + after, Span(len(before), len(before) + len(quote)))
    assert found == (shown_before, shown_after)


def test_a_neighbour_without_end_is_cut_between_words() -> None:
    endless = "word " * 400
    before, after = context(f"{endless}C three. {endless}", Span(len(endless), len(endless) + 8))
    assert before.startswith("… word ")
    assert after.endswith(" word …")
    assert len(before) < 310 > len(after)
