"""Feeds the import of CSV, up to the files that it would write."""

from __future__ import annotations

from verifier.documents.decoding import decode
from verifier.errors import ClaimsError, DocumentError
from verifier.interchange.csv_rows import read_csv
from verifier.interchange.incoming import planned
from verifier.knowledge.store import Store


def fuzz(data: bytes) -> None:
    """Only DocumentError (no text) and ClaimsError (no table) may escape; the rest is told by its place."""
    try:
        claims, problems = read_csv(decode(data, "claims.csv"), "claims.csv")
    except (ClaimsError, DocumentError):
        return
    plan = planned(claims, Store((), {}))
    assert all(one.message and one.place.line >= 1 for one in (*problems, *plan.problems))
    plan.claims_files("Imported")
