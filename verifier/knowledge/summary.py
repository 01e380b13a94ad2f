"""What a report says of the database it was made with."""

from __future__ import annotations

from datetime import date

from verifier.findings import ClaimsSummary
from verifier.knowledge.store import Store, is_expired


def summary_of(store: Store, as_of: date | None) -> ClaimsSummary:
    """How many claims were in use on the day `as_of`, and how many were not."""
    proposed = sum(not is_expired(claim, as_of) for claim in store.proposed)
    used = proposed if store.uses_proposed else 0
    return ClaimsSummary(
        store.digest,
        active=len(store.active(as_of)) - used,
        expired=len(store.expired(as_of)),
        proposed=used,
        waiting=proposed - used,
    )
