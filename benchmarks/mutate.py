"""Makes false statements out of true ones: one slot changed, and nothing that the original still implies.

A lower bound is only ever raised ("over 60" never becomes "over 40", which would still be true), names
become invented ones, and dates ones that the text does not print.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

SLOTS = ("figure", "unit", "date", "name", "negation", "bound", "modality")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NUMBER_WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
]
UNITS = {
    "percent": ("dollars", "tonnes"),
    "million": ("billion", "thousand"),
    "billion": ("million", "trillion"),
    "trillion": ("billion",),
    "dollars": ("euros", "rupees"),
    "kilometres": ("metres",),
    "metres": ("kilometres",),
    "days": ("weeks", "years"),
    "day": ("week",),
    "weeks": ("days", "months"),
    "months": ("days", "years"),
    "years": ("months", "days"),
    "hours": ("minutes", "days"),
    "tonnes": ("kilograms",),
}
BOUNDS = {
    "over": ("under", "exactly"),
    "more than": ("fewer than", "less than"),
    "at least": ("at most", "fewer than"),
    "up to": ("more than", "at least"),
    "under": ("over",),
    "less than": ("more than",),
    "fewer than": ("more than",),
    "at most": ("more than",),
    "about": ("over", "exactly"),
    "nearly": ("over",),
    "almost": ("over",),
}
MODALITIES = {
    "could": ("will",),
    "may": ("will",),
    "might": ("will",),
    "is expected to": ("is certain to", "has refused to"),
    "are expected to": ("are certain to", "have refused to"),
    "plans to": ("has refused to", "is obliged to"),
    "has yet to be": ("has been",),
    "is still pending": ("has been made",),
    "remains pending": ("has been made",),
    "is possible": ("is certain",),
    "wants to": ("has agreed to",),
    "want to": ("have agreed to",),
    "hopes to": ("has agreed to",),
    "is likely to": ("is certain to",),
    "was proposed": ("was adopted",),
    "has proposed": ("has adopted",),
    "has been invited to": ("has agreed to attend", "has attended"),
    "were invited to": ("agreed to attend",),
    "was invited to": ("agreed to join", "has joined"),
}
NAMES = (
    "Belgravia Holdings",
    "Tarkov",
    "Ruritania",
    "Orsk Dynamics",
    "Lindqvist",
    "Port Velsen",
    "the Marenko Group",
)
AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|could|may|might|can|must|should)\b"
    r"(?! (?:not|no|in|to|an?|the)\b)"
)
NEGATED = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|can|did|does|do) not (?!only\b)")
FIGURE = re.compile(
    r"(?<![\w.,:/+$€£-])\d{1,3}(?:,\d{3})+(?![\w:/+-])|(?<![\w.,:/+-])\d+(?:\.\d+)?(?![\w:/+-]|[.,]\d)"
)
LOWER = re.compile(
    r"\b(over|more than|at least|above|no fewer than|no less than|exceed(?:s|ed|ing)?|tops?|topped)\s+\$?$",
    re.I,
)
UPPER = re.compile(r"\b(under|less than|fewer than|up to|at most|below|nearly|almost|close to)\s+\$?$", re.I)
BOUNDED = re.compile(
    r"\b(?:over|under|than|least|most|above|below|about|around|roughly|some|to|and|nearly|almost|[$€£])\s*$",
    re.I,
)
COUNTED = re.compile(r"(?:\d|\b(?:" + "|".join(NUMBER_WORDS) + r"))[\s-]*$")
RELAXED = re.compile(r"\b(?:over|under|than|least|most|above|below|up to|nearly|almost)\s+\S+\s*$", re.I)
CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}(?: (?:[A-Z][a-z]+|[A-Z]\.))*")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One changed statement."""

    slot: str  # one of SLOTS
    original: str
    changed: str
    context: str  # the text before it


def mutations(statement: str, context: str, chance: random.Random) -> Iterator[Mutation]:
    """Every slot of a statement changed once, each alone, with values drawn from `chance`."""
    made: dict[tuple[str, str], None] = {}
    for slot, start, end, replacement in _changes(statement, chance):
        changed = statement[:start] + replacement + statement[end:]
        if changed != statement:
            made[slot, changed] = None
    for slot, changed in made:
        yield Mutation(slot, statement, changed, context)


