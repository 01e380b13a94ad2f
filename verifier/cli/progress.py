"""How far a long piece of work has come: one line on a terminal, and nothing where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

_PATIENCE = 0.5  # seconds before the first word
_BETWEEN = 0.1  # seconds between two words

Tell = Callable[[int, int], None]  # done, of how many


@contextmanager
def counting(what: str) -> Iterator[Tell | None]:
    """What to tell how far the work is; None without a terminal. The line is wiped at the end."""
    if not sys.stderr.isatty():
        yield None
        return
    due = monotonic() + _PATIENCE
    shown = False

    def tell(done: int, total: int) -> None:
        nonlocal due, shown
        now = monotonic()
        if now >= due:
            due, shown = now + _BETWEEN, True
            sys.stderr.write(f"\r{what}: {done:,} of {total:,}\x1b[K")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
