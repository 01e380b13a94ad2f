"""Finding quoted words in the sources: letter by letter first, then the passage most like them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from verifier.analysis.cue_words import cues
from verifier.frozen import frozen
from verifier.knowledge.folding import FoldedText, fold
from verifier.knowledge.near_passages import tightened
from verifier.knowledge.store import Store
from verifier.model import Source, Span

NEAR = 0.8  # share of the quoted words that must stand in the passage, in order
LONGER = 0.25  # share by which the passage may be longer than the quotation
OFFSETS = 6  # places of a source that are compared in full
CONTENT_WORDS = 2  # words of four letters or more that must be among those in common
BETWEEN_PARTS = 600  # characters that an omission may leave out

_WORD = re.compile(r"\d++(?:[.,:]\d++)*+%?|[$€£¥%]|[^\W\d_]++(?:'[^\W\d_]++)*+|[^\W_]+")
# An omission ("…", "[...]") or a word in square brackets that the writer put in.
_GAP = re.compile(r"\[[^\]]{0,80}\]|…|\.(?: ?\.){2,}")
# Who said it, in the middle of what was said: `," said Ann Vale, "`.
_INTERRUPTION = re.compile(
    r'(?<=\w)[,;-]?"(?=\s)[^"\n]{1,90}?[,.;:-] "(?=[^\s"])|(?<=[.!?])"(?=\s)[^"\n]{1,90}?[.:] "(?=[^\s"])'
)
_ENDS = " \t\n\"'.,;:!?-"


@frozen
class Passage:
    """A place in a source, and how the quoted words differ from it."""

    source: Source
    span: Span  # into Source.text
    exact: bool  # letter by letter, but for folding and marked omissions
    stated: Span | None = None  # the first words that differ, in the quotation
    known: Span | None = None  # what stands there in Source.text
    different: tuple[str, ...] = ()  # all words that stand on one side only, lower case
    share: float = 1.0  # of the quoted words that stand in the passage in order


@frozen
class _Word:
    text: str
    key: str
    start: int
    end: int


def _words(folded: str) -> list[_Word]:
    return [_Word(m.group(), m.group().casefold(), m.start(), m.end()) for m in _WORD.finditer(folded)]


class QuotableText:
    """One source, ready to be searched for quotations."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.folded = FoldedText(source.text)

    @cached_property
    def words(self) -> list[_Word]:
        """The words of the folded text."""
        return _words(self.folded.text)

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Where each word stands, by number."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word.key, []).append(number)
        return found

    @cached_property
    def uninterrupted(self) -> tuple[str, list[int], list[int]]:
        """The text without "," said Ann, ""; where its pieces start, and how far each was moved."""
        parts: list[str] = []
        starts, shifts = [0], [0]
        at = length = 0
        for match in _INTERRUPTION.finditer(self.folded.text):
            parts.append(self.folded.text[at : match.start()] + " ")
            length += len(parts[-1])
            at = match.end()
            starts.append(length)
            shifts.append(at - length)
        parts.append(self.folded.text[at:])
        return "".join(parts), starts, shifts

    def verbatim(self, quotation: str) -> Passage | None:
        """Where the words stand letter by letter."""
        folded = fold(quotation)
        parts, inserted = _parts(folded)
        if not parts:
            return None
        span = _in_order(self.folded.text, parts, inserted)
        if span is not None:
            return Passage(self.source, self.folded.original_span(span.start, span.end), exact=True)
        joined, starts, shifts = self.uninterrupted
        if len(starts) > 1 and (span := _in_order(joined, parts, inserted)) is not None:
            first = span.start + shifts[bisect_right(starts, span.start) - 1]
            last = span.end - 1 + shifts[bisect_right(starts, span.end - 1) - 1]
            return Passage(self.source, self.folded.original_span(first, last + 1), exact=True)
        return None

    def nearest(self, quotation: str) -> Passage | None:
        """The passage with nearly the same words in the same order; None when nothing is that near."""
        folded = fold(quotation)
        quoted = _words(folded)
        known = [word.key for word in quoted if word.key in self.positions]
        if len(quoted) < 4 or len(known) < NEAR * len(quoted):
            return None
        votes: Counter[int] = Counter()
        for number, word in enumerate(quoted):
            places = self.positions.get(word.key, ())
            if len(places) <= 200:
                votes.update(place - number for place in places)
        best: Passage | None = None
        for offset, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:OFFSETS]:
            passage = self._compare(quotation, quoted, offset)
            if passage is not None and (best is None or passage.share > best.share):
                best = passage
        return best

    def _compare(self, quotation: str, quoted: list[_Word], offset: int) -> Passage | None:
        from rapidfuzz.distance import LCSseq

        slack = 2 + int(LONGER * len(quoted))
        low = max(0, offset - slack)
        window = self.words[low : max(0, offset + len(quoted) + slack)]
        stated, known = [word.key for word in quoted], [word.key for word in window]
        pairs = [
            (code.src_start + step, code.dest_start + step)
            for code in LCSseq.opcodes(stated, known)
            if code.tag == "equal"
            for step in range(code.src_end - code.src_start)
        ]
        if not pairs:
            return None
        pairs = tightened(pairs, stated, known)
        share = len(pairs) / len(quoted)
        first, last = pairs[0], pairs[-1]
        # words that the quotation has before the first or after the last common one have their places too
        start = max(0, first[1] - first[0])
        end = min(len(window), last[1] + len(quoted) - last[0])
        if share < NEAR or end - start > len(quoted) + max(2, LONGER * len(quoted)):
            return None
        if sum(len(stated[number]) >= 4 for number, _ in pairs) < CONTENT_WORDS:
            return None
        used = {number for number, _ in pairs}, {number for _, number in pairs}
        different = [stated[n] for n in range(len(stated)) if n not in used[0]]
        different += [known[n] for n in range(start, end) if n not in used[1]]
        source_span = self.folded.original_span(window[start].start, window[end - 1].end)
        there = _first_difference(pairs, (0, len(quoted)), (start, end))
        if there is None:  # the same words: another case or punctuation
            return Passage(self.source, source_span, exact=False, share=share)
        (a, b), (c, d) = there
        if a == b or c == d:  # words were put in or left out: the word beside them shows where
            if b < len(quoted) and d < end:
                b, d = b + 1, d + 1
            else:
                a, c = a - 1, c - 1
        stated_span = FoldedText(quotation).original_span(quoted[a].start, quoted[b - 1].end)
        known_span = self.folded.original_span(window[c].start, window[d - 1].end)
        return Passage(
            self.source, source_span, exact=False, stated=stated_span, known=known_span,
            different=tuple(different), share=share,
        )  # fmt: skip


