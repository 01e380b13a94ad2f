"""Finding the ClaimReviews in JSON-LD: one object, a list, an `@graph`, or a `DataFeed`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from verifier.errors import ClaimsError
from verifier.frozen import frozen

_INSIDE = ("@graph", "dataFeedElement", "itemListElement", "item", "mainEntity", "hasPart")
_DEEPEST = 20  # levels of nesting
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@frozen
class FoundReview:
    """One ClaimReview, and the way to it, such as `$.@graph[3]`."""

    record: dict[str, Any]
    at: str


def found_reviews(text: str, path: str) -> list[FoundReview]:
    """Every ClaimReview, in order.

    Raises ClaimsError with line and column where the text is no JSON, and where there is no review in it.
    """
    try:
        root = json.loads(text)
    except json.JSONDecodeError as error:
        raise ClaimsError(
            f"not valid JSON: {error.msg}", path=path, line=error.lineno, column=error.colno
        ) from None
    except ValueError:  # the standard reader refuses a number of thousands of digits, and not as bad JSON
        raise ClaimsError("a number of thousands of digits, which nobody means", path=path, line=1) from None
    except RecursionError:
        raise ClaimsError("nested too deeply for JSON-LD", path=path, line=1) from None
    found = list(_walk(root, "$", 0))
    if not found:
        raise ClaimsError(
            "no ClaimReview here; expected an object with `@type: ClaimReview`, a list of them, an `@graph` "
            "or a `DataFeed`",
            path=path,
            line=1,
        )
    return found


def _walk(value: Any, at: str, depth: int) -> Iterator[FoundReview]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(item, f"{at}[{number}]", depth + 1)
    elif isinstance(value, dict):
        if "ClaimReview" in types(value):
            yield FoundReview(value, at)
            return
        for key in _INSIDE:
            if key in value:
                yield from _walk(value[key], f"{at}.{key}", depth + 1)


def types(record: dict[str, Any]) -> list[str]:
    """The names of an object's types, without their vocabulary."""
    named = record.get("@type")
    return [
        re.split(r"[/:#]", one)[-1]
        for one in (named if isinstance(named, list) else [named])
        if isinstance(one, str)
    ]


def first(value: Any) -> Any:
    """A property's first value: JSON-LD may give one or a list."""
    return next(iter(value), None) if isinstance(value, list) else value


def everyone(value: Any) -> list[Any]:
    """A property's values."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def words(value: Any, *, lines: bool = False) -> str:
    """A property's text, without characters that nobody sees; on one line unless `lines`."""
    value = first(value)
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = _UNSEEN.sub("", str(value).replace("\r\n", "\n"))
    if not lines:
        return _SPACE.sub(" ", text).strip()
    return "\n".join(_SPACE.sub(" ", line).strip() for line in text.split("\n")).strip()


def inner(record: Any, *keys: str) -> Any:
    """What a chain of properties leads to; None where it breaks off."""
    for key in keys:
        record = first(record)
        record = record.get(key) if isinstance(record, dict) else None
    return record


def address(value: Any) -> str | None:
    """A web address; None for anything else."""
    text = words(value)
    return text if re.fullmatch(r"https?://\S+", text) else None
