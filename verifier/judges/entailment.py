"""The entailment judge: a small model's word on the statements that the rules leave open.

It sees paraphrase, and clashes that no facet holds. It never sees a statement that the rules settled, its
word counts only from the probabilities that calibration fixed, and a hard facet wins over it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verifier.analysis import Analysis
from verifier.findings import Comparison, Facet, Judgement, Label, Relation
from verifier.frozen import frozen
from verifier.judges.classifier import Odds, Pair, PairClassifier
from verifier.judges.evidence import Passage, passages, stated
from verifier.judges.hard_facets import may_back, may_clash
from verifier.judges.open_statement import OpenStatement
from verifier.model import Mention, Span

NAME = "model"
BACKED, CLASHES, OPEN = "V004", "V115", "V202"
WORDS = 6  # of a statement that are left out in turn, the weightiest first, to see which of them matter


@frozen
class _Answer:
    passage: Passage
    odds: Odds


class EntailmentJudge:
    """Asks the model about passages of evidence. The same statements get the same answers, in any order."""

    name = NAME

    def __init__(self, classifier: PairClassifier) -> None:
        self.classifier = classifier

    def judge(self, statements: Sequence[OpenStatement]) -> list[tuple[Judgement, ...]]:
        """The model's word on each statement: on the claims that it rests on, or none where it has none.

        Raises ModelError when the model cannot be loaded.
        """
        asked = [(at, passage) for at, one in enumerate(statements) for passage in passages(one.judgements)]
        odds = self.classifier.answer([Pair(p.text, stated(statements[at].analysis)) for at, p in asked])
        answers: list[list[_Answer]] = [[] for _ in statements]
        for (at, passage), one in zip(asked, odds, strict=True):
            if one is not None:
                answers[at].append(_Answer(passage, one))
        return [self._word(one, found) for one, found in zip(statements, answers, strict=True)]

    def _word(self, statement: OpenStatement, answers: list[_Answer]) -> tuple[Judgement, ...]:
        """Best backing and best clash are kept apart: each may come from another passage."""
        if not answers:
            return ()
        calibration = self.classifier.folder.calibration
        backing = max(answers, key=lambda answer: answer.odds.backs)
        clash = max(answers, key=lambda answer: answer.odds.clashes)
        backs = backing.odds.backs >= calibration.backs and may_back(backing.passage.judgements)
        clashes = clash.odds.clashes >= calibration.clashes and may_clash(clash.passage.judgements)
        if backs == clashes:
            return (_neither(backing, clash),)
        if backs:
            return tuple(_backed(judgement, backing.odds) for judgement in _contributing(backing.passage))
        return (self._refuted(statement.analysis, clash),)

    def _refuted(self, statement: Analysis, clash: _Answer) -> Judgement:
        words = self._deciding(statement, clash)
        nearest = max(clash.passage.judgements, key=lambda judgement: judgement.confidence)
        comparison = Comparison(Facet.WORDING, "the model", Relation.CONFLICTS, CLASHES, words)
        return replace(
            nearest,
            label=Label.REFUTES,
            confidence=clash.odds.clashes,
            comparisons=(comparison, *nearest.comparisons),
            judge=NAME,
            rule=CLASHES,
            reason=f"the model gives {clash.odds.clashes:.2f} that both cannot be true",
            backed=(),
        )

    def _deciding(self, statement: Analysis, clash: _Answer) -> Mention | None:
        """The words without which the model is least sure of the clash."""
        spans = _weighty(statement)
        if not spans:
            return None
        text = statement.text
        without = [Pair(clash.passage.text, _cut(text, span)) for span in spans]
        odds = self.classifier.answer(without)
        left = [(one.clashes if one is not None else 1.0, at) for at, one in enumerate(odds)]
        least, at = min(left)
        return Mention(spans[at], spans[at].of(text)) if least < clash.odds.clashes else None


def _weighty(statement: Analysis) -> list[Span]:
    """The places of the heaviest words, names, figures and dates, in the order of their weight."""
    terms = sorted(statement.terms, key=lambda term: (-term.weight, term.span.start))
    return [term.span for term in terms if not term.light and term.kind != "pronoun"][:WORDS]


def _cut(text: str, span: Span) -> str:
    return " ".join(re.sub(r"\s+([,.;:])", r"\1", text[: span.start] + text[span.end :]).split())


def _contributing(passage: Passage) -> list[Judgement]:
    """The claims that a backing rests on: the nearest, and those that have words which no nearer one has."""
    chosen: list[Judgement] = []
    covered: set[str] = set()
    for judgement in passage.judgements:
        matched = set(judgement.candidate.matched_on)
        if not chosen or matched - covered:
            chosen.append(judgement)
        covered |= matched
    return chosen


def _backed(judgement: Judgement, odds: Odds) -> Judgement:
    return replace(
        judgement,
        label=Label.SUPPORTS,
        confidence=odds.backs,
        judge=NAME,
        rule=BACKED,
        reason=f"the model gives {odds.backs:.2f} that it follows",
        backed=(),
    )


def _neither(backing: _Answer, clash: _Answer) -> Judgement:
    nearest = backing.passage.judgements[0]
    return replace(
        nearest,
        label=Label.NEITHER,
        judge=NAME,
        rule=OPEN,
        reason=f"the model gives {backing.odds.backs:.2f} that it follows and {clash.odds.clashes:.2f} that "
        "both cannot be true",
        backed=(),
    )
