"""Which verdict the judgements of all candidates come to, by a fixed precedence.

Contradictory before unverified before consistent, with two exceptions. A claim that backs the whole statement
outweighs a clash with another claim of the same source, which speaks of something else. Sources that disagree
are shown together.
"""

from __future__ import annotations

from collections.abc import Callable

from verifier.analysis import Analysis
from verifier.findings import Comparison, Judgement, Label, Relation, Verdict
from verifier.frozen import frozen
from verifier.model import Claim, ClaimStatus
from verifier.verdicts.inferred import inferred_parts, rests_on_inferred
from verifier.verdicts.messages import contradiction, named, suggestion
from verifier.verdicts.which_claim import clash_of, confused, excused, rivals, said_elsewhere, same_source

Read = Callable[[Claim], Analysis]


@frozen
class Decision:
    """A verdict and what it rests on."""

    verdict: Verdict
    rule: str
    message: str
    confidence: float
    judgements: tuple[Judgement, ...]  # that the verdict rests on
    deciding: Comparison | None = None
    suggestion: str | None = None


def of_claims(analysis: Analysis, live: list[Judgement], expired: list[Judgement], read: Read) -> Decision:
    """The verdict by claims alone: what the `live` and the `expired` ones say. `read` understands a claim."""
    supporting = [j for j in live if j.label is Label.SUPPORTS]
    refuting = sorted((j for j in live if j.label is Label.REFUTES), key=lambda j: -j.confidence)
    refuting = [j for j in refuting if not confused(j, live)]
    either = rivals(analysis, supporting, refuting, read)
    if either:
        names = " or ".join(named(j) for j in either)
        message = f"This may be about {names}, and they give different answers."
        return Decision(Verdict.UNVERIFIED, "V203", message, 0.5, either, clash_of(either[-1]))
    refuting = [j for j in refuting if not excused(j, supporting) and not said_elsewhere(j, live)]
    if supporting and refuting:
        return _both(supporting[0], refuting)
    if refuting:
        return _refuted(refuting)
    if supporting:
        return _supported(supporting)
    together = _together(analysis, live)
    if together:
        names = " and ".join(named(j) for j in together)
        return Decision(
            Verdict.CONSISTENT, "V002", f"Its details are backed by {names} together.",
            min(j.confidence for j in together), together,
        )  # fmt: skip
    stale = next((j for j in expired if j.label is not Label.NEITHER), None)
    if stale is not None:
        day = stale.candidate.claim.expires
        message = f"{named(stale)} speaks of this and expired on {day}."
        return Decision(Verdict.UNVERIFIED, "V204", message, 0.5, (stale,), clash_of(stale))
    return _unverified(live)


def _both(backing: Judgement, refuting: list[Judgement]) -> Decision:
    """Some claims back the statement and others clash: between sources a conflict, in one a question."""
    against = next((j for j in refuting if not same_source(j, backing)), None)
    if against is not None:
        message = (
            f"Sources disagree: {named(backing)} backs this, {named(against)} does not ({against.reason})."
        )
        rule = "V205"
    else:
        against, rule = refuting[0], "V203"
        message = (
            f"{named(backing)} fits this and backs it, {named(against)} fits and does not ({against.reason})."
        )
    return Decision(Verdict.UNVERIFIED, rule, message, 0.5, (backing, against), clash_of(against))


def _refuted(refuting: list[Judgement]) -> Decision:
    firm = [j for j in refuting if not _disputed(j)]
    if not firm:
        best = refuting[0]
        message = f"{named(best)} is disputed, and this does not agree with it ({best.reason})."
        return Decision(Verdict.UNVERIFIED, "V205", message, 0.5, (best,), clash_of(best))
    printed = [j for j in firm if not rests_on_inferred(j)]
    if not printed:
        best = firm[0]
        parts = ", ".join(sorted(inferred_parts(best)))
        message = (
            f"Only the {parts} of {named(best)} is against this, and no source prints it: it is inferred."
        )
        return Decision(Verdict.UNVERIFIED, "V206", message, 0.5, (best,), clash_of(best))
    best = printed[0]
    clash = clash_of(best)
    return Decision(
        Verdict.CONTRADICTORY,
        best.rule,
        contradiction(best, clash),
        best.confidence,
        (best,),
        clash,
        suggestion(best),
    )


def _supported(supporting: list[Judgement]) -> Decision:
    best = next((j for j in supporting if not _disputed(j)), None)
    if best is None:
        best = supporting[0]
        message = f"{named(best)} says this and is disputed."
        return Decision(Verdict.UNVERIFIED, "V205", message, 0.5, (best,))
    message = f"Every detail is backed by {named(best)}."
    inferred = inferred_parts(best)
    if inferred:
        message += f" Its {', '.join(sorted(inferred))} is inferred, not printed in the source."
    return Decision(Verdict.CONSISTENT, "V001", message, best.confidence, (best,))


def _disputed(judgement: Judgement) -> bool:
    return judgement.candidate.claim.status is ClaimStatus.DISPUTED


# ---------------------------------------------------------------- several claims, and none


def _together(analysis: Analysis, live: list[Judgement]) -> tuple[Judgement, ...]:
    """The fewest claims that back every detail between them; empty when they do not."""
    wanted = [detail.span for detail in analysis.details]
    if len(wanted) < 2:
        return ()
    chosen: list[Judgement] = []
    left = set(wanted)
    for judgement in sorted(live, key=lambda j: (-len(j.backed), -j.candidate.score)):
        gain = left & set(judgement.backed)
        if gain and not _disputed(judgement):
            chosen.append(judgement)
            left -= gain
    return tuple(chosen) if not left else ()


def _unverified(live: list[Judgement]) -> Decision:
    near = [j for j in live if j.confidence >= 0.4]
    if not near:
        return Decision(Verdict.UNVERIFIED, "V201", "No claim speaks of this.", 0.5, ())
    best = max(near, key=lambda j: (j.confidence, j.candidate.score))
    says_more = next(
        (c for c in best.comparisons if c.rule == "V208" and c.relation is Relation.SILENT), None
    )
    if best.rule == "V208" and says_more is not None and best.confidence >= 0.7:
        message = f"Stated more strongly than {named(best)}: {says_more.note}."
        return Decision(Verdict.UNVERIFIED, "V208", message, 0.5, (best,), says_more)
    silent = next(
        (c for c in best.comparisons if c.relation is Relation.SILENT and c.stated is not None), None
    )
    return Decision(
        Verdict.UNVERIFIED, "V202", f"Nearest is {named(best)}, but {best.reason}.", 0.5, (), silent
    )
