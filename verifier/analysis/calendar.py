"""Reads absolute dates at a token: days, months, years, decades, centuries, quarters, halves and seasons."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from verifier.analysis.scan import HYPHENS, NUMBER, WORD, Tokens
from verifier.analysis.tables import table, word_set
from verifier.frozen import frozen
from verifier.model import Grain, Moment


@frozen
class Core:
    """A time without the words around it: tokens `first`..`end`, half-open."""

    first: int
    end: int
    moment: Moment
    grain: Grain
    last: Moment | None = None  # the other end of a range that one expression spells out
    relative: str | None = None
    edtf: str | None = None  # where the moment cannot say it: "XX05"


@frozen
class CalendarWords:
    """The tables of `calendar.yml`."""

    months: dict[str, int]
    short: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    seasons: dict[str, str]
    openers: frozenset[str]
    counted: frozenset[str]
    ordinals: dict[str, int]
    decades: dict[str, int]


@cache
def calendar_words() -> CalendarWords:
    """The tables, read once. Names carry their possessive form ("february's") too."""
    data = table("calendar")
    words = table("number_words")
    months = {word: n + 1 for n, word in enumerate(data["months"].split())}
    weekdays = {word: n for n, word in enumerate(data["weekdays"].split())}
    ordinals = {word: n for n, word in enumerate(words["ordinals"].split())}
    ordinals |= {f"twenty-{word}": 20 + n for word, n in list(ordinals.items())[1:6]} | {"twentieth": 20}
    return CalendarWords(
        months=months | {f"{word}'s": n for word, n in months.items()},
        short=data["abbreviations"],
        weekdays=weekdays | {f"{word}{end}": n for word, n in weekdays.items() for end in ("'s", "s")},
        short_weekdays=data["weekday_abbreviations"],
        seasons=data["seasons"] | {f"{word}'s": name for word, name in data["seasons"].items()},
        openers=word_set("calendar", "openers"),
        counted=word_set("calendar", "counted"),
        ordinals=ordinals,
        decades=data["decades"],
    )


def month_at(t: Tokens, i: int) -> tuple[int, int, bool] | None:
    """The month named at token `i`, the token after it, and whether the name is a plain long one."""
    words = calendar_words()
    word = t.low[i]
    month = words.months.get(word)
    if month is not None:
        sure = word.removesuffix("'s") not in ("may", "march", "august")
        return (month, i + 1, True) if sure or t.capital(i) else None
    month = words.short.get(word)
    if month is None or not t.capital(i):
        return None
    return month, i + 2 if t.low[i + 1] == "." and t.glued(i) else i + 1, False


def year_number(t: Tokens, i: int) -> int | None:
    """The value of a token of four plain digits from 1000 to 2999, or None."""
    if t.kind[i] != NUMBER or t.end[i] - t.start[i] != 4 or not t.low[i].isdecimal():
        return None
    value = int(t.low[i])
    return value if 1000 <= value < 3000 else None


def day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """The day of a month at token `i` ("4", "4th") and the token after it."""
    if t.kind[i] != NUMBER or t.end[i] - t.start[i] > 2 or not t.low[i].isdecimal():
        return None
    value = int(t.low[i])
    if not 1 <= value <= 31:
        return None
    ordinal = t.glued(i) and t.low[i + 1] in ("st", "nd", "rd", "th")
    return value, i + 2 if ordinal else i + 1


def days_at(t: Tokens, i: int) -> tuple[int, int | None, int] | None:
    """One or two days at `i`: "4", "4-5", "4 and 5", "4th to 5th": first, last, token after."""
    one = day_number(t, i)
    if one is None:
        return None
    j = one[1]
    if (
        t.hyphen(j)
        or t.low[j] in ("and", "to", "or", "&", "until", "through")
        or (t.low[j] in HYPHENS and t.low[j])
    ):
        other = day_number(t, j + 1)
        if other is not None and other[0] > one[0]:
            return one[0], other[0], other[1]
    return one[0], None, j


def _year_after(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year at `i`, with an optional comma or "of" before it, and the token after it."""
    j = i + 1 if t.low[i] in (",", "of") else i
    year = year_number(t, j)
    if year is None or (t.low[j + 1] in calendar_words().counted and j == i):
        return None
    if t.low[i] == "," and (not 1500 <= year < 2200 or t.hyphen(j + 1)):
        return None
    return year, j + 1


def _dated(first: int, end: int, days: tuple[int, int | None], month: int, year: int | None) -> Core:
    moment = Moment(year=year, month=month, day=days[0])
    last = Moment(year=year, month=month, day=days[1]) if days[1] else None
    return Core(first, end, moment, Grain.DAY, last)


