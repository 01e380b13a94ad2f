"""Reads the dates of a text: absolute, in ranges, or relative to a day or an event. Start at `read_times`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from verifier.analysis.calendar import Core, calendar_words, day_core, month_core, numeric_core, with_weekday
from verifier.analysis.edtf import days_of, edtf_of, resolve
from verifier.analysis.periods import clock_core, code_core, decade_core, period_core, season_core, year_core
from verifier.analysis.relative import anchors, relative_core
from verifier.analysis.scan import HYPHENS, ID, NUMBER, Tokens, scan
from verifier.analysis.tables import table
from verifier.model import Grain, Span, TimeBound, TimeExpression


def read_times(text: str, *, as_of: date | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions of `text` in order, none overlapping another.

    `edtf` is the moment or range itself; `bound` says on which side of it the fact lies. Relative times are
    put on the calendar only against an `as_of` date, and name the parts so found in `inferred`. Never raises.
    """
    t = scan(text)
    if not t.numeric and _keys().keys().isdisjoint(t.words):
        return ()
    return _read(text, as_of)


@lru_cache(maxsize=16)
def _read(text: str, as_of: date | None) -> tuple[TimeExpression, ...]:
    t = scan(text)
    keys = _keys()
    found: list[TimeExpression] = []
    i = floor = 0
    while i < t.count:
        core: Core | None = None
        kind = t.kind[i]
        if kind == NUMBER:
            core = _at_number(t, i)
        elif kind == ID:
            core = code_core(t, i)
        elif (key := keys.get(t.low[i])) is not None:
            core = _at_word(t, i, key, floor)
        if core is not None and core.first >= floor:
            time, end = _finish(t, core, floor, as_of)
            found.append(time)
            i = floor = max(end, i + 1)
        else:
            i += 1
    return tuple(found)


@cache
def _keys() -> dict[str, str]:
    """Words at which a time may be found, and which reader looks."""
    words = calendar_words()
    keys: dict[str, str] = dict.fromkeys(anchors(), "relative")
    keys |= dict.fromkeys((*words.months, *words.short), "month")
    keys |= dict.fromkeys((*words.weekdays, *words.short_weekdays), "weekday")
    keys |= dict.fromkeys(words.seasons, "season")
    keys |= dict.fromkeys(("century", "centuries", "quarter", "half", "century's", "quarter's"), "period")
    keys |= dict.fromkeys(table("calendar")["clock"], "clock")
    return keys | {"'": "apostrophe", "ad": "era", "fy": "fiscal", "fiscal": "fiscal"}


def _at_number(t: Tokens, i: int) -> Core | None:
    if t.kind[i + 1] == ID and (core := code_core(t, i + 1)) is not None and core.first == i:
        return core  # "2025 Q3"
    return (
        numeric_core(t, i)
        or day_core(t, i)
        or decade_core(t, i)
        or _clocked(t, clock_core(t, i))
        or year_core(t, i)
    )


def _at_word(t: Tokens, i: int, key: str, floor: int) -> Core | None:
    if key in ("month", "weekday", "season"):
        if t.low[i] in anchors() and (core := relative_core(t, i, floor)) is not None:
            return core
        if key == "month":
            return month_core(t, i)
        return with_weekday(t, i) if key == "weekday" else season_core(t, i)
    if key == "period":
        return period_core(t, i) or relative_core(t, i, floor) if t.low[i] != "half" else period_core(t, i)
    if key == "relative":
        return relative_core(t, i, floor)
    if key == "clock":
        return _clocked(t, clock_core(t, i))
    if key == "apostrophe":
        return decade_core(t, i)
    if key == "era":
        return year_core(t, i + 1) if t.kind[i + 1] == NUMBER else None
    if t.low[i + 1] == "year" and t.kind[i + 2] == NUMBER:
        return year_core(t, i + 2)
    return None


