"""Reads the words around a figure that limit it: "at least", "just under", "or so", "50-plus"."""

from __future__ import annotations

from functools import cache

from verifier.analysis.scan import END, Tokens
from verifier.analysis.tables import table
from verifier.frozen import frozen
from verifier.model import Bound


@frozen
class BoundAt:
    """A bound by its tokens `first`..`end`."""

    bound: Bound
    first: int
    end: int


@frozen
class _Bounds:
    before: dict[str, tuple[tuple[tuple[str, ...], Bound], ...]]  # by last word, longest phrase first
    after: dict[str, tuple[tuple[tuple[str, ...], Bound], ...]]  # by first word
    strength: frozenset[str]
    signs: dict[str, Bound]
    topic: frozenset[str]
    lasting: frozenset[str]


@cache
def _bounds() -> _Bounds:
    data = table("bounds")
    rows: dict[str, dict[str, list[tuple[tuple[str, ...], Bound]]]] = {"before": {}, "after": {}}
    for side, at in (("before", -1), ("after", 0)):
        for name, lines in data[side].items():
            for line in lines.splitlines():
                words = tuple(line.strip('"').replace(".", " .").split())
                rows[side].setdefault(words[at], []).append((words, Bound(name)))
    sides = {
        side: {word: tuple(sorted(found, key=lambda row: -len(row[0]))) for word, found in table_.items()}
        for side, table_ in rows.items()
    }
    return _Bounds(
        before=sides["before"],
        after=sides["after"],
        strength=frozenset(data["strength"].split()),
        signs={sign: Bound(name) for sign, name in data["signs"].items()},
        topic=frozenset(data["topic"].split()),
        lasting=frozenset(data["lasting"].split()),
    )


_COMPARING = frozenset((Bound.OVER, Bound.UNDER, Bound.ABOUT))


def bound_before(t: Tokens, i: int, *, duration: bool = False) -> BoundAt | None:
    """The bound whose last word stands just before token `i`. `duration` says that time is measured.

    "over five days" may mean "in the course of": for durations "over" counts only after a verb of lasting.
    """
    data = _bounds()
    end = i
    if i > 1 and t.low[i - 1] in ("a", "an", "the") and t.low[i - 2] != "of":
        i -= 1
    word = t.low[i - 1] if i > 0 else ""
    for phrase, bound in data.before.get(word, ()):
        first = i - len(phrase)
        if first < 0 or (len(phrase) > 1 and t.low[first:i] != phrase):
            continue
        before = t.low[first - 1]
        if word == "about" and len(phrase) == 1 and before in data.topic:
            return None
        if word == "over" and len(phrase) == 1 and duration:
            if t.low[end - 1] == "the" or (i == end and not _measured(t, first, data)):
                return None
        if word in ("only", "just") and t.low[first - 1] == "not":
            return None
        if bound in _COMPARING:
            while first > 0 and t.low[first - 1] in data.strength:
                first -= 1
                if t.low[first] == "little" and t.low[first - 1] == "a":
                    first -= 1
        if t.low[first - 1] == "not" and bound is Bound.OVER and first > 0:
            return BoundAt(Bound.AT_MOST, first - 1, end)
        return BoundAt(bound, first, end)
    if (sign := data.signs.get(word)) is not None:
        return BoundAt(sign, i - 1, end)
    return None


def _measured(t: Tokens, over: int, data: _Bounds) -> bool:
    before = t.low[over - 1]
    if before == "in" and t.low[over - 2].endswith("ed"):
        return False  # "phased in over five years"
    return before in data.lasting or before in data.strength or t.kind[over - 1] == END


def bound_after(t: Tokens, i: int) -> BoundAt | None:
    """The bound that begins at token `i`, the one after a number, a unit or a counted noun."""
    word = t.low[i]
    if not word:
        return None
    if word == "+" and t.glued(i - 1):
        return BoundAt(Bound.AT_LEAST, i, i + 1)
    if t.hyphen(i):
        after = t.low[i + 1]
        if after == "plus":
            return BoundAt(Bound.AT_LEAST, i, i + 2)
        if after in ("odd", "ish"):
            return BoundAt(Bound.ABOUT, i, i + 2)
        return None
    if word == "plus" and t.low[i + 1] not in ("a", "an", "the"):
        return BoundAt(Bound.AT_LEAST, i, i + 1)
    for phrase, bound in _bounds().after.get(word, ()):
        if t.low[i : i + len(phrase)] == phrase and t.low[i + len(phrase)] != "than":
            return BoundAt(bound, i, i + len(phrase))
    return None
