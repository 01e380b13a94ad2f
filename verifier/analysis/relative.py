"""Reads times that are told from now or from an event: "today", "earlier this month", "three weeks before".

The offset is `unit±n` from the as-of date and `event:unit±n` from an event in the text; n is X where it is
not said ("weeks earlier").
"""

from __future__ import annotations

from functools import cache

from verifier.analysis.calendar import Core, calendar_words
from verifier.analysis.number_words import NumberKind
from verifier.analysis.numbers import read_number
from verifier.analysis.scan import Tokens
from verifier.analysis.tables import table
from verifier.model import Grain, Moment

_GRAINS = {
    "day": Grain.DAY,
    "week": Grain.WEEK,
    "weekend": Grain.WEEK,
    "fortnight": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "year": Grain.YEAR,
    "decade": Grain.DECADE,
    "century": Grain.CENTURY,
    "hour": Grain.TIME,
    "minute": Grain.TIME,
    "second": Grain.TIME,
}
_STEPS = {"this": 0, "last": -1, "next": 1, "coming": 1, "current": 0}
_EVENT_STEPS = {"previous": -1, "following": 1, "same": 0, "preceding": -1}


@cache
def anchors() -> dict[str, str]:
    """Words at which a relative time is looked for, and what they are: day, unit, named."""
    data = table("calendar")
    words = calendar_words()
    kinds: dict[str, str] = {}
    for word in (*words.months, *words.weekdays, *words.seasons):
        kinds[word] = "named"
    for word in data["units"]:
        kinds[word] = kinds[f"{word}'s"] = "unit"
    for word in (
        "days",
        "weeks",
        "months",
        "years",
        "decades",
        "centuries",
        "fortnights",
        "hours",
        "hour",
        "minute",
        "minutes",
    ):
        kinds[word] = "unit"
    for word in data["days"]:
        kinds[word] = kinds[f"{word}'s"] = "day"
    return kinds


def relative_core(t: Tokens, i: int, floor: int) -> Core | None:
    """The relative time whose unit or name is token `i`. It may reach back to token `floor`."""
    kind = anchors().get(t.low[i])
    word = t.low[i].removesuffix("'s")
    if kind == "day":
        return _day(t, i, word)
    before = t.low[i - 1]
    if (
        before in _STEPS
        and i - 1 >= floor
        and (core := _stepped(t, i, word, before, named=kind == "named")) is not None
    ):
        return core
    if kind == "unit" and before in _EVENT_STEPS and t.low[i - 2] in ("the", "that") and i - 1 >= floor:
        unit = table("calendar")["units"].get(word)
        return _core(i - 1, i + 1, f"event:{unit}{_EVENT_STEPS[before]:+d}", unit) if unit else None
    if kind == "unit":
        return _shifted(t, i, floor)
    return None


def _day(t: Tokens, i: int, word: str) -> Core | None:
    if word == "today" and t.low[i + 1] == "'":
        return None
    steps = table("calendar")["days"][word]
    if t.low[i - 3 : i] in (("day", "after"), ("day", "before")) and i > 3:
        return None
    if t.low[i - 2 : i] == ("day", "after") and steps == 1:
        return Core(i - 2, i + 1, Moment(), Grain.DAY, relative="day+2")
    if t.low[i - 2 : i] == ("day", "before") and steps == -1:
        return Core(i - 2, i + 1, Moment(), Grain.DAY, relative="day-2")
    return Core(i, i + 1, Moment(), Grain.DAY, relative=f"day{steps:+d}")


def _stepped(t: Tokens, i: int, word: str, before: str, *, named: bool) -> Core | None:
    """The time of "this month", "last Friday", "next spring"; "the next year" hangs on an event."""
    steps = _STEPS[before]
    article = t.low[i - 2] == "the"
    if named:
        if article or before in ("coming", "current"):
            return None
        words = calendar_words()
        key = t.low[i]
        if key in words.weekdays:
            return Core(
                i - 1, i + 1, Moment(weekday=words.weekdays[key]), Grain.DAY, relative=f"weekday{steps:+d}"
            )
        if key in words.months and t.capital(i):
            return Core(
                i - 1, i + 1, Moment(month=words.months[key]), Grain.MONTH, relative=f"year{steps:+d}"
            )
        if key in words.seasons and not (key == "fall" and before == "this" and t.low[i + 1] == "in"):
            return Core(
                i - 1, i + 1, Moment(part=words.seasons[key]), Grain.SEASON, relative=f"season{steps:+d}"
            )
        return None
    unit = table("calendar")["units"].get(word)
    if unit is None or (unit == "day" and before == "last" and word == "day"):
        return None
    if article and before == "last":
        return None
    if article and before == "next" and unit in ("day", "year", "month", "week"):
        return _core(i - 1, i + 1, f"event:{unit}+1", unit)
    if unit == "day" and before == "next" and word == "day":
        return _core(i - 1, i + 1, "event:day+1", unit)
    if unit == "day" and before == "last":
        return _core(i - 1, i + 1, "day-1", unit)
    return _core(i - 1, i + 1, f"{unit}{steps:+d}", unit)


def _core(first: int, end: int, relative: str, unit: str) -> Core:
    return Core(first, end, Moment(), _GRAINS[unit], relative=relative)


_AGO = {
    "ago": -1,
    "earlier": -1,
    "previously": -1,
    "later": 1,
    "before": -1,
    "after": 1,
    "hence": 1,
    "prior": -1,
}
_SINGULAR = {f"{unit}s": unit for unit in _GRAINS} | {"centuries": "century"}


def _shifted(t: Tokens, i: int, floor: int) -> Core | None:
    """The time of "two years ago", "a week later", "weeks before the vote", "two days from now"."""
    word = t.low[i]
    unit = _SINGULAR.get(word, word)
    after = t.low[i + 1]
    end = i + 2
    event = after != "ago"
    sign = _AGO.get(after)
    if after == "from" and t.low[i + 2] in ("now", "today"):
        sign, end, event = 1, i + 3, False
    elif after == "prior":
        end += t.low[i + 2] == "to"
    if sign is None or unit not in _GRAINS:
        return None
    amount: str | None = None
    first = i
    for k in range(i - 1, max(floor, i - 7) - 1, -1):
        number = read_number(t, k)
        if (
            number is not None
            and number.end == i
            and number.kind in (NumberKind.CARDINAL, NumberKind.FRACTION)
        ):
            first, amount = k, "X" if number.vague else f"{number.low.normalize():f}"
    if amount is None and t.low[i - 1] in ("a", "an", "one") and word == unit:
        first, amount = i - 1, "1"
    if amount is None and t.low[i - 1] == "half" and word in ("year", "century"):
        return None
    if amount is None and word != unit:
        amount = "X"
    if amount is None and word == unit and t.low[i - 1] == "the" and after in ("before", "after"):
        first, amount = i, "1"
    if amount is None:
        return None
    if after in ("before", "after") and t.low[first - 1] in ("for", "in", "of", "lasted", "within"):
        return None  # "for three weeks before leaving" says how long
    offset = f"{'event:' if event else ''}{unit}{'-' if sign < 0 else '+'}{amount}"
    return Core(first, end, Moment(), _GRAINS[unit], relative=offset)
