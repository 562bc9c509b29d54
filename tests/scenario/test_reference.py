"""The generated pages are those of the schema as it stands."""

import json
from pathlib import Path
from typing import Any

import pytest

from echelon.errors import CODES
from echelon.scenario.reference import pages, write_pages
from echelon.scenario.schema.catalogue import fields_of
from echelon.scenario.schema.parts import PARTS, Parts
from echelon.scenario.schema.variants import GROUPED_PARTS

DOCS = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_is_up_to_date(name: str) -> None:
    """If not, `python -m echelon.scenario.reference` writes it anew."""
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name]


def test_the_pages_are_written_into_any_folder(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs")
    assert sorted(pages()) == sorted(path.name for path in (tmp_path / "docs").iterdir())


def test_every_code_and_every_field_has_its_line() -> None:
    assert all(f"### `{code}`" in pages()["errors.md"] for code in CODES)
    text = pages()["scenario.md"]
    for part in PARTS.values():
        assert f"## `{part.name}`" in text
        assert all(f"| `{field.key}` |" in text for field in fields_of(part.model))


def test_every_field_is_described_and_every_quantity_has_the_unit_of_its_name() -> None:
    for part in PARTS.values():
        for field in fields_of(part.model):
            assert field.description
            ending = field.key.rsplit("_", 1)[-1]
            if ending in ("km", "h", "min") and not field.key.endswith("km_h"):
                rate = field.key.endswith("_per_h")
                assert (f"1/{ending}" if rate else ending) == field.unit


def test_the_parts_of_a_document_are_those_of_the_language() -> None:
    assert list(PARTS) == list(Parts())
    assert set(GROUPED_PARTS) == PARTS.keys() - {"groups", "defaults", "what_ifs", "accounts"}


def test_every_reference_of_the_json_schema_leads_somewhere() -> None:
    schema = json.loads(pages()["scenario.schema.json"])
    for target in _references(schema):
        node = schema
        for step in target.removeprefix("#/").split("/"):
            node = node[step]
        assert node


def test_the_json_schema_lets_required_fields_come_from_a_group() -> None:
    link = json.loads(pages()["scenario.schema.json"])["$defs"]["link"]
    assert [{"required": ["kind", "from", "to", "length_km"]}, {"required": ["group"]}] == (
        link["anyOf"]
    )
    assert not link["additionalProperties"]


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [target for value in node.values() for target in _references(value)]
    if isinstance(node, list):
        return [target for value in node for target in _references(value)]
    return []
