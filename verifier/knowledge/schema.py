"""The shape of claims files and source records: what is allowed in the YAML, and the words when it is not.

Everything arrives as text (see `yaml_loader`), so figures and dates are strings with a pattern. Unknown keys
are refused with the nearest known one. The descriptions are the documentation that editors show: they end up
in the JSON Schemas (`json_schema.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args

from verifier.knowledge.declaring import Field, Record
from verifier.knowledge.field_types import (
    Count,
    Day,
    Edtf,
    Format,
    Id,
    Language,
    Number,
    Quote,
    Sha256,
    Text,
    Url,
    Wikidata,
)


class ReviewRecord(Record):
    """Who last compared a claim with its source, and when."""

    by: Text = Field(description="Who reviewed it: initials, a name or a team.")
    on: Day = Field(description='The day of the review, such as "2026-11-22".')


class ValueRecord(Record):
    """A maintainer's own reading of the figure or date, which overrides what is read from the statement."""

    number: Number | None = Field(None, description='The figure as a decimal in quotes, such as "90".')
    unit: Text | None = Field(
        None, description="The unit of the figure, such as percent, kilometre or people."
    )
    qualifier: Literal["exactly", "about", "over", "under", "at-least", "at-most"] | None = Field(
        None, description="How the figure limits the true one."
    )
    edtf: Edtf | None = Field(None, description="The date or period as an EDTF string (ISO 8601-2).")
    inferred: list[Text] = Field(
        (),
        description="Parts that the source does not print (such as year); they may back, never refute.",
    )


class HoldsRecord(Record):
    """The period in which the claim is true of the world."""

    from_: Edtf | None = Field(
        None, alias="from", description="True from then on, as an EDTF string; null: not known."
    )
    until: Edtf | None = Field(None, description="True until then, as an EDTF string; null: still true.")


class ExamplesRecord(Record):
    """Sentences that the claim carries as its own tests; `verifier claims lint` runs them."""

    consistent: list[Text] = Field((), description="Sentences that must be consistent with the claim.")
    contradictory: list[Text] = Field((), description="Sentences that must contradict the claim.")
    unverified: list[Text] = Field(
        (), description="Sentences that the claim must neither back nor contradict."
    )


class CitationRecord(Record):
    """A verbatim quote of a source."""

    source: Id | None = Field(None, description="Id of the source; the file's defaults.source when left out.")
    quote: Quote = Field(
        description="Words of the source, letter by letter; white space and curly quotes may differ."
    )
    prefix: Quote | None = Field(
        None, description="Words right before the quote, to tell two equal passages apart."
    )
    suffix: Quote | None = Field(
        None, description="Words right after the quote, to tell two equal passages apart."
    )
    url: Url | None = Field(
        None, description="Address of this very passage, where it differs from that of the source."
    )
    vanished: Day | None = Field(
        None,
        description="The day on which its source no longer had this quote: it is kept, and backs nothing. "
        "`verifier sources update` sets it.",
    )


class RetractionRecord(Record):
    """When a claim was taken back, and the words of a source that take it back."""

    on: Day | None = Field(None, description='The day of the retraction, such as "2026-11-22".')
    citations: list[CitationRecord] = Field((), description="Quotes of a correction or a retraction notice.")


class ClaimRecord(Record):
    """A fact the team stands behind. `id`, `statement` and `citations` are a complete claim."""

    id: Id = Field(description="Unique over the whole database; letters, digits, hyphen, dot, underscore.")
    statement: Text = Field(description="The fact as one plain sentence that stands on its own.")
    citations: list[CitationRecord] = Field(least=1, description="At least one verbatim quote that backs it.")
    value: ValueRecord | None = Field(None, description="Overrides what is read from the statement.")
    holds: HoldsRecord | None = Field(None, description="The period in which the claim is true.")
    expires: Day | None = Field(
        None, description="Last day on which the claim may back or contradict a statement."
    )
    recheck_by: Day | None = Field(
        None, description="The day by which somebody should look at the source again."
    )
    status: Literal["proposed", "rejected", "active", "disputed", "superseded", "retracted"] = Field(
        "active",
        description="Statements are compared with active and disputed claims. A proposed one waits for a "
        "person; a rejected one stays so that it is not proposed again; who repeats a retracted one is told.",
    )
    reason: Text | None = Field(
        None,
        description="Why it was rejected, disputed, superseded or retracted; shown to whoever repeats it.",
    )
    superseded_by: Id | None = Field(None, description="Id of the claim that replaces this one.")
    retraction: RetractionRecord | None = Field(
        None, description="When a retracted claim was taken back, and the notice that did it."
    )
    not_to_be_confused_with: list[Id] = Field(
        (), description="Ids of claims about a near but different matter."
    )
    compatible_with: list[Id] = Field(
        (), description="Ids of claims that look as if they clash with this one and do not."
    )
    owner: Text | None = Field(None, description="Who answers for the claim.")
    reviewed: ReviewRecord | None = Field(None, description="Who last compared it with its source, and when.")
    note: Text | None = Field(None, description="Anything a later maintainer should know.")
    examples: ExamplesRecord | None = Field(None, description="Sentences that test the claim.")


