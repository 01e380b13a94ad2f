"""What is understood of a text: figures, dates and who or what they are about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from verifier.frozen import frozen
from verifier.model.text import Mention, Span


class Bound(Enum):
    """How a written figure limits the true one."""

    EXACT = "exactly"
    ABOUT = "about"
    OVER = "over"  # more than
    UNDER = "under"  # less than
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    BETWEEN = "between"
    VAGUE = "vague"  # "a handful", "dozens", "most": low and high are wide


@frozen
class Quantity(Mention):
    """A figure: how much of what. `low`/`high` are in the dimension's base unit; None is open.

    "over ninety percent" is low=90, high=None, bound=OVER, unit="percent".
    "about 70 percent" is low=high=70, bound=ABOUT. "7 to 12 km" is low=7000, high=12000, bound=BETWEEN.
    """

    low: Decimal | None
    high: Decimal | None
    bound: Bound
    unit: str | None  # canonical name of the unit as written ("kilometre"); None for a bare count
    dimension: str  # count percent percentage-points money length mass time temperature … ordinal year-age
    of: str | None  # head noun of what is counted or measured, lower case, as written ("finance ministers")
    half_step: Decimal  # half of the last place written, base unit: "1.3 km" -> 50
    number: Span  # the digits or number words alone


class Grain(Enum):
    """How fine a time expression is."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    SEASON = "season"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    TIME = "time"


class TimeBound(Enum):
    """How a time expression limits the moment."""

    AT = "at"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    ABOUT = "about"


@frozen
class Moment:
    """A point in the calendar with only the parts that were written (or inferred); None is not stated."""

    year: int | None = None
    month: int | None = None  # 1-12
    day: int | None = None  # 1-31
    weekday: int | None = None  # Monday is 0
    part: str | None = None  # "early" | "mid" | "late", "Q1".."Q4", "H1", "H2", "spring".."winter"
    hour: int | None = None
    minute: int | None = None


@frozen
class TimeExpression(Mention):
    """A date, a range of dates or a date relative to another; durations are quantities of dimension time."""

    first: Moment
    last: Moment | None  # None unless a range
    grain: Grain
    bound: TimeBound
    edtf: str  # ISO 8601-2; unspecified parts as X: "XXXX-02-04/XXXX-02-05"
    relative: str | None = None  # normalised offset: "month+0", "year-1", "day-3"; None when absolute
    inferred: frozenset[str] = frozenset()  # parts that come from the as-of date: {"year"}
    start: date | None = None  # half-open interval when fully known
    end: date | None = None


@frozen
class Entity:
    """A person, place, organisation, event, work or product that the claims database names."""

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
