"""Measures time and memory on synthetic data: `python benchmarks/speed.py [--large] [--json] [--write]`.

Whole processes are timed cold from start to end, as a person or a CI step meets them; the median counts.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import results, synthetic

SEED = 11
COMMAND = (sys.executable, "-m", "verifier")


def as_installed(folder: Path) -> dict[str, str]:
    """The environment of a run of the installed package, whose modules pip has compiled already.

    The bytecode goes to `folder`, so that a working copy is measured like a package.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"PYTHONPYCACHEPREFIX": str(folder)}


def cold(arguments: Sequence[str], *, repeat: int, bytecode: Path, warm_up: bool = True) -> dict[str, float]:
    """Wall-clock milliseconds (median, best) and peak memory in MB of a process of our command.

    One run before them writes the bytecode and does not count, unless the caller has done that (`warm_up`).
    """
    times, peaks = [], []
    for number in range(0 if warm_up else 1, repeat + 1):
        started = time.perf_counter()
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=as_installed(bytecode),
        )
        assert process.stderr is not None  # it is a pipe
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        taken = 1000 * (time.perf_counter() - started)
        process.returncode = code = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        if code not in (0, 1):
            raise RuntimeError(f"exit code {code}: verifier {' '.join(arguments)}\n{errors.decode()}")
        if number == 0:
            continue
        times.append(taken)
        peaks.append(usage.ru_maxrss / 1024)
    return {
        "ms_median": round(statistics.median(times), 1),
        "ms_best": round(min(times), 1),
        "peak_mb": round(max(peaks), 1),
        "runs": repeat,
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that some work took, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def startup(repeat: int, bytecode: Path) -> dict[str, Any]:
    """`verifier --help`, and Python alone, which no program of ours can undercut."""
    bare = []
    for _ in range(repeat):
        seconds, _ = timed(lambda: subprocess.run([sys.executable, "-c", ""], check=True))
        bare.append(1000 * seconds)
    return {
        "help": cold(["--help"], repeat=repeat, bytecode=bytecode),
        "python_alone_ms": round(statistics.median(bare), 1),
    }


def draft_against_claims(folder: Path, repeat: int, bytecode: Path) -> dict[str, Any]:
    """A draft of 1,500 words against 1,000 claims: the whole process cold, and each statement warm."""
    from verifier import check_text, load_claims
    from verifier.config import Settings

    known = synthetic.statements(1000, SEED)
    synthetic.write_database(folder, known)
    draft = folder / "draft.md"
    draft.write_text(synthetic.draft(known, 1500, SEED), encoding="utf-8")
    rules = Settings(judge="rules")  # benchmarks/model_speed.py has the other judge
    whole = cold(
        ["check", str(draft), "--claims", str(folder), "--judge", "rules"], repeat=repeat, bytecode=bytecode
    )
    store = load_claims(folder)
    text = draft.read_text(encoding="utf-8")
    check_text(text, store, settings=rules)  # builds the index and reads the word lists
    seconds, report = timed(lambda: check_text(text, store, settings=rules))
    count = max(1, report.statements)
    return {
        "cold": whole,
        "statements": report.statements,
        "ms_a_statement": round(1000 * seconds / count, 2),
        "statements_a_second": round(count / seconds),
    }


def load(folder: Path, count: int) -> dict[str, Any]:
    """Loading a database of `count` claims, every quote checked; the best of three."""
    from verifier.knowledge import load as load_store

    synthetic.write_database(folder, synthetic.statements(count, SEED))
    return {
        "claims": count,
        "ms": round(min(1000 * timed(lambda: load_store(folder))[0] for _ in range(3)), 1),
    }


def index(count: int, queries: int = 300) -> dict[str, Any]:
    """Building an index over `count` claims, and the time of one query: median and 95th percentile."""
    from verifier.knowledge import Query, Store, figures_in
    from verifier.model import Citation, Claim, ClaimPlace

    known = synthetic.statements(count, SEED)
    place = ClaimPlace("claims.yaml", 1)
    claims = [Claim(f"c{at}", text, (Citation("s", text),), place) for at, text in enumerate(known)]
    store = Store(claims)

    def query(sentence: str) -> Query:
        words = tuple((word.strip(".,"), 1.0) for word in sentence.split())
        return Query(words=words, figures=figures_in(sentence))

    built, _ = timed(lambda: store.find(query(known[0]), 8))
    asked = [query(sentence) for sentence in known[:: max(1, count // queries)][:queries]]
    times = sorted(1000 * timed(lambda one=one: store.find(one, 8))[0] for one in asked)  # type: ignore[misc]
    return {
        "claims": count,
        "build_ms": round(1000 * built, 1),
        "query_ms_median": round(statistics.median(times), 2),
        "query_ms_p95": round(times[int(0.95 * (len(times) - 1))], 2),
    }


def measure(*, repeat: int, large: bool) -> dict[str, Any]:
    """Every figure."""
    sizes = [10**3, 10**4, 10**5, *([10**6] if large else [])]
    folders = [tempfile.TemporaryDirectory() for _ in range(3)]
    with folders[0] as one, folders[1] as two, folders[2] as bytecode:
        return {
            "startup": startup(repeat, Path(bytecode)),
            "draft_1500_words_1000_claims": draft_against_claims(Path(one), repeat, Path(bytecode)),
            "load_5000": load(Path(two), 5000),
            "index": [index(size) for size in sizes],
        }


def table(figures: dict[str, Any]) -> str:
    """The figures for people."""
    start, draft, loaded = figures["startup"], figures["draft_1500_words_1000_claims"], figures["load_5000"]
    lines = [
        f"verifier --help                      {start['help']['ms_median']:>9.1f} ms"
        f"  (Python alone {start['python_alone_ms']} ms)",
        f"1,500 words, 1,000 claims, cold      {draft['cold']['ms_median']:>9.1f} ms"
        f"  peak {draft['cold']['peak_mb']} MB",
        f"one statement, warm                  {draft['ms_a_statement']:>9.2f} ms"
        f"  {draft['statements_a_second']} a second",
        f"loading 5,000 claims                 {loaded['ms']:>9.1f} ms",
    ]
    for row in figures["index"]:
        lines.append(
            f"index of {row['claims']:>9,} claims           {row['build_ms']:>9.1f} ms"
            f"  query {row['query_ms_median']} ms, p95 {row['query_ms_p95']} ms"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement and prints it."""
    parser = argparse.ArgumentParser(description="Measures time and memory on synthetic data.")
    parser.add_argument("--repeat", type=int, default=7, help="cold runs of each command (default 7)")
    parser.add_argument("--large", action="store_true", help="also an index of a million claims")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    chosen = parser.parse_args(arguments)
    figures = measure(repeat=chosen.repeat, large=chosen.large)
    print(json.dumps(figures, indent=2) if chosen.json else table(figures))
    if chosen.write:
        results.write("speed", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
