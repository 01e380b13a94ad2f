"""What is found: comparisons, judgements, findings and the report, all frozen."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from verifier.frozen import frozen
from verifier.model import Block, Citation, Claim, Mention, Place, Source, Span


class Verdict(Enum):
    """What is said of one statement."""

    CONSISTENT = "consistent"
    CONTRADICTORY = "contradictory"
    UNVERIFIED = "unverified"
    NOT_CHECKABLE = "not_checkable"


class Relation(Enum):
    """How one facet of a statement stands to the same facet of a claim."""

    AGREES = "agrees"  # the same
    COMPATIBLE = "compatible"  # follows: the statement is less precise
    SILENT = "silent"  # the claim says nothing of it
    UNRELATED = "unrelated"  # about something else: nothing more is compared
    CONFLICTS = "conflicts"  # cannot be true together


class Facet(Enum):
    """The details that are compared."""

    ENTITY = "entity"
    QUANTITY = "quantity"
    TIME = "time"
    POLARITY = "polarity"
    MODALITY = "modality"
    ATTRIBUTION = "attribution"
    ROLES = "roles"  # who does what to whom
    ORDER = "order"  # what came before what
    WORDING = "wording"
    QUOTATION = "quotation"


@frozen
class Comparison:
    """One facet of a statement against the same facet of a claim."""

    facet: Facet
    level: str  # name of the level that held
    relation: Relation
    rule: str  # rule code the level belongs to
    stated: Mention | None = None  # in the statement's text
    known: Mention | None = None  # in the claim's text
    note: str = ""  # in words, for people


@frozen
class Candidate:
    """A claim that retrieval found for a statement."""

    claim: Claim
    score: float  # BM25, higher is nearer; comparable within one statement only
    matched_on: tuple[str, ...] = ()  # "words:…", "entity:…", "figure:…"


class Label(Enum):
    """What one claim says of a statement."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEITHER = "neither"


@frozen
class Judgement:
    """One claim's word on one statement, with the working kept."""

    candidate: Candidate
    label: Label
    confidence: float  # 0 to 1
    comparisons: tuple[Comparison, ...]
    judge: str
    rule: str
    reason: str
    backed: tuple[Span, ...] = ()  # parts of the statement that this claim backs


@frozen
class Deciding:
    """The words that decide, on both sides."""

    facet: Facet
    stated: str
    known: str | None
    stated_place: Place | None = None  # in the author's file


@frozen
class CitedClaim:
    """A claim and one of its quotes, as a finding cites them."""

    claim: Claim
    citation: Citation


@frozen
class NearClaim:
    """A claim that came near, and what ruled it out."""

    claim: Claim
    score: float  # 0 to 1
    ruled_out_by: str


class Settling(Enum):
    """How a person settled a finding beforehand."""

    IGNORED = "ignored"  # by a directive in the draft
    DISMISSED = "dismissed"  # by the decisions file
    BASELINED = "baselined"  # by the baseline
    ACCEPTED = "accepted"  # by the decisions file: the finding is right, and still counts


@frozen
class Settlement:
    """What a person said of a finding, and where that is written."""

    how: Settling
    reason: str
    path: str
    line: int  # 1-based
    by: str | None = None
    on: str | None = None  # a day, ISO 8601


@frozen
class Finding:
    """The verdict on one checkable statement. It always names a rule."""

    statement: str
    place: Place
    block: Block
    verdict: Verdict
    rule: str
    message: str
    confidence: float
    judge: str
    fingerprint: str  # hash of path-free words, rule and claim; survives edits elsewhere
    deciding: Deciding | None
    cited: tuple[CitedClaim, ...]
    nearest: tuple[NearClaim, ...]
    judgements: tuple[Judgement, ...]  # the working, decisive first
    suggestion: str | None = None  # replacement for the deciding words
    settled: Settlement | None = None

    @property
    def suppressed(self) -> bool:
        """True when it no longer counts, because a person said so."""
        return self.settled is not None and self.settled.how is not Settling.ACCEPTED

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The quotes that the verdict rests on."""
        return tuple(cited.citation for cited in self.cited)


@frozen
class NotCheckable:
    """A sentence that states no fact, and why it was passed over."""

    statement: str
    place: Place
    reason: str  # question | opinion | instruction | heading | fragment


@frozen
class Skipped:
    """Something that was not checked, and why."""

    path: str
    reason: str


@frozen
class Unchanged:
    """Statements of one draft that a run over changed text alone did not check."""

    path: str
    statements: int


@frozen
class Notice:
    """Something about a file that somebody should look at, and no verdict on a statement."""

    rule: str  # V301 | V302 | V303 | V304
    message: str
    path: str  # of the draft, the decisions file, the baseline, the claims file, the configuration …
    line: int  # 1-based
    column: int  # 1-based, code points

    @property
    def fails(self) -> bool:
        """Whether it counts like an unverified statement; a changed yardstick changes no verdict."""
        return self.rule != "V304"


@frozen
class TrustedRef:
    """The commit whose claims, sources and settings a run went by, in place of those in the working tree."""

    ref: str  # as the caller named it
    commit: str  # its hash


@frozen
class ClaimsSummary:
    """The database a report was made with."""

    digest: str  # sha256 over claims and sources
    active: int
    expired: int
    proposed: int = 0  # in use although nobody has accepted them yet
    waiting: int = 0  # proposed and not in use


@frozen
class JudgedBy:
    """Who judged a run: the rules, the entailment model, or both."""

    judge: str = "rules"  # rules | model | both
    model: str | None = None  # its name
    digest: str | None = None  # SHA-256 (hexadecimal) over what decides its answers


@frozen
class Report:
    """All that one run found, in the order of the drafts."""

    findings: tuple[Finding, ...]
    not_checkable: tuple[NotCheckable, ...]
    skipped: tuple[Skipped, ...]
    claims: ClaimsSummary
    paths: tuple[str, ...]
    texts: tuple[tuple[str, str], ...] = ()  # path -> the author's text, for renderers that show lines
    sources: tuple[
        Source, ...
    ] = ()  # those that findings cite, for renderers that name them or show more of them
    judged_by: JudgedBy = field(default_factory=JudgedBy)
    notices: tuple[Notice, ...] = ()  # on what settles findings, and on what drafts are checked by
    unchanged: tuple[Unchanged, ...] = ()  # what was not checked, for it did not change; by draft
    trusted: TrustedRef | None = None  # None: claims and settings are those of the working tree

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that count: all but those that are suppressed."""
        return tuple(finding for finding in self.findings if not finding.suppressed)

    def count(self, verdict: Verdict) -> int:
        """How many findings that count have this verdict."""
        return sum(finding.verdict is verdict for finding in self.findings if not finding.suppressed)

    def count_settled(self, how: Settling) -> int:
        """How many findings were settled in this way."""
        return sum(finding.settled is not None and finding.settled.how is how for finding in self.findings)

    @property
    def statements(self) -> int:
        """All sentences looked at: checkable or not. Those that did not change are not among them."""
        return len(self.findings) + len(self.not_checkable)

    @property
    def statements_unchanged(self) -> int:
        """Sentences of the drafts that were not looked at, for they did not change."""
        return sum(one.statements for one in self.unchanged)
