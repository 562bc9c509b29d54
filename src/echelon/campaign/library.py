"""The library of defaults: weights and severities for those of whom a scenario says nothing.

Every number of it is grade D, and is replaced by an entry without `of` in the scenario's own table,
or restated number by number in the part `defaults`.
"""

from __future__ import annotations

from typing import Any

from echelon.scenario.document import Document, QuantityField
from echelon.scenario.provenance import BY_DEFAULT, Origin, Provenance
from echelon.scenario.schema.catalogue import quantities_of
from echelon.scenario.schema.entry import Entry
from echelon.scenario.schema.minds import Severity, Weight
from echelon.scenario.schema.texts import Texts

DEFAULT = "default"
"""The id under which the library's entries draw."""


def weigh_as_default(document: Document) -> Weight:
    """Return the weights of whoever has none stated."""
    return Weight.model_validate(_written(document, "weights"), context={"texts": Texts()})


def grave_as_default(document: Document) -> Severity:
    """Return the severities of whoever has none stated."""
    return Severity.model_validate(_written(document, "severities"), context={"texts": Texts()})


def _written(document: Document, part: str) -> dict[str, Any]:
    """Return the library's entry of a part as it would be written, with what is restated."""
    restated = {
        entry.of.partition(".")[2]: entry.value
        for entry in document.parts.defaults.values()
        if entry.of.partition(".")[0] == part
    }
    return {"id": DEFAULT, **restated}


def has_minds(document: Document) -> bool:
    """Return whether anybody in the scenario judges by dispositions."""
    parts = document.parts
    return bool(parts.dispositions or parts.thresholds or parts.pledges or parts.scruples)


def library_of(document: Document) -> tuple[QuantityField, ...]:
    """Return the numbers of the library that the scenario needs, in the order of their names."""
    if not has_minds(document):
        return ()
    entries: tuple[tuple[str, Entry], ...] = (
        ("severities", grave_as_default(document)),
        ("weights", weigh_as_default(document)),
    )
    restated = {part: _written(document, part) for part, _ in entries}
    found = [
        QuantityField(
            f"{part}.{DEFAULT}.{field.key}",
            expression,
            field.unit,
            Provenance(Origin.INHERITED) if field.key in restated[part] else BY_DEFAULT,
            field.leaf.low,
            field.leaf.high,
        )
        for part, entry in entries
        if DEFAULT not in document.parts[part]
        for field, expression in quantities_of(entry)
    ]
    return tuple(sorted(found, key=lambda quantity: quantity.name))
