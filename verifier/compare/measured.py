"""What a figure measures or counts: the noun after it, before it, or left out."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.lexicon import lemma_of
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.likeness import ALIKE_OR_BROADER

PEOPLE = frozenset({"people", "person"})
CROWDS = frozenset({"crowd", "audience", "turnout", "population", "workforce", "staff"})  # "a crowd of 400"


def same_people(alignment: Alignment, stated: Term, known: Term) -> bool:
    """ "Employs 400 people" counts employees, and "a crowd of 400" counts people."""
    sides = (alignment.statement, stated), (alignment.claim, known)
    for (analysis, people), (other, counted) in (sides, sides[::-1]):
        noun, who = measured(other, counted), measured(analysis, people)
        if not noun or not who or base_noun(who.split()[-1]) not in PEOPLE or people.clause < 0:
            continue
        head = base_noun(noun.split()[-1])
        verb = analysis.syntax.clauses[people.clause].lemma
        if head in CROWDS or kinship(head, verb) is Kinship.FAMILY:
            return True
    return False


def measured(analysis: Analysis, term: Term) -> str | None:
    """What a figure measures: the noun after it, or the noun it is a figure "of" ("a fine of 20 euros")."""
    assert term.quantity is not None
    tokens = analysis.syntax.tokens
    if term.quantity.of and not _verb_after(analysis, term):
        return term.quantity.of
    if term.quantity.dimension == "count" and (noun := _left_out(analysis, term)) is not None:
        return noun
    first = next((at for at, token in enumerate(tokens) if token.start >= term.span.start), 0)
    if first >= 2 and tokens[first - 1].lower == "of" and tokens[first - 2].tag == "N":
        return tokens[first - 2].lemma
    return None


def _verb_after(analysis: Analysis, term: Term) -> bool:
    """What follows the figure is the verb of its clause: "a crowd of 400 watched"."""
    after = next((n for n, token in enumerate(analysis.syntax.tokens) if token.start >= term.span.end), -1)
    return any(
        clause.verb is not None and clause.verb.form == "finite" and clause.verb.start == after
        for clause in analysis.syntax.clauses
    )


def _left_out(analysis: Analysis, term: Term) -> str | None:
    """The people of the count before: "killed 12 people and injured more than 60"."""
    counts = [t for t in analysis.terms if t.quantity is not None and t.quantity.dimension == "count"]
    at = next((n for n, t in enumerate(counts) if t is term), 0)
    if not at or counts[at - 1].clause == term.clause:
        return None
    before = counts[at - 1].quantity
    tokens = analysis.syntax.tokens
    after = next((t for t in tokens if t.start >= term.span.end), None)
    joined = any(t.lower == "and" for t in tokens[counts[at - 1].token : term.token])
    bare = after is None or after.tag in (".", "I", "C")
    named = before is not None and before.of is not None and base_noun(before.of.split()[-1]) in PEOPLE
    return before.of if before is not None and named and joined and bare else None


def same_measured(stated: str | None, known: str | None) -> bool | None:
    """Whether the things measured are the same; None when one side does not say."""
    if not stated or not known:
        return None
    s, k = [base_noun(word) for word in stated.split()], [base_noun(word) for word in known.split()]
    if s[-1] == k[-1] or kinship(s[-1], k[-1]) in ALIKE_OR_BROADER:
        if s[:-1] and k[:-1] and not set(s[:-1]) & set(k[:-1]):
            return None  # "finance ministers", "ten ministers of state": unsure
        return True
    return bool(s[-1] in k or k[-1] in s)


def base_noun(word: str) -> str:
    """The singular of a counted noun; the word itself where the word list has none."""
    return lemma_of(word, "n") or word
