"""The ends of spans of time: "until 1989" against "until 1999", or against "from 1974 until 1999"."""

from __future__ import annotations

from verifier.findings import Relation
from verifier.model import Grain, TimeBound, TimeExpression

CALENDAR = frozenset({Grain.YEAR, Grain.MONTH, Grain.DAY})


def same_end(stated: TimeExpression, known: TimeExpression) -> tuple[str, Relation] | None:
    """How the same end of two spans compares, told to the year or month; None where that is not known."""
    if known.bound is stated.bound and known.last is None and stated.last is None:
        other = known.first
    elif known.last is not None and stated.last is None and known.bound is TimeBound.AT:
        other = known.last if stated.bound is TimeBound.UNTIL else known.first
    else:
        return None
    one = stated.first
    if one.year is None or other.year is None or stated.grain not in CALENDAR or known.grain not in CALENDAR:
        return None
    if one.year != other.year:
        return "different year", Relation.CONFLICTS
    if one.month is not None and other.month is not None and one.month != other.month:
        return "different month", Relation.CONFLICTS
    if (one.month, one.day) == (None, None):
        return "contains", Relation.COMPATIBLE
    return None
