"""Distances in time and times of day, with their bounds: "more than 60 years ago", "after 4 a.m."."""

from __future__ import annotations

from verifier.compare.intervals import ABOUT
from verifier.findings import Relation
from verifier.model import TimeBound, TimeExpression

HOUR = 60  # minutes
LIMITS = frozenset({TimeBound.BEFORE, TimeBound.AFTER})


def compare_offsets(stated: TimeExpression, known: TimeExpression) -> tuple[str, Relation]:
    """ "last year" against "next year", both seen from the same day, which neither side states."""
    if stated.relative and known.relative and ":" not in stated.relative + known.relative:
        (s_unit, s_by), (k_unit, k_by) = _offset(stated.relative), _offset(known.relative)
        if s_unit == k_unit and s_by is not None and k_by is not None:
            if stated.bound in LIMITS or known.bound in LIMITS:
                return _bounded_offset(stated, known, s_by, k_by)
            if s_by != k_by:
                return "another offset", Relation.CONFLICTS
    return "relative", Relation.SILENT


def _bounded_offset(
    stated: TimeExpression, known: TimeExpression, s_by: int, k_by: int
) -> tuple[str, Relation]:
    """ "More than 60 years ago" against "62 years ago"; a bound in the claim leaves most things open."""
    if known.bound in LIMITS:
        return "bound differs", Relation.SILENT
    inside = k_by < s_by if stated.bound is TimeBound.BEFORE else k_by > s_by
    if inside:
        return "within bound", Relation.COMPATIBLE
    near = known.bound is TimeBound.ABOUT and abs(k_by - s_by) <= abs(k_by) * ABOUT
    return "outside bound", Relation.SILENT if near else Relation.CONFLICTS


def _offset(relative: str) -> tuple[str, int | None]:
    for sign in "+-":
        unit, found, amount = relative.partition(sign)
        if found and amount.isdigit():
            return unit, int(sign + amount)
    return relative, None


def compare_clocks(stated: TimeExpression, known: TimeExpression) -> tuple[str, Relation]:
    """ "After 4 a.m." against 4:17 a.m.; hours later, another matter may be meant."""
    if any(getattr(stated.first, part) != getattr(known.first, part) for part in ("day", "weekday")):
        return "bound differs", Relation.SILENT
    s, k = _minutes(stated), _minutes(known)
    if stated.bound is TimeBound.AFTER:
        if k < s:
            return "not after", Relation.CONFLICTS
        return "after", Relation.COMPATIBLE if 0 < k - s <= HOUR else Relation.SILENT
    if stated.bound is TimeBound.BEFORE:
        if k > s:
            return "not before", Relation.CONFLICTS
        return "before", Relation.COMPATIBLE if 0 < s - k <= HOUR else Relation.SILENT
    return "bound differs", Relation.SILENT


def _minutes(time: TimeExpression) -> int:
    return HOUR * (time.first.hour or 0) + (time.first.minute or 0)
