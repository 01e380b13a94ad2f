"""Feeds the strict YAML loader, the schema of claims and the formatter of claims files."""

from __future__ import annotations

from tests.harbour import HARBOUR
from verifier.errors import ClaimsError
from verifier.knowledge.fmt import format_claims
from verifier.knowledge.reading import read_claims
from verifier.knowledge.sources import SourceReading
from verifier.knowledge.yaml_loader import parse
from verifier.model import ClaimPlace, Source

_PLACE = ClaimPlace("sources/harbour/source.yaml", 1, 1)
_SOURCES = {"harbour": SourceReading(Source("harbour", "A walk", HARBOUR), _PLACE, _PLACE, "0" * 64)}


def fuzz(data: bytes) -> None:
    """Only ClaimsError may escape, with a line; formatting twice is formatting once."""
    try:
        parse(data, "claims.yaml")
    except ClaimsError as error:
        assert error.line is not None and error.line >= 1
    text = data.decode("utf-8", "surrogateescape")
    _, problems = read_claims(text.encode("utf-8", "replace").decode("utf-8"), "claims.yaml", _SOURCES)
    assert all(problem.message and problem.place.line >= 1 for problem in problems)
    try:
        made = format_claims(text, "claims.yaml")
    except ClaimsError:
        return
    assert format_claims(made, "claims.yaml") == made
