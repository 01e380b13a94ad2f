"""English words: base forms, parts of speech, synonyms, opposites and word families, from WordNet 3.1.

The table is searched in place, so that starting costs next to nothing and a word costs one short search.
"""

from __future__ import annotations

import mmap
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
PAGE = 4096  # bytes of the table that are searched without an index
VOWELS = frozenset("aeiou")
COMMON_SENSES = {"n": 3, "v": 4, "a": 3, "r": 3}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon holds of one base form."""

    lemma: str
    counts: dict[str, int]  # part of speech -> uses in tagged corpora
    senses: tuple[tuple[str, tuple[str, ...]], ...]  # synset, its direct hypernyms; most used first
    derived: frozenset[str]  # "reduction/n"
    antonyms: frozenset[str]  # "increase/v"

    def synsets(self, parts: str) -> frozenset[str]:
        """The synsets for these parts of speech."""
        return frozenset(synset for synset, _ in self.senses if synset[0] in parts)


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
def _table() -> mmap.mmap:
    with (DATA / "lexicon.tsv").open("rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=65536)
def entry(lemma: str) -> Entry | None:
    """The entry of a base form, or None when the lexicon does not know it."""
    if not lemma or not lemma[0].isalpha():
        return None
    table = _table()
    words, starts = _pages()
    # Compared with the tab still on both, so that "cat\t" sorts before "cat flap\t" as in the file.
    wanted = lemma.encode() + b"\t"
    page = bisect_right(words, wanted) - 1
    if page < 0:
        return None
    start, stop = starts[page], starts[page + 1]
    if words[page] != wanted:
        start = table.find(b"\n" + wanted, start, stop) + 1
        if not start:
            return None
    return _parse(table[start : table.find(b"\n", start)].decode())


@cache
def _pages() -> tuple[list[bytes], list[int]]:
    """The first word of each stretch, with its tab; where each starts, and where the last ends."""
    table = _table()
    starts = [0]
    while following := table.find(b"\n", starts[-1] + PAGE) + 1:
        starts.append(following)
    if starts[-1] == len(table):
        starts.pop()
    words = [table[start : table.find(b"\t", start) + 1] for start in starts]
    return words, [*starts, len(table)]


def _parse(line: str) -> Entry:
    lemma, counts, senses, derived, antonyms = line.split("\t")
    pairs = (sense.partition(">") for sense in senses.split(",") if sense)
    return Entry(
        lemma,
        {cell[0]: int(cell[1:]) for cell in counts.split(",")},
        tuple((synset, tuple(above.split("+")) if above else ()) for synset, _, above in pairs),
        frozenset(derived.split(",")) - {""},
        frozenset(antonyms.split(",")) - {""},
    )


@cache
def _irregular() -> dict[tuple[str, str], str]:
    text = (DATA / "irregular.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {(form, part): lemma for form, lemma, part in rows}


def _has(lemma: str, part: str) -> bool:
    found = entry(lemma)
    return found is not None and part in found.counts


@lru_cache(maxsize=65536)
def lemma_of(form: str, part: str) -> str | None:
    """The base form of a lower-case word as that part of speech (n, v, a, r), or None if it is not one."""
    irregular = _irregular().get((form, part))
    if irregular:
        return irregular
    if part == "n":
        return _noun(form)
    if part == "v":
        return _verb(form)
    if part == "a":
        return _adjective(form)
    return form if _has(form, part) else None


def _noun(form: str) -> str | None:
    if form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > 3:
        if form.endswith("ies") and _has(form[:-3] + "y", "n"):
            return form[:-3] + "y"
        if form.endswith(("ches", "shes", "xes", "sses", "zes", "oes")) and _has(form[:-2], "n"):
            return form[:-2]
        if _has(form[:-1], "n"):
            return form[:-1]
    return form if _has(form, "n") else None


def _verb(form: str) -> str | None:
    if form.endswith("s") and not form.endswith("ss"):
        for stem in (form[:-1], form[:-2] if form.endswith("es") else "", form[:-3] + "y"):
            if stem and (stem[-1] != "y" or form.endswith(("ies", "ys"))) and _has(stem, "v"):
                return stem
    for ending in ("ed", "ing"):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
            options = [stem + "e", stem] if not doubled else [stem[:-1], stem, stem + "e"]
            if form.endswith("eed"):
                options = [] if _has(form, "n") or _has(form, "v") else [form[:-1]]
            elif ending == "ed" and form.endswith("ied"):
                options = [form[:-3] + "y"]
            # A short stem of consonant-vowel-consonant would have doubled: "hoping" is hope, not hop.
            for option in options:
                if _has(option, "v"):
                    return option
    return form if _has(form, "v") else None


def _adjective(form: str) -> str | None:
    if _has(form, "a"):
        return form
    for ending in ("est", "er"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            for option in (stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else "", stem[:-1]):
                if option and _has(option, "a"):
                    return option
    return None


@lru_cache(maxsize=65536)
def lemmas(form: str) -> tuple[tuple[str, str, int], ...]:
    """All readings of a lower-case word: (part of speech, base form, corpus count), most used first."""
    found = []
    for part in "nvar":
        base = lemma_of(form, part)
        if base is not None:
            known = entry(base)
            found.append((part, base, known.counts.get(part, 0) if known else 0))
    found.sort(key=lambda reading: -reading[2])
    return tuple(found)


@cache
def _own_relations() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Opposites and equals that WordNet lacks: see the data file."""
    import yaml

    raw = yaml.load((DATA / "wording.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
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
        if seen[synset[0]] <= 2:
            above.update(parents)
    return frozenset(above)


@lru_cache(maxsize=65536)
def _opposites(lemma: str) -> frozenset[str]:
    found = entry(lemma)
    own = _own_relations()[0].get(lemma, frozenset())
    # Of nouns WordNet has counterparts (parent, child), not only opposites: ours come from the project's list.
    pairs = (word.rpartition("/") for word in found.antonyms) if found else ()
    return own | frozenset(word for word, _, part in pairs if part != "n")


def has_opposite(lemma: str) -> bool:
    """True for a word of degree or direction, whose absence can turn a meaning round."""
    return bool(_opposites(lemma)) or lemma.endswith("ly") and any(_opposites(word) for word in _family(lemma))


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
