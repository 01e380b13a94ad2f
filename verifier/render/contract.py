"""The published shape of the json and jsonl formats, version 1.

`schema/report.schema.json` is generated from these types and the renderers are type-checked against them, so
the two cannot drift apart. Adding a key is a compatible change; anything else needs a new `FORMAT`.
"""

# NOTE: no `from __future__ import annotations`: the schema generator reads these annotations at run time.

from typing import Any, Final, Literal, NotRequired

from typing_extensions import TypedDict

FORMAT: Final = 1
StatementVerdict = Literal["consistent", "contradictory", "unverified"]
SCHEMA_ID = "urn:claims-verifier:report:1"


class Tool(TypedDict):
    """The program that made the report."""

    name: str
    version: str


class TrustedRecord(TypedDict):
    """The commit whose claims, sources and settings were used (`--trusted-ref`)."""

    ref: str
    """As the caller named it."""
    commit: str


class Claims(TypedDict):
    """The claims database the drafts were compared with."""

    digest: str
    """Hash over all claims and sources."""
    active: int
    """Claims that were in use."""
    expired: int
    """Claims past their expiry on the day of the check."""
    proposed: int
    """Claims that were in use although nobody has accepted them yet; not counted as active."""
    waiting: int
    """Proposed claims that were not in use."""
    trusted: TrustedRecord | None
    """Null when claims and settings are those of the working tree."""


class Judge(TypedDict):
    """Who judged this run."""

    name: str
    """rules, model, or both: rules first, and the model for what they leave open."""
    model: str | None
    """Name of the entailment model; null when it had no say."""
    digest: str | None
    """Hash over what decides the model's answers."""


class Counts(TypedDict):
    """Every count: statements = checkable + not_checkable; checkable = the three verdicts + suppressed."""

    statements: int
    checkable: int
    consistent: int
    contradictory: int
    unverified: int
    not_checkable: int
    skipped: int
    """Drafts, or parts of drafts, that could not be checked."""
    suppressed: int
    """Findings that a person settled and that do not count: ignored + dismissed + baselined."""
    ignored: int
    """By a directive in the draft."""
    dismissed: int
    """By the decisions file."""
    baselined: int
    """By the baseline."""
    accepted: int
    """Findings that the decisions file confirms; they count under their verdict."""
    notices: int
    """What somebody should look at, and is no statement."""
    unchanged: int
    """Statements that were not checked, because they did not change; not among the statements."""


class Settled(TypedDict):
    """What a person said of a finding beforehand."""

    how: Literal["ignored", "dismissed", "baselined", "accepted"]
    suppressed: bool
    """True when the finding no longer counts; false for one that was accepted."""
    reason: str
    path: str
    """The draft, decisions file or baseline that says so."""
    line: int
    """1-based, in that file."""
    by: str | None
    on: str | None
    """A day, such as 2026-01-31."""


class Statement(TypedDict):
    """The author's sentence and where it stands."""

    text: str
    path: str
    start: int
    """Code points from the start of the decoded file, a byte order mark not counted."""
    end: int
    """Exclusive."""
    line: int
    """1-based."""
    column: int
    """1-based, in code points."""
    end_line: int
    end_column: int
    """1-based, exclusive."""
    label: NotRequired[str]
    """How people find the place in a file without lines, such as a Word document: paragraph 12, footnote 3.
    There `line` is the number of the paragraph, and offsets count the plain text."""
    view: NotRequired[Literal["accepted", "original"] | None]
    """Which version of a text with tracked changes the statement is in; null where none touches it. Only
    where there is a label."""


class Deciding(TypedDict):
    """The detail that decides, on both sides."""

    facet: str
    stated: str
    """As the draft has it."""
    known: str | None
    """As the claim has it; null when the claim is silent."""
    start: int | None
    """Of the stated words, as in statement; null when they cannot be pointed at."""
    end: int | None
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None


class Citation(TypedDict):
    """A quote that the verdict rests on."""

    claim: str
    """Identifier of the claim."""
    claim_statement: str
    claim_status: str
    """active, disputed, proposed, superseded or retracted."""
    claim_place: str
    """Where the claim is written: path:line."""
    source: str
    """Identifier of the source."""
    source_title: str | None
    quote: str
    """Verbatim."""
    line: int | None
    """1-based, of the quote in the source's text."""
    url: str | None


class Near(TypedDict):
    """A claim that came near, and what ruled it out."""

    claim: str
    claim_statement: str
    score: float
    """0 to 1."""
    ruled_out_by: str


class FindingRecord(TypedDict):
    """The verdict on one checkable statement."""

    verdict: StatementVerdict
    rule: str
    """Rule code, such as V102; `verifier explain` tells what it means."""
    message: str
    confidence: float
    """0 to 1."""
    judge: str
    fingerprint: str
    """Stays the same while the statement, the rule and the claim do."""
    statement: Statement
    deciding: Deciding | None
    citations: list[Citation]
    nearest: list[Near]
    suggestion: str | None
    """What the stated words of `deciding` would have to be, when there is exactly one answer."""
    settled: Settled | None
    """How a person settled it; null when nobody did."""


class NotCheckableRecord(TypedDict):
    """A sentence that states no fact."""

    statement: Statement
    reason: str


class SkippedRecord(TypedDict):
    """Something that was not checked."""

    path: str
    reason: str


class NoticeRecord(TypedDict):
    """A directive, decision or entry that settles nothing or is not clear; a change to what is trusted."""

    rule: str
    """V301 to V304."""
    message: str
    path: str
    """The draft, decisions file, baseline, claims file or configuration that it is about."""
    line: int
    """1-based."""
    column: int
    """1-based, in code points."""


class UnchangedRecord(TypedDict):
    """Statements of one draft that were not checked, because they did not change (`--diff`)."""

    path: str
    statements: int


class ReportRecord(TypedDict):
    """The report of one run of verifier. It has one finding for every checkable statement."""

    format: Literal[1]
    tool: Tool
    claims: Claims
    judge: Judge
    summary: Counts
    paths: list[str]
    """The drafts, in the order they were checked."""
    findings: list[FindingRecord]
    not_checkable: list[NotCheckableRecord]
    skipped: list[SkippedRecord]
    notices: list[NoticeRecord]
    unchanged: list[UnchangedRecord]


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `ReportRecord`."""
    from pydantic import ConfigDict, TypeAdapter

    documented = ConfigDict(use_attribute_docstrings=True)
    for record in (
        Claims, Judge, Counts, Settled, Statement, Deciding, Citation, Near, FindingRecord, NoticeRecord,
        ReportRecord, TrustedRecord,
    ):  # fmt: skip
        setattr(record, "__pydantic_config__", documented)  # noqa: B010 - not an attribute a type checker knows
    schema = TypeAdapter(ReportRecord).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
    }
