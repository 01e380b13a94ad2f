"""Records of YAML files, declared once as classes with annotated fields.

Nearly every file is right, so files are read the plain way, by `Record.read`, which only says yes or no. What
it does not take is read again by pydantic (`strict.py`), from the same declarations, for the words and the
place of every mistake. So a run over a sound database never imports pydantic, which takes longer to load.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self, Union, get_args, get_origin, get_type_hints

from verifier.frozen import frozen

Read = Callable[[Any], Any]
REQUIRED = object()


class NotPlain(Exception):
    """A value is not surely right; `strict` says what is the matter with it."""


@frozen(eq=False)
class Words:
    """What the text of a field must be."""

    pattern: str | None = None
    most: int | None = None  # code points
    holds: Callable[[str], bool] | None = None
    expected: str = ""  # what `holds` asks for, after "expected"
    schema: Mapping[str, Any] | None = None  # said besides in the JSON Schema
    whole_schema: Mapping[str, Any] | None = None  # said instead in the JSON Schema


@frozen
class FieldOf:
    """What is declared of one field."""

    default: Any
    description: str
    alias: str | None
    least: int  # items of a list


def Field(default: Any = REQUIRED, *, description: str, alias: str | None = None, least: int = 0) -> Any:
    """Declare a field; without a default it must be there. A list that may be left out has `()`."""
    return FieldOf(default, description, alias, least)


class Record:
    """What all records share: no unknown keys, and no values but those declared."""

    declared: ClassVar[dict[str, FieldOf]] = {}

    def __init_subclass__(cls) -> None:
        cls.declared = {name: value for name, value in vars(cls).items() if isinstance(value, FieldOf)}
        for name in cls.declared:
            delattr(cls, name)

    def __init__(self, **values: Any) -> None:
        self.__dict__.update({name: field.default for name, field in self.declared.items()} | values)

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """The keys that the record may have in YAML, in their canonical order."""
        return tuple(field.alias or name for name, field in cls.declared.items())

    @classmethod
    def annotations(cls) -> dict[str, Any]:
        """What each field holds."""
        return {
            name: hint
            for name, hint in get_type_hints(cls, include_extras=True).items()
            if name in cls.declared
        }

    @classmethod
    def read(cls, value: object) -> Self:
        """The record that a mapping of a YAML file holds. Raises NotPlain where it may not be one."""
        if not isinstance(value, dict):
            raise NotPlain
        shape = _SHAPES.get(cls)
        if shape is None:
            shape = _SHAPES[cls] = _shape(cls)
        readers, defaults, required = shape
        made = object.__new__(cls)
        values = made.__dict__
        values.update(defaults)
        missing = required
        for key, part in value.items():
            found = readers.get(key)
            if found is None:
                raise NotPlain
            name, read, needed = found
            values[name] = read(part)
            missing -= needed
        if missing:
            raise NotPlain
        return made


_Shape = tuple[dict[str, tuple[str, Read, bool]], dict[str, Any], int]
_SHAPES: dict[type[Record], _Shape] = {}  # worked out at the first reading


def _shape(record: type[Record]) -> _Shape:
    """Key -> attribute, its reader and whether it is needed; the defaults; how many are needed."""
    readers = {}
    for name, annotation in record.annotations().items():
        field = record.declared[name]
        readers[field.alias or name] = name, _reader(annotation, field.least), field.default is REQUIRED
    defaults = {
        name: field.default for name, field in record.declared.items() if field.default is not REQUIRED
    }
    return readers, defaults, len(record.declared) - len(defaults)


def _reader(annotation: Any, least: int = 0) -> Read:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation.read
    if annotation is types.NoneType:
        return _nothing
    if origin is Annotated:
        return _words(arguments[1]) if arguments[0] is str else _reader(arguments[0])
    if origin is Literal:
        return _one_of(arguments)
    if origin is list:
        return _list_of(_reader(arguments[0]), least)
    if origin is dict:
        return _mapping_of(_reader(arguments[0]), _reader(arguments[1]))
    if origin in (types.UnionType, Union):
        return _any_of([_reader(one, least) for one in arguments])
    raise TypeError(f"a record cannot hold {annotation}")


def _nothing(value: object) -> None:
    if value is not None:
        raise NotPlain


def _words(words: Words) -> Read:
    # The strict pattern is matched by Rust, where `$` is the very end.
    matches = re.compile(words.pattern.replace("$", r"\Z")).search if words.pattern else None
    most, holds = words.most, words.holds

    def read(value: object) -> str:
        if (
            not isinstance(value, str)
            or (most is not None and len(value) > most)
            or (matches is not None and matches(value) is None)
            or (holds is not None and not holds(value))
        ):
            raise NotPlain
        return value

    return read


def _one_of(known: tuple[str, ...]) -> Read:
    def read(value: object) -> object:
        if not isinstance(value, str) or value not in known:
            raise NotPlain
        return value

    return read


def _list_of(read_one: Read, least: int) -> Read:
    def read(value: object) -> list[Any]:
        if not isinstance(value, list) or len(value) < least:
            raise NotPlain
        return [read_one(one) for one in value]

    return read


def _mapping_of(read_key: Read, read_one: Read) -> Read:
    def read(value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise NotPlain
        return {read_key(key): read_one(one) for key, one in value.items()}

    return read


def _any_of(readers: list[Read]) -> Read:
    if len(readers) == 2 and readers[1] is _nothing:
        first = readers[0]
        return lambda value: None if value is None else first(value)

    def read(value: object) -> Any:
        for one in readers:
            try:
                return one(value)
            except NotPlain:
                continue
        raise NotPlain

    return read
