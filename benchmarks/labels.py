"""Reads label files: JSON Lines, plain or gzip-compressed, of two shapes.

- a statement about an article: `statement`, `label`, `article` (a path relative to the file), and
  if need be `context` and `category`;
- a claim about its evidence: `claim`, `evidence`, `label`, optional `source`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOT_CONSISTENT = "not_consistent"  # sets with two labels do not tell a refutation from missing evidence
LABELS = {
    "consistent": "consistent",
    "contradictory": "contradictory",
    "unverified": "unverified",
    "SUPPORTS": "consistent",
    "REFUTES": "contradictory",
    "NOT ENOUGH INFO": "unverified",
    "NEI": "unverified",
    "NOT_SUPPORTED": NOT_CONSISTENT,
}


class LabelFileError(Exception):
    """A label file that cannot be used. The message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled statement."""

    id: str
    statement: str
    trusted: str  # the text it is checked against
    label: str  # consistent | contradictory | unverified | not_consistent
    category: str  # what is tested, or the set the row comes from
    context: str = ""  # text before the statement, not itself checked


def read_rows(path: Path, *, limit: int | None = None) -> list[Row]:
    """The rows of a file, or `limit` of them spread evenly over it."""
    rows = list(_rows(path))
    if limit is None or limit >= len(rows):
        return rows
    return [rows[number * len(rows) // limit] for number in range(limit)]


def _rows(path: Path) -> Iterator[Row]:
    articles: dict[str, str] = {}
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _row(json.loads(line), path, number, articles)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise LabelFileError(f"{path}:{number}: not a labelled statement: {error!r}") from error


def _row(record: dict[str, Any], path: Path, number: int, articles: dict[str, str]) -> Row:
    if "claim" in record:
        statement, trusted = record["claim"], record["evidence"]
        category = record.get("source", path.name.partition(".")[0])
    else:
        statement, category = record["statement"], record.get("category", "")
        name = record.get("article", "")
        if name not in articles:
            articles[name] = _article(path, name).read_text(encoding="utf-8")
        trusted = articles[name]
    context = record.get("context") or ""
    if isinstance(context, list):
        context = " ".join(context)
    identity = str(record.get("id", f"{path.name}:{number}"))
    return Row(identity, statement, trusted, LABELS[record["label"]], category, context)


def _article(path: Path, name: str) -> Path:
    """The text a row names; a file without `article` speaks of the one beside it or one folder up."""
    candidates = (
        [path.parent / name] if name else [path.parent / "article.txt", path.parent.parent / "article.txt"]
    )
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise LabelFileError(f"{path}: no article at {' or '.join(str(one) for one in candidates)}")
