"""Claims that no longer count: who repeats a retracted one is told, a superseded one names its successor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from verifier.findings import Judgement, Label, Verdict
from verifier.judges.repetition import Repetition
from verifier.model import Claim, ClaimStatus
from verifier.verdicts.messages import named
from verifier.verdicts.precedence import Decision

RETRACTED, WITHDRAWN = "V116", "V209"
_SETTLED_OTHERWISE = frozenset({"V203", "V205"})  # several live claims answer, and they do not agree


def with_withdrawn(
    found: Decision, repetitions: Sequence[Repetition], successor: Callable[[Claim], Claim | None]
) -> Decision:
    """The decision by live claims, or what the claims that no longer count make of it.

    What a live claim backs or contradicts is decided; the rest may rest on a claim that was taken back.
    `successor` gives the claim that took the place of a superseded one.
    """
    if not repetitions or found.verdict is Verdict.CONSISTENT or found.rule in _SETTLED_OTHERWISE:
        return found
    whole = sorted((one for one in repetitions if one.whole), key=_retracted_first)
    if found.verdict is Verdict.CONTRADICTORY:
        return replace(found, message=f"{found.message} {_told(whole[0], successor)}") if whole else found
    retracted = next((one for one in whole if _retracted(one.judgement)), None)
    if retracted is not None:
        judgement = retracted.judgement
        message = _told(retracted, successor)
        return Decision(Verdict.CONTRADICTORY, RETRACTED, message, judgement.confidence, (judgement,))
    best = next((one for one in repetitions if one.judgement.label is Label.SUPPORTS), None) or next(
        iter(whole), None
    )
    if best is None:
        return found
    return Decision(Verdict.UNVERIFIED, WITHDRAWN, _told(best, successor), 0.5, (best.judgement,))


def _told(one: Repetition, successor: Callable[[Claim], Claim | None]) -> str:
    """What became of the claim, in a sentence."""
    claim = one.judgement.candidate.claim
    says = f"This repeats {claim.id}" if one.whole else f"Only {claim.id} backs this, and it"
    why = f": {claim.reason.rstrip(' .')}." if claim.reason else "."
    if claim.status is ClaimStatus.RETRACTED:
        day = claim.retraction.on if claim.retraction else None
        which = ", which was retracted" if one.whole else " was retracted"
        return f"{says}{which}{f' on {day}' if day else ''}{why}"
    new = successor(claim)
    if new is None:
        return f"{says}{', which' if one.whole else ''} was superseded{why}"
    what = f" ({claim.reason.rstrip(' .')})" if claim.reason else ""
    state = "" if new.status is ClaimStatus.ACTIVE else f", itself {new.status.value}"
    which = f", which {new.id} has replaced" if one.whole else f" was replaced by {new.id}"
    return f"{says}{which}{what}{state}: “{new.statement}”"


def _retracted(judgement: Judgement) -> bool:
    return judgement.candidate.claim.status is ClaimStatus.RETRACTED


def _retracted_first(one: Repetition) -> tuple[bool, float, str]:
    return not _retracted(one.judgement), -one.judgement.confidence, named(one.judgement)
