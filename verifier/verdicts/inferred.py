"""Parts of a claim that its source does not print: they may back, and never alone contradict."""

from __future__ import annotations

from dataclasses import replace

from verifier.analysis.terms import Term
from verifier.compare.times import compare_times
from verifier.findings import Comparison, Facet, Judgement, Relation
from verifier.model import Moment


def rests_on_inferred(judgement: Judgement) -> bool:
    """Without the parts of the claim's value that its source does not print, nothing would clash."""
    inferred = inferred_parts(judgement)
    clashes = [c for c in judgement.comparisons if c.relation is Relation.CONFLICTS]
    return bool(inferred and clashes) and all(_only_inferred(c, inferred) for c in clashes)


def inferred_parts(judgement: Judgement) -> frozenset[str]:
    """The names of the parts of the claim's value that are inferred."""
    value = judgement.candidate.claim.value
    return value.inferred if value is not None else frozenset()


def _only_inferred(clash: Comparison, inferred: frozenset[str]) -> bool:
    if clash.facet is Facet.QUANTITY:
        part = {"V103": "unit", "V104": "qualifier"}.get(clash.rule, "number")
        return part in inferred or "number" in inferred
    stated, known = clash.stated, clash.known
    if clash.facet is not Facet.TIME or not isinstance(stated, Term) or not isinstance(known, Term):
        return False
    if stated.time is None or known.time is None:
        return False
    if "edtf" in inferred or "date" in inferred:
        return True
    parts = inferred & {"year", "month", "day", "weekday", "part", "hour", "minute"}

    def printed(moment: Moment) -> Moment:
        return replace(moment, **dict.fromkeys(parts))  # every part may be None

    time = known.time
    bare = replace(
        time, first=printed(time.first), last=printed(time.last) if time.last is not None else None
    )
    return compare_times(stated.time, bare)[1] is not Relation.CONFLICTS
