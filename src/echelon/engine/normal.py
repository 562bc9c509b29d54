"""The normal distribution and its inverse, to nearly full double precision."""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.numbers import exp, log

CENTRE = 0.425  # |u - 1/2| up to which the first approximation of AS 241 holds
FAR_TAIL = 5.0  # sqrt(-ln u) from which the third one does

CDF_CENTRE = 0.67448975  # z of the quartiles, to which the central approximation holds
CDF_TAIL = 5.656854249492380195  # sqrt(32), from which a continued fraction is as good and simpler
CDF_VANISHES = 38.6
TAIL_TERMS = np.int64(24)
ONE_OVER_SQRT_2_PI = 0.398942280401432677940


@kernel
def inverse_normal(u: float) -> float:
    """Return z such that a standard normal variate is below z with probability `u`.

    Relative error below 1e-15 or so over all of (0, 1); infinite at its ends. Algorithm
    PPND16 of M. J. Wichura (1988), "Algorithm AS 241: the percentage points of the normal
    distribution", Applied Statistics 37, 477-484.
    """
    q = u - 0.5
    if abs(q) <= CENTRE:
        r = 0.180625 - q * q
        return q * _central_ratio(r)
    tail = u if q < 0.0 else 1.0 - u
    if tail <= 0.0:
        return -math.inf if q < 0.0 else math.inf
    r = math.sqrt(-log(tail))
    z = _tail_ratio(r - 1.6) if r <= FAR_TAIL else _far_tail_ratio(r - FAR_TAIL)
    return -z if q < 0.0 else z


@kernel
def _central_ratio(r: float) -> float:
    """Return z / (u - 1/2) from 0.425**2 - (u - 1/2)**2."""
    above = r * 2509.0809287301226727 + 33430.575583588128105
    above = above * r + 67265.770927008700853
    above = above * r + 45921.953931549871457
    above = above * r + 13731.693765509461125
    above = above * r + 1971.5909503065514427
    above = above * r + 133.14166789178437745
    above = above * r + 3.387132872796366608
    below = r * 5226.495278852545925 + 28729.085735721942674
    below = below * r + 39307.89580009271061
    below = below * r + 21213.794301586595867
    below = below * r + 5394.1960214247511077
    below = below * r + 687.1870074920579083
    below = below * r + 42.313330701600911252
    return above / (below * r + 1.0)


@kernel
def _tail_ratio(r: float) -> float:
    """Return |z| from sqrt(-ln tail) - 1.6."""
    above = r * 7.7454501427834140764e-4 + 0.0227238449892691845833
    above = above * r + 0.24178072517745061177
    above = above * r + 1.27045825245236838258
    above = above * r + 3.64784832476320460504
    above = above * r + 5.7694972214606914055
    above = above * r + 4.6303378461565452959
    above = above * r + 1.42343711074968357734
    below = r * 1.05075007164441684324e-9 + 5.475938084995344946e-4
    below = below * r + 0.0151986665636164571966
    below = below * r + 0.14810397642748007459
    below = below * r + 0.68976733498510000455
    below = below * r + 1.6763848301838038494
    below = below * r + 2.05319162663775882187
    return above / (below * r + 1.0)


@kernel
def _far_tail_ratio(r: float) -> float:
    """Return |z| from sqrt(-ln tail) - 5."""
    above = r * 2.01033439929228813265e-7 + 2.71155556874348757815e-5
    above = above * r + 0.0012426609473880784386
    above = above * r + 0.026532189526576123093
    above = above * r + 0.29656057182850489123
    above = above * r + 1.7848265399172913358
    above = above * r + 5.4637849111641143699
    above = above * r + 6.6579046435011037772
    below = r * 2.04426310338993978564e-15 + 1.4215117583164458887e-7
    below = below * r + 1.8463183175100546818e-5
    below = below * r + 7.868691311456132591e-4
    below = below * r + 0.0148753612908506148525
    below = below * r + 0.13692988092273580531
    below = below * r + 0.59983220655588793769
    return above / (below * r + 1.0)


@kernel
def normal_cdf(z: float) -> float:
    """Return the probability that a standard normal variate is below `z`.

    Relative error below 1e-15 or so down to the smallest normal number. W. J. Cody (1969),
    "Rational Chebyshev approximations for the error function", Mathematics of Computation
    23, 631-637.
    """
    distance = abs(z)
    if distance <= CDF_CENTRE:
        return 0.5 + z * _cdf_centre_ratio(z * z)
    if distance > CDF_VANISHES:
        return 0.0 if z < 0.0 else 1.0
    if distance <= CDF_TAIL:
        tail = _cdf_middle_ratio(distance)
    else:
        tail = _cdf_tail_ratio(distance)
    # exp(-z*z/2) in two factors: the square of a multiple of 1/16 is exact
    near = np.float64(np.int64(distance * 16.0)) * 0.0625
    rest = (distance - near) * (distance + near)
    tail = exp(-near * near * 0.5) * exp(-rest * 0.5) * tail
    return tail if z < 0.0 else 1.0 - tail


@kernel
def _cdf_centre_ratio(square: float) -> float:
    """Return (cdf(z) - 1/2) / z from z*z."""
    above = square * 0.065682337918207449113 + 2.2352520354606839287
    above = above * square + 161.02823106855587881
    above = above * square + 1067.6894854603709582
    above = above * square + 18154.981253343561249
    below = square + 47.20258190468824187
    below = below * square + 976.09855173777669322
    below = below * square + 10260.932208618978205
    below = below * square + 45507.789335026729956
    return above / below


@kernel
def _cdf_middle_ratio(distance: float) -> float:
    """Return cdf(-distance) / exp(-distance**2 / 2) between the quartile and sqrt(32)."""
    above = distance * 1.0765576773720192317e-8 + 0.39894151208813466764
    above = above * distance + 8.8831497943883759412
    above = above * distance + 93.506656132177855979
    above = above * distance + 597.27027639480026226
    above = above * distance + 2494.5375852903726711
    above = above * distance + 6848.1904505362823326
    above = above * distance + 11602.651437647350124
    above = above * distance + 9842.7148383839780218
    below = distance + 22.266688044328115691
    below = below * distance + 235.38790178262499861
    below = below * distance + 1519.377599407554805
    below = below * distance + 6485.558298266760755
    below = below * distance + 18615.571640885098091
    below = below * distance + 34900.952721145977266
    below = below * distance + 38912.003286093271411
    below = below * distance + 19685.429676859990727
    return above / below


@kernel
def _cdf_tail_ratio(distance: float) -> float:
    """Return cdf(-distance) / exp(-distance**2 / 2) beyond sqrt(32).

    Laplace's continued fraction (NIST Digital Library of Mathematical Functions, 7.9.3).
    """
    fraction = distance
    for step in range(TAIL_TERMS):
        fraction = distance + np.float64(TAIL_TERMS - step) / fraction
    return ONE_OVER_SQRT_2_PI / fraction
