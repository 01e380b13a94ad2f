"""More or fewer: "sold more beef" against "sold less beef", with no figure on either side."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.likeness import alike
from verifier.compare.predicates import clause_terms
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Mention, Moment, Span

MORE, LESS = 1, -1
WAYS = {"more": MORE, "less": LESS, "fewer": LESS}
SHARE = 0.7
WHEN = frozenset({"before", "after", "during", "since", "until"})
COMPARING = frozenset(
    {"more", "less", "fewer", "extra", "additional", "further", "another", "double", "twice"}
)


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each noun of the statement of which there is more or less."""
    found = []
    for stated in alignment.statement.terms:
        way = _way(alignment.statement, stated)
        match = alignment.match_of(stated)
        if not way or match.known is None or not match.backed or match.in_context:
            continue
        known = match.known
        other = _way(alignment.claim, known)
        if other == way:
            continue
        if other:
            sides = _with_way(alignment.statement, stated), _with_way(alignment.claim, known)
            relation = Relation.CONFLICTS if _one_matter(alignment, stated, known) else Relation.SILENT
            note = "more against less" if other == MORE else "less against more"
            facet = Facet.WORDING if relation is Relation.CONFLICTS else Facet.QUANTITY
            found.append(Comparison(facet, "opposite", relation, "V113", *sides, note))
        elif not _compares(alignment.claim):
            note = "the claim does not compare"
            found.append(
                Comparison(Facet.QUANTITY, "not compared", Relation.SILENT, "V202", stated, None, note)
            )
    return tuple(found)


def _way(analysis: Analysis, noun: Term) -> int:
    """Whether a noun is said to be more or less; 0 where nothing is said."""
    at = _comparing(analysis, noun)
    return WAYS[analysis.syntax.tokens[at].lower] if at is not None else 0


def _comparing(analysis: Analysis, noun: Term) -> int | None:
    """The token that says so: the word before the noun, or "fewer than" behind a figure of it."""
    if noun.kind != "word" or noun.tag != "N":
        return None
    tokens = analysis.syntax.tokens
    at = noun.token - 1
    while at >= 0 and tokens[at].tag in ("A", "N") and tokens[at].lower not in WAYS:
        at -= 1
    if at >= 0 and tokens[at].lower in WAYS:
        return at
    if not any(t.quantity is not None and t.clause == noun.clause for t in analysis.terms):
        return None
    clause = analysis.syntax.clauses[noun.clause] if noun.clause >= 0 else None
    end = min(clause.end, len(tokens) - 1) if clause is not None else 0
    for at in range(noun.token + 1, end):
        if tokens[at].lower in WAYS and tokens[at + 1].lower == "than":
            counted = any(
                t.quantity is not None and t.span.start <= tokens[at].start < t.span.end
                for t in analysis.terms
            )
            return None if counted else at  # "more than 40" is a bound
    return None


def _with_way(analysis: Analysis, noun: Term) -> Mention:
    """The noun with the word that compares."""
    at = _comparing(analysis, noun)
    assert at is not None
    token = analysis.syntax.tokens[at]
    start, end = min(token.start, noun.span.start), max(token.end, noun.span.end)
    return Mention(Span(start, end), analysis.text[start:end])


def _compares(analysis: Analysis) -> bool:
    """The sentence says somehow that something grew, shrank or goes beyond another."""
    return any(
        token.lower in COMPARING
        or (token.tag == "A" and token.lower.endswith("er") and token.lower != token.lemma)
        or (
            token.tag in "VN"
            and any(kinship(token.lemma, way) > Kinship.NARROWER for way in ("increase", "decrease"))
        )
        for token in analysis.syntax.tokens
    )


def _one_matter(alignment: Alignment, stated: Term, known: Term) -> bool:
    """The same verb, with the same polarity, at the same times, of nearly all the same words."""
    if stated.clause < 0 or known.clause < 0:
        return False
    s, k = alignment.statement.syntax.clauses[stated.clause], alignment.claim.syntax.clauses[known.clause]
    if not alike(s.lemma, k.lemma):
        return False
    s_said, k_said = alignment.statement.assertions[stated.clause], alignment.claim.assertions[known.clause]
    if s_said.negated != k_said.negated or s_said.modality != k_said.modality:
        return False
    rest = [t for t in clause_terms(alignment, stated.clause) if t.kind not in ("quantity", "time")]
    if not all(alignment.match_of(t).backed for t in rest if t.kind in ("name", "pronoun")):
        return False
    if any(t.role == "agent" and not alignment.match_of(t).backed for t in rest):
        return False
    events = [
        {t.preposition for t in terms if t.clause == clause and t.kind == "word" and t.preposition in WHEN}
        for terms, clause in (
            (alignment.statement.terms, stated.clause),
            (alignment.claim.terms, known.clause),
        )
    ]
    if events[0] and events[1] and not events[0] & events[1]:
        return False  # "before the strike" is not "during the strike"
    first = _first_moment(alignment.statement, stated), _first_moment(alignment.claim, known)
    return first[0] == first[1] and alignment.local_coverage(rest, known.clause) >= SHARE


def _first_moment(analysis: Analysis, noun: Term) -> Moment | None:
    """When there was more or less of it: what comes after "than" is what it is compared with."""
    return next(
        (t.time.first for t in analysis.terms if t.time is not None and t.clause == noun.clause), None
    )
