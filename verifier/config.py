"""The settings of a run: defaults, then the nearest configuration file, then what the caller overrides.

A door of the program: values from outside are validated here and are frozen afterwards. Levels are not
merged: the first file found upwards is the only one that counts, and every value can say where it came from.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from verifier.errors import ConfigError
from verifier.frozen import frozen
from verifier.near_miss import did_you_mean
from verifier.settings import LIMITS, SETTINGS, FailOn, Limits, Settings, UnverifiedLimit
from verifier.toml_lines import key_lines

__all__ = ["FailOn", "Limits", "LoadedSettings", "Settings", "UnverifiedLimit", "load_settings"]

FILE_NAME = "verifier.toml"
FOLDER = ".verifier"  # of a project, for what is not configuration
FOUND = {
    "decisions": "decisions.yaml",
    "baseline": "baseline.jsonl",
}  # used where they are, without a setting
DEFAULT = "default"


@frozen
class LoadedSettings:
    """Settings, and for each key where its value came from."""

    settings: Settings
    origins: Mapping[str, str]  # key -> "verifier.toml:12" | "default" | "--fail-on"
    root: Path  # what relative paths and globs of the configuration are relative to
    file: Path | None  # the configuration file, if there is one
    project: Path  # the folder that `.verifier` stands in, and that paths of drafts in it start from


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
        for key in ("claims", "model", *FOUND):
            if isinstance(values.get(key), str):
                values[key] = file.path.parent / values[key]
    project = file.path.parent if file else _project(folder)
    for key, name in FOUND.items():
        found_file = project / FOLDER / name
        if key not in values and not isolated and found_file.is_file():
            values[key] = found_file
            origins[key] = "found"
    for key, value in (overrides or {}).items():
        if value is not None:
            values[key] = value
            origins[key] = "--" + key.replace("_", "-")
    limits = values.pop("limits", {})
    settings = Settings(
        **_understood(values, (), origins, file),
        limits=Limits(**_understood(limits, ("limits",), origins, file)),
    )
    root = file.path.parent if file else folder
    return LoadedSettings(settings, origins, root, file.path if file else None, project)


def _leaf_keys() -> list[str]:
    return [key for key in SETTINGS if key != "limits"] + [f"limits.{key}" for key in LIMITS]


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


def _project(folder: Path) -> Path:
    """The nearest folder upwards with a `.verifier`, as far as the top of the clone; else that top."""
    for level in (folder, *folder.parents):
        if (level / ".git").exists():
            return level
        if (level / FOLDER).is_dir() and any((above / ".git").exists() for above in level.parents):
            return level
    return folder


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
    except RecursionError:
        raise ConfigError("nested too deeply for a configuration file", path=shown) from None
    except ValueError as error:  # TOML that is none, and a number of thousands of digits
        raise ConfigError(f"not valid TOML: {error}", path=shown) from None
    prefix: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        prefix = ("tool", "verifier")
        tool = values.get("tool")
        if not isinstance(tool, dict) or "verifier" not in tool:
            if required:
                raise ConfigError("there is no [tool.verifier] table in this file", path=shown)
            return None
        values = tool["verifier"]
    return _ConfigFile(path, shown, prefix, values, key_lines(text))


def _known_values(file: _ConfigFile) -> tuple[dict[str, Any], dict[str, str]]:
    """The file's values under their Python names, and their origins. Unknown keys are refused."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for table, readers in (((), SETTINGS), (("limits",), LIMITS)):
        written: object = file.values.get(table[0], {}) if table else file.values
        if not isinstance(written, dict):
            name = ".".join((*file.prefix, *table))
            raise ConfigError(f"{name}: expected a table", path=file.shown, line=file.line(*table))
        for key, value in written.items():
            name = key.replace("-", "_")
            line = file.line(*table, key)
            if name not in readers:
                known = [field.replace("_", "-") for field in readers]
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


def _understood(
    values: Mapping[str, object], table: tuple[str, ...], origins: Mapping[str, str], file: _ConfigFile | None
) -> dict[str, Any]:
    """What was written, as settings. Raises ConfigError at the place of the first wrong value."""
    read: dict[str, Any] = {}
    for name, value in values.items():
        try:
            read[name] = (LIMITS if table else SETTINGS)[name](value)
        except ValueError as error:
            key = ".".join((*table, name))
            origin = origins.get(key, "")
            expected = str(error) if str(error).endswith((".", "?")) else f"{error}."
            message = f"{expected} Got {_short(value)}."
            if origin.startswith("--"):
                raise ConfigError(f"{origin}: {message}") from None
            message = f"{key.replace('_', '-')}: {message}"
            if file and origin != DEFAULT:
                raise ConfigError(message, path=file.shown, line=file.line(*table, name)) from None
            raise ConfigError(message) from None
    return read


def _short(value: object) -> str:
    shown = value.isoformat() if isinstance(value, date | datetime) else repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"
