"""Whether a figure or a date of the statement is about the same matter as one of the claim."""

from __future__ import annotations

from verifier.analysis.assertion import Modality
from verifier.analysis.kinship import Kinship
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.contrast import of_another_thing

UNMATCHED_ANCHOR = 0.84  # the same where the claim has another predicate: then all else must agree,
UNMATCHED_WEIGHT = 3.0  # and weigh this much
FIGURE_WEIGHT = 1.0  # what an agreeing figure or date tells of two clauses being about one matter
ANCHOR = 0.55  # share of the part's other words that the claim must have before a different figure is a clash


def affirmed(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Both clauses are affirmed about as strongly: what is denied, or only possible, of one figure says
    nothing of another that is a fact."""
    for analysis, term in ((alignment.statement, stated), (alignment.claim, known)):
        if term.clause < 0:
            continue
        if analysis.assertions[term.clause].negated:
            return False
        governor = analysis.syntax.clauses[term.clause].governor
        if governor is not None and analysis.assertions[governor].negated:
            return False
    if stated.clause < 0 or known.clause < 0:
        return True
    s = alignment.statement.assertions[stated.clause].modality
    k = alignment.claim.assertions[known.clause].modality
    return not (
        (s <= Modality.PLANNED and k is Modality.DONE) or (k <= Modality.POSSIBLE and s is Modality.DONE)
    )


def anchored(alignment: Alignment, stated: Term, known: Term) -> bool:
    """The words around the stated figure are about what the claim's figure is about.

    The predicate of its clause, when it has a weighty one, must be in the same part of the claim as the known
    figure, and so must most of its other words. A name in an active part must not be missing.
    """
    if of_another_thing(alignment, stated, known):
        return False
    clause = [
        term
        for term in alignment.statement.terms
        if term.clause == stated.clause and term is not stated and term.kind not in ("quantity", "time")
    ]
    subject = _subject_terms(alignment, stated)
    around = clause + [
        term for term in subject if term not in clause and term.kind not in ("quantity", "time")
    ]
    if sum(term.weight for term in around if not term.light) < 1.0:
        around = [
            t for t in alignment.statement.terms if t is not stated and t.kind not in ("quantity", "time")
        ]
    part = alignment.claim.detail_at(known.clause)
    if _of_another_subject(alignment, around, known):
        return False
    for term in around:
        match = alignment.match_of(term)
        placed = term.role in ("agent", "patient") or term.preposition in ("in", "at")
        if term.kind in ("name", "pronoun") and not match.backed and placed:
            return False
        if match.kinship is Kinship.OPPOSITE:
            return False  # "switched to a cool phase" and "changed to a warm phase" are two events
        if term.role == "predicate" and not term.light and term.clause == stated.clause:
            if (
                match.known is None
                or match.in_context
                or alignment.claim.detail_at(match.known.clause) != part
            ):
                rest = [t for t in around if t is not term]
                enough = sum(t.weight for t in rest if not t.light) >= UNMATCHED_WEIGHT
                worded = any(t.kind == "word" and not t.light and alignment.match_of(t).backed for t in rest)
                return enough and worded and alignment.local_coverage(rest, known.clause) >= UNMATCHED_ANCHOR
    if not _complement_related(alignment, stated, around, part):
        return False
    return alignment.local_coverage(around, known.clause) >= ANCHOR


def _of_another_subject(alignment: Alignment, around: list[Term], known: Term) -> bool:
    """The subject stands before the claim, or is a pronoun in it; the known figure's clause has its own."""
    matches = [alignment.match_of(t) for t in around if t.role == "agent" and not t.light]
    before = [m.in_context or (m.known is not None and m.known.kind == "pronoun") for m in matches]
    if known.clause < 0 or not matches or not all(before):
        return False
    phrase = alignment.claim.syntax.clauses[known.clause].agent
    if phrase is None:
        return False
    own = [t for t in alignment.claim.terms if phrase.start <= t.token < phrase.end and not t.light]
    backed = {id(match.known) for match in alignment.matches if match.backed}
    return any(t.kind in ("word", "name") for t in own) and not any(id(t) in backed for t in own)


def _complement_related(alignment: Alignment, stated: Term, around: list[Term], part: int) -> bool:
    """Where the verb is light ("became", "had"), its object tells the matter: the part must have it."""
    own = [t for t in around if t.clause == stated.clause]
    if any(t.role == "predicate" and not t.light for t in own):
        return True
    objects = [t for t in own if t.role == "patient" and t.kind == "word" and t.tag == "N" and not t.light]
    if not objects:
        words = [
            t
            for t in around
            if t.kind == "word" and not t.light and (m := alignment.match_of(t)).backed and not m.in_context
        ]
        if _said_of_the_same(alignment, stated, around, part):
            return True
        if any(t.kind == "word" and not t.light for t in around):
            return sum(t.weight for t in words) >= UNMATCHED_WEIGHT / 2
        return _bare(alignment, around, part)
    match = alignment.match_of(objects[-1])
    if match.known is None or match.in_context or match.kinship is Kinship.OPPOSITE:
        return False
    return alignment.claim.detail_at(match.known.clause) == part


def _said_of_the_same(alignment: Alignment, stated: Term, around: list[Term], part: int) -> bool:
    """One verb that says little, of one subject: "the pier in Orby is 40 metres long"."""
    subject = [t for t in around if t.role == "agent" and not t.light]
    verb = alignment.statement.syntax.clauses[stated.clause].lemma if stated.clause >= 0 else ""
    clauses = alignment.claim.details[part].clauses if part >= 0 else frozenset()
    same_verb = any(alignment.claim.syntax.clauses[number].lemma == verb for number in clauses)
    matches = [alignment.match_of(t) for t in around if not t.light]
    return (
        bool(subject)
        and same_verb
        and all(
            m.kinship in (Kinship.SAME, Kinship.FAMILY)
            and not m.in_context
            and m.known is not None
            and alignment.in_part(m.known, part)
            for m in matches
        )
    )


def _bare(alignment: Alignment, around: list[Term], part: int) -> bool:
    """Names and a light verb on both sides: "the fair is set for 4 May" against "the fair is on 5 May"."""
    names = [t for t in around if t.kind in ("name", "pronoun")]
    if not names or not all(
        (m := alignment.match_of(t)).known is not None
        and not m.in_context
        and alignment.in_part(m.known, part)
        for t in names
    ):
        return False
    other = [
        t
        for t in alignment.claim.terms
        if alignment.claim.detail_at(t.clause) == part and t.role == "predicate"
    ]
    return all(t.light for t in other)


def _subject_terms(alignment: Alignment, stated: Term) -> list[Term]:
    if stated.clause < 0:
        return []
    subject = alignment.statement.syntax.clauses[stated.clause].subject
    if subject is None:
        return []
    return [
        term
        for term in alignment.statement.terms
        if subject.start <= term.token < subject.end and term is not stated
    ]


def same_figure_or_date(alignment: Alignment, term: Term, clause: int | None = None) -> bool:
    """The claim has the same figure or date, in this clause of it or anywhere, by a plain look.

    A fuller look is another facet's work.
    """
    known = [t for t in alignment.claim.terms if clause is None or t.clause == clause]
    for other in (*known, *(alignment.claim.context_terms if clause is None else ())):
        if term.quantity is not None and other.quantity is not None:
            if (term.quantity.low, term.quantity.high) == (other.quantity.low, other.quantity.high):
                return True
        elif term.time is not None and other.time is not None and term.time.first == other.time.first:
            return True
    return False


def figures_and_dates(alignment: Alignment, stated: int, known: int) -> float:
    """The weight of the figures and dates of a clause of the statement that the claim's clause has too."""
    return sum(
        FIGURE_WEIGHT
        for t in alignment.statement.terms
        if t.clause == stated and t.kind in ("quantity", "time") and same_figure_or_date(alignment, t, known)
    )
