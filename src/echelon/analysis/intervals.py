"""How far a share of so many runs may be from the probability that it estimates."""

from __future__ import annotations

import math
from typing import NamedTuple

Z_95 = 1.959963984540054
"""The standard normal quantile at 0.975."""


class Interval(NamedTuple):
    """Two ends, both included."""

    low: float
    high: float


def wilson(count: int, runs: int, z: float = Z_95) -> Interval:
    """Give the Wilson score interval of a probability.

    Holds its nominal coverage on average even near 0 and 1, where the textbook
    (Wald) interval fails [1]_.

    Parameters
    ----------
    count : int
        Runs in which it happened.
    runs : int
        All runs, at least one.
    z : float, default 1.96
        Normal quantile: 1.96 for 95 %.

    Returns
    -------
    Interval
        Within [0, 1].

    References
    ----------
    .. [1] L. D. Brown, T. T. Cai, A. DasGupta (2001), "Interval estimation for a
       binomial proportion", Statistical Science 16, 101-133, equation (4).

    Examples
    --------
    >>> wilson(1, 10)
    Interval(low=0.0178..., high=0.4041...)
    """
    share = count / runs
    weight = z * z / runs
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt(share * (1 - share) / runs + weight / (4 * runs))
    # At the ends the exact value is 0 or 1, but rounding may stop a hair short of it.
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == runs else min(1.0, middle + half)
    return Interval(low, high)


def zero_bound(runs: int) -> float:
    """Give the upper 95 % bound of a probability never seen in `runs` runs: 3 / runs.

    References
    ----------
    J. A. Hanley, A. Lippman-Hand (1983), "If nothing goes wrong, is everything all
    right?", JAMA 249, 1743-1745.
    """
    return min(1.0, 3 / runs)
