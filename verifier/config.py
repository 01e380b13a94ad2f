"""The settings of a run: defaults, then the nearest configuration file, then what the caller overrides.

A door of the program: values from outside are validated here and are frozen afterwards. Levels are not
merged: the first file found upwards is the only one that counts, and every value can say where it came from.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from verifier.errors import ConfigError
from verifier.findings import Verdict
from verifier.frozen import frozen
from verifier.near_miss import did_you_mean
from verifier.toml_lines import key_lines

FILE_NAME = "verifier.toml"
DEFAULT = "default"
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


def _verdicts(value: object) -> object:
    """`"all"`, `"a,b"` and `["a", "b"]` alike; names may be written with a hyphen."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list | tuple | set | frozenset):
        return value
    names = [name.strip().replace("-", "_") if isinstance(name, str) else name for name in value]
    return [verdict.value for verdict in Verdict] if "all" in names else names


def _unverified_limit(value: object) -> object:
    return value if value is None or isinstance(value, UnverifiedLimit) else UnverifiedLimit.parse(value)


class Limits(BaseModel):
    """What a single run will read before it says so and stops: counts, never clocks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_bytes: StrictInt = Field(default=5_000_000, ge=1)  # of one draft or source, as stored
    max_statement_chars: StrictInt = Field(default=2_000, ge=80)  # code points; a longer sentence is V207
    max_statements: StrictInt = Field(default=20_000, ge=1)  # in one draft; the rest is V207


class Settings(BaseModel):
    """Everything that changes what a run does. Frozen; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    claims: Path | None = None  # the claims database; relative to the configuration file
    paths: tuple[str, ...] = ()  # drafts to check when none are named: files, folders, globs
    show: Annotated[frozenset[Verdict], BeforeValidator(_verdicts)] = frozenset(
        {Verdict.CONTRADICTORY, Verdict.UNVERIFIED}
    )
    fail_on: FailOn = FailOn.CONTRADICTORY
    max_unverified: Annotated[UnverifiedLimit | None, BeforeValidator(_unverified_limit)] = None
    require_match: StrictBool = False  # could-not-check when no statement met any claim
    include_proposed: StrictBool = False  # compare with claims that nobody has accepted yet
    judge: Literal["rules", "model", "both"] | None = None  # None: both where a model is at hand, else rules
    model: Path | None = None  # folder of an entailment model; relative to the configuration file
    as_of: date | None = None  # the day the draft speaks from; None infers nothing
    candidates: StrictInt = Field(default=8, ge=1, le=100)  # claims compared with each statement
    ignore_terms: tuple[str, ...] = ()  # capitalised words that are not names in these drafts
    limits: Limits = Limits()


@frozen
class LoadedSettings:
    """Settings, and for each key where its value came from."""

    settings: Settings
    origins: Mapping[str, str]  # key -> "verifier.toml:12" | "default" | "--fail-on"
    root: Path  # what relative paths and globs of the configuration are relative to
    file: Path | None  # the configuration file, if there is one


@frozen
class _ConfigFile:
    path: Path
    shown: str  # the path as people are told it
    prefix: tuple[str, ...]  # the table that is ours
    values: dict[str, Any]
    lines: dict[tuple[str, ...], int]

    def line(self, *key: str) -> int | None:
        """The line of a key, or of the nearest table around it."""
        for length in range(len(key), -1, -1):
            variants = (key[:length], tuple(part.replace("_", "-") for part in key[:length]))
            for variant in variants:
                if found := self.lines.get(self.prefix + variant):
                    return found
        return None


def load_settings(
    start: Path | None = None,
    *,
    config: Path | None = None,
    isolated: bool = False,
    overrides: Mapping[str, object] | None = None,
) -> LoadedSettings:
    """Settings for work done in the folder `start` (default: the current one).

    `config` names the file outright, `isolated` reads none, `overrides` win over both; their origin is the
    flag of the same name. Raises `ConfigError` with file and line for anything that is not understood.
    """
    folder = (start or Path.cwd()).absolute()
    file = None if isolated else _read(config, folder) if config else _nearest(folder)
    values: dict[str, Any] = {}
    origins = dict.fromkeys(_leaf_keys(), DEFAULT)
    if file:
        values, found = _known_values(file)
        origins |= found
        for key in ("claims", "model"):
            if isinstance(values.get(key), str):
                values[key] = file.path.parent / values[key]
    for key, value in (overrides or {}).items():
        if value is not None:
            values[key] = value
            origins[key] = "--" + key.replace("_", "-")
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise _explained(error, origins, file) from None
    return LoadedSettings(
        settings, origins, file.path.parent if file else folder, file.path if file else None
    )


