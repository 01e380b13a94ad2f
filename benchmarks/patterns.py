"""Whether every pattern is linear: `python benchmarks/patterns.py [--json] [--length N] [NAME…]`.

Every regular expression of the package meets texts made to be hard for it (`adversarial.py`), in one
length and in twice that. What is counted are *steps*, each a character or a position that a backtracking
matcher looks at (`regex_steps.py`): the same on every machine, busy or not. Twice the text may take at
most LIMIT times the steps. A bounded repetition, `{0,200}`, looks quadratic while texts are shorter than
its bound, so what grows too fast is measured again at longer lengths, and fails only if it still does.

Whole passes (reading each format, cutting sentences, understanding, making safe) are counted in *lines of
Python* that run, which says nothing of the C below them; regular expressions are most of that, and
counted above. With `--instructions` the same passes run under `valgrind --tool=callgrind`, which counts
every instruction of the machine; it needs valgrind, and takes minutes.

Exit code 1 when something is not linear.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.adversarial import ENDINGS, GENERIC, pieces
from benchmarks.package_patterns import Found, found_patterns, quietly
from benchmarks.passes import PASSES, UNITS, instructions, lines_run
from benchmarks.regex_steps import CountingMatcher

LIMIT = 2.5
LENGTH = 128  # characters; the text is then doubled
LONGER = (1024, 4096)  # where a bound must have its effect
_FEW = 400  # steps; below, what a text costs at all hides how it grows
_MOST = 400  # steps for each character; more is too much, however it grows


def made(head: str, piece: str, ending: str, length: int) -> str:
    """A text of `length` characters: a beginning, one piece again and again, and an end."""
    return (head + piece * (length // len(piece) + 1))[:length] + ending


def growth(found: Found, head: str, piece: str, ending: str, *, length: int = LENGTH) -> float:
    """How many times the steps that twice the text takes, at the length where it takes least."""
    return _growth(CountingMatcher(found.pattern), found, head, piece, ending, length)


def _growth(matcher: CountingMatcher, found: Found, head: str, piece: str, ending: str, length: int) -> float:
    least = float("inf")
    for size in (length, *LONGER):
        counts: list[int] = []
        for longer in (size, 2 * size):
            text = _as_pattern(found, made(head, piece, ending, longer))
            matcher.most = _MOST * longer
            counts.append(matcher.count(text, anchored=found.anchored))
            if counts[-1] >= matcher.most:
                return least if least < float("inf") else counts[-1] / size
        least = min(least, counts[1] / max(counts[0], _FEW))
        if least < LIMIT:
            break
    return least


def _as_pattern(found: Found, text: str) -> Any:
    return text.encode("utf-8") if isinstance(found.pattern.pattern, bytes) else text


def worst(found: Found, length: int = LENGTH, *, quick: bool = False) -> tuple[float, str]:
    """The fastest growth of one pattern, and its text; `quick` tries the likeliest texts alone."""
    matcher = CountingMatcher(found.pattern)
    own = pieces(found.pattern)
    if quick:
        tried = [("", piece, "\x00") for piece in dict.fromkeys([*own[:10], *GENERIC[:10]])]
    else:
        tried = [("", piece, ending) for piece in dict.fromkeys([*own, *GENERIC]) for ending in ENDINGS]
        tried += [(head, piece, "\x00") for head in own[:12] for piece in own[:12] if head != piece]
    grown = ((_growth(matcher, found, *one, length), one) for one in tried)
    rate, (head, piece, ending) = max(grown, key=lambda pair: pair[0])
    return round(rate, 2), f"{head!r} {piece!r}… {ending!r}"


def of_patterns(names: Sequence[str], length: int) -> Iterator[dict[str, Any]]:
    """One record a pattern, worst first within nothing: in the order of the modules."""
    for found in found_patterns(run=lambda: quietly(_work)):
        where = f"{found.module}.{found.name}"
        if not names or any(name in where for name in names):
            rate, text = worst(found, length)
            yield {"pattern": where, "written": str(found.pattern.pattern)[:80], "growth": rate, "text": text}


def of_passes(names: Sequence[str], *, machine: bool) -> Iterator[dict[str, Any]]:
    """One record for each whole pass: the unit that grows fastest."""
    for name, work in PASSES.items():
        if names and not any(one in name for one in names):
            continue
        rates = []
        for unit in UNITS:
            if machine:
                rates.append((instructions(name, unit), unit))
            else:
                short, long = (lines_run(work, (unit * size)[:size]) for size in (1000, 2000))
                rates.append((round(long / max(short, 2000), 2), unit))
        rate, unit = max(rates)
        yield {"pass": name, "growth": rate, "text": f"{unit!r}…"}


def _work() -> None:
    """Make the package compile what it compiles late."""
    from verifier import check_text, claims_from_text

    check_text("P\u043eland f\u200bty and \uff15\uff10 percent", claims_from_text("The well is 5 m deep."))


def main() -> int:
    """Print what grows fastest, and say by the exit code whether all is linear."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", help="only patterns or passes with one of these in their name")
    parser.add_argument("--length", type=int, default=LENGTH, help="characters of the shorter text")
    parser.add_argument("--json", action="store_true", help="every pattern and pass, for machines")
    parser.add_argument("--instructions", action="store_true", help="count passes with callgrind")
    arguments = parser.parse_args()
    measured = [
        *of_patterns(arguments.names, arguments.length),
        *of_passes(arguments.names, machine=arguments.instructions),
    ]
    over = [one for one in measured if one["growth"] >= LIMIT]
    if arguments.json:
        print(json.dumps({"limit": LIMIT, "measured": measured}, ensure_ascii=False, indent=1))
    else:
        for one in over:
            print(f"{one['growth']:6.2f}  {one.get('pattern') or one.get('pass')}  {one['text']}")
        print(
            f"{len(measured)} patterns and passes; {len(over)} take {LIMIT} times the work for twice the text"
        )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
