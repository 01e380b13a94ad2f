"""Reads parts of a whole and amounts said without a figure: "two-thirds", "nine in ten", "most", "dozens"."""

from __future__ import annotations

from decimal import Decimal

from verifier.analysis.counted import is_plural
from verifier.analysis.number_words import Number, NumberKind, NumberWords, half_of_last_place
from verifier.analysis.scan import NUMBER, WORD, Tokens
from verifier.analysis.units import unit_at

_HALF = Decimal("0.5")


def and_part(t: Tokens, i: int, words: NumberWords) -> tuple[Decimal, int] | None:
    """At the "and" of "and a half", "and three quarters": the part and the token after it."""
    top = 1 if t.low[i + 1] in ("a", "one") else words.ones.get(t.low[i + 1], 0)
    j = i + 3 if t.hyphen(i + 2) else i + 2
    below = words.denominators.get(t.low[j])
    if top and below and top < below:
        return Decimal(top) / Decimal(below), j + 1
    return None


def share_of(t: Tokens, number: Number, words: NumberWords) -> Number | None:
    """A share of a whole, in percent: "nine in ten", "four out of five", "two-thirds"."""
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
    elif t.kind[j] == WORD and t.low[j + 1 : j + 3] in (("in", "every"), ("out", "of")):
        k = j + 2 if t.low[j + 2] == "every" else j + 3  # "one seed in every 10,000"
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


def fraction_at(t: Tokens, i: int, words: NumberWords) -> Number | None:
    """A part at its first token: "half", "a third", "a quarter", "half a million"."""
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


def phrase_at(t: Tokens, i: int, words: NumberWords) -> Number | None:
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
        return before not in ("the", "a", "at", "its", "their", "'s") and is_plural(after)
    if word == "both":
        return is_plural(after) and t.low[i + 2] != "and"
    return t.kind[i + 1] == WORD and before not in ("the", "these", "those")


def plural_at(t: Tokens, i: int, words: NumberWords) -> Number | None:
    """At least this many: "dozens", "hundreds of thousands", "tens of millions"."""
    low = words.plurals.get(t.low[i])
    if low is None:
        return None
    end = i + 1
    while t.low[end] == "of" and (factor := words.chained.get(t.low[end + 1])) is not None:
        low, end = low * factor, end + 2
    if t.low[i] in ("tens", "scores") and end == i + 1 and t.low[end] != "of":
        return None
    return Number(i, end, low, None, low / 4, vague=True)
