"""The draft as the HTML page shows it: paragraphs of the author's own text, a mark on every statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from verifier.findings import Finding, Verdict
from verifier.frozen import frozen
from verifier.render.levels import deciding_place
from verifier.render.palette import VERDICT_WORD
from verifier.render.sanitise import visible
from verifier.rules import load_rules

ICON = {
    Verdict.CONTRADICTORY: "✕",
    Verdict.UNVERIFIED: "?",
    Verdict.CONSISTENT: "✓",
    Verdict.NOT_CHECKABLE: "–",
}
_GAP = re.compile(r"\n[ \t\r]*\n\s*|\Z")
_LONG_LINE = 55  # code points; an editor that wraps lines leaves none shorter but the last of a paragraph
_OWN_LINE = re.compile(r"\s|[-+*>|]|\d+[.)]\s|[\w-]+:\s")  # lists, quotations, tables, fields, code
_SENTENCE_END = re.compile(r"[.!?:][\"”’')\]*_]*\s*\Z")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t][^\n]*")


def kind_of(finding: Finding) -> str:
    """What the page treats alike: the verdict, or that the finding no longer counts, whatever its verdict."""
    return "suppressed" if finding.suppressed else finding.verdict.value


def word_of(finding: Finding) -> str:
    """The verdict in words, and whether it counts."""
    word = VERDICT_WORD[finding.verdict]
    return f"{word}, suppressed" if finding.suppressed else word


@frozen
class Numbered:
    """A finding, its number on the page and its anchor."""

    number: int  # from 1, over all drafts
    total: int
    finding: Finding
    anchor: str

    @property
    def label(self) -> str:
        """What a screen reader says before the statement."""
        finding = self.finding
        name = load_rules()[finding.rule].name
        return f"{word_of(finding)}, {name}, finding {self.number} of {self.total}"


@frozen
class Words:
    """Some of the author's words, made visible."""

    text: str
    decides: bool = False  # these are the words that decide


@frozen
class Run:
    """A run of the draft: plain, or as much of a statement that has a finding as one paragraph holds."""

    words: tuple[Words, ...]
    of: Numbered | None = None
    kind: str = ""
    icon: str = ""
    first: bool = False  # the statement begins here


@frozen
class Paragraph:
    """What stands between two empty lines of the author's file."""

    runs: tuple[Run, ...]
    heading: bool  # a heading of Markdown


def paragraphs(text: str, path: str, findings: Sequence[Numbered]) -> Iterator[Paragraph]:
    """The draft in paragraphs; a statement over an empty line is marked in both. Linear in the text."""
    marked = sorted(findings, key=lambda one: one.finding.place.start)
    markdown = path.lower().endswith((".md", ".markdown"))
    start = passed = 0
    for gap in _GAP.finditer(text):
        while passed < len(marked) and marked[passed].finding.place.end <= start:
            passed += 1
        end = gap.start()
        shown = _unwrapped(text[start:end])
        runs = tuple(_runs(shown, start, end, (marked[at] for at in range(passed, len(marked)))))
        if any(words.text.strip() for run in runs for words in run.words):
            yield Paragraph(runs, heading=markdown and bool(_HEADING.fullmatch(text, start, end)))
        start = gap.end()


def _unwrapped(paragraph: str) -> str:
    """The paragraph with blanks for the line ends that only the author's editor made; of the same length."""
    lines = paragraph.split("\n")
    *upper, _ = lines
    wrapped = (
        all(len(line) >= _LONG_LINE for line in upper)
        and not all(_SENTENCE_END.search(line) for line in upper)
        and not any(_OWN_LINE.match(line) for line in lines)
    )
    return paragraph.replace("\r", " ").replace("\n", " ") if wrapped else paragraph


def _runs(paragraph: str, start: int, end: int, marked: Iterable[Numbered]) -> Iterator[Run]:
    """The draft from `start` to `end`; `marked` are in order, from the first that ends behind `start`."""

    def words(first: int, last: int, *, decides: bool = False) -> Words:
        return Words(_lines(paragraph[first - start : last - start]), decides=decides)

    at = start
    for one in marked:
        place = one.finding.place
        if place.start >= end:
            break
        first, last = max(place.start, at), min(place.end, end)
        if first >= last:
            continue
        if at < first:
            yield Run((words(at, first),))
        low, high = _deciding(one.finding, first, last)
        pieces = ((first, low, False), (low, high, True), (high, last, False))
        said = tuple(words(left, right, decides=decides) for left, right, decides in pieces if left < right)
        icon = ICON[one.finding.verdict]
        yield Run(said, one, kind_of(one.finding), icon, first=first == place.start)
        at = last
    if at < end:
        yield Run((words(at, end),))


def _deciding(finding: Finding, start: int, end: int) -> tuple[int, int]:
    """Where the words that decide stand between `start` and `end`; empty where they are not pointed at."""
    place = deciding_place(finding)
    if place == finding.place:
        return end, end
    return min(max(start, place.start), end), max(min(end, place.end), start)


def _lines(text: str) -> str:
    """Text with its line breaks kept and all else that hides made visible."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(visible, lines))
