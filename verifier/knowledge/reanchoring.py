"""Finding a quote again in a text that has changed: unchanged, moved, changed, ambiguous, or vanished.

A quote is held by its words and by what stands around them, as in the TextQuoteSelector of the W3C Web
Annotation Data Model (https://www.w3.org/TR/annotation-model/#text-quote-selector): where the words stand
several times, the surroundings choose. Nothing is guessed: where they do not choose, the answer is ambiguous,
and words that only resemble the quote are never taken for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from verifier.frozen import frozen
from verifier.knowledge.folding import fold
from verifier.knowledge.near_passages import Difference, NearPassage, SearchedWords, differences_between
from verifier.knowledge.quotes import Match, QuotedText
from verifier.model import Span

AROUND = 64  # code points of the old text on each side of a quote that are compared
_FIRM = 8  # of these that must be in common before one of several places is chosen by them
_SURE = 0.8  # likeness from which words count as the changed quote wherever they stand
_IN_PLACE = 0.2  # likeness that the old surroundings are worth
_LEEWAY = 80  # how much longer than the quote the words may be that took its place


class Standing(Enum):
    """What became of a quote."""

    UNCHANGED = "unchanged"  # its words stand, and so do those beside it
    MOVED = "moved"  # its words stand letter by letter, and other words are beside them
    CHANGED = "changed"  # words nearly the same, or others in its place
    AMBIGUOUS = "ambiguous"  # its words stand several times, and nothing says which is meant
    VANISHED = "vanished"


@frozen
class Anchor:
    """What is known of a quote's old place."""

    quote: str
    prefix: str | None = None
    suffix: str | None = None
    span: Span | None = None  # into the old text


@frozen
class Reanchored:
    """What became of a quote in the changed text."""

    standing: Standing
    span: Span | None = None  # into the changed text; of the first place where it is ambiguous
    differences: tuple[Difference, ...] = ()  # of a changed one
    count: int = 0  # how often the quote's own words stand in the changed text

    @property
    def stands(self) -> bool:
        """Whether the quote's own words stand, at one known place."""
        return self.standing in {Standing.UNCHANGED, Standing.MOVED}


@frozen
class _Surroundings:
    """The folded text on both sides of a place."""

    before: str
    after: str

    def common(self, other: _Surroundings) -> tuple[int, int]:
        """How many code points next to the place are the same, on each side."""
        return _same(self.before[::-1], other.before[::-1]), _same(self.after, other.after)


