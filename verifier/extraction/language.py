"""Which language a text is in, as far as it matters here: English or not."""

from __future__ import annotations

import re
from collections import Counter

from verifier.extraction.words import foreign_words, words

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # words
_ENOUGH = 20  # words; of a shorter text nothing can be said
_SHARE = 0.12  # of the words of an English text are among the twenty-five commonest, at the very least
_OTHER_SCRIPT = 0.3  # share of letters that are not Latin


def other_language(text: str) -> str | None:
    """The language of a text, or "another script"; None for English, and for what is too short."""
    found = [match.group().lower() for match, _ in zip(_WORD.finditer(text), range(_SAMPLE), strict=False)]
    if len(found) < _ENOUGH:
        return None
    letters = "".join(found[:2000])
    if sum(sign > "\u024f" for sign in letters) > _OTHER_SCRIPT * len(letters):
        return "another script"
    counts = Counter(found)

    def share(listed: frozenset[str]) -> float:
        return sum(counts[word] for word in listed) / len(found)

    english = share(words("english"))
    name, other = max(
        ((name, share(listed)) for name, listed in foreign_words().items()), key=lambda item: item[1]
    )
    if other > english and other > _SHARE / 2:
        return name
    return None
