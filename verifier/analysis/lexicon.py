"""English words: base forms, parts of speech, senses and word families, from WordNet 3.1.

The table is searched in place, so that starting costs next to nothing and a word costs one short search.
"""

from __future__ import annotations

import mmap
from bisect import bisect_right
from functools import cache, lru_cache

from verifier.analysis.tables import DATA
from verifier.frozen import frozen

PAGE = 4096  # bytes of the table that are searched without an index
VOWELS = frozenset("aeiou")


@frozen
class Entry:
    """What the lexicon holds of one base form."""

    lemma: str
    counts: dict[str, int]  # part of speech -> uses in tagged corpora
    senses: tuple[tuple[str, tuple[str, ...]], ...]  # synset, its direct hypernyms; most used first
    derived: frozenset[str]  # "reduction/n"
    antonyms: frozenset[str]  # "increase/v"


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
    if form.endswith("men") and _has(form[:-3] + "man", "n"):
        return form[:-3] + "man"
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
