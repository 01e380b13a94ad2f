"""One end of a figure: a number with its currency or unit, before bounds, ranges and rates are looked at."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from verifier.analysis.bounds import BoundAt, bound_after
from verifier.analysis.number_words import Number, NumberKind, half_of_last_place
from verifier.analysis.numbers import read_number
from verifier.analysis.scan import NUMBER, WORD, Tokens
from verifier.analysis.units import Unit, UnitAt, currency_before, unit_at, unit_named
from verifier.frozen import frozen

_TWELVE = {"year": Decimal(1), "month": Decimal(1) / 12, "week": Decimal(7) / Decimal("365.2425"),
           "day": 1 / Decimal("365.2425"), "hour": 1 / Decimal("8765.82")}  # fmt: skip


@frozen
class Part:
    """A number with its unit. Tokens `first`..`end`, half-open."""

    number: Number
    first: int
    end: int
    unit: Unit | None = None
    bound: BoundAt | None = None  # "50-plus kilometres"
    negative: bool = False
    hyphenated: bool = False  # "ten-year"
    singular: bool = False  # the unit as written: "a 5 kilometre run"
    age: bool = False  # "45-year-old", "aged 45"

    @property
    def dimension(self) -> str:
        """The dimension of the figure."""
        if self.age:
            return "year-age"
        kind = self.number.kind
        if kind is NumberKind.SHARE:
            return "percent"
        if kind is NumberKind.ORDINAL:
            return "ordinal"
        if kind is NumberKind.FACTOR:
            return "factor"
        return self.unit.dimension if self.unit else "count"

    @property
    def unit_name(self) -> str | None:
        """The canonical unit; percent for shares, None for bare counts."""
        if self.number.kind is NumberKind.SHARE:
            return "percent"
        return self.unit.name if self.unit else None

    @property
    def value(self) -> Decimal:
        """The signed low value in the base unit."""
        return self.to_base(-self.number.low if self.negative else self.number.low)

    def to_base(self, value: Decimal) -> Decimal:
        """`value` in the base unit of the dimension; ages are in years."""
        if self.unit is None:
            return value
        if self.age:
            return value * _TWELVE.get(self.unit.name, Decimal(1))
        return self.unit.to_base(value)

    @property
    def half_step(self) -> Decimal:
        """Half of the last place written, in the base unit."""
        if self.unit is None or self.unit.name == "kelvin":
            return self.number.half_step
        if self.unit.name == "fahrenheit":
            return self.number.half_step * 5 / 9
        if self.age:
            return self.number.half_step * _TWELVE.get(self.unit.name, Decimal(1))
        return self.number.half_step * self.unit.factor

    def until(self, end: int) -> Part:
        """The same part with a later end."""
        return replace(self, end=end)


_CARRIES_UNIT = (NumberKind.CARDINAL, NumberKind.FRACTION)


def read_part(
    t: Tokens, i: int, taken: frozenset[int], *, floor: int = 0, in_range: bool = False
) -> Part | None:
    """The part whose number begins at token `i`, or None.

    Tokens in `taken` belong to dates; those before `floor` to the quantity before.
    """
    currency = currency_before(t, i) if i > floor else None
    if currency is not None and currency[1] < floor:
        currency = None
    number = read_number(t, i, money=currency is not None)
    if number is None or any(k in taken for k in range(number.first, number.end)):
        return None
    first = currency[1] if currency else i
    negative = first > floor and not in_range and _negative(t, first)
    if negative:
        first -= 1
    part = Part(number, first, number.end, negative=negative)
    if currency is not None and number.kind in _CARRIES_UNIT:
        end = number.end
        if (at := unit_at(t, end)) is not None and at.unit.dimension == "money":
            return replace(part, unit=currency[0] if currency[0].name != "dollar" else at.unit, end=at.end)
        return replace(part, unit=currency[0])
    if number.kind not in _CARRIES_UNIT:
        return part
    return _with_unit(t, part)


def _negative(t: Tokens, first: int) -> bool:
    sign = t.low[first - 1]
    if sign == "minus":
        return True
    if sign not in ("-", "−") or not t.glued(first - 1):
        return False
    return first == 1 or not t.glued(first - 2) or t.low[first - 2] in ("(", "[")


def _with_unit(t: Tokens, part: Part) -> Part:
    number = part.number
    j = number.end
    inner: BoundAt | None = None
    if (plus := bound_after(t, j)) is not None and (at := _unit(t, plus.end, number)) is not None:
        inner, j = plus, plus.end
    else:
        at = None
    hyphen = t.hyphen(j) or (t.low[j] in "-‑" and t.glued(j - 1) and t.kind[j + 1] == WORD and t.low[j] != "")
    if at is None:
        k = j + 1 if hyphen else j
        if t.low[j] == "of" and (number.vague or number.kind is NumberKind.FRACTION):
            k = j + 2 if t.low[j + 1] in ("a", "an", "the") and number.kind is NumberKind.FRACTION else j + 1
        elif t.low[j] in ("a", "an") and number.kind is NumberKind.FRACTION:
            k = j + 1
        at = _unit(t, k, number)
    if at is None or t.low[number.first] == "both":
        if (place := t.low[part.first - 1]) in ("aged", "ages") or (place == "age" and number.digits):
            return replace(part, first=part.first - 1, unit=unit_named("year"), age=True)
        if place == "of" and t.low[part.first - 2] == "age":
            return replace(part, unit=unit_named("year"), age=True)
        return part
    age = _age_end(t, at) if at.unit.dimension == "time" else None
    aged = age is not None
    part = replace(part, unit=at.unit, end=age or at.end, bound=inner, age=aged)
    return replace(part, hyphenated=hyphen, singular=at.singular)


def _unit(t: Tokens, i: int, number: Number) -> UnitAt | None:
    if t.low[i] == "second" and (t.low[i - 1] == "-" or (number.low <= 1 and t.low[i - 1] != "of")):
        unit = unit_named("second")
        return UnitAt(unit, i + 1, singular=True) if unit else None
    return unit_at(t, i, scale=number.scale)


def _age_end(t: Tokens, at: UnitAt) -> int | None:
    """The token after "-old", "old" or "of age" behind a unit of time, or None."""
    j = at.end
    if t.hyphen(j) and t.low[j + 1] in ("old", "olds"):
        return j + 2
    if t.low[j] == "old" and t.low[j + 1] != "":
        return j + 1
    return j + 2 if t.low[j : j + 2] == ("of", "age") else None


_ALWAYS = frozenset(("decade", "century", "fortnight", "millennium"))
_MAYBE = frozenset(("year", "month", "week", "day", "hour", "minute"))
_FOR = frozenset(
    "for in within after takes took take lasted lasts last lasting over nearly almost about least around "
    "than "
    "under every just roughly only spent".split()
)
_NOT_AFTER = frozenset(("ago", "later", "earlier", "before", "after", "from", "old"))


def article_part(t: Tokens, i: int) -> Part | None:
    """An article that counts one unit of time: "a decade", "for a week", "a year-long strike"."""
    if t.low[i] not in ("a", "an"):
        return None
    word, after = t.low[i + 1], t.low[i + 2]
    long = t.hyphen(i + 2) and t.low[i + 3] == "long"
    if not long and (t.hyphen(i + 2) or after in _NOT_AFTER):
        return None
    if word not in _ALWAYS and not (word in _MAYBE and (long or t.low[i - 1] in _FOR)):
        return None
    unit = unit_named(word)
    if unit is None or t.kind[i - 1] == NUMBER:
        return None
    one = Decimal(1)
    number = Number(i, i + 1, one, one, half_of_last_place(one))
    return Part(number, i, i + 4 if long else i + 2, unit, hyphenated=long, singular=True)


_SMALL = Decimal(1000)


def inherit(one: Part, other: Part) -> tuple[Part, Part]:
    """The two ends of a range with the unit and the scale that only one of them spells out."""
    if one.unit is None and other.unit is not None and one.number.kind is not NumberKind.SHARE:
        one = replace(one, unit=other.unit, age=other.age)
    elif other.unit is None and one.unit is not None and other.number.kind is not NumberKind.SHARE:
        other = replace(other, unit=one.unit, age=one.age)
    scale = other.number.scale
    if (
        scale > 1
        and one.number.scale == 1
        and one.number.low < _SMALL
        and one.number.low <= other.number.low / scale
    ):
        number = one.number
        top = None if number.high is None else number.high * scale
        scaled = replace(
            number, low=number.low * scale, high=top, half_step=number.half_step * scale, scale=scale
        )
        one = replace(one, number=scaled)
    return one, other
