"""Which words of a statement have a counterpart in a claim, and how much of the statement that covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from verifier.analysis import Analysis
from verifier.analysis.kinship import Kinship
from verifier.analysis.terms import Term
from verifier.compare.counterparts import CREDIT, KnownTerms, Option
from verifier.frozen import frozen

CONTEXT_CREDIT = 0.75  # a counterpart in the sentences before the claim, not in the claim itself
ELSEWHERE_NAME = 0.85  # a name in another part of the claim than the one compared
ELSEWHERE_WORD = 0.4
IN_TOP = 0.25  # what standing in the claim's most alike part is worth when a counterpart is chosen
SAME_ROLE = 0.1
SAME_VERB = 0.25  # the very verb elsewhere goes before a like one here: "signed but never ratified"


@frozen
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


@frozen(eq=False)
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

        Names may stand elsewhere, for a part often takes its subject from another; words elsewhere are mostly
        chance.
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
        own = self._content(clause)
        total = sum(term.weight for term in own)
        return self.reverse_weight(clause) / total if total else 0.0

    def reverse_weight(self, clause: int) -> float:
        """The weight of one of the claim's clauses that the statement has a counterpart for."""
        matched = {id(match.known) for match in self.matches if match.backed and match.known is not None}
        return sum(term.weight for term in self._content(clause) if id(term) in matched)

    def _content(self, number: int) -> list[Term]:
        """The weighty words and names of one of the claim's clauses and of its subject, wherever that stands.

        Of what stands before a relative pronoun only what the statement has too: the rest describes the
        antecedent ("Ann, a geologist at the institute in Orby who was not involved").
        """
        clause = self.claim.syntax.clauses[number]
        subject = clause.subject
        tokens = self.claim.syntax.tokens
        end = clause.verb.start if clause.verb is not None else clause.start
        opener = next((at for at in range(clause.start, end) if tokens[at].tag == "W"), clause.start)
        matched = {id(match.known) for match in self.matches if match.backed and match.known is not None}
        return [
            t
            for t in self.claim.terms
            if (t.clause == number or (subject is not None and subject.start <= t.token < subject.end))
            and not t.light
            and t.kind not in ("quantity", "time")
            and (t.token >= opener or id(t) in matched)
        ]

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

    Counterparts in the part of the claim that has most of the statement's words go before better ones
    elsewhere: a sentence often has a word twice, and only one of the two belongs to the matter.
    """
    here = KnownTerms(claim.terms, statement.syntax, (claim.syntax,))
    before = (
        KnownTerms(claim.context_terms, statement.syntax, claim.context_syntaxes)
        if claim.context_terms
        else None
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
    matches = [_beside_its_subject(match, matches, options, statement, claim) for match in matches]
    return Alignment(statement, claim, tuple(matches))


def _beside_its_subject(
    match: Match, matches: list[Match], options: dict[int, list[Option]], statement: Analysis, claim: Analysis
) -> Match:
    """The opposite verb of the statement's own subject goes before the same verb of another subject.

    "Sales rose, while costs fell" says nothing for "sales fell".
    """
    term, known = match.stated, match.known
    if term.role != "predicate" or known is None or not match.backed or match.in_context:
        return match
    if term.clause < 0 or known.clause < 0 or known.role != "predicate":
        return match
    own = {id(t) for t in _of_subject(statement, term.clause)}
    subject = {id(m.known) for m in matches if id(m.stated) in own and m.backed and not m.in_context}
    if not subject or not _of_subject(claim, known.clause):
        return match
    if any(id(t) in subject for t in _of_subject(claim, known.clause)):
        return match
    for _, kin, other in options[id(term)]:
        if kin is Kinship.OPPOSITE and other.role == "predicate" and other.clause >= 0:
            if any(id(t) in subject for t in _of_subject(claim, other.clause)):
                return Match(term, other, Kinship.OPPOSITE, 0.0)
    return match


def _of_subject(analysis: Analysis, clause: int) -> list[Term]:
    """The weighty terms of a clause's subject."""
    subject = analysis.syntax.clauses[clause].subject
    if subject is None:
        return []
    return [t for t in analysis.terms if subject.start <= t.token < subject.end and not t.light]


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


def _finite(claim: Analysis, known: Term) -> bool:
    """The term is the finite verb of a clause."""
    verb = claim.syntax.clauses[known.clause].verb if known.clause >= 0 else None
    return verb is not None and verb.head == known.token and verb.form == "finite"


def _choose(term: Term, options: list[Option], claim: Analysis | None, top: int) -> Match:
    best: tuple[float, Option] | None = None
    opposite: tuple[float, Option] | None = None
    for option in options:
        credit, kin, known = option
        in_top = claim is not None and claim.detail_at(known.clause) == top
        rank = credit + (IN_TOP if in_top else 0.0) + (SAME_ROLE if known.role == term.role else 0.0)
        if kin is Kinship.SAME and claim is not None and _finite(claim, known) and term.role == "predicate":
            rank += SAME_VERB
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
