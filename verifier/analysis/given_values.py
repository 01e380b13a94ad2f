"""A maintainer's own reading of a figure or a date: it takes the place of what was read from the claim."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from verifier.analysis import Analysis
from verifier.analysis.details import details_of
from verifier.analysis.edtf import days_of
from verifier.analysis.quantities import read_quantities
from verifier.model import Bound, ClaimValue, Grain, Moment, Quantity, TimeExpression

_DATE = re.compile(r"(-?[0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[~?%]?")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def with_value(analysis: Analysis, value: ClaimValue | None) -> Analysis:
    """The reading of a claim with the given figure and date put in, where the claim has a place for them."""
    if value is None:
        return analysis
    quantities: dict[Quantity, Quantity] = {}
    if value.number is not None or value.qualifier is not None:
        target = _figure_for(analysis.quantities, value)
        if target is not None:
            quantities[target] = _given_figure(target, value)
    times: dict[TimeExpression, TimeExpression] = {}
    if value.edtf is not None and analysis.times:
        given = _given_time(analysis.times, value)
        if given is not None:
            times[given[0]] = given[1]
    if not quantities and not times:
        return analysis
    terms = tuple(
        replace(
            term,
            quantity=quantities.get(term.quantity, term.quantity) if term.quantity is not None else None,
            time=times.get(term.time, term.time) if term.time is not None else None,
        )
        for term in analysis.terms
    )
    return replace(
        analysis,
        quantities=tuple(quantities.get(one, one) for one in analysis.quantities),
        times=tuple(times.get(one, one) for one in analysis.times),
        terms=terms,
        details=details_of(analysis.syntax, terms),
    )


def _read(value: ClaimValue) -> Quantity | None:
    if value.number is None:
        return None
    found = read_quantities(f"{value.number} {value.unit or ''}".strip())
    return found[0] if found else None


def _figure_for(found: tuple[Quantity, ...], value: ClaimValue) -> Quantity | None:
    """The figure of the claim that the value speaks of: the same number, else the first of the same kind."""
    wanted = _read(value)
    if wanted is None:
        return found[0] if value.number is None and len(found) == 1 else None
    alike = [one for one in found if one.dimension == wanted.dimension] or (
        list(found) if len(found) == 1 else []
    )
    same = [one for one in alike if wanted.low in (one.low, one.high)]
    return next(iter(same or alike), None)


def _given_figure(target: Quantity, value: ClaimValue) -> Quantity:
    wanted = _read(value)
    bound = value.qualifier or target.bound
    if wanted is None:
        number = target.low if target.low is not None else target.high
        given = target
    else:
        number = wanted.low
        given = replace(target, unit=wanted.unit or target.unit, half_step=wanted.half_step)
        if value.unit is not None:
            given = replace(given, dimension=wanted.dimension)
    if bound in (Bound.BETWEEN, Bound.VAGUE) and value.qualifier is None and wanted is not None:
        bound = Bound.EXACT
    low: Decimal | None = number
    high: Decimal | None = number
    if bound in (Bound.OVER, Bound.AT_LEAST):
        high = None
    elif bound in (Bound.UNDER, Bound.AT_MOST):
        low = None
    return replace(given, low=low, high=high, bound=bound)


def _given_time(
    found: tuple[TimeExpression, ...], value: ClaimValue
) -> tuple[TimeExpression, TimeExpression] | None:
    assert value.edtf is not None
    first_text, _, last_text = value.edtf.partition("/")
    first, last = _moment(first_text), _moment(last_text)
    if first is None:
        return None
    moment, grain = first
    target = next((one for one in found if _fits(one.first, moment)), None)
    if target is None:
        return None
    moment = replace(moment, hour=target.first.hour, minute=target.first.minute, weekday=target.first.weekday)
    grain = target.grain if target.grain is Grain.TIME else grain
    days = days_of(moment, grain)
    end = days_of(*last) if last is not None else days
    given = replace(
        target,
        first=moment,
        last=last[0] if last is not None else target.last,
        grain=grain,
        edtf=value.edtf,
        inferred=target.inferred | value.inferred,
        start=days[0] if days else None,
        end=end[1] if days and end else None,
    )
    return target, given


def _fits(written: Moment, given: Moment) -> bool:
    """What the claim prints agrees with the given date, as far as it goes."""
    pairs = ((written.year, given.year), (written.month, given.month), (written.day, given.day))
    return all(a is None or b is None or a == b for a, b in pairs)


def _moment(text: str) -> tuple[Moment, Grain] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match[1]) if match[1].lstrip("-").isdigit() else None
    month = int(match[2]) if match[2] and match[2].isdigit() else None
    day = int(match[3]) if match[3] and match[3].isdigit() else None
    if month is not None and month > 12:
        if month in _SEASONS:
            return Moment(year=year, part=_SEASONS[month]), Grain.SEASON
        if 33 <= month <= 36:
            return Moment(year=year, part=f"Q{month - 32}"), Grain.QUARTER
        if month in (40, 41):
            return Moment(year=year, part=f"H{month - 39}"), Grain.HALF
        return None
    if year is None and month is None:
        return None
    grain = Grain.DAY if day is not None else Grain.MONTH if month is not None else Grain.YEAR
    return Moment(year=year, month=month, day=day), grain
