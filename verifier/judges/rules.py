"""The rules judge: comparisons to a label, by a policy in plain sight.

A clash in any facet refutes. A claim supports a detail of the statement when every name, figure and date of
it is backed, nearly every other content word has a counterpart, and the claim says it no weaker and no other
way round.
"""

from __future__ import annotations

from verifier.compare import Alignment
from verifier.compare.contrast import takes_up_another
from verifier.documents.hidden import fold
from verifier.findings import Candidate, Comparison, Judgement, Label, Relation
from verifier.judges.support import supports
from verifier.model import Span


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
            return Judgement(
                candidate, Label.SUPPORTS, 1.0, comparisons, self.name, "V001", "word for word", (whole,)
            )
        if clash is not None:
            share = alignment.coverage(alignment.statement.terms)
            return Judgement(
                candidate,
                Label.REFUTES,
                round(0.7 + 0.3 * min(1.0, share), 3),
                comparisons,
                self.name,
                clash.rule,
                clash.note or clash.level,
            )
        details = alignment.statement.details
        backed = [detail for detail in details if supports(alignment, detail, comparisons)]
        spans = tuple(detail.span for detail in backed)
        if details and len(backed) == len(details):
            share = alignment.coverage(alignment.statement.terms)
            return Judgement(
                candidate,
                Label.SUPPORTS,
                round(min(1.0, 0.5 + share / 2), 3),
                comparisons,
                self.name,
                "V001",
                "every detail is backed",
                spans,
            )
        silent = next((c for c in comparisons if c.relation is Relation.SILENT and c.note), None)
        rule = silent.rule if silent is not None and silent.rule in ("V208", "V202") else "V202"
        reason = silent.note if silent is not None else _uncovered(alignment)
        return Judgement(
            candidate,
            Label.NEITHER,
            round(alignment.coverage(alignment.statement.terms), 3),
            comparisons,
            self.name,
            rule,
            reason,
            spans,
        )


def _verbatim(alignment: Alignment) -> bool:
    stated = " ".join(fold(alignment.statement.text).split()).strip(" .")
    known = " ".join(fold(alignment.claim.text).split())
    if len(stated.split()) < 4 or stated not in known:
        return False
    if takes_up_another(alignment, range(len(alignment.statement.syntax.clauses))):
        return False
    return len(stated) > 0.8 * len(known) or stated == known.strip(" .")


def _uncovered(alignment: Alignment) -> str:
    missing = [
        m.stated.text
        for m in alignment.matches
        if not m.backed and m.stated.kind == "word" and not m.stated.light
    ]
    return "the claim does not say: " + ", ".join(missing[:4]) if missing else "the claim says it differently"
