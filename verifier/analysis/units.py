"""Units of measure and currencies: which unit stands at a token, its dimension and its size."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from verifier.analysis.scan import ID, WORD, Tokens
from verifier.analysis.tables import table
from verifier.frozen import frozen


@frozen
class Unit:
    """A unit: `factor` base units of its dimension make one of it."""

    name: str  # canonical: "kilometre", "usd", "litre"; a rate joins two with "/"
    dimension: str
    factor: Decimal

    def to_base(self, value: Decimal) -> Decimal:
        """`value` of this unit in the base unit of the dimension (celsius for temperatures)."""
        if self.name == "fahrenheit":
            return ((value - 32) * 5 / 9).quantize(Decimal("0.0001")).normalize() + 0
        if self.name == "kelvin":
            return value - Decimal("273.15")
        return value * self.factor if self.factor != 1 else value


@frozen
class UnitAt:
    """A unit as found, up to token `end`; `singular` tells "a 5 kilometre run" from "5 kilometres"."""

    unit: Unit
    end: int
    singular: bool
    symbol: bool = False


@frozen
class _Units:
    by_name: dict[str, Unit]
    names: dict[str, tuple[Unit, bool]]  # single words
    phrases: dict[str, tuple[tuple[tuple[str, ...], Unit, bool], ...]]  # by first word, longest first
    symbols: dict[str, Unit]
    currency: dict[str, Unit]  # signs and codes that stand before the figure


@cache
def _units() -> _Units:
    by_name: dict[str, Unit] = {}
    names: dict[str, tuple[Unit, bool]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Unit, bool]]] = {}
    symbols: dict[str, Unit] = {}
    currency: dict[str, Unit] = {}
    for dimension, rows in table("units").items():
        for name, row in rows.items():
            parts = [*str(row).split("|"), "", ""]
            unit = Unit(name, dimension, Decimal(parts[0].strip()))
            by_name[name] = unit
            for word in parts[1].split():
                pieces = tuple(word.split("_"))
                singular = not word.endswith("s") and word != "feet"
                if len(pieces) == 1:
                    names[word] = (unit, singular)
                else:
                    phrases.setdefault(pieces[0], []).append((pieces, unit, singular))
            for sign in parts[2].split():
                symbols[sign] = unit
                if dimension == "money":
                    currency[sign] = unit
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    return _Units(by_name, names, ordered, symbols, currency)


def unit_named(name: str) -> Unit | None:
    """The unit of that canonical name ("kilometre", "usd"), or None."""
    return _units().by_name.get(name)


_OPEN_MONEY = {
    "dollar": frozenset(("usd", "aud", "cad", "nzd", "hkd", "sgd", "twd")),
    "peso": frozenset(("mxn",)),
    "franc": frozenset(("chf",)),
}


def compatible_units(one: str | None, other: str | None) -> bool:
    """May two units of money mean the same currency? "$" of no named country fits every dollar."""
    if one == other:
        return True
    if one is None or other is None:
        return False
    one, other = one.partition("/")[0], other.partition("/")[0]
    return other in _OPEN_MONEY.get(one, ()) or one in _OPEN_MONEY.get(other, ()) or "cent" in (one, other)


def currency_before(t: Tokens, i: int) -> tuple[Unit, int] | None:
    """The currency whose sign or code ends just before token `i`, and the sign's first token."""
    before = i - 1
    if before < 0 or t.end[before] - t.start[before] > 3:
        return None
    units = _units().currency
    sign = t.raw(before)
    if t.kind[before] not in (WORD, ID):
        if before > 0 and t.glued(before - 1):
            for size in (2, 1):
                country = t.raw(before - 1)
                if len(country) == size and (unit := units.get(country + sign)):
                    return unit, before - 1
        if before > 3 and t.low[before - 4 : before] == ("u", ".", "s", "."):
            return units["USD"], before - 4
        return (units[sign], before) if sign in units and sign not in ("¢",) else None
    if before > 0 and t.glued(before - 1) and (unit := units.get(t.raw(before - 1) + sign)):
        return unit, before - 1  # $US500
    unit_ = units.get(sign)
    return (unit_, before) if unit_ else None


