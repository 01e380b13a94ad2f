"""Who speaks around a quotation, and how: read alike from a statement and from a source."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.analysis import Analysis
from verifier.analysis.cue_words import cues
from verifier.analysis.names import Name
from verifier.documents.quoted import quoted_spans
from verifier.model import Span

REACH = 10  # tokens between a verb of saying and the name of the speaker


def speakers(analysis: Analysis, spans: Sequence[Span]) -> tuple[Name, ...]:
    """The names that may be the speaker of quotations at `spans`; pronouns stand for their antecedents."""
    tokens = analysis.syntax.tokens
    found: list[Name] = []
    for at, token in enumerate(tokens):
        if inside(Span(token.start, token.end), spans) or not reports(analysis, at):
            continue
        before = next((tokens[n] for n in range(at - 1, -1, -1) if tokens[n].tag != "."), None)
        follows = token.lower == "to" or (
            before is not None and inside(Span(before.start, before.end), spans)
        )
        reach = range(at + 1, at + 1 + REACH) if follows else range(max(0, at - REACH), at)
        for term in analysis.terms:
            if term.token in reach and term.names and not inside(term.span, spans):
                found.extend(term.names)
    people = [name for name in found if name.kind == "person"]
    return tuple(dict.fromkeys(people or found))


def reports(analysis: Analysis, at: int) -> bool:
    """The token is a verb of saying, or the end of "according to"."""
    tokens = analysis.syntax.tokens
    token = tokens[at]
    if token.lower == "to":
        return at > 0 and tokens[at - 1].lower == "according"
    return token.lower == "according" or (token.tag == "V" and token.lemma in cues().reporting)


def inside(span: Span, spans: Sequence[Span]) -> bool:
    """The span lies within one of several."""
    return any(span.within(one) for one in spans)


def stands_alike(statement: Analysis, spans: tuple[Span, ...], known: Analysis) -> bool:
    """Around the quotation the statement denies and weakens nothing that the source does not."""
    return _cues(statement, spans) <= _cues(known, quoted_spans(known.text))


def _cues(analysis: Analysis, spans: Sequence[Span]) -> set[str]:
    reporting = cues().reporting
    found = set()
    for token in analysis.syntax.tokens:
        if inside(Span(token.start, token.end), spans):
            continue
        if token.tag in ("Z", "M") or token.lower in cues().negative_words:
            found.add(token.lower)
        elif token.tag == "V" and reporting.get(token.lemma) == "denied":
            found.add("denied")
    return found
