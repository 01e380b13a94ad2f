"""What a changed source does to the claims that quote it, and the edits that take its new text over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from verifier.frozen import frozen
from verifier.knowledge.quotes import Match, QuotedText
from verifier.knowledge.reanchoring import Anchor, ChangedText, Reanchored, Standing, beside, distinguishing
from verifier.knowledge.recorded_citations import RecordedCitation
from verifier.knowledge.yaml_edits import Edit

DRIFTED = (Standing.MOVED, Standing.CHANGED, Standing.AMBIGUOUS, Standing.VANISHED)
_LIVE = frozenset({"active", "disputed"})


@frozen
class QuoteDrift:
    """What became of one citation."""

    citation: RecordedCitation
    found: Reanchored
    line_before: int | None  # 1-based, in the old text; None where that is not known
    line: int | None  # in the changed text
    passage: str | None  # what stands there now
    prefix: str | None = None  # with these it is found, where it stands
    suffix: str | None = None

    @property
    def standing(self) -> Standing:
        """What became of it, in one word."""
        return self.found.standing

    @property
    def needs_anchor(self) -> bool:
        """Whether the quote stands, and is not found by the prefix and suffix that are recorded."""
        return self.found.stands and (self.prefix, self.suffix) != (
            self.citation.prefix,
            self.citation.suffix,
        )


@frozen
class SourceDrift:
    """What became of all quotes of one source."""

    source: str
    quotes: tuple[QuoteDrift, ...]  # in the order of the claims files
    old_known: bool  # whether the text as it was could be compared

    @property
    def drifted(self) -> tuple[QuoteDrift, ...]:
        """The quotes that moved, changed, became ambiguous or vanished, or need a new prefix or suffix."""
        return tuple(one for one in self.quotes if one.standing in DRIFTED or one.needs_anchor)

    def count(self, standing: Standing) -> int:
        """How many quotes this became of."""
        return sum(quote.standing is standing for quote in self.quotes)


def drift_of(
    source: str, citations: Iterable[RecordedCitation], text: str, old: str | None = None
) -> SourceDrift:
    """What became of the quotes of `source` in `text`; `old` is its text as it was, where that is known.

    Citations of other sources, and those that are marked as vanished, are passed over.
    """
    changed = ChangedText(text, old)
    mine = [one for one in citations if one.source == source and not one.vanished]
    return SourceDrift(source, tuple(_of_quote(one, changed) for one in mine), old is not None)


def _of_quote(citation: RecordedCitation, changed: ChangedText) -> QuoteDrift:
    found = changed.reanchor(Anchor(citation.quote, citation.prefix, citation.suffix))
    span = found.span
    before = None
    if changed.old is not None:
        place = changed.old.locate(citation.quote, citation.prefix, citation.suffix).span
        before = changed.old.line(place.start) if place else None
    prefix, suffix = citation.prefix, citation.suffix
    if found.stands and span is not None and not _is_found(citation, changed.quoted, found):
        prefix, suffix = distinguishing(changed.quoted, span)
        if prefix is None and suffix is None:
            if found.count > 1:  # no words near by tell the places apart: nobody could say which is meant
                found = Reanchored(Standing.AMBIGUOUS, span, count=found.count)
            else:
                prefix, suffix = beside(changed.quoted, span)
                prefix, suffix = prefix if citation.prefix else None, suffix if citation.suffix else None
    passage = span.of(changed.quoted.text) if span and found.standing is not Standing.VANISHED else None
    line = changed.quoted.line(span.start) if span else None
    return QuoteDrift(citation, found, before, line, passage, prefix, suffix)


def _is_found(citation: RecordedCitation, text: QuotedText, found: Reanchored) -> bool:
    located = text.locate(citation.quote, citation.prefix, citation.suffix)
    return located.match in {Match.EXACT, Match.FOLDED} and located.span == found.span


def edits_for(drifts: Sequence[SourceDrift], day: str) -> dict[Path, list[Edit]]:
    """What to write into which claims file so that the database fits the changed texts.

    Quotes that stand get a prefix and suffix by which they are found. The others are marked as vanished on
    `day` (YYYY-MM-DD) and stay; a live claim that has no other quote is set to `proposed`, so that it backs
    nothing until a person has looked at it.
    """
    edits: dict[Path, list[Edit]] = {}
    for quote in (quote for drift in drifts for quote in drift.quotes):
        cited = quote.citation
        mine = edits.setdefault(cited.file, [])
        if not quote.found.stands:
            mine.append(Edit(cited.steps, "vanished", day, _remark(quote, day)))
        elif quote.needs_anchor:
            wanted = (("prefix", quote.prefix, cited.prefix), ("suffix", quote.suffix, cited.suffix))
            mine += [Edit(cited.steps, key, value) for key, value, was in wanted if value != was]
    return {file: found for file, found in edits.items() if found}


def unbacked(citations: Iterable[RecordedCitation], drifts: Iterable[SourceDrift]) -> list[RecordedCitation]:
    """One citation of each live claim that no quote backs any longer, once `edits_for` has been applied."""
    lost = {
        (quote.citation.file, quote.citation.steps)
        for drift in drifts
        for quote in drift.quotes
        if not quote.found.stands
    }
    standing: dict[tuple[Path, str], bool] = {}
    first: dict[tuple[Path, str], RecordedCitation] = {}
    for one in citations:
        if "retraction" in one.steps or one.status not in _LIVE:
            continue
        key = one.file, one.claim
        first.setdefault(key, one)
        standing[key] = standing.get(key, False) or not (one.vanished or (one.file, one.steps) in lost)
    return [first[key] for key, stands in standing.items() if not stands]


def _remark(quote: QuoteDrift, day: str) -> str:
    if quote.standing is Standing.AMBIGUOUS:
        return f"{day}: the source has the quote {quote.found.count} times; add a prefix or a suffix"
    if quote.passage is not None:
        return f"{day}: line {quote.line} of the source now reads: {quote.passage}"
    return f"{day}: the source no longer has the quote"
