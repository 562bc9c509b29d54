"""What every declared thing has in common: an id, a group to inherit from, and its evidence."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from echelon.scenario.schema.leaves import Citation, Grade, GroupId, Id, Moment, Text

_REQUIRED: Any = object()


def stated(
    description: str,
    *,
    unit: str | None = None,
    default: Any = _REQUIRED,
    default_text: str | None = None,
    alias: str | None = None,
) -> Any:
    """Describe one field, for the checks and for the reference page alike.

    Parameters
    ----------
    description : str
        What the field says, in words an analyst uses.
    unit : str, optional
        Unit of the number, as its name ends.
    default : optional
        Value where none is written; a quantity's default is written in the notation. Without it
        the field must be written.
    default_text : str, optional
        How the reference page shows a default that depends on other fields.
    alias : str, optional
        The key in the file, where Python reserves the word.
    """
    extra: dict[str, Any] = {}
    if unit is not None:
        extra["unit"] = unit
    if default_text is not None:
        extra["default_text"] = default_text
    if default is _REQUIRED:
        return Field(description=description, alias=alias, json_schema_extra=extra)
    return Field(
        default=default,
        validate_default=isinstance(default, str),
        description=description,
        alias=alias,
        json_schema_extra=extra,
    )


class Model(BaseModel):
    """Settings shared by all models: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Evidence(Model):
    """What a value rests on, written beside it or for the whole of its entry."""

    source: Citation | None = stated(
        "works and places in them that support the entry, `key locator; key locator`", default=None
    )
    grade: Grade | None = stated("strength of the evidence, A (best) to D", default=None)
    known_by: Moment | None = stated(
        "when the value was first known to anyone who could have used it", default=None
    )
    note: Text | None = stated("remark for the reader", default=None)


class Declared(Evidence):
    """A thing with an id, and the evidence that covers those of its fields without their own."""

    id: Id = stated("name of the entry in other parts; lower-case letters, digits and `_`")


class Entry(Declared):
    """A declared thing that may take the fields it does not state from a group."""

    group: GroupId | None = stated(
        "group whose fields this entry takes where it states none of its own", default=None
    )


EVIDENCE_FIELDS = tuple(Evidence.model_fields)
"""Keys that speak of a value's evidence and not of the value."""
