"""Reads one number at a token: digits, words, fractions, shares, multiples, ordinals and vague amounts.

Nothing here knows units or bounds; `verifier.analysis.quantities` puts those around a number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache

from verifier.analysis.scan import ID, NUMBER, WORD, Tokens
from verifier.analysis.tables import table

_HALF = Decimal("0.5")
_MAX_DIGITS = 40  # longer runs of digits are identifiers


class NumberKind(Enum):
    """What a number says."""

    CARDINAL = "cardinal"  # how many or how much
    ORDINAL = "ordinal"  # which in a row
    SHARE = "share"  # a part of a whole; `low` and `high` are in percent
    FRACTION = "fraction"  # a part of one unit: "half a mile"
    FACTOR = "factor"  # how many times as much


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


def read_number(t: Tokens, i: int, *, money: bool = False) -> Number | None:
    """The longest number that begins at token `i`, or None. `money` says that a currency sign stands before."""
    words = number_words()
    if t.kind[i] == NUMBER:
        return _from_digits(t, i, words, money)
    word = t.low[i]
    if word not in words.starts:
        return None
    if (
        (found := _fraction(t, i, words))
        or (found := _phrase(t, i, words))
        or (found := _cardinal(t, i, words))
        or (found := _plural(t, i, words))
    ):
        return found
    if (value := words.ordinals.get(word)) is not None:
        return _exact(i, i + 1, Decimal(value), NumberKind.ORDINAL)
    if (factor := words.factors.get(word)) is not None:
        return _exact(i, i + 1, factor, NumberKind.FACTOR)
    if word in words.multiples and (t.low[i + 1] in _THAN or t.low[i + 1] in ("the", "its", "their", "that")):
        return _exact(i, i + 1, Decimal(words.multiples[word]), NumberKind.FACTOR)
    return None


_THAN = frozenset(("as", "more", "larger", "higher", "bigger", "faster", "greater", "longer"))


def _exact(first: int, end: int, value: Decimal, kind: NumberKind) -> Number:
    return Number(
        first, end, value, value, half_of_last_place(value) if value == int(value) else _HALF / 10, kind
    )


def _from_digits(t: Tokens, i: int, words: NumberWords, money: bool) -> Number | None:
    raw = t.low[i]
    if len(raw) > _MAX_DIGITS:
        return None
    plain = "".join(c for c in raw if c not in ", \u2009\u202f\u00a0")
    if plain.count(".") > 1 or (len(plain) > 1 and plain[0] == "0" and plain.isdecimal()):
        return None  # a version, or a code with leading zeros
    value = Decimal(plain)
    if abs(value.adjusted()) > _MAX_DIGITS:
        return None
    after = t.low[i + 1]
    glued = t.glued(i)
    if glued and after in ("st", "nd", "rd", "th") and t.kind[i + 1] == WORD:
        return Number(i, i + 2, value, value, _HALF, NumberKind.ORDINAL, digits=True)
    half = half_of_last_place(value)
    end = i + 1
    if glued and after in words.vulgar:
        value, half, end = value + words.vulgar[after], _HALF / 10, end + 1
    elif after == "and" and (part := _and_part(t, i + 1, words)):
        value, half, end = value + part[0], _HALF / 10, part[1]
    scale = Decimal(1)
    word = t.low[end]
    if word == "-" and t.hyphen(end) and t.low[end + 1] in words.scales:
        word, end = t.low[end + 1], end + 1
    while (factor := words.scales.get(word)) is not None:
        value, half, scale, end = value * factor, half * factor, scale * factor, end + 1
        word = t.low[end]
    if scale == 1 and word in words.letters and (money or t.glued(end - 1)) and _letter(t, end, words, money):
        scale = words.letters[word]
        value, half, end = value * scale, half * scale, end + 1
    number = Number(i, end, value, value, half, digits=True, scale=scale)
    return _share(t, number, words) or _tail(t, number, words)


def _letter(t: Tokens, i: int, words: NumberWords, money: bool) -> bool:
    """Is the token at `i` a scale letter and no unit? "5k" and "$3m" are; "3m" is where people are counted."""
    if money or t.low[i] in words.bare:
        return True
    after = t.low[i + 1]
    if t.raw(i) == "M" or t.low[i] == "m":
        return t.kind[i + 1] == WORD and (after in _PEOPLE or (len(after) > 4 and after.endswith("s")))
    return False


_PEOPLE = frozenset(("people", "men", "women", "children", "tons", "tonnes", "euros", "dollars", "pounds"))


def _and_part(t: Tokens, i: int, words: NumberWords) -> tuple[Decimal, int] | None:
    """At the "and" of "and a half", "and three quarters": the part and the token after it."""
    top = 1 if t.low[i + 1] in ("a", "one") else words.ones.get(t.low[i + 1], 0)
    j = i + 3 if t.hyphen(i + 2) else i + 2
    below = words.denominators.get(t.low[j])
    if top and below and top < below:
        return Decimal(top) / Decimal(below), j + 1
    return None


def _cardinal(t: Tokens, i: int, words: NumberWords) -> Number | None:
    """A cardinal in words: "two hundred and five", "one and a half million", "a hundred"."""
    total, current, scale = Decimal(0), Decimal(0), Decimal(1)
    last_scale: Decimal | None = None
    started = False
    j = i
    if t.low[i] in ("a", "an"):
        if t.low[i + 1] not in words.scales:
            return None
        current, started, j = Decimal(1), True, i + 1
    while True:
        k = j
        if started and t.low[k] == "-" and t.hyphen(k):
            k += 1
        elif started and t.low[k] == "and" and t.low[k - 1] in words.scales:
            follows = t.low[k + 1]
            if (follows in words.ones or follows in words.tens) and t.low[k + 2] not in words.scales:
                k += 1
        word = t.low[k]
        small = words.ones.get(word)
        if small is None and (ten := words.tens.get(word)) is not None:
            small = ten
        if small is not None:
            if started and current:
                room = 100 if small >= 10 else 10
                if (
                    current % room
                    or (current < 20 and scale == 1)
                    or (small < 10 and 10 <= current % 100 < 20)
                ):
                    break
            current, started, j = current + small, True, k + 1
        elif started and word == "and" and (part := _and_part(t, k, words)):
            current, j = current + part[0], part[1]
        elif started and word == "hundred" and 1 <= current < 100:
            current, j = current * 100, k + 1
        elif started and (factor := words.scales.get(word)) and word != "hundred" and current:
            if last_scale is not None and factor >= last_scale:
                break
            half = half_of_last_place(current) * factor
            total, current, j = total + current * factor, Decimal(0), k + 1
            last_scale, scale = factor, factor
        elif (value := words.ordinals.get(word)) is not None and started and j != k:
            # "twenty-first"
            if current % 10 or not 0 < value < 10:
                break
            return _exact(i, k + 1, total + current + value, NumberKind.ORDINAL)
        else:
            break
    if not started:
        return None
    value_ = total + current
    if current or last_scale is None:
        half = half_of_last_place(current)
        scale = Decimal(1)
    number = Number(i, j, value_, value_, half, scale=scale)
    return _share(t, number, words) or _tail(t, number, words)


def _tail(t: Tokens, number: Number, words: NumberWords) -> Number:
    """A number closed by "times as many", "-fold" or "x" is a factor."""
    j = number.end
    if t.low[j] == "times" and (t.low[j + 1] in _THAN or t.low[j + 1] in ("the", "its", "their")):
        return replace(number, end=j + 1, kind=NumberKind.FACTOR)
    if (t.low[j] == "x" and t.glued(j - 1)) or (t.low[j] == "fold" and t.glued(j - 1)):
        return replace(number, end=j + 1, kind=NumberKind.FACTOR)
    if t.hyphen(j) and t.low[j + 1] == "fold":
        return replace(number, end=j + 2, kind=NumberKind.FACTOR)
    return number


def _share(t: Tokens, number: Number, words: NumberWords) -> Number | None:
    """ "nine in ten", "four out of five", "two-thirds", "3 in 10": a share of a whole, in percent."""
    j = number.end
    top = number.low
    if not 0 < top < 1000 or top != int(top):
        return None
    k = j + 1 if t.hyphen(j) else j
    below = words.denominators.get(t.low[k])
    if below and (top == 1) != (t.low[k].endswith("s") or t.low[k] == "halves") and top < below:
        return _as_fraction(t, number.first, k + 1, top / below, words)
    if t.low[j] == "out" and t.low[j + 1] == "of":
        k = j + 2
    elif t.low[j] == "in" and t.kind[j + 1] in (NUMBER, WORD):
        k = j + 1
    else:
        return None
    if t.low[k] == "every":
        k += 1
    whole = _plain(t, k, words)
    if whole is None or whole[0] <= top or (t.kind[k] == NUMBER and 1500 <= whole[0] <= 2100):
        return None
    after = t.low[whole[1]]
    if t.low[j] == "in" and (after in _NO_SHARE or after in words.scales or whole[0] not in _WHOLES):
        return None
    percent = top * 100 / whole[0]
    return Number(number.first, whole[1], percent, percent, _HALF, NumberKind.SHARE, digits=number.digits)


_WHOLES = frozenset(
    Decimal(n) for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 200, 500)
)
_WHOLES |= frozenset(Decimal(10) ** n for n in range(3, 8))
_NO_SHARE = frozenset(
    "days day hours hour minutes weeks week months month years year seconds decades games matches "
    "percent % per meetings sessions".split()
)


def _plain(t: Tokens, i: int, words: NumberWords) -> tuple[Decimal, int] | None:
    """A bare whole number at `i`: its value and the token after it."""
    if t.kind[i] == NUMBER:
        raw = t.low[i].replace(",", "")
        return (Decimal(raw), i + 1) if raw.isdecimal() and len(raw) < 9 else None
    if t.low[i] in words.tens:
        return Decimal(words.tens[t.low[i]]), i + 1
    if t.low[i] in words.ones:
        return Decimal(words.ones[t.low[i]]), i + 1
    if t.low[i] == "a" and t.low[i + 1] in ("hundred", "thousand", "million"):
        return words.scales[t.low[i + 1]], i + 2
    return None


def _fraction(t: Tokens, i: int, words: NumberWords) -> Number | None:
    """ "half", "a third", "a quarter", "three quarters of a million", at their first token."""
    word = t.low[i]
    if word in words.vulgar and t.kind[i] != WORD:
        return _as_fraction(t, i, i + 1, words.vulgar[word], words)
    if word == "half":
        if t.hyphen(i + 1):
            # "half-hour" is a measure, "half-brother" is a name for a thing
            known = t.low[i + 2] in (
                "hour",
                "mile",
                "day",
                "million",
                "dozen",
                "century",
                "year",
                "decade",
                "billion",
            )
            return _as_fraction(t, i, i + 2, _HALF, words) if known else None
        return _as_fraction(t, i, i + 1, _HALF, words)
    if word == "quarter" and t.low[i + 1] == "of" and t.low[i + 2] in ("a", "an"):
        return _as_fraction(t, i, i + 1, Decimal("0.25"), words)
    if word == "a":
        below = words.denominators.get(t.low[i + 1])
        if below is None or t.low[i + 1].endswith("s"):
            return None
        after = t.low[i + 2]
        if below == 2 or after == "of" or (t.kind[i + 2] != WORD and below < 11 and not t.hyphen(i + 2)):
            return _as_fraction(t, i, i + 2, Decimal(1) / below, words)
    return None


def _as_fraction(t: Tokens, first: int, end: int, part: Decimal, words: NumberWords) -> Number | None:
    """A part of a million (a cardinal), of one unit (a fraction) or of a named whole (a share)."""
    j = end
    if t.low[j] == "of" and t.low[j + 1] in ("a", "an"):
        j += 2
    elif t.low[j] in ("a", "an"):
        j += 1
    if (scale := words.scales.get(t.low[j])) is not None and scale > 1:
        value = part * scale
        return Number(first, j + 1, value, value, half_of_last_place(value.normalize()), scale=scale)
    if t.low[end] == "of" and j == end and (scale := words.chained.get(t.low[end + 1])):
        return None
    from verifier.analysis.units import unit_at  # the tables of units know this module's numbers

    if (
        (j > end or t.hyphen(end - 1))
        and (unit := unit_at(t, j))
        and unit.unit.dimension not in ("percent", "money")
    ):
        return Number(first, j, part, part, part / 10, NumberKind.FRACTION)
    if t.hyphen(end - 1):
        return None
    if t.low[first] == "half" and not _half_of_whole(t, first, end):
        return None
    percent = part * 100
    return Number(first, end, percent, percent, _HALF, NumberKind.SHARE)


def _half_of_whole(t: Tokens, first: int, end: int) -> bool:
    """Is "half" a share ("half of the", "half the", "by half") and not a period of a match?"""
    before, after = t.low[first - 1], t.low[end]
    if before in ("first", "second", "other", "better", "other-", "year", "opening", "this", "-"):
        return False
    return after in ("of", "the", "its", "their", "his", "her", "our", "all", "as", "that") or before in (
        "by", "in", "about", "nearly", "almost", "than", "over", "under", "roughly", "around", "least", "a",
        "and", "only", "just", "exactly", "to", "some",
    )  # fmt: skip


def _phrase(t: Tokens, i: int, words: NumberWords) -> Number | None:
    """A fixed phrase: "a handful", "several", "most", "both"; "several hundred" multiplies."""
    for phrase, low, high, kind, vague in words.phrases.get(t.low[i], ()):
        size = len(phrase)
        if size > 1 and t.low[i : i + size] != phrase:
            continue
        end = i + size
        scale = words.scales.get(t.low[end]) if kind is NumberKind.CARDINAL else None
        if scale is None and t.low[end] == "of" and kind is NumberKind.CARDINAL:
            scale = words.scales.get(t.low[end + 1])
            end += scale is not None
        if scale is not None:
            top = None if high is None else (high + 1) * scale if vague else high * scale
            low = max(low - 1, Decimal(2)) if vague else low
            half = scale / 2
            return Number(i, end + 1, low * scale, top, half, vague=True, scale=scale)
        if size == 1 and not _lone_phrase(t, i):
            continue
        return Number(i, end, low, high, _HALF, kind, vague=vague)
    return None


def _lone_phrase(t: Tokens, i: int) -> bool:
    """May "most", "several" or "both" count here? "most" before an adjective or after "the" does not."""
    word, before, after = t.low[i], t.low[i - 1], t.low[i + 1]
    if word == "most":
        return before not in ("the", "a", "at", "its", "their", "'s") and _plural_noun(after)
    if word == "both":
        return _plural_noun(after) and t.low[i + 2] != "and"
    return t.kind[i + 1] == WORD and before not in ("the", "these", "those")


def _plural_noun(word: str) -> bool:
    if word in ("people", "men", "women", "children", "species", "police"):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def _plural(t: Tokens, i: int, words: NumberWords) -> Number | None:
    """ "dozens", "hundreds of thousands", "tens of millions": at least this many."""
    low = words.plurals.get(t.low[i])
    if low is None:
        return None
    end = i + 1
    while t.low[end] == "of" and (factor := words.chained.get(t.low[end + 1])) is not None:
        low, end = low * factor, end + 2
    if t.low[i] in ("tens", "scores") and end == i + 1 and t.low[end] != "of":
        return None
    return Number(i, end, low, None, low / 4, vague=True)


__all__ = ["ID", "Number", "NumberKind", "NumberWords", "half_of_last_place", "number_words", "read_number"]