class ChangedText:
    """The changed text of a source, ready for many quotes. `old` is the text as it was, where it is known."""

    def __init__(self, text: str, old: str | None = None) -> None:
        self.quoted = QuotedText(text)
        self.old = QuotedText(old) if old is not None else None

    @cached_property
    def _words(self) -> SearchedWords:
        return SearchedWords(self.quoted)

    def reanchor(self, anchor: Anchor) -> Reanchored:
        """What became of one quote."""
        old_span = self._old_place(anchor)
        around = self._old_surroundings(anchor, old_span)
        _, places = self.quoted.places(anchor.quote)
        if places:
            return self._choose(anchor, around, old_span, places)
        near = self._nearest(anchor, around)
        if near is not None and (near.likeness >= _SURE or self._beside(around, near.span)):
            return Reanchored(Standing.CHANGED, near.span, near.differences)
        if (span := self._replacement(anchor, around)) is not None:
            differences = differences_between(anchor.quote, span.of(self.quoted.text))
            return Reanchored(Standing.CHANGED, span, differences)
        if near is not None:
            return Reanchored(Standing.CHANGED, near.span, near.differences)
        return Reanchored(Standing.VANISHED)

    def _nearest(self, anchor: Anchor, around: _Surroundings) -> NearPassage | None:
        """The passage with nearly the quote's words; of several rather the one in its old surroundings."""

        def rank(one: NearPassage) -> tuple[float, int, Span]:
            in_place = _IN_PLACE if self._beside(around, one.span) else 0
            return -one.likeness - in_place, -sum(around.common(self._surroundings(one.span))), one.span

        return min(self._words.near(anchor.quote), key=rank, default=None)

    def _beside(self, around: _Surroundings, span: Span) -> bool:
        return max(around.common(self._surroundings(span))) >= _FIRM

    def _choose(
        self, anchor: Anchor, around: _Surroundings, old_span: Span | None, places: list[Span]
    ) -> Reanchored:
        common = [around.common(self._surroundings(span)) for span in places]
        best = max(sum(one) for one in common)
        chosen = [at for at, one in enumerate(common) if sum(one) == best]
        at = chosen[0]
        if len(places) > 1 and (len(chosen) > 1 or best < min(_FIRM, len(around.before + around.after))):
            same = self._same_in_turn(anchor, old_span, places)
            if same is None or (best and same not in chosen):
                return Reanchored(Standing.AMBIGUOUS, places[at], count=len(places))
            at = same
        standing = Standing.UNCHANGED if self._holds(anchor, around, places[at]) else Standing.MOVED
        return Reanchored(standing, places[at], count=len(places))

    def _holds(self, anchor: Anchor, around: _Surroundings, span: Span) -> bool:
        """Whether the quote is still found by what was recorded, with the old text on one of its sides."""
        located = self.quoted.locate(anchor.quote, anchor.prefix, anchor.suffix)
        if located.match is Match.SURROUNDINGS or (
            located.match is not Match.AMBIGUOUS and located.span != span
        ):
            return False
        if self.old is None or not (around.before or around.after):
            return True
        sides = [len(side) for side in (around.before, around.after) if side]
        return max(around.common(self._surroundings(span))) >= min(_FIRM, *sides)

    def _same_in_turn(self, anchor: Anchor, old_span: Span | None, places: list[Span]) -> int | None:
        """The place with the same number as the old one, where the words stand as often as they did."""
        if self.old is None or old_span is None:
            return None
        _, old_places = self.old.places(anchor.quote)
        if len(old_places) != len(places) or old_span not in old_places:
            return None
        return old_places.index(old_span)

    def _old_place(self, anchor: Anchor) -> Span | None:
        if anchor.span is not None or self.old is None:
            return anchor.span
        return self.old.locate(anchor.quote, anchor.prefix, anchor.suffix).span

    def _old_surroundings(self, anchor: Anchor, old_span: Span | None) -> _Surroundings:
        if self.old is not None and old_span is not None:
            return _surroundings(self.old.text, old_span)
        before, after = fold(anchor.prefix or "").strip(), fold(anchor.suffix or "").strip()
        return _Surroundings(before[-AROUND:], after[:AROUND])

    def _surroundings(self, span: Span) -> _Surroundings:
        return _surroundings(self.quoted.text, span)

    def _replacement(self, anchor: Anchor, around: _Surroundings) -> Span | None:
        """The words that stand where the quote stood, between what was on both sides of it."""
        folded = self.quoted.folded
        for reach in (AROUND // 2, AROUND // 4, _FIRM):
            before, after = around.before[-reach:], around.after[:reach]
            at = folded.text.find(before)
            if min(len(before), len(after)) < _FIRM or at < 0 or folded.text.find(before, at + 1) >= 0:
                continue
            start = at + len(before)
            end = folded.text.find(after, start, start + 2 * len(anchor.quote) + _LEEWAY + len(after))
            between = folded.text[start:end] if end >= 0 else ""
            if any(character.isalnum() for character in between):  # otherwise the words were cut
                start += len(between) - len(between.lstrip())
                return folded.original_span(start, end - (len(between) - len(between.rstrip())))
        return None


def beside(text: QuotedText, span: Span, reach: int = 32) -> tuple[str | None, str | None]:
    """The whole words right before and right after a place, at most `reach` code points on each side."""
    before, after = _whole_words(_surroundings(text.text, span, reach), reach)
    return " ".join(before) or None, " ".join(after) or None


def distinguishing(text: QuotedText, span: Span) -> tuple[str | None, str | None]:
    """The prefix and suffix with which the words of `span` are found there and nowhere else.

    Both None where the words stand once. They are whole words, as few as tell the places apart, and None
    where no words near by do.
    """
    quote = span.of(text.text)
    _, places = text.places(quote)
    if len(places) < 2:
        return None, None
    for reach in (AROUND, 4 * AROUND, 16 * AROUND):
        around = _surroundings(text.text, span, reach)
        for prefix, suffix in _more_and_more(around, reach):
            located = text.locate(quote, prefix, suffix)
            if located.count == 1 and located.span == span:
                return prefix, suffix
    return None, None


def _more_and_more(around: _Surroundings, reach: int) -> Iterator[tuple[str | None, str | None]]:
    """More and more of the words before, or after; at last all on both sides."""
    before, after = _whole_words(around, reach)
    for count in range(1, max(len(before), len(after)) + 1):
        if count <= len(before):
            yield " ".join(before[-count:]), None
        if count <= len(after):
            yield None, " ".join(after[:count])
    if before and after:
        yield " ".join(before), " ".join(after)


def _whole_words(around: _Surroundings, reach: int) -> tuple[list[str], list[str]]:
    """The words on both sides, without those that the reach cut in two."""
    before, after = around.before.split(), around.after.split()
    return before[len(around.before) == reach :], after[: len(after) - (len(around.after) == reach)]


def _surroundings(text: str, span: Span, reach: int = AROUND) -> _Surroundings:
    """Folded, without the blanks next to the place; at most `reach` code points on each side."""
    before = fold(text[max(0, span.start - 2 * reach) : span.start]).strip()[-reach:]
    after = fold(text[span.end : span.end + 2 * reach]).strip()[:reach]
    return _Surroundings(before, after)


def _same(one: str, other: str) -> int:
    """How many code points two texts begin with alike."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
