"""Which claim does a statement mean? Claims that are near and speak of something else do not refute it."""

from __future__ import annotations

from collections.abc import Callable

from verifier.analysis import Analysis
from verifier.findings import Comparison, Facet, Judgement, Label, Relation
from verifier.model import Claim

ABOUT_AS_WELL = 0.4  # of the clashing claim's own share of the statement
Read = Callable[[Claim], Analysis]

FIGURES = (Facet.QUANTITY, Facet.TIME)
AGREEING = (Relation.AGREES, Relation.COMPATIBLE)
EQUALLY = 0.1  # confidence by which two claims may differ and fit equally well


def clash_of(judgement: Judgement) -> Comparison | None:
    """The comparison that clashes, if one does."""
    return next((c for c in judgement.comparisons if c.relation is Relation.CONFLICTS), None)


def _linked(one: Claim, other: Claim) -> bool:
    return (
        other.id in (*one.not_to_be_confused_with, *one.compatible_with)
        or one.id in (*other.not_to_be_confused_with, *other.compatible_with)
    )  # fmt: skip


def confused(refuting: Judgement, live: list[Judgement]) -> bool:
    """A claim easily taken for the one that clashes fits the statement at least as well, without a clash."""
    claim = refuting.candidate.claim
    return any(
        other is not refuting
        and other.label is not Label.REFUTES
        and _linked(claim, other.candidate.claim)
        and (other.label is Label.SUPPORTS or other.confidence >= _share(refuting))
        for other in live
    )


def _share(refuting: Judgement) -> float:
    """How much of the statement a clashing claim covers, on the scale of a claim that says neither."""
    return max(0.0, (refuting.confidence - 0.7) / 0.3)


def excused(refuting: Judgement, supporting: list[Judgement]) -> bool:
    """A claim of the same source does not outweigh support as full, nor does one named as compatible."""
    claim = refuting.candidate.claim
    for judgement in supporting:
        if _linked(claim, judgement.candidate.claim):
            return True
        if same_source(refuting, judgement) and judgement.confidence >= refuting.confidence:
            return True
    return False


def same_source(one: Judgement, other: Judgement) -> bool:
    """The two claims cite a source in common."""
    cited = {citation.source for citation in one.candidate.claim.citations}
    return any(citation.source in cited for citation in other.candidate.claim.citations)


def said_elsewhere(refuting: Judgement, live: list[Judgement]) -> bool:
    """Another claim that covers the statement about as well has the very figure or date that clashes here, so
    the claim that clashes speaks of something else."""
    clash = clash_of(refuting)
    if clash is None or clash.facet not in FIGURES or clash.stated is None:
        return False
    for other in live:
        if other is refuting or other.confidence < ABOUT_AS_WELL * refuting.confidence:
            continue
        if other.label is Label.SUPPORTS and not same_source(refuting, other):
            continue  # two sources that disagree: both are shown
        for c in other.comparisons:
            if c.facet is clash.facet and c.stated is clash.stated and c.relation in AGREEING:
                return True
    return False


def rivals(
    analysis: Analysis, supporting: list[Judgement], refuting: list[Judgement], read: Read
) -> tuple[Judgement, ...]:
    """Two claims about two things of one kind, where the statement does not say which of the two it means."""
    for yes in supporting:
        if yes.reason == "word for word":
            return ()
        for no in refuting:
            clash = clash_of(no)
            if clash is None or clash.facet not in FIGURES:
                continue
            if _linked(yes.candidate.claim, no.candidate.claim):
                continue
            if yes.confidence < no.confidence - EQUALLY:
                continue
            theirs = _subjects(read(yes.candidate.claim)), _subjects(read(no.candidate.claim))
            if not _named_subject(analysis) and _variants(*theirs, _subjects(analysis)):
                return (yes, no)
    return ()


def _variants(one: frozenset[str], other: frozenset[str], own: frozenset[str]) -> bool:
    """ "the hall" may be Hall A or Hall B: each has all of the statement's words and one more of its own."""
    return bool(own) and own < one and own < other and one != other


def _named_subject(analysis: Analysis) -> bool:
    return any(t.role == "agent" and t.kind in ("name", "pronoun") for t in analysis.terms)


def _subjects(analysis: Analysis) -> frozenset[str]:
    """The words of the subject, those of names among them, lower case."""
    words: set[str] = set()
    for term in analysis.terms:
        if term.role == "agent":
            words.update(word for name in term.names for word in name.words)
            if term.kind == "word":
                words.add(term.key)
    return frozenset(words)
