"""Whether two clauses tell of different things: "the port handled …" against "the airport handled …".

A figure or a date that differs is a clash only when all else is the same matter. Where both sides have, in
one and the same place of the sentence, a word or a name that the other side lacks, they tell of two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.analysis import Analysis
from verifier.analysis.coreference import common_antecedent
from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.syntax import Clause, Phrase
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.likeness import ALIKE_OR_BROADER

PURPOSE = frozenset({"for"})  # prepositions whose noun says what an amount is meant for
PLACE = frozenset({"in", "at", "on", "across", "near", "within", "inside", "outside"})
Slot = tuple[str, ...]
NOUN_LIKE = frozenset("NA")  # the head of a phrase is a noun, though the word may be an adjective elsewhere
TO_DO: Slot = ("to",)
MEASURED: Slot = ("measured",)  # "deep" in "30 metres deep"


def of_another_thing(alignment: Alignment, stated: Term, known: Term) -> bool:
    """The clauses of two figures or dates differ in more than these: in their subjects, or in one place."""
    s, k = _clause(alignment.statement, stated), _clause(alignment.claim, known)
    if s is None or k is None:
        return False
    if _unlike(alignment, s.agent or s.subject, k.agent or k.subject):
        return True
    if _one_of_many(alignment, stated, known):
        return True
    if any(
        one.preposition in PURPOSE and one.preposition == other.preposition and _unlike(alignment, one, other)
        for one in s.obliques
        for other in k.obliques
        if not _inside(alignment.statement, one, stated)  # "for 40 euros" is the figure itself
    ):
        return True
    return _of_another_rank(alignment, stated, known) or _in_one_place(alignment, stated, known)


def takes_up_another(alignment: Alignment, clauses: Iterable[int]) -> bool:
    """The subject "it" of a clause stands for a noun that neither the claim nor the sentences before it have.

    "The station is old. It was built in 1932." is not about the bridge that was built in 1932.
    """
    statement, claim = alignment.statement, alignment.claim
    subjects = (statement.syntax.clauses[number].subject for number in clauses)
    nouns = {n for subject in subjects if subject is not None for n in _taken_up(statement, subject)}
    if not nouns:
        return False
    known = {word.lower() for t in (*claim.terms, *claim.context_terms) for word in _words(t)}
    return any(not any(_related(noun, word) for word in known) for noun in nouns)


def _words(term: Term) -> tuple[str, ...]:
    return (term.key, *(word for name in term.names for word in name.words))


def _inside(analysis: Analysis, phrase: Phrase, figure: Term) -> bool:
    head = analysis.syntax.tokens[phrase.head]
    return figure.span.start <= head.start < figure.span.end


def _clause(analysis: Analysis, term: Term) -> Clause | None:
    return analysis.syntax.clauses[term.clause] if term.clause >= 0 else None


def _one_of_many(alignment: Alignment, stated: Term, known: Term) -> bool:
    """The claim tells of "a storm in 1953", date before verb, the statement of "the storm": another one."""
    s, k = _clause(alignment.statement, stated), _clause(alignment.claim, known)
    subjects = (s.agent or s.subject if s else None), (k.agent or k.subject if k else None)
    if subjects[0] is None or subjects[1] is None:
        return False
    articles = (
        alignment.statement.syntax.tokens[subjects[0].start].lower,
        alignment.claim.syntax.tokens[subjects[1].start].lower,
    )
    dated = any(
        t.time is not None and t.clause == known.clause and k is not None and t.token < _verb_at(k)
        for t in alignment.claim.terms
    )
    undated = not any(t.time is not None and t.clause == stated.clause for t in alignment.statement.terms)
    return articles[0] == "the" and articles[1] in ("a", "an", "another") and dated and undated


def _verb_at(clause: Clause) -> int:
    return clause.verb.start if clause.verb is not None else clause.start


def _unlike(alignment: Alignment, stated: Phrase | None, known: Phrase | None) -> bool:
    """Two phrases whose nouns have nothing in common.

    Only nouns count: a name or a pronoun on either side may be another word for the noun on the other.
    """
    if stated is None or known is None:
        return False
    s, k = _heads(alignment.statement, stated), _heads(alignment.claim, known)
    if not s or not k:
        return False
    if _taken_up(alignment.statement, stated) and any(
        _related(one, term.key) for one in s for term in alignment.claim.terms if term.tag == "N"
    ):
        return False  # the claim speaks of what "it" stands for
    if any(t.token == stated.head and alignment.match_of(t).backed for t in alignment.statement.terms):
        return False  # the claim has it too, wherever it says so
    return not any(_related(one, other) for one in s for other in k)


def _related(stated: str, known: str) -> bool:
    return kinship(stated, known) in ALIKE_OR_BROADER or kinship(known, stated) is Kinship.BROADER


def _heads(analysis: Analysis, phrase: Phrase) -> list[str]:
    """The noun of a phrase and those of the "of" phrases on it; none when one of them is no common noun."""
    tokens = analysis.syntax.tokens
    if taken := _taken_up(analysis, phrase):
        return taken
    heads, end = [phrase.head], phrase.end
    for other in analysis.syntax.phrases:
        if other.preposition == "of" and other.start == end + 1:
            heads.append(other.head)
            end = other.end
    if any(tokens[at].tag not in NOUN_LIKE for at in heads):
        return []
    return [tokens[at].lemma for at in heads]


def _taken_up(analysis: Analysis, phrase: Phrase) -> list[str]:
    """The noun that a pronoun stands for."""
    found = common_antecedent(analysis.syntax, phrase.head, analysis.context_syntaxes)
    return [found[0].tokens[found[1].head].lemma] if found is not None else []


def _of_another_rank(alignment: Alignment, stated: Term, known: Term) -> bool:
    """An ordinal differs, and another figure or date: "her first novel sold …", "her second novel sold …"."""
    ordinal = stated.quantity is not None and stated.quantity.dimension == "ordinal"
    return ordinal and not (figures_agree(alignment, stated, known) and dates_agree(alignment, stated, known))


def dates_agree(alignment: Alignment, stated: Term, known: Term) -> bool:
    """No date in the clause of the stated term differs from all those in the known one's clause."""
    here = [t.time.first for t in alignment.claim.terms if t.clause == known.clause and t.time is not None]
    return all(
        not here or time.time.first in here
        for time in alignment.statement.terms
        if time.time is not None and time.clause == stated.clause
    )


