"""Whether inputs can be drawn: no circles among them, and correlations that can hold together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from echelon.errors import Fault
from echelon.scenario.circles import find_circles
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Binary, Draw, Name, Number, walk
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.uncertainty import Correlation, Input

ZERO = Number(0.0)

_TOLERANCE = 1e-9
"""Of a matrix written with a few digits."""


def check_input_circles(draft: Draft) -> Iterator[Fault]:
    """Find inputs whose values use each other."""
    inputs = {entry.id: (declaration, entry) for declaration, entry in draft.sound("inputs", Input)}
    uses = {
        id_: sorted({node.name for node in walk(entry.value) if isinstance(node, Name)})
        for id_, (_, entry) in inputs.items()
    }
    for circle in find_circles(uses):
        declaration, _ = inputs[circle[0]]
        yield draft.fault(
            "circular",
            f"{declaration.called} depends on itself",
            declaration,
            "value",
            label="the circle closes here",
            notes=(" -> ".join([*circle, circle[0]]),),
        )


def check_divisions(draft: Draft) -> Iterator[Fault]:
    """Find quantities that divide by zero as they are written, which no draw can mend."""
    for declaration in draft.every():
        known = keys_of(declaration.part.model)
        for key, value in declaration.values.items():
            if not known[key].leaf.is_drawn or known[key].leaf.refers:
                continue
            for node in walk(value):
                if isinstance(node, Binary) and node.operator == "/" and node.right == ZERO:
                    yield draft.fault(
                        "bad-number",
                        f"{declaration.called} divides by zero",
                        declaration,
                        key,
                        start=node.right.start,
                        end=node.right.end,
                    )


def check_correlations(draft: Draft) -> Iterator[Fault]:
    """Find correlations of what is not drawn, or that no joint distribution can have."""
    owners: dict[str, str] = {}
    for declaration, entry in draft.sound("correlations", Correlation):
        for name in entry.inputs:
            known = draft.declarations["inputs"].get(name)
            value = known.values.get("value") if known else None
            # A what-if may fix an input at a number; it then takes no part.
            if value is not None and not isinstance(value, Draw | Number):
                message = f"input `{name}` is computed, not drawn"
                yield _fault(draft, declaration, "inputs", message, name)
            if name in owners:
                message = f"input `{name}` is in correlation `{owners[name]}` too"
                if owners[name] == entry.id:
                    message = f"input `{name}` is named twice"
                yield _fault(draft, declaration, "inputs", message, name)
            owners.setdefault(name, entry.id)
        yield from _check_strength(draft, declaration, entry)


def _check_strength(draft: Draft, declaration: Declaration, entry: Correlation) -> Iterator[Fault]:
    size = len(entry.inputs)
    if size < 2:
        yield _fault(draft, declaration, "inputs", "a correlation is between two inputs or more")
    elif entry.correlation is not None and entry.matrix is not None:
        message = f"{declaration.called} has a single number and a matrix"
        yield draft.fault(
            "excluded-key", message, declaration, "matrix", label="excludes `correlation`"
        )
    elif entry.correlation is not None:
        if not -1 / (size - 1) < entry.correlation < 1:
            message = f"{size} inputs cannot share the correlation {entry.correlation:g}"
            help = f"write a number between {-1 / (size - 1):.3g} and 1, both excluded"
            yield _fault(draft, declaration, "correlation", message, help=help)
    elif entry.matrix is None:
        yield draft.fault(
            "missing-key",
            f"{declaration.called} has neither `correlation` nor `matrix`",
            declaration,
            "id",
            label="`correlation` is missing",
            help="write one number for every pair, or a matrix",
        )
    else:
        message = matrix_fault(entry.matrix, size)
        if message:
            yield _fault(draft, declaration, "matrix", message)


def matrix_fault(matrix: Sequence[Sequence[float]], size: int) -> str:
    """Return what keeps a table from being a correlation matrix; empty if nothing does.

    Parameters
    ----------
    matrix : sequence of sequence of float
        The rows.
    size : int
        How many inputs there are.

    Notes
    -----
    Positive definiteness is found by Cholesky's decomposition, which fails at the first pivot that
    is not above zero.
    """
    if len(matrix) != size or any(len(row) != size for row in matrix):
        return f"{size} inputs need a matrix of {size} rows of {size} numbers"
    for row in range(size):
        if abs(matrix[row][row] - 1) > _TOLERANCE:
            return "the diagonal of a correlation matrix is 1"
        for column in range(row):
            if abs(matrix[row][column] - matrix[column][row]) > _TOLERANCE:
                return "a correlation matrix is symmetric"
    lower = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = matrix[row][column] - sum(
                lower[row][k] * lower[column][k] for k in range(column)
            )
            if row == column:
                if rest <= _TOLERANCE:
                    return "the correlations cannot hold together: not positive definite"
                lower[row][row] = math.sqrt(rest)
            else:
                lower[row][column] = rest / lower[column][column]
    return ""


def _fault(
    draft: Draft,
    declaration: Declaration,
    key: str,
    message: str,
    name: str = "",
    help: str = "",
) -> Fault:
    return draft.fault(
        "correlation",
        f"{declaration.called}: {message}",
        declaration,
        key,
        path=draft.path_to(declaration, key, name) if name else (),
        help=help,
    )
