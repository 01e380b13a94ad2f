"""Tells figures from digits and number words that name, label or spell something: "Boeing 737", "page 7"."""

from __future__ import annotations

from functools import cache

from verifier.analysis.counted import is_plural
from verifier.analysis.number_words import Number, NumberKind
from verifier.analysis.scan import END, ID, NUMBER, WORD, Tokens
from verifier.analysis.tables import word_set


@cache
def _words(key: str) -> frozenset[str]:
    return word_set("figure_contexts", key)


def names_something(t: Tokens, number: Number, *, measured: bool) -> bool:
    """True when `number` is part of a name, a label, a code or an idiom.

    `measured` says that a unit, a sign or a scale goes with it.
    """
    i = number.first
    if number.kind is NumberKind.ORDINAL:
        return _ordinal_name(t, number)
    if number.vague or number.kind is NumberKind.SHARE:
        return False
    if t.kind[i] == NUMBER:
        return _digit_name(t, number, measured=measured)
    return _word_name(t, number, measured=measured)


def _digit_name(t: Tokens, number: Number, *, measured: bool) -> bool:
    i, before = number.first, t.low[number.first - 1]
    if t.glued(i - 1):
        if before in ("#", "_", "@", "=", "&", "№", "*", "\\", "^"):
            return True
        if before in ("/", ".", ":") and t.kind[i - 2] != END and t.glued(i - 2):
            return True
        if t.hyphen(i - 1) and t.kind[i - 2] in (WORD, ID):
            return True  # "F-16", "covid-19", "under-19"
        if t.kind[i - 1] in (WORD, ID) and not measured:
            return True
    if measured:
        return False
    end = number.end
    if t.glued(end - 1) and t.kind[end] in (WORD, ID) and number.kind is not NumberKind.FACTOR:
        return True  # "3D", "737s"
    if t.glued(end - 1) and t.low[end] in ("_", "@", "/", "=", "\\") and t.kind[end + 1] != END:
        return True
    if t.low[end] == ":" and t.glued(end - 1) and t.kind[end + 1] == NUMBER and t.glued(end):
        return True
    if t.hyphen(end) and t.kind[end + 1] == ID:
        return True
    return _after_name(t, i, number)


def _after_name(t: Tokens, i: int, number: Number) -> bool:
    before = t.low[i - 1]
    if before == "." and t.low[i - 2] in ("no", "nos", "fig", "vol", "art", "sec", "p", "pp", "ch"):
        return True
    if before in ("and", "or", ",", "to") and t.kind[i - 2] == NUMBER and t.low[i - 3] in _words("labels"):
        return True  # "sections 603 and 604"
    if t.kind[i - 1] == WORD and before in _words("labels") and not t.capital(i):
        # "the number 20 people" does not occur; "in the year 20 people" hardly does
        return t.low[i - 2] not in ("last", "this", "next", "every", "each", "that", "same")
    if t.kind[i - 1] not in (WORD, ID) or not t.capital(i - 1) or before in _words("not_names"):
        return False
    if number.scale > 1:
        return False
    # "In Paris 12 people died" counts, "Two Boeing 737 jets" does not
    placed = t.low[i - 2] in ("in", "at", "from") and not t.capital(i - 3)
    return not (placed and is_plural(t.low[number.end]) and not t.capital(number.end))


_COUNTED_BEFORE = frozenset(("last", "this", "next", "every", "each", "that", "same", "all", "the", "a"))


def _word_name(t: Tokens, number: Number, *, measured: bool) -> bool:
    i, word = number.first, t.low[number.first]
    if word == "one" and number.end == i + 1 and not measured:
        after = t.low[i + 1]
        if t.low[i - 1] in _words("not_one_after") or after in _words("not_one_before"):
            return True
        if t.kind[i + 1] != WORD and not t.hyphen(i + 1):
            return True
    if word == "zero" and not measured:
        return True
    if t.hyphen(i - 1) and t.kind[i - 2] == WORD and not measured:
        return True  # "one-to-one", "catch-twenty"
    if (
        t.hyphen(number.end)
        and not measured
        and t.low[number.end + 1] in ("one", "to", "on", "up", "off", "handed")
    ):
        return True
    if measured:
        return False
    if t.capital(i) and i > 0:
        before_capital = t.capital(i - 1) and t.low[i - 1] not in _words("not_names")
        return before_capital or t.capital(number.end) or t.low[i - 1] == "of"
    labelled = t.kind[i - 1] == WORD and t.low[i - 1] in _words("labels")
    return labelled and t.low[i - 2] not in _COUNTED_BEFORE


def _ordinal_name(t: Tokens, number: Number) -> bool:
    i, end = number.first, number.end
    word, before, after = t.low[i], t.low[i - 1], t.low[end]
    if after == "-" and t.hyphen(end):
        after = t.low[end + 1]  # "second-largest"
        return not after.endswith("est")
    if t.kind[end] != WORD or after in _words("names") or t.capital(end):
        return True
    if word in ("first", "second", "third") or t.kind[i] == WORD:
        known = before in (
            "the",
            "a",
            "an",
            "its",
            "his",
            "her",
            "their",
            "our",
            "my",
            "your",
            "this",
            "that",
        )
        if not (known or before.endswith(("'s", "s'")) or before == "'"):
            return True
    return t.capital(i) and i > 0


def is_score(t: Tokens, low: Number, high: Number) -> bool:
    """Is "2-1" or "3-0" the result of a match rather than a range?"""
    if low.low >= high.low:
        return True
    near = {*t.low[max(0, low.first - 4) : low.first], *t.low[high.end : high.end + 3]}
    return low.low < 20 and not near.isdisjoint(_words("scores"))