def figures_agree(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Each figure in the clause of the stated term is in the known one's clause: one and the same event."""
    here = [t.quantity for t in alignment.claim.terms if t.clause == known.clause and t.quantity is not None]
    return all(
        any((q.low, q.high) == (t.quantity.low, t.quantity.high) for q in here)
        for t in alignment.statement.terms
        if t.quantity is not None and t is not stated and t.clause == stated.clause
    )


def _in_one_place(alignment: Alignment, stated: Term, known: Term) -> bool:
    """The statement has a new word or name in the place of one of the claim's that it lacks."""
    new = [
        (term, slot)
        for term, slot in _placed(alignment.statement, stated)
        if not alignment.match_of(term).backed
    ]
    if not new:
        return False
    matched = {id(match.known) for match in alignment.matches if match.backed}
    missing = {
        (term.kind == "name", slot): term
        for term, slot in _placed(alignment.claim, known)
        if id(term) not in matched
    }
    for term, slot in new:
        other = missing.get((term.kind == "name", slot))
        if other is None or (term.light and other.light and slot != MEASURED):
            continue
        if term.kind == "name" or not _related(term.key, other.key):
            return True
    return False


def _placed(analysis: Analysis, figure: Term) -> Iterator[tuple[Term, Slot]]:
    """The words and names of the figure's part of the sentence and of its subject, each with its place."""
    part = analysis.detail_at(figure.clause)
    lenders = {term.clause for term in analysis.details[part].shared} if part >= 0 else set()
    for term in analysis.terms:
        ordinal = term.quantity is not None and term.quantity.dimension == "ordinal"
        if (term.kind not in ("word", "name") and not ordinal) or term is figure:
            continue
        if analysis.detail_at(term.clause) != part and not _before_verb(analysis, term, lenders):
            continue
        slot = _slot(analysis, term) if term.role != "predicate" else _purpose(analysis, term, figure)
        if slot:
            yield term, slot


def _purpose(analysis: Analysis, term: Term, figure: Term) -> Slot:
    """The place of "build" in "it took four years to build"; none for other verbs."""
    clause = analysis.syntax.clauses[term.clause]
    later = clause.verb is not None and clause.verb.form == "infinitive" and term.clause != figure.clause
    return TO_DO if later else ()


def _before_verb(analysis: Analysis, term: Term, clauses: set[int]) -> bool:
    verb = analysis.syntax.clauses[term.clause].verb if term.clause in clauses else None
    return verb is not None and term.token < verb.start


def _slot(analysis: Analysis, term: Term) -> Slot:
    """The place of a term in its sentence: what it depends on, and how; empty where that is not known."""
    tokens = analysis.syntax.tokens
    last = term.names[0].end - 1 if term.kind == "name" and term.names else term.token
    phrase = next((p for p in analysis.syntax.phrases if p.start <= last < p.end), None)
    if phrase is None:
        measures = any(
            t.quantity is not None and t.span.end <= tokens[last].start <= t.span.end + 1
            for t in analysis.terms
        )
        return MEASURED if measures else ()
    if last != phrase.head:
        return ("before", tokens[phrase.head].lemma)
    if phrase.preposition == "of":
        before = phrase.start - 2
        return ("of", tokens[before].lemma if before >= 0 else "")
    preposition = phrase.preposition or ""
    return ("head", term.role, "in" if preposition in PLACE else preposition)
