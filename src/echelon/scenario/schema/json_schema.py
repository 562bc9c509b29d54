"""The JSON Schema of a scenario, from which editors complete and check as one types."""

from __future__ import annotations

from typing import Any

from echelon.scenario.schema.catalogue import Field, fields_of
from echelon.scenario.schema.entry import EVIDENCE_FIELDS, Declared, Model
from echelon.scenario.schema.header import Header, Period
from echelon.scenario.schema.parts import PARTS, Part

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_EVIDENCE = "#/$defs/evidence/properties"

PLAIN_PARTS = frozenset({"groups", "what_ifs", "accounts"})
"""Parts whose fields are not annotated one by one."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of `scenario.yaml`; `$defs` holds that of each part's own file."""
    properties = {field.key: _property(field) for field in fields_of(Header)}
    properties |= {name: {"$ref": f"#/$defs/{name}"} for name in PARTS}
    definitions: dict[str, Any] = {"evidence": _evidence(), "period": _object(Period)}
    for part in PARTS.values():
        definitions[part.noun.replace("-", "_")] = _entry(part)
        definitions[part.name] = _part(part)
    return {
        "$schema": DIALECT,
        "title": "Echelon scenario, version 1 of the language",
        "type": "object",
        "properties": properties,
        "required": [field.key for field in fields_of(Header) if field.required],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _part(part: Part) -> dict[str, Any]:
    """Describe a part: a list of entries with ids, or a mapping from id to the other fields."""
    entry = {"$ref": f"#/$defs/{part.noun.replace('-', '_')}"}
    listed = {"allOf": [entry, {"required": ["id"]}]}
    return {
        "description": (part.model.__doc__ or "").strip().splitlines()[0],
        "anyOf": [
            {"type": "array", "items": listed},
            {"type": "object", "additionalProperties": {"anyOf": [entry, {"type": "null"}]}},
            {"type": "null"},
        ],
    }


def _entry(part: Part) -> dict[str, Any]:
    """Describe an entry; what is required may come from a group instead."""
    is_plain = part.name in PLAIN_PARTS
    described = _object(part.model, is_plain=is_plain)
    required = [key for key in described.pop("required") if key != "id"]
    if required and "group" in described["properties"] and not is_plain:
        described["anyOf"] = [{"required": required}, {"required": ["group"]}]
    elif required:
        described["required"] = required
    return described


def _object(model: type[Model], *, is_plain: bool = True) -> dict[str, Any]:
    fields = fields_of(model)
    return {
        "type": "object",
        "properties": {field.key: _property(field, is_plain=is_plain) for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }


def _property(field: Field, *, is_plain: bool = True) -> dict[str, Any]:
    form = dict(field.leaf.form)
    described: dict[str, Any] = {"description": _description(field)}
    if is_plain or not field.is_value:
        return described | {"anyOf": [form, {"type": "null"}]} if field.key != "id" else form
    annotated = {
        "type": "object",
        "properties": {"value": form}
        | {name: {"$ref": f"{_EVIDENCE}/{name}"} for name in EVIDENCE_FIELDS},
        "required": ["value"],
        "additionalProperties": False,
    }
    return described | {"anyOf": [form, annotated, {"type": "null"}]}


def _evidence() -> dict[str, Any]:
    fields = [field for field in fields_of(Declared) if field.is_evidence]
    return {
        "type": "object",
        "properties": {
            field.key: {"description": field.description, **field.leaf.form} for field in fields
        },
        "additionalProperties": False,
    }


def _description(field: Field) -> str:
    unit = f" [{field.unit}]" if field.unit else ""
    default = f"; default {field.default}" if field.default else ""
    return f"{field.description}{unit}{default}"
