"""Letters that hide or pretend: whatever is put into a statement, its verdict never gets better for it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.test_invariants import FACTS, STATEMENTS, STORE
from verifier import Report, Verdict, check_text, claims_from_text
from verifier.documents import fold, hidden_characters, read_bytes, see_through, without_invisible
from verifier.documents.hidden import _LOOK_ALIKES
from verifier.model import Span

# By the Unicode database, not by our own table: format characters and controls that are no white space.
FORMATS = [
    chr(code)
    for code in range(0x110000)
    if unicodedata.category(chr(code)) in {"Cf", "Cc"}
    and not chr(code).isspace()
    and not 0xD800 <= code < 0xE000
]
# Those that print a sign of their own: Arabic and Kaithi number marks, hieroglyph and shorthand joiners.
PRINTED = {
    *map(chr, range(0x600, 0x606)), "\u06dd", "\u070f", "\u0890", "\u0891", "\u08e2", "\U000110bd",
    "\U000110cd", *map(chr, range(0x13430, 0x13440)),
}  # fmt: skip
INVISIBLE = sorted(
    {one for one in FORMATS if one not in PRINTED}
    | {"\u034f", "\u115f", "\u3164", "\uffa0", "\ufe0f", "\U000e0100", "\u2065"}
)
READABLE = [one for one in INVISIBLE if one > "\x1f"]  # controls of C0 are refused as no text
ORDER = [Verdict.CONTRADICTORY, Verdict.UNVERIFIED, Verdict.CONSISTENT]
DISGUISES = {plain: alike for alike, plain in _LOOK_ALIKES.items() if plain.isascii()}
TEXTS = st.sampled_from([*STATEMENTS, *FACTS])


def rank(text: str) -> int:
    """How good the worst verdict of a text is; a text in which nothing is checked would be best."""
    found = [ORDER.index(one.verdict) for one in check_text(text, STORE).findings]
    return min(found, default=len(ORDER))


def full_width(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0) if letter.isalnum() and letter.isascii() else letter


def mathematical(letter: str) -> str:
    if letter.isdigit() and letter.isascii():
        return chr(0x1D7CE + int(letter))
    return chr(0x1D41A + ord(letter) - ord("a")) if "a" <= letter <= "z" else letter


@given(TEXTS, st.data())
def test_what_nobody_sees_never_improves_a_verdict(text: str, data: st.DataObject) -> None:
    """A contradiction stays one, and what was unverified is never consistent."""
    put = data.draw(
        st.lists(st.tuples(st.integers(1, len(text) - 1), st.sampled_from(READABLE)), min_size=1, max_size=4)
    )
    altered = text
    for at, sign in sorted(put, reverse=True):
        altered = altered[:at] + sign + altered[at:]
    assert rank(altered) <= rank(text)


@given(TEXTS, st.data())
def test_letters_that_pretend_never_improve_a_verdict(text: str, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, len(text) - 1), min_size=1, max_size=6))
    disguise = data.draw(st.sampled_from([full_width, mathematical, lambda one: DISGUISES.get(one, one)]))
    altered = "".join(disguise(one) if at in places else one for at, one in enumerate(text))
    assert rank(altered) <= rank(text)


@pytest.mark.parametrize("text", FACTS)
@given(sign=st.sampled_from(READABLE), at=st.integers(1, 30))
def test_a_backed_sentence_with_such_a_sign_is_reported(text: str, sign: str, at: int) -> None:
    """Inside a Latin word nothing of the kind is honest."""
    while not (text[at - 1].isalpha() and text[at].isalpha()):
        at += 1
    found = check_text(text[:at] + sign + text[at:], STORE).findings
    assert [(one.verdict, one.rule) for one in found] == [(Verdict.UNVERIFIED, "V401")]


@pytest.mark.parametrize("sign", READABLE, ids=lambda sign: f"{ord(sign):04x}")
def test_each_is_seen_and_seen_through(sign: str) -> None:
    assert [span.of(f"fif{sign}ty") for span in hidden_characters(f"fif{sign}ty")] == [sign]
    assert without_invisible(f"fif{sign}ty") == "fifty"
    assert len(fold(f"fif{sign}ty")) == 6


@pytest.mark.parametrize(
    "text",
    [
        "Москва \u2014 столица.",
        "The café on Piața Unirii sells naïve art.",
        "A 5\u00a0km run at 20\u2009°C.",
        "日本\uff15年、東京。",
        "می\u200cخواهم",
        "क्\u200dष",
        "1\ufe0f\u20e3 and 👍\U0001f3fd and 👩\u200d🚀",
        "שלום\u200f, world.",
        "\ufeffStart.",
    ],
)
def test_honest_letters_are_not_reported(text: str) -> None:
    assert hidden_characters(text) == ()


# ---------------------------------------------------------------- seeing through keeps places


MIXED = st.lists(
    st.sampled_from(
        ["The pier is 40 m. ", "It is 5. ", "\u200b", "\u00ad", "\n\n", " ", "a", "\U000e0041", "“", "。"]
    ),
    max_size=14,
).map("".join)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@given(text=MIXED)
@example(text="\u200b The pier is 40 m. \u200b \u200b It is 5.\u200b\n\n\u200b\n\na\u200b")
def test_what_is_seen_through_keeps_every_place(suffix: str, text: str) -> None:
    document = read_bytes(text.encode("utf-8"), "a" + suffix)
    seen = see_through(document)
    assert seen.document.text == without_invisible(document.text)
    end = 0
    for sentence in seen.sentences:
        assert sentence.span.of(seen.document.text) == sentence.text
        own = seen.written(sentence)
        assert own.sentence.span.of(own.document.text) == own.sentence.text
        assert without_invisible(own.sentence.text).strip() == sentence.text
        assert end <= own.sentence.span.start  # no character stands in two sentences
        end = own.sentence.span.end
        place = seen.document.locate(sentence.span)
        assert without_invisible(document.original[place.start : place.end]).split() == sentence.text.split()
    for block in seen.document.blocks:
        assert block.span.of(seen.document.text).strip()


def test_a_document_with_nothing_hidden_is_itself() -> None:
    document = read_bytes("The pier is 40 m long — “wide”.".encode(), "a.txt")
    assert see_through(document).document is document


def test_both_places_are_told() -> None:
    text = "Short one. The pier of Tarn was dug in 18\u200b48."
    (found,) = check_text(text, claims_from_text("The pier of Tarn was dug in 1884.")).findings
    assert found.statement == "The pier of Tarn was dug in 18\u200b48."
    assert found.deciding is not None and found.deciding.stated_place is not None
    place = found.deciding.stated_place
    assert found.deciding.stated == "1848"
    assert Span(place.start, place.end).of(text) == "18\u200b48"


def test_a_trusted_text_with_soft_hyphens_backs_what_it_says() -> None:
    store = claims_from_text("The light\u00adhouse is 41 metres tall.")
    assert verdicts(check_text("The lighthouse is 41 metres tall.", store)) == [Verdict.CONSISTENT]
    assert verdicts(check_text("The lighthouse is 14 metres tall.", store)) == [Verdict.CONTRADICTORY]


def verdicts(report: Report) -> list[Verdict]:
    return [found.verdict for found in report.findings]
