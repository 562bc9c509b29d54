"""Quantile curves: an inverse distribution laid once through exact points, and then interpolated.

The inverse of a beta distribution has no closed form, and solving for it at every draw took most
of the time of a run. As a function of the *normal* quantile z of its probability it is smooth up to
both ends of the grid of draws, whatever its shapes; so it is cut into pieces of equal length in z,
each a polynomial through eight exact points.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.beta import beta_quantiles, exp_of
from echelon.engine.normal import ONE_OVER_SQRT_2_PI, inverse_normal

SPAN = 8.25  # the smallest draw, 2**-53, has z = -8.21
COEFFICIENTS = np.int64(8)  # one line of a processor's cache
LEAST_PIECES_PER_UNIT = 4  # of z
MOST_PIECES_PER_UNIT = 1024
TOLERANCE = 2e-13  # of the width, at the joints, where the error of a piece is at its greatest
SHAPES_AT_ONCE = 16  # as many as stay in the processor's cache while they are solved for

# Chebyshev's nodes cos((2 k + 1) pi / 16) / 2, for pieces of length 1 about 0
_HALF_NODES = (0.4903926402016152, 0.4157348061512726, 0.2777851165098011, 0.09754516100806412)
NODES = np.array([*(-node for node in _HALF_NODES), *reversed(_HALF_NODES)])
SERIES_UP_TO = 2.5
SERIES_TERMS = 60
FRACTION_TERMS = 150

Shape = tuple[float, float]
"""The two shapes of a beta distribution."""


@kernel
def curve_quantile(curves: np.ndarray, first: int, pieces_per_unit: float, u: float) -> float:
    """Return the `u`-quantile in [0, 1] of the curve that begins at `first`; `u` on the grid.

    Within 1e-12 of the distribution's width of the exact one, and never falling to within this.
    """
    position = (inverse_normal(u) + SPAN) * pieces_per_unit
    piece = np.int64(position)
    t = position - np.float64(piece) - 0.5
    at = first + COEFFICIENTS * piece
    low = curves[at] + curves[at + 1] * t
    middle = curves[at + 2] + curves[at + 3] * t
    high = curves[at + 4] + curves[at + 5] * t
    highest = curves[at + 6] + curves[at + 7] * t
    square = t * t
    x = (low + middle * square) + (high + highest * square) * (square * square)
    return min(max(x, 0.0), 1.0)


def lay_curves(shapes: Sequence[Shape]) -> dict[Shape, tuple[int, np.ndarray]]:
    """Return, for beta distributions of positive shapes, the pieces to a unit of z, and the curve.

    A curve is an ndarray of float, shape (pieces, COEFFICIENTS), each piece the coefficients of a
    polynomial in t from -1/2 to 1/2, the constant first. Pieces are halved until the curve meets
    exact values at all joints.
    """
    found: dict[Shape, tuple[int, np.ndarray]] = {}
    for first in range(0, len(shapes), SHAPES_AT_ONCE):
        waiting = list(shapes[first : first + SHAPES_AT_ONCE])
        pieces_per_unit = LEAST_PIECES_PER_UNIT
        while waiting:
            curves, errors = _lay(np.array(waiting), pieces_per_unit)
            fits = (errors <= TOLERANCE) | (pieces_per_unit >= MOST_PIECES_PER_UNIT)
            for shape, curve, fit in zip(waiting, curves, fits, strict=True):
                if fit:
                    found[shape] = pieces_per_unit, curve
            waiting = [shape for shape, fit in zip(waiting, fits, strict=True) if not fit]
            pieces_per_unit *= 2
    return found


def _lay(shapes: np.ndarray, pieces_per_unit: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a curve for each pair of shapes, and by how much each misses the joints."""
    pieces = int(2.0 * SPAN * pieces_per_unit)
    places = np.arange(pieces)[:, None] + (NODES + 0.5)
    joints = np.arange(1, pieces)
    z = np.concatenate((places.ravel(), joints)) / pieces_per_unit - SPAN
    exact = _quantiles_at(shapes, z)
    curves = _polynomials(exact[:, : places.size].reshape(len(shapes), pieces, -1))
    halves = 0.5 ** np.arange(COEFFICIENTS)
    ends = np.zeros(curves.shape[:2])
    for power in range(COEFFICIENTS):
        ends += curves[:, :, power] * halves[power]
    return curves, np.max(np.abs(ends[:, :-1] - exact[:, places.size :]), axis=1)


def _quantiles_at(shapes: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Return the quantiles at the normal quantiles `z`, shape (distributions, z)."""
    is_upper = (z > 0.0)[None, :]
    a, b = shapes[:, :1], shapes[:, 1:]
    near = np.where(is_upper, b, a)
    far = np.where(is_upper, a, b)
    tails = np.broadcast_to(normal_tail(np.abs(z)), near.shape)
    x = beta_quantiles(near.ravel(), far.ravel(), tails.ravel()).reshape(near.shape)
    return np.where(is_upper, 1.0 - x, x)


def normal_tail(distance: np.ndarray) -> np.ndarray:
    """Return the probability that a normal variate lies further than `distance` above its mean.

    Series and continued fraction of the NIST Digital Library of Mathematical Functions, 7.6.2 and
    7.9.3.
    """
    density = ONE_OVER_SQRT_2_PI * exp_of(-0.5 * distance * distance)
    term = np.minimum(distance, SERIES_UP_TO)
    square, series = term * term, np.zeros_like(term)
    for step in range(SERIES_TERMS):
        series = series + term
        term = term * square / (2.0 * step + 3.0)
    start = np.maximum(distance, SERIES_UP_TO)
    fraction = start
    for step in range(FRACTION_TERMS, 0, -1):
        fraction = start + step / fraction
    return np.where(distance < SERIES_UP_TO, 0.5 - density * series, density / fraction)


def _polynomials(values: np.ndarray) -> np.ndarray:
    """Return the coefficients of the polynomials through `values` at NODES, along the last axis.

    Newton's divided differences, multiplied out.
    """
    differences = [values[..., node] for node in range(COEFFICIENTS)]
    for order in range(1, COEFFICIENTS):
        for node in range(COEFFICIENTS - 1, order - 1, -1):
            gap = NODES[node] - NODES[node - order]
            differences[node] = (differences[node] - differences[node - 1]) / gap
    coefficients = [np.zeros_like(differences[0]) for _ in range(COEFFICIENTS)]
    for node in range(COEFFICIENTS - 1, -1, -1):
        for power in range(COEFFICIENTS - 1, 0, -1):
            coefficients[power] = coefficients[power - 1] - NODES[node] * coefficients[power]
        coefficients[0] = differences[node] - NODES[node] * coefficients[0]
    return np.stack(coefficients, axis=-1)
