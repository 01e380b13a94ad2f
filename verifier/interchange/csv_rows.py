"""Reading a table of claims as spreadsheets write it: any of their separators, one row a citation."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.interchange.cells import unguarded
from verifier.interchange.columns import CITES, COLUMNS, LISTS, OF_CITATION, OF_CLAIM, REQUIRED
from verifier.interchange.incoming import Incoming
from verifier.knowledge.problem import Problem
from verifier.model import ClaimPlace
from verifier.near_miss import did_you_mean

_SEPARATORS = (",", ";", "\t", "|")
_TOLD = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
_HEADER = 10_000  # code points in which the first row ends
_LONGEST_CELL = 1_000_000  # code points; the quote and the statement have limits of their own


@frozen
class _Row:
    """One row: its cells by column, and where it begins."""

    cells: dict[str, str]
    line: int


def read_csv(text: str, path: str) -> tuple[list[Incoming], list[Problem]]:
    """The claims of a table, and what is wrong with its rows.

    Raises ClaimsError where there is no table: no header, a column that is missing or unknown, a quotation
    mark that is never closed.
    """
    names, rows = _table(text, path)
    claims: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    cited: dict[str, dict[tuple[str | int, ...], tuple[int, int]]] = {}
    problems: list[Problem] = []
    for row in rows:
        columns = {name: at + 1 for at, name in enumerate(names)}
        name = row.cells.get("id", "")
        if not name.strip():
            problems.append(
                Problem("no id in this row; give each claim one", _at(path, row.line, columns["id"]))
            )
            continue
        places = cited.setdefault(name, {})
        lines.setdefault(name, row.line)
        record = claims.setdefault(name, {})
        for column, steps in OF_CLAIM.items():
            cell = row.cells.get(column, "")
            if cell:
                value = _items(cell) if column in LISTS else cell
                place = (row.line, columns[column])
                if not _put(record, steps, value):
                    message = f"`{column}` differs from another row of “{name}”; make them the same"
                    problems.append(Problem(message, _at(path, *place), claim=name))
                places.setdefault(steps, place)
        _cite(record, row, columns, places, path, problems)
    for record in claims.values():
        record.setdefault("status", "proposed")
    found = [
        Incoming(
            record,
            ClaimPlace(path, lines[name], 1),
            {k: ClaimPlace(path, *v) for k, v in cited[name].items()},
        )
        for name, record in claims.items()
    ]
    return found, problems


def _cite(
    record: dict[str, Any],
    row: _Row,
    columns: dict[str, int],
    places: dict[tuple[str | int, ...], tuple[int, int]],
    path: str,
    problems: list[Problem],
) -> None:
    """Add the citation of a row to its claim."""
    cites = row.cells.get(CITES, "") or "claim"
    if cites not in {"claim", "retraction"}:
        message = f"`{CITES}`: expected claim or retraction, found “{cites[:40]}”"
        problems.append(Problem(message, _at(path, row.line, columns[CITES])))
        return
    citation = {name: row.cells[name] for name in OF_CITATION if row.cells.get(name)}
    where = record if cites == "claim" else record.setdefault("retraction", {})
    listed = where.setdefault("citations", [])
    steps: tuple[str | int, ...] = ("citations",) if cites == "claim" else ("retraction", "citations")
    for name in OF_CITATION:
        places[(*steps, len(listed), name)] = (row.line, columns.get(name, 1))
    places[(*steps, len(listed))] = (row.line, columns["quote"])
    listed.append(citation)


def _put(record: dict[str, Any], steps: tuple[str, ...], value: Any) -> bool:
    """Set a value; False where another one stands already."""
    for step in steps[:-1]:
        record = record.setdefault(step, {})
    return bool(record.setdefault(steps[-1], value) == value)


def _items(cell: str) -> list[str]:
    return [line.strip() for line in cell.splitlines() if line.strip()]


def _table(text: str, path: str) -> tuple[list[str], Iterator[_Row]]:
    told = _TOLD.match(text)  # some programs tell Excel which separator they use
    separators = (told[1],) if told else _SEPARATORS
    text, skipped = (text[told.end() :], 1) if told else (text, 0)
    header = next(iter(text[:_HEADER].lstrip("\r\n").splitlines()), "")
    separator = max(separators, key=lambda one: len(set(_names(header, one)) & set(COLUMNS)))
    names = _names(header, separator)
    while names and not names[-1]:  # spreadsheets write the empty columns of their window
        names.pop()
    if not set(names) & set(COLUMNS):
        raise ClaimsError(
            f"no header; expected a first row with the names of columns: {', '.join(REQUIRED)} …",
            path=path, line=1 + skipped, column=1,
        )  # fmt: skip
    for at, name in enumerate(names):
        if name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS) or f" Expected some of: {', '.join(COLUMNS)}."
            raise ClaimsError(
                f"unknown column “{name[:40]}”.{hint}", path=path, line=1 + skipped, column=at + 1
            )
        if name in names[:at]:
            raise ClaimsError(f"the column “{name}” stands twice", path=path, line=1 + skipped, column=at + 1)
    for name in REQUIRED:
        if name not in names:
            raise ClaimsError(
                f"the column “{name}” is missing; add it", path=path, line=1 + skipped, column=1
            )
    return names, _rows(text, separator, names, path, skipped)


def _names(header: str, separator: str) -> list[str]:
    row = next(csv.reader([header], delimiter=separator), [])
    return [name.strip().lower() for name in row]


def _rows(text: str, separator: str, names: list[str], path: str, skipped: int) -> Iterator[_Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header = True
    line = 1 + skipped
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ClaimsError(
                f"not valid CSV: {error}; is a quotation mark in a cell not doubled, or never closed?",
                path=path, line=line, column=1,
            ) from None  # fmt: skip
        began, line = line, reader.line_num + 1 + skipped
        if header:
            header = not any(row)
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names) and any(row[len(names) :]):
            raise ClaimsError(
                f"the row has {len(row)} cells; expected at most {len(names)}, as in the header. Put text "
                "with a separator in quotation marks",
                path=path, line=began, column=len(names) + 1,
            )  # fmt: skip
        yield _Row({name: unguarded(cell) for name, cell in zip(names, row, strict=False)}, began)


def _at(path: str, line: int, column: int) -> ClaimPlace:
    return ClaimPlace(path, line, column)
