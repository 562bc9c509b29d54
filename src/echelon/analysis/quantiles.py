"""Quantiles that are always one of the values, and intervals that need no distribution."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt


def quantile(ordered: npt.NDArray[Any], share: float) -> Any:
    """Give the least value that at least `share` of the values do not exceed.

    Always one of the values themselves, so that a moment stays a whole microsecond.

    Parameters
    ----------
    ordered : ndarray, shape (N,)
        In ascending order, without missing values, N >= 1.
    share : float
        In (0, 1).
    """
    # The small allowance undoes products such as 0.95 * 20 = 19.000000000000004.
    rank = math.ceil(share * len(ordered) * (1 - 1e-12))
    return ordered[min(max(rank, 1), len(ordered)) - 1]


def quantile_ranks(count: int, share: float, level: float = 0.95) -> tuple[int, int]:
    """Give the order statistics that enclose a quantile with at least `level` confidence.

    The number of values below the true quantile is binomial, whatever the
    distribution [1]_.

    Parameters
    ----------
    count : int
        Number of values, at least one.
    share : float
        Which quantile, in (0, 1).
    level : float, default 0.95
        Confidence; each side gets half of the rest.

    Returns
    -------
    (int, int)
        Indices into the ordered values. Where there are too few values for the
        confidence, the least and the greatest.

    References
    ----------
    .. [1] H. A. David, H. N. Nagaraja (2003), Order Statistics, 3rd ed., section 7.1.
    """
    tail = (1 - level) / 2
    # Ten standard deviations on each side hold all but 1e-23 of the binomial.
    reach = 10 * math.sqrt(count * share * (1 - share)) + 10
    first = max(0, math.floor(count * share - reach))
    last = min(count, math.ceil(count * share + reach))
    below = np.cumsum([_binomial(count, number, share) for number in range(first, last + 1)])
    low = first + int(np.searchsorted(below, tail, side="right")) - 1
    high = first + int(np.searchsorted(below, 1 - tail, side="left"))
    return min(max(low, 0), count - 1), min(high, count - 1)


def quantile_interval(
    ordered: npt.NDArray[Any], share: float, level: float = 0.95
) -> tuple[Any, Any]:
    """Give the two values that enclose a quantile of what the values were drawn from.

    Parameters
    ----------
    ordered : ndarray, shape (N,)
        In ascending order, without missing values, N >= 1.
    share, level : float
        As in `quantile_ranks`.
    """
    low, high = quantile_ranks(len(ordered), share, level)
    return ordered[low], ordered[high]


def _binomial(count: int, number: int, share: float) -> float:
    return math.exp(
        math.lgamma(count + 1)
        - math.lgamma(number + 1)
        - math.lgamma(count - number + 1)
        + number * math.log(share)
        + (count - number) * math.log1p(-share)
    )
