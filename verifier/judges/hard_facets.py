"""What the entailment model may not overrule: figures, dates, names, denials and how sure a text is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from verifier.analysis import Analysis
from verifier.analysis.name_matching import same_name
from verifier.analysis.terms import Term
from verifier.compare.intervals import comparable, compare_intervals
from verifier.compare.times import compare_times
from verifier.findings import Comparison, Facet, Judgement, Relation
from verifier.frozen import frozen
from verifier.judges.model_folder import Calibration
from verifier.judges.support import BLOCKING
from verifier.model import Claim

NAMED = frozenset({Facet.QUANTITY, Facet.TIME, Facet.ENTITY})  # a detail that a passage either has or has not
NEAR = 0.6  # of the best claim's share of the statement's words
AGREEING = frozenset({Relation.AGREES, Relation.COMPATIBLE})
BEST_FIRST = (
    Relation.AGREES,
    Relation.COMPATIBLE,
    Relation.SILENT,
    Relation.UNRELATED,
    Relation.CONFLICTS,
)

NEVER = 2.0  # more than any probability
Read = Callable[[Claim], Analysis]


@frozen
class Standing:
    """How the hard facets of a statement stand to some claims that are read together."""

    against: bool = False  # one clashes with a claim, or the nearest claim has another in its place
    silent: bool = False  # one finds no claim that agrees
    new: bool = False  # a figure, a date or a name is nowhere in these claims and the sentences before them

    def backs_from(self, calibration: Calibration) -> float:
        """The probability from which the model may back the statement; more than 1 where it never may."""
        if self.against or self.new:
            return NEVER
        return _reachable(calibration.backs_silent if self.silent else calibration.backs)

    def clashes_from(self, calibration: Calibration) -> float:
        """The probability from which the model may say that both cannot be true."""
        return _reachable(calibration.clashes_new if self.new else calibration.clashes)

    def may_count(self, calibration: Calibration) -> bool:
        """Whether any answer of the model could change a verdict."""
        return min(self.backs_from(calibration), self.clashes_from(calibration)) < NEVER


def _reachable(threshold: float) -> float:
    """A threshold of 1 is one that nothing reached on development data."""
    return threshold if threshold < 1 else NEVER


def standing(judgements: Sequence[Judgement], read: Read) -> Standing:
    """How a statement's hard facets stand to the claims of one passage.

    What one claim is silent on another may have. A claim that is much further from the statement than the
    best one is about something else: that its figures and dates agree counts for nothing.
    """
    best = max((judgement.confidence for judgement in judgements), default=0.0)
    near = [judgement for judgement in judgements if judgement.confidence >= NEAR * best]
    relations: dict[tuple[Facet, object], Relation] = {}
    stated: dict[tuple[Facet, object], Comparison] = {}
    for judgement in near:
        for one in judgement.comparisons:
            if one.facet in BLOCKING:
                key = (one.facet, one.stated.span if one.stated is not None else None)
                stated[key] = one
                known = relations.get(key, Relation.CONFLICTS)
                relations[key] = min(one.relation, known, key=BEST_FIRST.index)
    open_ = [stated[key] for key, relation in relations.items() if relation not in AGREEING]
    return Standing(
        against=Relation.CONFLICTS in relations.values() or _displaced(judgements, stated.values(), read),
        silent=bool(open_),
        new=any(_new(one, [read(j.candidate.claim) for j in judgements]) for one in open_),
    )


def _displaced(judgements: Sequence[Judgement], stated: Collection[Comparison], read: Read) -> bool:
    """The nearest claim has a figure or a date of the same kind that is none of the statement's.

    That another claim has the statement's own does not help then: "in June" of a plan that a claim puts in
    May, where another claim speaks of another June.
    """
    if not judgements:
        return False
    nearest = max(judgements, key=lambda judgement: judgement.confidence)
    own = [one.stated for one in stated if isinstance(one.stated, Term)]
    backed = [one.stated for one in nearest.comparisons if one.relation in AGREEING]
    free = [
        known
        for known in read(nearest.candidate.claim).terms
        if known.kind in ("quantity", "time") and not any(_same(term, known) for term in own)
    ]
    return any(_of_a_kind(term, known) for term in own if term not in backed for known in free)


def _of_a_kind(stated: Term, known: Term) -> bool:
    """Both are dates, or figures that could measure the same thing; counts must be of one noun."""
    if stated.quantity is None or known.quantity is None:
        return stated.time is not None and known.time is not None
    if stated.quantity.dimension == "count" and stated.quantity.of != known.quantity.of:
        return False
    return comparable(stated.quantity, known.quantity)


def _new(one: Comparison, claims: Sequence[Analysis]) -> bool:
    """The detail is a figure, a date or a name that none of the claims has, whatever they say of it."""
    if one.facet not in NAMED or not isinstance(one.stated, Term):
        return False
    terms = (term for claim in claims for term in (*claim.terms, *claim.context_terms))
    return not any(_same(one.stated, term) for term in terms)


def _same(stated: Term, known: Term) -> bool:
    """The same figure, date or name, or one that says more."""
    if stated.quantity is not None:
        if known.quantity is None or not comparable(stated.quantity, known.quantity):
            return False
        return compare_intervals(stated.quantity, known.quantity).relation in AGREEING
    if stated.time is not None:
        return known.time is not None and compare_times(stated.time, known.time)[1] in AGREEING
    return any(same_name(one, other) is not None for one in stated.names for other in known.names)
