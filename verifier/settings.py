"""What a run can be told: every setting, its default, and what it may be.

Each setting has a reader that takes what a person wrote (text of a flag, a value of a TOML file) or the value
itself, and raises ValueError with what was expected. `Settings(…)` reads all of its fields, so there are no
wrong ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from verifier.findings import Verdict
from verifier.frozen import frozen
from verifier.near_miss import did_you_mean

E = TypeVar("E", bound=Enum)
Reader = Callable[[Any], Any]

JUDGE_NAMES = ("rules", "model", "both")


class FailOn(Enum):
    """The mildest verdict that makes a check fail."""

    CONTRADICTORY = "contradictory"
    UNVERIFIED = "unverified"
    NEVER = "never"


@frozen
class UnverifiedLimit:
    """How many statements may stay unverified: a count, or a share of the checkable ones."""

    number: Decimal
    percent: bool

    @classmethod
    def parse(cls, value: object) -> UnverifiedLimit:
        """Read `12` or `"12"` as a count and `"25%"` as a share. Raises ValueError for anything else."""
        written = str(value).strip()
        percent = written.endswith("%")
        digits = written.removesuffix("%").strip()
        if (
            isinstance(value, bool)
            or not digits.replace(".", "", percent).isdecimal()
            or not digits.isascii()
        ):
            raise ValueError("expected a count such as 10 or a share such as 25%")
        number = Decimal(digits)
        if percent and number > 100:
            raise ValueError("a share cannot be more than 100%")
        return cls(number, percent)

    def exceeded(self, unverified: int, checkable: int) -> bool:
        """True when more statements are unverified than this allows."""
        return unverified * 100 > self.number * checkable if self.percent else unverified > self.number

    def __str__(self) -> str:
        return f"{self.number}%" if self.percent else str(self.number)


def _read_fields(made: object, readers: Mapping[str, Reader]) -> None:
    for name, read in readers.items():
        try:
            object.__setattr__(made, name, read(getattr(made, name)))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None


def _optional(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("expected true or false")
    return value


def _number(least: int, most: int | None = None) -> Reader:
    def read(value: object) -> int:
        expected = f"from {least:,} to {most:,}" if most else f"of at least {least:,}"
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"expected a whole number {expected}")
        if value < least or (most is not None and value > most):
            raise ValueError(f"expected a whole number {expected}")
        return value

    return read


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise ValueError("expected a list of texts")
    return tuple(value)


def _path(value: object) -> Path:
    if not isinstance(value, str | Path):
        raise ValueError("expected a path")
    return Path(value)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("expected a valid date, such as 2026-02-04") from None


def _choice(value: object, known: Mapping[str, E]) -> E:
    written = value.value if isinstance(value, Enum) else value
    if not isinstance(written, str) or written not in known:
        raise ValueError(f"expected one of {', '.join(known)}.{did_you_mean(str(written), known)}")
    return known[written]


def _fail_on(value: object) -> FailOn:
    return _choice(value, {one.value: one for one in FailOn})


def _verdicts(value: object) -> frozenset[Verdict]:
    """`"all"`, `"a,b"` and `["a", "b"]` alike; names may be written with a hyphen."""
    if isinstance(value, str):
        value = value.split(",")
    known: dict[str, Verdict] = {one.value: one for one in Verdict}
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError(f"expected one of {', '.join((*known, 'all'))}")
    names = [name.strip().replace("-", "_") if isinstance(name, str) else name for name in value]
    if "all" in names:
        return frozenset(known.values())
    for name in names:
        if name not in known and not isinstance(name, Verdict):
            raise ValueError(
                f"expected one of {', '.join((*known, 'all'))}.{did_you_mean(str(name), (*known, 'all'))}"
            )
    return frozenset(_choice(name, known) for name in names)


def _judge(value: object) -> str:
    if not isinstance(value, str) or value not in JUDGE_NAMES:
        raise ValueError(f"expected one of {', '.join(JUDGE_NAMES)}.{did_you_mean(str(value), JUDGE_NAMES)}")
    return value


def _unverified_limit(value: object) -> UnverifiedLimit:
    return value if isinstance(value, UnverifiedLimit) else UnverifiedLimit.parse(value)


LIMITS: dict[str, Reader] = {
    "max_bytes": _number(1),
    "max_statement_chars": _number(80),
    "max_statements": _number(1),
}


@frozen
class Limits:
    """What a single run will read before it says so and stops: counts, never clocks."""

    max_bytes: int = 5_000_000  # of one draft or source, as stored
    max_statement_chars: int = 2_000  # code points; a longer sentence is V207
    max_statements: int = 20_000  # in one draft; the rest is V207

    def __post_init__(self) -> None:
        _read_fields(self, LIMITS)


def _limits(value: object) -> Limits:
    if not isinstance(value, Limits):
        raise ValueError("expected a table")
    return value


SETTINGS: dict[str, Reader] = {
    "claims": _optional(_path),
    "paths": _texts,
    "show": _verdicts,
    "fail_on": _fail_on,
    "max_unverified": _optional(_unverified_limit),
    "require_match": _flag,
    "cache": _flag,
    "include_proposed": _flag,
    "judge": _optional(_judge),
    "model": _optional(_path),
    "as_of": _optional(_day),
    "decisions": _optional(_path),
    "baseline": _optional(_path),
    "candidates": _number(1, 100),
    "ignore_terms": _texts,
    "limits": _limits,
}


@frozen
class Settings:
    """Everything that changes what a run does. Raises ValueError for a value that is not allowed."""

    claims: Path | None = None  # the claims database; relative to the configuration file
    paths: tuple[str, ...] = ()  # drafts to check when none are named: files, folders, globs
    show: frozenset[Verdict] = frozenset({Verdict.CONTRADICTORY, Verdict.UNVERIFIED})
    fail_on: FailOn = FailOn.CONTRADICTORY
    max_unverified: UnverifiedLimit | None = None
    require_match: bool = False  # could-not-check when no statement met any claim
    cache: bool = True  # keep what the next run can use again
    include_proposed: bool = False  # compare with claims that nobody has accepted yet
    judge: str | None = None  # of JUDGE_NAMES; None: both where a model is at hand, else rules
    model: Path | None = None  # folder of an entailment model; relative to the configuration file
    as_of: date | None = None  # the day the draft speaks from; None infers nothing
    decisions: Path | None = None  # what reviewers said of findings; relative to the configuration file
    baseline: Path | None = None  # findings that were there before; relative to the configuration file
    candidates: int = 8  # claims compared with each statement
    ignore_terms: tuple[str, ...] = ()  # capitalised words that are not names in these drafts
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        _read_fields(self, SETTINGS)
