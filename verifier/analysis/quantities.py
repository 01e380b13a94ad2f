"""Reads the figures of a text: how much of what, with unit and bound. Start at `read_quantities`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from verifier.analysis.bounds import BoundAt, bound_after, bound_before
from verifier.analysis.counted import noun_phrase
from verifier.analysis.labels import is_score, names_something
from verifier.analysis.number_words import NumberKind, number_words
from verifier.analysis.numbers import read_number
from verifier.analysis.parts import Part, article_part, inherit, read_part
from verifier.analysis.scan import HYPHENS, NUMBER, Tokens, scan
from verifier.analysis.units import Unit, rate_at
from verifier.model import Bound, Quantity, Span, TimeExpression


def read_quantities(text: str, times: Sequence[TimeExpression] = ()) -> tuple[Quantity, ...]:
    """The figures of `text` in order, none overlapping another or one of `times`.

    Without `times` they are read first, so that years and dates are never taken for figures. Never raises.
    """
    t = scan(text)
    if not t.numeric and _triggers().isdisjoint(t.words):
        return ()
    if not times:
        from verifier.analysis.times import read_times

        times = read_times(text)
    return tuple(_read(t, _tokens_of(t, times)))


@cache
def _triggers() -> frozenset[str]:
    words = number_words()
    second = {phrase[1] for rows in words.phrases.values() for phrase, *_ in rows if len(phrase) > 1}
    durations = "decade century fortnight millennium year month week day hour minute second".split()
    return (words.starts | second | words.scales.keys() | words.denominators.keys() | {*durations}) - {
        "a",
        "an",
        "of",
    }


def _tokens_of(t: Tokens, times: Sequence[TimeExpression]) -> frozenset[int]:
    """The tokens that lie in one of `times`."""
    if not times:
        return frozenset()
    taken: set[int] = set()
    for time in times:
        i = bisect_right(t.end, time.span.start, 0, t.count)
        while i < t.count and t.start[i] < time.span.end:
            taken.add(i)
            i += 1
    return frozenset(taken)


def _read(t: Tokens, taken: frozenset[int]) -> list[Quantity]:
    starts = number_words().starts
    found: list[Quantity] = []
    i = floor = 0
    while i < t.count:
        if (t.kind[i] == NUMBER or t.low[i] in starts) and i not in taken:
            part = read_part(t, i, taken, floor=floor) or article_part(t, i)
            if part is not None:
                quantities, end = _around(t, part, floor, taken)
                found += quantities
                i = floor = max(end, i + 1)
                continue
        i += 1
    return found


def _around(t: Tokens, part: Part, floor: int, taken: frozenset[int]) -> tuple[list[Quantity], int]:
    """The quantities that `part` and what stands around it make, and the token after them."""
    if (pair := _second(t, part, taken)) is not None:
        second, join = pair
        if join == "skip":
            return [], second.end
        low, high = inherit(part, second)
        if join in ("change", "by"):
            at = rate_at(t, high.end, high.unit) if high.unit is not None else None
            one, _ = _quantity(t, low, None, floor, rated=at.unit if at else None)
            two, end = _quantity(t, high, None, part.end)
            return [quantity for quantity in (one, two) if quantity is not None], end
        quantity, end = _quantity(t, high, low, floor)
        return ([quantity] if quantity else []), end
    quantity, end = _quantity(t, part, None, floor)
    return ([quantity] if quantity else []), end


def _second(t: Tokens, part: Part, taken: frozenset[int]) -> tuple[Part, str] | None:
    """The other end of a range and how it is joined: range, change ("from 2 to 5"), by ("7 by 12"), skip."""
    j, word = part.end, t.low[part.end]
    if part.number.kind in (NumberKind.ORDINAL, NumberKind.FACTOR) or part.number.vague:
        return None
    dash = word in HYPHENS and (t.hyphen(j) or (t.kind[j + 1] == NUMBER and not t.glued(j - 1)))
    if word in HYPHENS and not dash and t.low[j + 1] in ("to", "or") and t.glued(j - 1):
        j, word = j + 1, t.low[j + 1]  # "18- to 24-year-olds"
    if not dash and word not in ("to", "and", "or", "by", "x", "×"):
        return None
    k = j + 1
    signed = t.low[k] in "$£€₹¥" or (t.low[k] in ("us", "a", "c") and t.low[k + 1] == "$")
    while signed and t.kind[k] != NUMBER and k < j + 3:
        k += 1
    if k in taken or (word in ("x",) and t.glued(j - 1) and not t.glued(j)):
        return None
    second = read_part(t, k, taken, floor=j + 1, in_range=True)
    if second is None or second.number.vague or second.number.kind is NumberKind.ORDINAL:
        return None
    if dash and part.number.digits and second.number.digits:
        bare = part.unit is None and second.unit is None and second.number.scale == 1
        if t.hyphen(second.end) and t.kind[second.end + 1] == NUMBER:
            while t.hyphen(second.end) and t.kind[second.end + 1] == NUMBER:
                second = second.until(second.end + 2)  # a telephone number or a code
            return second, "skip"
        if bare and is_score(t, part.number, second.number):
            return second, "skip"
    if word == "to" and second.unit is None and part.unit is not None and part.dimension != "money":
        return None  # "rose 5 percent to 14 billion": the unit of a range stands at its end
    low, high = inherit(part, second)
    fits = low.dimension == high.dimension and low.unit_name == high.unit_name
    if word in ("by", "x", "×"):
        return (second, "by") if high.dimension == "length" and low.dimension == "length" else None
    if not fits and not (low.dimension == high.dimension and low.dimension not in ("money", "count")):
        return None
    before = t.low[part.first - 1]
    if word == "and":
        return (second, "range") if _between(t, part.first) else None
    if word == "or":
        near = low.number.low < high.number.low <= 2 * low.number.low and part.unit is None
        return (second, "range") if near else None
    if word == "to" and (
        before == "from" or (t.low[part.first - 2] == "from" and before in ("about", "around", "just"))
    ):
        spread = t.low[part.first - 2].startswith(("rang", "var", "anywhere", "stretch"))
        return second, "range" if spread else "change"
    if low.value >= high.value:
        return (second, "skip") if part.unit is None and second.unit is None else None
    return second, "range"


def _between(t: Tokens, first: int) -> bool:
    return t.low[first - 1] == "between" or (
        t.low[first - 2] == "between" and t.low[first - 1] in ("a", "about")
    )


def _quantity(
    t: Tokens, part: Part, low_end: Part | None, floor: int, *, rated: Unit | None = None
) -> tuple[Quantity | None, int]:
    """The quantity of `part`, or of the range from `low_end` to it; and the token after it."""
    number, unit, end = part.number, part.unit, part.end
    head = low_end or part
    first = head.first
    measured = unit is not None or part.age or number.scale > 1
    if names_something(t, head.number, measured=measured or (low_end is not None and number.scale > 1)):
        return None, end
    dimension, name = part.dimension, part.unit_name
    after = part.bound or bound_after(t, end)
    if after is not None and part.bound is None:
        end = after.end
    closed = end
    of: str | None = None
    if part.age:
        of = _attribute(t, part, closed)
    else:
        if unit is not None and (at := rate_at(t, end, unit)) is not None:
            rated, end, closed = at.unit, at.end, at.end
        phrase = _measured(t, part, closed)
        if phrase is not None:
            of, past = phrase
            if rated is None and unit is None and number.kind is NumberKind.CARDINAL:
                if (at := rate_at(t, past, None)) is not None:
                    rated, end = at.unit, at.end
                elif after is None and (after := bound_after(t, past)) is not None and after.end - past > 1:
                    end = after.end
    if rated is not None:
        dimension, name = rated.dimension, rated.name
    before = bound_before(t, first, duration=dimension == "time") if first > floor else None
    if before is not None and before.first < floor:
        before = None
    start = before.first if before else first
    if low_end is not None and start == first and t.low[first - 1] == "between" and first - 1 >= floor:
        start = first - 1
    bound, low, high = _limits(part, low_end, before, after, rated)
    half = part.half_step if rated is None else number.half_step * rated.factor
    span = Span(t.start[start], t.end[end - 1])
    digits = Span(t.start[head.number.first], t.end[number.end - 1])
    quantity = Quantity(span, span.of(t.text), low, high, bound, name, dimension, of, half, digits)
    return quantity, max(end, part.end)


def _limits(
    part: Part, low_end: Part | None, before: BoundAt | None, after: BoundAt | None, rated: Unit | None
) -> tuple[Bound, Decimal | None, Decimal | None]:
    number = part.number

    def base(value: Decimal, of: Part) -> Decimal:
        signed = -value if of.negative else value
        return of.to_base(signed) if rated is None else signed * rated.factor

    low: Decimal | None = base(number.low, part)
    high: Decimal | None = None if number.high is None else base(number.high, part)
    if low_end is not None:
        return Bound.BETWEEN, base(low_end.number.low, low_end), high
    if number.vague:
        return Bound.VAGUE, low, high
    bound = (after or before).bound if (after or before) else Bound.EXACT  # type: ignore[union-attr]
    if number.kind is NumberKind.ORDINAL:
        return Bound.EXACT, low, high
    if bound in (Bound.OVER, Bound.AT_LEAST):
        high = None
    elif bound in (Bound.UNDER, Bound.AT_MOST):
        low = None
    return bound, low, high


def _measured(t: Tokens, part: Part, end: int) -> tuple[str, int] | None:
    """What `part` counts or measures, and the token after it."""
    number, dimension = part.number, part.dimension
    counts = dimension == "count" and number.low != 1
    if t.low[end] == "of":
        whole = end + 2 if t.low[end + 1] in ("the", "its", "their", "his", "her") else end + 1
        if (total := read_number(t, whole)) is not None and not total.vague:
            return noun_phrase(t, total.end, counts=counts)  # "4 of the 330 women"
        return noun_phrase(t, end + 1, counts=counts)
    if number.kind is NumberKind.FACTOR:
        return None
    if dimension in ("count", "ordinal"):
        if t.hyphen(end):
            return noun_phrase(t, end + 1, counts=counts)
        if t.low[end - 1] == "of" or not t.glued(end - 1):
            return noun_phrase(t, end, counts=counts)
        return None
    if t.low[end] == "worth" and t.low[end + 1] == "of":
        return noun_phrase(t, end + 2, counts=False)
    if (
        dimension == "money"
        and t.low[end] == "in"
        and t.low[end + 1] not in ("the", "a", "its", "his", "this")
    ):
        return None if t.capital(end + 1) or end + 1 >= t.count else noun_phrase(t, end + 1, counts=False)
    if dimension in ("percent", "money", "percentage-points"):
        return noun_phrase(t, end, counts=False)
    of = _attribute(t, part, end)
    return (of, end) if of else None


def _attribute(t: Tokens, part: Part, end: int) -> str | None:
    """The noun that a measure stands before as an attribute: "ten-year framework", "a 5 kilometre run"."""
    if not (
        part.hyphenated
        or (part.singular and (t.low[part.first - 1] in ("a", "an", "the") or t.low[part.first] == "a"))
    ):
        return None
    if t.low[part.first] in ("a", "an"):
        return None
    found = noun_phrase(t, end, counts=False)
    return found[0] if found else None