def _changes(text: str, chance: random.Random) -> Iterator[tuple[str, int, int, str]]:
    dated = {at for match in _dates(text) for at in range(*match.span())}
    for match in _dates(text):
        yield "date", *match.span(), _other_date(match.group(), chance)
    for match in FIGURE.finditer(text):
        if match.start() not in dated:
            yield "figure", *match.span(), _other_figure(text, match, chance)
            if not BOUNDED.search(text[: match.start()]):
                yield "bound", match.start(), match.start(), chance.choice(("more than ", "less than "))
    for match in _any_of(NUMBER_WORDS).finditer(text):
        value = NUMBER_WORDS.index(match.group())
        low = LOWER.search(text[: match.start()])
        others = NUMBER_WORDS[value + 1 :] if low else NUMBER_WORDS[:value] + NUMBER_WORDS[value + 1 :]
        if others:
            yield "figure", *match.span(), chance.choice(others)
    for slot, table in (("unit", UNITS), ("bound", BOUNDS), ("modality", MODALITIES)):
        for match in _any_of(table).finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            if slot == "unit" and (not COUNTED.search(before) or RELAXED.search(before)):
                continue  # "more than 50 thousand" follows from "more than 50 million"
            if slot == "bound" and not re.match(r"\s+[\d$]|\s+\w+ty\b", after):
                continue
            yield slot, *match.span(), chance.choice(table[match.group()])
    for match in AUXILIARY.finditer(text):
        if " whether " not in text[: match.start()]:  # "whether it will not" asks the same
            yield "negation", match.end(), match.end(), " not"
    for match in NEGATED.finditer(text):
        yield "negation", *match.span(), f"{match.group(1)} "
    for match in CAPITALISED.finditer(text):
        if match.start() > 0 and not set(match.group().split()) & {*MONTHS, *DAYS}:
            yield "name", *match.span(), chance.choice(NAMES)


def _any_of(words: object) -> re.Pattern[str]:
    longest_first = sorted((str(word) for word in words), key=len, reverse=True)  # type: ignore[attr-defined]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def _dates(text: str) -> list[re.Match[str]]:
    months, days = "|".join(MONTHS), "|".join(DAYS)
    pattern = (
        rf"\b(?:\d{{1,2}} )?(?:{months})(?: \d{{1,2}}(?:-\d{{1,2}})?\b)?|\b(?:{days})\b|\b(?:1[89]|20)\d\d\b"
    )
    return [match for match in re.finditer(pattern, text) if not _modal_may(text, match)]


def _modal_may(text: str, match: re.Match[str]) -> bool:
    return match.group() == "May" and match.start() == 0 and bool(re.match(r" [a-z]", text[match.end() :]))


def _other_date(date: str, chance: random.Random) -> str:
    if date in DAYS:
        return chance.choice([day for day in DAYS if day != date])
    if date.isdigit():
        return str(int(date) + chance.choice([-11, -7, -3, 3, 6, 9]))
    if date[0].isdigit():  # "22 April"
        day, _, month = date.partition(" ")
        if chance.random() < 0.5:
            return f"{(int(day) + 10) % 27 + 1} {month}"
        return f"{day} {chance.choice([one for one in MONTHS if one != month])}"
    month, _, day = date.partition(" ")
    if day and chance.random() < 0.5:
        moved = [str((int(part) + 10) % 27 + 1) for part in day.split("-")]
        return f"{month} {'-'.join(moved)}" if moved == sorted(moved, key=int) else f"{month} {moved[0]}"
    other = chance.choice([one for one in MONTHS if one != month])
    return f"{other} {day}".strip()


def _other_figure(text: str, match: re.Match[str], chance: random.Random) -> str:
    written = match.group()
    value = float(written.replace(",", ""))
    before = text[: match.start()]
    factors: tuple[float, ...] = (1.3, 1.6, 2.5, 4.0) if LOWER.search(before) else (0.4, 0.6, 1.4, 1.8, 3.0)
    if UPPER.search(before):
        factors = (0.3, 0.5, 0.7)
    changed = value * chance.choice(factors)
    if "." in written:
        places = len(written.partition(".")[2])
        return f"{changed:.{places}f}"
    whole = round(changed)
    if whole == round(value):
        whole += 1 if not UPPER.search(before) else -1
    return f"{whole:,}" if "," in written else str(whole)
