"""Loads the word tables of `verifier/data`, each once, on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The mapping in `verifier/data/<name>.yml`. Values that list words are strings split on blanks."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded = yaml.load((_DATA / f"{name}.yml").read_text("utf-8"), loader)  # a safe loader
    if not isinstance(loaded, dict):
        raise TypeError(f"{name}.yml: expected a mapping")
    return loaded


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """The words listed under `key`, where `_` stands for a blank."""
    return frozenset(word.replace("_", " ") for word in str(table(name)[key]).split())
