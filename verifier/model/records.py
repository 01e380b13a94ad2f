"""What is known: the records of a claims database."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum

from verifier.frozen import frozen
from verifier.model.details import Bound
from verifier.model.text import Span


@frozen
class ClaimPlace:
    """Where a record stands in the database."""

    path: str
    line: int
    column: int = 1


@frozen
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


@frozen
class Citation:
    """A verbatim quote of a source."""

    source: str  # Source.id
    quote: str
    span: Span | None = None  # into Source.text
    line: int | None = None  # 1-based, in the source's text
    prefix: str | None = None
    suffix: str | None = None
    url: str | None = None
    vanished: date | None = None  # the day on which the source no longer had the quote


class ClaimStatus(Enum):
    """Where a claim is in its life."""

    PROPOSED = "proposed"  # waits for a person
    REJECTED = "rejected"  # a proposal that a person turned down; kept so that it is not made again
    ACTIVE = "active"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


@frozen
class ClaimValue:
    """A maintainer's own reading of the figure or date, which overrides what analysis reads."""

    number: Decimal | None = None
    unit: str | None = None
    qualifier: Bound | None = None
    edtf: str | None = None
    inferred: frozenset[str] = frozenset()  # names of parts that the source does not print


@frozen
class Examples:
    """Sentences a claim carries as its own tests."""

    consistent: tuple[str, ...] = ()
    contradictory: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()


@frozen
class Retraction:
    """When a claim was taken back, and the notice that did it."""

    on: date | None = None
    citations: tuple[Citation, ...] = ()


@frozen
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
    reason: str | None = None  # why it was rejected, disputed, superseded or retracted
    retraction: Retraction | None = None

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """The citations whose quotes stand in their sources; all of them where none does."""
        return tuple(one for one in self.citations if not one.vanished) or self.citations
