"""Measures verdicts on label files: `python benchmarks/quality.py FILE…`.

Each statement is checked against the text that its row names, through the public API. `--judge` names who
judges, several to have them side by side; `--forced` makes the two judges choose between backing and clash.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.labels import LabelFileError, Row, read_rows
from benchmarks.scores import NOTHING, VERDICTS, Answer, beside, scores, table
from verifier import check_text, claims_from_text
from verifier.config import Settings
from verifier.judges import open_bench
from verifier.judges.classifier import Pair
from verifier.judges.entailment import EntailmentJudge
from verifier.judges.evidence import windows

WORST_FIRST = ("contradictory", "unverified", "consistent")


@lru_cache(maxsize=4)
def _store(trusted: str) -> Any:
    return claims_from_text(trusted)


def chosen_settings(judge: str | None, model: Path | None) -> Settings:
    """The program's defaults, but for who judges."""
    return Settings(judge=judge, model=model)


def answer(row: Row, settings: Settings, *, forced: bool = False) -> Answer:
    """Checks one row. A statement of several sentences takes the worst verdict of them."""
    store = _store(row.trusted)
    started = time.perf_counter()
    report = check_text(row.statement, store, context=row.context, settings=settings)
    seconds = time.perf_counter() - started
    found = min(report.findings, key=lambda one: WORST_FIRST.index(one.verdict.value), default=None)
    if forced and (found is None or found.verdict.value == "unverified"):
        return _forced(row, settings, seconds)
    if found is None:
        reasons = ", ".join(one.reason for one in report.not_checkable)
        return Answer(row, "unverified", NOTHING, None, f"not checkable: {reasons}", seconds)
    facet = found.deciding.facet.value if found.deciding is not None else None
    assert found.verdict.value in VERDICTS  # a new verdict would need a column here
    return Answer(row, found.verdict.value, found.rule, facet, found.message, seconds)


def _forced(row: Row, settings: Settings, seconds: float) -> Answer:
    """Which of the two the model finds likelier, where neither judge settled it by itself."""
    second = open_bench(settings.judge, model=settings.model).second
    if not isinstance(second, EntailmentJudge):
        raise SystemExit("--forced needs a model: --judge model or both")
    room = second.classifier.room(row.statement)
    pairs = [Pair(window, row.statement) for window in windows(row.trusted, room)]
    odds = [one for one in second.classifier.answer(pairs) if one is not None]
    backs = max((one.backs for one in odds), default=0.0)
    clashes = max((one.clashes for one in odds), default=0.0)
    verdict = "consistent" if backs >= clashes else "contradictory"
    return Answer(row, verdict, "forced", None, f"{backs:.2f} backs, {clashes:.2f} clashes", seconds)


def answers(rows: Sequence[Row], settings: Settings, *, jobs: int = 1, forced: bool = False) -> list[Answer]:
    """Checks rows in their order, in `jobs` processes; rows that share a text stay together."""
    check = partial(answer, settings=settings, forced=forced)
    if jobs == 1:
        return [check(row) for row in rows]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(check, rows, chunksize=max(1, min(64, len(rows) // jobs))))


def measure(rows: Sequence[Row], *, jobs: int = 1, judge: str = "rules") -> dict[str, Any]:
    """The figures for some rows."""
    return scores(answers(rows, chosen_settings(judge, None), jobs=jobs))


def _errors(given: Sequence[Answer]) -> str:
    wrong = [one for one in given if not one.right]
    lines = []
    for one in wrong:
        lines.append(
            f"{one.row.id} [{one.row.category}] labelled {one.row.label}, said {one.verdict} {one.rule}"
        )
        if one.row.context:
            lines.append(f"    context:   {one.row.context}")
        lines.append(f"    statement: {one.row.statement}")
        lines.append(f"    message:   {one.message}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement; exit code 2 when a file cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="label file, .jsonl or .jsonl.gz")
    parser.add_argument("--json", action="store_true", help="print one JSON object, file name to figures")
    parser.add_argument("--errors", action="store_true", help="list the rows that were answered wrong")
    parser.add_argument("--limit", type=int, help="at most this many rows a file, spread evenly")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default 1)")
    parser.add_argument(
        "--judge", action="append", choices=("rules", "model", "both"), help="repeatable (default rules)"
    )
    parser.add_argument("--model", type=Path, metavar="DIR", help="folder of an entailment model")
    parser.add_argument(
        "--forced", action="store_true", help="choose between backing and clash; no unverified"
    )
    parser.add_argument("--no-categories", action="store_true", help="leave the categories out of the table")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    chosen = parser.parse_args(arguments)
    judges = chosen.judge or ["rules"]
    figures: dict[str, Any] = {}
    for path in chosen.files:
        try:
            rows = read_rows(path, limit=chosen.limit)
        except (LabelFileError, OSError) as error:
            print(error, file=sys.stderr)
            return 2
        name = path.name.partition(".")[0]
        for judge in judges:
            settings = chosen_settings(judge, chosen.model)
            given = answers(rows, settings, jobs=chosen.jobs, forced=chosen.forced and judge != "rules")
            key = name if judge == "rules" else f"{name}-{judge}{'-forced' * chosen.forced}"
            figures[key] = scores(given)
            if not chosen.json and len(judges) == 1:
                print(table(key, figures[key], categories=not chosen.no_categories), end="\n\n")
            if chosen.errors:
                print(_errors(given), file=sys.stderr if chosen.json else sys.stdout)
            if chosen.write:
                results.write(f"quality-{key}", figures[key])
    if not chosen.json and len(judges) > 1:
        print(beside(figures))
    if chosen.json:
        print(json.dumps(figures, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
