"""The rules judge: comparisons to a label, by a policy in plain sight.

A clash in any facet refutes. A claim supports a detail of the statement when every name, figure and date of it is
backed, nearly every other content word has a counterpart, and the claim says it no weaker and no other way round.
"""

from __future__ import annotations

from verifier.analysis.assertion import Modality
from verifier.analysis.terms import Term
from verifier.compare import Alignment
from verifier.compare.alignment import Match
from verifier.compare.details import Detail, details_of
from verifier.documents.hidden import fold
from verifier.findings import Candidate, Comparison, Facet, Judgement, Label, Relation
from verifier.model import Span

# The policy's few numbers, set on development data (benchmarks/quality.py) and held by benchmarks/floors.yml.
SUPPORT = 0.9  # share of a detail's content that must have a counterpart
MISSING = 0.8  # weight of content words that may be without one: one adverb or one plain adjective
BLOCKING = frozenset({Facet.QUANTITY, Facet.TIME, Facet.ENTITY, Facet.POLARITY, Facet.MODALITY, Facet.ATTRIBUTION})
AGREEING = frozenset({Relation.AGREES, Relation.COMPATIBLE})


class RulesJudge:
    """Decides by the facets alone. It has no state."""

    name = "rules"

    def judge(
        self, candidate: Candidate, alignment: Alignment, comparisons: tuple[Comparison, ...]
    ) -> Judgement:
        """One claim's word on the statement."""
        clash = next((c for c in comparisons if c.relation is Relation.CONFLICTS), None)
        if _verbatim(alignment):
            whole = Span(0, len(alignment.statement.text))
            return Judgement(candidate, Label.SUPPORTS, 1.0, comparisons, self.name, "V001", "word for word", (whole,))
        if clash is not None:
            share = alignment.coverage(alignment.statement.terms)
            return Judgement(
                candidate, Label.REFUTES, round(0.7 + 0.3 * min(1.0, share), 3), comparisons, self.name, clash.rule,
                clash.note or clash.level,
            )  # fmt: skip
        details = details_of(alignment.statement)
        backed = [detail for detail in details if supports(alignment, detail, comparisons)]
        spans = tuple(detail.span for detail in backed)
        if details and len(backed) == len(details):
            share = alignment.coverage(alignment.statement.terms)
            return Judgement(
                candidate, Label.SUPPORTS, round(min(1.0, 0.5 + share / 2), 3), comparisons, self.name, "V001",
                "every detail is backed", spans,
            )  # fmt: skip
        silent = next((c for c in comparisons if c.relation is Relation.SILENT and c.note), None)
        rule = silent.rule if silent is not None and silent.rule in ("V208", "V202") else "V202"
        reason = silent.note if silent is not None else _uncovered(alignment)
        return Judgement(
            candidate, Label.NEITHER, round(alignment.coverage(alignment.statement.terms), 3), comparisons, self.name,
            rule, reason, spans,
        )  # fmt: skip


def _verbatim(alignment: Alignment) -> bool:
    stated = " ".join(fold(alignment.statement.text).split()).strip(" .")
    known = " ".join(fold(alignment.claim.text).split())
    if len(stated.split()) < 4 or stated not in known:
        return False
    return len(stated) > 0.8 * len(known) or stated == known.strip(" .")


def _uncovered(alignment: Alignment) -> str:
    missing = [m.stated.text for m in alignment.matches if not m.backed and m.stated.kind == "word" and not m.stated.light]
    return "the claim does not say: " + ", ".join(missing[:4]) if missing else "the claim says it differently"


def supports(alignment: Alignment, detail: Detail, comparisons: tuple[Comparison, ...]) -> bool:
    """The claim backs this detail of the statement, with every hard facet agreeing and nothing said more strongly."""
    own = {(term.span.start, term.span.end) for term in (*detail.terms, *detail.shared)}
    touching = [
        c
        for c in comparisons
        if c.facet in BLOCKING and (c.stated is None or (c.stated.span.start, c.stated.span.end) in own or _inside(c, detail))
    ]
    if any(c.relation not in AGREEING for c in touching):
        return False
    missing = 0.0
    predicate_backed = None
    for term in (*detail.terms, *detail.shared):
        match = alignment.match_of(term)
        if term.kind in ("quantity", "time"):
            continue  # their comparisons agree, or we would not be here
        if term.kind in ("name", "pronoun"):
            if not match.backed:
                return False
            continue
        if term.role == "predicate" and not term.light:
            predicate_backed = bool(predicate_backed) or match.backed
        if not match.backed and not term.light:
            missing += term.weight
    if predicate_backed is False:
        return False
    words = [t for t in (*detail.terms, *detail.shared) if t.kind not in ("quantity", "time")]
    if missing > MISSING or words and alignment.coverage(words) < SUPPORT:
        return False
    if not any(not t.light for t in words):
        return False
    return _no_stronger(alignment, detail)


def _inside(comparison: Comparison, detail: Detail) -> bool:
    return comparison.stated is not None and comparison.stated.span.within(detail.span)


def _no_stronger(alignment: Alignment, detail: Detail) -> bool:
    """The clauses of the claim that back the detail affirm it, or deny it, as strongly as the statement does."""
    touched: dict[int, float] = {}
    total = 0.0
    for term in detail.terms:
        match: Match = alignment.match_of(term)
        if match.backed and match.known is not None and not match.in_context and not term.light:
            touched[match.known.clause] = touched.get(match.known.clause, 0.0) + term.weight
            total += term.weight
    if total == 0:
        return False
    stated = [alignment.statement.assertions[number] for number in detail.clauses]
    modality = min((assertion.modality for assertion in stated), default=Modality.DONE)
    negated = any(assertion.negated for assertion in stated)
    for number, weight in touched.items():
        if number < 0 or weight < 0.3 * total:
            continue
        known = alignment.claim.assertions[number]
        if known.modality < modality:
            return False
        if known.negated != negated and known.modality is not Modality.OPEN:
            return False
    return True


def terms_of(detail: Detail) -> tuple[Term, ...]:
    """All terms of a detail with those it shares."""
    return (*detail.terms, *detail.shared)
