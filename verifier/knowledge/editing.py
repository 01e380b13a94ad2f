"""Changing one record of a claims file, and not a byte of what stands around it.

A record in block style is changed line by line, so that the wrapping, the quotes and the comments of its
author stay. What stands in brackets is written anew by ruamel.yaml, which keeps order and comments. Whatever
the way, the outcome is read again and must say what was asked for.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping as AnyMapping
from typing import Any

from verifier.errors import ClaimsError
from verifier.knowledge.schema import ClaimRecord, keys_of
from verifier.knowledge.yaml_loader import Mapping, Tree, Value, parse

_BOM = "\ufeff"
_WIDE = 1 << 20  # columns: ruamel never breaks a line of ours


def with_keys(text: str, path: str, claim: str, changes: AnyMapping[str, Any]) -> str:
    """`text`, a claims file, with keys of one claim set; a key whose value is None is taken out.

    Raises ClaimsError when there is no such claim, or when the file cannot be changed safely.
    """
    expected = copy.deepcopy(_tree(text, path).root)
    at = _number(expected, path, claim)
    for key, value in changes.items():
        expected["claims"][at].pop(key, None)
        if value is not None:
            expected["claims"][at][key] = value
    record = _Record.of(text, path, claim)
    if record is not None:
        for key, value in changes.items():
            record = _Record.of(text, path, claim)
            if record is None or (value is None and key == record.keys[0]):
                break
            text = record.with_key(key, value)
        else:
            if _says(text, path, expected):
                return text
    return _rewritten(text, path, at, changes, expected)


def record_text(text: str, path: str, claim: str) -> str:
    """The record of one claim as a person edits it: its own lines, moved to the left margin."""
    record = _Record.of(text, path, claim)
    if record is not None:
        return record.text
    tree = _tree(text, path)
    return rendered(tree.root["claims"][_number(tree.root, path, claim)])


def comments_above(text: str, line: int) -> tuple[str, ...]:
    """The comment lines right above a 1-based line, without their marks, in order."""
    lines = text.removeprefix(_BOM).replace("\r\n", "\n").split("\n")[: line - 1]
    found: list[str] = []
    while lines and lines[-1].lstrip().startswith("#"):
        found.insert(0, lines.pop().lstrip().removeprefix("#").strip())
    return tuple(comment for comment in found if comment)


def with_record(text: str, path: str, claim: str, edited: str) -> str:
    """`text`, a claims file, with the record of one claim replaced by `edited`, as `record_text` gave it.

    Raises ClaimsError, with the line of `edited`, when that is not one YAML mapping.
    """
    new = parse(edited.encode("utf-8", "surrogatepass"), "the edited claim")
    if not isinstance(new.root, Mapping):
        raise ClaimsError("expected the keys of one claim (`id:`, `statement:`, …)", path=new.path, line=1)
    expected = copy.deepcopy(_tree(text, path).root)
    at = _number(expected, path, claim)
    expected["claims"][at] = new.root
    record = _Record.of(text, path, claim)
    if record is not None and new.position((next(iter(new.root), ""),), key=True) == new.position(()):
        made = record.replaced(edited)
        if _says(made, path, expected):
            return made
    return _rewritten(text, path, at, new.root, expected, whole=True)


def rendered(value: AnyMapping[str, Any]) -> str:
    """A mapping as YAML in block style, its inner mappings in braces where they hold no list."""
    from ruamel.yaml.comments import CommentedMap

    made = CommentedMap((key, _roundtrip(inner)) for key, inner in value.items())
    return _dumped(made)


class _Record:
    """The lines of one claim in block style."""

    def __init__(self, text: str, tree: Tree, at: int) -> None:
        self._ending = "\r\n" if "\r\n" in text else "\n"
        self._bom = _BOM if text.startswith(_BOM) else ""
        self._lines = text.removeprefix(_BOM).replace("\r\n", "\n").split("\n")
        self._value: Mapping = tree.root["claims"][at]
        self.keys = tuple(self._value)
        self._rows = [tree.position(("claims", at, key), key=True)[0] - 1 for key in self.keys]
        self._column = tree.position(("claims", at, self.keys[0]), key=True)[1] - 1
        following = at + 1 < len(tree.root["claims"])
        self._end = tree.position(("claims", at + 1))[0] - 1 if following else self._end_of_list(tree)
        self._end = self._without_tail(self._rows[-1] + 1, self._end)

    @classmethod
    def of(cls, text: str, path: str, claim: str) -> _Record | None:
        """The record with this id; None when it is not in block style, one key a line."""
        tree = _tree(text, path)
        at = _number(tree.root, path, claim)
        value = tree.root["claims"][at]
        places = [tree.position(("claims", at, key), key=True) for key in value]
        first = tree.position(("claims", at))
        if places[0] != first or len({row for row, _ in places}) < len(places):
            return None
        lead = text.removeprefix(_BOM).split("\n")[first[0] - 1][: first[1] - 1]
        if lead.strip() != "-" or any(column != first[1] for _, column in places):
            return None
        return cls(text, tree, at)

    @property
    def text(self) -> str:
        """The lines at the left margin, without the dash."""
        lines = self._lines[self._rows[0] : self._end]
        lines[0] = " " * self._column + lines[0][self._column :]
        moved = (line[min(self._column, len(line) - len(line.lstrip(" "))) :] for line in lines)
        return "\n".join(moved) + "\n"

    def replaced(self, edited: str) -> str:
        """The file with other lines for this record; comments above its first key go above the dash."""
        lines = edited.removeprefix(_BOM).replace("\r\n", "\n").strip("\n").split("\n")
        lead = self._lines[self._rows[0]][: self._column]
        dash = lead.index("-")
        first = next(row for row, line in enumerate(lines) if line.strip() and not line.startswith("#"))
        made = [" " * dash + line if line else "" for line in lines[:first]]
        made.append(lead + lines[first])
        made += [" " * self._column + line if line.strip() else "" for line in lines[first + 1 :]]
        return self._with_lines(self._rows[0], self._end, made)

    def with_key(self, key: str, value: Any) -> str:
        """The file with one key set, in the place the schema gives it, or taken out when it is None."""
        lines = [] if value is None else rendered({key: value}).rstrip("\n").split("\n")
        lines = [" " * self._column + line if line else "" for line in lines]
        if key in self._value:
            start, stop = self._span(self.keys.index(key))
            if lines:
                lines[0] = self._lines[start][: self._column] + lines[0][self._column :]
                lines[0] += self._end_comment(key, start, stop) if len(lines) == 1 else ""
            return self._with_lines(start, stop, lines)
        if not lines:
            return self._with_lines(0, 0, [])
        order = keys_of(ClaimRecord)
        rank = order.index(key) if key in order else len(order)
        before = [at for at, name in enumerate(self.keys) if name in order and order.index(name) < rank]
        row = self._span(before[-1])[1] if before else self._span(0)[1]
        return self._with_lines(row, row, lines)

    def _span(self, at: int) -> tuple[int, int]:
        """The rows of one key and its value; the comments above the next key are that key's."""
        stop = self._rows[at + 1] if at + 1 < len(self._rows) else self._end
        return self._rows[at], self._without_tail(self._rows[at] + 1, stop)

    def _end_comment(self, key: str, start: int, stop: int) -> str:
        """The comment behind a value of one line, with the blanks before it."""
        line = self._lines[start][self._column :].rstrip()
        cut = line.rfind(" #")
        while stop - start == 1 and cut > 0:
            bare = line[:cut]
            try:
                said = parse(bare.encode("utf-8", "surrogatepass"), "").root
            except ClaimsError:
                said = None
            if said == {key: self._value[key]}:
                return line[len(bare.rstrip()) :]
            cut = line.rfind(" #", 0, cut)
        return ""

    def _end_of_list(self, tree: Tree) -> int:
        rows = [tree.position((key,), key=True)[0] - 1 for key in tree.root]
        return min((row for row in rows if row > self._rows[0]), default=len(self._lines))

    def _without_tail(self, first: int, end: int) -> int:
        """`end` before the blank lines, and the comments further left than a key or right above the next."""
        stop = end
        while stop > first and (not self._lines[stop - 1].strip() or self._is_comment(stop - 1)):
            stop -= 1
        return stop

    def _is_comment(self, row: int) -> bool:
        line = self._lines[row]
        return line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= self._column

    def _with_lines(self, start: int, stop: int, made: list[str]) -> str:
        lines = [*self._lines[:start], *made, *self._lines[stop:]]
        return self._bom + self._ending.join(lines)


