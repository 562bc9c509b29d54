"""The uncertain values of a scenario: what each is drawn from, and what that rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from echelon.scenario.expressions import Call, Draw, Expression, format_expression, walk
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.parts import PARTS

if TYPE_CHECKING:
    from echelon.scenario.document import Document, QuantityField


@dataclass(frozen=True)
class UncertainValue:
    """One value that is drawn once a run.

    Parameters
    ----------
    id : str
        Id of the input, or `part.id.field` of a value that is drawn for itself; by it, with a
        number after it where a field is several draws, `Results.inputs` knows it.
    path : str
        `part.id.field`, as `Scenario.with_` takes it.
    label : str
        What it is, in words.
    distribution : str
        In the notation of the language, such as `600..700..1000`.
    unit : str
        Unit of the value; empty for a probability or a plain count.
    source : str or None
        Citation, `key locator; key locator`.
    grade : str or None
        Strength of the evidence, A to D.
    origin : str
        `supplied`, `inherited` or `default`.
    """

    id: str
    path: str
    label: str
    distribution: str
    unit: str
    source: str | None
    grade: str | None
    origin: str

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return asdict(self)


def uncertain_values(document: Document) -> Mapping[str, UncertainValue]:
    """Return every value of a scenario that is drawn once a run, by id, in the order of paths."""
    found = {}
    for quantity in document.quantities():
        if any(True for _ in _draws(quantity.expression)):
            value = _described(document, quantity)
            found[value.id] = value
    return MappingProxyType(found)


def _draws(expression: Expression) -> list[Draw]:
    """Return what is drawn once a run: not what `each` draws at every use."""
    at_each_use = [
        inner
        for node in walk(expression)
        if isinstance(node, Call) and node.name == "each"
        for inner in walk(node)
    ]
    return [
        node
        for node in walk(expression)
        if isinstance(node, Draw) and not any(node is inner for inner in at_each_use)
    ]


def _described(document: Document, quantity: QuantityField) -> UncertainValue:
    part, id_, key = quantity.name.split(".")
    entry, evidence = document.parts[part][id_], quantity.provenance
    is_input = part == "inputs"
    name = getattr(entry, "label", None) or getattr(entry, "name", None) or id_
    label = name if is_input else f"{name}: {keys_of(PARTS[part].model)[key].description}"
    return UncertainValue(
        id=id_ if is_input else quantity.name,
        path=quantity.name,
        label=label,
        distribution=format_expression(quantity.expression, document.calendar),
        unit=(getattr(entry, "unit", None) or "") if is_input else quantity.unit,
        source=evidence.source,
        grade=evidence.grade,
        origin=str(evidence.origin),
    )
