"""From a file's tree to a checked record, with every mistake at its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from verifier.knowledge.declaring import NotPlain, Record
from verifier.knowledge.problem import Problem
from verifier.knowledge.schema import known_keys
from verifier.knowledge.yaml_loader import Mapping, Step, Tree, kind_of
from verifier.model import ClaimPlace
from verifier.near_miss import did_you_mean, near_miss

if TYPE_CHECKING:
    from pydantic import ValidationError

R = TypeVar("R", bound=Record)


def validate(tree: Tree, record: type[R]) -> tuple[R | None, list[Problem]]:
    """The record that a file holds, or what keeps it from being one."""
    if not isinstance(tree.root, Mapping):
        found = "an empty file" if tree.root is None else kind_of(tree.root)
        problem = Problem(
            f"expected a mapping that starts with `format: 1`, found {found}", ClaimPlace(tree.path, 1, 1)
        )
        return None, [problem]
    try:
        return record.read(tree.root), []
    except NotPlain:
        return _strictly(tree, record)


def _strictly(tree: Tree, record: type[R]) -> tuple[R | None, list[Problem]]:
    from pydantic import ValidationError

    from verifier.knowledge.strict import model_of

    try:
        return cast(R, model_of(record).model_validate(tree.root)), []
    except ValidationError as error:
        return None, _problems(error, tree, record)


def _problems(error: ValidationError, tree: Tree, root: type[Record]) -> list[Problem]:
    problems: dict[tuple[Step, ...], Problem] = {}
    mistyped: set[tuple[Step, ...]] = set()  # the keys that unknown ones were probably meant to be
    missing: set[tuple[Step, ...]] = set()
    for detail in error.errors(include_url=False):
        kind = detail["type"]
        steps, value = _follow(tree.root, detail["loc"])
        if steps in problems:
            continue  # the branches of a union speak of the same node
        if kind == "missing":
            parent = steps
            name = str(detail["loc"][-1])
            message = f"`{name}` is missing{_owner(parent, value)}; add it"
            line, column = tree.position(parent)
            steps = (*steps, name)
            missing.add(steps)
        elif kind == "extra_forbidden":
            name = str(detail["loc"][-1])
            known = known_keys(steps[:-1], root)
            if meant := near_miss(name, known):
                mistyped.add((*steps[:-1], meant))
            hint = did_you_mean(name, known) or f" Expected one of: {', '.join(known)}."
            message = f"unknown key `{name[:60]}`.{hint}"
            line, column = tree.position(steps, key=True)
        else:
            message = f"{_name(steps)}: {expectation(kind, detail)}, found {_found(value)}"
            line, column = tree.position(
                steps, key=kind.startswith("string_pattern") and _is_key(detail["loc"])
            )
        problems[steps] = Problem(
            message, ClaimPlace(tree.path, line, column), claim=_claim(tree.root, steps)
        )
    for steps in missing & mistyped:
        del problems[steps]  # one mistake, told once
    found = sorted(
        problems.items(), key=lambda item: (item[1].place.line, item[0] in missing, item[1].place.column)
    )
    return [problem for _, problem in found]


def _is_key(loc: tuple[Step, ...]) -> bool:
    return bool(loc) and loc[-1] == "[key]"


def _follow(root: Any, loc: tuple[Step, ...]) -> tuple[tuple[Step, ...], Any]:
    """The part of pydantic's `loc` that exists in the file; it also holds names of types."""
    steps: list[Step] = []
    value = root
    for step in loc:
        in_list = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if in_list or (isinstance(value, dict) and step in value):
            value = value[step]
        else:
            continue
        steps.append(step)
    return tuple(steps), value


def _name(steps: tuple[Step, ...]) -> str:
    last = next((step for step in reversed(steps) if isinstance(step, str)), "the file")
    return f"`{last[:60]}`"


def _owner(steps: tuple[Step, ...], value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return f" in `{value['id'][:60]}`"
    return f" in {_name(steps)}" if steps else ""


def _claim(root: Any, steps: tuple[Step, ...]) -> str | None:
    if len(steps) < 2 or steps[0] != "claims" or not isinstance(steps[1], int):
        return None
    _, claim = _follow(root, steps[:2])
    name = claim.get("id") if isinstance(claim, dict) else None
    return name if isinstance(name, str) else None


_EXPECTED = {
    "string_type": "expected text",
    "list_type": "expected a list, such as [one, two]",
    "dict_type": "expected a mapping of ids",
    "model_type": "expected a mapping",
    "model_attributes_type": "expected a mapping",
    "string_too_short": "expected some text",
}


def expectation(kind: str, detail: Any) -> str:
    """What was expected where pydantic found a mistake of this kind, in words."""
    context = detail.get("ctx", {})
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(context.get("pattern", ""), f"expected text like {context.get('pattern')}")
    if kind == "string_too_long":
        return f"expected at most {context['max_length']:,} characters"
    if kind == "too_short":
        return f"expected at least {context['min_length']}"
    if kind == "literal_error":
        return f"expected {context['expected']}"
    if kind == "value_error":
        return f"expected {context['error']}"
    return str(detail["msg"])


_PATTERNS = {
    r"\S": "expected some text",
    r"^[A-Za-z0-9][A-Za-z0-9._\-]{0,99}$": "expected an id of letters, digits, hyphens, dots and underscores",
    r"^[0-9a-f]{64}$": "expected a SHA-256 of 64 hexadecimal digits",
    r"^Q[1-9]\d{0,11}$": "expected a Wikidata item such as Q148",
}


def _found(value: Any) -> str:
    if isinstance(value, str):
        shown = value if len(value) <= 40 else value[:39] + "…"
        return f"“{shown}”"
    if isinstance(value, list):
        return "an empty list" if not value else "a list"
    return kind_of(value)
