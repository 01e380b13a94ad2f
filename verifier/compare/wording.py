"""Content words: is a word the opposite of the claim's word in the same part?"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.analysis import Analysis
from verifier.analysis.assertion import Modality
from verifier.analysis.kinship import Kinship
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.anchoring import figures_and_dates
from verifier.compare.likeness import in_phrase, noun_at
from verifier.compare.predicates import clause_terms, other_sides
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Mention, Span

SHARE = 0.7
WEIGHT = 2.4
STAYING = frozenset({"be", "remain", "stay", "keep"})
RANKING = frozenset({"first", "last", "second", "next"})  # "the first in years" is "the last was years ago"


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each word of the statement whose opposite the claim has."""
    found = []
    details = alignment.statement.details
    for match in alignment.matches:
        if match.kinship is not Kinship.OPPOSITE or match.known is None or match.in_context:
            continue
        stated, known = match.stated, match.known
        if (
            stated.key in RANKING
            or (stated.text.lower().endswith("er") and _compares(alignment))
            or stated.light
            or known.light
            or any(other.backed for other in alignment.counterparts(known))
        ):
            continue
        detail = next((d for d in details if stated in d.terms), None)
        relation = Relation.SILENT
        if detail is not None and (
            _same_part(stated.role, known.role, stated.tag, known.tag) or _states(alignment, stated, known)
        ):
            rest = [
                t
                for t in clause_terms(alignment, stated.clause)
                if t is not stated and t.kind not in ("quantity", "time")
            ]
            names = [t for t in rest if t.kind in ("name", "pronoun")]
            weight = sum(t.weight for t in rest if alignment.match_of(t).backed)
            weight += figures_and_dates(alignment, stated.clause, known.clause)
            # "imported fuel" and "local fuel" are two matters, whatever else is alike.
            told_apart = any(
                t.tag in "AN"
                and t.role != "agent"
                and not t.light
                and (not (m := alignment.match_of(t)).backed or m.in_context)
                for t in rest
            )
            same_noun = _same_noun(alignment, stated, known)
            if (
                (alignment.coverage(rest) if same_noun else alignment.local_coverage(rest, known.clause))
                >= SHARE
                and weight >= WEIGHT
                and all(alignment.match_of(t).backed for t in names)
                and not _elsewhere(alignment, names, known)
                and _same_polarity(alignment, stated.clause, known.clause)
                and not told_apart
                and _same_doer(alignment, stated, known)
                and not _other_time(alignment, stated.clause)
            ):
                relation = Relation.CONFLICTS
        note = f"{stated.text} against {known.text}"
        found.append(Comparison(Facet.WORDING, "opposite", relation, "V113", stated, known, note))
    return (*found, *_other_side(alignment))


def _elsewhere(alignment: Alignment, names: list[Term], known: Term) -> bool:
    """A name stands only before the claim, and the claim's clause has another one in its place."""
    if not any(alignment.match_of(t).in_context for t in names):
        return False
    matched = {id(match.known) for match in alignment.matches if match.backed}
    return any(
        t.kind == "name" and t.clause == known.clause and id(t) not in matched for t in alignment.claim.terms
    )


def _other_side(alignment: Alignment) -> Iterator[Comparison]:
    """ "Voted for the plan" against "voted against the plan", by the same people."""
    for match in other_sides(alignment):
        stated, known = match.stated, match.known
        assert known is not None
        rest = [t for t in clause_terms(alignment, stated.clause) if not t.light]
        same = all(alignment.match_of(t).backed for t in rest if t.kind not in ("quantity", "time"))
        counted = any(t.kind in ("quantity", "time") for t in rest)
        agreed = same and not counted and _same_polarity(alignment, stated.clause, known.clause)
        relation = Relation.CONFLICTS if agreed else Relation.SILENT
        note = f"{stated.preposition} it against {known.preposition} it"
        sides = _with_preposition(alignment.statement, stated), _with_preposition(alignment.claim, known)
        yield Comparison(Facet.WORDING, "other side", relation, "V113", *sides, note)


def _with_preposition(analysis: Analysis, term: Term) -> Mention:
    """The word with the "for" or "against" that it follows."""
    tokens = analysis.syntax.tokens
    at = term.token
    while at > 0 and tokens[at].lower != term.preposition:
        at -= 1
    start = tokens[at].start
    return Mention(Span(start, term.span.end), analysis.text[start : term.span.end])


def _compares(alignment: Alignment) -> bool:
    """Both sentences compare with "than": who has more is another facet's work."""
    return all(
        any(token.lower == "than" for token in analysis.syntax.tokens)
        for analysis in (alignment.statement, alignment.claim)
    )


def _same_doer(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Opposite verbs clash when one does both: "Ann sold it to Bob" is "Bob bought it from Ann"."""
    if stated.role != "predicate" or known.role != "predicate":
        return True
    s, k = alignment.statement.syntax.clauses[stated.clause], alignment.claim.syntax.clauses[known.clause]
    if s.agent is None or k.agent is None:
        return True
    doer = alignment.claim.syntax.clauses[known.clause].agent
    agents = [t for t in alignment.statement.terms if s.agent.start <= t.token < s.agent.end and not t.light]
    matched = [alignment.match_of(t).known for t in agents if alignment.match_of(t).backed]
    return (
        not matched
        or any(m is not None and doer is not None and in_phrase(alignment.claim, doer, m) for m in matched)
        or all(alignment.match_of(t).in_context for t in agents)
    )


def _other_time(alignment: Alignment, clause: int) -> bool:
    """The statement dates it, and the claim has only other dates: perhaps another event."""
    stated = [t.time for t in alignment.statement.terms if t.time is not None and t.clause == clause]
    known = {t.time.first for t in alignment.claim.terms if t.time is not None}
    return bool(stated and known) and not any(time.first in known for time in stated)


def _same_noun(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Both words stand right before the same noun: "southern frieze", "northern frieze"."""
    noun = noun_at(alignment.statement, stated.token + 1)
    return noun != "" and noun == noun_at(alignment.claim, known.token + 1)


def _same_part(stated: str, known: str, stated_tag: str, known_tag: str) -> bool:
    if stated == known:
        return True
    return ("predicate" not in (stated, known) and stated_tag == known_tag) or {stated_tag, known_tag} <= {
        "V",
        "N",
    }


def _states(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Both words say what state the subject is in: "was closed", "remained open"."""
    return _state(alignment.statement, stated) and _state(alignment.claim, known)


def _state(analysis: Analysis, term: Term) -> bool:
    if term.clause < 0:
        return False
    clause = analysis.syntax.clauses[term.clause]
    if term.role == "predicate":
        return clause.verb is not None and clause.verb.passive
    after = clause.verb is not None and clause.verb.end <= term.token <= clause.verb.end + 1
    return term.tag == "A" and clause.lemma in STAYING and after


def _same_polarity(alignment: Alignment, stated: int, known: int) -> bool:
    if stated < 0 or known < 0:
        return True
    s, k = alignment.statement.assertions[stated], alignment.claim.assertions[known]
    return s.negated == k.negated and Modality.OPEN not in (s.modality, k.modality)
