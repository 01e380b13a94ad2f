"""A record of a claims file as a claim."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from verifier.knowledge.schema import CitationRecord, ClaimRecord, DefaultsRecord, ValueRecord
from verifier.model import (
    Bound,
    Citation,
    Claim,
    ClaimPlace,
    ClaimStatus,
    ClaimValue,
    Examples,
    Retraction,
)

_NO_EXAMPLES = Examples()


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def unlocated(record: CitationRecord, defaults: DefaultsRecord) -> Citation:
    """A citation as it is written, not looked for in its source."""
    return Citation(
        source=record.source or defaults.source or "",
        quote=record.quote.strip(),
        prefix=record.prefix,
        suffix=record.suffix,
        url=record.url,
        vanished=_day(record.vanished),
    )


def claim_of(
    record: ClaimRecord,
    defaults: DefaultsRecord,
    citations: tuple[Citation, ...],
    place: ClaimPlace,
    notices: tuple[Citation, ...] = (),
) -> Claim:
    """The claim of a record, with what its file says for all; `notices` are the quotes of its retraction."""
    examples = record.examples
    review = record.reviewed or defaults.reviewed
    return Claim(
        id=record.id,
        statement=record.statement.strip(),
        citations=citations,
        place=place,
        status=ClaimStatus(record.status),
        value=_value(record.value) if record.value else None,
        holds_from=record.holds.from_ if record.holds else None,
        holds_until=record.holds.until if record.holds else None,
        expires=_day(record.expires),
        recheck_by=_day(record.recheck_by),
        superseded_by=record.superseded_by,
        not_to_be_confused_with=tuple(record.not_to_be_confused_with),
        compatible_with=tuple(record.compatible_with),
        owner=record.owner or defaults.owner,
        note=record.note,
        examples=Examples(
            tuple(examples.consistent), tuple(examples.contradictory), tuple(examples.unverified)
        )
        if examples
        else _NO_EXAMPLES,
        reviewed_by=review.by if review else None,
        reviewed_on=_day(review.on) if review else None,
        reason=record.reason,
        retraction=Retraction(_day(record.retraction.on), notices) if record.retraction else None,
    )


def _value(record: ValueRecord) -> ClaimValue:
    return ClaimValue(
        number=Decimal(record.number) if record.number else None,
        unit=record.unit,
        qualifier=Bound(record.qualifier) if record.qualifier else None,
        edtf=record.edtf,
        inferred=frozenset(record.inferred),
    )
