"""One way to write a claims file: keys in the order of the schema, one blank line between claims.

Works on whole lines and never writes YAML anew, so quotes, folding and comments stay as their author wrote
them; a comment moves with the key below it. What is written in braces is left alone. The outcome is read
again, and must say the same.
"""

from __future__ import annotations

from verifier.errors import ClaimsError
from verifier.knowledge.schema import ClaimsFile, known_keys
from verifier.knowledge.yaml_loader import Mapping, Step, Tree, parse

_NO_ORDER = ("entities",)  # its keys are ids of the author


def format_claims(text: str, path: str) -> str:
    """`text`, a claims file, in its canonical form; formatting that again changes nothing.

    Raises ClaimsError when it is not valid YAML, or when lines cannot be moved without changing what it says.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    tree = parse(text.encode("utf-8", "surrogatepass"), path)
    if not isinstance(tree.root, Mapping):
        return text
    tree.position(())
    lines = text.rstrip("\n").split("\n")
    arranged = _Arranger(tree, lines).mapping(tree.root, (), 0, len(lines))
    made = "\n".join(line.rstrip() for line in arranged).strip("\n") + "\n"
    if parse(made.encode("utf-8", "surrogatepass"), path).root != tree.root:
        raise ClaimsError(
            "cannot be formatted without changing a value of several lines; write that value on one line",
            path=path,
        )
    return made


class _Arranger:
    """The lines of one file, and where its nodes stand in them."""

    def __init__(self, tree: Tree, lines: list[str]) -> None:
        self._positions = tree.positions
        self._keys = tree.keys
        self._lines = lines

    def node(self, value: object, steps: tuple[Step, ...], first: int, end: int) -> list[str]:
        """The lines of one value in order; `first` and `end` are 0-based lines, half-open."""
        if isinstance(value, Mapping) and value:
            return self.mapping(value, steps, first, end)
        if isinstance(value, list) and value:
            return self._sequence(value, steps, first, end)
        return self._lines[first:end]

    def mapping(self, value: Mapping, steps: tuple[Step, ...], first: int, end: int) -> list[str]:
        """The lines of a mapping, its keys in order."""
        names = list(value)
        places = [self._keys[(*steps, name)] for name in names]
        rows = [line - 1 for line, _ in places]
        column = places[0][1] - 1
        in_block = self._positions[steps] == places[0] and len(set(rows)) == len(rows)
        if not in_block or self._lines[rows[0]][:column].strip(" -"):
            return self._lines[first:end]
        head = self._lines[first : rows[0]]
        end, tail = self._tail(rows[-1] + 1, end, column)
        starts = [rows[0], *(self._comments_above(row, column) for row in rows[1:])]
        chunks: dict[str, tuple[list[str], list[str]]] = {}
        for name, row, start, stop in zip(names, rows, starts, [*starts[1:], end], strict=True):
            chunks[name] = self._lines[start:row], self.node(value[name], (*steps, name), row, stop)
        order = {name: at for at, name in enumerate(known_keys(steps, ClaimsFile))}
        if steps != _NO_ORDER:
            names.sort(key=lambda name: order.get(name, len(order)))
        lead = self._lines[rows[0]][:column]  # "  - " in a list
        arranged: list[str] = []
        for at, name in enumerate(names):
            comments, body = chunks[name]
            opening = (lead if at == 0 else " " * column) + body[0][column:]
            arranged += [*comments, opening, *body[1:]]
        return [*head, *arranged, *tail]

    def _sequence(self, value: list[object], steps: tuple[Step, ...], first: int, end: int) -> list[str]:
        rows = [self._positions[(*steps, at)][0] - 1 for at in range(len(value))]
        if rows[0] == first or len(set(rows)) != len(rows):
            return self._lines[first:end]  # in brackets, or beginning beside its key
        arranged = self._lines[first : rows[0]]
        for at, (item, row, stop) in enumerate(zip(value, rows, [*rows[1:], end], strict=True)):
            lines = self.node(item, (*steps, at), row, stop)
            if steps == ("claims",) and at < len(value) - 1:
                lines = _one_blank_line(lines)
            arranged += lines
        return arranged

    def _comments_above(self, row: int, column: int) -> int:
        """The first of the comment lines right above a key; text inside a value is indented further."""
        while self._is_comment(row - 1, column):
            row -= 1
        return row

    def _tail(self, first: int, end: int, column: int) -> tuple[int, list[str]]:
        """Where the last value ends, and the blank lines and comments behind it."""
        stop = end
        while stop > first and (not self._lines[stop - 1].strip() or self._is_comment(stop - 1, column)):
            stop -= 1
        return stop, self._lines[stop:end]

    def _is_comment(self, row: int, column: int) -> bool:
        line = self._lines[row]
        return line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column


def _one_blank_line(lines: list[str]) -> list[str]:
    """`lines` of a claim with its blank lines at the end, or before the comments of the next one, as one."""
    stop = len(lines)
    while stop and (not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")):
        stop -= 1
    return [*lines[:stop], "", *(line for line in lines[stop:] if line.strip())]
