"""Runs the case files of the tagger and the shallow parser: a sentence, and what must be read in it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import yaml

from tests.casefiles import CASES
from verifier.analysis.structure import Clause, Phrase, Syntax
from verifier.analysis.syntax import parse
from verifier.analysis.tokens import tokenise

FOLDER = CASES / "analysis"
KEYS = {"verb", "subject", "objects", "passive", "negated", "modal"}


def table(name: str) -> list[Any]:
    """Sentence and expectation, one parameter each."""
    cases = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(sentence, wanted, id=sentence[:60]) for sentence, wanted in cases.items()]


def words(syntax: Syntax, phrase: Phrase | None) -> str | None:
    """The words of a phrase with single spaces between its tokens."""
    if phrase is None:
        return None
    return " ".join(token.text for token in syntax.tokens[phrase.start : phrase.end])


def record(syntax: Syntax, clause: Clause) -> dict[str, Any]:
    """A clause in the terms of the case file."""
    assert clause.verb is not None
    return {
        "verb": clause.lemma,
        "subject": words(syntax, clause.subject),
        "objects": [words(syntax, phrase) for phrase in clause.objects],
        "passive": clause.verb.passive,
        "negated": clause.verb.negated,
        "modal": clause.verb.modal,
    }


@pytest.mark.parametrize(("sentence", "wanted"), table("tags"))
def test_words_have_the_part_of_speech_they_have_in_their_sentence(sentence: str, wanted: str) -> None:
    tokens = tokenise(sentence)
    at = 0
    for pair in wanted.split():
        word, _, tag = pair.rpartition("/")
        found = next((n for n in range(at, len(tokens)) if tokens[n].text == word), None)
        assert found is not None, f"{word} does not stand in the sentence, or not in this order"
        assert f"{word}/{tokens[found].tag}" == f"{word}/{tag}"
        at = found + 1


@pytest.mark.parametrize(("sentence", "wanted"), table("clauses"))
def test_clauses_have_their_verb_and_who_does_what(sentence: str, wanted: list[dict[str, Any]]) -> None:
    syntax = parse(tokenise(sentence))
    found = [record(syntax, clause) for clause in syntax.clauses if clause.verb is not None]
    assert [clause["verb"] for clause in found] == [clause["verb"] for clause in wanted]
    for have, want in zip(found, wanted, strict=True):
        assert set(want) <= KEYS
        assert {key: have[key] for key in want} == want


def test_clauses_cover_the_sentence_once_and_refer_only_backwards() -> None:
    sentences = yaml.safe_load((FOLDER / "clauses.yml").read_text(encoding="utf-8"))
    for sentence in sentences:
        syntax = parse(tokenise(sentence))
        clauses = [clause for clause in syntax.clauses if not clause.nominal]
        assert clauses[0].start == 0, sentence
        assert clauses[-1].end == len(syntax.tokens), sentence
        for number, (left, right) in enumerate(pairwise(clauses), start=1):
            assert left.end == right.start, sentence
            assert right.governor is None or right.governor < number, sentence
