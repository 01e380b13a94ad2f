"""Decides: the judgements of all candidates become one finding, by a fixed precedence.

Contradictory before unverified before consistent, with two exceptions. A claim that backs the whole statement outweighs
a clash with another claim of the same source, which speaks of something else. Sources that disagree are shown together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from verifier.analysis.details import Detail
from verifier.analysis import Analysis
from verifier.documents.document import Document
from verifier.findings import (
    CitedClaim,
    Comparison,
    Deciding,
    Facet,
    Finding,
    Judgement,
    Label,
    NearClaim,
    Relation,
    Verdict,
)
from verifier.knowledge import is_expired
from verifier.model import Sentence, Span

ABOUT_AS_WELL = 0.4  # of the clashing claim's own share of the statement
NEAREST = 3  # claims that an unverified finding names


@dataclass(frozen=True, slots=True)
class _Decision:
    verdict: Verdict
    rule: str
    message: str
    confidence: float
    judgements: tuple[Judgement, ...]  # that the verdict rests on
    deciding: Comparison | None = None
    suggestion: str | None = None


def decide(
    document: Document,
    sentence: Sentence,
    analysis: Analysis,
    judgements: Sequence[Judgement],
    *,
    as_of: date | None = None,
) -> Finding:
    """One finding for one checkable statement."""
    live = [j for j in judgements if not is_expired(j.candidate.claim, as_of)]
    expired = [j for j in judgements if is_expired(j.candidate.claim, as_of)]
    decision = _decide(analysis, live, expired)
    cited = tuple(
        CitedClaim(j.candidate.claim, citation) for j in decision.judgements for citation in j.candidate.claim.citations
    )
    deciding = _deciding(document, sentence, decision.deciding)
    order = {id(j): number for number, j in enumerate(decision.judgements)}
    ordered = sorted(judgements, key=lambda j: order.get(id(j), len(order)))
    return Finding(
        statement=sentence.text,
        place=document.locate(sentence.span),
        block=sentence.block,
        verdict=decision.verdict,
        rule=decision.rule,
        message=decision.message,
        confidence=decision.confidence,
        judge=decision.judgements[0].judge if decision.judgements else "rules",
        fingerprint=_fingerprint(sentence.text, decision),
        deciding=deciding,
        cited=cited,
        nearest=_nearest(judgements) if decision.verdict is Verdict.UNVERIFIED else (),
        judgements=tuple(ordered),
        suggestion=decision.suggestion,
    )


def _decide(analysis: Analysis, live: list[Judgement], expired: list[Judgement]) -> _Decision:
    supporting = [j for j in live if j.label is Label.SUPPORTS]
    refuting = sorted((j for j in live if j.label is Label.REFUTES), key=lambda j: -j.confidence)
    refuting = [j for j in refuting if not _excused(j, supporting) and not _said_elsewhere(j, live)]
    if supporting and refuting:
        best = refuting[0]
        message = f"Sources disagree: {_id(supporting[0])} backs this, {_id(best)} does not ({best.reason})."
        return _Decision(
            Verdict.UNVERIFIED, "V205", message, 0.5, (supporting[0], best), _clash(best)
        )
    if refuting:
        best = refuting[0]
        clash = _clash(best)
        return _Decision(
            Verdict.CONTRADICTORY, best.rule, _contradiction(best, clash), best.confidence, (best,), clash, _suggestion(best)
        )
    if supporting:
        best = supporting[0]
        inferred = best.candidate.claim.value.inferred if best.candidate.claim.value is not None else frozenset()
        message = f"Every detail is backed by {_id(best)}."
        if inferred:
            message += f" Its {', '.join(sorted(inferred))} is inferred, not printed in the source."
        return _Decision(Verdict.CONSISTENT, "V001", message, best.confidence, (best,))
    together = _together(analysis, live)
    if together:
        names = " and ".join(_id(j) for j in together)
        return _Decision(
            Verdict.CONSISTENT, "V002", f"Its details are backed by {names} together.",
            min(j.confidence for j in together), together,
        )  # fmt: skip
    stale = next((j for j in expired if j.label is not Label.NEITHER), None)
    if stale is not None:
        day = stale.candidate.claim.expires
        return _Decision(
            Verdict.UNVERIFIED, "V204", f"{_id(stale)} speaks of this and expired on {day}.", 0.5, (stale,), _clash(stale)
        )
    return _unverified(analysis, live)


def _excused(refuting: Judgement, supporting: list[Judgement]) -> bool:
    """A claim of the same source, or one named as compatible or easily confused, does not outweigh full support."""
    claim = refuting.candidate.claim
    for judgement in supporting:
        other = judgement.candidate.claim
        linked = {*other.not_to_be_confused_with, *other.compatible_with}
        back = {*claim.not_to_be_confused_with, *claim.compatible_with}
        if claim.id in linked or other.id in back:
            return True
        same_source = {c.source for c in claim.citations} & {c.source for c in other.citations}
        if same_source and judgement.confidence >= refuting.confidence:
            return True
    return False


def _said_elsewhere(refuting: Judgement, live: list[Judgement]) -> bool:
    """Another claim that covers the statement about as well has the very figure or date that clashes here, so the
    claim that clashes speaks of something else."""
    clash = _clash(refuting)
    if clash is None or clash.facet not in (Facet.QUANTITY, Facet.TIME) or clash.stated is None:
        return False
    for other in live:
        if other is refuting or other.confidence < ABOUT_AS_WELL * refuting.confidence:
            continue
        for c in other.comparisons:
            if c.facet is clash.facet and c.stated is clash.stated and c.relation in (Relation.AGREES, Relation.COMPATIBLE):
                return True
    return False


def _together(analysis: Analysis, live: list[Judgement]) -> tuple[Judgement, ...]:
    """The fewest claims that back every detail between them; empty when they do not."""
    wanted = [detail.span for detail in analysis.details]
    if len(wanted) < 2:
        return ()
    chosen: list[Judgement] = []
    left = set(wanted)
    for judgement in sorted(live, key=lambda j: (-len(j.backed), -j.candidate.score)):
        gain = left & set(judgement.backed)
        if gain:
            chosen.append(judgement)
            left -= gain
    return tuple(chosen) if not left else ()


def _unverified(analysis: Analysis, live: list[Judgement]) -> _Decision:
    near = [j for j in live if j.confidence >= 0.4]
    if not near:
        return _Decision(Verdict.UNVERIFIED, "V201", "No claim speaks of this.", 0.5, ())
    best = max(near, key=lambda j: (j.confidence, j.candidate.score))
    says_more = next((c for c in best.comparisons if c.rule == "V208" and c.relation is Relation.SILENT), None)
    if best.rule == "V208" and says_more is not None and best.confidence >= 0.7:
        return _Decision(
            Verdict.UNVERIFIED, "V208", f"Stated more strongly than {_id(best)}: {says_more.note}.", 0.5, (best,), says_more
        )
    silent = next((c for c in best.comparisons if c.relation is Relation.SILENT and c.stated is not None), None)
    return _Decision(Verdict.UNVERIFIED, "V202", f"Nearest is {_id(best)}, but {best.reason}.", 0.5, (), silent)


def _id(judgement: Judgement) -> str:
    return judgement.candidate.claim.id


def _clash(judgement: Judgement) -> Comparison | None:
    return next((c for c in judgement.comparisons if c.relation is Relation.CONFLICTS), None)


FACET_WORDS = {
    Facet.ENTITY: "another name",
    Facet.QUANTITY: "another figure",
    Facet.TIME: "another date",
    Facet.POLARITY: "one affirms what the other denies",
    Facet.MODALITY: "one settles what the other leaves open",
    Facet.ATTRIBUTION: "another speaker",
    Facet.ROLES: "the two sides are exchanged",
    Facet.ORDER: "the order of events is reversed",
    Facet.WORDING: "the opposite",
    Facet.QUOTATION: "the quotation differs",
}


def _contradiction(judgement: Judgement, clash: Comparison | None) -> str:
    if clash is None:
        return f"Contradicts {_id(judgement)}."
    what = "another office" if clash.rule == "V114" else FACET_WORDS[clash.facet]
    stated = f"“{clash.stated.text}”" if clash.stated is not None else "this"
    known = f" where {_id(judgement)} has “{clash.known.text}”" if clash.known is not None else f" against {_id(judgement)}"
    return f"{stated}{known}: {what}."


def _suggestion(judgement: Judgement) -> str | None:
    """The claim's own words, when putting them in place of one figure, date or name would mend the statement."""
    clashes = [c for c in judgement.comparisons if c.relation is Relation.CONFLICTS]
    silent = [c for c in judgement.comparisons if c.relation is Relation.SILENT]
    if len(clashes) != 1 or silent:
        return None
    clash = clashes[0]
    if clash.facet not in (Facet.QUANTITY, Facet.TIME, Facet.ENTITY) or clash.known is None or clash.rule == "V114":
        return None
    return clash.known.text


