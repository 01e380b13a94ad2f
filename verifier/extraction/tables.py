"""Tables of figures: each cell with the headings of its row and its column is a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.analysis.counted import is_plural
from verifier.analysis.lexicon import entry
from verifier.analysis.times import read_times
from verifier.documents import Document
from verifier.frozen import frozen
from verifier.model import Block, BlockKind, Span

_TAG = re.compile(r"<(table|tr|td|th)\b([^>]{0,500}+)>", re.IGNORECASE)
_COLSPAN = re.compile(r"colspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_FIGURE = re.compile(r"\d")
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none", "…", "*"})
_LONGEST = 120  # code points of a cell; longer ones are prose


@frozen
class Cell:
    """One cell of a table."""

    row: int
    column: int
    text: str
    span: Span  # into Document.text


@frozen
class CellFact:
    """What one cell says, and the words of the table that say it."""

    statement: str
    row: Span  # from the heading of the row to the cell
    heading: Span  # of the column


def cell_facts(document: Document) -> Iterator[CellFact]:
    """A statement for each cell that has both headings, table by table."""
    for cells in _tables(document):
        yield from _facts(cells)


def _tables(document: Document) -> Iterator[list[Cell]]:
    """The cells of each table, with their places in it."""
    cells = [block for block in document.blocks if block.kind is BlockKind.TABLE_CELL]
    if not cells:
        return
    by_tags = document.media_type == "text/html"
    placed = _by_tags(document, cells) if by_tags else _by_lines(document, cells)
    table: list[Cell] = []
    number = -1
    for at, cell in placed:
        if at != number and table:
            yield table
            table = []
        number = at
        table.append(cell)
    if table:
        yield table


def _by_tags(document: Document, blocks: list[Block]) -> Iterator[tuple[int, Cell]]:
    opened: list[tuple[int, int, int, int]] = []  # where a cell begins; its table, row and column
    table = row = column = -1
    following = 0
    for match in _TAG.finditer(document.original):
        name = match[1].lower()
        if name == "table":
            table, row = table + 1, -1
        elif name == "tr":
            row, following = row + 1, 0
        else:
            column = following
            wide = _COLSPAN.search(match[2])
            following += int(wide[1]) if wide else 1
            opened.append((match.end(), table, row, column))
    at = 0
    for block in blocks:
        place = document.locate(block.span)
        while at + 1 < len(opened) and opened[at + 1][0] <= place.start:
            at += 1
        if opened:
            _, table, row, column = opened[at]
            yield table, Cell(row, column, block.span.of(document.text), block.span)


def _by_lines(document: Document, blocks: list[Block]) -> Iterator[tuple[int, Cell]]:
    """Markdown: a row is a line, and a column is a pipe."""
    table = -1
    before = -10
    row = 0
    for block in blocks:
        place = document.locate(block.span)
        if place.line != before:
            if place.line > before + 2:  # the line of dashes stands between head and body
                table, row = table + 1, -1
            row += 1
            before = place.line
        start = place.start - (place.column - 1)
        line = document.original[start : place.start]
        pipes = len(_PIPE.findall(line))
        opening = line.lstrip(" >").startswith("|")
        cell = Cell(row, pipes - opening, block.span.of(document.text), block.span)
        yield table, cell


def _facts(cells: list[Cell]) -> Iterator[CellFact]:
    head = {cell.column: cell for cell in cells if cell.row == cells[0].row}
    rows: dict[int, dict[int, Cell]] = {}
    for cell in cells:
        if cell.row != cells[0].row:
            rows.setdefault(cell.row, {})[cell.column] = cell
    named = [cell for column, cell in head.items() if column > 0]
    if not rows or not named or any(_FIGURE.search(cell.text) and not _is_time(cell.text) for cell in named):
        return  # without a row of headings nobody can say what its figures are
    first = min(head) if 0 in head else 0
    for own in rows.values():
        heading = own.get(first)
        if heading is None or not (re.search(r"[^\W\d_]", heading.text) or _is_time(heading.text)):
            continue
        for column, cell in sorted(own.items()):
            above = head.get(column)
            if column == first or above is None or cell.text.strip().lower() in _NOTHING:
                continue
            if len(cell.text) > _LONGEST or cell.text.strip().endswith((".", "!", "?")):
                continue
            statement = _statement(heading.text.strip(), above.text.strip(), cell.text.strip())
            yield CellFact(statement, Span(heading.span.start, cell.span.end), above.span)


def _statement(row: str, column: str, cell: str) -> str:
    if _is_time(column):
        common = entry(row.split()[-1].lower()) is not None  # "day berth", not "Tornby"
        return (
            f"The {_plain(row)} in {column} is {cell}."
            if common
            else f"The figure for {row} in {column} is {cell}."
        )
    if _is_time(row):
        return f"The {_plain(column)} in {row} is {cell}."
    owner = row if row[0].isupper() or _FIGURE.match(row) else f"the {row}"
    if is_plural((column.split("(")[0].split() or [column])[-1].lower()):
        return f"The figure for {_plain(column)} of {owner} is {cell}."
    return f"The {_plain(column)} of {owner} is {cell}."


def _plain(heading: str) -> str:
    """A heading inside a sentence: its first word without the capital, unless it is a name or an acronym."""
    first = heading.split(None, 1)[0]
    title = first[:1].isupper() and first[1:].islower()
    return heading[0].lower() + heading[1:] if title else heading


def _is_time(text: str) -> bool:
    text = text.strip()
    return any(time.span == Span(0, len(text)) for time in read_times(text)) or bool(
        re.fullmatch(r"(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?", text)
    )
