"""Measures the entailment model: `python benchmarks/model_speed.py [--model DIR] [--json] [--write]`.

Pairs a second, and a draft of 1,500 words against 1,000 claims with both judges: a whole process that kept no
answers yet, one that did, and the same draft again in one process, where the model is loaded already.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import results, synthetic
from benchmarks.speed import SEED, cold, timed
from verifier import check_text, load_claims
from verifier.config import Settings
from verifier.judges import open_bench
from verifier.judges.classifier import Pair
from verifier.judges.entailment import EntailmentJudge

CACHE = "VERIFIER_CACHE_DIR"


def pairs_a_second(model: Path | None, count: int) -> dict[str, float]:
    """How many pairs the model answers: passages of three claims and a statement, none of them kept."""
    second = open_bench("both", model=model).second
    assert isinstance(second, EntailmentJudge)
    known = synthetic.statements(4 * count, SEED)
    pairs = [Pair(" ".join(known[at : at + 3]), known[at + 3]) for at in range(0, 4 * count, 4)]
    loading, _ = timed(lambda: second.classifier.answer(pairs[:1]))
    seconds, _ = timed(lambda: second.classifier.answer(pairs[1:]))
    return {"load_ms": round(1000 * loading, 1), "pairs_a_second": round((count - 1) / seconds, 1)}


def draft(model: Path | None, folder: Path, repeat: int) -> dict[str, Any]:
    """A draft of 1,500 words against 1,000 claims, rules first and then the model."""
    known = synthetic.statements(1000, SEED)
    synthetic.write_database(folder / "base", known)
    text = synthetic.draft(known, 1500, SEED)
    (folder / "draft.md").write_text(text, encoding="utf-8")
    arguments = ["check", str(folder / "draft.md"), "--claims", str(folder / "base"), "--judge", "both"]
    arguments += ["--model", str(model)] if model is not None else []
    bytecode = folder / "bytecode"
    cold([*arguments, "--help"], repeat=1, bytecode=bytecode)  # writes the bytecode
    fresh = []
    for number in range(repeat):
        os.environ[CACHE] = str(folder / f"cache-{number}")
        fresh.append(cold(arguments, repeat=1, bytecode=bytecode, warm_up=False))
    again = cold(arguments, repeat=repeat, bytecode=bytecode)
    store, settings = load_claims(folder / "base"), Settings(judge="both", model=model)
    check_text(text, store, settings=settings)
    warm, report = timed(lambda: check_text(text, store, settings=settings))
    return {
        "cold_ms_median": round(statistics.median(one["ms_best"] for one in fresh), 1),
        "peak_mb": max(one["peak_mb"] for one in fresh),
        "kept_ms_median": again["ms_median"],
        "warm_ms": round(1000 * warm, 1),
        "statements": report.statements,
        "judged_by_the_model": sum(one.judge == "model" for one in report.findings),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement and prints it."""
    parser = argparse.ArgumentParser(description="Measures the time and memory of the entailment model.")
    parser.add_argument("--model", type=Path, metavar="DIR", help="its folder (default: the shipped one)")
    parser.add_argument("--repeat", type=int, default=3, help="cold runs (default 3)")
    parser.add_argument("--pairs", type=int, default=200, help="pairs to time (default 200)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = {
            **pairs_a_second(chosen.model, chosen.pairs),
            **draft(chosen.model, Path(folder), chosen.repeat),
        }
    lines = "\n".join(f"{key:<22} {value}" for key, value in figures.items())
    print(json.dumps(figures, indent=2) if chosen.json else lines)
    if chosen.write:
        results.write("model_speed", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