def _deciding(document: Document, sentence: Sentence, comparison: Comparison | None) -> Deciding | None:
    if comparison is None or comparison.stated is None:
        return None
    stated = comparison.stated
    place = document.locate(stated.span.shift(sentence.span.start))
    known = comparison.known
    return Deciding(
        comparison.facet, stated.text, known.text if known is not None else None, place,
        known.span if known is not None else None,
    )  # fmt: skip


def _nearest(judgements: Sequence[Judgement]) -> tuple[NearClaim, ...]:
    ordered = sorted(judgements, key=lambda j: (-j.confidence, -j.candidate.score, j.candidate.claim.id))
    return tuple(
        NearClaim(j.candidate.claim, j.confidence, j.reason) for j in ordered[:NEAREST] if j.confidence > 0.2
    )


WORDS = re.compile(r"\w+")


def _fingerprint(text: str, decision: _Decision) -> str:
    """Identity of a finding across edits elsewhere: the statement's words, the rule's family and the claims.

    Not the message, the version, the path or the line.
    """
    words = " ".join(WORDS.findall(text.casefold()))
    claims = " ".join(_id(judgement) for judgement in decision.judgements)
    return hashlib.sha256(f"{words}\n{decision.rule}\n{claims}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def statement_span(text: str) -> Span:
    """The whole of a statement."""
    return Span(0, len(text))
