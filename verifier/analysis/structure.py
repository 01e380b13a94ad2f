"""The parts of a parsed sentence: phrases, verb groups, clauses, and who does what to whom."""

from __future__ import annotations

from verifier.analysis.tokens import Token
from verifier.frozen import frozen

NOMINAL = frozenset("NP#")
TIME_NOUNS = frozenset("second minute hour day week month year decade century weekend".split())


@frozen
class Phrase:
    """A noun phrase: token indices, half-open, its head, and the preposition that introduces it."""

    start: int
    end: int
    head: int
    preposition: str | None = None
    possessor: int | None = None  # head of "Russia's" in "Russia's purchases"


@frozen
class VerbGroup:
    """Auxiliaries, negation and main verb that stand together."""

    start: int
    end: int
    head: int
    lemma: str
    modal: str | None
    passive: bool
    perfect: bool
    negated: bool
    form: str  # finite | infinitive | gerund | participle


@frozen
class Clause:
    """One predicate with its participants. Phrases in surface order; agent and patient undo the passive."""

    verb: VerbGroup | None
    subject: Phrase | None
    objects: tuple[Phrase, ...]
    obliques: tuple[Phrase, ...]
    start: int  # token indices that belong to it, half-open
    end: int
    marker: str = ""  # subordinator or relative word that opens it
    governor: int | None = None  # index of the clause whose verb governs this one
    nominal: bool = False  # a noun such as "purchase" with its participants
    lemma: str = ""

    @property
    def agent(self) -> Phrase | None:
        """Who does it."""
        if self.verb is not None and self.verb.passive:
            return next((phrase for phrase in self.obliques if phrase.preposition == "by"), None)
        return self.subject

    @property
    def patient(self) -> Phrase | None:
        """Whom or what it is done to."""
        if self.verb is not None and self.verb.passive:
            return self.subject
        return self.objects[0] if self.objects else None


@frozen
class Syntax:
    """The structure of one sentence."""

    tokens: tuple[Token, ...]
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]
