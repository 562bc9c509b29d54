"""A view that somebody judges in, sure or drawn."""

from __future__ import annotations

from typing import Any

from echelon.scenario.expressions import Draw
from echelon.scenario.notation import parse_quantity
from echelon.scenario.schema.readers import Reading, read_id, read_notation, refusal


def read_view(value: Any, info: Reading) -> str | Draw:
    """Read the id of a view, or a choice between ids with their probabilities."""
    if not isinstance(value, str) or not value.lstrip().startswith("choice("):
        return read_id(value, info)
    drawn = read_notation("quantity", parse_quantity, value, info)
    if not isinstance(drawn, Draw) or drawn.distribution.values is not None:
        raise refusal("wrong-type", "ids of views are wanted here, not numbers", label="no ids")
    return drawn
