"""Which words of a statement have a counterpart in a claim, and how much of the statement that covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from verifier.analysis import Analysis
from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.name_matching import same_name
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
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "from"})
IN_TOP = 0.25  # what standing in the claim's most alike part is worth when a counterpart is chosen
SAME_ROLE = 0.1


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


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """A statement and a claim, term by term. Figures and dates are matched by their own comparators.

    Equal only to itself.
    """

    statement: Analysis
    claim: Analysis
    matches: tuple[Match, ...]  # one a term of the statement, in order
    _by_term: dict[int, Match] = field(init=False, repr=False)  # id of the statement's term -> its match

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_term", {id(match.stated): match for match in self.matches})

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
            here = not match.in_context and part >= 0 and self.in_part(match.known, part)
            share = 1.0 if here else ELSEWHERE_NAME if match.stated.kind != "word" else ELSEWHERE_WORD
            got += match.stated.weight * match.credit * share
        return got / total if total else 0.0

    def reverse_coverage(self, clause: int) -> float:
        """The share of the weight of one of the claim's clauses that the statement has a counterpart for."""
        own = [
            t
            for t in self.claim.terms
            if t.clause == clause and not t.light and t.kind not in ("quantity", "time")
        ]
        total = sum(term.weight for term in own)
        return self.reverse_weight(clause) / total if total else 0.0

    def reverse_weight(self, clause: int) -> float:
        """The weight of one of the claim's clauses that the statement has a counterpart for."""
        matched = {id(match.known) for match in self.matches if match.backed and match.known is not None}
        own = [
            t
            for t in self.claim.terms
            if t.clause == clause and not t.light and t.kind not in ("quantity", "time")
        ]
        return sum(term.weight for term in own if id(term) in matched)

    def in_part(self, known: Term, part: int) -> bool:
        """The term belongs to this part of the claim, or the part takes its subject from it."""
        if part < 0:
            return False
        detail = self.claim.details[part]
        return (
            known.clause in detail.clauses or any(known is term for term in detail.shared) or known.clause < 0
        )

    def match_of(self, term: Term) -> Match:
        """The match of one of the statement's terms."""
        return self._by_term[id(term)]

    def counterparts(self, known: Term) -> tuple[Match, ...]:
        """All matches whose counterpart is this term of the claim."""
        return tuple(match for match in self.matches if match.known is known)


def align(statement: Analysis, claim: Analysis) -> Alignment:
    """Pairs each term of the statement with its best counterpart in the claim or the sentences before it.

    Counterparts in the part of the claim that has most of the statement's words go before better ones elsewhere: a
    sentence often has a word twice, and only one of the two belongs to the matter.
    """
    here = _Side(claim.terms, statement.syntax, (claim.syntax,))
    before = (
        _Side(claim.context_terms, statement.syntax, claim.context_syntaxes) if claim.context_terms else None
    )
    plain = [term for term in statement.terms if term.kind not in ("quantity", "time")]
    options = {id(term): here.options(term) for term in plain}
    top = _part_with_most(plain, options, claim)
    matches = []
    for term in statement.terms:
        if id(term) not in options:
            matches.append(Match(term, None, Kinship.NONE, 0.0))
            continue
        match = _choose(term, options[id(term)], claim, top)
        if match.credit < 0.75 and match.kinship is not Kinship.OPPOSITE and before is not None:
            other = _choose(term, before.options(term), None, -1)
            if other.kinship is not Kinship.OPPOSITE and other.credit * CONTEXT_CREDIT > match.credit:
                match = Match(
                    term, other.known, other.kinship, other.credit * CONTEXT_CREDIT, in_context=True
                )
        matches.append(match)
    return Alignment(statement, claim, tuple(matches))


Option = tuple[float, Kinship, Term]  # credit, how, the counterpart


def _part_with_most(terms: list[Term], options: dict[int, list[Option]], claim: Analysis) -> int:
    """The detail of the claim that has the most weight of the statement's terms."""
    votes: dict[int, float] = {}
    for term in terms:
        best: dict[int, float] = {}
        for credit, _, known in options[id(term)]:
            part = claim.detail_at(known.clause)
            best[part] = max(best.get(part, 0.0), credit)
        for part, credit in best.items():
            votes[part] = votes.get(part, 0.0) + term.weight * credit
    return max(sorted(votes), key=lambda part: votes[part]) if votes else -1


def _choose(term: Term, options: list[Option], claim: Analysis | None, top: int) -> Match:
    best: tuple[float, Option] | None = None
    opposite: tuple[float, Option] | None = None
    for option in options:
        credit, kin, known = option
        in_top = claim is not None and claim.detail_at(known.clause) == top
        rank = credit + (IN_TOP if in_top else 0.0) + (SAME_ROLE if known.role == term.role else 0.0)
        if kin is Kinship.OPPOSITE:
            if opposite is None or rank > opposite[0]:
                opposite = (rank, option)
        elif best is None or rank > best[0]:
            best = (rank, option)
    if opposite is not None and (
        best is None or best[1][0] <= CREDIT[Kinship.NARROWER] or best[0] < opposite[0] + 0.7
    ):
        return Match(term, opposite[1][2], Kinship.OPPOSITE, 0.0)
    if best is None:
        return Match(term, None, Kinship.NONE, 0.0)
    credit, kin, known = best[1]
    return Match(term, known, kin, credit)


