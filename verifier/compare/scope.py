"""The time and place that a figure belongs to: "34 million in 2024, after 28 million in 2023" has two."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.name_matching import same_name
from verifier.analysis.terms import Term
from verifier.frozen import frozen
from verifier.model import Moment

NEAR = 7  # tokens after a figure within which its time or place may stand
PLACE = frozenset({"in", "at", "across", "within"})
CHANGE = frozenset({"by", "to", "from"})


@frozen
class Scope:
    """What a figure is said of; empty where nothing is said."""

    moments: tuple[Moment, ...] = ()
    places: tuple[Term, ...] = ()


def scope_of(analysis: Analysis, figure: Term) -> Scope:
    """The times and places of a figure: those right after it, or all of its clause when it is alone there."""
    own = [t for t in analysis.terms if t.clause == figure.clause]
    others = [t for t in own if t.quantity is not None and t is not figure]
    marks = [t for t in own if t.time is not None or (t.kind == "name" and t.preposition in PLACE)]
    if others:
        stop = min((t.token for t in others if t.token > figure.token), default=figure.token + NEAR + 1)
        after = [t for t in marks if figure.token < t.token < min(stop, figure.token + NEAR + 1)]
        # "in 2023 and 2024 it had 5 and 7": what comes before them all cannot be shared out.
        marks = after or [t for t in marks if t.token < own[0].token + 3 and len(marks) == 1]
    return Scope(
        tuple(t.time.first for t in marks if t.time is not None),
        tuple(t for t in marks if t.time is None),
    )


def apart(stated: Scope, known: Scope) -> bool:
    """The two figures are of different times or places."""
    if stated.moments and known.moments:
        if not any(_meet(one, other) for one in stated.moments for other in known.moments):
            return True
    if stated.places and known.places:
        return not all(any(_one_place(s, k) for k in known.places) for s in stated.places)
    return False


def _meet(one: Moment, other: Moment) -> bool:
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day), (one.part, other.part))
    return all(a == b for a, b in pairs if a is not None and b is not None)


def _one_place(stated: Term, known: Term) -> bool:
    return any(same_name(s, k) is not None for s in stated.names for k in known.names)


def change_of(analysis: Analysis, figure: Term) -> str:
    """ "by", "to" or "from" right before a figure; empty for none."""
    tokens = analysis.syntax.tokens
    first = next((at for at, token in enumerate(tokens) if token.start >= figure.span.start), 0)
    word = tokens[first - 1].lower if first else ""
    return word if word in CHANGE else ""
