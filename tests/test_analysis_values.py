"""Runs the case files of figures and dates: one value, many spellings, and texts that hold nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casefiles import CASES, Case, load_file, params, unmark
from verifier.analysis import Vocabulary, analyse
from verifier.analysis.quantities import read_quantities
from verifier.analysis.times import read_times
from verifier.model import Mention, Quantity, TimeExpression

FOLDER = CASES / "analysis"
QUANTITY = ("low", "high", "bound", "unit", "dimension", "of", "half_step", "number")
TIME = ("edtf", "grain", "bound", "relative", "as_of", "inferred", "start", "end", "part", "weekday")


def cases(name: str, keys: tuple[str, ...]) -> list[Any]:
    """One parameter a text: a spelling with the values it must give, or a text that must give nothing."""
    body = (*keys, "spellings", "each", "nothing")
    found = []
    for case in load_file(FOLDER / f"{name}.yml", head=(), body=body, required=()):
        for n, text in enumerate(case.body.get("spellings", case.body.get("nothing"))):
            wanted = {key: case.body[key] for key in keys if key in case.body}
            record = {"text": text, "each": case.body.get("each", wanted), "none": "nothing" in case.body}
            found.append(Case(f"{case.id}-{n}", case.path, {}, record))
    return params(found)


def check_positions(found: Iterable[Mention], text: str, marks: tuple[Any, ...]) -> None:
    """The mentions stand exactly where the marks are."""
    assert [mention.span.of(text) for mention in found] == [mark.of(text) for mark in marks]
    assert tuple(mention.span for mention in found) == marks


def quantity_fields(quantity: Quantity, text: str) -> dict[str, object]:
    """A quantity in the terms of the case files."""
    return {
        "low": quantity.low,
        "high": quantity.high,
        "bound": quantity.bound.value,
        "unit": quantity.unit,
        "dimension": quantity.dimension,
        "of": quantity.of,
        "half_step": quantity.half_step,
        "number": quantity.number.of(text),
    }


def time_fields(time: TimeExpression) -> dict[str, object]:
    """A time expression in the terms of the case files."""
    return {
        "edtf": time.edtf,
        "grain": time.grain.value,
        "bound": time.bound.value,
        "relative": time.relative,
        "inferred": sorted(time.inferred),
        "start": time.start and time.start.isoformat(),
        "end": time.end and time.end.isoformat(),
        "part": time.first.part,
        "weekday": time.first.weekday,
    }


def check_fields(fields: dict[str, object], wanted: dict[str, Any]) -> None:
    """Every field that the case names has the value it names."""
    for key, value in wanted.items():
        if key == "as_of":
            continue
        got = fields[key]
        if isinstance(got, Decimal):
            assert value is not None, f"{key}: {got}"
            assert abs(got - Decimal(str(value))) <= abs(got) * Decimal("1e-9"), (
                f"{key}: {got}, wanted {value}"
            )
        else:
            assert got == value, f"{key}: {got!r}, wanted {value!r}"


@pytest.mark.parametrize(
    "case", cases("numbers", QUANTITY) + cases("bounds", QUANTITY) + cases("quantities", QUANTITY)
)
def test_figures(case: Case) -> None:
    text, marks = unmark(case.body["text"])
    found = read_quantities(text, read_times(text))
    check_positions(found, text, marks)
    assert bool(marks) is not case.body["none"], "mark what must be found, and nothing under `nothing`"
    each = case.body["each"]
    for n, quantity in enumerate(found):
        check_fields(quantity_fields(quantity, text), each[n] if isinstance(each, list) else each)


@pytest.mark.parametrize("case", cases("times", TIME))
def test_times(case: Case) -> None:
    text, marks = unmark(case.body["text"])
    each = case.body["each"]
    as_of = each.get("as_of") if isinstance(each, dict) else None
    found = read_times(text, as_of=date.fromisoformat(as_of) if as_of else None)
    check_positions(found, text, marks)
    assert bool(marks) is not case.body["none"], "mark what must be found, and nothing under `nothing`"
    for n, time in enumerate(found):
        check_fields(time_fields(time), each[n] if isinstance(each, list) else each)


WORDS = (
    "over under about at least between and or to from of a the half third quarter two twenty five hundred "
    "thousand million dozen dozens several most both percent % $ € US$ km km/h metres year years day old per "
    "ago later before in 3 45 1,280 2005 .5 1e6 10:30 pm 2026-02-04 31/12/2025 BC May march Q3 1990s ' - – / "
    ": . , × ½ x No first"
).split()
SALAD = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", "-", ""])), max_size=12)


@given(st.one_of(st.text(max_size=60), SALAD.map(lambda parts: "".join(a + b for a, b in parts))))
def test_any_text_is_read_and_no_two_mentions_overlap(text: str) -> None:
    times = read_times(text, as_of=date(2026, 3, 5))
    figures = read_quantities(text, times)
    for row in (times, figures):
        for mention in row:
            assert mention.text == mention.span.of(text)
        assert all(one.span.end <= two.span.start for one, two in pairwise(row))
    for figure in figures:
        assert figure.number.within(figure.span)
        assert not any(figure.number.overlaps(time.span) for time in times)


@given(SALAD.map(lambda parts: "".join(a + b for a, b in parts)))
def test_words_around_a_sentence_do_not_move_what_is_in_it(text: str) -> None:
    plain = "The depot holds 45 tonnes of grain."
    moved = read_quantities(f"{plain} {text}")[0]
    assert moved == read_quantities(plain)[0]


@pytest.mark.parametrize(
    "text", ["She wanted that", "The mayor went home after that", "Nobody is sure of that"]
)
def test_a_sentence_may_end_in_that(text: str) -> None:
    assert analyse(text, vocabulary=Vocabulary()).syntax.tokens[-1].tag == "D"
