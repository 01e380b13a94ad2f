"""Cells of a table that a spreadsheet shows as they are, and the way back.

A spreadsheet runs a cell that begins like a formula. Such a cell gets an apostrophe in front, which is taken
away again when the table is read: https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re

_FORMULA = "=+-@\t\r\n＝＋－＠"
_GUARD = "'"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def guarded(value: str) -> str:
    """`value` as a cell that no spreadsheet runs; a plain number stays a number."""
    if value[:1] and value[0] in _FORMULA + _GUARD and not _NUMBER.fullmatch(value):
        return _GUARD + value
    return value


def unguarded(cell: str) -> str:
    """The value that `guarded` was given; an apostrophe that a person wrote stays."""
    if cell[:1] == _GUARD and cell[1:2] and cell[1] in _FORMULA + _GUARD:
        return cell[1:]
    return cell
