"""Which clause of a claim speaks of what a clause of the statement speaks of."""

from __future__ import annotations

from functools import lru_cache

from verifier.analysis import Analysis
from verifier.analysis.assertion import Assertion
from verifier.analysis.kinship import Kinship, kinship, takes_a_side
from verifier.analysis.structure import Clause, VerbGroup
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment, Match
from verifier.compare.likeness import ALIKE_OR_BROADER
from verifier.frozen import frozen

BEING = frozenset(
    "be have exist remain hold get own possess enjoy retain keep".split()
)  # alike as predicates


@frozen
class PredicatePair:
    """A clause of the statement and the clause of the claim that its predicate was found in."""

    stated: int  # index of the clause
    known: int  # index of the clause in the claim
    pivot: Match  # the words that make them a pair

    def stated_assertion(self, alignment: Alignment) -> Assertion:
        """How the statement stands behind it."""
        return alignment.statement.assertions[self.stated]

    def known_assertion(self, alignment: Alignment) -> Assertion:
        """How the claim stands behind it."""
        return alignment.claim.assertions[self.known]


@lru_cache(maxsize=16)
def predicate_pairs(alignment: Alignment) -> tuple[PredicatePair, ...]:
    """One pair for each clause of the statement whose predicate, or whose complement when the verb is light,
    is in the claim itself. Opposite predicates pair too: their polarity is what has to be compared."""
    found = []
    for number, clause in enumerate(alignment.statement.syntax.clauses):
        if clause.nominal or auxiliary(alignment.statement, number):
            continue
        own = [term for term in alignment.statement.terms if term.clause == number]
        verb = next((t for t in own if t.role == "predicate" and not t.light), None)
        options = (
            [verb]
            if verb is not None
            else [t for t in own if t.role == "patient" and t.kind == "word" and not t.light]
        )
        if verb is None and not options:
            options = [t for t in own if t.kind == "word" and t.tag in "NVA" and not t.light][-1:]
        if verb is None and not options:  # "the fair is set for May": names and a light verb are all there is
            options = [t for t in own if t.kind in ("name", "pronoun")]
            options += [t for t in own if t.role == "predicate" and t.kind == "word"]
        for term in reversed(options):
            match = alignment.match_of(term)
            if match.known is None or match.in_context or match.known.clause < 0:
                continue
            if term.kind != "word" and not _alike(alignment, number, match.known.clause):
                continue
            if match.kinship in ALIKE_OR_BROADER or match.kinship is Kinship.OPPOSITE:
                found.append(PredicatePair(number, match.known.clause, match))
                break
    return tuple(found)


def _alike(alignment: Alignment, stated: int, known: int) -> bool:
    """The verbs of two clauses that only names make a pair are alike."""
    s, k = alignment.statement.syntax.clauses[stated].lemma, alignment.claim.syntax.clauses[known].lemma
    return kinship(s, k) in ALIKE_OR_BROADER or {s, k} <= BEING


def auxiliary(analysis: Analysis, number: int) -> bool:
    """ "Has yet to …", "is due to …": the clause it governs says what is so."""
    clauses = analysis.syntax.clauses
    clause = clauses[number]
    if clause.lemma not in ("have", "be") or clause.objects:
        return False
    return any(c.governor == number and c.verb is not None and c.verb.form == "infinitive" for c in clauses)


def in_present(analysis: Analysis, verb: VerbGroup) -> bool:
    """The verb stands in the present, not the perfect: with a date, what it tells is still to come."""
    token = analysis.syntax.tokens[verb.head]
    first = analysis.syntax.tokens[verb.start].lower
    if first in ("is", "are", "am") and token.lower.endswith("ing") and not verb.passive:
        return True
    return not verb.perfect and (token.form in ("s", "base") or token.lower in ("is", "are"))


def clause_terms(alignment: Alignment, number: int) -> list[Term]:
    """The statement's terms of one clause and its subject."""
    clause: Clause = alignment.statement.syntax.clauses[number]
    terms = [term for term in alignment.statement.terms if term.clause == number]
    if clause.subject is not None:
        terms += [
            term
            for term in alignment.statement.terms
            if clause.subject.start <= term.token < clause.subject.end and term.clause != number
        ]
    return terms


def about_the_same(alignment: Alignment, pair: PredicatePair, share: float) -> bool:
    """The clause's other words are in the same part of the claim to at least this share of their weight, all
    its names included, and they weigh enough to tell one matter from another."""
    pivot = pair.pivot.stated
    others = [
        term
        for term in clause_terms(alignment, pair.stated)
        if term is not pivot and term.kind not in ("quantity", "time") and term.tag != "R"
    ]
    if sum(term.weight for term in others if not term.light) < 1.0:
        return False
    for term in others:
        if term.kind in ("name", "pronoun") and not alignment.match_of(term).backed:
            return False
    return alignment.local_coverage(others, pair.known) >= share


def other_sides(alignment: Alignment) -> tuple[Match, ...]:
    """What the statement is for and the claim against, or the other way round, by one verb on both sides."""
    found = []
    for match in alignment.matches:
        stated, known = match.stated, match.known
        if known is None or {stated.preposition, known.preposition} != {"for", "against"}:
            continue
        if not match.backed or match.in_context or stated.clause < 0 or known.clause < 0:
            continue
        verb = alignment.statement.syntax.clauses[stated.clause].lemma
        if verb == alignment.claim.syntax.clauses[known.clause].lemma and takes_a_side(verb):
            found.append(match)
    return tuple(found)
