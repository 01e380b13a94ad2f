"""Compares the last results with `floors.yml`: `python benchmarks/floors.py`. Exit code 1 when one is broken.

A result that was not measured is named and breaks nothing: label files are not part of the repository.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from benchmarks import results

FLOORS = results.ROOT / "benchmarks" / "floors.yml"


@dataclass(frozen=True, slots=True)
class Check:
    """One figure against its bound: at least `least`, or at most `most`."""

    name: str
    measured: float | None  # None: there is no result
    least: float | None = None
    most: float | None = None

    @property
    def held(self) -> bool:
        """True when the bound holds, or nothing was measured."""
        if self.measured is None:
            return True
        return (self.least is None or self.measured >= self.least) and (
            self.most is None or self.measured <= self.most
        )

    def __str__(self) -> str:
        bound = f"at least {self.least}" if self.most is None else f"at most {self.most}"
        if self.measured is None:
            return f"not measured  {self.name} ({bound})"
        return f"{'ok' if self.held else 'BROKEN':<13} {self.name}: {self.measured} ({bound})"


def checks(floors: dict[str, Any], read: Callable[[str], dict[str, Any] | None]) -> Iterator[Check]:
    """Every bound with its figure; `read` gives the last result of a name."""
    for name, bound in floors["quality"].items():
        result = read(f"quality-{name}")
        yield Check(f"{name}, accuracy", _at(result, "accuracy"), least=bound["accuracy"])
        for verdict, least in bound["precision"].items():
            measured = _at(result, "verdicts", verdict, "precision")
            yield Check(f"{name}, precision of {verdict}", measured, least=least)
    for name, bound in floors["errors"].items():
        result = read(f"quality-{name}")
        for key, most in bound.items():
            yield Check(f"{name}, {key}", _at(result, key), most=most)
    made, wanted = read("extraction"), floors["extraction"]
    for key in ("recall", "precision", "quotes_verbatim"):
        yield Check(f"proposed claims, {key}", _at(made, "article", key), least=wanted[key])
    for name, bound in wanted["end_to_end"].items():
        reached = _at(made, "end_to_end", name, "extracted", "accuracy")
        yield Check(f"{name} by an untouched database, accuracy", reached, least=bound["accuracy"])
        for verdict, least in bound["precision"].items():
            measured = _at(made, "end_to_end", name, "extracted", "precision", verdict)
            yield Check(f"{name} by an untouched database, precision of {verdict}", measured, least=least)
    kept = _at(read("mutations"), "share")
    yield Check("share of mutations that stay consistent", kept, most=floors["mutations"]["share"])
    speed, limit = read("speed"), floors["speed"]
    cold = _at(speed, "draft_1500_words_1000_claims", "cold", "ms_median")
    slowest = max((row["query_ms_p95"] for row in (speed or {}).get("index", [])), default=None)
    yield Check("verifier --help, ms", _at(speed, "startup", "help", "ms_median"), most=limit["help"])
    yield Check("1,500 words against 1,000 claims, ms", cold, most=limit["draft_cold"])
    yield Check("loading 5,000 claims, ms", _at(speed, "load_5000", "ms"), most=limit["load_5000"])
    yield Check("a query at the 95th percentile, ms", slowest, most=limit["query_p95"])
    size, limit = read("database_size"), floors["database_size"]
    for name in ("load_and_keep", "load_warm", "load_with_one_file_changed", "fmt_check_warm"):
        yield Check(f"50,000 claims, {name}, s", _at(size, name, "seconds"), most=limit[name])
    peak = max(
        (row["peak_mb"] for row in (size or {}).values() if isinstance(row, dict) and "peak_mb" in row),
        default=None,
    )
    yield Check("50,000 claims, peak memory, MB", peak, most=limit["peak_mb"])


def _at(record: dict[str, Any] | None, *keys: str) -> float | None:
    value: Any = record
    for key in keys:
        value = None if value is None else value[key]
    found: float | None = value
    return found


def main() -> int:
    """Prints every check."""
    held = True
    for check in checks(yaml.safe_load(FLOORS.read_text(encoding="utf-8")), results.read):
        print(check)
        held = held and check.held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
