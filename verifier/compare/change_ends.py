"""The two ends of a change, "from 5 to 3": exchanged, or one given as the other."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.analysis import Analysis
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.anchoring import affirmed
from verifier.compare.intervals import comparable, point
from verifier.compare.scope import change_of
from verifier.findings import Comparison, Facet, Relation


def ends_exchanged(alignment: Alignment, stated: Term, known: list[Term]) -> Comparison | None:
    """ "From 5 to 3" against "from 3 to 5", of the same subject."""
    ends = {"from": "to", "to": "from"}
    end = change_of(alignment.statement, stated)
    if end not in ends or stated.clause < 0:
        return None
    other = _at_end(alignment.statement, alignment.statement.terms, ends[end], stated.clause)
    for term in known:
        if change_of(alignment.claim, term) != ends[end] or not _equal(stated, term):
            continue
        partner = _at_end(alignment.claim, known, end, term.clause)
        agents = [t for t in alignment.statement.terms if t.role == "agent" and t.clause == stated.clause]
        subject = bool(agents) and all(alignment.match_of(t).backed for t in agents if not t.light)
        if other is None or partner is None or not _equal(other, partner) or _equal(stated, partner):
            continue
        if subject and affirmed(alignment, stated, term):
            note = f"{stated.text} is the other end of the change in the claim"
            return Comparison(
                Facet.QUANTITY, "ends exchanged", Relation.CONFLICTS, "V102", stated, term, note
            )
    return None


def _at_end(analysis: Analysis, terms: Iterable[Term], end: str, clause: int) -> Term | None:
    """The figure at this end, "from" or "to", of a change that a clause tells of."""
    return next(
        (t for t in terms if t.quantity is not None and t.clause == clause and change_of(analysis, t) == end),
        None,
    )


def _equal(one: Term, other: Term) -> bool:
    assert one.quantity is not None and other.quantity is not None
    return (
        comparable(one.quantity, other.quantity)
        and point(one.quantity) is not None
        and point(one.quantity) == point(other.quantity)
    )


def at_the_other_end(alignment: Alignment, stated: Term, known: list[Term]) -> Term | None:
    """The figure that a thing is said to have come to, where the claim has it come from there."""
    assert stated.quantity is not None
    figure = point(stated.quantity)
    if change_of(alignment.statement, stated) != "to" or figure is None:
        return None
    same = [t for t in known if t.quantity is not None and point(t.quantity) == figure]
    if len(same) != 1 or change_of(alignment.claim, same[0]) != "from":
        return None
    other = same[0]
    agents = [t for t in alignment.statement.terms if t.clause == stated.clause and t.role == "agent"]
    matches = [alignment.match_of(t) for t in agents if not t.light]
    one_subject = bool(matches) and all(
        m.backed and m.known is not None and not m.in_context and m.known.clause == other.clause
        for m in matches
    )
    return other if one_subject and affirmed(alignment, stated, other) else None
