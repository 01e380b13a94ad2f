"""`@frozen`: the frozen dataclass with slots that every room uses, at a tenth of the cost of starting.

The standard `@dataclass(frozen=True, slots=True)` compiles six functions for each class, about a millisecond,
when its module is imported. There are a hundred such classes, and a run makes instances of half of them. Here
the standard decorator only reads the fields; comparing, hashing, printing and refusing are shared by all
classes, and `__init__` is compiled when the first instance is made. What comes out is a dataclass to all who
ask: `replace`, `fields`, `asdict`, `match`, `copy` and `pickle` work as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, eq: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Any] | None = None, /, *, eq: bool = True) -> Any:
    """Make a class a frozen dataclass with slots. With `eq=False` an instance is equal only to itself."""
    return (lambda one: _frozen(one, eq=eq)) if cls is None else _frozen(cls, eq=eq)


def _frozen(cls: type[Any], *, eq: bool) -> type[Any]:
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    own = made.__dict__
    shared: dict[str, Any] = {
        "__init__": _first_init(made),
        "__repr__": _repr,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _state,
        "__setstate__": _set_state,
    }
    if eq:
        shared["__eq__"], shared["__hash__"] = _comparison(made)
    for name, function in shared.items():
        if name not in own or (name == "__hash__" and own[name] is None):
            setattr(made, name, function)
    return made  # type: ignore[no-any-return]


def _first_init(cls: Any) -> Callable[..., None]:
    """An `__init__` that makes the real one of its class, puts it in its own place and calls it."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        cls.__init__ = _init(cls)
        cls.__init__(self, *values, **named)

    return __init__


def _init(cls: Any) -> Callable[..., None]:
    """The `__init__` of a class, which writes to the slots past `__setattr__`."""
    given: dict[str, Any] = {"MISSING": MISSING}
    parameters, body = ["self"], []
    for one in fields(cls):
        name = one.name
        value = name
        if one.default_factory is not MISSING:
            given[f"_make_{name}"] = one.default_factory
            value = f"_make_{name}() if {name} is MISSING else {name}" if one.init else f"_make_{name}()"
        elif one.default is not MISSING:
            given[f"_default_{name}"] = one.default
            value = name if one.init else f"_default_{name}"
        elif not one.init:
            continue  # `__post_init__` gives it
        if one.init and one.kw_only and "*" not in parameters:
            parameters.append("*")
        if one.init and one.default_factory is not MISSING:
            parameters.append(f"{name}=MISSING")
        elif one.init:
            parameters.append(name if one.default is MISSING else f"{name}=_default_{name}")
        given[f"_set_{name}"] = getattr(cls, name).__set__
        body.append(f" _set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    code = f"def __init__({', '.join(parameters)}):\n" + ("\n".join(body) or " pass")
    exec(code, given)  # noqa: S102 - as `dataclasses` does: the names are those of the fields
    made: Callable[..., None] = given["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _comparison(cls: Any) -> tuple[Callable[[Any, object], Any], Callable[[Any], int]]:
    compared = [one.name for one in fields(cls) if one.compare]
    values = _values(compared)

    def __eq__(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    return __eq__, __hash__


def _values(names: list[str]) -> Callable[[Any], Any]:
    """What reads these attributes as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: Any, name: str, value: object) -> NoReturn:  # noqa: ARG001 - the signature is Python's
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> NoReturn:  # noqa: ARG001
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
