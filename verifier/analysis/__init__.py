"""Understands a sentence: the same reading for the author's statements and for our claims.

`analyse` is the one entry. It reads dates, figures and names, the shallow structure, how the sentence stands
behind each clause, and resolves pronouns from the sentences before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field
from datetime import date
from functools import lru_cache

from verifier.analysis.assertion import Assertion, read_assertions
from verifier.analysis.checkable import not_checkable
from verifier.analysis.coreference import antecedents
from verifier.analysis.details import Detail, details_of
from verifier.analysis.name_reading import read_names
from verifier.analysis.names import Name
from verifier.analysis.quantities import read_quantities
from verifier.analysis.syntax import Syntax, parse
from verifier.analysis.terms import Term, read_terms
from verifier.analysis.times import read_times
from verifier.analysis.tokens import tokenise
from verifier.analysis.vocabulary import Vocabulary
from verifier.documents.hidden import fold
from verifier.frozen import frozen
from verifier.model import Quantity, TimeExpression

__all__ = ["Analysis", "Vocabulary", "analyse"]

CONTEXT_SENTENCES = 4


@frozen(eq=False)
class Analysis:
    """All that is understood of one sentence, equal only to itself. Spans index the sentence as given."""

    text: str
    syntax: Syntax
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[TimeExpression, ...]
    assertions: tuple[Assertion, ...]  # one a clause
    terms: tuple[Term, ...]
    details: tuple[Detail, ...]  # the parts that can be true or false on their own
    not_checkable: str | None  # why it states no fact, or None
    context_terms: tuple[Term, ...] = ()  # of the sentences before it, nearest last
    context_names: tuple[Name, ...] = ()
    context_syntaxes: tuple[Syntax, ...] = ()
    _detail_of: dict[int, int] = field(init=False, repr=False)  # clause -> its detail

    def __post_init__(self) -> None:
        found: dict[int, int] = {}
        for number, detail in enumerate(self.details):
            for clause in detail.clauses:
                found.setdefault(clause, number)
        object.__setattr__(self, "_detail_of", found)

    def detail_at(self, clause: int) -> int:
        """The number of the detail that a clause belongs to; -1 for none."""
        return self._detail_of.get(clause, -1)


def analyse(
    text: str, *, context: Sequence[str] = (), vocabulary: Vocabulary, as_of: date | None = None
) -> Analysis:
    """The reading of one sentence, with what the sentences before it add. Never raises on any text."""
    plain = _read(text, vocabulary, as_of)
    if not context:
        return plain
    earlier = [_read(sentence, vocabulary, as_of) for sentence in context[-CONTEXT_SENTENCES:]]
    resolved = antecedents(plain.syntax, plain.names, [(one.syntax, one.names) for one in earlier])
    terms = plain.terms
    if resolved:
        terms = read_terms(plain.syntax, plain.names, plain.quantities, plain.times, resolved)
    return Analysis(
        text,
        plain.syntax,
        plain.names,
        plain.quantities,
        plain.times,
        plain.assertions,
        terms,
        plain.details if terms is plain.terms else details_of(plain.syntax, terms),
        plain.not_checkable,
        tuple(term for one in earlier for term in one.terms),
        tuple(name for one in earlier for name in one.names),
        tuple(one.syntax for one in earlier),
    )


@lru_cache(maxsize=8192)
def _read(text: str, vocabulary: Vocabulary, as_of: date | None) -> Analysis:
    folded = fold(text)
    tokens = tokenise(folded)
    times = read_times(folded, as_of=as_of)
    quantities = read_quantities(folded, times)
    starts = [token.start for token in tokens]
    taken = frozenset(
        at
        for mention in (*times, *quantities)
        for at in range(bisect_left(starts, mention.span.start), bisect_left(starts, mention.span.end))
    )
    names = read_names(folded, tokens, vocabulary, taken)
    if vocabulary.ignored:
        names = tuple(name for name in names if not vocabulary.ignored.issuperset(name.words))
    syntax = parse(tokens)
    assertions = read_assertions(folded, syntax, names)
    own = antecedents(syntax, names, ())
    terms = read_terms(syntax, names, quantities, times, own)
    details = details_of(syntax, terms)
    bare = not_checkable(folded, syntax)
    return Analysis(text, syntax, names, quantities, times, assertions, terms, details, bare)
