"""What a name is, the word lists about names, and how its words are folded."""

from __future__ import annotations

import unicodedata
from functools import cache

from verifier.analysis.tables import string_table
from verifier.frozen import frozen
from verifier.model import Mention

JOINERS = frozenset({"of", "for", "the", "de", "la", "von", "van", "del", "al", "bin", "&", "and"})


@frozen
class Name(Mention):
    """A named entity, or a title that stands for its holder ("the Resources Minister")."""

    start: int  # token indices, half-open, title not counted
    end: int
    words: tuple[str, ...]  # lower case, joiners dropped
    kind: str  # person | country | capital | place | organisation | event | role | other, or the database's
    ids: tuple[str, ...] = ()
    title: tuple[str, ...] = ()  # lower case: ("external", "affairs", "minister")
    weak: bool = False  # may stand for something else: never a ground for a clash

    @property
    def acronym(self) -> bool:
        """All capitals, as "MIT"."""
        return len(self.words) == 1 and self.text.replace(".", "").isupper() and len(self.words[0]) > 1


@cache
def name_words() -> dict[str, frozenset[str]]:
    """The word lists of names.yml."""
    raw = string_table("names")
    return {key: frozenset(map(str, words)) for key, words in raw.items() if isinstance(words, list)}


@cache
def portfolios() -> tuple[frozenset[str], ...]:
    """Fields of office, each under all its names."""
    return tuple(frozenset(group.split(", ")) for group in string_table("names")["portfolios"])


def unaccented(word: str) -> str:
    """Without accents, for comparing names: Pitié is Pitie."""
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
