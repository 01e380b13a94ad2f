"""What a statement must not leave out or turn round: words of the claim that change what the rest means."""

from __future__ import annotations

import re

from verifier.analysis import Analysis
from verifier.analysis.details import Detail
from verifier.analysis.kinship import Kinship, converse, has_opposite
from verifier.analysis.names import name_words
from verifier.analysis.syntax import Clause, Phrase
from verifier.analysis.terms import Term
from verifier.compare import Alignment
from verifier.compare.alignment import Match
from verifier.compare.likeness import in_phrase

EVERY = re.compile(r"\bevery ((?:\w+ ){0,1}(?:year|month|week|day|hour|decade)s?)\b", re.IGNORECASE)
RANKS = frozenset("deputy vice former assistant acting associate interim junior ex would-be alleged".split())
NEARLY = frozenset("almost nearly virtually practically barely hardly partly half".split())
PLACE = frozenset({"in", "at", "near", "inside"})
FROM = frozenset({"from"})
TOWARDS = frozenset({"to", "for", "toward", "towards", "into"})
ELSEWHERE = frozenset({"for", "with", "by", "against", "about"})
ALIKE = frozenset({Kinship.SAME, Kinship.FAMILY, Kinship.SYNONYM})


def turned(alignment: Alignment, detail: Detail, pivot: Match) -> bool:
    """The claim says it of a deputy, nearly, of another doer, or with the name in another part."""
    assert pivot.known is not None
    return (
        any(_qualified(alignment, term, pivot) for term in detail.terms)
        or _another_doer(alignment, detail, pivot)
        or _another_predicate(alignment, detail, pivot)
        or bool(_frequency(alignment.statement.text) - _frequency(alignment.claim.text))
        or any(_another_place(alignment, term, pivot.known.clause) for term in detail.terms)
    )


def _qualified(alignment: Alignment, term: Term, pivot: Match) -> bool:
    """The claim's word has a rank or an approximation before it that the statement has not."""
    match = alignment.match_of(term)
    if match.known is None or match.in_context or term.kind != "word" or not match.backed:
        return False
    words = RANKS if term.tag == "N" else NEARLY if match is pivot else frozenset[str]()
    return bool(_before(alignment.claim, match.known) & words - _before(alignment.statement, term))


def _before(analysis: Analysis, term: Term) -> frozenset[str]:
    tokens = analysis.syntax.tokens
    return frozenset(token.lower for token in tokens[max(0, term.token - 2) : term.token])


def _another_predicate(alignment: Alignment, detail: Detail, pivot: Match) -> bool:
    """A verb that says little stands where the claim has one that says much: "began" for "was called off"."""
    assert pivot.known is not None
    verbs = [t for t in detail.terms if t.role == "predicate" and t.kind == "word"]
    if not verbs or any(not t.light or alignment.match_of(t).backed for t in verbs):
        return False
    matched = {id(match.known) for match in alignment.matches if match.known is not None}
    known = [
        t
        for t in alignment.claim.terms
        if t.clause == pivot.known.clause and t.role == "predicate" and not t.light and t.kind == "word"
    ]
    return any(" " in t.key or has_opposite(t.key) for t in known if id(t) not in matched)


def _frequency(text: str) -> frozenset[str]:
    """How often, where a text says so and more than once a period: "every two years"."""
    return frozenset(found.group(1).lower() for found in EVERY.finditer(text))


def _another_doer(alignment: Alignment, detail: Detail, pivot: Match) -> bool:
    """Both sides name who does it, by verbs that mean the same, and it is not the same one."""
    assert pivot.known is not None
    if pivot.stated.role != "predicate" or pivot.known.role != "predicate" or pivot.kinship not in ALIKE:
        return False
    known = alignment.claim.syntax.clauses[pivot.known.clause]
    if known.agent is None or known.verb is None or known.verb.form == "gerund":
        return False
    agents = [
        t for t in (*detail.terms, *detail.shared) if t.role == "agent" and t.clause == pivot.stated.clause
    ]
    heads = [t for t in agents if t.kind in ("name", "pronoun") or t.tag == "N"]
    matches = [alignment.match_of(t) for t in heads]
    here = [m for m in matches if m.known is not None and m.backed and not m.in_context]
    return bool(here) and not any(m.known is not None and _within(alignment, known, m.known) for m in here)


def _within(alignment: Alignment, clause: Clause, term: Term) -> bool:
    """The term stands in the doer's phrase, or in one that "and" or "of" joins to it."""
    agent = clause.agent
    assert agent is not None
    for phrase in alignment.claim.syntax.phrases:
        if (
            phrase.start == agent.end + 1
            and phrase.preposition == "of"
            and phrase.start <= term.token < phrase.end
        ):
            # "The city of Oslo" is Oslo; "the mayor of Oslo" is not.
            return alignment.claim.syntax.tokens[agent.head].lemma not in name_words()["title_heads"]
    tokens = alignment.claim.syntax.tokens
    end = term.names[0].end if term.names else term.token + 1
    if end == agent.start - 1 and tokens[end].text == "," and tokens[agent.start].lower in ("a", "an", "the"):
        return True  # "Lena Moor, a botanist who joined in 2012"
    last = _with_of(alignment, agent)
    named = term.kind == "name" and term.names[0].start == last + 1
    if named and tokens[last].text == "," and tokens[agent.start].lower in ("a", "an", "the"):
        return True  # "by a botanist, Lena Moor", "the head of the school, Lena Moor"
    same_clause = alignment.claim.syntax.clauses[term.clause] is clause if term.clause >= 0 else True
    return in_phrase(alignment.claim, agent, term) or (term.role == "agent" and same_clause)


def _with_of(alignment: Alignment, agent: Phrase) -> int:
    """The token after the doer's phrase and the "of" phrases on it: "the head of the school of art"."""
    end = agent.end
    for phrase in alignment.claim.syntax.phrases:
        if phrase.preposition == "of" and phrase.start == end + 1:
            end = phrase.end
    return end


def _another_place(alignment: Alignment, term: Term, clause: int) -> bool:
    """ "In Chile" where the claim has "for Chile"; a name that goes with another verb of the claim."""
    match = alignment.match_of(term)
    if term.kind != "name" or match.known is None or match.in_context or term.role != "oblique":
        return False
    if term.preposition in PLACE and match.known.preposition in ELSEWHERE:
        return True
    if _other_way(alignment, term, match.known):
        return True
    verb = alignment.statement.syntax.clauses[term.clause].verb if term.clause >= 0 else None
    if verb is None or term.token < verb.head:
        return False  # belongs to the subject: "the road to Rome is closed"
    if match.known.clause >= 0 and alignment.claim.syntax.clauses[match.known.clause].lemma == "be":
        return False  # "the last time they met was in Rome"
    part = alignment.claim.detail_at(clause)
    same = [k for k in alignment.claim.terms if k.key == match.known.key]
    return not any(alignment.in_part(k, part) for k in same)


def _other_way(alignment: Alignment, term: Term, known: Term) -> bool:
    """ "From Oslo" where the claim has "to Oslo", unless the verbs tell of it from its two sides."""
    ways = term.preposition, known.preposition
    if not (ways[0] in FROM and ways[1] in TOWARDS) and not (ways[0] in TOWARDS and ways[1] in FROM):
        return False
    if term.clause < 0 or known.clause < 0:
        return True
    stated = alignment.statement.syntax.clauses[term.clause].lemma
    return not converse(stated, alignment.claim.syntax.clauses[known.clause].lemma)
