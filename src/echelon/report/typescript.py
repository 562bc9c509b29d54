"""The types of the page in TypeScript, written from the models of the report.

`python -m echelon.report.typescript FILE` writes them; a test sees that the file is as written.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from echelon.report.schema import Report

HEADING = (
    "// Written by `python -m echelon.report.typescript` from report/schema: change it there.\n"
)
SIMPLE = {
    "boolean": "boolean",
    "string": "string",
    "number": "number",
    "integer": "number",
    "null": "null",
}


def types_of_page() -> str:
    """Return the interfaces of the report and of everything in it, as TypeScript."""
    schema = Report.model_json_schema(mode="serialization")
    models: dict[str, Any] = {**schema["$defs"], "Report": schema}
    return "\n".join([HEADING, *(_interface(name, models[name]) for name in sorted(models))])


def _interface(name: str, schema: Mapping[str, Any]) -> str:
    fields = schema.get("properties", {})
    lines = [f"  readonly {key}: {_type(value)};" for key, value in fields.items()]
    return "\n".join([f"export interface {name} {{", *lines, "}", ""])


def _type(schema: Mapping[str, Any]) -> str:
    """Return the type that a JSON schema describes."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(f'"{word}"' for word in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        if "prefixItems" in schema:
            return f"readonly [{', '.join(_type(item) for item in schema['prefixItems'])}]"
        item = _type(schema["items"])
        return f"readonly ({item})[]" if "|" in item or " " in item else f"readonly {item}[]"
    return SIMPLE[str(schema["type"])]


def main() -> None:
    """Write the types into the file that is named on the command line."""
    Path(sys.argv[1]).write_text(types_of_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