class EntityRecord(Record):
    """A person, place, organisation, event, work or product, and the names it goes by."""

    name: Text = Field(description="The name to show.")
    kind: Text | None = Field(
        None, description="What it is: person, country, organisation, event, place, product …"
    )
    aliases: list[Text] = Field((), description="Other names that mean the same in this database.")
    wikidata: Wikidata | None = Field(None, description="Wikidata item, such as Q148.")


class DefaultsRecord(Record):
    """What holds for every claim of the file that does not say otherwise."""

    source: Id | None = Field(None, description="Source of citations that name none.")
    owner: Text | None = Field(None, description="Owner of claims that name none.")
    reviewed: ReviewRecord | None = Field(None, description="Review of claims that name none.")


class ClaimsFile(Record):
    """One file of claims."""

    format: Format = Field(description="Version of the file format: 1.")
    defaults: DefaultsRecord | None = Field(None, description="What holds for every claim of this file.")
    entities: dict[Id, EntityRecord] | None = Field(None, description="Names used in claims, by id.")
    claims: list[ClaimRecord] | None = Field(None, description="The claims.")


class PublishedRecord(Record):
    """A date of publication that somebody worked out."""

    edtf: Edtf = Field(description="The date as an EDTF string.")
    basis: Literal["stated", "inferred"] = Field("stated", description="Whether the source prints it.")
    why: Text | None = Field(None, description="How it was worked out.")


class FrozenTextRecord(Record):
    """The frozen text beside the record."""

    path: Text = Field(description="File in the same folder, such as text.md or text.txt.")
    sha256: Sha256 | None = Field(
        None, description="SHA-256 of the file's bytes; `verifier sources add` writes it."
    )
    chars: Count | None = Field(None, description="Length in code points, for people.")


class SourceFile(Record):
    """One trusted document."""

    format: Format = Field(description="Version of the file format: 1.")
    id: Id = Field(description="The name of the folder.")
    title: Text = Field(description="Title of the document.")
    publisher: Text | None = Field(None, description="Who published it; null when unknown.")
    url: Url | None = Field(None, description="Where it was published; null when nowhere.")
    language: Language = Field("en", description="Language tag, such as en or en-GB.")
    published: Edtf | PublishedRecord | None = Field(
        None, description="Date of publication as an EDTF string."
    )
    added: Day | None = Field(None, description="The day it was added to the database.")
    tier: Literal["primary", "secondary", "tertiary"] | None = Field(
        None, description="How near the document is to the facts; ranks citations, never hides a conflict."
    )
    note: Text | None = Field(None, description="Anything a later maintainer should know.")
    text: FrozenTextRecord = Field(description="The frozen text.")


RECORDS: dict[tuple[str, ...], type[Record]] = {  # which record stands where; list positions and ids left out
    (): ClaimsFile,
    ("defaults",): DefaultsRecord,
    ("defaults", "reviewed"): ReviewRecord,
    ("entities",): EntityRecord,
    ("claims",): ClaimRecord,
    ("claims", "citations"): CitationRecord,
    ("claims", "value"): ValueRecord,
    ("claims", "holds"): HoldsRecord,
    ("claims", "examples"): ExamplesRecord,
    ("claims", "retraction"): RetractionRecord,
    ("claims", "retraction", "citations"): CitationRecord,
    ("claims", "reviewed"): ReviewRecord,
    ("text",): FrozenTextRecord,
    ("published",): PublishedRecord,
}


def keys_of(record: type[Record]) -> tuple[str, ...]:
    """The keys a record may have in YAML, in their canonical order."""
    return record.keys()


def known_keys(steps: tuple[str | int, ...], root: type[Record]) -> tuple[str, ...]:
    """The keys that are allowed where `steps` lead to in a file whose root is `root`."""
    names = tuple(step for step in steps if isinstance(step, str))
    if names[:1] == ("entities",):
        names = names[:1]  # the second step is the entity's own id
    return keys_of(RECORDS.get(names) or _inside(root, names) if names else root)


def _inside(record: type[Record], names: tuple[str, ...]) -> type[Record]:
    """The record that lists of another file's records lead to."""
    for name in names:
        record = next((one for one in _records(record.annotations().get(name))), record)
    return record


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from _records(argument)
