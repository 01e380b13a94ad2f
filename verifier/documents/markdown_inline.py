"""Inline marks of Markdown: what of a paragraph is prose, with every offset kept.

One pass finds the marks, a second pairs the emphasis; both are linear, because each search for a closing mark
either succeeds or is remembered as hopeless.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any

from verifier.documents.code_words import is_prose
from verifier.documents.emphasis import Delimiters, pair
from verifier.documents.html_tokens import decode_reference
from verifier.documents.source_map import Excerpt, TextBuilder
from verifier.model import Span

_MARK = re.compile(
    r"\\[!-/:-@\[-`{-~]"  # an escape
    r"|`+"
    r"|<"
    r"|&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|\[\^[^\]\[\s]{1,64}\]"  # a footnote's number
    r"|!?\["
    r"|\]"
    r"|\*+|_+|~+"
)
_AUTOLINK = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255})>"
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)(?:[\s/][^<>]*+)?>|<[!?][^<>]*+>")
_DESTINATION = re.compile(
    r"\(\s*+"
    r"(?:<(?:[^<>\n\\]|\\.)*+>|(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.)*+\))(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+)?+"
    r"(?:\s++(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+"
    r"\s*+\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[([^\[\]]{0,999})\]")
_RUN = re.compile(r"`+")
_STRUCK = frozenset({"del", "s", "strike"})


class InlineReader:
    """The inline content of one block, from `start` to `end` of an excerpt."""

    def __init__(
        self,
        excerpt: Excerpt,
        start: int,
        end: int,
        references: Mapping[str, Any],
        comment: Callable[[str, Span], None],
    ) -> None:
        self.images: list[Span] = []  # the texts that stand for images, in the excerpt
        self._excerpt = excerpt
        self._text = excerpt.text
        self._start = start
        self._end = end
        self._references = references
        self._comment = comment
        self._cuts: list[tuple[int, int, str]] = []  # ranges and what stands for them in prose
        self._drops: list[Span] = []  # ranges left out with all that is in them
        self._brackets: list[tuple[int, int, bool]] = []  # open ones: start, end, is an image
        self._delimiters: list[Delimiters] = []
        self._struck: int | None = None
        self._ticks: dict[int, list[int]] | None = None
        self._hopeless: set[str] = set()  # closing marks that do not come any more

    def append_to(self, builder: TextBuilder) -> None:
        """Append the prose to a builder; `images` is complete afterwards. Never raises."""
        position = self._start
        while position < self._end:
            match = _MARK.search(self._text, position, self._end)
            if match is None:
                break
            position = self._mark(match)
        marks, struck = pair(self._delimiters)
        self._cuts.extend((mark.start, mark.end, "") for mark in marks)
        self._drops.extend(struck)
        self._write(builder)

    def _mark(self, match: re.Match[str]) -> int:
        """Read one mark; returns where to go on."""
        written, start, end = match[0], match.start(), match.end()
        sign = written[0]
        if sign == "\\":
            self._cuts.append((start, end, written[1]))
        elif sign == "&":
            decoded = decode_reference(written)
            if decoded is not None:
                self._cuts.append((start, end, decoded))
        elif sign == "`":
            return self._code(start, end)
        elif sign == "<":
            return self._angle(start)
        elif written.startswith("[^"):
            self._cuts.append((start, end, ""))
        elif sign == "]":
            return self._close_bracket(start)
        elif sign in "[!":
            self._brackets.append((start, end, sign == "!"))
        else:
            self._delimiters.append(Delimiters.of(self._text, start, end))
        return end

    def _code(self, start: int, end: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in _RUN.finditer(self._text, self._start, self._end):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        closers = self._ticks.get(end - start, [])
        number = bisect_left(closers, end)
        if number == len(closers):
            return end
        close = closers[number]
        after = close + end - start
        if is_prose(self._text[end:close]):
            self._cuts.extend([(start, end, ""), (close, after, "")])
        else:
            self._cuts.append((start, after, " "))
        return after

    def _angle(self, start: int) -> int:
        if self._text.startswith("<!--", start):
            close = -1 if "-->" in self._hopeless else self._text.find("-->", start + 4, self._end)
            if close < 0:
                self._hopeless.add("-->")
                return start + 1
            self._comment(self._text[start + 4 : close], self._excerpt.source_span(start, close + 3))
            self._cuts.append((start, close + 3, ""))
            return close + 3
        link = _AUTOLINK.match(self._text, start, self._end)
        if link:
            self._cuts.extend([(start, start + 1, ""), (link.end() - 1, link.end(), "")])
            return link.end()
        tag = _TAG.match(self._text, start, self._end)
        if tag is None:
            return start + 1
        name = (tag[2] or "").lower()
        self._cuts.append((start, tag.end(), " " if name == "br" else ""))
        if name in _STRUCK:
            if not tag[1]:
                self._struck = start
            elif self._struck is not None:
                self._drops.append(Span(self._struck, tag.end()))
                self._struck = None
        return tag.end()

    def _close_bracket(self, start: int) -> int:
        if not self._brackets:
            return start + 1
        opening, inner, image = self._brackets.pop()
        end = self._link_end(inner, start)
        if end is None:
            return start + 1
        if image:
            self.images.append(Span(inner, start))
            self._drops.append(Span(opening, end))
        else:
            self._cuts.append((opening, inner, ""))
        self._cuts.append((start, end, ""))
        return end

    def _link_end(self, inner: int, close: int) -> int | None:
        """Where the link ends whose text is `inner` to the bracket at `close`; None for mere brackets."""
        target = _DESTINATION.match(self._text, close + 1, self._end)
        if target:
            return target.end()
        label = _LABEL.match(self._text, close + 1, self._end)
        if label and self._defined(label[1] or self._text[inner:close]):
            return label.end()
        if close - inner <= 999 and self._defined(self._text[inner:close]):
            return close + 1
        return None

    def _defined(self, label: str) -> bool:
        if not self._references or len(label) > 999:
            return False
        from markdown_it.common.utils import normalizeReference

        return normalizeReference(label) in self._references

    def _write(self, builder: TextBuilder) -> None:
        drops = sorted(self._drops)
        position = self._start
        number = 0
        for start, end, prose in sorted(self._cuts):
            while number < len(drops) and drops[number].start <= start:
                position = self._drop(builder, position, drops[number])
                number += 1
            if start < position:
                continue  # inside what was left out
            self._copy(builder, position, start)
            place = self._excerpt.source_span(start, end)
            if prose:
                builder.replace(prose, place.start, place.end)
            position = end
        for drop in drops[number:]:
            position = self._drop(builder, position, drop)
        self._copy(builder, position, self._end)

    def _drop(self, builder: TextBuilder, position: int, drop: Span) -> int:
        if drop.end <= position:
            return position
        self._copy(builder, position, drop.start)
        return drop.end

    def _copy(self, builder: TextBuilder, start: int, end: int) -> None:
        if end > start:
            builder.copy_excerpt(self._excerpt, start, end)
