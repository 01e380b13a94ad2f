"""The kinds of text that a field of a record may hold, with the words for when it does not."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from verifier.knowledge.edtf import is_edtf

MAX_STATEMENT = 2_000  # code points
MAX_QUOTE = 5_000


def _check(holds: Callable[[str], bool], expected: str) -> AfterValidator:
    def validate(value: str) -> str:
        if not holds(value):
            raise ValueError(expected)
        return value

    return AfterValidator(validate)


def _is_day(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite() and value.strip() == value and "_" not in value
    except InvalidOperation:
        return False


def _is_web(value: str) -> bool:
    return value.startswith(("https://", "http://")) and not any(c.isspace() for c in value)


ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._\-]{0,99}$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_STATEMENT, pattern=r"\S")]
Quote = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUOTE, pattern=r"\S")]
Day = Annotated[
    str,
    _check(_is_day, 'a day such as "2026-06-30"'),
    Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}),
]
Edtf = Annotated[
    str, _check(is_edtf, 'an EDTF date such as "2026", "2025-09", "2026-02-04/2026-02-05" or "2026-01~"')
]
Number = Annotated[
    str,
    _check(_is_number, 'a plain decimal figure in quotes, such as "90" or "1.5"'),
    Field(json_schema_extra={"type": ["string", "number"]}),
]
Count = Annotated[
    str,
    StringConstraints(pattern=r"^\d{1,9}$"),
    Field(json_schema_extra={"type": ["string", "integer"]}),
]
Url = Annotated[str, _check(_is_web, "an address that starts with https:// or http://")]
Format = Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
