"""Links that open a page at the quoted words: `#:~:text=[prefix-,]start[,end][,-suffix]`.

The syntax and how browsers match it: https://wicg.github.io/scroll-to-text-fragment/. They match whole words
in any case, and no part may run over the end of a block, so a long quote, or one of several lines, is given
by its first and its last words. Words beside it are added only where its own stand several times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote as percent_encoded

from verifier.knowledge.folding import fold
from verifier.model import Citation, Source, Span

_LONGEST_EXACT = 120  # code points; a longer quote is given by its ends
_FEWEST_WORDS, _MOST_WORDS = 4, 8  # of each end, and of what is put beside it
_NEAR_BY = 400  # code points in which the words beside it are looked for
_DIRECTIVE = ":~:"
_MARKS = re.compile(
    r"!?\[([^\]\n]{0,300}+)\]\([^)\n]{0,500}+\)|[*`~|]+|(?<!\w)_+|(?<!_)_+(?!\w)"
    r"|^[ \t]*(?:#{1,6}|>|[-+]|\d+\.)[ \t]",
    re.M,
)


def linked(citation: Citation, sources: Mapping[str, Source]) -> str | None:
    """The address of the quoted words; None where neither the citation nor its source has an address.

    An address alone where the words cannot be given: they have vanished, or are not of this text.
    """
    source = sources.get(citation.source)
    address = citation.url or (source.url if source else None)
    if address is None or source is None or citation.span is None or _DIRECTIVE in address:
        return address
    fragment = text_fragment(source.text, citation.span, markdown=(source.path or "").endswith(".md"))
    if fragment is None:
        return address
    return f"{address}{'' if '#' in address else '#'}{_DIRECTIVE}text={fragment}"


def text_fragment(text: str, span: Span, *, markdown: bool = False) -> str | None:
    """The value of a `text=` directive for the words of `span`; None where there are none.

    With `markdown` the marks of emphasis, links and headings are left out, as the page does not show them.
    """
    span = _whole_words(text, span)
    plain = _unmarked if markdown else str
    lines = _lines(plain(span.of(text)))
    if not lines:
        return None
    document = _Document.of(text, markdown=markdown)
    before = plain(text[max(0, span.start - _NEAR_BY) : span.start])
    after = plain(text[span.end : span.end + _NEAR_BY])
    start, end = _ends(lines, document)
    prefix = suffix = None
    if document.count(start) > 1:
        prefix = _before(start, before, document)
    if document.count(end or start) > 1 and (prefix is None or end):
        suffix = _after(end or start, after, document)
    parts = [
        f"{_encoded(prefix)}-" if prefix else "",
        _encoded(start),
        _encoded(end) if end else "",
        f"-{_encoded(suffix)}" if suffix else "",
    ]
    return ",".join(part for part in parts if part)


class _Document:
    """A whole text as browsers search it: one blank between words, any case."""

    def __init__(self, text: str) -> None:
        self.text = text

    @staticmethod
    @lru_cache(maxsize=8)
    def of(text: str, *, markdown: bool) -> _Document:
        """Kept for a few texts, because many citations are of one source."""
        return _Document(_searched(_unmarked(text) if markdown else text))

    def count(self, words: str, most: int = 2) -> int:
        """How often `words` stand as whole words; no more than `most` are counted."""
        wanted, found, at = _searched(words), 0, -1
        while found < most and (at := self.text.find(wanted, at + 1)) >= 0:
            end = at + len(wanted)
            whole = not (at and self.text[at - 1].isalnum() and wanted[0].isalnum())
            found += whole and not (self.text[end : end + 1].isalnum() and wanted[-1].isalnum())
        return found


def _searched(text: str) -> str:
    return fold(text).strip().casefold()


def _whole_words(text: str, span: Span) -> Span:
    """The span with the rest of the words that it cuts."""
    start, end = span.start, span.end
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _unmarked(text: str) -> str:
    """Markdown without the marks that a page does not show."""
    return _MARKS.sub(r"\1", text)


def _lines(text: str) -> list[str]:
    """The lines that have words."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if any(character.isalnum() for character in line)]


def _ends(lines: list[str], document: _Document) -> tuple[str, str | None]:
    """All the words of a short quote; otherwise the first and the last, as few as say where they are."""
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1:
        if len(lines[0]) <= _LONGEST_EXACT or len(first) == 1:
            return lines[0], None
        first, last = first[: len(first) // 2], last[len(first) // 2 :]
    heads = [" ".join(first[:count]) for count in range(_FEWEST_WORDS, _MOST_WORDS + 1)]
    tails = [" ".join(last[-count:]) for count in range(_FEWEST_WORDS, _MOST_WORDS + 1)]
    start = next((words for words in heads if document.count(words) < 2), heads[-1])
    return start, next((words for words in tails if document.count(words) < 2), tails[-1])


def _before(start: str, before: str, document: _Document) -> str | None:
    """The words before `start` that tell the place from others like it; None where none do."""
    lines = _lines(before)
    words = lines[-1].split() if lines else []
    gap = " " if before[-1:].isspace() else ""
    prefixes = [" ".join(words[-count:]) for count in range(1, min(len(words), _MOST_WORDS) + 1)]
    return next((one for one in prefixes if document.count(f"{one}{gap}{start}") == 1), None)


def _after(end: str, after: str, document: _Document) -> str | None:
    lines = _lines(after)
    words = lines[0].split() if lines else []
    gap = " " if after[:1].isspace() else ""
    suffixes = [" ".join(words[:count]) for count in range(1, min(len(words), _MOST_WORDS) + 1)]
    return next((one for one in suffixes if document.count(f"{end}{gap}{one}") == 1), None)


def _encoded(words: str) -> str:
    """Percent-encoded, the hyphen too: it, the comma and the ampersand mean something in a directive."""
    return percent_encoded(words, safe="").replace("-", "%2D")
