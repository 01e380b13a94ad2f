"""What comes out of an article: claims to be looked at, and all that became none, with the reason."""

from __future__ import annotations

from dataclasses import field

from verifier.analysis import Analysis
from verifier.frozen import frozen
from verifier.model import ClaimValue, Entity, Span


@frozen
class Passage:
    """Words of the source that back a claim, letter by letter."""

    quote: str
    span: Span  # into the text of the source
    line: int  # 1-based


@frozen
class Replacement:
    """Words of the article that a claim says in other words of the article: "his" as "Ann Lee's"."""

    was: str
    now: str


@frozen
class Proposal:
    """One fact, as a statement that stands on its own."""

    statement: str
    passages: tuple[Passage, ...]  # where the article says it; the first one is the plainest
    analysis: Analysis  # how the matcher understands the statement
    replaced: tuple[Replacement, ...] = ()
    dropped: tuple[str, ...] = ()  # words that could not be made to stand alone: "earlier this month"
    value: ClaimValue | None = None  # parts that the article does not print, such as a year


@frozen
class LeftOut:
    """A sentence or a part of one that became no claim."""

    text: str
    line: int
    reason: str


@frozen
class Disagreement:
    """Two proposals of one article that cannot both be true."""

    first: Proposal
    second: Proposal
    reason: str


@frozen
class Extraction:
    """All that was made of one article."""

    proposals: tuple[Proposal, ...]
    entities: tuple[Entity, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    remarks: tuple[str, ...] = ()  # what a reader should know of the whole, such as another language
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)  # entity id -> titles that it carries
