"""What is not known for certain: named inputs and how they go together."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from echelon.scenario.schema import readers
from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import ID_FORM, TEXT_FORM, Leaf, Quantity, Text, number

InputsInOrder = Annotated[
    tuple[str, ...],
    Leaf(
        "ids of inputs",
        readers.read_ids_in_order,
        {"anyOf": [TEXT_FORM, {"type": "array", "items": ID_FORM}]},
        ("inputs",),
    ),
]
Matrix = Annotated[
    tuple[tuple[float, ...], ...],
    Leaf(
        "rows of numbers",
        readers.read_matrix,
        {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
        is_typed=True,
    ),
]


class Input(Entry):
    """An uncertain value that several fields may share by its name."""

    value: Quantity = stated("distribution, or an expression of other inputs")
    label: Text | None = stated("the input in words", default=None)
    unit: Text | None = stated("unit of the value", default=None)


class Correlation(Entry):
    """Inputs that tend to be high or low together.

    A Gaussian copula: the correlation is that of the normals behind them.
    """

    inputs: InputsInOrder = stated("two or more inputs, each drawn from a distribution")
    correlation: Annotated[float, number(-1, 1)] | None = stated(
        "one correlation for every pair", default=None, default_text="see `matrix`"
    )
    matrix: Matrix | None = stated(
        "correlation of each pair, in the order of `inputs`", default=None
    )

    @model_validator(mode="after")
    def sort_inputs(self) -> Self:
        """Bring the inputs, and with them the matrix, into the order of their ids."""
        order = sorted(range(len(self.inputs)), key=lambda place: self.inputs[place])
        is_square = self.matrix is not None and all(
            len(row) == len(order) == len(self.matrix) for row in self.matrix
        )
        if self.matrix is not None and is_square:
            rows = tuple(tuple(self.matrix[row][column] for column in order) for row in order)
            object.__setattr__(self, "matrix", rows)
        if self.matrix is None or is_square:
            names = tuple(self.inputs[place] for place in order)
            object.__setattr__(self, "inputs", names)
        return self
