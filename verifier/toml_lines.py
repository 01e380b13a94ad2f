"""Where each key of a TOML file stands, because the standard reader forgets it and an error needs a line."""

from __future__ import annotations

import re

_TABLE = re.compile(r"\s*+\[\[?([^\[\]]{1,200}+)\]\]?\s*+(?:#.*)?$")
_KEY = re.compile(
    r"""\s*+((?:[A-Za-z0-9_-]++|"[^"]*+"|'[^']*+')(?:\s*+\.\s*+(?:[A-Za-z0-9_-]++|"[^"]*+"|'[^']*+'))*+)\s*+="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """The 1-based line of every table and key of a TOML text, by its full path.

    A path stands at the first line that mentions it. Text inside multi-line strings is passed over.
    """
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    open_quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if open_quote:
            if line.count(open_quote) % 2:
                open_quote = ""
            continue
        if header := _TABLE.match(line):
            table = _parts(header[1])
            _remember(lines, table, number)
        elif key := _KEY.match(line):
            _remember(lines, table + _parts(key[1]), number)
        open_quote = next((quote for quote in ('"""', "'''") if line.count(quote) % 2), "")
    return lines


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _remember(lines: dict[tuple[str, ...], int], path: tuple[str, ...], number: int) -> None:
    for length in range(1, len(path) + 1):
        lines.setdefault(path[:length], number)
