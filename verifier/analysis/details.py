"""The details of a statement: the parts that can be true or false on their own.

A detail is a clause with what it governs: "plans to cut taxes" is one, "met Ann and signed a deal" are two.
"""

from __future__ import annotations

from verifier.analysis.cue_words import cues
from verifier.analysis.syntax import Phrase, Syntax
from verifier.analysis.terms import Term
from verifier.frozen import frozen
from verifier.model import Span


@frozen
class Detail:
    """One part of a statement."""

    clauses: frozenset[int]
    terms: tuple[Term, ...]  # its own words
    shared: tuple[Term, ...]  # words of another part that it takes its subject or object from
    span: Span


def details_of(syntax: Syntax, all_terms: tuple[Term, ...]) -> tuple[Detail, ...]:
    """The details of a sentence in order; a sentence without a verb is one detail."""
    clauses = [number for number, clause in enumerate(syntax.clauses) if not clause.nominal]
    group: dict[int, int] = {}
    for number in clauses:
        clause = syntax.clauses[number]
        parent = clause.governor
        if parent is None and clause.verb is not None and clause.verb.form == "participle" and number:
            parent = number - 1
        if parent is None and number and _complement(syntax, number):
            parent = number - 1
        if parent is None and number and not _stands_alone(all_terms, number):
            parent = number - 1
        group[number] = group.get(parent, number) if parent is not None else number
    _join_bare(clauses, group, all_terms)
    roots = sorted(set(group.values()))
    found = []
    for root in roots:
        own = frozenset(number for number in clauses if group[number] == root)
        terms = tuple(
            term for term in all_terms if term.clause in own or (term.clause < 0 and root == roots[0])
        )
        if not terms:
            continue
        clause = syntax.clauses[root]
        lent = [_with_owner(syntax, one) for one in (clause.subject, *clause.objects) if one is not None]
        shared = tuple(
            term
            for term in all_terms
            if term.clause not in own and any(start <= term.token < end for start, end in lent)
        )
        span = Span(terms[0].span.start, max(term.span.end for term in terms))
        found.append(Detail(own, terms, shared, span))
    return tuple(found)


def _with_owner(syntax: Syntax, phrase: Phrase) -> tuple[int, int]:
    """The tokens of a phrase and, for "of Orby" in "the mill of Orby", of the phrase that it belongs to."""
    if phrase.preposition != "of":
        return phrase.start, phrase.end
    before = next((one for one in syntax.phrases if one.end == phrase.start - 1), None)
    return (before.start if before is not None else phrase.start), phrase.end


def _join_bare(clauses: list[int], group: dict[int, int], all_terms: tuple[Term, ...]) -> None:
    """A part of names alone belongs to the next: "It was Ann who …"."""
    for root in sorted(set(group.values())):
        own = {number for number in clauses if group[number] == root}
        bare = not any(
            t.clause in own and not t.light and t.kind not in ("name", "pronoun") for t in all_terms
        )
        after = next(
            (number for number in clauses if own and number > max(own) and group[number] != root), None
        )
        if bare and after is not None:
            following = group[after]
            for number in clauses:
                if group[number] == following:
                    group[number] = root


def _complement(syntax: Syntax, number: int) -> bool:
    """A clause that is the object of a verb of saying or thinking: "found (that) it was moving"."""
    before, clause = syntax.clauses[number - 1], syntax.clauses[number]
    if before.nominal or before.lemma not in cues().reporting or before.objects:
        return False
    return clause.marker in ("", "that", "how", "whether", "what") and clause.start <= before.end + 1


def _stands_alone(all_terms: tuple[Term, ...], number: int) -> bool:
    """A clause with content of its own: at least a weighty predicate or two weighty words."""
    own = [term for term in all_terms if term.clause == number and not term.light]
    return len(own) >= 2
