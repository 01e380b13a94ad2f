"""Finding a quote in the source that it is said to come from: exact first, then folded, never nearly."""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Enum
from functools import cached_property
from itertools import islice

from verifier.frozen import frozen
from verifier.knowledge.folding import FoldedText, fold
from verifier.model import Span

SHORT_QUOTE = 25  # code points; a shorter one needs a prefix or a suffix to be a proof of anything
_MANY_LOOK_UPS = 50  # from here on a long text is worth an index of its words
_LONG = 20_000  # code points
_MOST_HITS = 1_000  # enough for a message, and a bound on one letter in a long text
_WORD = re.compile(r"\w+")
_INNER_WORD = re.compile(r"(?<=\W)\w+(?=\W)")
_NEAREST_LIMIT = 200_000  # code points of a source that are searched for the nearest passage


class Match(Enum):
    """How a quote was found."""

    EXACT = "exact"
    FOLDED = "folded"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    SURROUNDINGS = "surroundings"  # the quote is there, its prefix or suffix is not


@frozen
class Located:
    """Where a quote stands in a source."""

    match: Match
    span: Span | None = None  # into the text as it is
    count: int = 0  # how often it was found


class QuotedText:
    """The text of a source, ready for many look-ups."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._breaks: list[int] | None = None
        self._words: dict[str, list[int]] | None = None  # word -> where it stands
        self._look_ups = 0

    def line(self, offset: int) -> int:
        """The 1-based line of a code point."""
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self.text)]
        return bisect_left(self._breaks, offset) + 1

    def locate(self, quote: str, prefix: str | None, suffix: str | None) -> Located:
        """Find `quote`. `prefix` and `suffix` choose between several places, and must fit a single one."""
        match, hits = self.places(quote)
        if not hits:
            return Located(Match.MISSING)
        fitting = [span for span in hits if self._fits(span, prefix, suffix)] if prefix or suffix else hits
        if not fitting:
            return Located(Match.SURROUNDINGS, hits[0], len(hits))
        if len(fitting) > 1:
            return Located(Match.AMBIGUOUS, fitting[0], len(fitting))
        return Located(match, fitting[0], 1)

    def places(self, quote: str) -> tuple[Match, list[Span]]:
        """Every place where `quote` stands, in order: letter by letter, or else in its folded form."""
        quote = quote.strip()
        hits = [Span(at, at + len(quote)) for at in self._occurrences(quote)] if quote else []
        if hits:
            return Match.EXACT, hits
        wanted = fold(quote).strip()
        found = _occurrences(self.folded.text, wanted) if wanted else []
        hits = [self.folded.original_span(at, at + len(wanted)) for at in found]
        return (Match.FOLDED if hits else Match.MISSING), hits

    @cached_property
    def folded(self) -> FoldedText:
        """The text in its folded form, made when it is first needed."""
        return FoldedText(self.text)

    def _occurrences(self, quote: str) -> list[int]:
        """As the function; once many quotes were looked for, only beside the rarest of its words."""
        self._look_ups += 1
        if self._look_ups < _MANY_LOOK_UPS or len(self.text) < _LONG:
            return _occurrences(self.text, quote)
        if self._words is None:
            self._words = {}
            for word in _WORD.finditer(self.text):
                self._words.setdefault(word[0], []).append(word.start())
        rarest: list[int] | None = None
        offset = 0
        for word in _INNER_WORD.finditer(quote):  # a word at an edge may be part of a longer one in the text
            places = self._words.get(word[0])
            if places is None:
                return []
            if rarest is None or len(places) < len(rarest):
                rarest, offset = places, word.start()
                if len(places) == 1:
                    break
        if rarest is None:
            return _occurrences(self.text, quote)
        starts = (at - offset for at in rarest if at >= offset)
        return list(islice((at for at in starts if self.text.startswith(quote, at)), _MOST_HITS))

    def _fits(self, span: Span, prefix: str | None, suffix: str | None) -> bool:
        if prefix:
            before = self.text[max(0, span.start - 2 * len(prefix) - 200) : span.start]
            if not fold(before).rstrip().endswith(fold(prefix).strip()):
                return False
        if suffix:
            after = self.text[span.end : span.end + 2 * len(suffix) + 200]
            return fold(after).lstrip().startswith(fold(suffix).strip())
        return True

    def nearest(self, quote: str) -> tuple[str, int] | None:
        """The passage most like `quote` and its 1-based line, for a message; None when nothing is like it."""
        from rapidfuzz.fuzz import partial_ratio_alignment

        text = self.text[:_NEAREST_LIMIT]
        found = partial_ratio_alignment(quote, text, score_cutoff=60)
        if found is None or found.dest_end <= found.dest_start:
            return None
        start, end = found.dest_start, found.dest_end
        while start > 0 and not text[start - 1].isspace() and found.dest_start - start < 30:
            start -= 1
        while end < len(text) and not text[end].isspace() and end - found.dest_end < 30:
            end += 1
        passage = " ".join(text[start:end].split())
        return (passage if len(passage) <= 200 else passage[:199] + "…"), self.line(start)


def _occurrences(text: str, wanted: str) -> list[int]:
    """Where `wanted` starts in `text`, overlapping ones too."""
    found: list[int] = []
    at = text.find(wanted)
    while at >= 0 and len(found) < _MOST_HITS:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found
