"""Changing single values of a YAML file whose author keeps every other character.

libyaml says where a value stands, and only these characters are replaced: comments, quotes, folding and the
order of keys stay as they were written. The outcome is read again and must say what was asked for.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Sequence
from typing import Any

import yaml

from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.knowledge.declaring import Record
from verifier.knowledge.schema import known_keys
from verifier.knowledge.yaml_loader import Step, parse

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_LONGEST_COMMENT = 200  # code points


@frozen
class Edit:
    """A value to set in the mapping that `steps` lead to. `comment` goes on a line above that mapping."""

    steps: tuple[Step, ...]
    key: str
    value: str | None
    comment: str | None = None


@frozen
class _Splice:
    start: int
    end: int
    text: str


def edited(text: str, path: str, edits: Sequence[Edit], record: type[Record]) -> str:
    """`text`, a file whose root is a `record`, with the edits made. `path` is for errors only.

    New keys go to their canonical place. Raises ClaimsError when the file is not valid, when a mapping is not
    there, or when the file is written so that a value cannot be set without touching others.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    wanted = _wanted(parse(body.encode("utf-8"), path).root, edits, path)
    with_comments = [edit.comment is not None for edit in edits]
    for commented in (True, False) if any(with_comments) else (False,):
        made = _made(body, edits, record, commented=commented)
        try:
            if made is not None and parse(made.encode("utf-8"), path).root == wanted:
                return mark + made
        except ClaimsError:
            continue
    raise ClaimsError(
        "cannot be changed without touching what stands beside the value; write each key on its own line",
        path=path,
    )


def scalar(value: str | None) -> str:
    """A value as YAML writes it on one line."""
    if value is None:
        return "null"
    if _PLAIN.fullmatch(value) and value.lower() not in _RESERVED:
        return value
    written = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _wanted(root: Any, edits: Sequence[Edit], path: str) -> Any:
    wanted = copy.deepcopy(root)
    for edit in edits:
        value = wanted
        try:
            for step in edit.steps:
                value = value[step]
            value[edit.key] = edit.value
        except (KeyError, IndexError, TypeError):
            raise ClaimsError(f"nothing stands at {'.'.join(map(str, edit.steps))}", path=path) from None
    return wanted


def _in_order(edits: Sequence[Edit], record: type[Record]) -> list[Edit]:
    """Edits of one mapping in the canonical order of its keys, because some go to the same place."""

    def rank(edit: Edit) -> int:
        known = known_keys(edit.steps, record)
        return known.index(edit.key) if edit.key in known else len(known)

    return sorted(edits, key=rank)


def _made(body: str, edits: Sequence[Edit], record: type[Record], *, commented: bool) -> str | None:
    loader = yaml.CLoader(body)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    splices: list[_Splice] = []
    for edit in _in_order(edits, record):
        node = _node(root, edit.steps)
        if not isinstance(node, yaml.MappingNode):
            return None
        splice = _splice(body, node, edit, record)
        if splice is None:
            return None
        splices.append(splice)
        if commented and (said := _said(edit.comment or "")):
            splices.append(_comment(body, node, said))
    splices.sort(key=lambda one: (one.start, one.end))  # stable: edits of one place stay in order
    parts: list[str] = []
    at = 0
    for splice in splices:
        if splice.start < at:
            return None
        parts += [body[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, body[at:]])


def _node(node: Any, steps: Sequence[Step]) -> Any:
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _splice(body: str, node: yaml.MappingNode, edit: Edit, record: type[Record]) -> _Splice | None:
    value = scalar(edit.value)
    for key, old in node.value:
        if key.value == edit.key:
            start, end = old.start_mark.index, _end(body, old)
            if isinstance(old, yaml.CollectionNode):
                return None
            gap = "" if start > key.end_mark.index + 1 else " "  # nothing at all stood behind the colon
            return _Splice(start, max(start, end), gap + value)
    if not node.value:
        at = node.end_mark.index - 1
        return _Splice(at, at, f"{edit.key}: {value}") if node.flow_style else None
    order = {name: at for at, name in enumerate(known_keys(edit.steps, record))}
    mine = order.get(edit.key, len(order))
    before = [pair for pair in node.value if order.get(pair[0].value, len(order)) < mine]
    _, neighbour = before[-1] if before else node.value[-1]
    end = _end(body, neighbour)
    if node.flow_style:
        return _Splice(end, end, f", {edit.key}: {value}")
    stop = body.find("\n", end)
    newline = "\r\n" if "\r\n" in body else "\n"
    at = len(body) if stop < 0 else stop - (body[stop - 1] == "\r")
    return _Splice(at, at, f"{newline}{' ' * node.start_mark.column}{edit.key}: {value}")


def _end(body: str, node: Any) -> int:
    """Where the last character of a value stands, half-open; libyaml counts blank lines below it in."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    start: int = node.start_mark.index
    end: int = node.end_mark.index
    return start + len(body[start:end].rstrip())


def _said(comment: str) -> str:
    """A comment in one line, without what YAML cannot hold."""
    printable = _UNPRINTABLE.sub(" ", "".join(c if c >= " " else " " for c in comment))
    said = " ".join(printable.split())
    return said if len(said) <= _LONGEST_COMMENT else said[: _LONGEST_COMMENT - 1] + "…"


def _comment(body: str, node: yaml.MappingNode, said: str) -> _Splice:
    """A line above the one that a mapping begins on."""
    start = body.rfind("\n", 0, node.start_mark.index) + 1
    indent = re.match(" *", body[start:])
    newline = "\r\n" if "\r\n" in body else "\n"
    return _Splice(start, start, f"{indent[0] if indent else ''}# {said}{newline}")
