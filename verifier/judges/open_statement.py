"""Statements that a first judge leaves open, for a second one to look at."""

from __future__ import annotations

from collections.abc import Callable

from verifier.analysis import Analysis
from verifier.compare import Alignment
from verifier.findings import Candidate, Comparison, Judgement, Label
from verifier.frozen import frozen
from verifier.model import Claim


@frozen
class OpenStatement:
    """A statement that the first judge did not settle, and its word on each of the nearest claims in use."""

    analysis: Analysis
    judgements: tuple[Judgement, ...]
    read: Callable[[Claim], Analysis]  # how a claim is understood


class Undecided:
    """A first judge that settles nothing: the model then judges alone, without a facet to hold it back."""

    name = "none"

    def judge(
        self,
        candidate: Candidate,
        alignment: Alignment,
        comparisons: tuple[Comparison, ...],  # noqa: ARG002 - a judge's signature
    ) -> Judgement:
        """Neither, with the share of the statement's words that the claim has."""
        share = round(alignment.coverage(alignment.statement.terms), 3)
        reason = "the model alone was asked"
        return Judgement(candidate, Label.NEITHER, share, (), self.name, "V202", reason)
