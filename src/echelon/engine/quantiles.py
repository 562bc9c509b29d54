"""Inverse distribution functions: one uniform draw in, one variate out, greater for greater.

Using one uniform per variate keeps the draws of a run and of its what-if in step, and makes
them move together when a parameter is changed.
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.curves import curve_quantile
from echelon.engine.normal import inverse_normal
from echelon.engine.numbers import exp, log

SMALLEST_DRAW = 2.0**-53
LARGEST_DRAW = 1.0 - 2.0**-53


class Law(IntEnum):
    """A distribution and its parameters, in the order in which `quantile` takes them.

    A beta distribution, and so a PERT estimate, is read off a curve (see `curves`).
    """

    UNIFORM = 1  # low, high
    TRIANGULAR = 2  # low, mode, high
    CURVE = 3  # low, width
    NORMAL = 4  # mean, standard deviation
    LOGNORMAL = 5  # median, geometric standard deviation (from 1)
    EXPONENTIAL = 6  # mean


@kernel
def quantile(
    law: int,
    p0: float,
    p1: float,
    p2: float,
    curves: np.ndarray,
    first: int,
    pieces_per_unit: float,
    u: float,
) -> float:
    """Return the value below which a variate of `law` lies with probability `u`.

    A `u` beyond the grid of `draws.uniform` counts as its nearest end, so that the result is
    finite; an unknown law gives NaN. Parameters that a law does not have are not read, and only
    CURVE reads `curves`, from `first` on.
    """
    u = min(max(u, SMALLEST_DRAW), LARGEST_DRAW)
    if law == Law.UNIFORM:
        return p0 + (p1 - p0) * u
    if law == Law.TRIANGULAR:
        return triangular_quantile(p0, p1, p2, u)
    if law == Law.CURVE:
        return p0 + p1 * curve_quantile(curves, first, pieces_per_unit, u)
    if law == Law.NORMAL:
        return p0 + p1 * inverse_normal(u)
    if law == Law.LOGNORMAL:
        return p0 * exp(log(p1) * inverse_normal(u))
    if law == Law.EXPONENTIAL:
        return -p0 * log(1.0 - u)
    return math.nan


@kernel
def triangular_quantile(low: float, mode: float, high: float, u: float) -> float:
    """Return the quantile of the triangular distribution of `low` <= `mode` <= `high`."""
    width = high - low
    if u * width <= mode - low:
        return low + math.sqrt(u * width * (mode - low))
    return high - math.sqrt((1.0 - u) * width * (high - mode))
