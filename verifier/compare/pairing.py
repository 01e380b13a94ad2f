"""Which figure goes with which word: "4 masts and 9 sails" against "9 masts and 4 sails"."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.analysis import Analysis
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.intervals import point
from verifier.compare.likeness import same_thing
from verifier.compare.scope import change_of
from verifier.findings import Comparison, Facet, Relation

SHARE = 0.85
REACH = 4  # tokens behind a figure within which its word must stand
DIMENSIONS = frozenset({"count", "percent"})


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each two figures of the statement that the claim has, each with the other's word."""
    words = [t for t in alignment.statement.terms if t.kind not in ("quantity", "time")]
    if alignment.coverage(words, context=False) < SHARE:
        return ()
    if not all(alignment.match_of(t).backed for t in words if t.kind in ("name", "pronoun")):
        return ()
    found = []
    known = list(_paired(alignment.claim))
    stated = list(_paired(alignment.statement))
    for number, (one, one_word) in enumerate(stated):
        for other, other_word in stated[number + 1 :]:
            if _same_figure(one, other) or same_thing(one_word, other_word):
                continue
            crossed = [
                figure for figure, word in known if _same_figure(one, figure) and same_thing(word, other_word)
            ]
            back = [
                figure for figure, word in known if _same_figure(other, figure) and same_thing(word, one_word)
            ]
            straight = any(_same_figure(one, figure) and same_thing(word, one_word) for figure, word in known)
            if len(crossed) == len(back) == 1 and not straight and crossed[0].clause >= 0:
                note = f"in the claim {one.text} goes with {other_word.text}"
                found.append(
                    Comparison(Facet.QUANTITY, "exchanged", Relation.CONFLICTS, "V102", one, crossed[0], note)
                )
    return tuple(found)


def _paired(analysis: Analysis) -> Iterator[tuple[Term, Term]]:
    """Each plain figure with the word right behind it, or the last word of what it counts."""
    terms = analysis.terms
    for number, figure in enumerate(terms):
        quantity = figure.quantity
        if quantity is None or quantity.dimension not in DIMENSIONS or change_of(analysis, figure):
            continue
        behind: list[Term] = []
        for term in terms[number + 1 :]:
            if term.kind in ("quantity", "time") or term.token > figure.token + REACH:
                break
            behind.append(term)
        if not behind:
            continue
        counted = quantity.of.split()[-1].lower() if quantity.of else ""
        own = next((t for t in behind if t.text.lower() == counted), None)
        yield figure, own or behind[0]


def _same_figure(one: Term, other: Term) -> bool:
    assert one.quantity is not None and other.quantity is not None
    return (
        one.quantity.dimension == other.quantity.dimension
        and point(one.quantity) is not None
        and point(one.quantity) == point(other.quantity)
    )
