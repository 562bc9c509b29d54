"""How well a spread of runs foresaw what really happened."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MOST_VECTORS = 1_000
"""Runs that an energy score compares with each other, every one with every other."""


def percentile(values: Floats, fact: float) -> float:
    """Give the share of the values below a fact, those equal to it counted half.

    Parameters
    ----------
    values : ndarray, shape (N,)
        Without missing values, N >= 1.
    fact : float
        In the unit of the values.

    Examples
    --------
    >>> percentile(np.array([1.0, 2.0, 2.0, 3.0]), 2.0)
    0.5
    """
    below, up_to = (values < fact).mean(), (values <= fact).mean()
    return float(below + up_to) / 2


def crps(values: Floats, fact: float, *, fair: bool = True) -> float:
    """Give the continuous ranked probability score of a set of runs; the less, the better.

    The *fair* version: what the score of the distribution that the runs are drawn from would be
    [1]_, so that few runs are not punished for being few. For one run it is the distance.

    Parameters
    ----------
    values : ndarray, shape (N,)
        One number a run.
    fact : float
        In the unit of the values.
    fair : bool, default True
        Whether few runs are not punished for being few; else the runs themselves are scored.

    Returns
    -------
    float
        In the unit of the values.

    References
    ----------
    .. [1] C. A. T. Ferro (2014), "Fair scores for ensemble forecasts", Quarterly Journal of the
       Royal Meteorological Society 140, 1917-1923.

    Examples
    --------
    >>> round(crps(np.array([1.0, 2.0, 4.0]), 3.0), 6)
    0.333333
    """
    from scoringrules import crps_ensemble

    if len(values) == 1:
        return abs(float(values[0]) - fact)
    # Of probability-weighted moments: equal to the fair estimator, in N log N steps, not N squared.
    return float(crps_ensemble(fact, values, estimator="pwm" if fair else "nrg"))


def crps_of_range(low: float, high: float, fact: float) -> float:
    """Give the same score of a forecast that knows nothing but a range, each value alike."""
    from scoringrules import crps_uniform

    return float(crps_uniform(fact, low, high))


def energy_score(vectors: Floats, fact: Floats) -> float:
    """Give the energy score of runs that foresee several numbers at once; the less, the better.

    It is the CRPS for one number, and rewards numbers that go together as the facts do [1]_. Fair,
    as `crps`; of more than `MOST_VECTORS` runs the first are taken.

    Parameters
    ----------
    vectors : ndarray, shape (N, K)
        One row a run, in units that make the columns comparable.
    fact : ndarray, shape (K,)
        What happened.

    References
    ----------
    .. [1] T. Gneiting, A. E. Raftery (2007), "Strictly proper scoring rules, prediction, and
       estimation", Journal of the American Statistical Association 102, 359-378, section 4.3.
    """
    from scoringrules import es_ensemble

    some = vectors[:MOST_VECTORS]
    return float(es_ensemble(fact, some, estimator="fair" if len(some) > 1 else "nrg"))


class BrierParts(NamedTuple):
    """The Brier score and what it is made of: reliability - resolution + uncertainty."""

    score: float
    reliability: float
    resolution: float
    uncertainty: float

    @property
    def skill(self) -> float:
        """What it gains over always foreseeing the mean: 1 is perfect, 0 is nothing."""
        return 1 - self.score / self.uncertainty


def brier(forecasts: Floats, events: Floats) -> float:
    """Give the mean squared distance between probabilities and what happened (1) or not (0)."""
    return float(np.mean((forecasts - events) ** 2))


def brier_parts(forecasts: Floats, events: Floats) -> BrierParts:
    """Take the Brier score apart, by the distinct probabilities that were given.

    Parameters
    ----------
    forecasts : ndarray, shape (N,)
        Probabilities.
    events : ndarray, shape (N,)
        1 for what happened and 0 for what did not.

    References
    ----------
    A. H. Murphy (1973), "A new vector partition of the probability score", Journal of Applied
    Meteorology 12, 595-600.
    """
    mean, reliability, resolution = events.mean(), 0.0, 0.0
    for forecast in np.unique(forecasts):
        of_it = events[forecasts == forecast]
        weight = len(of_it) / len(events)
        reliability += weight * float(forecast - of_it.mean()) ** 2
        resolution += weight * float(of_it.mean() - mean) ** 2
    uncertainty = float(mean * (1 - mean))
    return BrierParts(brier(forecasts, events), reliability, resolution, uncertainty)


def log_score(probability: float, runs: int | None = None) -> float:
    """Give minus the logarithm of the probability given to what happened.

    Parameters
    ----------
    probability : float
        In [0, 1].
    runs : int, optional
        Number of runs that the probability is a share of; it is then taken as at least half a run,
        since never seen is not impossible.
    """
    least = 0.0 if runs is None else 1 / (2 * runs)
    return -math.log(max(probability, least))


def within_range(members: int) -> float:
    """Give the chance that a fact lies among runs of the same distribution: (m - 1) / (m + 1)."""
    return (members - 1) / (members + 1)


def at_least(hits: int, of: int, level: float) -> float:
    """Give the chance of so many facts or more inside intervals that are true, if independent.

    Examples
    --------
    >>> round(at_least(8, 10, 0.9), 6), round(1 - at_least(7, 10, 0.9), 6)
    (0.929809, 0.012795)
    """
    from scipy.stats import binom

    return float(binom.sf(hits - 1, of, level))
