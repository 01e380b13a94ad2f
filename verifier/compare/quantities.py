"""Figures: the same amount of the same thing?"""

from __future__ import annotations

from decimal import Decimal

from verifier.analysis import Analysis
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.anchoring import affirmed, anchored
from verifier.compare.change_ends import at_the_other_end, ends_exchanged
from verifier.compare.intervals import LOWER, UPPER, Outcome, comparable, compare_intervals, point
from verifier.compare.measured import base_noun, measured, same_measured, same_people
from verifier.compare.scope import Scope, apart, change_of, scope_of
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Bound, Quantity

ONE_MORE = frozenset({"a", "an", "another"})
CROWD = 2  # figures of one kind in one clause; among more it is unsure which is meant


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each figure of the statement."""
    known = [term for term in alignment.claim.terms if term.quantity is not None]
    found = []
    for stated in alignment.statement.terms:
        if stated.quantity is not None:
            found.append(_compare_one(alignment, stated, known))
    return tuple(found)


def _compare_one(alignment: Alignment, stated: Term, known: list[Term]) -> Comparison:
    quantity = stated.quantity
    assert quantity is not None
    before = alignment.statement.text[: stated.span.start].rstrip().lower()
    pair = (
        quantity.text.lower() in ("two", "both")
        and quantity.of is None
        and (before.endswith("the") or not before)
    )
    if (quantity.text.lower() == "one" or pair) and quantity.dimension == "count":
        return Comparison(
            Facet.QUANTITY, "article", Relation.AGREES, "V102", stated
        )  # "one argument", "the two"
    turned = ends_exchanged(alignment, stated, known) or _other_currency(alignment, stated, known)
    if turned is not None:
        return turned
    same_kind = [term for term in known if term.quantity is not None and comparable(quantity, term.quantity)]
    best: tuple[float, Term, Outcome] | None = None
    named = [
        term
        for term in same_kind
        if same_measured(measured(alignment.statement, stated), measured(alignment.claim, term))
    ]
    if named:
        figure = point(quantity)
        named += [t for t in same_kind if t not in named and _of_nothing_named(t, figure)]
    for term in named or same_kind:
        assert term.quantity is not None
        if _of_another(alignment, stated, term):
            continue
        outcome = compare_intervals(quantity, term.quantity)
        score = affinity(alignment, stated, term)
        if score <= 0 or (outcome.relation is Relation.CONFLICTS and _taken(alignment, stated, term)):
            continue
        rank = score + _likeness(quantity, term.quantity, outcome)
        if best is None or rank > best[0]:
            best = (rank, term, outcome)
    if best is None or best[2].relation is Relation.CONFLICTS:
        other_end = at_the_other_end(alignment, stated, named or same_kind)
        if other_end is not None:
            note = f"it is where the change began: from {quantity.text}"
            return Comparison(
                Facet.QUANTITY, "other end", Relation.CONFLICTS, "V102", stated, other_end, note
            )
    if best is None:
        if quantity.bound is Bound.VAGUE and quantity.dimension == "count":
            return _silent(stated, "no figure to compare")
        return _silent(stated, "the claim has no such figure")
    _, term, outcome = best
    rule = "V102"
    assert term.quantity is not None
    if outcome.relation is Relation.CONFLICTS:
        crowd = sum(other.clause == term.clause for other in same_kind)
        if (
            crowd > CROWD
            or _unnamed_elsewhere(alignment, stated, term, same_kind)
            or _one_of_several(
                quantity, term, [t for t in same_kind if not _of_another(alignment, stated, t)]
            )
            or _and_one_more(alignment.claim, term)
            or not affirmed(alignment, stated, term)
        ):
            return _silent(stated, "a figure of something else")
        if quantity.bound in LOWER | UPPER or term.quantity.bound in LOWER | UPPER:
            rule = "V104"
        elif quantity.unit != term.quantity.unit and _digits(quantity) == _digits(term.quantity):
            rule = "V103"
        if not anchored(alignment, stated, term):
            return _silent(stated, "a figure of something else")
    note = f"{quantity.text} against {term.quantity.text}"
    return Comparison(Facet.QUANTITY, outcome.level, outcome.relation, rule, stated, term, note)


def _other_currency(alignment: Alignment, stated: Term, known: list[Term]) -> Comparison | None:
    """The same sum in another currency, where the claim has none in the stated one."""
    quantity = stated.quantity
    assert quantity is not None
    if quantity.dimension != "money" or quantity.bound is not Bound.EXACT:
        return None
    sums = [t for t in known if t.quantity is not None and t.quantity.dimension == "money"]
    if any(t.quantity is not None and comparable(quantity, t.quantity) for t in sums):
        return None
    for term in sums:
        if (
            term.quantity is not None
            and point(term.quantity) == point(quantity)
            and affirmed(alignment, stated, term)
            and anchored(alignment, stated, term)
        ):
            note = f"{quantity.text} against {term.quantity.text}"
            return Comparison(Facet.QUANTITY, "other unit", Relation.CONFLICTS, "V103", stated, term, note)
    return None


def _of_another(alignment: Alignment, stated: Term, known: Term) -> bool:
    """The figures belong to different times or places, or to different ends of a change."""
    here, there = scope_of(alignment.statement, stated), scope_of(alignment.claim, known)
    if apart(here, there) or (not there.moments and _at_the_time_of(alignment, here, known)):
        return True
    s, k = change_of(alignment.statement, stated), change_of(alignment.claim, known)
    return bool((s and k and s != k) or (k == "from" and not s))


def _at_the_time_of(alignment: Alignment, stated: Scope, known: Term) -> bool:
    """The claim has the statement's time at another of its figures: "27 seats, four more than in 2019"."""
    others = [
        scope_of(alignment.claim, term)
        for term in alignment.claim.terms
        if term.quantity is not None and term is not known and term.clause == known.clause
    ]
    return any(moment in other.moments for other in others for moment in stated.moments)


