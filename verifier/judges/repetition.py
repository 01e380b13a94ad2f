"""Does a statement repeat a claim that no longer counts: one that was retracted or superseded?

Repeating is more than agreeing. A claim that was taken back may be wrong in one detail only, and nobody knows
in which; so the statement must carry the claim itself: its figures and dates, as firmly, most of its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from verifier.analysis import Analysis
from verifier.compare import Alignment, align, compare
from verifier.findings import Candidate, Comparison, Facet, Judgement, Label, Relation
from verifier.frozen import frozen
from verifier.judges.rules import RulesJudge
from verifier.model import Claim

CARRIED = 0.6  # share of the claim's own words that a repetition has: half of them can be chance
_AGREEING = (Relation.AGREES, Relation.COMPATIBLE)
_FIGURES = {"quantity": Facet.QUANTITY, "time": Facet.TIME}
_SAID_OF = frozenset({Facet.ATTRIBUTION, Facet.MODALITY, Facet.POLARITY})
_RULES = RulesJudge()


@frozen
class Repetition:
    """A claim that no longer counts, and that backs the statement or a part of it."""

    judgement: Judgement
    whole: bool  # the statement carries all that the claim says


def repetitions_of(
    statement: Analysis, nearest: Iterable[Candidate], read: Callable[[Claim], Analysis]
) -> tuple[Repetition, ...]:
    """What a statement takes from claims that no longer count, in their order. `read` understands a claim."""
    found = (_repetition(candidate, statement, read(candidate.claim)) for candidate in nearest)
    return tuple(one for one in found if one is not None)


def _repetition(candidate: Candidate, statement: Analysis, claim: Analysis) -> Repetition | None:
    """What `statement` takes from a claim that no longer counts; None when the claim backs no part of it."""
    forward = align(statement, claim)
    judgement = _RULES.judge(candidate, forward, compare(forward))
    if judgement.label is Label.REFUTES or not judgement.backed:
        return None
    back = align(claim, statement)
    comparisons = compare(back)
    whole = _RULES.judge(candidate, back, comparisons).label is Label.SUPPORTS or _carried(back, comparisons)
    return Repetition(judgement, whole) if whole or judgement.label is Label.SUPPORTS else None


def _carried(back: Alignment, comparisons: tuple[Comparison, ...]) -> bool:
    """Whether the statement (here the known side) has the figures, dates and most words of the claim."""
    for comparison in comparisons:
        if comparison.relation is Relation.CONFLICTS:
            return False
        if comparison.facet in _SAID_OF and comparison.relation not in _AGREEING:
            return False
    agreed = {id(one.stated) for one in comparisons if one.relation in _AGREEING}
    figures = [term for term in back.statement.terms if term.kind in _FIGURES]
    words = [term for term in back.statement.terms if term.kind not in _FIGURES]
    return all(id(term) in agreed for term in figures) and back.coverage(words) >= CARRIED