def _first_difference(
    pairs: list[tuple[int, int]], stated: tuple[int, int], known: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first run of words that are not in common: its range on both sides."""
    left, right = stated[0], known[0]
    for a, b in [*pairs, (stated[1], known[1])]:
        if a > left or b > right:
            return (left, a), (right, b)
        left, right = a + 1, b + 1
    return None


def _parts(folded: str) -> tuple[list[str], list[str]]:
    """The pieces of a quotation between its omissions and insertions, and what stands in each of these."""
    parts: list[str] = []
    inserted: list[str] = []
    at, pending = 0, ""
    for match in [*_GAP.finditer(folded), None]:
        piece = folded[at : match.start() if match else len(folded)].strip(_ENDS)
        if piece:
            if parts:
                inserted.append(pending)
            parts.append(piece)
            pending = ""
        if match:
            pending += " " + match.group()
            at = match.end()
    return parts, inserted


def _in_order(text: str, parts: list[str], inserted: list[str]) -> Span | None:
    """Where the parts stand one after another, at the edges of words; the first letter may be of either case.

    `inserted` is what the writer put between them. What is left out or put in must not deny anything.
    """
    at = _find(text, parts[0], 0)
    while at >= 0:
        end = at + len(parts[0])
        for part, own in zip(parts[1:], inserted, strict=True):
            following = _find(text, part, end)
            if (
                following < 0
                or following - end > BETWEEN_PARTS
                or _denies(text[end:following]) != _denies(own)
            ):
                break
            end = following + len(part)
        else:
            return Span(at, end)
        at = _find(text, parts[0], at + 1)
    return None


def _denies(text: str) -> bool:
    words = set(re.findall(r"n't\b|[^\W\d_]+(?='?)", text.lower()))
    return not words.isdisjoint(cues().negative_words | {"not", "n't", "cannot"})


def _find(text: str, part: str, start: int) -> int:
    """Like `str.find`, but at the edges of words, and with the first letter in either case."""
    at = start
    while True:
        hits = [hit for form in {part, part[0].swapcase() + part[1:]} if (hit := text.find(form, at)) >= 0]
        if not hits:
            return -1
        at = min(hits)
        end = at + len(part)
        opens = at == 0 or not (text[at - 1].isalnum() and part[0].isalnum())
        if opens and (end == len(text) or not (text[end].isalnum() and part[-1].isalnum())):
            if not re.match(r"[.,]\d", text[end : end + 2]) or not part[-1].isdigit():
                return at
        at += 1


class Passages:
    """All texts of a store, and the quotes of claims whose source it does not hold."""

    def __init__(self, store: Store) -> None:
        known = dict(store.sources)
        for claim in store.claims:
            for number, citation in enumerate(claim.citations):
                if citation.source not in known:
                    key = f"{citation.source}#{claim.id}#{number}"
                    known[key] = Source(citation.source, citation.source, citation.quote)
        self._texts = [QuotableText(source) for source in known.values()]

    def find(self, quotation: str) -> Iterator[Passage]:
        """The places where the words stand letter by letter; if there is none, the one most like them."""
        exact = [passage for text in self._texts if (passage := text.verbatim(quotation)) is not None]
        if exact:
            yield from exact
            return
        near = [passage for text in self._texts if (passage := text.nearest(quotation)) is not None]
        yield from sorted(near, key=lambda passage: -passage.share)[:1]
