"""Reads years, decades, centuries, quarters, halves, seasons and times of day at a token."""

from __future__ import annotations

from verifier.analysis.calendar import Core, calendar_words, year_number
from verifier.analysis.counted import ends_phrase
from verifier.analysis.scan import HYPHENS, ID, NUMBER, WORD, Tokens
from verifier.analysis.tables import table, word_set
from verifier.analysis.units import unit_at
from verifier.model import Grain, Moment

_ERAS = ("bc", "bce", "ad", "ce")


def _era(t: Tokens, i: int) -> tuple[int, int] | None:
    """-1 or 1 for the era at token `i` ("BC", "B.C.") and the token after it."""
    if t.low[i] in _ERAS and t.raw(i).isupper():
        return (-1 if t.low[i][0] == "b" else 1), i + 1
    if t.low[i : i + 4] in (("b", ".", "c", "."), ("a", ".", "d", ".")) and t.capital(i):
        return (-1 if t.low[i] == "b" else 1), i + 4
    return None


def year_core(t: Tokens, i: int) -> Core | None:
    """A year, or a range of years written as one: "1998", "44 BC", "1998-99", "2023/24"."""
    year = year_number(t, i)
    if t.kind[i] == NUMBER and t.low[i].isdecimal() and len(t.low[i]) <= 4 and (era := _era(t, i + 1)):
        value = int(t.low[i])
        if value:
            return Core(i, era[1], Moment(year=1 - value if era[0] < 0 else value), Grain.YEAR)
    if (
        t.low[i - 1] in ("ad", "ce")
        and t.raw(i - 1).isupper()
        and t.low[i].isdecimal()
        and len(t.low[i]) <= 4
    ):
        return Core(i - 1, i + 1, Moment(year=int(t.low[i])), Grain.YEAR) if int(t.low[i]) else None
    if year is None or not _is_year(t, i, year):
        return None
    j = i + 1
    if (t.hyphen(j) or (t.low[j] == "/" and t.glued(i) and t.glued(j))) and t.kind[j + 1] == NUMBER:
        other = t.low[j + 1]
        if len(other) == 2 and other.isdecimal() and not t.hyphen(j + 2):
            end = year // 100 * 100 + int(other)
            if year < end <= year + 60 or (other == "00" and year % 100 == 99):
                end = end if end > year else end + 100
                return Core(i, j + 2, Moment(year=year), Grain.YEAR, Moment(year=end))
    return Core(i, j, Moment(year=year), Grain.YEAR)


_COUNTING = frozenset("some nearly almost than least most roughly approximately over up only exactly".split())


def _is_year(t: Tokens, i: int, year: int) -> bool:
    """Is a figure of four digits a year and no count, measure, code or time?"""
    before, after = t.low[i - 1], t.low[i + 1]
    if i > 0 and t.kind[i - 1] not in (WORD, NUMBER, ID) and t.glued(i - 1):
        if before in "$£€₹¥#_@=/.&:" and before:
            return False
        if (
            before in HYPHENS
            and t.glued(i - 2)
            and (
                t.kind[i - 2] == ID or (t.kind[i - 2] == WORD and t.capital(i - 2) and t.low[i - 2] != "mid")
            )
        ):
            return t.low[i - 2] in ("mid", "early", "late", "pre", "post", "covid")
    if t.glued(i) and (t.kind[i + 1] in (WORD, ID) or after in ("%", "+", "°", "$", "€", "/", "_", "@")):
        return after == "/" or after in ("ad",)
    if after in ("%", "percent", "gmt", "hours", "utc", "per", "million", "billion", "hundred", "thousand"):
        return False
    if t.hyphen(i + 1) and t.kind[i + 2] == WORD and unit_at(t, i + 2) is not None:
        return False
    if after in calendar_words().counted:
        return False
    if t.kind[i + 1] in (WORD, ID) and after not in ("in", "a", "c", "second") and (at := unit_at(t, i + 1)):
        if not at.symbol or len(after) > 1:
            return False
    if before in ("usd", "eur", "gbp", "rs", "inr", "no", "page", "room", "flight", "number", "#"):
        return False
    if before in calendar_words().openers or before in ("year", "fiscal", "years", "fy", "of", "the"):
        return not (before in ("of", "to", "by", "from", "about", "around") and _plural(t, i + 1))
    if before in _COUNTING:
        return False
    if before in calendar_words().months or before.endswith("'s"):
        return True
    if not 1700 <= year < 2100:
        return False
    return not (_plural(t, i + 1) and year % 50 == 0)