def month_core(t: Tokens, i: int) -> Core | None:
    """A date that begins with a month: "February 4-5, 2026", "Feb. 4", "May 2025", "in March"."""
    found = month_at(t, i)
    if found is None:
        return None
    month, j, long = found
    days = days_at(t, j)
    if t.low[j] == "the" and (other := day_number(t, j + 1)) and other[1] == j + 3:
        days = (other[0], None, other[1])
    if days is not None and t.low[days[2]] not in ("%", "percent", "per", "million", "billion", ":"):
        if t.low[i] in ("may", "march") and not t.capital(i):
            return None
        year = _year_after(t, days[2]) if t.low[days[2]] != "of" else None
        if not (t.glued(days[2] - 1) and t.kind[days[2]] == WORD):
            return _dated(i, year[1] if year else days[2], days[:2], month, year[0] if year else None)
    if (year := _year_after(t, j)) is not None:
        return Core(i, year[1], Moment(year=year[0], month=month), Grain.MONTH)
    if not long:
        return None
    before = t.low[i - 1]
    words = calendar_words()
    opened = before in words.openers or t.low[i - 1] in words.months or (before in HYPHENS and before != "")
    opened = opened or ((t.hyphen(j) or t.low[j] in ("to", "and")) and t.low[j + 1] in words.months)
    if t.low[i] in ("may", "march", "may's", "march's"):
        if not (opened and t.capital(i)) or (t.capital(i + 1) and t.low[i + 1] not in words.months):
            return None
    elif not opened and t.capital(i + 1) and t.kind[i + 1] == WORD:
        return None  # "April Jones"
    elif not opened and t.capital(i - 1) and i > 1 and t.kind[i - 1] == WORD:
        return None
    return Core(i, j, Moment(month=month), Grain.MONTH)


def day_core(t: Tokens, i: int) -> Core | None:
    """A date that begins with its day: "4 February 2026", "4 and 5 February", "the 4th of July"."""
    days = days_at(t, i)
    if days is None:
        return None
    j = days[2] + 1 if t.low[days[2]] == "of" or t.hyphen(days[2]) else days[2]
    found = month_at(t, j)
    if found is None or (t.low[j] in ("may", "march") and not t.capital(j)):
        return None
    year = _year_after(t, found[1])
    return _dated(i, year[1] if year else found[1], days[:2], found[0], year[0] if year else None)


def numeric_core(t: Tokens, i: int) -> Core | None:
    """A date of digits: "2026-02-04", "2026-02", "31/01/2026"; only the year where they are unsure."""
    year = year_number(t, i)
    if year is not None and t.hyphen(i + 1) and _two_digits(t, i + 2):
        month = int(t.low[i + 2])
        if t.hyphen(i + 3) and _two_digits(t, i + 4) and 1 <= month <= 12 and 1 <= int(t.low[i + 4]) <= 31:
            return Core(i, i + 5, Moment(year=year, month=month, day=int(t.low[i + 4])), Grain.DAY)
        if 1 <= month <= 12 and not t.hyphen(i + 3) and month <= year % 100:
            return Core(i, i + 3, Moment(year=year, month=month), Grain.MONTH)
        return None
    sign = t.low[i + 1]
    if sign not in ("/", "-") or t.low[i + 3] != sign or not (t.glued(i) and t.glued(i + 2)):
        return None
    year = year_number(t, i + 4)
    if year is None or day_number(t, i) is None or day_number(t, i + 2) is None:
        return None
    one, two = int(t.low[i]), int(t.low[i + 2])
    if one <= 12 and two <= 12 and one != two:
        return Core(i, i + 5, Moment(year=year), Grain.DAY)
    day, month = (one, two) if two <= 12 else (two, one)
    return Core(i, i + 5, Moment(year=year, month=month, day=day), Grain.DAY) if month <= 12 else None


def _two_digits(t: Tokens, i: int) -> bool:
    return t.kind[i] == NUMBER and t.end[i] - t.start[i] == 2 and t.low[i].isdecimal()


def with_weekday(t: Tokens, i: int) -> Core | None:
    """A weekday at `i`, joined with the date that follows it: "Tuesday, 4 February"."""
    words = calendar_words()
    weekday = words.weekdays.get(t.low[i])
    sure = weekday is not None
    if weekday is None:
        weekday = words.short_weekdays.get(t.low[i])
    if weekday is None or not t.capital(i):
        return None
    j = i + 1
    while t.low[j] in (",", ".", "the", "("):
        j += 1
    date_core = month_core(t, j) if t.kind[j] == WORD else day_core(t, j) if t.kind[j] == NUMBER else None
    if date_core is not None and date_core.grain is Grain.DAY and date_core.last is None:
        return replace(date_core, first=i, moment=replace(date_core.moment, weekday=weekday))
    return Core(i, i + 1, Moment(weekday=weekday), Grain.DAY) if sure else None
