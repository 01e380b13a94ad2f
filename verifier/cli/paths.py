"""Paths as people are told them."""

from __future__ import annotations

from pathlib import Path


def short(path: Path) -> Path:
    """`path` relative to the current folder where it lies inside: reports read the same on every machine."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
