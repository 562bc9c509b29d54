"""The library of defaults: weights and severities for those of whom a scenario says nothing.

Every number of it is grade D, and is replaced by an entry without `of` in the scenario's own table.
"""

from __future__ import annotations

from functools import cache

from echelon.scenario.document import Document, QuantityField
from echelon.scenario.provenance import BY_DEFAULT
from echelon.scenario.schema.catalogue import quantities_of
from echelon.scenario.schema.entry import Entry
from echelon.scenario.schema.minds import Severity, Weight
from echelon.scenario.schema.texts import Texts

DEFAULT = "default"
"""The id under which the library's entries draw."""


@cache
def weigh_as_default() -> Weight:
    """Return the weights of whoever has none stated."""
    return Weight.model_validate({"id": DEFAULT}, context={"texts": Texts()})


@cache
def grave_as_default() -> Severity:
    """Return the severities of whoever has none stated."""
    return Severity.model_validate({"id": DEFAULT}, context={"texts": Texts()})


def has_minds(document: Document) -> bool:
    """Return whether anybody in the scenario judges by dispositions."""
    parts = document.parts
    return bool(parts.dispositions or parts.thresholds or parts.pledges or parts.scruples)


def library_of(document: Document) -> tuple[QuantityField, ...]:
    """Return the numbers of the library that the scenario needs, in the order of their names."""
    if not has_minds(document):
        return ()
    entries: tuple[tuple[str, Entry], ...] = (
        ("severities", grave_as_default()),
        ("weights", weigh_as_default()),
    )
    found = [
        QuantityField(
            f"{part}.{DEFAULT}.{field.key}",
            expression,
            field.unit,
            BY_DEFAULT,
            field.leaf.low,
            field.leaf.high,
        )
        for part, entry in entries
        if DEFAULT not in document.parts[part]
        for field, expression in quantities_of(entry)
    ]
    return tuple(sorted(found, key=lambda quantity: quantity.name))