def _taken(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Another figure of the statement is this one already."""
    return any(
        other.quantity is not None
        and other is not stated
        and known.quantity is not None
        and comparable(other.quantity, known.quantity)
        and compare_intervals(other.quantity, known.quantity).relation is Relation.AGREES
        for other in alignment.statement.terms
    )


def _likeness(stated: Quantity, known: Quantity, outcome: Outcome) -> float:
    """What a figure's own likeness counts when the counterpart is chosen: the same number first."""
    if point(stated) is not None and point(stated) == point(known):
        return 2.0
    return {Relation.AGREES: 1.0, Relation.COMPATIBLE: 0.35}.get(outcome.relation, 0.0)


def _of_nothing_named(term: Term, figure: Decimal | None) -> bool:
    """It is this figure, and its sentence does not say of what."""
    return term.quantity is not None and not term.quantity.of and point(term.quantity) == figure


def _unnamed_elsewhere(alignment: Alignment, stated: Term, known: Term, same_kind: list[Term]) -> bool:
    """The claim has this very figure too, of something it leaves unnamed: "300 beds, of which 40 ..."."""
    assert stated.quantity is not None
    figure = point(stated.quantity)
    return figure is not None and any(
        other is not known and _of_nothing_named(other, figure) and not _of_another(alignment, stated, other)
        for other in same_kind
    )


def _one_of_several(stated: Quantity, known: Term, same_kind: list[Term]) -> bool:
    """The claim counts the same thing in parts: "24 short episodes and two long ones"."""
    if stated.dimension != "count":
        return False
    return any(
        other is not known
        and other.clause == known.clause
        and other.quantity is not None
        and known.quantity is not None
        and same_measured(stated.of, other.quantity.of)
        and same_measured(stated.of, known.quantity.of)
        for other in same_kind
    )


def _and_one_more(claim: Analysis, known: Term) -> bool:
    """The claim has one of the counted things besides: "six mirrors around a central mirror" may be seven."""
    quantity = known.quantity
    if quantity is None or quantity.dimension != "count" or not quantity.of:
        return False
    noun = base_noun(quantity.of.split()[-1])
    tokens = claim.syntax.tokens
    for at, token in enumerate(tokens):
        if token.tag != "N" or token.lemma != noun or known.span.start <= token.start < known.span.end:
            continue
        before = at - 1
        while before >= 0 and tokens[before].tag == "A":
            before -= 1
        if before >= 0 and tokens[before].lower in ONE_MORE:
            return True
    return False


def _silent(stated: Term, note: str) -> Comparison:
    return Comparison(Facet.QUANTITY, "not stated", Relation.SILENT, "V202", stated, None, note)


def _digits(quantity: Quantity) -> str:
    start = quantity.number.start - quantity.span.start
    return quantity.text[start : start + quantity.number.end - quantity.number.start].lower()


def affinity(alignment: Alignment, stated: Term, known: Term) -> float:
    """How surely two figures measure the same thing; 0 or less when they do not.

    Counts need the same thing counted. Other figures need words around them in common.
    """
    s, k = stated.quantity, known.quantity
    assert s is not None and k is not None
    heads = same_measured(measured(alignment.statement, stated), measured(alignment.claim, known))
    if heads is False and same_people(alignment, stated, known):
        heads = True
    if heads is False:
        return 0.0
    if s.dimension in ("count", "ordinal") and heads is None and not (s.of is None and k.of is None):
        other = s.of or k.of or ""
        side, term = (alignment.claim, known) if s.of else (alignment.statement, stated)
        words = {other_term.key for other_term in side.terms if other_term.clause == term.clause}
        if not any(base_noun(word) in words for word in other.split()):
            return 0.0
    near = _near(alignment, known)
    return 0.2 + near + (0.8 if heads else 0.0)


def _near(alignment: Alignment, known: Term) -> float:
    """The share of the claim's words in the figure's own clause that the statement has too."""
    here = [t for t in alignment.claim.terms if t.clause == known.clause and t is not known and not t.light]
    if not here:
        return 0.0
    matched = {id(match.known) for match in alignment.matches if match.backed and not match.in_context}
    return sum(id(term) in matched for term in here) / len(here)
