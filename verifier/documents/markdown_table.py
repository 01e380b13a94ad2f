"""Where the cells of a Markdown table row stand in its source line."""

from __future__ import annotations

import re

from verifier.model import Span

_CELL = re.compile(r"(?:[^|\\]|\\.)*+\\?", re.DOTALL)


def cell_offsets(line: str, contents: list[str]) -> list[Span]:
    """The range of each cell that has content, in order.

    `contents` are the cells as the block parser gives them, with `\\|` read as `|`. The line may begin with
    marks of a container and with a pipe or without: the contents say which.
    """
    line = line.replace("\0", "\ufffd")  # as the block parser does
    segments = _segments(line)
    for shift in (0, 1):
        found = _aligned(line, segments[shift:], contents)
        if found is not None:
            return found
    return []


def _segments(line: str) -> list[Span]:
    """What stands between the pipes that are not escaped."""
    segments: list[Span] = []
    position = 0
    while True:
        match = _CELL.match(line, position)
        end = match.end() if match else position
        segments.append(Span(position, end))
        if end >= len(line):
            return segments
        position = end + 1


def _aligned(line: str, segments: list[Span], contents: list[str]) -> list[Span] | None:
    found: list[Span] = []
    for number, content in enumerate(contents):
        if not content:
            continue
        if number >= len(segments):
            return None
        raw = segments[number].of(line)
        end = segments[number].start + len(raw.rstrip())
        written = content.replace("|", "\\|")
        start = end - len(written)
        if start < segments[number].start or line[start:end] != written:
            return None
        if number and raw.strip() != written:
            return None
        found.append(Span(start, end))
    return found
