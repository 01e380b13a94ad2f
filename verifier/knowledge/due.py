"""Which claims need somebody's eyes, and by when."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from verifier.frozen import frozen
from verifier.knowledge.store import LIVE, Store
from verifier.model import Claim


class Reason(Enum):
    """Why a claim is due: the field of its record that holds the day."""

    EXPIRES = "expires"
    RECHECK = "recheck_by"


@frozen
class Due:
    """A live claim whose day has come, or is near."""

    claim: Claim
    reason: Reason
    day: date  # the last day on which all is well
    left: int  # days until then; below 0: so many days ago


def due(store: Store, as_of: date, within: timedelta = timedelta(0)) -> tuple[Due, ...]:
    """The live claims that expire, or are to be checked again, by `as_of` and `within` after it; by day."""
    found = [
        Due(claim, reason, day, (day - as_of).days)
        for claim in store.claims
        if claim.status in LIVE
        for reason, day in ((Reason.EXPIRES, claim.expires), (Reason.RECHECK, claim.recheck_by))
        if day is not None and day <= as_of + within
    ]
    return tuple(sorted(found, key=lambda one: one.day))
