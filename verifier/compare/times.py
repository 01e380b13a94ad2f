"""Dates: the same moment, as far as both sides say?"""

from __future__ import annotations

import re

from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.anchoring import affirmed, anchored
from verifier.compare.contrast import figures_agree
from verifier.compare.offsets import compare_clocks, compare_offsets
from verifier.compare.predicates import predicate_pairs
from verifier.compare.span_ends import same_end
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Grain, Moment, TimeBound, TimeExpression

QUARTERS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
THIRDS = {"early": (1, 12), "mid": (9, 21), "late": (18, 31)}  # days of a month
WEEKS = {
    "first": (1, 8),
    "second": (7, 15),
    "third": (14, 22),
    "fourth": (21, 29),
    "last": (21, 31),
    "final": (21, 31),
}
WEEK_OF = re.compile(r"\b(first|second|third|fourth|last|final) (?:full )?week (?:of|in) \Z", re.IGNORECASE)
YEAR_THIRDS = {"early": (1, 5), "mid": (4, 9), "late": (8, 12)}  # months of a year


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each date of the statement."""
    known = [term for term in alignment.claim.terms if term.time is not None]
    return tuple(
        _compare_one(alignment, term, known) for term in alignment.statement.terms if term.time is not None
    )


def _compare_one(alignment: Alignment, stated: Term, known: list[Term]) -> Comparison:
    assert stated.time is not None
    best: tuple[int, Comparison] | None = None
    order = {Relation.AGREES: 4, Relation.COMPATIBLE: 3, Relation.SILENT: 2, Relation.CONFLICTS: 1}
    week = WEEK_OF.search(alignment.statement.text, 0, stated.span.start)
    for term in known:
        assert term.time is not None
        level, relation = compare_times(stated.time, term.time)
        if week is not None and relation in (Relation.AGREES, Relation.COMPATIBLE):
            level, relation = _week_of(week.group(1).lower(), term.time)
        if relation is Relation.UNRELATED:
            continue
        if relation is Relation.CONFLICTS and (
            _taken(alignment, stated, term)
            or _prefixed(alignment, stated)
            or not figures_agree(alignment, stated, term)
            or not affirmed(alignment, stated, term)
            or not anchored(alignment, stated, term)
        ):
            continue
        rank = order[relation]
        if relation is Relation.SILENT and _of_another_clause(alignment, stated, term):
            rank = 0  # "built in 1932, closed since 2023": what was built is not dated by the closing
        if best is None or rank > best[0]:
            note = f"{stated.time.text} against {term.time.text}"
            best = (rank, Comparison(Facet.TIME, level, relation, "V105", stated, term, note))
    if best is not None:
        return best[1]
    return Comparison(
        Facet.TIME, "not stated", Relation.SILENT, "V202", stated, None, "the claim gives no such date"
    )


def _of_another_clause(alignment: Alignment, stated: Term, known: Term) -> bool:
    """The claim says what the statement dates in one clause, and this date belongs to another."""
    return any(
        pair.stated == stated.clause and pair.known != known.clause for pair in predicate_pairs(alignment)
    )


def _week_of(which: str, known: TimeExpression) -> tuple[str, Relation]:
    """ "The last week of May" against a day of May."""
    days = _days(known)
    first, last = WEEKS[which]
    if days is None:
        return "more precise", Relation.SILENT
    if days[1] < first or days[0] > last:
        return "another week", Relation.CONFLICTS
    return "within the week", Relation.COMPATIBLE


def _taken(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Another date of the statement is this one already."""
    return any(
        other.time is not None
        and other is not stated
        and known.time is not None
        and compare_times(other.time, known.time)[1] in (Relation.AGREES, Relation.COMPATIBLE)
        for other in alignment.statement.terms
    )


def _prefixed(alignment: Alignment, stated: Term) -> bool:
    """ "post-1979", "pre-war 1938": the hyphen makes the date a part of another word."""
    start = stated.span.start
    return start > 0 and alignment.statement.text[start - 1] in "-‐‑–"


