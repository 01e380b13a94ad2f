"""How a sentence was understood, in words."""

from __future__ import annotations

import pytest

from verifier.analysis import Vocabulary, analyse
from verifier.render.understood import understood


def rows(sentence: str) -> list[tuple[str, str]]:
    return list(understood(analyse(sentence, vocabulary=Vocabulary())))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The depot has over 14 tracks.", ("bound", "over")),
        ("The depot has over 14 tracks.", ("value", "14 tracks (“over 14”)")),
        ("It carries 9,000 people a day.", ("value", "9,000 people per day (“9,000 people a day”)")),
        ("It has 40 percent of the market.", ("value", "40 percent of market (“40 percent”)")),
        ("The line is about 1.3 km long.", ("value", "1.3 kilometre (“about 1.3 km”)")),
        ("The line opened on 3 May 1904.", ("time", "1904-05-03 (“3 May 1904”)")),
        ("The line could open by 2031.", ("time", "by 2031 (“by 2031”)")),
        ("The line could open by 2031.", ("modality", "possible")),
        ("The council did not approve the line.", ("polarity", "denied")),
        ("The council did not approve the line.", ("modality", "a fact")),
        ("The line is safe, said the director.", ("speaker", "the director")),
        (
            "The line opened in 1904 and will close in 2031.",
            ("modality", "open: a fact; close: firm, still to come"),
        ),
    ],
)
def test_a_row_is_there(sentence: str, expected: tuple[str, str]) -> None:
    assert expected in rows(sentence)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("The depot has 14 tracks.", "bound"),
        ("The depot has 14 tracks.", "time"),
        ("The line is yellow.", "value"),
        ("The line is yellow.", "not checked"),
    ],
)
def test_a_row_is_not_there(sentence: str, label: str) -> None:
    assert label not in dict(rows(sentence))


def test_a_question_is_told_from_a_fact() -> None:
    assert rows("Is the line yellow?")[0] == ("not checked", "it reads as no fact (question)")