class _Side:
    """The known terms, indexed once for many look-ups."""

    def __init__(self, terms: tuple[Term, ...], stated: Syntax, syntaxes: tuple[Syntax, ...]) -> None:
        self.syntaxes = syntaxes
        self.terms = terms
        self.words: dict[str, list[Term]] = {}
        self.name_words: dict[str, list[Term]] = {}
        self.names: list[Term] = []
        self.acronyms: dict[int, Term] = {}  # token of the statement -> the acronym it is spelt out by
        for term in terms:
            if term.kind in ("name", "pronoun"):
                self.names.append(term)
                for name in term.names:
                    for word in (*name.words, *name.title):
                        self.name_words.setdefault(word, []).append(term)
                    if name.acronym:
                        found = spelt_out((stated,), name.words[0])
                        if found is not None:
                            self.acronyms.update(dict.fromkeys(found[1], term))
            elif term.kind == "word":
                self.words.setdefault(term.key, []).append(term)
                first, _, particle = term.key.partition(" ")
                if particle:
                    self.words.setdefault(first, []).append(term)

    def options(self, term: Term) -> list[Option]:
        """All counterparts of a term with their credit; opposites among them with none."""
        return self._word(term) if term.kind == "word" else self._name(term)

    def _word(self, term: Term) -> list[Option]:
        found: list[Option] = []
        for word, terms in self.words.items():
            kin = kinship(term.key, word)
            if kin is not Kinship.NONE:
                found += [(CREDIT[kin], kin, known) for known in terms]
        if not any(credit >= CREDIT[Kinship.SYNONYM] for credit, _, _ in found):
            for word, terms in self.name_words.items():  # "the ministerial", "an American"
                kin = kinship(term.key, word)
                if kin >= Kinship.FAMILY:
                    found += [(0.95, kin, known) for known in terms]
            acronym = self.acronyms.get(term.token)
            if acronym is not None:
                found.append((0.95, Kinship.SAME, acronym))
        return found

    def _name(self, term: Term) -> list[Option]:
        found: list[Option] = []
        for known in self.names:
            credit = names_credit(term, known)
            if credit:
                found.append((credit, Kinship.SAME, known))
        if found:
            return found
        if len(term.names) > 1:  # "they": each of them must be there
            each = [[k for k in self.names if any(same_name(one, n) for n in k.names)] for one in term.names]
            return [(1.0, Kinship.SAME, each[0][0])] if all(each) else []
        return self._name_in_words(term) if term.names and term.kind == "name" else []

    def _name_in_words(self, term: Term) -> list[Option]:
        """A name that the claim writes as an acronym's words, as common words, or as somebody's title."""
        name = term.names[0]
        if name.acronym:
            spelt = spelt_out(self.syntaxes, name.words[0])
            at = next((t for t in self.terms if spelt is not None and t.token == spelt[1][0]), None)
            if at is not None:
                return [(0.95, Kinship.SAME, at)]
        words = [word for word in name.words if word != "the"]
        each = [
            self.words.get(word) or self.words.get(word.rstrip("s")) or self.name_words.get(word)
            for word in words
        ]
        if words and all(each) and each[-1]:
            return [(0.85, Kinship.SAME, known) for known in each[-1]]
        if name.kind == "role" and name.title:
            return [
                (0.95, Kinship.SAME, known)
                for known in self.names
                if any(set(name.title) <= set(other.title) for other in known.names)
            ]
        return []


def names_credit(stated: Term, known: Term) -> float:
    """How surely two name terms are the same entity: 0 for no."""
    how = [next((h for k in known.names if (h := same_name(s, k))), None) for s in stated.names]
    if not how or not all(how):
        return 0.0
    if any(name.weak for name in (*stated.names, *known.names)):
        same_words = stated.key == known.key
        if not same_words and {stated.preposition, known.preposition} & PLACE_PREPOSITIONS:
            return 0.0  # "in Washington" is a place, not the government
        return 0.9
    return 1.0


def spelt_out(syntaxes: tuple[Syntax, ...], letters: str) -> tuple[Syntax, tuple[int, ...]] | None:
    """The words whose initials an acronym is made of: "genetically modified" for GM. Joining words may be skipped."""
    if not 2 <= len(letters) <= 6:
        return None
    for syntax in syntaxes:
        tokens = [
            (at, token)
            for at, token in enumerate(syntax.tokens)
            if token.tag in "NPVAR#" and token.text[0].isalnum()
        ]
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
