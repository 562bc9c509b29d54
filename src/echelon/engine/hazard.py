"""Integrated-hazard clocks: when something fires whose rate per hour keeps changing.

A clock starts with one exponential draw of mean 1, its *remaining* hazard. Time spends it at
the current rate; the clock fires when nothing remains. A change of rate therefore consumes
no draw and shifts nobody's luck, as thinning would. M. A. Gibson and J. Bruck (2000),
"Efficient exact stochastic simulation of chemical systems with many species and many
channels", Journal of Physical Chemistry A 104, 1876-1889.
"""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel

NEVER_US = np.int64(2**63 - 1)
MICROSECONDS_PER_HOUR = 3.6e9
# Beyond a thousand years an event counts as never; sums of moments then cannot overflow.
LONGEST_US = 3.2e16


@kernel
def remaining_after(
    remaining: float, rate_per_h: float, slope_per_h2: float, elapsed_us: int
) -> float:
    """Return what remains of a clock, zero at least, once `elapsed_us` have passed.

    The rate began at `rate_per_h` and changed by `slope_per_h2` per hour; one that falls to
    zero stays there.
    """
    elapsed_h = elapsed_us / MICROSECONDS_PER_HOUR
    if slope_per_h2 < 0.0:
        elapsed_h = min(elapsed_h, -rate_per_h / slope_per_h2)
    spent = elapsed_h * (rate_per_h + 0.5 * slope_per_h2 * elapsed_h)
    return max(remaining - max(spent, 0.0), 0.0)


@kernel
def fires_at_us(
    now_us: np.int64, remaining: float, rate_per_h: float, slope_per_h2: float
) -> np.int64:
    """Return the moment at which a clock fires if its rate goes on from `now_us` as given.

    `NEVER_US` if the rate dies away first or the moment is a thousand years off. The delay
    is the root of rate t + slope t**2 / 2 = remaining in the form that does not cancel,
    rounded to the nearest microsecond.
    """
    square = rate_per_h * rate_per_h + 2.0 * slope_per_h2 * remaining
    if square < 0.0:
        return NEVER_US
    divisor = rate_per_h + math.sqrt(square)
    if remaining <= 0.0:
        return now_us
    if divisor <= 0.0:
        return NEVER_US
    delay_us = 2.0 * remaining / divisor * MICROSECONDS_PER_HOUR
    if not delay_us < LONGEST_US:
        return NEVER_US
    return now_us + np.int64(delay_us + 0.5)
