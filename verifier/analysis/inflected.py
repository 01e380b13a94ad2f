"""Verb, noun, adjective or adverb by the neighbours: words in -ing, past forms, words that are no verbs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from verifier.analysis.wordforms import WordForm

# After these a word in -ing is a gerund rather than a noun: "by cutting costs", "while working".
GERUND_OPENERS = frozenset(
    "by without after before while when since despite until besides through instead".split()
)


class Tagged(Protocol):
    """What is needed of a word before the one in question."""

    tag: str


def after_auxiliary(drafts: Sequence[Tagged], at: int) -> bool:
    """An auxiliary stands before, with nothing but adverbs, "not" or a pronoun between."""
    for back in range(at - 1, max(-1, at - 5), -1):
        tag = drafts[back].tag
        if tag == "X":
            return True
        if tag not in ("R", "Z", "O"):
            return False
    return False


def choose_ing(word: WordForm, previous: str, following: str, *, after_be: bool, preposition: str) -> str:
    """The part of speech of a word in -ing that the lexicon also has as a noun or adjective."""
    noun = word.noun >= 0 and word.bases.get("n", "").endswith("ing")
    if after_be and previous in ("X", "R", "Z"):
        return "a" if word.adjective > word.verb else "v"
    if previous in ("D", "S", "G", "A", "#"):
        if following in ("N", "P", "A") and word.adjective >= 0 and not (noun and word.noun > word.adjective):
            return "a"
        return "n" if noun else "a" if word.adjective >= 0 else "v"
    if following in ("D", "S", "O", "P", "#"):
        return "v"
    if previous == "I" and preposition in GERUND_OPENERS:
        return "v"
    if following in ("N", "A") and previous not in ("N", "P"):
        if word.adjective > 0 and word.adjective > word.noun:
            return "a"
        return "n" if noun and word.noun > 25 and previous != "I" else "v"
    if previous == "V":
        return "n" if noun and word.noun > 15 and following in (".", "I", "C") else "v"
    if noun and word.noun > 0 and previous in ("I", "N", "C", "."):
        if previous == "." and following not in ("X", "M", "V", "I", "C"):
            return "v"
        return "n" if previous != "." or following != "I" or word.noun > 10 else "v"
    if word.adjective >= word.verb:
        return "a"
    return "v"


def choose_past(word: WordForm, previous: str, following: str, *, after_auxiliary: bool, wanted: bool) -> str:
    """The part of speech of an ambiguous past form; `wanted` when the clause lacks its verb."""
    noun, verb, adjective = word.noun, word.verb, word.adjective
    if word.bases["v"] == "bear":
        return "v"
    if after_auxiliary:
        return "a" if adjective > verb else "v"
    if previous in ("T", "M"):
        return "v"
    if following == "I" and previous in ("N", "P", "R") and noun <= verb:
        return "v"
    if previous in ("D", "S", "A", "#", "G", "I"):
        if adjective >= 0 and (following in ("N", "P", "A") or noun < 0):
            return "a"
        return "n" if noun >= 0 else "v"
    if previous in ("O", "W"):
        return "v"
    if previous in ("N", "P"):
        if noun > verb and (not wanted or following in ("N", "V", "X", "M")):
            return "n"
        return "v"
    if wanted and verb >= max(noun, adjective) and previous in ("R", "C", "Z"):
        return "v"
    if wanted and previous == "R" and following in ("N", "A"):
        return "v"
    if adjective > verb and following not in ("D", "S", "O"):
        return "a"
    if noun > verb:
        return "n"
    if adjective >= 0 and following in ("N", "A") and previous in ("C", ".", "V", "R"):
        return "a"
    return "v"


def choose_nominal(word: WordForm, previous: str, following: str) -> str:
    """Noun, adjective or adverb, when it is no verb."""
    noun, adjective, adverb = word.noun, word.adjective, word.adverb
    if (
        adverb >= 0
        and adverb >= max(noun, adjective)
        and not (previous in ("D", "S", "G") and following in "NP")
    ):
        return "r"
    if adverb >= 0 and adjective >= 0 and previous in ("V", "X") and following in ("V", "A", "R"):
        return "r"
    if adjective >= 0:
        if noun < 0:
            return "a" if adverb < 0 or adjective >= adverb or following in ("N", "P") else "r"
        if following in ("N", "P", "A"):
            return "a" if adjective * 3 >= noun else "n"
        if previous in ("D", "S", "G", "A", "I", "N", "#"):
            return "n" if noun * 3 >= adjective else "a"
        return "a" if adjective > noun or (previous in ("X", "R") and 2 * adjective >= noun) else "n"
    if noun >= 0:
        return "n"
    return "r" if adverb >= 0 else "v"
