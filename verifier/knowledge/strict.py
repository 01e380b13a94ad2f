"""The declared records as pydantic models: for the words of every mistake, and for the JSON Schemas."""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pydantic
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, WithJsonSchema

from verifier.knowledge.declaring import REQUIRED, FieldOf, Record, Words

_MODELS: dict[type[Record], type[BaseModel]] = {}


def model_of(record: type[Record]) -> type[BaseModel]:
    """The model that takes what `record` declares, with the same names."""
    if record not in _MODELS:
        _MODELS[record] = _made(record)
    return _MODELS[record]


def _made(record: type[Record]) -> type[BaseModel]:
    fields: dict[str, Any] = {
        name: (_type(annotation), _field(record.declared[name]))
        for name, annotation in record.annotations().items()
    }
    return pydantic.create_model(
        record.__name__, __config__=ConfigDict(extra="forbid", frozen=True), __doc__=record.__doc__, **fields
    )


def _field(declared: FieldOf) -> Any:
    given: dict[str, Any] = {"description": declared.description, "alias": declared.alias}
    if declared.least:
        given["min_length"] = declared.least
    if declared.default == ():
        given["default_factory"] = list
    elif declared.default is not REQUIRED:
        given["default"] = declared.default
    return pydantic.Field(**given)


def _type(annotation: Any) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return model_of(annotation)
    if origin is Annotated:
        return _words(arguments[0], arguments[1])
    if origin is list:
        return list[_type(arguments[0])]  # type: ignore[misc]
    if origin is dict:
        return dict[_type(arguments[0]), _type(arguments[1])]  # type: ignore[misc]
    if origin in (types.UnionType, Union):
        return Union[tuple(_type(one) for one in arguments)]  # noqa: UP007 - made from a list
    if annotation is types.NoneType or origin is Literal:
        return annotation
    raise TypeError(f"a record cannot hold {annotation}")


def _words(base: Any, words: Words) -> Any:
    made = base
    if words.pattern or words.most:
        limits = {"min_length": 1, "max_length": words.most} if words.most else {}
        made = Annotated[made, StringConstraints(pattern=words.pattern, **limits)]  # type: ignore[arg-type]
    if words.holds is not None:
        made = Annotated[made, AfterValidator(_checked(words))]
    if words.schema is not None:
        made = Annotated[made, pydantic.Field(json_schema_extra=dict(words.schema))]
    if words.whole_schema is not None:
        made = Annotated[made, WithJsonSchema(dict(words.whole_schema))]
    return made


def _checked(words: Words) -> Any:
    def validate(value: str) -> str:
        if words.holds is not None and not words.holds(value):
            raise ValueError(words.expected)
        return value

    return validate
