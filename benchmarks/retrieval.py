"""Measures retrieval: `python benchmarks/retrieval.py FILE…`, label files of the shape claim and evidence.

The evidence of all rows of all files goes into one database, a claim each, and each statement must find its
own again among the first ten. `--verdicts` judges every statement against that database too, and beside it
against its own evidence alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.labels import LabelFileError, Row, read_rows
from benchmarks.quality import WORST_FIRST, chosen_settings
from verifier import check_text
from verifier.analysis import Vocabulary, analyse
from verifier.knowledge import Store
from verifier.knowledge.queries import query_for
from verifier.model import Citation, Claim, ClaimPlace, Source

DEPTHS = (1, 4, 8, 10)


def pooled(rows: Sequence[Row]) -> tuple[Store, dict[str, str]]:
    """One store with every different evidence as a claim of its own source, and the ids by the texts."""
    ids = {text: f"e{number}" for number, text in enumerate(dict.fromkeys(row.trusted for row in rows))}
    claims = [
        Claim(key, text, (Citation(key, text),), ClaimPlace("pool.yaml", 1)) for text, key in ids.items()
    ]
    return Store(claims, {key: Source(key, key, text) for text, key in ids.items()}), ids


def found_at(rows: Sequence[Row], store: Store, ids: dict[str, str]) -> list[int | None]:
    """For each row the place (from 1) of its own evidence among the candidates, None when it is not there."""
    vocabulary = Vocabulary((), frozenset())
    places: list[int | None] = []
    for row in rows:
        query = query_for(analyse(row.statement, vocabulary=vocabulary))
        names = [candidate.claim.id for candidate in store.find(query, max(DEPTHS))]
        own = ids[row.trusted]
        places.append(names.index(own) + 1 if own in names else None)
    return places


def recalls(places: Sequence[int | None]) -> dict[str, float]:
    """The share of statements whose evidence is among the first so many."""
    total = max(1, len(places))
    return {
        f"recall_at_{depth}": round(sum(p is not None and p <= depth for p in places) / total, 4)
        for depth in DEPTHS
    }


def accuracy(rows: Sequence[Row], stores: Sequence[Store], settings: Any) -> float:
    """The share of right verdicts, each row against its own store."""
    right = 0
    for row, store in zip(rows, stores, strict=True):
        found = check_text(row.statement, store, settings=settings).findings
        verdict = min((one.verdict.value for one in found), key=WORST_FIRST.index, default="unverified")
        right += verdict == row.label
    return round(right / max(1, len(rows)), 4)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement; exit code 2 when a file cannot be used."""
    parser = argparse.ArgumentParser(description="Measures retrieval on pooled evidence.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="label file, .jsonl or .jsonl.gz")
    parser.add_argument("--verdicts", action="store_true", help="also verdicts, pooled and pair by pair")
    parser.add_argument("--judge", choices=("rules", "model", "both"), default="rules")
    parser.add_argument("--model", type=Path, metavar="DIR", help="folder of an entailment model")
    parser.add_argument("--misses", action="store_true", help="list the statements that miss their evidence")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    chosen = parser.parse_args(arguments)
    try:
        rows = [row for path in chosen.files for row in read_rows(path)]
    except (LabelFileError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    store, ids = pooled(rows)
    places = found_at(rows, store, ids)
    figures: dict[str, Any] = {"rows": len(rows), "claims": len(store), **recalls(places)}
    if chosen.verdicts:
        settings = chosen_settings(chosen.judge, chosen.model)
        figures["judge"] = chosen.judge
        figures["accuracy_pooled"] = accuracy(rows, [store] * len(rows), settings)
        figures["accuracy_pairwise"] = accuracy(rows, [pooled([row])[0] for row in rows], settings)
    print(
        json.dumps(figures, indent=2)
        if chosen.json
        else "\n".join(f"{k:<20} {v}" for k, v in figures.items())
    )
    if chosen.misses:
        for row, place in zip(rows, places, strict=True):
            if place is None:
                print(f"{row.id}\n    statement: {row.statement}\n    evidence:  {row.trusted}")
    if chosen.write:
        results.write("retrieval", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