def _leaf_keys() -> list[str]:
    limits = [f"limits.{key}" for key in Limits.model_fields]
    return [key for key in Settings.model_fields if key != "limits"] + limits


def _nearest(folder: Path) -> _ConfigFile | None:
    for level in (folder, *folder.parents):
        if (level / FILE_NAME).is_file():
            return _read(level / FILE_NAME, folder)
        if (level / "pyproject.toml").is_file():
            file = _read(level / "pyproject.toml", folder, required=False)
            if file:
                return file
        if (level / ".git").exists():
            return None
    return None


def _read(path: Path, folder: Path, *, required: bool = True) -> _ConfigFile | None:
    path = path if path.is_absolute() else Path.cwd() / path
    shown = os.path.relpath(path, folder) if path.is_relative_to(folder) else str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"cannot read this configuration file: {error.strerror}", path=shown) from None
    except UnicodeDecodeError:
        raise ConfigError("a configuration file must be UTF-8 text", path=shown) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}", path=shown) from None
    prefix: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        prefix = ("tool", "verifier")
        if "verifier" not in values.get("tool", {}):
            if required:
                raise ConfigError("there is no [tool.verifier] table in this file", path=shown)
            return None
        values = values["tool"]["verifier"]
    return _ConfigFile(path, shown, prefix, values, key_lines(text))


def _known_values(file: _ConfigFile) -> tuple[dict[str, Any], dict[str, str]]:
    """The file's values under their Python names, and their origins. Unknown keys are refused."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for table, fields in (((), Settings.model_fields), (("limits",), Limits.model_fields)):
        written: object = file.values.get(table[0], {}) if table else file.values
        if not isinstance(written, dict):
            name = ".".join((*file.prefix, *table))
            raise ConfigError(f"{name}: expected a table", path=file.shown, line=file.line(*table))
        for key, value in written.items():
            name = key.replace("-", "_")
            line = file.line(*table, key)
            if name not in fields:
                known = [field.replace("_", "-") for field in fields]
                raise ConfigError(
                    f"unknown key {key!r}.{did_you_mean(key.replace('_', '-'), known)} "
                    f"Known keys: {', '.join(known)}.",
                    path=file.shown,
                    line=line,
                )
            target = values.setdefault(table[0], {}) if table else values
            if not table and name == "limits":
                continue
            if name in target:
                raise ConfigError(f"{key!r} is given twice", path=file.shown, line=line)
            target[name] = value
            origins[".".join((*table, name))] = f"{file.shown}:{line}" if line else file.shown
    return values, origins


def _explained(error: ValidationError, origins: Mapping[str, str], file: _ConfigFile | None) -> ConfigError:
    """Pydantic's first complaint in our words, with the place the value came from."""
    first = error.errors(include_url=False)[0]
    names = [str(part) for part in first["loc"] if isinstance(part, str)]
    key = ".".join(names[:2] if names[:1] == ["limits"] else names[:1])
    origin = origins.get(key, "")
    choices = {
        "show": [verdict.value for verdict in Verdict] + ["all"],
        "fail_on": [one.value for one in FailOn],
        "judge": list(JUDGE_NAMES),
    }
    got = first["input"]
    if key in choices:
        expected = f"expected one of {', '.join(choices[key])}.{did_you_mean(str(got), choices[key])}"
    else:
        expected = first["msg"].removeprefix("Value error, ")
        expected = expected[0].lower() + expected[1:] + "."
    message = f"{expected} Got {_short(got)}."
    if origin.startswith("--"):
        return ConfigError(f"{origin}: {message}")
    if file and origin != DEFAULT:
        line = file.line(*key.split("."))
        return ConfigError(f"{key.replace('_', '-')}: {message}", path=file.shown, line=line)
    return ConfigError(f"{key.replace('_', '-')}: {message}")


def _short(value: object) -> str:
    shown = value.isoformat() if isinstance(value, date | datetime) else repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"
