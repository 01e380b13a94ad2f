"""Figures as intervals of what the truth may be, and how a stated one stands to a known one."""

from __future__ import annotations

from decimal import Decimal

from verifier.analysis.units import compatible_units
from verifier.findings import Relation
from verifier.frozen import frozen
from verifier.model import Bound, Quantity

ABOUT = Decimal("0.10")  # "about 70" leaves a tenth on either side
LOWER = frozenset({Bound.OVER, Bound.AT_LEAST})
UPPER = frozenset({Bound.UNDER, Bound.AT_MOST})
WHOLE = Decimal(100)
INFINITY = Decimal("Infinity")


@frozen
class Outcome:
    """The named level of two figures, and what it means."""

    level: str
    relation: Relation


def interval(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """The values that a written figure leaves open, both ends included."""
    share = quantity.dimension == "percent"  # of a whole, when the whole is named: it ends at 0 and 100
    low = quantity.low if quantity.low is not None else Decimal(0) if share else -INFINITY
    high = quantity.high if quantity.high is not None else INFINITY
    if share and quantity.high is None and low <= WHOLE and quantity.of is not None:
        high = WHOLE
    if quantity.bound is Bound.ABOUT:
        slack = max(abs(low) * ABOUT, quantity.half_step)
        return low - slack, high + slack
    if quantity.bound is Bound.EXACT:
        return low - quantity.half_step, high + quantity.half_step
    return low, high


def point(quantity: Quantity) -> Decimal | None:
    """The figure itself, where one was written."""
    if quantity.bound in LOWER:
        return quantity.low
    if quantity.bound in UPPER:
        return quantity.high
    return quantity.low if quantity.low == quantity.high else None


def compare_intervals(stated: Quantity, known: Quantity) -> Outcome:
    """The first of the ordered levels that holds; the last always does."""
    s, k = point(stated), point(known)
    if stated.bound is known.bound and stated.low == known.low and stated.high == known.high:
        return Outcome("same", Relation.AGREES)
    if s is not None and s == k:
        return _same_figure(stated, known)
    if (
        k is not None
        and known.bound in (Bound.EXACT, Bound.ABOUT)
        and stated.bound in LOWER | UPPER
        and s is not None
    ):
        return _limit_against_figure(stated, known, s, k)
    s_low, s_high = interval(stated)
    k_low, k_high = interval(known)
    if s_low <= k_low and k_high <= s_high:
        return Outcome("rounds" if stated.bound is Bound.EXACT else "within bound", Relation.COMPATIBLE)
    if k_high < s_low or s_high < k_low:
        return Outcome("different", Relation.CONFLICTS)
    if stated.bound is known.bound is Bound.EXACT and (k_high == s_low or s_high == k_low):
        return Outcome(
            "different", Relation.CONFLICTS
        )  # neighbours, such as 11 and 12, touch and are not one
    if (k_high == s_low and known.bound in UPPER | LOWER) or (s_high == k_low and known.bound is Bound.OVER):
        return Outcome("different", Relation.CONFLICTS)
    return Outcome("more precise", Relation.SILENT)


def _same_figure(stated: Quantity, known: Quantity) -> Outcome:
    """The same number under another bound."""
    loose = {Bound.EXACT, Bound.ABOUT}
    if stated.bound is Bound.EXACT and known.text.lower().startswith(("almost", "nearly", "just under")):
        return Outcome("not quite", Relation.SILENT)
    if known.bound is Bound.ABOUT and stated.text.lower().startswith(("exact", "precise")):
        return Outcome("hedge denied", Relation.SILENT)
    if stated.bound in loose and known.bound in loose:
        return Outcome("same figure", Relation.AGREES)
    pair = (stated.bound, known.bound)
    if Bound.VAGUE in pair or Bound.BETWEEN in pair:
        return Outcome("same figure", Relation.COMPATIBLE)
    opposite = (stated.bound in LOWER and known.bound in UPPER) or (
        stated.bound in UPPER and known.bound in LOWER
    )
    if opposite:
        strict = Bound.OVER in pair or Bound.UNDER in pair
        return Outcome("bound reversed", Relation.CONFLICTS if strict else Relation.SILENT)
    if known.bound in loose and stated.bound in (Bound.OVER, Bound.UNDER):
        exact = known.bound is Bound.EXACT and known.half_step * 100 < abs(known.low or Decimal(1))
        return Outcome(
            "bound added", Relation.CONFLICTS if exact and stated.dimension == "count" else Relation.SILENT
        )
    if known.bound in loose:
        return Outcome("within bound", Relation.COMPATIBLE)
    if stated.bound in (Bound.AT_LEAST, Bound.AT_MOST) or stated.bound is Bound.ABOUT:
        return Outcome("within bound", Relation.COMPATIBLE)
    return Outcome("bound dropped", Relation.SILENT)


def _limit_against_figure(stated: Quantity, known: Quantity, s: Decimal, k: Decimal) -> Outcome:
    """ "at least 40" against 50: the limit must leave the figure, and its slack, on the right side."""
    slack = abs(k) * ABOUT if known.bound is Bound.ABOUT else Decimal(0)
    inside = k >= s if stated.bound in LOWER else k <= s
    outside = k + slack < s if stated.bound in LOWER else k - slack > s
    if inside and (slack == 0 or abs(k - s) >= slack / 2):
        return Outcome("within bound", Relation.COMPATIBLE)
    if outside:
        return Outcome("outside bound", Relation.CONFLICTS)
    return Outcome("near the bound", Relation.SILENT)


def comparable(stated: Quantity, known: Quantity) -> bool:
    """Figures of one dimension; money of one currency."""
    if stated.dimension != known.dimension:
        return False
    if stated.dimension == "money" or "/" in (stated.unit or ""):
        return compatible_units(stated.unit, known.unit)
    if stated.dimension == "temperature":
        return stated.unit == known.unit  # a difference of degrees is not a temperature
    return True