def _plural(t: Tokens, i: int) -> bool:
    word = t.low[i]
    return (
        t.kind[i] == WORD
        and len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s"))
    )


def decade_core(t: Tokens, i: int) -> Core | None:
    """A decade at its digits or a leading apostrophe: "1990s", "the 90s", "'80s"."""
    j = i + 1 if t.low[i] == "'" else i
    if t.kind[j] != NUMBER or not t.low[j].isdecimal() or (j > i and not t.glued(i)):
        return None
    raw = t.low[j]
    plural = t.glued(j) and (t.low[j + 1] == "s" or (t.low[j + 1] == "'" and t.low[j + 2] == "s"))
    end = j + 2 if t.low[j + 1] == "s" else j + 3
    if plural and len(raw) == 4 and raw[3] == "0" and 1000 <= int(raw) < 3000:
        if raw[2] == "0" and raw[1] != "0" and t.low[i - 1] not in ("early", "mid", "late", "-"):
            return Core(i, end, Moment(year=int(raw)), Grain.CENTURY)  # "the 1800s"
        return Core(i, end, Moment(year=int(raw)), Grain.DECADE)
    if plural and len(raw) == 2 and raw[1] == "0":
        if t.low[i - 1] in ("his", "her", "their", "my", "your", "our", "its") or t.low[i - 2] in (
            "his",
            "her",
            "their",
        ):
            return None
        return Core(i, end, Moment(), Grain.DECADE, edtf=f"XX{raw[0]}X")
    if j > i and len(raw) == 2 and not t.glued(i - 1) and not t.glued(j):
        return Core(i, j + 1, Moment(), Grain.YEAR, edtf=f"XX{raw}")
    return None


def _ordinal(t: Tokens, end: int) -> tuple[int, int] | None:
    """The ordinal whose last token is just before `end`, and its first token."""
    words = calendar_words().ordinals
    if t.low[end - 1] in ("st", "nd", "rd", "th") and t.kind[end - 2] == NUMBER and t.glued(end - 2):
        return (
            (int(t.low[end - 2]), end - 2) if t.low[end - 2].isdecimal() and len(t.low[end - 2]) < 3 else None
        )
    if t.low[end - 2] == "-" and end > 2 and (joined := words.get(f"{t.low[end - 3]}-{t.low[end - 1]}")):
        return joined, end - 3
    value = words.get(t.low[end - 1])
    return (value, end - 1) if value else None


def period_core(t: Tokens, i: int) -> Core | None:
    """At "century", "quarter" or "half": the period that the ordinal before it picks out."""
    word = t.low[i].removesuffix("'s")
    hyphened = t.hyphen(i - 1)
    found = _ordinal(t, i - 1 if hyphened else i)
    if found is None:
        return None
    n, first = found
    if word in ("century", "centuries"):
        era = _era(t, i + 1)
        if not 1 <= n <= 30:
            return None
        if era is not None and era[0] < 0:
            return Core(
                first, era[1], Moment(year=-100 * (n - 1) - 99), Grain.CENTURY, edtf=f"-{n - 1:02d}XX"
            )
        return Core(first, era[1] if era else i + 1, Moment(year=100 * (n - 1)), Grain.CENTURY)
    year, end = _of_year(t, i + 1)
    if word == "quarter" and 1 <= n <= 4:
        return Core(first, end, Moment(year=year, part=f"Q{n}"), Grain.QUARTER)
    if word == "half" and 1 <= n <= 2 and end > i + 1:
        return Core(first, end, Moment(year=year, part=f"H{n}"), Grain.HALF)
    return None


def _of_year(t: Tokens, i: int) -> tuple[int | None, int]:
    """The year of "of 2025", "2025", "of fiscal 2025", "of the year" at `i`, and the token after it."""
    j = i + 1 if t.low[i] in ("of", "in", ",") else i
    for word in ("the", "fiscal", "financial", "year"):
        if t.low[j] == word:
            j += 1
    year = year_number(t, j)
    if year is not None:
        return year, j + 1
    return (None, j) if t.low[j - 1] == "year" and j > i else (None, i)