def unit_at(t: Tokens, i: int, *, scale: Decimal = Decimal(1)) -> UnitAt | None:
    """The unit that begins at token `i`. `scale` is that of the number before it ("million")."""
    units = _units()
    word = t.low[i]
    if not word:
        return None
    for pieces, unit, singular in units.phrases.get(word, ()):
        if (end := _match(t, i, pieces)) is not None:
            return UnitAt(unit, end, singular)
    if word == "u" and t.low[i : i + 5] == ("u", ".", "s", ".", "dollars"):
        return UnitAt(units.by_name["usd"], i + 5, singular=False)
    found = units.names.get(word)
    if found is not None:
        unit, singular = found
        if word in ("pounds", "pound") and scale >= 1_000_000:
            return UnitAt(units.by_name["gbp"], i + 1, singular)  # nobody weighs things in millions of pounds
        if word == "ton" and t.low[i + 1] == "-":
            return UnitAt(unit, i + 1, singular)
        return UnitAt(unit, i + 1, singular)
    return _symbol_at(t, i, units)


def _match(t: Tokens, i: int, pieces: tuple[str, ...]) -> int | None:
    """The token after the words `pieces` from token `i` on, with blanks or hyphens between, or None."""
    j = i
    for n, piece in enumerate(pieces):
        if n and t.hyphen(j):
            j += 1
        if piece == "u.s.":
            if t.low[j : j + 4] != ("u", ".", "s", "."):
                return None
            j += 4
        elif t.low[j] != piece:
            return None
        else:
            j += 1
    return j


def _symbol_at(t: Tokens, i: int, units: _Units) -> UnitAt | None:
    """A symbol, longest first: "km/h", "°C", "m²", "%"."""
    text, start = t.text, t.start[i]
    glued = t.glued(i - 1)
    joined = 0
    while joined < 2 and t.glued(i + joined) and t.low[i + joined + 1] not in (".", ",", ")", "-", ";", ":"):
        joined += 1
    for size in range(joined, -1, -1):
        sign = text[start : t.end[i + size]]
        unit = units.symbols.get(sign)
        if unit is None or (unit.dimension == "money" and sign in ("$", "£", "€") and not glued):
            continue
        if len(sign) == 1 and sign.isalpha():
            after = t.low[i + 1]
            # one letter is a unit when glued to the figure or clearly closing it: "5 m tall", "9 V battery"
            if not glued and (after in ("'", "-", ".") and t.glued(i) and t.kind[i + 2] == WORD):
                continue
            if sign in ("C", "F", "V", "W", "J", "L") and not glued and t.capital(i + 1):
                continue
        return UnitAt(unit, i + size + 1, singular=True, symbol=True)
    return None


_PER = frozenset(("per", "/"))
_EACH = frozenset(("a", "an", "each", "every"))
_PEOPLE = frozenset(
    ("person", "head", "capita", "household", "employee", "inhabitant", "student", "resident")
)
_NO_RATE = frozenset(("ago", "later", "earlier", "before", "after", "from", "in"))
_RATED = frozenset(("time", "volume", "mass", "length", "area", "data", "energy"))


def rate_at(t: Tokens, i: int, unit: Unit | None) -> UnitAt | None:
    """The rate that "per hour", "a litre" or "/kg" makes of `unit` at token `i`, or None."""
    sign = t.low[i]
    if sign == "for" and t.low[i + 1] in ("every", "each"):
        sign, i = t.low[i + 1], i + 1
    if sign in _PER or (sign in _EACH and t.low[i + 2] not in _NO_RATE):
        j = i + 1
    else:
        return None
    below: Unit | None = None
    end = j + 1
    if sign == "per" and t.low[j] in _PEOPLE:
        below = _units().by_name["person"]
    elif t.low[j] == "second":
        below = _units().by_name["second"]
    elif (at := unit_at(t, j)) and at.unit.dimension in _RATED and (at.singular or sign == "/"):
        below, end = at.unit, at.end
        if at.symbol and not (sign == "/" or t.end[j] - t.start[j] > 1):
            return None
    elif (
        sign == "per"
        and t.low[j].replace(",", "").isdecimal()
        and t.low[j + 1] in ("people", "inhabitants", "residents")
    ):
        count = Decimal(t.low[j].replace(",", ""))
        if not count:
            return None
        below, end = Unit(f"{t.low[j].replace(',', '')}-people", "count", count), j + 2
    if below is None:
        return None
    above = unit or Unit("", "count", Decimal(1))
    if above.dimension == "length" and below.dimension == "time":
        return UnitAt(
            Unit(f"{above.name}/{below.name}", "speed", above.factor / below.factor), end, singular=True
        )
    dimension = f"{above.dimension}/{below.dimension}"
    return UnitAt(
        Unit(f"{above.name}/{below.name}", dimension, above.factor / below.factor), end, singular=True
    )
