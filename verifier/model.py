"""What is read, understood and known: the values that flow through a pass, all frozen.

Offsets are Unicode code points, half-open. Line and column numbers exist only in `Place`, 1-based.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

# ---------------------------------------------------------------- where


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same length, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """True when this span lies inside `other`."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Place:
    """A range in the author's own file. The end line and column are exclusive of the last character."""

    path: str
    start: int  # code points into the decoded file, the byte order mark not counted
    end: int
    line: int  # 1-based
    column: int  # 1-based, code points
    end_line: int
    end_column: int
    utf16_column: int  # 1-based, UTF-16 code units (SARIF, LSP)
    utf16_end_column: int
    utf8_column: int  # 1-based, UTF-8 bytes (rdjson)
    utf8_end_column: int


# ---------------------------------------------------------------- read


class BlockKind(Enum):
    """What part of a page a block of prose is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    QUOTE = "quote"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """One run of prose that no sentence crosses."""

    kind: BlockKind
    span: Span  # into Document.text
    section: tuple[str, ...] = ()  # headings above it, outermost first


@dataclass(frozen=True, slots=True)
class Directive:
    """An instruction to the tool inside a draft, such as an inline ignore."""

    action: str  # ignore | off | on | ignore-file
    rules: frozenset[str]  # empty: all rules
    reason: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, before it is understood."""

    text: str
    span: Span  # into Document.text
    block: Block
    context: tuple[str, ...] = ()  # sentences before it in the same document, oldest first


# ---------------------------------------------------------------- understood


@dataclass(frozen=True, slots=True)
class Mention:
    """Some words of a text, by their position in it."""

    span: Span
    text: str


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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in the calendar with only the parts that were written (or inferred); None is not stated."""

    year: int | None = None
    month: int | None = None  # 1-12
    day: int | None = None  # 1-31
    weekday: int | None = None  # Monday is 0
    part: str | None = None  # "early" | "mid" | "late", "Q1".."Q4", "H1", "H2", "spring".."winter"
    hour: int | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, organisation, event, work or product that the claims database names."""

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


# ---------------------------------------------------------------- known


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """Where a record stands in the database."""

    path: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A trusted document, frozen with its hash."""

    id: str
    title: str
    text: str
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    published: str | None = None  # EDTF
    path: str | None = None  # of the text, relative to the database root
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote of a source."""

    source: str  # Source.id
    quote: str
    span: Span | None = None  # into Source.text
    line: int | None = None  # 1-based, in the source's text
    prefix: str | None = None
    suffix: str | None = None
    url: str | None = None


class ClaimStatus(Enum):
    """Where a claim is in its life."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """A maintainer's own reading of the figure or date, which overrides what analysis reads."""

    number: Decimal | None = None
    unit: str | None = None
    qualifier: Bound | None = None
    edtf: str | None = None
    inferred: frozenset[str] = frozenset()  # names of parts that the source does not print


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences a claim carries as its own tests."""

    consistent: tuple[str, ...] = ()
    contradictory: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact the team stands behind."""

    id: str
    statement: str
    citations: tuple[Citation, ...]
    place: ClaimPlace
    status: ClaimStatus = ClaimStatus.ACTIVE
    value: ClaimValue | None = None
    holds_from: str | None = None  # EDTF
    holds_until: str | None = None  # EDTF
    expires: date | None = None
    recheck_by: date | None = None
    superseded_by: str | None = None
    not_to_be_confused_with: tuple[str, ...] = ()
    compatible_with: tuple[str, ...] = ()
    owner: str | None = None
    note: str | None = None
    examples: Examples = field(default_factory=Examples)
    context: tuple[str, ...] = ()  # sentences before it in its source, for claims read straight from a text
    reviewed_by: str | None = None  # who last compared it with its source
    reviewed_on: date | None = None
