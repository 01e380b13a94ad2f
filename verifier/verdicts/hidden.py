"""A statement with characters that hide something is never called consistent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.findings import Comparison, Facet, Relation, Verdict
from verifier.model import Mention, Span
from verifier.verdicts.precedence import Decision

HIDDEN = "V401"
NAMED = 6  # characters that a message names


def with_hidden(found: Decision, text: str, hidden: Sequence[Span]) -> Decision:
    """The decision, lowered to unverified where the statement has `hidden` characters and nothing clashes.

    A clash stays one, and its message tells of them.
    """
    if not hidden:
        return found
    signs = list(dict.fromkeys(sign for span in hidden for sign in span.of(text)))
    names = ", ".join(f"\\u{{{ord(sign):x}}}" for sign in signs[:NAMED]) + (
        ", …" if len(signs) > NAMED else ""
    )
    if found.verdict is Verdict.CONTRADICTORY:
        return replace(
            found, message=f"{found.message} Hidden or confusable characters ({names}) stand in it."
        )
    where = Comparison(
        Facet.WORDING, "hidden characters", Relation.SILENT, HIDDEN, Mention(hidden[0], hidden[0].of(text))
    )
    message = f"Hidden or confusable characters ({names}): delete them, and check again."
    return replace(
        found, verdict=Verdict.UNVERIFIED, rule=HIDDEN, message=message, deciding=where, suggestion=None
    )
