"""Measures a large database: `python benchmarks/database_size.py [--json] [--write]`.

50,000 claims over 2,000 files and 50 sources, made from a seed. Whole processes of `verifier claims show`,
which loads the database and prints one claim, of `claims lint --no-matcher` and of `claims fmt`: without the
cache, with nothing kept yet, warm, and with one file changed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import results, synthetic
from benchmarks.speed import COMMAND, as_installed

SEED = 11
LOAD = ("claims", "show", "fact-1")
LINT = ("claims", "lint", "--no-matcher")
FMT = ("claims", "fmt")


def run(arguments: Sequence[str], database: Path, environment: dict[str, str]) -> dict[str, float]:
    """Seconds (whole process, and of processors), and peak memory in MB, of one command that must succeed."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, *arguments, "--claims", str(database)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stderr is not None  # it is a pipe
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(arguments)}\n{errors.decode()}")
    return {
        "seconds": round(seconds, 2),
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mb": round(usage.ru_maxrss / 1024, 1),
    }


def best(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The least of each figure, and the most memory."""
    least = {name: min(one[name] for one in runs) for name in ("seconds", "processor_seconds")}
    return least | {"peak_mb": max(one["peak_mb"] for one in runs)}


def measure(*, claims: int, files: int, sources: int, repeat: int) -> dict[str, Any]:
    """Every figure, each the best of `repeat` runs."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        database, cache = folder / "database", folder / "cache"
        synthetic.write_large_database(
            database, synthetic.statements(claims, SEED), files=files, sources=sources
        )
        environment = as_installed(folder / "bytecode") | {"VERIFIER_CACHE_DIR": str(cache)}
        plain = [run((*LOAD, "--no-cache"), database, environment) for _ in range(repeat)]
        cold = run(LOAD, database, environment)
        warm = [run(LOAD, database, environment) for _ in range(repeat)]
        changed = []
        one = next((database / "claims").rglob("*.yaml"))
        for number in range(repeat):
            one.write_text(f"{one.read_text(encoding='utf-8')}# edited {number}\n", encoding="utf-8")
            changed.append(run(LOAD, database, environment))
        lint = [run(LINT, database, environment) for _ in range(repeat)]
        rewriting = run(FMT, database, environment)
        fmt = [run((*FMT, "--check", "--no-cache"), database, environment) for _ in range(repeat)]
        run((*FMT, "--check"), database, environment)
        fmt_warm = [run((*FMT, "--check"), database, environment) for _ in range(repeat)]
        kept = sum(file.stat().st_size for file in cache.rglob("*") if file.is_file())
    return {
        "claims": claims,
        "files": files,
        "sources": sources,
        "runs": repeat,
        "load_without_cache": best(plain),
        "load_and_keep": cold,
        "load_warm": best(warm),
        "load_with_one_file_changed": best(changed),
        "lint_no_matcher_warm": best(lint),
        "fmt_that_rewrites_all": rewriting,
        "fmt_check_without_cache": best(fmt),
        "fmt_check_warm": best(fmt_warm),
        "kept_mb": round(kept / 1e6, 1),
    }


def table(figures: dict[str, Any]) -> str:
    """The figures for people."""
    lines = [f"{figures['claims']:,} claims, {figures['files']:,} files, {figures['sources']:,} sources"]
    for name, row in figures.items():
        if isinstance(row, dict):
            lines.append(
                f"{name.replace('_', ' '):<28} {row['seconds']:>7.2f} s"
                f"  ({row['processor_seconds']:.2f} s of processors)  peak {row['peak_mb']} MB"
            )
    return "\n".join([*lines, f"kept on disk                 {figures['kept_mb']:>7.1f} MB"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement and prints it."""
    parser = argparse.ArgumentParser(description="Measures loading, lint and fmt of a large database.")
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--sources", type=int, default=50)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each command (default 3)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    chosen = parser.parse_args(arguments)
    figures = measure(claims=chosen.claims, files=chosen.files, sources=chosen.sources, repeat=chosen.repeat)
    print(json.dumps(figures, indent=2) if chosen.json else table(figures))
    if chosen.write:
        results.write("database_size", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
