"""Judges: what does one claim say of a statement? A judge is one module and one line in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from verifier.compare import Alignment
from verifier.findings import Candidate, Comparison, Judgement
from verifier.judges.rules import RulesJudge

__all__ = ["JUDGES", "Judge", "RulesJudge"]


class Judge(Protocol):
    """Judges a statement by one claim, from the comparisons of their facets. Must be deterministic."""

    name: str

    def judge(
        self, candidate: Candidate, alignment: Alignment, comparisons: tuple[Comparison, ...]
    ) -> Judgement:
        """One claim's word on the statement, with the working kept."""
        ...


JUDGES: dict[str, Callable[[], Judge]] = {"rules": RulesJudge}
