"""What a number in a text is, and the English words that numbers are written in."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from functools import cache

from verifier.analysis.tables import table
from verifier.frozen import frozen

_HALF = Decimal("0.5")


class NumberKind(Enum):
    """What a number says."""

    CARDINAL = "cardinal"  # how many or how much
    ORDINAL = "ordinal"  # which in a row
    SHARE = "share"  # a part of a whole; `low` and `high` are in percent
    FRACTION = "fraction"  # a part of one unit: "half a mile"
    FACTOR = "factor"  # how many times as much


@frozen
class Number:
    """A number by its tokens `first`..`end` (half-open). `low` and `high` differ for vague amounts only."""

    first: int
    end: int
    low: Decimal
    high: Decimal | None
    half_step: Decimal  # half of the last place written
    kind: NumberKind = NumberKind.CARDINAL
    vague: bool = False
    digits: bool = False
    scale: Decimal = Decimal(1)  # the scale word that closes it, such as million


@frozen
class NumberWords:
    """The tables of `number_words.yml` in the form the reader looks them up."""

    ones: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, Decimal]
    letters: dict[str, Decimal]
    bare: frozenset[str]
    ordinals: dict[str, int]
    denominators: dict[str, int]
    vulgar: dict[str, Decimal]
    factors: dict[str, Decimal]
    multiples: dict[str, int]
    plurals: dict[str, Decimal]
    chained: dict[str, Decimal]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Decimal, Decimal | None, NumberKind, bool], ...]]
    starts: frozenset[str]  # words that a number may begin with


def _ratio(text: str) -> Decimal:
    above, _, below = str(text).partition("/")
    return Decimal(above) / Decimal(below or 1)


@cache
def number_words() -> NumberWords:
    """The tables, read once."""
    data = table("number_words")
    ones = {word: value for value, word in enumerate(data["ones"].split())}
    tens = {word: 20 + 10 * n for n, word in enumerate(data["tens"].split())}
    ordinals = {word: value for value, word in enumerate(data["ordinals"].split())}
    ordinals |= {word: 20 + 10 * n for n, word in enumerate(data["ordinal_tens"].split())}
    ordinals |= {word: int(Decimal(str(value))) for word, value in data["ordinal_scales"].items()}
    factors = data["factors"] | data["folds"]
    phrases: dict[str, list[tuple[tuple[str, ...], Decimal, Decimal | None, NumberKind, bool]]] = {}
    for line in data["vague"].splitlines():
        words, _, rest = line.partition("|")
        low, high, dimension = rest.split()
        kind = NumberKind.SHARE if dimension == "percent" else NumberKind.CARDINAL
        top = None if high == "-" else Decimal(high)
        phrases.setdefault(words.split()[0], []).append((tuple(words.split()), Decimal(low), top, kind, True))
    for line in data["fixed"].splitlines():
        words, _, rest = line.partition("|")
        value = Decimal(rest.strip())
        entry = (tuple(words.split()), value, value, NumberKind.CARDINAL, False)
        phrases.setdefault(words.split()[0], []).append(entry)
    starts = {
        *ones,
        *tens,
        *ordinals,
        *factors,
        *data["multiples"],
        *data["plurals"],
        *phrases,
        *data["vulgar"],
    }
    return NumberWords(
        ones=ones,
        tens=tens,
        scales={word: Decimal(str(value)) for word, value in data["scales"].items()},
        letters={word: Decimal(str(value)) for word, value in data["letters"].items()},
        bare=frozenset(data["bare"].split()),
        ordinals=ordinals,
        denominators=data["denominators"],
        vulgar={sign: _ratio(value) for sign, value in data["vulgar"].items()},
        factors={word: Decimal(str(value)) for word, value in factors.items()},
        multiples=data["multiples"],
        plurals={word: Decimal(str(value)) for word, value in data["plurals"].items()},
        chained={word: Decimal(str(value)) for word, value in data["chained"].items()},
        phrases={w: tuple(sorted(rows, key=lambda row: -len(row[0]))) for w, rows in phrases.items()},
        starts=frozenset(starts | {"a", "an", "half", "quarter"}),
    )


def half_of_last_place(value: Decimal) -> Decimal:
    """Half of the last place written: 1.3 -> 0.05, 5501 -> 0.5, 5500 -> 50 (trailing zeros from 100 on)."""
    exponent = value.as_tuple().exponent
    places = min(exponent, 0) if isinstance(exponent, int) else 0
    if places < 0:
        return _HALF.scaleb(places)
    if value >= 100:
        whole = int(value)
        while whole and whole % 10 == 0:
            whole //= 10
            places += 1
    return _HALF.scaleb(places)
