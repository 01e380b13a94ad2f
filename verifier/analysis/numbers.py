"""Reads one number at a token: digits, words, ordinals, multiples; `analysis.shares` reads the rest.

Nothing here knows bounds; `verifier.analysis.quantities` puts those around a number.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from verifier.analysis.counted import ends_phrase, is_plural
from verifier.analysis.number_words import Number, NumberKind, NumberWords, half_of_last_place, number_words
from verifier.analysis.scan import NUMBER, WORD, Tokens
from verifier.analysis.shares import and_part, fraction_at, phrase_at, plural_at, share_of

_HALF = Decimal("0.5")
_MAX_DIGITS = 40  # longer runs of digits are identifiers


def read_number(t: Tokens, i: int, *, money: bool = False) -> Number | None:
    """The longest number that begins at token `i`, or None. `money`: a currency sign stands before."""
    words = number_words()
    if t.kind[i] == NUMBER:
        return _from_digits(t, i, words, money=money)
    word = t.low[i]
    if word not in words.starts:
        return None
    if (
        (found := fraction_at(t, i, words))
        or (found := phrase_at(t, i, words))
        or (found := _cardinal(t, i, words))
        or (found := plural_at(t, i, words))
    ):
        return found
    if (value := words.ordinals.get(word)) is not None:
        return _exact(i, i + 1, Decimal(value), NumberKind.ORDINAL)
    if (factor := words.factors.get(word)) is not None:
        return _exact(i, i + 1, factor, NumberKind.FACTOR)
    if word in words.multiples and (t.low[i + 1] in _THAN or t.low[i + 1] in ("the", "its", "their", "that")):
        return _exact(i, i + 1, Decimal(words.multiples[word]), NumberKind.FACTOR)
    return None


_THAN = frozenset(
    "as more less larger higher bigger faster greater longer smaller lower stronger too over".split()
)


def _exact(first: int, end: int, value: Decimal, kind: NumberKind) -> Number:
    return Number(
        first, end, value, value, half_of_last_place(value) if value == int(value) else _HALF / 10, kind
    )


def _from_digits(t: Tokens, i: int, words: NumberWords, *, money: bool) -> Number | None:
    raw = t.low[i]
    if len(raw) > _MAX_DIGITS:
        return None
    decimal_comma = raw[-2:-1] == "," or raw[-3:-2] == ","
    plain = raw.replace(",", ".") if decimal_comma else raw
    plain = "".join(c for c in plain if c not in ", \u2009\u202f\u00a0")
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
    elif after == "and" and (part := and_part(t, i + 1, words)):
        value, half, end = value + part[0], _HALF / 10, part[1]
    scale = Decimal(1)
    word = t.low[end]
    if word == "-" and t.hyphen(end) and t.low[end + 1] in words.scales:
        word, end = t.low[end + 1], end + 1
    while (factor := words.scales.get(word)) is not None:
        value, scale, end = value * factor, scale * factor, end + 1
        half *= 1 if factor == 12 else factor
        word = t.low[end]
    if (
        scale == 1
        and word in words.letters
        and (money or t.glued(end - 1))
        and _letter(t, end, words, money=money)
    ):
        scale = words.letters[word]
        value, half, end = value * scale, half * scale, end + 1
    number = Number(i, end, value, value, half, digits=True, scale=scale)
    return share_of(t, number, words) or _tail(t, number)


def _letter(t: Tokens, i: int, words: NumberWords, *, money: bool) -> bool:
    """Is the token at `i` a scale letter and no unit? "5k" and "$3m" are, and "3m people"."""
    if money or t.low[i] in words.bare:
        return True
    after = t.low[i + 1]
    if t.raw(i) == "M" or t.low[i] == "m":
        if t.kind[i + 1] != WORD or ends_phrase(after):
            return False
        return after in _PEOPLE or is_plural(after) or is_plural(t.low[i + 2])
    return False


_PEOPLE = frozenset(("people", "men", "women", "children", "tons", "tonnes", "euros", "dollars", "pounds"))


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
        elif started and word == "and" and (part := and_part(t, k, words)):
            current, j = current + part[0], part[1]
        elif started and word == "hundred" and 1 <= current < 100:
            current, j = current * 100, k + 1
        elif started and (factor := words.scales.get(word)) and word != "hundred" and current:
            if last_scale is not None and factor >= last_scale:
                break
            half = half_of_last_place(current) * (1 if factor == 12 else factor)
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
    return share_of(t, number, words) or _tail(t, number)


def _tail(t: Tokens, number: Number) -> Number:
    """A number closed by "times as many", "-fold" or "x" is a factor."""
    j = number.end
    if t.low[j] == "times" and (t.low[j + 1] in _THAN or t.low[j + 1] in ("the", "its", "their")):
        return replace(number, end=j + 1, kind=NumberKind.FACTOR)
    if (t.low[j] == "x" and t.glued(j - 1)) or (t.low[j] == "fold" and t.glued(j - 1)):
        return replace(number, end=j + 1, kind=NumberKind.FACTOR)
    if t.hyphen(j) and t.low[j + 1] == "fold":
        return replace(number, end=j + 2, kind=NumberKind.FACTOR)
    return number
