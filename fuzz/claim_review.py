"""Feeds the import of ClaimReview, up to the files that it would write."""

from __future__ import annotations

from verifier.documents.decoding import decode
from verifier.errors import ClaimsError, DocumentError
from verifier.interchange.claim_review_import import from_reviews
from verifier.interchange.incoming import planned
from verifier.interchange.review_json import found_reviews
from verifier.knowledge.store import Store


def fuzz(data: bytes) -> None:
    """Only DocumentError (no text) and ClaimsError (no review) may escape; what is proposed would load."""
    store = Store((), {})
    try:
        text = decode(data, "feed.json")
        reviews = from_reviews(found_reviews(text, "feed.json"), store, "feed.json", "feed", "2026-01-31")
    except (ClaimsError, DocumentError):
        return
    plan = planned(reviews.claims, store, reviews.sources)
    assert not plan.problems
    plan.claims_files("Imported")
