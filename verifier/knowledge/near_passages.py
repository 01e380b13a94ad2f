"""The passage of a text that has nearly the words of a quote, and the words in which the two differ.

Similar words find the passage; nothing is judged here. What is found is shown to a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from verifier.frozen import frozen
from verifier.knowledge.folding import fold
from verifier.knowledge.quotes import QuotedText
from verifier.model import Span

NEAR = 0.6  # likeness from which a passage is a changed form of the quote, and not another one
_RAREST = 12  # words of a quote that say where to look
_MOST_PLACES = 500  # of one of these words, so that a common word costs no more than others
_WINDOWS = 8  # places that are compared word by word
_WORD = re.compile(r"\d++(?:[.,:]\d++)*+|[^\W\d_]++(?:'[^\W\d_]++)*+|[^\w\s]|\w")

Pairs = list[tuple[int, int]]  # numbers of words that two texts have in common, in order


@frozen
class Difference:
    """Words that stand in one place of two texts; one side is empty where words were put in or cut."""

    before: str
    after: str


@frozen
class NearPassage:
    """A passage like a quote."""

    span: Span  # into the text
    likeness: float  # 0 to 1: twice the words in common, over the words of both
    differences: tuple[Difference, ...]


@frozen
class _Word:
    text: str
    start: int  # into the folded text
    end: int


class SearchedWords:
    """The words of a text, ready for many look-ups."""

    def __init__(self, text: QuotedText) -> None:
        self._text = text

    def near(self, quote: str) -> list[NearPassage]:
        """The passages most like `quote`, best first; none below NEAR. Equals stand in the text's order."""
        folded = fold(quote).strip()
        quoted = _words(folded)
        found: dict[Span, NearPassage] = {}
        for offset in self._offsets(quoted):
            passage = self._compare(folded, quoted, offset)
            if passage is not None and passage.likeness >= NEAR:
                found.setdefault(passage.span, passage)
        return sorted(found.values(), key=lambda one: (-one.likeness, one.span))

    @cached_property
    def _words(self) -> list[_Word]:
        return _words(self._text.folded.text)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            found.setdefault(word.text.casefold(), []).append(number)
        return found

    def _offsets(self, quoted: list[_Word]) -> list[int]:
        """Where the quote would begin, by word number, going by its rarest words."""
        keys = enumerate(word.text.casefold() for word in quoted)
        known = [(len(self._positions[key]), number, key) for number, key in keys if key in self._positions]
        votes: defaultdict[int, float] = defaultdict(float)
        for places, number, key in sorted(known)[:_RAREST]:
            for place in self._positions[key][:_MOST_PLACES]:
                votes[place - number] += 1 / places  # the rarer a word, the more it says
        # a word that was put in splits the votes for one place over its neighbours
        near = {offset: sum(votes.get(offset + step, 0.0) for step in range(-3, 4)) for offset in votes}
        chosen: list[int] = []
        for offset in sorted(votes, key=lambda offset: (-near[offset], -votes[offset], offset)):
            if all(abs(offset - other) > 3 for other in chosen):
                chosen.append(offset)
            if len(chosen) == _WINDOWS:
                break
        return chosen

    def _compare(self, folded: str, quoted: list[_Word], offset: int) -> NearPassage | None:
        slack = 4 + len(quoted) // 3
        window = self._words[max(0, offset - slack) : max(0, offset + len(quoted) + slack)]
        pairs = _common(quoted, window)
        if pairs:
            pairs = tightened(pairs, [word.text for word in quoted], [word.text for word in window])
        pairs = _together(pairs, len(quoted))
        if not pairs:
            return None
        first, last = pairs[0], pairs[-1]
        start = _back(window, first[1], first[0])
        end = _on(window, last[1] + 1, len(quoted) - last[0] - 1)
        here = window[start:end]
        likeness = 2 * len(pairs) / (len(quoted) + len(here))
        pairs = [(number, place - start) for number, place in pairs]
        differences = _differences((folded, quoted), (self._text.folded.text, here), pairs)
        span = self._text.folded.original_span(here[0].start, here[-1].end)
        return NearPassage(span, likeness, tuple(differences))


def differences_between(before: str, after: str) -> tuple[Difference, ...]:
    """In which words two short texts differ, in order; nothing where only folding differs."""
    old, new = fold(before), fold(after)
    old_words, new_words = _words(old), _words(new)
    return tuple(_differences((old, old_words), (new, new_words), _common(old_words, new_words)))


def _words(folded: str) -> list[_Word]:
    return [_Word(found.group(), *found.span()) for found in _WORD.finditer(folded)]


def _common(old: Sequence[_Word], new: Sequence[_Word]) -> Pairs:
    from rapidfuzz.distance import LCSseq

    codes = LCSseq.opcodes([word.text for word in old], [word.text for word in new])
    return [
        (code.src_start + step, code.dest_start + step)
        for code in codes
        if code.tag == "equal"
        for step in range(code.src_end - code.src_start)
    ]


def tightened(pairs: Pairs, stated: Sequence[str], known: Sequence[str]) -> Pairs:
    """The same pairs as near as may be to their longest unbroken run: a "the" far off is another one."""
    best = length = 0
    for at in range(len(pairs)):
        run = at
        while run + 1 < len(pairs) and pairs[run + 1] == (pairs[run][0] + 1, pairs[run][1] + 1):
            run += 1
        if run - at + 1 > length:
            best, length = at, run - at + 1
    found = list(pairs)
    for at in range(best - 1, -1, -1):
        number, limit = found[at][0], found[at + 1][1]
        found[at] = (number, max(n for n in range(found[at][1], limit) if known[n] == stated[number]))
    for at in range(best + length, len(found)):
        number, limit = found[at][0], found[at - 1][1]
        found[at] = (number, min(n for n in range(limit + 1, found[at][1] + 1) if known[n] == stated[number]))
    return found


def _together(pairs: Pairs, length: int) -> Pairs:
    """The pairs that stand together: a "the" far off from all others belongs to another passage."""
    if not pairs:
        return []
    most = max(3, length // 4)  # words that may have been put in between two common ones
    runs: list[Pairs] = [[pairs[0]]]
    for before, pair in pairwise(pairs):
        if (pair[1] - before[1]) - (pair[0] - before[0]) > most:
            runs.append([])
        runs[-1].append(pair)
    return max(runs, key=len)


def _back(words: list[_Word], start: int, most: int) -> int:
    """Where the words begin that stand for the first ones of the quote, which are not in common."""
    while most and start and words[start - 1].text not in {".", "!", "?"}:
        start, most = start - 1, most - 1
    return start


def _on(words: list[_Word], end: int, most: int) -> int:
    while most and end < len(words) and words[end - 1].text not in {".", "!", "?"}:
        end, most = end + 1, most - 1
    return end


def _differences(
    old: tuple[str, Sequence[_Word]], new: tuple[str, Sequence[_Word]], pairs: Pairs
) -> Iterator[Difference]:
    left = right = 0
    for a, b in [*pairs, (len(old[1]), len(new[1]))]:
        if a > left or b > right:
            yield Difference(_between(*old, left, a), _between(*new, right, b))
        left, right = a + 1, b + 1


def _between(text: str, words: Sequence[_Word], first: int, end: int) -> str:
    return text[words[first].start : words[end - 1].end] if end > first else ""
