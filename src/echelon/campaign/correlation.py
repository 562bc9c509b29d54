"""Correlated inputs: normals mixed from independent ones (a Gaussian copula)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from echelon.campaign.assembly import Assembly
from echelon.engine.names import luck_of
from echelon.scenario.schema.uncertainty import Correlation


def add_factors(assembly: Assembly) -> None:
    """Give every correlated input the independent normals and weights that make it up.

    With one correlation r >= 0 for all pairs, an input is sqrt(r) of a common factor and
    sqrt(1 - r) of its own, so that adding an input to the group changes no other. Otherwise the
    weights are the rows of the Cholesky factor of the matrix, in the order in which the scenario
    names the inputs.
    """
    for id_, correlation in assembly.document.parts.correlations.items():
        weights = _weights(id_, correlation)
        for input_id, factors in zip(correlation.inputs, weights, strict=True):
            row = assembly.programs.inputs.rows[assembly.programs.slot_of_input[input_id]]
            row["first_factor"] = len(assembly.programs.factors)
            for name, weight in factors:
                assembly.programs.factors.add(luck=luck_of(name), weight=weight)
            row["last_factor"] = len(assembly.programs.factors)


def _weights(id_: str, correlation: Correlation) -> list[list[tuple[str, float]]]:
    names = [f"{id_}/{input_id}" for input_id in correlation.inputs]
    common = correlation.correlation
    if common is not None and common >= 0.0:
        shared, own = math.sqrt(common), math.sqrt(1.0 - common)
        return [[(f"{id_}/common", shared), (name, own)] for name in names]
    matrix = correlation.matrix or _equal_matrix(len(names), common or 0.0)
    return [
        [(name, weight) for name, weight in zip(names, row, strict=True) if weight != 0.0]
        for row in cholesky(matrix)
    ]


def _equal_matrix(size: int, common: float) -> list[list[float]]:
    return [[1.0 if row == column else common for column in range(size)] for row in range(size)]


def cholesky(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the lower triangular L with L L' equal to a positive definite matrix.

    Written out because a library's result may differ in the last bit between machines, and the
    weights are part of every draw.
    """
    size = len(matrix)
    lower = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = matrix[row][column]
            for inner in range(column):
                rest -= lower[row][inner] * lower[column][inner]
            if row == column:
                lower[row][row] = math.sqrt(max(rest, 0.0))
            else:
                lower[row][column] = rest / lower[column][column]
    return lower
