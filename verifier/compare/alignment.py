"""Which words of a statement have a counterpart in a claim, and how much of the statement that covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verifier.analysis import Analysis
from verifier.analysis.lexicon import Kinship, kinship
from verifier.analysis.names import same_name
from verifier.analysis.syntax import Syntax
from verifier.analysis.terms import Term

# What a counterpart is worth. A narrower word says more than the claim does, so it backs little.
CREDIT = {
    Kinship.SAME: 1.0,
    Kinship.FAMILY: 0.97,
    Kinship.SYNONYM: 0.9,
    Kinship.BROADER: 0.8,
    Kinship.NARROWER: 0.3,
    Kinship.NONE: 0.0,
    Kinship.OPPOSITE: 0.0,
}
CONTEXT_CREDIT = 0.75  # a counterpart in the sentences before the claim, not in the claim itself
ELSEWHERE_NAME = 0.85  # a name in another part of the claim than the one compared
ELSEWHERE_WORD = 0.4
NARROW = frozenset({Kinship.NONE, Kinship.NARROWER, Kinship.OPPOSITE})


@dataclass(frozen=True, slots=True)
class Match:
    """A term of the statement and its nearest counterpart."""

    stated: Term
    known: Term | None
    kinship: Kinship
    credit: float
    in_context: bool = False  # the counterpart stands before the claim

    @property
    def backed(self) -> bool:
        """The claim says this too."""
        return self.credit >= 0.5


@dataclass(frozen=True, slots=True)
class Alignment:
    """A statement and a claim, term by term. Figures and dates are matched by their own comparators."""

    statement: Analysis
    claim: Analysis
    matches: tuple[Match, ...]  # one a term of the statement, in order

    def coverage(self, terms: Iterable[Term], *, context: bool = True) -> float:
        """The share of these terms' weight that has a counterpart, 0 to 1; 0 for no terms."""
        wanted = {id(term) for term in terms}
        total = got = 0.0
        for match in self.matches:
            if id(match.stated) in wanted:
                total += match.stated.weight
                if context or not match.in_context:
                    got += match.stated.weight * match.credit
        return got / total if total else 0.0

    def local_coverage(self, terms: Iterable[Term], clause: int) -> float:
        """As `coverage`, but only counterparts in the same part of the claim as `clause` count in full.

        Names may stand elsewhere, for a part often takes its subject from another; words elsewhere are mostly chance.
        """
        wanted = {id(term) for term in terms}
        part = self.claim.detail_at(clause)
        total = got = 0.0
        for match in self.matches:
            if id(match.stated) not in wanted:
                continue
            total += match.stated.weight
            if match.known is None:
                continue
            here = not match.in_context and part >= 0 and self._in_part(match.known, part)
            share = 1.0 if here else ELSEWHERE_NAME if match.stated.kind != "word" else ELSEWHERE_WORD
            got += match.stated.weight * match.credit * share
        return got / total if total else 0.0

    def reverse_coverage(self, clause: int) -> float:
        """The share of the weight of one of the claim's clauses that the statement has a counterpart for."""
        matched = {id(match.known) for match in self.matches if match.backed and match.known is not None}
        own = [t for t in self.claim.terms if t.clause == clause and not t.light and t.kind not in ("quantity", "time")]
        total = sum(term.weight for term in own)
        return sum(term.weight for term in own if id(term) in matched) / total if total else 0.0

    def _in_part(self, known: Term, part: int) -> bool:
        detail = self.claim.details[part]
        return known.clause in detail.clauses or any(known is term for term in detail.shared) or known.clause < 0

    def match_of(self, term: Term) -> Match:
        """The match of one of the statement's terms."""
        return next(match for match in self.matches if match.stated is term)

    def counterparts(self, known: Term) -> tuple[Match, ...]:
        """All matches whose counterpart is this term of the claim."""
        return tuple(match for match in self.matches if match.known is known)


def align(statement: Analysis, claim: Analysis) -> Alignment:
    """Pairs each term of the statement with its best counterpart in the claim or the sentences before it."""
    matches = []
    here = _Side(claim.terms, statement.syntax, (claim.syntax,))
    before = _Side(claim.context_terms, statement.syntax, claim.context_syntaxes) if claim.context_terms else None
    for term in statement.terms:
        if term.kind in ("quantity", "time"):
            matches.append(Match(term, None, Kinship.NONE, 0.0))
            continue
        match = here.best(term)
        if match.credit < 0.75 and before is not None:
            other = before.best(term)
            if other.credit * CONTEXT_CREDIT > match.credit:
                match = Match(term, other.known, other.kinship, other.credit * CONTEXT_CREDIT, in_context=True)
        matches.append(match)
    return Alignment(statement, claim, tuple(matches))


