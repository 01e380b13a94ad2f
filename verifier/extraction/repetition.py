"""What an article says twice: one claim with both quotes; and what it says twice and differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.analysis import Analysis
from verifier.compare import align, compare
from verifier.extraction.proposals import Disagreement, Proposal
from verifier.findings import Candidate, Judgement, Label
from verifier.judges.rules import RulesJudge
from verifier.knowledge import Store
from verifier.knowledge.queries import query_for
from verifier.model import Citation, Claim, ClaimPlace, Entity

ALIKE = 0.6  # share of content words in common before two statements are compared at all
COMPARED = 12  # statements with the same names and figures that one is compared with
NEIGHBOURS = 3  # nearest other statements that one is compared with, for disagreements
MOST = 1_000  # statements among which disagreements are looked for


def merged(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals, those that say the same made one, with the places of all."""
    kept: list[Proposal] = []
    groups: dict[object, list[int]] = {}
    words: dict[str, int] = {}  # a statement -> where it is kept
    for proposal in proposals:
        known = words.setdefault(proposal.statement.lower(), len(kept))
        if known < len(kept):
            kept[known] = _joined(kept[known], proposal)
            continue
        group = groups.setdefault((_hard_facts(proposal.analysis), _named(proposal.analysis)), [])
        for at in group[-COMPARED:]:
            if says_the_same(kept[at].analysis, proposal.analysis):
                kept[at] = _joined(kept[at], proposal)
                break
        else:
            group.append(len(kept))
            kept.append(proposal)
    return kept


def _joined(one: Proposal, other: Proposal) -> Proposal:
    """One claim with the places of both, in the words that say more."""
    fuller, shorter = (one, other) if len(one.statement) >= len(other.statement) else (other, one)
    new = [
        passage
        for passage in shorter.passages
        if not any(passage.span.overlaps(p.span) for p in fuller.passages)
    ]
    return replace(fuller, passages=(*fuller.passages, *new))


def _subject(analysis: Analysis) -> str:
    """Base form of the noun that the statement is about."""
    subjects = [c.subject for c in analysis.syntax.clauses if c.subject is not None and not c.nominal]
    return analysis.syntax.tokens[subjects[0].head].lemma if subjects else ""


def _hard_facts(analysis: Analysis) -> object:
    """Figures, dates, denial and strength: statements that differ here do not say the same."""
    figures = frozenset((one.low, one.high, one.dimension) for one in analysis.quantities)
    times = frozenset(one.edtf for one in analysis.times)
    denied = sum(one.negated for one in analysis.assertions)
    weakest = min((one.modality for one in analysis.assertions), default=5)
    return figures, times, denied, int(weakest)


def _named(analysis: Analysis) -> frozenset[str]:
    """The names by their last words: a surname stands for the whole name."""
    return frozenset(name.words[-1] for name in analysis.names if name.words and name.kind != "role")


def _content(analysis: Analysis) -> frozenset[str]:
    return frozenset(term.key for term in analysis.terms if not term.light)


def says_the_same(one: Analysis, other: Analysis) -> bool:
    """Each backs the other, as the matcher sees it."""
    if one.text.lower() == other.text.lower():
        return True
    mine, its = _content(one), _content(other)
    if not mine or not its or len(mine & its) < ALIKE * min(len(mine), len(its)):
        return False
    if _hard_facts(one) != _hard_facts(other):
        return False
    every = [frozenset(term.key for term in analysis.terms) for analysis in (one, other)]
    if every[0] == every[1] and _subject(one) == _subject(other):
        return True
    return _judged(one, other).label is Label.SUPPORTS and _judged(other, one).label is Label.SUPPORTS


def _judged(statement: Analysis, claim: Analysis) -> Judgement:
    alignment = align(statement, claim)
    citation = Citation("source", claim.text)
    candidate = Candidate(Claim("claim", claim.text, (citation,), ClaimPlace("", 1)), 1.0)
    return RulesJudge().judge(candidate, alignment, compare(alignment))


def disagreements(proposals: Sequence[Proposal], entities: Sequence[Entity]) -> list[Disagreement]:
    """Pairs that cannot both be true: each is against the other, as the matcher sees it.

    Only the nearest NEIGHBOURS of each of the first MOST statements are compared.
    """
    chosen = list(proposals[:MOST])
    claims = [
        Claim(str(at), one.statement, (Citation("source", one.statement),), ClaimPlace("", 1))
        for at, one in enumerate(chosen)
    ]
    store = Store(claims, entities=entities)
    found: list[Disagreement] = []
    seen: set[frozenset[int]] = set()
    for at, one in enumerate(chosen):
        if not (one.analysis.quantities or one.analysis.times or _denies(one.analysis)):
            continue
        for candidate in store.find(query_for(one.analysis), NEIGHBOURS + 1):
            number = int(candidate.claim.id)
            pair = frozenset({at, number})
            if len(pair) < 2 or pair in seen:
                continue
            seen.add(pair)
            other = chosen[number]
            if not _one_matter(one.analysis, other.analysis) or _verb(one.analysis) != _verb(other.analysis):
                continue
            against = _judged(one.analysis, other.analysis)
            if (
                against.label is Label.REFUTES
                and _judged(other.analysis, one.analysis).label is Label.REFUTES
            ):
                first, second = sorted((one, other), key=lambda p: p.passages[0].span)
                found.append(Disagreement(first, second, against.reason))
    return found


def _one_matter(one: Analysis, other: Analysis) -> bool:
    """All words of one, figures and dates aside, are words of the other."""
    mine, its = (frozenset(t.key for t in a.terms if t.kind in ("word", "name")) for a in (one, other))
    return bool(mine and its) and (mine <= its or its <= mine)


def _verb(analysis: Analysis) -> str:
    """What the statement says of its subject."""
    main = next((c for c in analysis.syntax.clauses if c.verb is not None and c.verb.form == "finite"), None)
    return main.lemma if main is not None else ""


def _denies(analysis: Analysis) -> bool:
    return any(one.negated for one in analysis.assertions)
