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
from verifier.judges.hard_facets import Standing, standing
from verifier.judges.model_folder import Calibration
from verifier.judges.open_statement import OpenStatement
from verifier.model import Mention, Span

NAME = "model"
_GAP_BEFORE = re.compile(r"(?<!\s)\s+([,.;:])")
BACKED, CLASHES, OPEN = "V004", "V115", "V202"
WORDS = 6  # of a statement that are left out in turn, the weightiest first, to see which of them matter


@frozen
class Answer:
    """What the model says of a statement and one passage."""

    passage: Passage
    standing: Standing  # of the statement's hard facets in the passage
    odds: Odds

    @property
    def words(self) -> float:
        """The share of the statement's words that the nearest of the claims has."""
        return max(judgement.confidence for judgement in self.passage.judgements)

    def backs(self, calibration: Calibration) -> float:
        """The probability that the statement follows."""
        return calibration.backing.probability(self.odds.backs, self.words)

    def clashes(self, calibration: Calibration) -> float:
        """The probability that both cannot be true."""
        return calibration.clash.probability(self.odds.clashes, self.words)

    def counts_as_backing(self, calibration: Calibration) -> bool:
        """Sure enough for how the hard facets stand."""
        return self.backs(calibration) >= self.standing.backs_from(calibration)

    def counts_as_clash(self, calibration: Calibration) -> bool:
        """Sure enough for how the hard facets stand."""
        return self.clashes(calibration) >= self.standing.clashes_from(calibration)


@frozen
class Weighed:
    """What the model says of a statement, passage by passage. Best backing and best clash are kept apart."""

    answers: tuple[Answer, ...]  # at least one

    def backing(self, calibration: Calibration) -> Answer | None:
        """The surest of those that count as a backing."""
        found = [one for one in self.answers if one.counts_as_backing(calibration)]
        return max(found, key=lambda one: one.backs(calibration), default=None)

    def clash(self, calibration: Calibration) -> Answer | None:
        """The surest of those that count as a clash."""
        found = [one for one in self.answers if one.counts_as_clash(calibration)]
        return max(found, key=lambda one: one.clashes(calibration), default=None)

    def label(self, calibration: Calibration) -> Label:
        """What counts at these thresholds; neither where both would."""
        backs, clashes = self.backing(calibration) is not None, self.clash(calibration) is not None
        if backs == clashes:
            return Label.NEITHER
        return Label.SUPPORTS if backs else Label.REFUTES


class EntailmentJudge:
    """Asks the model about passages of evidence. The same statements get the same answers, in any order."""

    name = NAME

    def __init__(self, classifier: PairClassifier) -> None:
        self.classifier = classifier

    def judge(self, statements: Sequence[OpenStatement]) -> list[tuple[Judgement, ...]]:
        """The model's word on each statement: on the claims that it rests on, or none where it has none.

        Raises ModelError when the model cannot be loaded.
        """
        weighed = self.weigh(statements, self.classifier.folder.calibration)
        return [
            self._word(one, found) if found is not None else ()
            for one, found in zip(statements, weighed, strict=True)
        ]

    def weigh(
        self, statements: Sequence[OpenStatement], calibration: Calibration | None = None
    ) -> list[Weighed | None]:
        """What the model says, before any threshold; None where there is nothing to ask it about.

        With a `calibration` it is not asked where no answer could count.
        """
        texts = [stated(one.analysis) for one in statements]
        asked: list[tuple[int, Passage, Standing]] = []
        for at, one in enumerate(statements):
            together = len(one.analysis.details) > 1
            for passage in passages(one.judgements, self.classifier.room(texts[at]), together=together):
                how = standing(passage.judgements, one.read)
                if calibration is None or how.may_count(calibration):
                    asked.append((at, passage, how))
        odds = self.classifier.answer([Pair(passage.text, texts[at]) for at, passage, _ in asked])
        answers: list[list[Answer]] = [[] for _ in statements]
        for (at, passage, how), found in zip(asked, odds, strict=True):
            if found is not None:
                answers[at].append(Answer(passage, how, found))
        return [Weighed(tuple(found)) if found else None for found in answers]

    def _word(self, statement: OpenStatement, weighed: Weighed) -> tuple[Judgement, ...]:
        calibration = self.classifier.folder.calibration
        backing, clash = weighed.backing(calibration), weighed.clash(calibration)
        if backing is not None and clash is None:
            sure = backing.backs(calibration)
            return tuple(_backed(judgement, sure) for judgement in _contributing(backing.passage))
        if clash is not None and backing is None:
            return (self._refuted(statement.analysis, clash),)
        return (_neither(weighed, calibration),)

    def _refuted(self, statement: Analysis, clash: Answer) -> Judgement:
        words = self._deciding(statement, clash)
        sure = clash.clashes(self.classifier.folder.calibration)
        nearest = max(clash.passage.judgements, key=lambda judgement: judgement.confidence)
        comparison = Comparison(Facet.WORDING, "the model", Relation.CONFLICTS, CLASHES, words)
        return replace(
            nearest,
            label=Label.REFUTES,
            confidence=sure,
            comparisons=(comparison, *nearest.comparisons),
            judge=NAME,
            rule=CLASHES,
            reason=f"the model gives {sure:.2f} that both cannot be true",
            backed=(),
        )

    def _deciding(self, statement: Analysis, clash: Answer) -> Mention | None:
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
    return " ".join(_GAP_BEFORE.sub(r"\1", text[: span.start] + text[span.end :]).split())


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


def _backed(judgement: Judgement, sure: float) -> Judgement:
    return replace(
        judgement,
        label=Label.SUPPORTS,
        confidence=sure,
        judge=NAME,
        rule=BACKED,
        reason=f"the model gives {sure:.2f} that it follows",
        backed=(),
    )


def _neither(weighed: Weighed, calibration: Calibration) -> Judgement:
    nearest = weighed.answers[0].passage.judgements[0]
    backs = max(one.backs(calibration) for one in weighed.answers)
    clashes = max(one.clashes(calibration) for one in weighed.answers)
    return replace(
        nearest,
        label=Label.NEITHER,
        judge=NAME,
        rule=OPEN,
        reason=f"the model gives {backs:.2f} that it follows and {clashes:.2f} that both cannot be true",
        backed=(),
    )
