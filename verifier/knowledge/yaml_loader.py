"""Strict YAML: the door that every file of the claims database comes through.

Only text, lists and mappings come out. `NO`, `0123`, `12:30`, `1.10` and `2026-02-04` stay the characters
that the author wrote; of plain words only `null` (also `~` and nothing at all), `true` and `false` mean
something else. Anchors, aliases, tags and repeated keys are refused rather than resolved: an alias bomb costs
nothing, and Git cannot merge two clean changes into a key whose last value silently wins.

The file is read in one pass over libyaml's events. Positions of single nodes are not kept, because they are
needed only in an error: `Tree.position` reads the file again to find them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any

import yaml

from verifier.errors import ClaimsError
from verifier.frozen import frozen

MAX_BYTES = 5_000_000
TOO_DEEP = "maximum nesting depth"  # in the words of libyaml
MAX_DEPTH = 32
MAX_NODES = 1_000_000

Step = str | int  # a key of a mapping or a 0-based position in a list
Positions = dict[tuple[Step, ...], tuple[int, int]]  # 1-based line and column
Value = Any  # str | bool | None | list[Value] | Mapping

_WORDS: dict[str, bool | None] = {"null": None, "~": None, "": None, "true": True, "false": False}
_KIND = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}


class Mapping(dict[str, Value]):
    """A YAML mapping with the 1-based line and column where it starts."""

    __slots__ = ("column", "line")
    line: int
    column: int


@frozen
class Tree:
    """The content of one file."""

    root: Value
    text: str
    path: str
    positions: Positions = field(default_factory=dict, repr=False, compare=False)  # filled on first use
    keys: Positions = field(default_factory=dict, repr=False, compare=False)

    def position(self, steps: Sequence[Step], *, key: bool = False) -> tuple[int, int]:
        """The 1-based line and column of the value (or key) that `steps` lead to, or of a parent."""
        if not self.positions:
            _build(self.text, self.path, self.positions, self.keys)
        wanted = tuple(steps)
        if key and wanted in self.keys:
            return self.keys[wanted]
        while wanted not in self.positions and wanted:
            wanted = wanted[:-1]
        return self.positions.get(wanted, (1, 1))

    def error(self, message: str, steps: Sequence[Step] = (), *, key: bool = False) -> ClaimsError:
        """An error that stands at a node of this file."""
        line, column = self.position(steps, key=key)
        return ClaimsError(message, path=self.path, line=line, column=column)


def kind_of(value: Value) -> str:
    """What a value is, in words."""
    return next((words for kind, words in _KIND.items() if isinstance(value, kind)), "something else")


def parse(data: bytes, path: str) -> Tree:
    """Read one YAML file. `path` is used in errors only.

    Raises ClaimsError with line and column for anything but plain YAML within MAX_BYTES, MAX_DEPTH,
    MAX_NODES.
    """
    if len(data) > MAX_BYTES:
        raise ClaimsError(
            f"the file has {len(data):,} bytes; expected at most {MAX_BYTES:,}. Split it into several files",
            path=path,
            line=1,
            column=1,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise ClaimsError(
            "the file is not UTF-8 text; save it with the UTF-8 encoding", path=path, line=line, column=column
        ) from None
    return Tree(_build(text, path, None, None), text, path)


def _build(
    text: str,
    path: str,
    positions: Positions | None,
    keys: Positions | None,
) -> Value:
    try:
        parser = yaml.CLoader(text)
        try:
            return _document(parser, path, positions, keys)
        finally:
            parser.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = ", ".join(part for part in (error.context, error.problem) if part)
        if TOO_DEEP in problem:  # newer parsers stop before we do
            problem = f"nested deeper than {MAX_DEPTH} levels; flatten it"
            raise ClaimsError(problem, path=path, line=mark.line + 1 if mark else 1) from None
        raise ClaimsError(
            f"not valid YAML: {problem}. Put text with a colon, a hash or brackets in quotes",
            path=path,
            line=mark.line + 1 if mark else 1,
            column=mark.column + 1 if mark else 1,
        ) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        raise ClaimsError(
            f"not valid YAML: {error.reason}. Remove the control character, or write its escape in quotes",
            path=path,
            line=before.count("\n") + 1,
            column=len(before) - (before.rfind("\n") + 1) + 1,
        ) from None
    except yaml.YAMLError as error:
        raise ClaimsError(f"not valid YAML: {type(error).__name__}", path=path, line=1, column=1) from None


def _document(
    parser: Any,
    path: str,
    positions: Positions | None,
    keys: Positions | None,
) -> Value:
    """The one document of a stream. Iterative, so that depth costs no stack."""

    def refuse(message: str, mark: Any) -> ClaimsError:
        return ClaimsError(message, path=path, line=mark.line + 1, column=mark.column + 1)

    next_event = parser.get_event
    root: Value = None
    seen_root = False
    stack: list[Any] = []  # the containers that are open around `container`
    container: Any = None
    key: str | None = None
    nodes = 0
    steps: list[Step] = []
    while True:
        event = next_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value: Value = event.value
            if container.__class__ is Mapping and key is None:
                if event.anchor is not None or event.tag is not None:
                    raise refuse(_no_anchor(event), event.start_mark)
                if value in container:
                    raise refuse(
                        f"the key `{_short(value)}` stands twice in one mapping; keep one of the two",
                        event.start_mark,
                    )
                key = value
                if keys is not None:
                    keys[(*steps, value)] = (event.start_mark.line + 1, event.start_mark.column + 1)
                continue
            if event.style == "" or event.style is None:
                value = _WORDS.get(value, value)
        elif kind is yaml.MappingStartEvent:
            value = Mapping()
            value.line = event.start_mark.line + 1
            value.column = event.start_mark.column + 1
        elif kind is yaml.SequenceStartEvent:
            value = []
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            container = stack.pop()
            if steps:
                steps.pop()
            continue
        elif kind is yaml.AliasEvent:
            raise refuse("an alias (`*name`) is not allowed here; write the value out", event.start_mark)
        elif kind is yaml.DocumentStartEvent:
            if seen_root:
                raise refuse(
                    "a second document (`---`) is not allowed; use one file for each", event.start_mark
                )
            continue
        elif kind is yaml.StreamEndEvent:
            return root
        else:
            continue

        nodes += 1
        if nodes > MAX_NODES:
            raise refuse(f"more than {MAX_NODES:,} values in one file; split it", event.start_mark)
        if event.anchor is not None or event.tag is not None:
            raise refuse(_no_anchor(event), event.start_mark)
        if container is None:
            root, seen_root = value, True
        elif container.__class__ is list:
            container.append(value)
        elif key is None:
            raise refuse("a key must be plain text, not a list or a mapping", event.start_mark)
        else:
            container[key] = value
        opens = value.__class__ is Mapping or value.__class__ is list
        if positions is not None:
            step: tuple[Step, ...] = ()
            if container is not None:
                step = (key,) if container.__class__ is Mapping and key is not None else (len(container) - 1,)
            positions[(*steps, *step)] = (event.start_mark.line + 1, event.start_mark.column + 1)
            if opens:
                steps.extend(step)
        if opens:
            if len(stack) >= MAX_DEPTH:
                raise refuse(f"nested deeper than {MAX_DEPTH} levels; flatten it", event.start_mark)
            stack.append(container)
            container = value
        key = None


def _no_anchor(event: Any) -> str:
    if event.anchor is not None:
        return "an anchor (`&name`) is not allowed here; write the value out where it is needed"
    return "a tag (`!name`) is not allowed here; every value is plain text, a list or a mapping"


def _short(key: str) -> str:
    return key if len(key) <= 60 else key[:59] + "…"
