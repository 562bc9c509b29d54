"""What the models say of each of their fields, for the checks, the hash and the reference page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from echelon.scenario.expressions import Expression
from echelon.scenario.schema.entry import EVIDENCE_FIELDS
from echelon.scenario.schema.leaves import CITATION, ID, TEXT, TRUTH, WINDOWS, Leaf


@dataclass(frozen=True)
class Field:
    """One field of a model.

    Parameters
    ----------
    name, key : str
        Attribute in Python and key in the file; they differ where Python reserves the word.
    leaf : Leaf
        Kind of its value.
    unit, description, default : str
        As the reference page prints them; an empty default means there is none.
    required : bool
        Whether it must be written.
    is_default_told : bool
        Whether the default is told in words, because it depends on other fields.
    """

    name: str
    key: str
    leaf: Leaf
    unit: str
    description: str
    default: str
    required: bool
    is_default_told: bool = False

    @property
    def is_evidence(self) -> bool:
        """Whether the field speaks of the entry's evidence and not of its values."""
        return self.name in EVIDENCE_FIELDS

    @cached_property
    def is_value(self) -> bool:
        """Whether the field can bear on a run: not an id, a text, a group or evidence."""
        if self.is_evidence or self.name == "group":
            return False
        return self.leaf not in (ID, TEXT, CITATION)

    @cached_property
    def is_evidential(self) -> bool:
        """Whether evidence bears it out or not: a number or a moment, and no name of anything."""
        leaf = self.leaf
        is_told = leaf.is_drawn or leaf.is_typed or leaf is WINDOWS
        return self.is_value and is_told and leaf is not TRUTH


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """Return the fields of a model, its own before those of evidence.

    Parameters
    ----------
    model : type
        A pydantic model of `echelon.scenario.schema`.
    """
    found = [_field(name, info) for name, info in model.model_fields.items()]
    return tuple(
        sorted(
            found, key=lambda field: (field.is_evidence, field.name == "group", field.name != "id")
        )
    )


@cache
def keys_of(model: type[BaseModel]) -> dict[str, Field]:
    """Return the fields of a model by the key they have in a file."""
    return {field.key: field for field in fields_of(model)}


def quantities_of(entry: BaseModel) -> Iterator[tuple[Field, Expression]]:
    """Yield the fields of an entry that are drawn once a run, with their expressions."""
    for field in _drawn_fields_of(type(entry)):
        expression = getattr(entry, field.name)
        if expression is not None and not isinstance(expression, str):  # a view that is sure
            yield field, expression


@cache
def _drawn_fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(model) if field.leaf.is_drawn)


def _field(name: str, info: FieldInfo) -> Field:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Field(
        name=name,
        key=info.alias or name,
        leaf=_leaf(info),
        unit=str(extra.get("unit", "")),
        description=info.description or "",
        default=str(extra.get("default_text", _default_text(info))),
        required=info.is_required(),
        is_default_told="default_text" in extra,
    )


def _leaf(info: FieldInfo) -> Leaf:
    for metadata in info.metadata:
        if isinstance(metadata, Leaf):
            return metadata
    for option in get_args(info.annotation):
        if get_origin(option) is Annotated:
            for metadata in get_args(option)[1:]:
                if isinstance(metadata, Leaf):
                    return metadata
    raise TypeError(f"a field without a leaf: {info!r}")


def _default_text(info: FieldInfo) -> Any:
    if info.is_required() or info.default is None or info.default == ():
        return ""
    if isinstance(info.default, bool):
        return str(info.default).lower()
    return info.default