class _Side:
    """The known terms, indexed once for many look-ups."""

    def __init__(self, terms: tuple[Term, ...], stated: Syntax, syntaxes: tuple[Syntax, ...]) -> None:
        self.syntaxes = syntaxes
        self.terms = terms
        self.acronyms: dict[int, Term] = {}  # token of the statement -> the acronym it is spelt out by
        self.words: dict[str, Term] = {}
        self.name_words: dict[str, Term] = {}
        self.names: list[Term] = []
        for term in terms:
            if term.kind in ("name", "pronoun"):
                self.names.append(term)
                for name in term.names:
                    for word in (*name.words, *name.title):
                        self.name_words.setdefault(word, term)
            elif term.kind == "word":
                self.words[term.key] = term
                first, _, particle = term.key.partition(" ")
                if particle:
                    self.words.setdefault(first, term)

        for term in self.names:
            for name in term.names:
                if name.acronym:
                    found = spelt_out((stated,), name.words[0])
                    if found is not None:
                        self.acronyms.update(dict.fromkeys(found[1], term))

    def _at(self, found: tuple[Syntax, tuple[int, ...]]) -> Term | None:
        """The term at the first of some tokens of the claim."""
        return next((term for term in self.terms if term.token == found[1][0]), self.terms[0] if self.terms else None)

    def best(self, term: Term) -> Match:
        if term.kind == "word":
            return self._word(term)
        return self._name(term)

    def _word(self, term: Term) -> Match:
        exact = self.words.get(term.key) or self.name_words.get(term.key)
        if exact is not None:
            return Match(term, exact, Kinship.SAME, 1.0)
        best, counterpart = Kinship.NONE, None
        opposite = None
        for word, known in self.words.items():
            kin = kinship(term.key, word)
            if kin is Kinship.OPPOSITE:
                opposite = known if opposite is None or known.role == term.role else opposite
            elif kin > best:
                best, counterpart = kin, known
                if kin is Kinship.FAMILY:
                    break
        if best <= Kinship.NARROWER and opposite is not None:
            return Match(term, opposite, Kinship.OPPOSITE, 0.0)
        if best < Kinship.SYNONYM:
            for word, known in self.name_words.items():  # "the ministerial", "an American"
                if kinship(term.key, word) is Kinship.FAMILY:
                    return Match(term, known, Kinship.FAMILY, 0.9)
            acronym = self.acronyms.get(term.token)
            if acronym is not None:
                return Match(term, acronym, Kinship.SAME, 0.95)
        return Match(term, counterpart, best, CREDIT[best])

    def _name(self, term: Term) -> Match:
        best: tuple[float, Term] | None = None
        for known in self.names:
            credit = names_credit(term, known)
            if credit and (best is None or credit > best[0]):
                best = (credit, known)
                if credit == 1.0:
                    break
        if best is not None:
            return Match(term, best[1], Kinship.SAME, best[0])
        if len(term.names) > 1:
            found = [known for one in term.names for known in self.names if any(same_name(one, k) for k in known.names)]
            if len({id(known) for known in found}) >= len(term.names):
                return Match(term, found[0], Kinship.SAME, 1.0)
            return Match(term, None, Kinship.NONE, 0.0)
        if term.names and term.kind == "name":
            name = term.names[0]
            words = [word for word in name.words if word not in ("the",)]
            if name.acronym:
                spelt = spelt_out(self.syntaxes, name.words[0])
                if spelt is not None:
                    return Match(term, self._at(spelt), Kinship.SAME, 0.95)
            singular = [
                self.words.get(word) or self.words.get(word.rstrip("s")) or self.name_words.get(word) for word in words
            ]
            if words and all(singular):
                return Match(term, singular[-1], Kinship.SAME, 0.85)
            if name.kind == "role" and name.title:
                for known in self.names:
                    if any(set(name.title) <= set(other.title) for other in known.names):
                        return Match(term, known, Kinship.SAME, 0.95)
        return Match(term, None, Kinship.NONE, 0.0)


def names_credit(stated: Term, known: Term) -> float:
    """How surely two name terms are the same entity: 0 for no."""
    how = [next((h for k in known.names if (h := same_name(s, k))), None) for s in stated.names]
    if not how or not all(how):
        return 0.0
    if any(name.weak for name in (*stated.names, *known.names)):
        return 0.9
    return 1.0


def spelt_out(syntaxes: tuple[Syntax, ...], letters: str) -> tuple[Syntax, tuple[int, ...]] | None:
    """The words whose initials an acronym is made of: "genetically modified" for GM. Joining words may be skipped."""
    if not 2 <= len(letters) <= 6:
        return None
    for syntax in syntaxes:
        tokens = [(at, token) for at, token in enumerate(syntax.tokens) if token.tag in "NPVAR#" and token.text[0].isalnum()]
        initials = "".join(token.lower[0] for _, token in tokens)
        start = initials.find(letters)
        while start >= 0:
            chosen = tokens[start : start + len(letters)]
            if all(b[0] - a[0] <= 2 for a, b in zip(chosen, chosen[1:], strict=False)) and all(
                len(token.text) > 2 for _, token in chosen
            ):
                return syntax, tuple(at for at, _ in chosen)
            start = initials.find(letters, start + 1)
    return None
