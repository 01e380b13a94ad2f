"""Pairs the marks of emphasis in Markdown, so that "2 * 3" and "snake_case" keep theirs."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.model import Span


@dataclass(slots=True)
class Delimiters:
    """A run of one mark that is still being paired: `start` and `end` close in as marks are used up."""

    sign: str  # * _ ~
    start: int
    end: int
    length: int  # as written
    opens: bool
    closes: bool

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Delimiters:
        """The run from `start` to `end` of a text, judged by what stands on both sides of it."""
        sign = text[start]
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        left = not after.isspace() and (after.isalnum() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or not after.isalnum())
        if sign == "_":
            opens = left and (not right or not before.isalnum())
            closes = right and (not left or not after.isalnum())
        else:
            opens, closes = left, right
        return cls(sign, start, end, end - start, opens, closes)


def pair(runs: list[Delimiters]) -> tuple[list[Span], list[Span]]:
    """The marks that belong to a pair, and the ranges that are struck out, marks included.

    CommonMark's rules, but a closing run that may not match the nearest opening one matches none.
    """
    marks: list[Span] = []
    struck: list[Span] = []
    waiting: list[Delimiters] = []
    depth = {"*": 0, "_": 0, "~": 0}  # how many of each wait: a closing mark without any is not searched for
    for run in runs:
        while run.closes and run.end > run.start and depth[run.sign]:
            while waiting[-1].sign != run.sign:  # what opened inside and did not close is no emphasis
                depth[waiting.pop().sign] -= 1
            opener = waiting[-1]
            if not _may_pair(opener, run):
                break
            taken = 1 if run.sign != "~" and min(opener.end - opener.start, run.end - run.start) == 1 else 2
            taken = min(taken, opener.end - opener.start, run.end - run.start)
            if run.sign == "~":
                struck.append(Span(opener.start, run.end))
                taken = run.end - run.start
            marks.append(Span(opener.end - taken, opener.end))
            marks.append(Span(run.start, run.start + taken))
            opener.end -= taken
            run.start += taken
            if opener.end == opener.start:
                depth[waiting.pop().sign] -= 1
        if run.opens and run.end > run.start:
            waiting.append(run)
            depth[run.sign] += 1
    return marks, struck


def _may_pair(opener: Delimiters, closer: Delimiters) -> bool:
    if closer.sign == "~":
        return opener.length == closer.length <= 2
    if (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0:
        return opener.length % 3 == 0 and closer.length % 3 == 0
    return True
