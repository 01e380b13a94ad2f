"""Feeds folding, the warning of hidden characters and the sentence splitter."""

from __future__ import annotations

from verifier.documents import fold, hidden_characters, split_sentences


def fuzz(data: bytes) -> None:
    """Nothing may escape: any text has sentences, and folding keeps every offset."""
    text = data.decode("utf-8", "surrogateescape")
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    covered = [False] * len(text)
    end = 0
    for span in split_sentences(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert all(inside or one.isspace() for one, inside in zip(text, covered, strict=True))
    for span in hidden_characters(text):
        assert 0 <= span.start < span.end <= len(text)
