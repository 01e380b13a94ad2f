"""How two words stand to each other in meaning: the same, a form, a synonym, a class, or the opposite."""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache

from verifier.analysis.lexicon import entry
from verifier.analysis.tables import string_table

COMMON_SENSES = {"n": 3, "v": 4, "a": 3, "r": 3}  # how many of its senses a reader thinks of first
CLASS_SENSES = 2  # and of how many the classes count


class Kinship(IntEnum):
    """How near two words are in meaning, far to near. OPPOSITE is apart from the scale."""

    OPPOSITE = -1
    NONE = 0
    NARROWER = 1  # the first is a kind of the second's opposite direction: more specific
    BROADER = 2  # the first names a class that the second belongs to
    SYNONYM = 3
    FAMILY = 4  # same stem, other form: announce, announcement
    SAME = 5


@cache
def _own_relations() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Opposites and equals that WordNet lacks: see the data file."""
    raw = string_table("wording")
    opposite: dict[str, set[str]] = {}
    for left, right in (pair.split(" / ") for pair in raw["opposites"]):
        for one in left.split(", "):
            for other in right.split(", "):
                opposite.setdefault(one, set()).add(other)
                opposite.setdefault(other, set()).add(one)
    same: dict[str, set[str]] = {}
    for group in raw["same"]:
        words = group.split(", ")
        for word in words:
            same.setdefault(word, set()).update(words)
    return (
        {word: frozenset(others) for word, others in opposite.items()},
        {word: frozenset(others) for word, others in same.items()},
    )


@cache
def _converses() -> frozenset[tuple[str, str]]:
    pairs = (pair.split(" / ") for pair in string_table("wording")["converses"])
    found = {(one, other) for left, right in pairs for one in left.split(", ") for other in right.split(", ")}
    return frozenset(found | {(other, one) for one, other in found})


def converse(one: str, other: str) -> bool:
    """Two verbs that tell of one thing from its two sides: "comprise" and "make up"."""
    return (one, other) in _converses()


@cache
def takes_a_side(verb: str) -> bool:
    """A verb with which somebody is for a thing or against it."""
    return verb in string_table("wording")["sides"]


@lru_cache(maxsize=65536)
def _family(lemma: str) -> frozenset[str]:
    found = entry(lemma)
    if found is None:
        return frozenset((lemma,))
    words = {word.rpartition("/")[0] for word in found.derived}
    return frozenset({lemma} | {word for word in words if "-" not in word})


@lru_cache(maxsize=65536)
def _meanings(lemma: str) -> frozenset[str]:
    """The synsets of the senses that a reader thinks of first: synonyms through rare senses mislead."""
    found = entry(lemma)
    if found is None:
        return frozenset()
    seen: dict[str, int] = {}
    common = set()
    for synset, _ in found.senses:
        seen[synset[0]] = seen.get(synset[0], 0) + 1
        if seen[synset[0]] <= COMMON_SENSES[synset[0]]:
            common.add(synset)
    return frozenset(common)


@lru_cache(maxsize=65536)
def _family_meanings(lemma: str) -> frozenset[str]:
    return frozenset().union(*(_meanings(word) for word in _family(lemma)))


@lru_cache(maxsize=65536)
def _classes(lemma: str) -> frozenset[str]:
    """Synsets above the first two senses of each part of speech, two steps up."""
    found = entry(lemma)
    if found is None:
        return frozenset()
    seen: dict[str, int] = {}
    above: set[str] = set()
    for synset, parents in found.senses:
        seen[synset[0]] = seen.get(synset[0], 0) + 1
        if seen[synset[0]] <= CLASS_SENSES:
            above.update(parents)
    return frozenset(above)


@lru_cache(maxsize=65536)
def _opposites(lemma: str) -> frozenset[str]:
    found = entry(lemma)
    own = _own_relations()[0].get(lemma, frozenset())
    # Of nouns WordNet has counterparts too (parent, child): their opposites come from the project's list.
    pairs = (word.rpartition("/") for word in found.antonyms) if found else ()
    return own | frozenset(word for word, _, part in pairs if part != "n")


def has_opposite(lemma: str) -> bool:
    """True for a word of degree or direction, whose absence can turn a meaning round."""
    return bool(_opposites(lemma)) or (
        lemma.endswith("ly") and any(_opposites(word) for word in _family(lemma))
    )


@lru_cache(maxsize=65536)
def _equals(lemma: str) -> frozenset[str]:
    """Words that the project's list makes interchangeable with this one or a word of its family."""
    table = _own_relations()[1]
    return frozenset().union(*(table.get(word, frozenset()) for word in _family(lemma)))


@lru_cache(maxsize=131072)
def kinship(stated: str, known: str) -> Kinship:
    """How the statement's base form stands to the claim's."""
    if stated == known:
        return Kinship.SAME
    if known in _opposites(stated) or stated in _opposites(known):
        return Kinship.OPPOSITE
    if known in _family(stated) or stated in _family(known):
        return Kinship.FAMILY
    for one in _family(stated):
        if not _opposites(one).isdisjoint(_family(known)):
            return Kinship.OPPOSITE
    if not _equals(stated).isdisjoint(_family(known)) or not _equals(known).isdisjoint(_family(stated)):
        return Kinship.SYNONYM
    if not _family(stated).isdisjoint(_family(known)):
        return Kinship.FAMILY
    if not _meanings(stated).isdisjoint(_meanings(known)):
        return Kinship.SYNONYM
    if not _meanings(stated).isdisjoint(_family_meanings(known)):
        return Kinship.SYNONYM
    if not _family_meanings(stated).isdisjoint(_meanings(known)):
        return Kinship.SYNONYM
    if not _meanings(stated).isdisjoint(_classes(known)):
        return Kinship.BROADER
    if not _meanings(known).isdisjoint(_classes(stated)):
        return Kinship.NARROWER
    return Kinship.NONE


@lru_cache(maxsize=16384)
def synonyms_for_search(lemma: str) -> tuple[str, ...]:
    """Words to add to a query: the word family and this project's own equals. Sorted."""
    return tuple(sorted((_family(lemma) | _own_relations()[1].get(lemma, frozenset())) - {lemma}))