def code_core(t: Tokens, i: int) -> Core | None:
    """A period at a token of letters and digits: "Q3 2025", "H1 2025", "FY2025"."""
    raw = t.low[i]
    if len(raw) == 2 and raw[0] in "qh" and raw[1] in ("1234" if raw[0] == "q" else "12") and t.capital(i):
        year, end = _of_year(t, i + 1)
        if year is None and (before := year_number(t, i - 1)) and t.end[i - 1] + 1 == t.start[i]:
            return Core(
                i - 1,
                i + 1,
                Moment(year=before, part=raw.upper()),
                Grain.QUARTER if raw[0] == "q" else Grain.HALF,
            )
        if year is None and raw[0] == "h":
            return None
        return Core(
            i, end, Moment(year=year, part=raw.upper()), Grain.QUARTER if raw[0] == "q" else Grain.HALF
        )
    if raw.startswith("fy") and raw[2:].isdecimal() and len(raw) in (4, 6) and raw.isascii():
        year = int(raw[2:]) if len(raw) == 6 else 2000 + int(raw[2:])
        return Core(i, i + 1, Moment(year=year), Grain.YEAR)
    return None


def season_core(t: Tokens, i: int) -> Core | None:
    """A season with its year, or alone where the words around it leave no doubt."""
    name = calendar_words().seasons[t.low[i]]
    j = i + 1
    if t.low[j] in ("of", ","):
        j += 1
    year = year_number(t, j)
    if year is not None:
        last = None
        if t.hyphen(j + 1) and t.kind[j + 2] == NUMBER and len(t.low[j + 2]) == 2:
            j += 2
        return Core(i, j + 1, Moment(year=year, part=name), Grain.SEASON, last)
    before, after = t.low[i - 1], t.low[i + 1]
    if before == "the" and t.low[i - 2] in (
        "in",
        "during",
        "until",
        "by",
        "since",
        "over",
        "before",
        "after",
    ):
        opened = after != "of" and (t.kind[i + 1] != WORD or ends_phrase(after))  # not "the spring water"
    else:
        opened = before in ("in", "this", "by", "since", "until", "during", "early", "late", "mid", "every")
    if name == "autumn" and t.low[i].startswith("fall") and before not in ("the", "this"):
        return None
    return Core(i, i + 1, Moment(part=name), Grain.SEASON) if opened else None


def clock_core(t: Tokens, i: int) -> Core | None:
    """A time of day: "10:30", "7 pm", "7.30 p.m.", "1400 GMT", "noon"."""
    noon = table("calendar")["clock"].get(t.low[i])
    if noon is not None:
        return Core(i, i + 1, Moment(hour=noon, minute=0), Grain.TIME)
    raw = t.low[i]
    hour: int
    minute: int | None = None
    j = i + 1
    zones = word_set("calendar", "zones")
    if (
        t.low[j] == ":"
        and t.glued(i)
        and t.glued(j)
        and t.kind[j + 1] == NUMBER
        and raw.isdecimal()
        and len(raw) < 3
    ):
        if len(t.low[j + 1]) != 2 or not t.low[j + 1].isdecimal() or (t.low[j + 2] == ":" and t.glued(j + 1)):
            return None
        hour, minute, j = int(raw), int(t.low[j + 1]), j + 2
        if (
            t.kind[i - 1] == WORD
            and t.capital(i - 1)
            and i > 1
            and t.low[i - 1] not in calendar_words().weekdays
        ):
            return None  # "John 3:16"
    elif raw.isdecimal() and len(raw) < 3:
        hour = int(raw)
    elif len(raw) in (4, 5) and raw[-3] == "." and raw.replace(".", "").isdecimal():
        hour, minute = int(raw[:-3]), int(raw[-2:])
    elif len(raw) == 4 and raw.isdecimal() and t.low[j] in ("gmt", "utc", "hours", "hrs"):
        return _clock(i, j + 1, int(raw[:2]), int(raw[2:]))
    else:
        return None
    half = t.low[j]
    if half in ("am", "pm"):
        j += 1
    elif half in ("a", "p") and t.low[j + 1 : j + 3] == (".", "m"):
        j += 4 if t.low[j + 3] == "." else 3
    elif half == "o'clock":
        return _clock(i, j + 1, hour, minute)
    elif t.low[i + 1] != ":":
        return None
    else:
        return _clock(i, j + (t.low[j] in zones), hour, minute)
    if not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half[0] == "p" else 0)
    return _clock(i, j + (t.low[j] in zones), hour, minute)


def _clock(first: int, end: int, hour: int, minute: int | None) -> Core | None:
    if hour > 23 or (minute or 0) > 59:
        return None
    return Core(first, end, Moment(hour=hour, minute=minute), Grain.TIME)
