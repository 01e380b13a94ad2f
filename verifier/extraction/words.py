"""The word lists of extraction.yml, ready to look up."""

from __future__ import annotations

import re
from functools import cache

from verifier.analysis.tables import string_table


@cache
def words(key: str) -> frozenset[str]:
    """One list of extraction.yml."""
    return frozenset(string_table("extraction")[key])


@cache
def foreign_words() -> dict[str, frozenset[str]]:
    """The commonest words of other languages, by the language's English name."""
    return {name: frozenset(listed) for name, listed in string_table("extraction")["foreign"].items()}


@cache
def connective() -> re.Pattern[str]:
    """A connective at the beginning of a sentence, with the comma or blank behind it."""
    listed = sorted(words("connectives"), key=lambda word: (-len(word), word))
    with_comma = "|".join(map(re.escape, listed))
    bare = "|".join(word for word in listed if word in ("and", "but", "meanwhile", "so", "but now"))
    return re.compile(rf"(?:(?:{with_comma}),\s+|(?:{bare})\s+)", re.IGNORECASE)


@cache
def floating_times() -> re.Pattern[str]:
    """Words for a time that only the day of writing tells."""
    listed = sorted(words("floating_times"), key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b", re.IGNORECASE)
