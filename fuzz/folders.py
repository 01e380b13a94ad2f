"""A folder for the parsers that read files: made once a process, and gone with it."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path


@cache
def _made(name: str) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=f"verifier-fuzz-{name}-")


def folder(name: str) -> Path:
    """The folder of one harness."""
    return Path(_made(name).name)