def _clocked(t: Tokens, core: Core | None) -> Core | None:
    """A time of day together with the day that follows it: "7 pm on Tuesday"."""
    if core is None or t.low[core.end] not in ("on", ","):
        return core
    day = _day_at(t, core.end + 1)
    if day is None or day.last is not None or (t.low[core.end] == "," and day.moment.month is None):
        return core
    moment = replace(day.moment, hour=core.moment.hour, minute=core.moment.minute)
    return Core(core.first, day.end, moment, Grain.TIME, relative=day.relative)


def _day_at(t: Tokens, i: int) -> Core | None:
    core = day_core(t, i) if t.kind[i] == NUMBER else None
    if core is None and (key := _keys().get(t.low[i])) in ("month", "weekday"):
        core = month_core(t, i) if key == "month" else with_weekday(t, i)
    return core if core is not None and core.grain is Grain.DAY else None


def _finish(t: Tokens, core: Core, floor: int, as_of: date | None) -> tuple[TimeExpression, int]:
    """`core` with a second end, with its part ("early"), its bound and its place on the calendar."""
    core = _with_clock(t, core)
    core = _ranged(t, core)
    first = core.first
    moment = core.moment
    part, first = _part(t, first, floor)
    if part is not None and moment.part is None and core.last is None:
        moment = replace(moment, part=part)
    if core.relative and t.low[first - 1] in ("earlier", "later") and first - 1 >= floor:
        first -= 1
    bound, start = _bound(t, first, floor, core)
    inferred: frozenset[str] = frozenset()
    grain = core.grain
    if core.relative and as_of is not None and ":" not in core.relative:
        known = resolve(core.relative, moment, grain, as_of)
        if known is not None:
            moment, inferred = known.moment, known.inferred
            if core.relative.startswith(("month", "year", "decade", "century")) and grain is Grain.DAY:
                grain = Grain.MONTH
    edtf = core.edtf or edtf_of(moment, grain)
    days = None if core.edtf else days_of(moment, grain)
    if core.last is not None:
        edtf = f"{edtf}/{edtf_of(core.last, grain)}"
        ending = days_of(core.last, grain)
        days = (days[0], ending[1]) if days and ending and days[0] < ending[1] else None
    if bound is TimeBound.ABOUT:
        edtf += "~"
    close = t.end[core.end - 1]
    if t.low[core.end - 1].endswith("'s") and len(t.low[core.end - 1]) > 2:
        close -= 2
    span = Span(t.start[start], close)
    time = TimeExpression(
        span, span.of(t.text), moment, core.last, grain, bound, edtf, core.relative, inferred,
        days[0] if days else None, days[1] if days else None,
    )  # fmt: skip
    return time, core.end


def _with_clock(t: Tokens, core: Core) -> Core:
    """The day with the time of day that follows it: "Tuesday at 7 pm"."""
    if core.grain is not Grain.DAY or core.last is not None or core.moment.hour is not None:
        return core
    j = core.end + 1 if t.low[core.end] in ("at", ",") else core.end
    if t.kind[j] != NUMBER and t.low[j] not in ("noon", "midnight", "midday"):
        return core
    clock = clock_core(t, j)
    if clock is None:
        return core
    moment = replace(core.moment, hour=clock.moment.hour, minute=clock.moment.minute)
    return replace(core, end=clock.end, moment=moment, grain=Grain.TIME)


_TO = frozenset(("to", "until", "till", "through", "thru"))


def _ranged(t: Tokens, core: Core) -> Core:
    """`core` joined with the time after a dash, "to", or the "and" of "between": "May to July 2025"."""
    j = core.end
    word = t.low[j]
    if core.last is not None or core.relative is not None or core.edtf is not None:
        return core
    if not (
        (word in HYPHENS and word != "" and (t.hyphen(j) or not t.glued(j - 1)))
        or word in _TO
        or (word == "and" and t.low[core.first - 1] == "between")
    ):
        return core
    k = j + 1
    while t.low[k] in ("the", "early", "mid", "late", "-") and k < j + 4:
        k += 1
    other: Core | None = None
    if t.kind[k] == NUMBER:
        other = _at_number(t, k)
    elif t.kind[k] == ID:
        other = code_core(t, k)
    elif (key := _keys().get(t.low[k])) in ("month", "weekday", "season"):
        other = _named(t, k, key)
    if other is None or other.last is not None or other.relative is not None or other.edtf is not None:
        return core
    return _joined(core, other)


