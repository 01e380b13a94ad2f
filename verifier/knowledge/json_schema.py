"""The JSON Schemas of claims files and source records, for editors and for other programs."""

from __future__ import annotations

import json
from typing import Any

from verifier.knowledge.declaring import Record
from verifier.knowledge.schema import ClaimsFile, SourceFile
from verifier.knowledge.strict import model_of

SCHEMAS: dict[str, type[Record]] = {"claims": ClaimsFile, "source": SourceFile}
_DIALECT = "http://json-schema.org/draft-07/schema#"  # what the YAML plug-ins of editors understand


def json_schema(name: str) -> str:
    """The schema `name` (a key of SCHEMAS) as indented JSON with a closing newline."""
    return schema_of(name, SCHEMAS[name])


def schema_of(name: str, record: type[Record]) -> str:
    """The schema of files that hold such a record, with `name` in its title."""
    made = _draft7(model_of(record).model_json_schema(by_alias=True))
    made = {
        "$schema": _DIALECT,
        "title": f"verifier: {name}",
        **{k: v for k, v in made.items() if k != "title"},
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _draft7(node: Any) -> Any:
    """`node` in the words of draft 7: definitions, no siblings of $ref, and none of pydantic's titles."""
    if isinstance(node, list):
        return [_draft7(item) for item in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        match key:
            case "title" if isinstance(value, str):
                continue
            case "$defs":
                made["definitions"] = {name: _draft7(part) for name, part in value.items()}
            case "properties":
                made["properties"] = {name: _draft7(part) for name, part in value.items()}
            case "$ref":
                made["$ref"] = value.replace("#/$defs/", "#/definitions/")
            case "default" if value is None or value == []:
                continue
            case _:
                made[key] = _draft7(value)
    if "$ref" in made and len(made) > 1:
        made["allOf"] = [{"$ref": made.pop("$ref")}]
    return made
