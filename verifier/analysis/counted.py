"""Finds what a figure counts or measures: the noun phrase right after it, in lower case, as written."""

from __future__ import annotations

from functools import cache

from verifier.analysis.scan import ID, WORD, Tokens
from verifier.analysis.tables import word_set

_NOMINAL = ("ing", "tion", "sion", "ment", "ity", "age", "ance", "ence", "ship")
_LONGEST = 6  # words; a longer run is no noun phrase


@cache
def _words(key: str) -> frozenset[str]:
    return word_set("counted_nouns", key)


def is_plural(word: str) -> bool:
    """Does `word` look like a plural noun?"""
    if word in _words("plurals"):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def ends_phrase(word: str) -> bool:
    """Is `word` one that no noun phrase goes on with?"""
    return word in _words("stops")


def noun_phrase(t: Tokens, i: int, *, counts: bool) -> tuple[str, int] | None:
    """The noun phrase at token `i` and the token after it.

    A plural noun closes it. In what is measured ("90 percent of …", `counts` false) a noun made of a verb may
    follow the plural: "rare earths mining".
    """
    stops, determiners = _words("stops"), _words("determiners")
    while t.low[i] in determiners:
        i += 1
    first = j = i
    plural = False
    while j - first < _LONGEST:
        word = t.low[j]
        if t.kind[j] not in (WORD, ID):
            break
        if word in stops and not t.hyphen(j + 1) and not (j == first and word in _words("nouns_too")):
            break
        if plural and not is_plural(word) and (counts or not word.endswith(_NOMINAL)):
            break
        if j > first and not plural and _verb_like(t, j, word):
            break
        plural = is_plural(word)
        j += 1
        while t.hyphen(j) and t.kind[j + 1] in (WORD, ID):
            j += 2
            plural = is_plural(t.low[j - 1])
    if j == first:
        return None
    return t.text[t.start[first] : t.end[j - 1]].lower(), j


def _verb_like(t: Tokens, j: int, word: str) -> bool:
    """Does an "-ed" form or an adverb after a noun close the phrase?"""
    if word.endswith("ly") and word not in ("family", "supply", "assembly", "rally", "monopoly", "anomaly"):
        return t.kind[j + 1] != WORD or t.low[j + 1] in _words("stops")
    return (
        word.endswith("ed")
        and not t.low[j - 1].endswith("ly")
        and word not in ("seed", "feed", "speed", "weed")
    )
