"""Loads the word tables of `verifier/data`, each once, on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The mapping in `verifier/data/<name>.yml`. Values that list words are strings split on blanks."""
    import yaml

    return _mapping(name, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def string_table(name: str) -> dict[str, Any]:
    """The same with every scalar as the string that was written: "no" and "on" are words."""
    import yaml

    return _mapping(name, getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _mapping(name: str, loader: Any) -> dict[str, Any]:
    import yaml

    loaded = yaml.load((DATA / f"{name}.yml").read_text("utf-8"), loader)  # a safe loader
    if not isinstance(loaded, dict):
        raise TypeError(f"{name}.yml: expected a mapping")
    return loaded


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """The words listed under `key`, where `_` stands for a blank."""
    return frozenset(word.replace("_", " ") for word in str(table(name)[key]).split())