def compare_times(stated: TimeExpression, known: TimeExpression) -> tuple[str, Relation]:
    """The first of the ordered levels that holds. Only parts that both sides state are compared."""
    if stated.relative or known.relative:
        if stated.relative == known.relative and stated.bound is known.bound:
            return "same", Relation.AGREES
        if not (_parts(stated.first) and _parts(known.first)):
            return compare_offsets(stated, known)
    if known.last is not None and stated.last is not None and stated.bound is known.bound:
        if _same_moment(stated.first, known.first) != _same_moment(stated.last, known.last):
            return "different range", Relation.CONFLICTS
    if known.last is not None and stated.last is None and stated.first in (known.first, known.last):
        return "one end of the range", Relation.COMPATIBLE
    if stated.bound in (TimeBound.SINCE, TimeBound.UNTIL):
        end = same_end(stated, known)
        if end is not None:
            return end
    s_range, k_range = _months(stated), _months(known)
    if stated.bound in (TimeBound.BEFORE, TimeBound.AFTER, TimeBound.SINCE, TimeBound.UNTIL, TimeBound.BY):
        if stated.bound is known.bound and _equal(stated, known):
            return "same", Relation.AGREES
        return _bounded(stated, known)
    if known.bound is not stated.bound and known.bound in (
        TimeBound.BEFORE,
        TimeBound.AFTER,
        TimeBound.SINCE,
        TimeBound.UNTIL,
    ):
        return "bound differs", Relation.SILENT
    years = _years(stated), _years(known)
    shared = False
    finer = False
    if years[0] and years[1]:
        if years[0][1] < years[1][0] or years[1][1] < years[0][0]:
            return "different year", Relation.CONFLICTS
        shared = True
        if years[0] != years[1] and years[0][0] >= years[1][0] and years[0][1] <= years[1][1]:
            finer = True
    elif years[0]:
        finer = True
    if s_range and k_range:
        if s_range[1] < k_range[0] or k_range[1] < s_range[0]:
            return "different month", Relation.CONFLICTS
        shared = True
        if (s_range[1] - s_range[0]) < (k_range[1] - k_range[0]):
            finer = True
    elif s_range:
        finer = True
    s_days, k_days = _days(stated), _days(known)
    if s_days and k_days and s_range == k_range:
        if s_days[1] < k_days[0] or k_days[1] < s_days[0]:
            return "different day", Relation.CONFLICTS
        if known.last is None and stated.last is not None and s_days != k_days:
            finer = True
        elif known.last is not None and stated.last is not None and s_days != k_days:
            return "different days", Relation.CONFLICTS
    elif s_days:
        finer = True
    if stated.first.weekday is not None and known.first.weekday is not None:
        if stated.first.weekday != known.first.weekday:
            return "different weekday", Relation.CONFLICTS
        shared = True
    elif stated.first.weekday is not None:
        finer = True
    if stated.first.hour is not None:
        if known.first.hour is not None:
            same = (stated.first.hour, stated.first.minute or 0) == (
                known.first.hour,
                known.first.minute or 0,
            )
            if not same:
                return "different time", Relation.CONFLICTS
            shared = True
        else:
            finer = True
    if not shared:
        return "nothing shared", Relation.UNRELATED
    if finer:
        return "more precise", Relation.SILENT
    return ("same" if _equal(stated, known) else "contains"), Relation.AGREES if _equal(
        stated, known
    ) else Relation.COMPATIBLE


def _parts(moment: Moment) -> bool:
    return any(
        part is not None for part in (moment.year, moment.month, moment.day, moment.weekday, moment.hour)
    )


def _same_moment(stated: Moment, known: Moment) -> bool:
    """No part that both sides state differs."""
    pairs = ((stated.year, known.year), (stated.month, known.month), (stated.day, known.day))
    return all(one == other for one, other in pairs if one is not None and other is not None)


def _equal(stated: TimeExpression, known: TimeExpression) -> bool:
    return (stated.first, stated.last) == (known.first, known.last)


def _years(time: TimeExpression) -> tuple[int, int] | None:
    if time.first.year is None:
        return None
    first = time.first.year
    last = time.last.year if time.last and time.last.year is not None else first
    if time.last is None and time.grain is Grain.DECADE:
        last = first + 9
    if time.last is None and time.grain is Grain.CENTURY:
        last = first + 99
    return (min(first, last), max(first, last))


def _months(time: TimeExpression) -> tuple[int, int] | None:
    first = time.first
    if first.month is not None:
        last = time.last.month if time.last and time.last.month is not None else first.month
        if last < first.month:
            return None
        return first.month, last
    span = QUARTERS.get(first.part or "") or SEASONS.get(first.part or "")
    if span is None and first.part in YEAR_THIRDS and first.year is not None and time.grain is Grain.YEAR:
        span = YEAR_THIRDS[first.part]
    return span if span and span[0] <= span[1] else None


def _days(time: TimeExpression) -> tuple[int, int] | None:
    first = time.first
    if first.day is not None:
        last = time.last.day if time.last and time.last.day is not None else first.day
        if time.last and time.last.month not in (None, first.month):
            return None
        return (first.day, last) if first.day <= last else None
    if first.part in THIRDS and first.month is not None:
        return THIRDS[first.part]
    return None


def _bounded(stated: TimeExpression, known: TimeExpression) -> tuple[str, Relation]:
    """ "before 2010" against 2008."""
    if stated.first.hour is not None and known.first.hour is not None and known.bound is TimeBound.AT:
        return compare_clocks(stated, known)
    s, k = _years(stated), _years(known)
    if not s or not k or _months(stated) or _months(known):
        if _equal(stated, known):
            return "same", Relation.AGREES
        s_m, k_m = _months(stated), _months(known)
        if (
            s_m
            and k_m
            and s_m[1] != k_m[0]
            and not s
            and not k
            and known.bound in (stated.bound, TimeBound.AT)
        ):
            if stated.bound is known.bound and s_m != k_m:
                return "different month", Relation.CONFLICTS
        return "bound differs", Relation.SILENT
    if stated.bound is TimeBound.BEFORE:
        if k[1] < s[0]:
            return "before", Relation.COMPATIBLE
        return (
            ("not before", Relation.CONFLICTS)
            if k[0] >= s[1] and known.bound is TimeBound.AT
            else ("bound", Relation.SILENT)
        )
    if stated.bound is TimeBound.AFTER:
        if k[0] > s[1]:
            return "after", Relation.COMPATIBLE
        return (
            ("not after", Relation.CONFLICTS)
            if k[1] < s[0] and known.bound is TimeBound.AT
            else ("bound", Relation.SILENT)
        )
    if stated.bound is known.bound or (stated.bound is TimeBound.BY and known.bound is TimeBound.AT):
        if s == k:
            return "same", Relation.AGREES
        if s[1] < k[0] or k[1] < s[0]:
            return "different year", Relation.CONFLICTS
    return "bound differs", Relation.SILENT
