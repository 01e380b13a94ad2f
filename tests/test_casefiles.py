"""The case-file loader: marks become spans, and a mistake in a file is an error, not a skipped case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casefiles import CaseFileError, load_file, load_folder, unmark
from verifier.model import Span

SHAPE = {"head": ("claims",), "body": ("text", "verdict"), "required": ("text",)}


def write(folder: Path, text: str, name: str = "harbours.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_become_spans_of_the_text_without_them() -> None:
    text, spans = unmark("The pier is «40 m» long 🚢 and «4 m» wide.")
    assert text == "The pier is 40 m long 🚢 and 4 m wide."
    assert [span.of(text) for span in spans] == ["40 m", "4 m"]


def test_text_without_marks_has_no_spans() -> None:
    assert unmark("A pier.") == ("A pier.", ())


def test_an_empty_mark_is_a_place_between_two_characters() -> None:
    assert unmark("ab«»c") == ("abc", (Span(2, 2),))


@pytest.mark.parametrize("text", ["«a", "a»", "«a «b» c»"])
def test_marks_that_do_not_pair_are_refused(text: str) -> None:
    with pytest.raises(CaseFileError):
        unmark(text)


def test_every_key_outside_the_head_is_a_case(tmp_path: Path) -> None:
    path = write(tmp_path, "claims: [A pier.]\none: {text: x}\ntwo: {text: y, verdict: z}\n")
    cases = load_file(path, **SHAPE)
    assert [case.id for case in cases] == ["harbours-one", "harbours-two"]
    assert cases[0].head == {"claims": ["A pier."]}
    assert cases[1].body == {"text": "y", "verdict": "z"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("one: {text: x, verdcit: y}", "verdcit"),
        ("one: {verdict: y}", "text"),
        ("claim: A pier.\none: {text: x}", "claim"),
        ("one: {text: x}\none: {text: y}", "twice"),
        ("one: {text: x, text: y}", "twice"),
        ("claims: [A pier.]", "no case"),
        ("- text: x", "mapping"),
    ],
)
def test_a_file_that_breaks_the_format_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CaseFileError, match=says):
        load_file(write(tmp_path, text), **SHAPE)


def test_a_date_stays_as_it_is_written(tmp_path: Path) -> None:
    (case,) = load_file(write(tmp_path, "one: {text: 2025-02-30, verdict: 2025-02-03}"), **SHAPE)
    assert case.body == {"text": "2025-02-30", "verdict": "2025-02-03"}


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    write(tmp_path, "z: {text: x}", "b.yml")
    write(tmp_path, "y: {text: x}", "a.yml")
    assert [case.id for case in load_folder(tmp_path, **SHAPE)] == ["a-y", "b-z"]
