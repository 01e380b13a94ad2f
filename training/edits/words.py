"""The tables of words that edits use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words() -> dict[str, list[list[Any]]]:
    """`words.yml`: opposites, equals, and shifts of stance."""
    table: dict[str, list[list[Any]]] = yaml.safe_load(
        Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
    )
    return table
