"""Inverse distribution functions: one uniform draw in, one variate out, greater for greater.

Using one uniform per variate keeps the draws of a run and of its what-if in step, and makes
them move together when a parameter is changed.
"""

from __future__ import annotations

import math
from enum import IntEnum

from echelon.engine._jit import kernel
from echelon.engine.beta import beta_quantile
from echelon.engine.normal import inverse_normal
from echelon.engine.numbers import exp, log

SMALLEST_DRAW = 2.0**-53
LARGEST_DRAW = 1.0 - 2.0**-53
PERT_WEIGHT = 4.0  # of the mode against either end, in the mean


class Law(IntEnum):
    """A distribution and its parameters, in the order in which `quantile` takes them."""

    UNIFORM = 1  # low, high
    TRIANGULAR = 2  # low, mode, high
    PERT = 3  # low, mode, high
    NORMAL = 4  # mean, standard deviation
    LOGNORMAL = 5  # median, geometric standard deviation (from 1)
    BETA = 6  # the two shapes
    EXPONENTIAL = 7  # mean


@kernel
def quantile(law: int, p0: float, p1: float, p2: float, u: float) -> float:
    """Return the value below which a variate of `law` lies with probability `u`.

    A `u` beyond the grid of `draws.uniform` counts as its nearest end, so that the result is
    finite; an unknown law gives NaN. Parameters that a law does not have are not read.
    """
    u = min(max(u, SMALLEST_DRAW), LARGEST_DRAW)
    if law == Law.UNIFORM:
        return p0 + (p1 - p0) * u
    if law == Law.TRIANGULAR:
        return triangular_quantile(p0, p1, p2, u)
    if law == Law.PERT:
        return pert_quantile(p0, p1, p2, u)
    if law == Law.NORMAL:
        return p0 + p1 * inverse_normal(u)
    if law == Law.LOGNORMAL:
        return p0 * exp(log(p1) * inverse_normal(u))
    if law == Law.BETA:
        return beta_quantile(p0, p1, u)
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


@kernel
def pert_quantile(low: float, mode: float, high: float, u: float) -> float:
    """Return the quantile of the PERT distribution of `low` <= `mode` <= `high`.

    A beta distribution stretched over [low, high] with mean (low + 4 mode + high) / 6. Its
    variance is (mean - low) (high - mean) / 7, not the textbooks' ((high - low) / 6)**2.
    Malcolm, Roseboom, Clark and Fazar (1959), "Application of a technique for research and
    development program evaluation", Operations Research 7, 646-669.
    """
    width = high - low
    if width <= 0.0:
        return low
    a = 1.0 + PERT_WEIGHT * (mode - low) / width
    b = 1.0 + PERT_WEIGHT * (high - mode) / width
    return low + width * beta_quantile(a, b, u)
