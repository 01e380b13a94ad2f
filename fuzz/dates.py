"""Feeds the reader of dates and periods in prose."""

from __future__ import annotations

from datetime import date

from verifier.analysis.times import read_times
from verifier.documents import fold

MOST = 2_000  # characters, as the pass has it: a longer "sentence" is not understood
DAYS = (None, date(2024, 2, 29), date.min, date.max)


def fuzz(data: bytes) -> None:
    """Nothing may escape: what is no date is passed over, on whatever day it is read."""
    text = fold(data.decode("utf-8", "replace")[:MOST])
    for day in DAYS:
        for found in read_times(text, as_of=day):
            assert 0 <= found.span.start < found.span.end <= len(text)
