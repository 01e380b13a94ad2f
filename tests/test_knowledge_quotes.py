"""Quotes: what folding forgives, what it never forgives, and the way back to the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.knowledge.folding import FoldedText, fold
from verifier.knowledge.quotes import Match, QuotedText


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("the mill\u2019s wheel", "the mill's wheel"),
        ("\u201cslow\u201d water", '"slow" water'),
        ("4\u20136 p.m.", "4-6 p.m."),
        ("\u22125 degrees", "-5 degrees"),
        ("ten\u00a0\u2009 \n\tmen", "ten men"),
        ("co\u00adoperate", "cooperate"),
        ("a \u200b b", "a b"),
        ("e\ufb03cient", "efficient"),
        ("Cafe\u0301", "Café"),
        ("\u1112\u1161\u11ab", "\ud55c"),
    ],
)
def test_forgiven(written: str, same: str) -> None:
    assert fold(written) == fold(same)
    for text, quote in ((f"So: {written}.", same), (f"So: {same}.", written)):
        located = QuotedText(text).locate(quote, None, None)
        assert located.match is Match.FOLDED
        assert located.span is not None
        assert fold(located.span.of(text)) == fold(quote)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Mill", "mill"),
        ("1.5 m", "15 m"),
        ("90 %", "90"),
        ("-5", "5"),
        ("(sic)", "sic"),
        ("not open", "open not"),
        ("1,000", "1000"),
        ("\u00b2", "2"),
    ],
)
def test_never_forgiven(written: str, other: str) -> None:
    assert fold(written) != fold(other)
    assert QuotedText(f"So: {written}!").locate(f": {other}!", None, None).match is Match.MISSING


def test_exact_before_folded() -> None:
    text = QuotedText("It's here. It\u2019s here.")
    located = text.locate("It\u2019s here", None, None)
    assert located.match is Match.EXACT
    assert located.span is not None
    assert located.span.start == 11


def test_surroundings_choose() -> None:
    text = QuotedText("North: 5 boats.\nSouth: 5 boats!")
    assert text.locate("5 boats", None, None).match is Match.AMBIGUOUS
    for prefix, suffix, start in (("North:", None, 7), (None, "!", 23), ("boats.  South: ", None, 23)):
        located = text.locate("5 boats", prefix, suffix)
        assert located.span is not None
        assert (located.match, located.span.start) == (Match.EXACT, start)
    assert text.locate("5 boats", "East:", None).match is Match.SURROUNDINGS
    assert [text.line(offset) for offset in (0, 15, 16, 30)] == [1, 1, 2, 2]


def test_nearest_passage() -> None:
    text = QuotedText("Alpha.\nThe bridge carries 900 trains a day.\nOmega.")
    nearest = text.nearest("The bridge carries 800 trains a day")
    assert nearest is not None
    assert nearest[1] == 2
    assert "900 trains" in nearest[0]
    assert text.nearest("zzzz qqqq xxxx wwww") is None


@given(st.text(alphabet="ab \n\u2019\u2013\u00a0\u200b\u00ade\u0301\u1112\u1161", max_size=40))
def test_folded_spans_lead_back(text: str) -> None:
    folded = FoldedText(text)
    assert folded.text == FoldedText(unicodedata.normalize("NFC", text)).text
    assert fold(folded.text) == folded.text
    for start in range(len(folded.text)):
        for end in range(start + 1, len(folded.text) + 1):
            span = folded.original_span(start, end)
            assert 0 <= span.start < span.end <= len(text)


@given(st.text(max_size=60), st.integers(0, 50), st.integers(1, 20))
def test_every_slice_is_found_in_its_text(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    if quote.strip():
        assert QuotedText(text).locate(quote, None, None).match in {Match.EXACT, Match.AMBIGUOUS}