def _named(t: Tokens, k: int, key: str | None) -> Core | None:
    return month_core(t, k) if key == "month" else with_weekday(t, k) if key == "weekday" else None


def _joined(core: Core, other: Core) -> Core:
    """The range from `core` to `other` where both are of one grain; a year that closes it holds for both."""
    one, two = core.moment, other.moment
    if core.grain is not other.grain and {core.grain, other.grain} != {Grain.MONTH, Grain.YEAR}:
        return core
    if core.grain is Grain.YEAR and one.year is not None and two.year is not None and two.year <= one.year:
        return core
    if one.year is None and two.year is not None and core.grain is other.grain:
        one = replace(one, year=two.year)
        if (two.month or 0) < (one.month or 0):
            one = replace(one, year=two.year - 1)  # "from November to February 2026"
    grain = core.grain if core.grain is other.grain else Grain.MONTH
    return Core(core.first, other.end, one, grain, two)


@cache
def _phrases() -> tuple[dict[str, tuple[tuple[tuple[str, ...], TimeBound], ...]], dict[str, str]]:
    data = table("calendar")
    rows: dict[str, list[tuple[tuple[str, ...], TimeBound]]] = {}
    for name, lines in data["bounds"].items():
        for line in lines.splitlines():
            words = tuple(line.split())
            rows.setdefault(words[-1], []).append((words, TimeBound(name)))
    return {w: tuple(sorted(found, key=lambda row: -len(row[0]))) for w, found in rows.items()}, data["parts"]


def _part(t: Tokens, first: int, floor: int) -> tuple[str | None, int]:
    """The part that "early", "mid-", "the end of" before token `first` name, and the first token then."""
    parts = _phrases()[1]
    i = first - 1
    if t.hyphen(i) or (t.low[i] == "the" and t.low[i - 1] in ("of", "in")):
        i -= 1
    if t.low[i] == "in" and t.low[i - 1] in ("early", "late") and i - 1 >= floor:
        return parts[t.low[i - 1]], i - 1
    if t.low[i] == "of" and t.low[i - 1] in parts and i - 1 >= floor:
        return parts[t.low[i - 1]], i - 1
    if t.low[i] in ("early", "mid", "late") and i >= floor:
        return parts[t.low[i]], i
    return None, first


def _bound(t: Tokens, first: int, floor: int, core: Core) -> tuple[TimeBound, int]:
    """The bound before token `first` and the first token then."""
    i = first - 1 if t.low[first - 1] == "the" else first
    word = t.low[i - 1] if i > 0 else ""
    for phrase, bound in _phrases()[0].get(word, ()):
        start = i - len(phrase)
        if start >= floor and t.low[start:i] == phrase:
            return bound, start
    if core.relative and first > floor and word == "than" and core.relative.partition(":")[2] == "":
        compared = t.low[i - 2]
        if compared in ("more", "less") and i - 2 >= floor:
            return (TimeBound.BEFORE if compared == "more" else TimeBound.AFTER), i - 2
    if (
        core.relative
        and "-" in core.relative
        and word in ("over", "nearly", "almost", "under")
        and i - 1 >= floor
    ):
        bound = {"over": TimeBound.BEFORE, "under": TimeBound.AFTER}.get(word, TimeBound.ABOUT)
        return bound, i - 1
    if word == "from" and core.last is None:
        onward = t.low[core.end] in ("onward", "onwards") or t.low[core.end : core.end + 1] == ("on",)
        starting = t.low[i - 2] in (
            "",
            ",",
            "effective",
            "starting",
            "beginning",
            "valid",
            "running",
            "applies",
            "apply",
        )
        if onward or starting:
            return TimeBound.SINCE, i - 1
    return TimeBound.AT, first
