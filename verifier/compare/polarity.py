"""Affirmed or denied: does one side deny what the other affirms?"""

from __future__ import annotations

from verifier.analysis.assertion import Assertion, Modality
from verifier.analysis.cue_words import cues
from verifier.analysis.kinship import Kinship
from verifier.compare.alignment import Alignment
from verifier.compare.anchoring import same_figure_or_date
from verifier.compare.likeness import ALIKE, alike
from verifier.compare.predicates import (
    BEING,
    PredicatePair,
    about_the_same,
    clause_terms,
    other_sides,
    predicate_pairs,
)
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Bound, Mention, Span

SHARE = 0.72
DENIED = 0.88  # share of a denied statement that the claim must affirm: a denial may aim at any one word
REVERSE_WEIGHT = 2.0  # and so much weight of it
REVERSE = 0.45  # share of the claim's own clause that the statement must have


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each clause of the statement whose predicate the claim has."""
    found = []
    pairs = predicate_pairs(alignment)
    # A clause of the claim that one clause of the statement repeats, denial and all, clashes with no other.
    repeated = {
        p.known
        for p in pairs
        if p.stated_assertion(alignment).negated == p.known_assertion(alignment).negated
    }
    turned = {(match.stated.clause, match.known.clause) for match in other_sides(alignment) if match.known}
    for pair in pairs:
        if (pair.stated, pair.known) in turned:
            continue  # "did not vote for it" and "voted against it" are no clash, nor do they say the same
        stated, known = pair.stated_assertion(alignment), pair.known_assertion(alignment)
        clause = alignment.statement.syntax.clauses[pair.stated]
        if (
            clause.governor is not None
            and clause.marker == "that"
            and alignment.statement.assertions[clause.governor].negated
        ):
            continue  # "does not accept that …" denies the whole, whatever stands inside
        if Modality.OPEN in (stated.modality, known.modality):
            continue
        opposite = pair.pivot.kinship is Kinship.OPPOSITE
        if (stated.stance == "denied") != (known.stance == "denied"):
            if not opposite:
                found.append(_against_a_denial(pair, stated, known))
            continue
        if stated.negated == known.negated:
            if not opposite:
                found.append(
                    Comparison(
                        Facet.POLARITY, "same", Relation.AGREES, "V106", pair.pivot.stated, pair.pivot.known
                    )
                )
            continue
        if not _same_verb(alignment, pair):
            continue
        if opposite:
            found.append(
                Comparison(
                    Facet.POLARITY,
                    "denied opposite",
                    Relation.SILENT,
                    "V106",
                    pair.pivot.stated,
                    pair.pivot.known,
                )
            )
            continue
        relation = Relation.SILENT
        if (
            pair.known not in repeated
            and pair.pivot.kinship in ALIKE
            and about_the_same(alignment, pair, SHARE)
            and _whole(alignment, pair, denied=stated.negated)
        ):
            relation = Relation.CONFLICTS
        cue = stated.cue if stated.negated else None
        mention: Mention = pair.pivot.stated
        if cue is not None:
            mention = Mention(Span(*cue), alignment.statement.text[cue[0] : cue[1]])
        known_mention: Mention | None = pair.pivot.known
        if known.negated and known.cue is not None:
            known_mention = Mention(Span(*known.cue), alignment.claim.text[known.cue[0] : known.cue[1]])
        note = "the claim affirms it" if stated.negated else "the claim denies it"
        found.append(
            Comparison(Facet.POLARITY, "one side denies", relation, "V106", mention, known_mention, note)
        )
    return tuple(found)


def _against_a_denial(pair: PredicatePair, stated: Assertion, known: Assertion) -> Comparison:
    """ "Said that it was not so" against "denied that it was so"; whose word it is, attribution compares."""
    same = stated.negated != known.negated
    level, relation = ("same", Relation.AGREES) if same else ("denied by a speaker", Relation.SILENT)
    return Comparison(Facet.POLARITY, level, relation, "V106", pair.pivot.stated, pair.pivot.known)


def _same_verb(alignment: Alignment, pair: PredicatePair) -> bool:
    """An object makes no pair without like verbs: "includes a fee", "the fee does not come on top"."""
    if pair.pivot.stated.role == "predicate" or (
        pair.pivot.known is not None and pair.pivot.known.role == "predicate"
    ):
        return True
    stated = alignment.statement.syntax.clauses[pair.stated].lemma
    known = alignment.claim.syntax.clauses[pair.known].lemma
    return alike(stated, known) or {stated, known} <= BEING


def _whole(alignment: Alignment, pair: PredicatePair, *, denied: bool) -> bool:
    """Both sides speak of the whole same thing: no word left over that the denial could aim at instead."""
    if denied and pair.known_assertion(alignment).modality < pair.stated_assertion(alignment).modality:
        return False  # "was invited to join" affirms no membership
    if (
        alignment.reverse_coverage(pair.known) < REVERSE
        or alignment.reverse_weight(pair.known) < REVERSE_WEIGHT
    ):
        return False
    if alignment.claim.syntax.clauses[pair.known].lemma in cues().denying and pair.pivot.known is not None:
        if pair.pivot.known.role != "predicate":
            return False  # "avoids the internet" affirms nothing of the internet
    own = clause_terms(alignment, pair.stated)
    if _first_since(alignment, pair, denied=denied):
        return False
    if denied:
        words = [t for t in own if t.kind not in ("quantity", "time")]
        left = [
            t for t in words if not alignment.match_of(t).backed and t.tag in "NVAP" and t.role != "predicate"
        ]
        if left or alignment.coverage(words) < DENIED:
            return False
    return all(
        same_figure_or_date(alignment, term)
        for term in own
        if term.kind in ("quantity", "time")
        and not (term.quantity is not None and term.quantity.bound is Bound.VAGUE)
    )


def _first_since(alignment: Alignment, pair: PredicatePair, *, denied: bool) -> bool:
    """What is affirmed is the first since a time, and what is denied is denied of the time between."""
    affirming, number = (alignment.claim, pair.known) if denied else (alignment.statement, pair.stated)
    other, part = (alignment.statement, pair.stated) if denied else (alignment.claim, pair.known)
    first = any(
        t.quantity is not None and t.quantity.dimension == "ordinal" and t.key.endswith("first")
        for t in affirming.terms
        if affirming.detail_at(t.clause) == affirming.detail_at(number)
    )
    return first and any(t.time is not None and t.clause == part for t in other.terms)
