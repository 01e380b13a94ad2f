"""Judges: what does one claim say of a statement? A judge is one module and one line in the table.

A bench is who judges a run: a first judge for every claim that is near, and it may be a second one for the
statements that stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from pathlib import Path
from typing import Protocol

from verifier.compare import Alignment
from verifier.findings import Candidate, Comparison, JudgedBy, Judgement
from verifier.frozen import frozen
from verifier.judges.open_statement import OpenStatement, Undecided
from verifier.judges.rules import RulesJudge

__all__ = ["JUDGES", "RULES", "Bench", "Judge", "OpenStatement", "RulesJudge", "SecondJudge", "open_bench"]


class Judge(Protocol):
    """Judges a statement by one claim, from the comparisons of their facets. Must be deterministic."""

    name: str

    def judge(
        self, candidate: Candidate, alignment: Alignment, comparisons: tuple[Comparison, ...]
    ) -> Judgement:
        """One claim's word on the statement, with the working kept."""
        ...


class SecondJudge(Protocol):
    """Judges what the first judge leaves open, all such statements of a draft at once. Deterministic too."""

    name: str

    def judge(self, statements: Sequence[OpenStatement]) -> list[tuple[Judgement, ...]]:
        """For each statement its word on the claims that it rests on; empty where it has none."""
        ...


@frozen
class Bench:
    """Who judges a run."""

    first: Judge
    second: SecondJudge | None = None
    judged_by: JudgedBy = field(default_factory=JudgedBy)


RULES = Bench(RulesJudge())


def _rules(model: Path | None, cache_dir: Path | None) -> Bench:  # noqa: ARG001 - one signature for all
    return RULES


def _model(model: Path | None, cache_dir: Path | None) -> Bench:
    from verifier.judges.opening import entailment_judge

    second, network = entailment_judge(model, cache_dir)
    return Bench(Undecided(), second, JudgedBy("model", *network))


def _both(model: Path | None, cache_dir: Path | None) -> Bench:
    from verifier.judges.opening import entailment_judge

    second, network = entailment_judge(model, cache_dir)
    return Bench(RulesJudge(), second, JudgedBy("both", *network))


JUDGES: dict[str, Callable[[Path | None, Path | None], Bench]] = {
    "rules": _rules,
    "model": _model,
    "both": _both,
}


def open_bench(name: str | None, *, model: Path | None = None, cache_dir: Path | None = None) -> Bench:
    """The bench of this name; without one, both judges where a model is at hand, else the rules alone.

    `model` is a folder to use in place of the model that comes with the package, and `cache_dir` where its
    answers are kept between runs (None: nowhere). Raises ModelError when the model cannot be used.
    """
    if name is None:
        from verifier.judges.shipped import model_at_hand

        name = "both" if model is not None or model_at_hand() else "rules"
    return JUDGES[name](model, cache_dir)
