"""Feeds the reader of figures, in digits and in words."""

from __future__ import annotations

from verifier.analysis.quantities import read_quantities
from verifier.documents import fold

MOST = 2_000  # characters, as the pass has it: a longer "sentence" is not understood


def fuzz(data: bytes) -> None:
    """Nothing may escape: what is no figure is passed over."""
    text = data.decode("utf-8", "replace")[:MOST]
    for found in read_quantities(fold(text)):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.low is None or found.high is None or found.low <= found.high
