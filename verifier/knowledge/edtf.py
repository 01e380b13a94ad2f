"""Dates as the database writes them: EDTF strings (ISO 8601-2), level 0 and what people use of level 1.

Allowed: `2026`, `2025-09`, `2026-02-04`, seasons (`2026-21`), unspecified digits (`202X`, `2026-XX`,
`XXXX-02-04`), a mark behind (`~` about, `?` uncertain, `%` both) and intervals, open (`..`) or unknown
(nothing) on one side.
"""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([~?%])?")
_SEASONS = range(21, 42)  # 21-24 seasons, 33-36 quarters, 37-39 thirds, 40-41 halves


def is_edtf(value: str) -> bool:
    """Whether `value` is a date or an interval that can exist."""
    first, slash, last = value.partition("/")
    if not slash:
        return _is_date(first)
    open_ends = {"", ".."}
    if first in open_ends and last in open_ends:
        return False
    return all(end in open_ends or _is_date(end) for end in (first, last)) and not _backwards(first, last)


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if not match:
        return False
    year, month, day, _ = match.groups()
    if "X" in year.rstrip("X") and year != "XXXX":
        return False
    if month is None or month == "XX":
        return day is None or day == "XX" or (day.isdigit() and 1 <= int(day) <= 31)
    if "X" in month:
        return month in {"0X", "1X"} and day is None
    if day is None:
        return 1 <= int(month) <= 12 or int(month) in _SEASONS
    if not 1 <= int(month) <= 12:
        return False
    if day == "XX":
        return True
    if not day.isdigit():
        return day in {"0X", "1X", "2X", "3X"}
    longest = calendar.monthrange(int(year) if year.isdigit() and int(year) else 2000, int(month))[1]
    return 1 <= int(day) <= longest


def _backwards(first: str, last: str) -> bool:
    start, end = first.rstrip("~?%"), last.rstrip("~?%")
    if not start[:4].isdigit() or not end[:4].isdigit() or len(start) != len(end) or "X" in start + end:
        return False
    return start > end
