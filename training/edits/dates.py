"""Dates: other days, months and years; the same date in another order; a coarser or a finer one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from training.edits.edit import REFUTES, SUPPORTS, UNKNOWN, Edit, Sentence
from verifier.model import Grain, TimeExpression

MONTHS = ("January February March April May June July August September October November December").split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SHAPE = re.compile(
    rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)})"
    r"(?: (?P<after>\d{1,2}))?(?:,? (?P<year>\d{4}))?"
)


def edits(sentence: Sentence, chance: random.Random) -> Iterator[Edit]:
    """Edits of every plain date of a sentence."""
    for time in sentence.analysis.times:
        text = time.span.of(sentence.text)
        if text in DAYS:
            yield Edit(
                "date", REFUTES, _put(sentence, time, chance.choice([day for day in DAYS if day != text]))
            )
        elif re.fullmatch(r"[12]\d{3}", text):
            moved = int(text) + chance.choice((-12, -5, -2, -1, 1, 2, 4, 10))
            yield Edit("date", REFUTES, _put(sentence, time, str(moved)))
            before = sentence.text[: time.span.start].lower()
            if before.endswith(" in ") and time.last is None:
                month = chance.choice(MONTHS)
                yield Edit("date", UNKNOWN, _put(sentence, time, f"{month} {text}"))
                yield Edit("date", SUPPORTS, _put(sentence, time, f"the {text[:3]}0s"))
        elif (shape := SHAPE.fullmatch(text)) is not None and time.grain in {Grain.DAY, Grain.MONTH}:
            yield from _of_month(sentence, time, shape, chance)


def _of_month(
    sentence: Sentence, time: TimeExpression, shape: re.Match[str], chance: random.Random
) -> Iterator[Edit]:
    day, month, year = shape["day"] or shape["after"], shape["month"], shape["year"]
    tail = f" {year}" if year else ""
    other = chance.choice([one for one in MONTHS if one != month])
    yield Edit("date", REFUTES, _put(sentence, time, f"{day} {other}{tail}" if day else f"{other}{tail}"))
    if year:
        moved = int(year) + chance.choice((-3, -1, 1, 2))
        yield Edit(
            "date", REFUTES, _put(sentence, time, f"{day} {month} {moved}" if day else f"{month} {moved}")
        )
    on = re.search(r"\b[Oo]n $", sentence.text[: time.span.start])
    if day:
        shifted = (int(day) + chance.choice((3, 7, 12))) % 27 + 1
        if shifted != int(day):
            yield Edit("date", REFUTES, _put(sentence, time, f"{shifted} {month}{tail}"))
        yield Edit(
            "date", SUPPORTS, _put(sentence, time, f"{month} {day}, {year}" if year else f"{month} {day}")
        )
        if on:
            start = on.start()
            word = "In" if on.group()[0] == "O" else "in"
            yield Edit("date", SUPPORTS, sentence.replaced(start, time.span.end, f"{word} {month}{tail}"))
            if year:
                yield Edit("date", SUPPORTS, sentence.replaced(start, time.span.end, f"{word} {year}"))
                yield Edit(
                    "date", REFUTES, sentence.replaced(start, time.span.end, f"{word} {int(year) + 1}")
                )
    elif sentence.text[: time.span.start].endswith((" in ", "In ")):
        start = time.span.start - 3
        word = "On" if sentence.text[start] == "I" else "on"
        yield Edit(
            "date",
            UNKNOWN,
            sentence.replaced(start, time.span.end, f"{word} {chance.randint(1, 28)} {month}{tail}"),
        )
        if year:
            yield Edit("date", SUPPORTS, _put(sentence, time, year))


def _put(sentence: Sentence, time: TimeExpression, new: str) -> str:
    return sentence.replaced(time.span.start, time.span.end, new)
