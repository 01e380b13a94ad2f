"""What became of a quote in a changed text: unchanged, moved, changed, ambiguous or vanished."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.knowledge.near_passages import Difference, differences_between
from verifier.knowledge.quotes import Match, QuotedText
from verifier.knowledge.reanchoring import Anchor, ChangedText, Standing, distinguishing
from verifier.model import Span

OLD = (
    "# Harbour report\n\n"
    "The old crane on the north quay is 42 metres high. It was built in 1931 and still works.\n\n"
    "At the first gauge, the tide rises three metres. At the second gauge, the tide rises three metres.\n\n"
    "Dredging takes 7.5 % of the budget, the harbour office said on Tuesday.\n"
)
CRANE = "The old crane on the north quay is 42 metres high"
TIDE = "the tide rises three metres"


def standing(new: str, quote: str, prefix: str | None = None, suffix: str | None = None) -> Standing:
    return ChangedText(new, OLD).reanchor(Anchor(quote, prefix, suffix)).standing


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        OLD.replace("# Harbour", "A note on top.\n\n# Harbour"),
        OLD.replace("It was built in 1931 and still works.", "Nobody knows its age."),
        OLD.replace("north quay is", "north\nquay  is"),  # white space is not a change
    ],
)
def test_a_quote_that_stands_is_unchanged(new: str) -> None:
    found = ChangedText(new, OLD).reanchor(Anchor(CRANE))
    assert found.standing is Standing.UNCHANGED
    assert found.stands
    assert found.span is not None
    assert " ".join(found.span.of(new).split()) == CRANE


def test_a_quote_with_other_words_on_both_sides_has_moved() -> None:
    new = OLD.replace(f"{CRANE}. ", "") + f"\nAn afterword repeats it. {CRANE}. That was all.\n"
    found = ChangedText(new, OLD).reanchor(Anchor(CRANE))
    assert found.standing is Standing.MOVED
    assert found.span == Span(new.index(CRANE), new.index(CRANE) + len(CRANE))


def test_surroundings_that_were_recorded_and_changed_call_for_a_new_anchor() -> None:
    new = OLD.replace("At the first gauge, the tide", "At gauge one, the tide")
    changed = ChangedText(new, OLD)
    found = changed.reanchor(Anchor(TIDE, prefix="At the first gauge,"))
    assert found.standing is Standing.MOVED
    assert found.span is not None
    assert new[: found.span.start].endswith("At gauge one, ")
    assert distinguishing(changed.quoted, found.span) == ("one,", None)


def test_surroundings_choose_among_several_places() -> None:
    swapped = OLD.replace("first", "FIRST").replace("second", "first").replace("FIRST", "second")
    for prefix in ("At the first gauge,", "At the second gauge,"):
        found = ChangedText(swapped).reanchor(Anchor(TIDE, prefix=prefix))
        assert found.count == 2
        assert found.standing is Standing.UNCHANGED
        assert found.span is not None
        assert swapped[: found.span.start].rstrip().endswith(prefix)


def test_several_places_and_nothing_to_choose_by_are_ambiguous() -> None:
    twice = f"Some say {CRANE}. Others say {CRANE}."
    assert ChangedText(twice).reanchor(Anchor(CRANE)).standing is Standing.AMBIGUOUS
    assert (
        ChangedText(twice).reanchor(Anchor(CRANE, prefix="It is known that")).standing is Standing.AMBIGUOUS
    )
    assert standing(twice, CRANE) is Standing.AMBIGUOUS


def test_the_turn_chooses_where_the_words_stand_as_often_as_before() -> None:
    old = "Row: 5 boats\nRow: 5 boats\nRow: 5 boats\n"
    new = "Line: 5 boats\nLine: 5 boats\nLine: 5 boats\n"
    second = Span(old.index("5 boats", 10), old.index("5 boats", 10) + 7)
    found = ChangedText(new, old).reanchor(Anchor("5 boats", span=second))
    assert found.standing is not Standing.AMBIGUOUS
    assert found.span is not None
    assert new.count("5 boats", 0, found.span.start) == 1


@pytest.mark.parametrize(
    ("before", "after", "differences"),
    [
        ("42 metres", "43 metres", [("42", "43")]),
        ("old crane", "crane", [("old", "")]),
        ("is 42", "is not 42", [("", "not")]),
        ("The old", "This old", [("The", "This")]),
        ("metres high", "metres tall", [("high", "tall")]),
        ("north quay", "long and narrow southern quay", [("north", "long and narrow southern")]),
    ],
)
def test_changed_words_are_named(before: str, after: str, differences: list[tuple[str, str]]) -> None:
    new = OLD.replace(before, after, 1)
    found = ChangedText(new, OLD).reanchor(Anchor(CRANE))
    assert found.standing is Standing.CHANGED
    assert not found.stands
    assert found.differences == tuple(Difference(*one) for one in differences)
    assert found.span is not None
    assert found.span.of(new) == CRANE.replace(before, after)


def test_a_short_quote_is_found_changed_by_what_stands_around_it() -> None:
    new = OLD.replace("42 metres", "thirty feet")
    found = ChangedText(new).reanchor(Anchor("42 metres", "on the north quay is", "high. It was built"))
    assert found.standing is Standing.CHANGED
    assert found.differences == (Difference("42 metres", "thirty feet"),)
    assert standing(new, "42 metres") is Standing.CHANGED


def test_the_old_surroundings_choose_between_passages_that_are_alike() -> None:
    new = OLD.replace("the tide rises three metres.", "the tide rises two metres.")
    found = ChangedText(new, OLD).reanchor(Anchor(TIDE, prefix="At the second gauge,"))
    assert found.span is not None
    assert new[: found.span.start].endswith("At the second gauge, ")
    assert found.differences == (Difference("three", "two"),)


@pytest.mark.parametrize(
    "new",
    [
        "",
        "A text about something else, with a crane in it.",
        OLD.replace(f"{CRANE}. ", ""),
        OLD.replace(CRANE, "…"),
    ],
)
def test_a_quote_that_is_gone_has_vanished(new: str) -> None:
    found = ChangedText(new, OLD).reanchor(Anchor(CRANE))
    assert (found.standing, found.span) == (Standing.VANISHED, None)


def test_typography_is_no_difference() -> None:
    assert differences_between("the harbour’s “pilots”", 'the  harbour\'s "pilots"') == ()
    assert differences_between("90 percent", "90 per cent") == (Difference("percent", "per cent"),)


@given(st.text(alphabet="ab c.\n", max_size=60), st.integers(0, 50), st.integers(1, 20))
def test_a_text_that_did_not_change_changes_no_quote(text: str, start: int, length: int) -> None:
    quote = text[start : start + length].strip()
    if quote:
        at = text.index(quote)
        found = ChangedText(text, text).reanchor(Anchor(quote, span=Span(at, at + len(quote))))
        if found.standing is not Standing.AMBIGUOUS:
            assert found.standing is Standing.UNCHANGED
            assert found.span == Span(at, at + len(quote))


@given(st.text(alphabet="ab .\n", max_size=80), st.text(alphabet="ab .\n", max_size=80))
def test_whatever_stands_is_the_quote_itself(old: str, new: str) -> None:
    quote = old[5:20].strip()
    if quote:
        found = ChangedText(new, old).reanchor(Anchor(quote))
        if found.stands:
            assert found.span is not None
            assert found.span.of(new).split() == quote.split()
        elif found.standing is Standing.CHANGED:
            assert found.differences


@given(st.lists(st.sampled_from(["one", "two", "tide", "."]), min_size=3, max_size=25), st.integers(0, 20))
def test_distinguishing_words_do_what_they_are_for(words: list[str], at: int) -> None:
    text = QuotedText(" ".join(words))
    start = len(" ".join([*words[:at], ""])) if at < len(words) else 0
    span = Span(start, start + len(words[at % len(words)] if at < len(words) else words[0]))
    prefix, suffix = distinguishing(text, span)
    located = text.locate(span.of(text.text), prefix, suffix)
    if prefix or suffix:
        assert (located.match, located.span) == (Match.EXACT, span)


def test_among_thousands_of_like_sentences_the_right_one_is_found() -> None:
    sentences = [f"Berth {n} takes {n % 97} ships of class {n % 13} a year." for n in range(4_000)]
    old = "\n".join(sentences)
    sentences[::50] = [one.replace("ships", "boats") for one in sentences[::50]]
    new = "\n".join(sentences)
    changed = ChangedText(new, old)
    for n in range(0, 4_000, 100):
        found = changed.reanchor(Anchor(f"Berth {n} takes {n % 97} ships"))
        assert found.standing is Standing.CHANGED
        assert found.differences == (Difference("ships", "boats"),)
        assert found.span is not None
        assert found.span.of(new) == f"Berth {n} takes {n % 97} boats"
