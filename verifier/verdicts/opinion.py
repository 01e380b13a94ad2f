"""The second judge's word on a statement that the rules leave open: it settles that, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.findings import Judgement, Label, Verdict
from verifier.verdicts.messages import named
from verifier.verdicts.precedence import Decision
from verifier.verdicts.which_claim import clash_of

UNSETTLED = frozenset(
    {"V201", "V202"}
)  # rules that say no more than "not covered": the second judge may answer


def with_opinion(found: Decision, opinion: Sequence[Judgement]) -> Decision:
    """The decision by claims, or what the second judge makes of it where it is open."""
    if found.verdict is not Verdict.UNVERIFIED or found.rule not in UNSETTLED:
        return found
    against = next((j for j in opinion if j.label is Label.REFUTES), None)
    if against is not None:
        clash = clash_of(against)
        words = f"“{clash.stated.text}”" if clash is not None and clash.stated is not None else "This"
        message = (
            f"{words} does not go with {named(against)}: the model gives {against.confidence:.2f} "
            "that both cannot be true."
        )
        return Decision(Verdict.CONTRADICTORY, against.rule, message, against.confidence, (against,), clash)
    backing = tuple(j for j in opinion if j.label is Label.SUPPORTS)
    if backing:
        names = " and ".join(named(j) for j in backing)
        message = f"Follows from {names}: the model gives it {backing[0].confidence:.2f}."
        return Decision(Verdict.CONSISTENT, backing[0].rule, message, backing[0].confidence, backing)
    return found
