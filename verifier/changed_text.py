"""Which statements of the drafts count as changed. The others are context: they are read and not checked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from verifier.findings import Finding
from verifier.frozen import frozen
from verifier.model import Place, Span


@frozen
class ChangedText:
    """What of the drafts is to be checked, and the claims for whose sake more of them is."""

    spans: Mapping[str, tuple[Span, ...]]  # path of a draft -> ranges of the author's text; see `in_order`
    claims: frozenset[str] = frozenset()  # ids of claims that changed too

    def touches(self, place: Place) -> bool:
        """Whether a statement shares a character with what changed. Of a draft not named all has changed."""
        spans = self.spans.get(place.path)
        if spans is None:
            return True
        last = bisect_left(spans, place.end, key=lambda span: span.start) - 1
        return last >= 0 and spans[last].end > place.start

    def matches(self, finding: Finding) -> bool:
        """Whether a changed claim decided the finding, is cited by it, or came near."""
        near = (*(one.claim.id for one in finding.cited), *(one.claim.id for one in finding.nearest))
        return not self.claims.isdisjoint(near)


EVERYTHING = ChangedText({})


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same ranges in the order of the text, those that meet as one, and none of them empty."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
