"""Counts how many false statements pass as consistent: `python benchmarks/mutations.py [TEXT…]`.

Every sentence of a text that checks consistent against that text is changed in one slot (see `mutate.py`);
what still checks consistent would have shipped an error. The aim is under 1 % of them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.mutate import SLOTS, Mutation, mutations
from verifier import check_text, claims_from_text
from verifier.config import Settings
from verifier.documents.segment import split_sentences
from verifier.findings import Finding

TEXTS = ("sources/*/text.md", "sources/*/text.txt", "benchmarks/texts/*.txt")  # invented, and our own


WORST_FIRST = ("contradictory", "unverified", "consistent")
RULES = Settings(judge="rules")


def worst(statement: str, store: Any, context: str, settings: Settings = RULES) -> Finding | None:
    """The worst finding on a statement; None when nothing in it is checkable."""
    found = check_text(statement, store, context=context, settings=settings).findings
    return min(found, key=lambda one: WORST_FIRST.index(one.verdict.value), default=None)


def said(statement: str, store: Any, context: str) -> str:
    """The worst verdict of a statement by the rules; "unverified" when nothing in it is checkable."""
    found = worst(statement, store, context)
    return found.verdict.value if found is not None else "unverified"


def blamed(found: Finding, mutation: Mutation) -> bool:
    """Whether the deciding words have one that was changed, or that stands beside one that was left out."""
    if found.deciding is None:
        return False
    before, after = mutation.original.split(), mutation.changed.split()
    words: set[str] = set()
    for kind, _, _, start, end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind != "equal":
            words.update(after[start:end] or after[max(0, start - 1) : end + 1])
    return not words.isdisjoint(_words_at(found, mutation))


def _words_at(found: Finding, mutation: Mutation) -> list[str]:
    """The words of the changed statement that the deciding words lie in."""
    assert found.deciding is not None
    start = mutation.changed.find(found.deciding.stated)
    end = start + len(found.deciding.stated)
    places = [match.span() for match in re.finditer(r"\S+", mutation.changed)]
    return [mutation.changed[a:b] for a, b in places if start >= 0 and a < end and start < b]


def statements(text: str) -> list[tuple[str, str]]:
    """Sentences of a text, each with the sentences of its paragraph that come before it."""
    found = []
    for paragraph in text.split("\n\n"):
        sentences = [span.of(paragraph).strip() for span in split_sentences(paragraph)]
        for number, sentence in enumerate(sentences):
            if len(sentence.split()) >= 4 and not sentence.startswith("#"):
                found.append((sentence, " ".join(sentences[:number])))
    return found


def generate(texts: Sequence[str], count: int, seed: int) -> list[tuple[Mutation, Any]]:
    """Up to `count` changed statements spread over the slots, each with the store of its text."""
    chance = random.Random(seed)
    pools: dict[str, dict[str, tuple[Mutation, Any]]] = {slot: {} for slot in SLOTS}
    for text in texts:
        store = claims_from_text(text)
        true = [pair for pair in statements(text) if said(pair[0], store, pair[1]) == "consistent"]
        for _ in range(6):  # several draws a slot: other figures, names and dates each time
            for statement, context in true:
                for mutation in mutations(statement, context, chance):
                    pools[mutation.slot].setdefault(mutation.changed, (mutation, store))
    chosen: list[tuple[Mutation, Any]] = []
    shuffled = {slot: chance.sample(list(pool.values()), len(pool)) for slot, pool in pools.items()}
    while len(chosen) < count and any(shuffled.values()):
        for slot in SLOTS:
            if shuffled[slot] and len(chosen) < count:
                chosen.append(shuffled[slot].pop())
    return chosen


def measure(
    texts: Sequence[str], *, count: int, seed: int, settings: Settings = RULES
) -> tuple[dict[str, Any], list[Mutation]]:
    """The figures, and the mutations that stayed consistent."""
    by_model = rightly_blamed = 0
    made: Counter[str] = Counter()
    verdicts: dict[str, Counter[str]] = {slot: Counter() for slot in SLOTS}
    survivors = []
    for mutation, store in generate(texts, count, seed):
        found = worst(mutation.changed, store, mutation.context, settings)
        verdict = found.verdict.value if found is not None else "unverified"
        if found is not None and found.judge == "model" and verdict == "contradictory":
            by_model += 1
            rightly_blamed += blamed(found, mutation)
        made[mutation.slot] += 1
        verdicts[mutation.slot][verdict] += 1
        if verdict == "consistent":
            survivors.append(mutation)
    total = sum(made.values())
    return {
        "seed": seed,
        "mutations": total,
        "stayed_consistent": len(survivors),
        "found_by_the_model": by_model,
        "rightly_blamed_by_the_model": round(rightly_blamed / by_model, 4) if by_model else None,
        "share": round(len(survivors) / total, 4) if total else None,
        "slots": {slot: {"mutations": made[slot], **dict(sorted(verdicts[slot].items()))} for slot in SLOTS},
    }, survivors


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement and prints it."""
    parser = argparse.ArgumentParser(description="Counts how many false statements pass as consistent.")
    parser.add_argument(
        "texts", nargs="*", type=Path, metavar="TEXT", help="trusted texts (default: our own)"
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--judge", choices=("rules", "model", "both"), default="rules")
    parser.add_argument("--model", type=Path, metavar="DIR", help="folder of an entailment model")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list the mutations that stayed consistent")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    chosen = parser.parse_args(arguments)
    paths = chosen.texts or sorted(path for pattern in TEXTS for path in results.ROOT.glob(pattern))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    settings = Settings(judge=chosen.judge, model=chosen.model)
    figures, survivors = measure(texts, count=chosen.count, seed=chosen.seed, settings=settings)
    if chosen.json:
        print(json.dumps(figures, indent=2))
    else:
        kept, share = figures["stayed_consistent"], figures["share"]
        print(f"{figures['mutations']} mutations, {kept} stayed consistent: {share}")
        if figures["found_by_the_model"]:
            right = figures["rightly_blamed_by_the_model"]
            print(f"{figures['found_by_the_model']} found by the model; it blamed what was changed: {right}")
        for slot, row in figures["slots"].items():
            print(f"  {slot:<10}" + "".join(f"  {name} {number}" for name, number in row.items()))
    if chosen.errors:
        for one in survivors:
            print(
                f"{one.slot}: {one.changed}\n    was: {one.original}",
                file=sys.stderr if chosen.json else sys.stdout,
            )
    if chosen.write:
        results.write("mutations", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
