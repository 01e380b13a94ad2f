"""Whether the claim says a detail as strongly as the statement: as settled, and on the same side of "not"."""

from __future__ import annotations

from verifier.analysis.assertion import Modality
from verifier.analysis.cue_words import cues
from verifier.analysis.details import Detail
from verifier.compare import Alignment
from verifier.compare.predicates import auxiliary, in_present

# Besides the governors of cues.yml: verbs whose object, a noun of action, has not come about yet.
AWAITING = frozenset({"need", "require", "await", "demand", "lack"})
UNDONE = frozenset({"possible", "planned", "expected", "open"})


def no_stronger(alignment: Alignment, detail: Detail) -> bool:
    """The claim affirms, or denies, each clause of the detail as strongly as the statement does.

    A clause is held against the clause of the claim that has most of its words.
    """
    found = False
    for number in sorted(detail.clauses):
        known = None if auxiliary(alignment.statement, number) else _counterpart(alignment, detail, number)
        if known is None:
            continue
        found = True
        clause = alignment.statement.syntax.clauses[number]
        if clause.marker in ("whether", "if"):
            continue
        stated = alignment.statement.assertions[number]
        modality = stated.modality
        if modality > Modality.PLANNED and _only_asked_for(alignment, detail, number):
            return False
        if modality is Modality.DONE and _scheduled(alignment, detail):
            modality = Modality.FIRM
        assertion = alignment.claim.assertions[known]
        if assertion.modality < modality:
            return False
        denials = [one.negated != (one.stance == "denied") for one in (stated, assertion)]
        if denials[0] != denials[1] and assertion.modality is not Modality.OPEN:
            return False
    return found


def _only_asked_for(alignment: Alignment, detail: Detail, number: int) -> bool:
    """What the statement tells is in the claim a noun under "asked for", "needs", "proposed"."""
    for term in detail.terms:
        if term.clause != number or term.role != "predicate" or term.kind != "word" or term.light:
            continue
        known = alignment.match_of(term).known
        if known is None or known.role not in ("patient", "oblique") or known.tag != "N" or known.clause < 0:
            continue
        verb = alignment.claim.syntax.clauses[known.clause].lemma
        if verb in AWAITING or cues().governor.get(verb) in UNDONE:
            return known.role == "patient" or known.preposition in ("for", "of")
    return False


def _counterpart(alignment: Alignment, detail: Detail, number: int) -> int | None:
    """The claim's clause with most of a clause's matched weight; its subject counts if nothing else does."""
    for term in detail.terms:
        if term.clause == number and term.role == "predicate" and term.kind == "word":
            match = alignment.match_of(term)
            if match.backed and match.known is not None and not match.in_context and match.known.clause >= 0:
                if match.known.role == "predicate":
                    return match.known.clause
    own = [t for t in detail.terms if t.clause == number and not t.light]
    weights: dict[int, float] = {}
    for term in own or [t for t in detail.terms if t.clause == number]:
        match = alignment.match_of(term)
        if match.backed and match.known is not None and not match.in_context and match.known.clause >= 0:
            weights[match.known.clause] = weights.get(match.known.clause, 0.0) + term.weight
    return max(sorted(weights), key=lambda clause: weights[clause]) if weights else None


def _scheduled(alignment: Alignment, detail: Detail) -> bool:
    """The present tense with a date: a plan, not a fact yet."""
    if not any(term.kind == "time" for term in detail.terms):
        return False
    clauses = alignment.statement.syntax.clauses
    verbs = [verb for number in detail.clauses if (verb := clauses[number].verb) is not None]
    return bool(verbs) and all(in_present(alignment.statement, verb) for verb in verbs)
