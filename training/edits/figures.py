"""Figures: other values and bounds, and the same value written in another way.

What a figure backs follows from its range: "over 90" backs "more than 80", clashes with "under 80", and
leaves "97" open.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from training.edits.edit import REFUTES, SUPPORTS, UNKNOWN, Edit, Sentence
from verifier.model import Bound, Quantity

WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MORE = ("more than", "over", "at least", "above")
LESS = ("less than", "under", "at most", "below")
ABOUT = ("about", "around", "roughly", "some", "approximately")
PLAIN = {None, "percent", "dollar", "euro", "pound"}
LENGTHS = {"kilometre": ("miles", Decimal("0.621371")), "mile": ("kilometres", Decimal("1.609344"))}


def edits(sentence: Sentence, chance: random.Random) -> Iterator[Edit]:
    """Edits of every figure of a sentence."""
    for quantity in sentence.analysis.quantities:
        if quantity.dimension in {"ordinal", "year-age", "identifier"} or quantity.bound in {
            Bound.VAGUE,
            Bound.BETWEEN,
        }:
            continue
        yield from _of_one(sentence, quantity, chance)


def _of_one(sentence: Sentence, quantity: Quantity, chance: random.Random) -> Iterator[Edit]:
    value = quantity.low if quantity.low is not None else quantity.high
    written = quantity.number.of(sentence.text)
    if (
        value is None
        or value <= 0
        or not re.fullmatch(r"[\d.,]+(?: (?:thousand|million|billion|trillion))?|[a-z]+", written)
    ):
        return
    scale = next((size for word, size in SCALES.items() if written.endswith(word)), 1)
    shown = _number(written)
    if shown is None:
        return
    currency = re.search(r"[$€£]$", sentence.text[: quantity.number.start])
    sign = currency.group() if currency else ""
    # What stands before the number inside the quantity is its bound; what follows it, the unit.
    end = quantity.number.end

    def put(bound: str, number: str) -> str:
        start = quantity.span.start
        lead = f"{bound} " if bound else ""
        return sentence.replaced(start, end, f"{lead}{sign}{number}")

    def write(number: Decimal) -> str:
        return _write(number, written, scale)

    # "the 40 rooms", "a basic £7": a bound does not go here, and another number does.
    if re.search(
        r"\b(?:the|a|an|at|than|these|those|his|her|its|their|first|last|next|basic|main|of)\s+$",
        before(sentence, quantity),
    ):
        yield Edit(
            "figure",
            REFUTES,
            sentence.replaced(quantity.number.start, end, write(shown * _factor(chance, up=True))),
        )
        return
    up, down = (shown * factor for factor in (_factor(chance, up=True), _factor(chance, up=False)))
    far = chance.choice((up, down))
    more, less, about = chance.choice(MORE), chance.choice(LESS), chance.choice(ABOUT)
    bound = quantity.bound
    if bound in {Bound.EXACT, Bound.ABOUT}:
        yield Edit("figure", REFUTES, put("" if bound is Bound.EXACT else about, write(far)))
        yield Edit("bound", SUPPORTS, put(more, write(down)))
        yield Edit("bound", REFUTES, put(more, write(up)))
        yield Edit("bound", SUPPORTS, put(less, write(up)))
        yield Edit("bound", REFUTES, put(less, write(down)))
        rounded = _round(shown, chance)
        if rounded is not None:
            yield Edit("rounding", SUPPORTS, put(about, write(rounded)))
            if rounded > shown and bound is Bound.EXACT:
                yield Edit(
                    "rounding",
                    SUPPORTS,
                    put(chance.choice(("nearly", "almost", "just under")), write(rounded)),
                )
            elif rounded < shown and bound is Bound.EXACT:
                yield Edit(
                    "rounding",
                    SUPPORTS,
                    put(chance.choice(("just over", "slightly more than")), write(rounded)),
                )
        if bound is Bound.ABOUT and shown >= 10:
            yield Edit(
                "precision", UNKNOWN, put(chance.choice(("", "exactly")), _precise(shown, written, chance))
            )
        for number in _respelled(shown, written, scale):
            yield Edit("format", SUPPORTS, put(about if bound is Bound.ABOUT else "", number))
    elif bound in {Bound.OVER, Bound.AT_LEAST}:
        yield Edit("bound", SUPPORTS, put(more, write(down)))
        yield Edit("bound", REFUTES, put(less, write(down)))
        yield Edit("bound", REFUTES, put(chance.choice(LESS[:2]), written))
        yield Edit("figure", REFUTES, put(chance.choice(("", "only", about)), write(shown * Decimal("0.4"))))
        yield Edit("precision", UNKNOWN, put(chance.choice(("", more)), write(up)))
    elif bound in {Bound.UNDER, Bound.AT_MOST}:
        yield Edit("bound", SUPPORTS, put(less, write(up)))
        yield Edit("bound", REFUTES, put(more, write(up)))
        yield Edit("bound", REFUTES, put(chance.choice(MORE[:2]), written))
        yield Edit("precision", UNKNOWN, put(chance.choice(("", less)), write(shown * Decimal("0.4"))))
    if quantity.unit in LENGTHS and bound is Bound.EXACT and shown >= 2 and written[0].isdigit():
        yield from _converted(sentence, quantity, shown, chance)
    if scale > 1:
        other = chance.choice([word for word, size in SCALES.items() if size != scale and size != 10**3])
        yield Edit(
            "unit", REFUTES, sentence.replaced(quantity.number.start, end, f"{written.split()[0]} {other}")
        )


def before(sentence: Sentence, quantity: Quantity) -> str:
    """The text before a quantity."""
    return sentence.text[: quantity.span.start]


def _converted(
    sentence: Sentence, quantity: Quantity, shown: Decimal, chance: random.Random
) -> Iterator[Edit]:
    unit, factor = LENGTHS[str(quantity.unit)]
    span = quantity.span
    unit_text = sentence.text[quantity.number.end : quantity.span.end]
    if (
        not unit_text.strip()
        or "(" in sentence.text[span.end : span.end + 2]
        or before(sentence, quantity)[-1:] == "("
    ):
        return
    value = (shown * factor).quantize(Decimal(1))
    yield Edit("conversion", SUPPORTS, sentence.replaced(span.start, span.end, f"about {value} {unit}"))
    wrong = (value * _factor(chance, up=chance.random() < 0.5)).quantize(Decimal(1))
    yield Edit("conversion", REFUTES, sentence.replaced(span.start, span.end, f"about {wrong} {unit}"))


def _number(written: str) -> Decimal | None:
    first = written.split()[0]
    if first in WORDS:
        return Decimal(WORDS.index(first))
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", first):
        return Decimal(first.replace(",", ""))
    return None


def _factor(chance: random.Random, *, up: bool) -> Decimal:
    return Decimal(chance.choice(("1.3", "1.5", "2", "3") if up else ("0.3", "0.5", "0.6", "0.75")))


def _write(number: Decimal, written: str, scale: int) -> str:
    """A number in the manner of another: words for words, as many decimals, thousands apart as there."""
    word = f" {written.split()[1]}" if scale > 1 else ""
    first = written.split()[0]
    places = len(first.partition(".")[2])
    value = number.quantize(Decimal(1).scaleb(-places)) if places else number.quantize(Decimal(1))
    if value == 0:
        value = Decimal(1)
    if first.isalpha() and value < len(WORDS):
        return WORDS[int(value)]
    if not places and value >= 100:  # people write round figures
        value = Decimal(round(int(value), 2 - len(str(int(value))))) if value >= 1000 else value
    return (f"{value:,}" if "," in first or (value >= 10_000) else f"{value}") + word


def _round(number: Decimal, chance: random.Random) -> Decimal | None:
    """A rounder figure within a twentieth, or None when the figure is round already."""
    digits = number.adjusted()
    step = Decimal(10) ** (digits - chance.choice((0, 1)))
    rounded = (number / step).quantize(Decimal(1)) * step
    if rounded in {number, 0} or abs(rounded - number) > number * Decimal("0.05"):
        return None
    return rounded


def _precise(number: Decimal, written: str, chance: random.Random) -> str:
    first = written.split()[0]
    word = f" {written.split()[1]}" if " " in written else ""
    if first.isalpha() or number == number.to_integral_value():
        moved = number + chance.choice((-1, 1)) * max(
            Decimal(1), (number * Decimal("0.03")).quantize(Decimal(1))
        )
        return f"{moved:,}{word}" if not word else f"{number + Decimal('0.3')}{word}"
    return f"{number + Decimal('0.07')}{word}"


def _respelled(number: Decimal, written: str, scale: int) -> Iterator[str]:
    """The same number in other spellings."""
    first = written.split()[0]
    if first.isalpha():
        yield str(number)
    elif number == number.to_integral_value() and number < 13:
        yield WORDS[int(number)] + (f" {written.split()[1]}" if scale > 1 else "")
    if scale > 1:
        whole = number * scale
        if whole == whole.to_integral_value() and whole < 10**10:
            yield f"{whole.to_integral_value():,f}"
    elif number >= 1_000_000 and (number / 100_000) % 1 == 0:
        yield f"{(number / 1_000_000).normalize():f} million"
    elif "," in first:
        yield first.replace(",", "")
