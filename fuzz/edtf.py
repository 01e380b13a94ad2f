"""Feeds the dates of the database: EDTF, and a maintainer's own value of a claim."""

from __future__ import annotations

from verifier.analysis import Vocabulary, analyse
from verifier.analysis.given_values import with_value
from verifier.knowledge.edtf import is_edtf
from verifier.model import ClaimValue

_SENTENCE = "The pier opened in 1987 and is 40 metres long."


def fuzz(data: bytes) -> None:
    """Nothing may escape: a text is a date of the database, or it is none."""
    text = data.decode("utf-8", "replace")[:200]
    whole = is_edtf(text)
    if whole and "/" not in text:
        with_value(analyse(_SENTENCE, vocabulary=Vocabulary()), ClaimValue(edtf=text))
