"""Reports made by hand, for tests of what is shown and of exit codes: no reading, no judging."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.findings import (
    Candidate,
    CitedClaim,
    ClaimsSummary,
    Comparison,
    Deciding,
    Facet,
    Finding,
    Judgement,
    Label,
    NearClaim,
    NotCheckable,
    Relation,
    Report,
    Skipped,
    Verdict,
)
from verifier.model import Block, BlockKind, Citation, Claim, ClaimPlace, Mention, Place, Source, Span

RULE_OF = {Verdict.CONSISTENT: "V001", Verdict.CONTRADICTORY: "V102", Verdict.UNVERIFIED: "V201"}


def place(text: str, words: str, path: str = "draft.md", nth: int = 0) -> Place:
    """Where the `nth` occurrence of `words` stands in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    end = start + len(words)
    line, column = _line_column(text, start)
    end_line, end_column = _line_column(text, end)
    return Place(path, start, end, line, column, end_line, end_column, column, end_column, column, end_column)


def _line_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def claim(
    statement: str = "The town library lends 48,000 books a year.",
    *,
    claim_id: str = "library-loans",
    quote: str | None = None,
    source: str = "annual-report",
    line: int | None = 7,
    url: str | None = None,
) -> Claim:
    """A claim with one citation."""
    citation = Citation(source, quote or statement, line=line, url=url)
    return Claim(claim_id, statement, (citation,), ClaimPlace("claims/town.yaml", 12))


def finding(
    text: str,
    statement: str,
    verdict: Verdict = Verdict.CONTRADICTORY,
    *,
    path: str = "draft.md",
    rule: str | None = None,
    message: str = "The figures differ.",
    stated: str | None = None,
    known: str | None = None,
    claims: Sequence[Claim] = (),
    nearest: Sequence[NearClaim] = (),
    suggestion: str | None = None,
    judgements: Sequence[Judgement] = (),
) -> Finding:
    """A finding on `statement`, which stands in `text`; `stated` are the words of it that decide."""
    deciding = None
    if stated is not None:
        deciding = Deciding(Facet.QUANTITY, stated, known, place(text, stated, path))
    return Finding(
        statement=statement,
        place=place(text, statement, path),
        block=Block(BlockKind.PARAGRAPH, Span(0, len(text))),
        verdict=verdict,
        rule=rule or RULE_OF[verdict],
        message=message,
        confidence=0.95,
        judge="rules",
        fingerprint="0f" * 8,
        deciding=deciding,
        cited=tuple(CitedClaim(one, one.citations[0]) for one in claims),
        nearest=tuple(nearest),
        judgements=tuple(judgements),
        suggestion=suggestion,
    )


def judgement(of: Claim, *, stated: str = "84,000", known: str = "48,000") -> Judgement:
    """A rules judgement that refutes by a figure."""
    comparison = Comparison(
        Facet.QUANTITY,
        "different-figure",
        Relation.CONFLICTS,
        "V102",
        Mention(Span(0, len(stated)), stated),
        Mention(Span(0, len(known)), known),
        "84,000 is not 48,000",
    )
    same = Comparison(Facet.ENTITY, "same", Relation.AGREES, "V101")
    return Judgement(
        Candidate(of, 12.4, ("words:library lends", "figure:84000")),
        Label.REFUTES,
        0.95,
        (same, comparison),
        "rules",
        "V102",
        "the figures cannot both be true",
    )


def report(
    *findings: Finding,
    text: str = "",
    path: str = "draft.md",
    not_checkable: Sequence[NotCheckable] = (),
    skipped: Sequence[Skipped] = (),
) -> Report:
    """A report on one draft."""
    return Report(
        findings=findings,
        not_checkable=tuple(not_checkable),
        skipped=tuple(skipped),
        claims=ClaimsSummary("3f9a2c41d7", 37, 1),
        paths=(path,),
        texts=((path, text),),
        sources=(Source("annual-report", "Annual report of the town", "…"),),
    )


LIBRARY = """\
# The library in figures

The town library lends 84,000 books a year. It was founded in 1931 by a group of teachers.
Who reads so much? The reading room seats 60 people.
"""


def library_report() -> Report:
    """One finding of each verdict, and a question."""
    text = LIBRARY
    loans = claim()
    seats = claim("The reading room seats 60 people.", claim_id="reading-room-seats", line=9)
    founder = claim("The library of the school was founded in 1931.", claim_id="school-library-founded")
    question = "Who reads so much?"
    return report(
        finding(
            text,
            "The town library lends 84,000 books a year.",
            stated="84,000 books",
            known="48,000 books",
            message="the draft says 84,000 books, the claim 48,000 books",
            claims=[loans],
            suggestion="48,000 books",
            judgements=[judgement(loans)],
        ),
        finding(
            text,
            "It was founded in 1931 by a group of teachers.",
            Verdict.UNVERIFIED,
            message="no claim is about this",
            nearest=[NearClaim(founder, 0.41, "it is about the library of the school")],
        ),
        finding(
            text,
            "The reading room seats 60 people.",
            Verdict.CONSISTENT,
            message="backed by one claim",
            claims=[seats],
        ),
        text=text,
        not_checkable=[NotCheckable(question, place(text, question), "question")],
    )
