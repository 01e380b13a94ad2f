"""Loads case files: YAML in which «marks» carry positions, so that every case says *where*."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from verifier.model import Span

CASES = Path(__file__).parent / "cases"
REGRESSIONS = Path(__file__).parent / "regressions"
OPEN, CLOSE = "«", "»"


class CaseFileError(Exception):
    """A case file that does not follow its format. The message names the file and the case."""


@dataclass(frozen=True)
class Case:
    """One named case of a file."""

    id: str  # "<file stem>-<case name>", for pytest -k
    path: Path
    head: Mapping[str, Any]  # the keys of the file that hold for all of its cases
    body: Mapping[str, Any]


class _Loader(yaml.SafeLoader):
    """Refuses a key that is written twice: the first case would vanish in silence."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise CaseFileError(f"{node.start_mark.name}: the key {key!r} is written twice")
    return dict(zip(keys, [loader.construct_object(v, deep=True) for _, v in node.value], strict=True))


# Dates stay as they are written: "2025-02-30" is a case too.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def unmark(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the spans (of the text without marks) that were marked."""
    plain: list[str] = []
    spans: list[Span] = []
    length, start = 0, None
    for character in text:
        if character == OPEN:
            if start is not None:
                raise CaseFileError(f"a mark inside a mark: {text}")
            start = length
        elif character == CLOSE:
            if start is None:
                raise CaseFileError(f"a mark ends that was not opened: {text}")
            spans.append(Span(start, length))
            start = None
        else:
            plain.append(character)
            length += 1
    if start is not None:
        raise CaseFileError(f"a mark was not closed: {text}")
    return "".join(plain), tuple(spans)


def load_file(
    path: Path, *, head: Collection[str], body: Collection[str], required: Collection[str]
) -> list[Case]:
    """The cases of one file. Every top-level key outside `head` names a case; unknown keys are errors."""
    record = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506  # a SafeLoader by inheritance
    if not isinstance(record, dict):
        raise CaseFileError(f"{path}: expected a mapping of case names to cases")
    shared = {key: record.pop(key) for key in head if key in record}
    cases = []
    for name, case in record.items():
        if not isinstance(case, dict):
            raise CaseFileError(f"{path}: {name}: neither a key of the file ({', '.join(head)}) nor a case")
        if unknown := set(case) - set(body):
            raise CaseFileError(f"{path}: {name}: unknown keys {sorted(unknown)}; known: {sorted(body)}")
        if missing := set(required) - set(case):
            raise CaseFileError(f"{path}: {name}: missing keys {sorted(missing)}")
        cases.append(Case(f"{path.stem}-{name}", path, shared, case))
    if not cases:
        raise CaseFileError(f"{path}: no case in it")
    return cases


def load_folder(
    folder: Path, *, head: Collection[str], body: Collection[str], required: Collection[str]
) -> list[Case]:
    """The cases of every `*.yml` under a folder, in the order of the file names."""
    files = sorted(folder.glob("**/*.yml"))
    return [case for path in files for case in load_file(path, head=head, body=body, required=required)]


def params(cases: Iterable[Case]) -> list[Any]:
    """Cases as parameters for `pytest.mark.parametrize`, named by their ids."""
    return [pytest.param(case, id=case.id) for case in cases]
