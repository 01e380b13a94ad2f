"""The word lists of the readers, from `verifier/data/documents.yml`, loaded once on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parent.parent / "data" / "documents.yml"


@cache
def _lists() -> dict[str, frozenset[str]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, str] = yaml.load(_FILE.read_text("utf-8"), loader)  # noqa: S506 - a safe loader
    return {name: frozenset(str(words).split()) for name, words in loaded.items()}


def words(name: str) -> frozenset[str]:
    """The list of that name, in lower case. Raises KeyError for a list that does not exist."""
    return _lists()[name]
