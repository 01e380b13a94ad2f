"""Feeds the reader of plain text."""

from __future__ import annotations

from fuzz.reading import read


def fuzz(data: bytes) -> None:
    """Only DocumentError may escape, which is caught here."""
    read(data, "draft.txt")
