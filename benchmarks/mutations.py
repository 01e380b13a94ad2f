"""Counts how many false statements pass as consistent: `python benchmarks/mutations.py [TEXT…]`.

Every sentence of a text that checks consistent against that text is changed in one slot (see `mutate.py`);
what still checks consistent would have shipped an error. The aim is under 1 % of them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.mutate import SLOTS, Mutation, mutations
from verifier import check_text, claims_from_text
from verifier.documents.segment import split_sentences

TEXTS = ("sources/*/text.md", "sources/*/text.txt", "benchmarks/texts/*.txt")  # invented, and our own


def said(statement: str, store: Any, context: str) -> str:
    """The worst verdict of a statement; "unverified" when nothing in it is checkable."""
    found = {one.verdict.value for one in check_text(statement, store, context=context).findings}
    return next(
        (verdict for verdict in ("contradictory", "unverified", "consistent") if verdict in found),
        "unverified",
    )


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


def measure(texts: Sequence[str], *, count: int, seed: int) -> tuple[dict[str, Any], list[Mutation]]:
    """The figures, and the mutations that stayed consistent."""
    made: Counter[str] = Counter()
    verdicts: dict[str, Counter[str]] = {slot: Counter() for slot in SLOTS}
    survivors = []
    for mutation, store in generate(texts, count, seed):
        verdict = said(mutation.changed, store, mutation.context)
        made[mutation.slot] += 1
        verdicts[mutation.slot][verdict] += 1
        if verdict == "consistent":
            survivors.append(mutation)
    total = sum(made.values())
    return {
        "seed": seed,
        "mutations": total,
        "stayed_consistent": len(survivors),
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
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list the mutations that stayed consistent")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    chosen = parser.parse_args(arguments)
    paths = chosen.texts or sorted(path for pattern in TEXTS for path in results.ROOT.glob(pattern))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    figures, survivors = measure(texts, count=chosen.count, seed=chosen.seed)
    if chosen.json:
        print(json.dumps(figures, indent=2))
    else:
        kept, share = figures["stayed_consistent"], figures["share"]
        print(f"{figures['mutations']} mutations, {kept} stayed consistent: {share}")
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
