"""Writes moments as ISO 8601-2 (EDTF) strings and as ranges of days, and resolves relative times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from verifier.frozen import frozen
from verifier.model import Grain, Moment

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def edtf_of(moment: Moment, grain: Grain) -> str:
    """`moment` in EDTF; parts that are not stated are X. Years before 1 are astronomical (44 BC is -0043)."""
    year = "XXXX" if moment.year is None else f"{'-' if moment.year < 0 else ''}{abs(moment.year):04d}"
    if grain is Grain.CENTURY:
        return year[:-2] + "XX"
    if grain is Grain.DECADE:
        return year[:-1] + "X"
    part = moment.part or ""
    if grain is Grain.QUARTER and part[:1] == "Q":
        return f"{year}-{32 + int(part[1])}"
    if grain is Grain.HALF and part[:1] == "H":
        return f"{year}-{39 + int(part[1])}"
    if grain is Grain.SEASON and part in _SEASONS:
        return f"{year}-{_SEASONS[part]}"
    if grain in (Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.SEASON):
        return year
    month = "XX" if moment.month is None else f"{moment.month:02d}"
    if grain is Grain.MONTH:
        return f"{year}-{month}"
    day = "XX" if moment.day is None else f"{moment.day:02d}"
    text = f"{year}-{month}-{day}"
    if grain is Grain.TIME and moment.hour is not None:
        text += f"T{moment.hour:02d}:{moment.minute or 0:02d}"
    return text


def days_of(moment: Moment, grain: Grain) -> tuple[date, date] | None:
    """The days that `moment` covers, half-open; None where a part is missing or outside years 1 to 9999."""
    year = moment.year
    if year is None or not 1 <= year < 9900:
        return None
    part = moment.part or ""
    if grain is Grain.CENTURY:
        return date(max(year, 1), 1, 1), date(year + 100, 1, 1)
    if grain is Grain.DECADE:
        return date(year, 1, 1), date(year + 10, 1, 1)
    if grain is Grain.QUARTER and part[:1] == "Q":
        return _months(year, 3 * int(part[1]) - 2, 3)
    if grain is Grain.HALF and part[:1] == "H":
        return _months(year, 6 * int(part[1]) - 5, 6)
    if grain is Grain.SEASON:
        return None  # the months of a season depend on the hemisphere
    if grain is Grain.YEAR:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if moment.month is None:
        return None
    if grain is Grain.MONTH:
        return _months(year, moment.month, 1)
    if moment.day is None:
        return None
    try:
        day = date(year, moment.month, moment.day)
    except ValueError:  # 30 February
        return None
    return day, day + timedelta(days=7 if grain is Grain.WEEK else 1)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    after = month - 1 + count
    return date(year, month, 1), date(year + after // 12, after % 12 + 1, 1)


@frozen
class Resolved:
    """A relative time put on the calendar, and which parts come from the as-of date."""

    moment: Moment
    inferred: frozenset[str]


def resolve(relative: str, moment: Moment, grain: Grain, as_of: date) -> Resolved | None:
    """`relative` ("month-1", "weekday+1", "day+0") seen from `as_of`; None where it hangs on an event."""
    unit, sign, amount = _split(relative)
    if not amount.isdecimal() or len(amount) > 4:
        return None
    steps = int(amount) * (-1 if sign == "-" else 1)
    if unit in ("year", "decade", "century"):
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        year = (
            as_of.year // size * size + steps * size if grain is not Grain.YEAR else as_of.year + steps * size
        )
        return Resolved(replace(moment, year=year), frozenset(("year",)))
    if unit in ("month", "quarter"):
        months = as_of.year * 12 + as_of.month - 1 + steps * (1 if unit == "month" else 3)
        if not 12 <= months < 118_000:
            return None
        if unit == "quarter":
            found = Moment(year=months // 12, part=f"Q{months % 12 // 3 + 1}")
            return Resolved(found, frozenset(("year", "part")))
        return Resolved(
            replace(moment, year=months // 12, month=months % 12 + 1), frozenset(("year", "month"))
        )
    if moment.month is not None or unit == "season":
        return _month_or_season(moment, steps, as_of)
    try:
        if unit == "weekday" and moment.weekday is not None:
            shift = (moment.weekday - as_of.weekday()) % 7
            day = as_of + timedelta(
                days=shift - 7 if steps < 0 else shift + 7 if steps and not shift else shift
            )
        elif unit in ("week", "weekend", "fortnight"):
            monday = as_of - timedelta(days=as_of.weekday())
            size = 14 if unit == "fortnight" else 7
            day = (monday + timedelta(days=5) if unit == "weekend" else monday) + timedelta(days=size * steps)
        elif unit == "day":
            day = as_of + timedelta(days=steps)
        else:
            return None
    except OverflowError:
        return None
    found = replace(moment, year=day.year, month=day.month, day=day.day)
    return Resolved(found, frozenset(("year", "month", "day")))


def _month_or_season(moment: Moment, steps: int, as_of: date) -> Resolved | None:
    """The month of "last May", "next winter": the nearest one wholly before or after the as-of month.

    "this May" is the May of this year.
    """
    month = moment.month or _SEASON_MONTHS.get(moment.part or "")
    if month is None:
        return None
    year = as_of.year
    if steps < 0 and month >= as_of.month:
        year -= 1
    elif steps > 0 and month <= as_of.month:
        year += 1
    return Resolved(replace(moment, year=year), frozenset(("year",)))


def _split(relative: str) -> tuple[str, str, str]:
    for sign in "+-":
        unit, found, amount = relative.partition(sign)
        if found:
            return unit, sign, amount
    return relative, "", ""