def _tree(text: str, path: str) -> Tree:
    return parse(text.encode("utf-8", "surrogatepass"), path)


def _number(root: Value, path: str, claim: str) -> int:
    """The position of a claim in its file."""
    claims = root.get("claims") if isinstance(root, Mapping) else None
    for at, record in enumerate(claims if isinstance(claims, list) else ()):
        if isinstance(record, Mapping) and record.get("id") == claim:
            return at
    raise ClaimsError(f"the claim “{claim}” is no longer in this file; read it again", path=path)


def _says(text: str, path: str, expected: Value) -> bool:
    try:
        return bool(_tree(text, path).root == expected)
    except ClaimsError:
        return False


def _rewritten(
    text: str, path: str, at: int, changes: AnyMapping[str, Any], expected: Value, *, whole: bool = False
) -> str:
    """The file written by ruamel.yaml, for what cannot be changed line by line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    try:
        data = yaml.load(text)
        record = data["claims"][at]
        for key in [key for key in record if whole and key not in changes]:
            del record[key]
        for key, value in changes.items():
            if value is None:
                record.pop(key, None)
            else:
                record[key] = _roundtrip(value)
        out = io.StringIO()
        yaml.dump(data, out)
    except (YAMLError, ValueError, TypeError) as error:
        raise ClaimsError(f"cannot be changed here: {type(error).__name__}", path=path) from None
    if not _says(out.getvalue(), path, expected):
        raise ClaimsError(
            "cannot be changed without changing what stands around it; write its claims one key a line",
            path=path,
        )
    return out.getvalue()


def _roundtrip(value: Any) -> Any:
    """A value as ruamel writes it in our files: in braces when no list is in it, strings kept strings."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, AnyMapping):
        made = CommentedMap((key, _roundtrip(inner)) for key, inner in value.items())
        if not any(isinstance(inner, list | AnyMapping) for inner in value.values()):
            made.fa.set_flow_style()
        return made
    if isinstance(value, list | tuple):
        return CommentedSeq(_roundtrip(inner) for inner in value)
    if isinstance(value, str) and not (value[:1].isalpha() and value.isprintable()):
        return DoubleQuotedScalarString(value)  # dates and figures are text to every reader of the file
    return value


def _dumped(value: Any) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue()
