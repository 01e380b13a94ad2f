"""The kinds of text that a field of a record may hold, with the words for when it does not."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from verifier.knowledge.declaring import Words
from verifier.knowledge.edtf import is_edtf

MAX_STATEMENT = 2_000  # code points
MAX_QUOTE = 5_000


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
Id = Annotated[str, Words(ID_PATTERN)]
Text = Annotated[str, Words(r"\S", most=MAX_STATEMENT)]
Quote = Annotated[str, Words(r"\S", most=MAX_QUOTE)]
Day = Annotated[
    str,
    Words(
        holds=_is_day,
        expected='a day such as "2026-06-30"',
        schema={"pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"},
    ),
]
Edtf = Annotated[
    str,
    Words(
        holds=is_edtf,
        expected='an EDTF date such as "2026", "2025-09", "2026-02-04/2026-02-05" or "2026-01~"',
    ),
]
Number = Annotated[
    str,
    Words(
        holds=_is_number,
        expected='a plain decimal figure in quotes, such as "90" or "1.5"',
        schema={"type": ["string", "number"]},
    ),
]
Count = Annotated[str, Words(r"^\d{1,9}$", schema={"type": ["string", "integer"]})]
Url = Annotated[str, Words(holds=_is_web, expected="an address that starts with https:// or http://")]
Wikidata = Annotated[str, Words(r"^Q[1-9]\d{0,11}$")]
Sha256 = Annotated[str, Words(r"^[0-9a-f]{64}$")]
Language = Annotated[str, Words(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
Format = Annotated[Literal["1"], Words(whole_schema={"enum": [1, "1"]})]
