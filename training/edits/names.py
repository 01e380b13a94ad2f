"""Names: another name of the passage in its place, two names swapped, countries by their adjectives."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from training.edits.edit import REFUTES, SUPPORTS, Edit, Sentence
from verifier.analysis.tables import DATA


def edits(sentence: Sentence, chance: random.Random) -> Iterator[Edit]:
    """Edits of the names of a sentence."""
    found = [name for name in sentence.analysis.names if name.span.of(sentence.text)[:1].isupper()]
    kinds = {name.span.of(sentence.text): name.kind for name in found}
    for name in found:
        text = name.span.of(sentence.text)
        others = [
            other
            for other, kind in sentence.names
            if kind == name.kind
            and len(other) > 3
            and other not in kinds
            and not set(other.split()) & set(text.split())
        ]
        if others:
            yield Edit(
                "name", REFUTES, sentence.replaced(name.span.start, name.span.end, chance.choice(others))
            )
        yield from _country(sentence, name.span.start, name.span.end, text, chance)
    for first, second in pairwise(found):
        one, two = first.span.of(sentence.text), second.span.of(sentence.text)
        between = sentence.text[first.span.end : second.span.start]
        joined = re.fullmatch(r"\s*(?:,|and|or|,? ?and)\s*", between)
        if first.kind == second.kind and one != two and not joined and len(between.split()) > 1:
            text = sentence.text
            swapped = text[: first.span.start] + two + between + one + text[second.span.end :]
            yield Edit("swap", REFUTES, swapped)


@cache
def _countries() -> dict[str, str]:
    """Each country's first name and its first adjective."""
    rows = (
        line.split("\t")
        for line in (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines()
        if line[0] != "#"
    )
    return {row[1].split("|")[0]: row[2].split("|")[0] for row in rows if row[2]}


def _country(sentence: Sentence, start: int, end: int, text: str, chance: random.Random) -> Iterator[Edit]:
    adjective = _countries().get(text)
    if adjective is None:
        return
    possessive = sentence.text[end:].startswith(("'s ", "’s "))
    if possessive:
        yield Edit("alias", SUPPORTS, sentence.replaced(start, end + 2, adjective))
        other = chance.choice([name for name in _countries() if name != text])
        yield Edit("name", REFUTES, sentence.replaced(start, end, other))
