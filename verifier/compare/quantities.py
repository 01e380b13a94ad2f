"""Figures: the same amount of the same thing?"""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.assertion import Modality
from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.lexicon import lemma_of
from verifier.analysis.terms import Term
from verifier.analysis.units import compatible_units
from verifier.compare.alignment import Alignment
from verifier.compare.intervals import LOWER, UPPER, Outcome, compare_intervals, point
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Bound, Mention, Quantity

KIN = frozenset({Kinship.SAME, Kinship.FAMILY, Kinship.SYNONYM, Kinship.BROADER})
UNMATCHED_ANCHOR = 0.84  # the same where the claim has another predicate: then all else must agree,
UNMATCHED_WEIGHT = 3.0  # and weigh this much
CROWD = 2  # figures of one kind in one clause; among more it is unsure which is meant
ANCHOR = 0.55  # share of the part's other words that the claim must have before a different figure is a clash


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
    same_kind = [term for term in known if term.quantity is not None and comparable(quantity, term.quantity)]
    best: tuple[float, Term, Outcome] | None = None
    named = [term for term in same_kind if _same_measured(_measured(alignment.statement, stated), _measured(alignment.claim, term))]
    for term in named or same_kind:
        assert term.quantity is not None
        outcome = compare_intervals(quantity, term.quantity)
        score = affinity(alignment, stated, term)
        if score <= 0 or (outcome.relation is Relation.CONFLICTS and _taken(alignment, stated, term)):
            continue
        rank = score + _likeness(quantity, term.quantity, outcome)
        if best is None or rank > best[0]:
            best = (rank, term, outcome)
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
            or _one_of_several(quantity, term, same_kind)
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


def _one_of_several(stated: Quantity, known: Term, same_kind: list[Term]) -> bool:
    """The claim counts the same thing in parts: "24 short episodes and two long ones"."""
    if stated.dimension != "count":
        return False
    return any(
        other is not known
        and other.clause == known.clause
        and other.quantity is not None
        and known.quantity is not None
        and _same_measured(stated.of, other.quantity.of)
        and _same_measured(stated.of, known.quantity.of)
        for other in same_kind
    )


def affirmed(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Both clauses are affirmed about as strongly: what is denied, or only possible, of one figure says nothing of
    another that is a fact."""
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
    return not ((s <= Modality.PLANNED and k is Modality.DONE) or (k <= Modality.POSSIBLE and s is Modality.DONE))


def _silent(stated: Term, note: str) -> Comparison:
    return Comparison(Facet.QUANTITY, "not stated", Relation.SILENT, "V202", stated, None, note)


def _digits(quantity: Quantity) -> str:
    start = quantity.number.start - quantity.span.start
    return quantity.text[start : start + quantity.number.end - quantity.number.start].lower()


def comparable(stated: Quantity, known: Quantity) -> bool:
    """Figures of one dimension; money of one currency."""
    if stated.dimension != known.dimension:
        return False
    if stated.dimension == "money" or "/" in (stated.unit or ""):
        return compatible_units(stated.unit, known.unit)
    if stated.dimension == "temperature":
        return stated.unit == known.unit  # a difference of degrees is not a temperature
    return True


def affinity(alignment: Alignment, stated: Term, known: Term) -> float:
    """How surely two figures measure the same thing; 0 or less when they do not.

    Counts need the same thing counted. Other figures need words around them in common.
    """
    s, k = stated.quantity, known.quantity
    assert s is not None and k is not None
    heads = _same_measured(_measured(alignment.statement, stated), _measured(alignment.claim, known))
    if heads is False:
        return 0.0
    if s.dimension in ("count", "ordinal") and heads is None and not (s.of is None and k.of is None):
        other = s.of or k.of or ""
        side, term = (alignment.claim, known) if s.of else (alignment.statement, stated)
        words = {other_term.key for other_term in side.terms if other_term.clause == term.clause}
        if not any(_base(word) in words for word in other.split()):
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


def _measured(analysis: Analysis, term: Term) -> str | None:
    """What a figure measures: the noun after it, or the noun it is a figure "of" ("a fine of 20 euros")."""
    assert term.quantity is not None
    if term.quantity.of:
        return term.quantity.of
    tokens = analysis.syntax.tokens
    first = next((at for at, token in enumerate(tokens) if token.start >= term.span.start), 0)
    if first >= 2 and tokens[first - 1].lower == "of" and tokens[first - 2].tag == "N":
        return tokens[first - 2].lemma
    return None


def _same_measured(stated: str | None, known: str | None) -> bool | None:
    """Whether the things measured are the same; None when one side does not say."""
    if not stated or not known:
        return None
    s, k = [_base(word) for word in stated.split()], [_base(word) for word in known.split()]
    if s[-1] == k[-1] or kinship(s[-1], k[-1]) in KIN:
        if s[:-1] and k[:-1] and not set(s[:-1]) & set(k[:-1]):
            return None  # "finance ministers", "ten ministers of state": unsure
        return True
    return bool(s[-1] in k or k[-1] in s)


def _base(word: str) -> str:
    return lemma_of(word, "n") or word


def anchored(alignment: Alignment, stated: Term, known: Term) -> bool:
    """The words around the stated figure are about what the claim's figure is about.

    The predicate of its clause, when it has a weighty one, must be in the same part of the claim as the known figure,
    and so must most of its other words. A name in an active part must not be missing.
    """
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
    for term in around:
        match = alignment.match_of(term)
        if term.kind in ("name", "pronoun") and not match.backed and term.role in ("agent", "patient"):
            return False
        if match.kinship is Kinship.OPPOSITE:
            return False  # "switched to a cool phase" and "changed to a warm phase" are two events
        if term.role == "predicate" and not term.light and term.clause == stated.clause:
            related = (
                match.known is not None and match.kinship is not Kinship.OPPOSITE and not match.in_context
            )
            if not related or match.known is None or alignment.claim.detail_at(match.known.clause) != part:
                rest = [t for t in around if t is not term]
                enough = sum(t.weight for t in rest if not t.light) >= UNMATCHED_WEIGHT
                worded = any(t.kind == "word" and not t.light and alignment.match_of(t).backed for t in rest)
                return enough and worded and alignment.local_coverage(rest, known.clause) >= UNMATCHED_ANCHOR
    if not _complement_related(alignment, stated, around, part):
        return False
    return alignment.local_coverage(around, known.clause) >= ANCHOR


def _complement_related(alignment: Alignment, stated: Term, around: list[Term], part: int) -> bool:
    """Where the verb is light ("became", "had"), its object tells the matter and must be in that part of the claim."""
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
        if any(t.kind == "word" and not t.light for t in around):
            return sum(t.weight for t in words) >= UNMATCHED_WEIGHT / 2
        return _bare(alignment, around, part)
    match = alignment.match_of(objects[-1])
    related = match.known is not None and not match.in_context and match.kinship is not Kinship.OPPOSITE
    return related and match.known is not None and alignment.claim.detail_at(match.known.clause) == part


def _bare(alignment: Alignment, around: list[Term], part: int) -> bool:
    """Names and a light verb on both sides: "the fair is set for 4 May" against "the fair is on 5 May"."""
    names = [t for t in around if t.kind in ("name", "pronoun")]
    if not names or not all(
        (m := alignment.match_of(t)).known is not None and not m.in_context and alignment.in_part(m.known, part)
        for t in names
    ):
        return False
    other = [t for t in alignment.claim.terms if alignment.claim.detail_at(t.clause) == part and t.role == "predicate"]
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


def mention(term: Term) -> Mention:
    """The term as a plain mention."""
    return Mention(term.span, term.text)
