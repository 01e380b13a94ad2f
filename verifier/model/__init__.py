"""What is read, understood and known: the values that flow through a pass, all frozen.

Offsets are Unicode code points, half-open. Line and column numbers exist only in `Place`, 1-based.
"""

from __future__ import annotations

from verifier.model.details import Bound, Entity, Grain, Moment, Quantity, TimeBound, TimeExpression
from verifier.model.records import (
    Citation,
    Claim,
    ClaimPlace,
    ClaimStatus,
    ClaimValue,
    Examples,
    Retraction,
    Source,
)
from verifier.model.text import (
    AuthorComment,
    Block,
    BlockKind,
    Directive,
    Mention,
    Place,
    Sentence,
    Span,
    View,
)

__all__ = [
    "AuthorComment",
    "Block",
    "BlockKind",
    "Bound",
    "Citation",
    "Claim",
    "ClaimPlace",
    "ClaimStatus",
    "ClaimValue",
    "Directive",
    "Entity",
    "Examples",
    "Grain",
    "Mention",
    "Moment",
    "Place",
    "Quantity",
    "Retraction",
    "Sentence",
    "Source",
    "Span",
    "TimeBound",
    "TimeExpression",
    "View",
]
