"""From the lines that a diff shows to the ranges of a text that count as changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from verifier.changed_text import in_order
from verifier.cli.unified_diff import Edit, FileDiff
from verifier.frozen import frozen
from verifier.model import Span

_FIRST_WORD = re.compile(r"[ \t]*(?:[*_`\"'“‘(\[]+(?=\w))?\S?")


class Filter(Enum):
    """What of the drafts is checked, in the words of reviewdog."""

    ADDED = "added"  # statements that touch an added line
    CONTEXT = "context"  # and those on the lines that the diff shows around
    FILE = "file"  # all of a draft that the diff names
    ALL = "all"


@frozen
class Lines:
    """A text in the lines that git counts, which end at a line feed and nowhere else."""

    text: str
    starts: tuple[int, ...]  # code points; the last is the end of the text

    @classmethod
    def of(cls, text: str) -> Lines:
        """Cut `text`; what follows the last line feed is a line only if there is anything."""
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        if starts[-1] != len(text):
            starts.append(len(text))
        return cls(text, tuple(starts))

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self.starts) - 1

    def span(self, line: int) -> Span:
        """A line, counted from 0, without what ends it."""
        start, end = self.starts[line], self.starts[line + 1]
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    def is_blank(self, line: int) -> bool:
        """Whether nothing stands in a line; there is nothing before the first and behind the last."""
        return not 0 <= line < len(self) or not self.span(line).of(self.text).strip()


def changed_spans(text: str, diff: FileDiff, chosen: Filter) -> tuple[Span, ...]:
    """What of `text`, which is the new state of a file, a diff has changed."""
    if chosen in (Filter.FILE, Filter.ALL) or diff.binary or diff.whole:
        return (Span(0, len(text)),)
    lines = Lines.of(text)
    spans: list[Span] = []
    for hunk in diff.hunks:
        if chosen is Filter.CONTEXT:
            numbers = range(hunk.start, min(hunk.start + len(hunk.lines), len(lines)))
            spans += [lines.span(number) for number in numbers]
        for edit in hunk.edits:
            spans += _changed(lines, edit)
    return in_order(spans)


def first_misfit(text: str, diff: FileDiff) -> int | None:
    """The first line, from 1, that the diff has otherwise than `text`, but for blanks; None when it fits."""
    lines = Lines.of(text)
    for hunk in diff.hunks:
        for number, shown in enumerate(hunk.lines, hunk.start):
            try:
                line = shown.decode("utf-8").removeprefix("\ufeff" if number == 0 else "")
            except UnicodeDecodeError:
                continue  # the text may be in another encoding
            if line.strip() != (lines.span(number).of(text).strip() if number < len(lines) else ""):
                return number + 1
    return None


def _changed(lines: Lines, edit: Edit) -> Iterator[Span]:
    """The added lines; and of the lines around the ends at which a statement was cut, joined or shortened."""
    edit = _without_same(edit)
    for number in range(edit.at, min(edit.at + len(edit.added), len(lines))):
        yield lines.span(number)
    if not edit.added and not edit.removed:
        return
    before, after = edit.at - 1, edit.at + len(edit.added)
    no_gap = not lines.is_blank(before) and not lines.is_blank(after)
    if not lines.is_blank(before) and _blank(edit.added[:1]) and (no_gap or not _blank(edit.removed[:1])):
        line = lines.span(before)
        end = line.start + len(line.of(lines.text).rstrip())
        yield Span(end - 1, end)
    if not lines.is_blank(after) and _blank(edit.added[-1:]) and (no_gap or not _blank(edit.removed[-1:])):
        line = lines.span(after)
        first = _FIRST_WORD.match(line.of(lines.text))
        yield Span(line.start, line.start + (first.end() if first else 0))


def _without_same(edit: Edit) -> Edit:
    """The edit without lines at its ends of which only the line end or blanks behind the text changed."""
    removed, added, at = edit.removed, edit.added, edit.at
    while removed and added and removed[0].rstrip() == added[0].rstrip():
        removed, added, at = removed[1:], added[1:], at + 1
    while removed and added and removed[-1].rstrip() == added[-1].rstrip():
        removed, added = removed[:-1], added[:-1]
    return Edit(at, removed, added)


def _blank(lines: tuple[bytes, ...]) -> bool:
    return not any(line.strip() for line in lines)
