"""Texts that are hard for one pattern: what it looks for, almost, again and again.

From the tree of a pattern come samples of each of its beginnings and of each repetition. Repeated, and
with an end that spoils the match, they make a matcher try every way to read them. Nasty pieces that hurt
many patterns of any tool stand beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.regex_steps import MAXREPEAT, parsed

GENERIC = (
    "a", "A", "é", "1", " ", "\n", "\t ", ".", ",", "'", '"', "-", "_", "(", "[", "<", "*", "`", "&",
    "\\", "#", "a ", "A ", "a.", "A.", "a'", "1,", "1.", "1 ", ", ", ". ", "a-", "A. ", "[a", "](",
    "<!--", "<a ", "a=", "a@", "@a", "://", "“a", "(a ", "\u200b", "1,000", "a\n", "> ", "- ", "\r\n",
    "http://", "www.", "##a", " :",
)  # fmt: skip
ENDINGS = ("", "\x00")
_CANDIDATES = "a1 .,-'\"A_\n\t/:;(<[&#%$é—“\x00\u4e2d\u200b\ufeff"
_MOST_PIECES = 60


def pieces(pattern: re.Pattern[Any]) -> tuple[str, ...]:
    """What to repeat: samples of the beginnings and repetitions of a pattern, in order, each once."""
    tree = parsed(pattern)
    found = dict.fromkeys(one for one in _parts(tree, "") if one)
    chosen = sorted(found, key=lambda one: (len(one), one))[:_MOST_PIECES]
    return tuple(dict.fromkeys([*chosen, *(one for one in found if one not in chosen)][:_MOST_PIECES]))


def texts(pattern: re.Pattern[Any], length: int) -> Iterator[tuple[str, str]]:
    """Hard texts of `length` characters, each with the piece that it is made of."""
    own = pieces(pattern)
    for piece in dict.fromkeys([*own, *GENERIC]):
        whole = (piece * (length // len(piece) + 1))[:length]
        for ending in ENDINGS:
            yield f"{piece!r}…{ending!r}", whole + ending
    for head in own[:12]:  # one beginning, and then one piece of it for the rest
        for piece in own[:12]:
            if head != piece:
                whole = (head + piece * (length // len(piece) + 1))[:length]
                yield f"{head!r} then {piece!r}…", whole + "\x00"


def _parts(items: Iterable[Any], before: str) -> Iterator[str]:
    """Samples of each beginning of a sequence, and of what each repetition in it repeats."""
    so_far = before
    for item in items:
        name, value = str(item[0]), item[1]
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            body = sample(value[2])
            if value[1] == MAXREPEAT or int(value[1]) > 1:
                yield body
                yield so_far + body
            yield from _parts(value[2], so_far)
        elif name == "SUBPATTERN":
            yield from _parts(value[3], so_far)
        elif name == "ATOMIC_GROUP":
            yield from _parts(value, so_far)
        elif name == "BRANCH":
            for arm in value[1][:12]:
                yield from _parts(arm, so_far)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _parts(value[1], "")
        so_far += sample([item])
        yield so_far


def sample(items: Iterable[Any]) -> str:
    """A short text that a sequence of nodes matches, or nearly: assertions are passed over."""
    return "".join(map(_one, items))


def _one(item: Any) -> str:
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return chr(value)
    if name == "NOT_LITERAL":
        return next(one for one in _CANDIDATES if ord(one) != value)
    if name == "ANY":
        return "a"
    if name == "IN":
        return _of_a_set(value)
    if name == "BRANCH":
        return sample(value[1][0])
    if name == "SUBPATTERN":
        return sample(value[3])
    if name == "ATOMIC_GROUP":
        return sample(value)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = value
        return sample(body) * max(int(least), min(1, int(most)))
    return ""  # positions, assertions and references add nothing


def _of_a_set(value: Any) -> str:
    test = re.compile(_written(value), re.DOTALL)
    for one in _CANDIDATES:
        if test.match(one):
            return one
    return next((chr(code) for code in range(0x20, 0x3100) if test.match(chr(code))), "a")


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip


def _written(value: Any) -> str:
    """A set of the tree as a pattern again."""
    parts: list[str] = []
    for operator, one in value:
        name = str(operator)
        if name == "NEGATE":
            parts.append("^")
        elif name == "LITERAL":
            parts.append(re.escape(chr(one)))
        elif name == "RANGE":
            parts.append(f"{re.escape(chr(one[0]))}-{re.escape(chr(one[1]))}")
        else:
            parts.append(_CATEGORIES[str(one)])
    return f"[{''.join(parts)}]"
