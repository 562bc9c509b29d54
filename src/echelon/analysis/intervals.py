"""How far a share of so many runs may be from the probability that it estimates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # `echelon check` writes numbers too, and needs no arrays
    import numpy as np
    import numpy.typing as npt

Z_95 = 1.959963984540054
"""The standard normal quantile at 0.975."""


class Interval(NamedTuple):
    """Two ends, both included."""

    low: float
    high: float


def wilson(count: float, runs: float, z: float = Z_95) -> Interval:
    """Give the Wilson score interval of a probability.

    Holds its nominal coverage on average even near 0 and 1, where the textbook
    (Wald) interval fails [1]_.

    Parameters
    ----------
    count : float
        Runs in which it happened.
    runs : float
        All runs, at least one; for weighted runs, as many as `effective_runs` says.
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


def zero_bound(runs: float) -> float:
    """Give the upper 95 % bound of a probability never seen in `runs` runs: 3 / runs.

    References
    ----------
    J. A. Hanley, A. Lippman-Hand (1983), "If nothing goes wrong, is everything all
    right?", JAMA 249, 1743-1745.
    """
    return min(1.0, 3 / runs)


def unseen_at_most(runs: int, level: float = 0.95) -> float:
    """Give the greatest probability of what may happen and yet not be seen in so many runs.

    The exact bound, of which 3 / runs is the rule of thumb: so large that it would have been seen
    with a probability of `level`.

    Examples
    --------
    >>> round(unseen_at_most(100_000), 9)
    2.9957e-05
    """
    return float(1 - (1 - level) ** (1 / runs))


def jeffreys(count: int, runs: int, level: float = 0.95) -> Interval:
    """Give the Jeffreys interval of a probability: Bayesian, from the prior Beta(1/2, 1/2).

    Wanted where something was never or always seen, for there a Wilson interval is wide [1]_.
    There the interval begins at 0, or ends at 1, exactly.

    Parameters
    ----------
    count, runs : int
        Runs in which it happened, and all runs.
    level : float, default 0.95
        Probability of the interval; each tail gets half of the rest.

    Returns
    -------
    Interval
        Within [0, 1].

    References
    ----------
    .. [1] L. D. Brown, T. T. Cai, A. DasGupta (2001), Statistical Science 16, 101-133, section 4.

    Examples
    --------
    >>> jeffreys(0, 10)
    Interval(low=0.0, high=0.2171...)
    """
    from scipy.stats import beta

    tail = (1 - level) / 2
    low, high = beta.ppf((tail, 1 - tail), count + 0.5, runs - count + 0.5)
    return Interval(0.0 if count == 0 else float(low), 1.0 if count == runs else float(high))


def z_for_several(classes: int, level: float = 0.95) -> float:
    """Give the normal quantile with which the intervals of several classes hold all at once.

    Each of the classes gets its share of the doubt (Bonferroni), as Goodman proposed for the shares
    of a multinomial [1]_.

    References
    ----------
    .. [1] L. A. Goodman (1965), "On simultaneous confidence intervals for multinomial
       proportions", Technometrics 7, 247-254.

    Examples
    --------
    >>> round(z_for_several(4), 5)
    2.49771
    """
    from statistics import NormalDist

    # A quarter of a second sooner there than `scipy.special.ndtri`, the same to fifteen digits.
    return -NormalDist().inv_cdf((1 - level) / (2 * classes))


def wilson_of_each(counts: Sequence[int], level: float = 0.95) -> tuple[Interval, ...]:
    """Give the intervals of the shares of several classes, which hold all at once.

    Parameters
    ----------
    counts : sequence of int
        Runs that ended in each class; together all runs.
    level : float, default 0.95
        Probability that every interval holds.
    """
    z = z_for_several(len(counts), level)
    return tuple(wilson(count, sum(counts), z) for count in counts)


def effective_runs(weights: npt.NDArray[np.float64]) -> float:
    """Give the number of equally weighted runs that say as much as weighted ones.

    The square of the sum over the sum of squares [1]_.

    Parameters
    ----------
    weights : ndarray, shape (runs,)
        Not negative, not all zero.

    References
    ----------
    .. [1] L. Kish (1965), Survey Sampling, section 11.7.

    Examples
    --------
    >>> import numpy as np
    >>> effective_runs(np.array([1.0, 1.0, 1.0, 1.0])), effective_runs(np.array([1.0, 0.0]))
    (4.0, 1.0)
    """
    return float(weights.sum() ** 2 / (weights**2).sum())


def paired_interval(pairs: int, gained: int, lost: int) -> Interval:
    """Give the 95 % interval of the difference of two shares of the same runs.

    Half a pair is added to each of the four cells [1]_, so that it holds where hardly a pair is
    discordant, or all are.

    Parameters
    ----------
    pairs : int
        All pairs.
    gained, lost : int
        Pairs in which only the second, only the first is so.

    References
    ----------
    .. [1] A. Agresti, Y. Min (2005), "Simple improved confidence intervals for comparing matched
       proportions", Statistics in Medicine 24, 729-740.

    Examples
    --------
    >>> low, high = paired_interval(100, 10, 5)
    >>> round(low, 4), round(high, 4)
    (-0.0273, 0.1253)
    """
    middle, variance = paired_moments(pairs, gained, lost)
    half = Z_95 * math.sqrt(variance)
    return Interval(max(-1.0, middle - half), min(1.0, middle + half))


def paired_moments(pairs: int, gained: int, lost: int) -> tuple[float, float]:
    """Give the middle of `paired_interval` and the variance behind it."""
    enlarged = pairs + 2.0
    middle = (gained - lost) / enlarged
    return middle, ((gained + lost + 1) / enlarged - middle**2) / enlarged


def runs_for_half_width(half_width: float, share: float = 0.5, z: float = Z_95) -> int:
    """Give the runs after which an interval reaches so far to either side of a share.

    Examples
    --------
    >>> [runs_for_half_width(half) for half in (0.05, 0.01, 0.005, 0.001)]
    [385, 9604, 38415, 960365]
    """
    return math.ceil(round(z * z * share * (1 - share) / half_width**2, 6))


def runs_for_relative_error(error: float, share: float) -> int:
    """Give the runs after which the standard error of a share is so small a part of the share.

    Examples
    --------
    >>> runs_for_relative_error(0.1, 1e-3), runs_for_relative_error(0.1, 1e-4)
    (99900, 999900)
    """
    return math.ceil(round((1 - share) / (share * error**2), 6))
