"""Given-data indices: how much of an answer each input carries, from runs already made."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from echelon.analysis.intervals import Interval

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

FEWEST_BINS, MOST_BINS = 4, 50
BINS_OF_A_GROUP = 10
RESAMPLES = 200


def bins_for(runs: int) -> int:
    """Give the number of bins of an input: half the root of the runs, within bounds."""
    return min(max(round(math.sqrt(runs) / 2), FEWEST_BINS), MOST_BINS)


def binned(values: Floats, bins: int) -> Codes:
    """Sort values into bins of equal numbers of runs, or by value where there are few values.

    Returns
    -------
    ndarray of int64, shape (runs,)
        The bin of each run, from 0.
    """
    runs = len(values)
    order = np.argsort(values)
    steps = np.diff(values[order]) != 0
    of_value = np.concatenate([[0], np.cumsum(steps)])
    codes = np.empty(runs, np.int64)
    if of_value[-1] < bins:
        codes[order] = of_value
        return codes
    if not steps.all():  # of equal values the earlier run comes first, which takes a slower sort
        order = np.argsort(values, kind="stable")
    codes[order] = np.arange(runs) * bins // runs
    return codes


@dataclass(frozen=True)
class Explained:
    """A share of variance explained.

    Parameters
    ----------
    share : float
        Corrected for the number of bins, so that it is 0 on average for an input that does nothing;
        by the luck of the draw it can be a little below.
    p_value : float
        Chance of so much from an input that does nothing (F-test).
    """

    share: float
    p_value: float


def explained_by(codes: Codes, answer: Floats) -> Explained:
    """Give the share of the variance of an answer that lies between the bins of one input.

    The first-order index Var(E[Y | X]) / Var(Y), estimated by the correlation ratio [1]_ and
    corrected as Kelley's epsilon squared is [2]_.

    Parameters
    ----------
    codes : ndarray of int64, shape (runs,)
        From `binned`.
    answer : ndarray, shape (runs,)
        One number a run; 0 and 1 for an event.

    References
    ----------
    .. [1] A. Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, section 1.2.
    .. [2] T. L. Kelley (1935), "An unbiased correlation ratio measure", Proceedings of the National
       Academy of Sciences 21, 554-559.
    """
    runs, bins = len(answer), int(codes.max()) + 1
    total = float(((answer - answer.mean()) ** 2).sum())
    counts = np.bincount(codes, minlength=bins)
    sums = np.bincount(codes, weights=answer, minlength=bins)
    filled = counts > 0
    between = float((sums[filled] ** 2 / counts[filled]).sum()) - runs * float(answer.mean()) ** 2
    return _corrected(between, total, runs, int(filled.sum()) - 1)


def explained_by_group(columns: Sequence[Floats], answer: Floats) -> Explained:
    """Give the share of the variance that inputs which go together explain between them.

    Of dependent inputs the single indices overlap and cannot be added up; this is the share that
    the best sum of a curve in each of them explains, a lower bound of the index of the group.
    """
    runs = len(answer)
    pieces = []
    for column in columns:
        codes = binned(column, BINS_OF_A_GROUP)
        pieces.append((codes[:, np.newaxis] == np.arange(1, codes.max() + 1)).astype(float))
    design = np.column_stack([np.ones(runs), *pieces])
    centred = answer - answer.mean()
    solution, _, rank, _ = np.linalg.lstsq(design, centred, rcond=None)
    total = float((centred**2).sum())
    left = float(((centred - design @ solution) ** 2).sum())
    return _corrected(total - left, total, runs, int(rank) - 1)


def _corrected(between: float, total: float, runs: int, freedom: int) -> Explained:
    from scipy.special import fdtrc

    if total <= 0 or freedom <= 0 or runs - 1 <= freedom:
        return Explained(0.0, 1.0)
    within = max(total - between, 0.0)
    share = 1 - (within / (runs - 1 - freedom)) / (total / (runs - 1))
    if within == 0:
        return Explained(1.0, 0.0)
    ratio = (between / freedom) / (within / (runs - 1 - freedom))
    return Explained(share, float(fdtrc(freedom, runs - 1 - freedom, max(ratio, 0.0))))


def shift_of(codes: Codes, classes: Codes) -> float:
    """Give how far knowing an input shifts the distribution over outcomes, on average: in [0, 1].

    Borgonovo's delta [1]_ for classes: half the mean sum of the distances between the
    probabilities with the input known and not. It sees what leaves the mean alone, and is above
    zero by the luck of the draw.

    References
    ----------
    .. [1] E. Borgonovo (2007), "A new uncertainty importance measure", Reliability Engineering and
       System Safety 92, 771-784.
    """
    runs, bins, n_classes = len(classes), int(codes.max()) + 1, int(classes.max()) + 1
    table = np.bincount(codes * n_classes + classes, minlength=bins * n_classes)
    table = table.reshape(bins, n_classes)
    of_bin = table.sum(axis=1)
    filled = of_bin > 0
    known = table[filled] / of_bin[filled, np.newaxis]
    at_all = table.sum(axis=0) / runs
    return float((of_bin[filled] / runs) @ np.abs(known - at_all).sum(axis=1)) / 2


@dataclass(frozen=True)
class Resampled:
    """Indices of one input from bootstrap samples of the runs."""

    share_interval: Interval
    shift: float
    shift_interval: Interval


def resample(codes: Codes, answer: Floats, classes: Codes, seed: int = 0) -> Resampled:
    """Give 95 % bootstrap intervals of the share explained and of the shift, which is corrected.

    The bias of the shift is taken to be what resampling adds to it once more [1]_.

    References
    ----------
    .. [1] E. Plischke, E. Borgonovo, C. L. Smith (2013), "Global sensitivity measures from given
       data", European Journal of Operational Research 226, 536-550, section 5.
    """
    generator, runs = np.random.default_rng(seed), len(answer)
    shares, shifts = [], []
    for _ in range(RESAMPLES):
        some = generator.integers(0, runs, runs)
        shares.append(explained_by(codes[some], answer[some]).share)
        shifts.append(shift_of(codes[some], classes[some]))
    # A resample holds some runs twice, which makes the bins seem to explain that much more.
    plain = explained_by(codes, answer).share
    excess = float(np.mean(shares)) - plain
    low, high = (float(np.quantile(shares, tail)) - excess for tail in (0.025, 0.975))
    observed = shift_of(codes, classes)
    bias = float(np.mean(shifts)) - observed
    shift_low, shift_high = (
        max(float(np.quantile(shifts, tail)) - 2 * bias, 0.0) for tail in (0.025, 0.975)
    )
    return Resampled(
        Interval(low, high), max(observed - bias, 0.0), Interval(shift_low, shift_high)
    )


@dataclass(frozen=True)
class Shared:
    """What two sets of runs with the same inputs and other chance have in common.

    Parameters
    ----------
    variance : float
        Of the answer, over both.
    covariance : float
        Between the two: the variance of p(inputs).
    interval : Interval
        95 % bootstrap interval of the covariance.
    """

    variance: float
    covariance: float
    interval: Interval

    @property
    def share(self) -> float:
        """Share of the variance that the inputs carry; the rest is chance."""
        return self.covariance / self.variance if self.variance else 0.0

    @property
    def share_interval(self) -> Interval:
        """Its interval, within [0, 1]."""
        if not self.variance:
            return Interval(0.0, 1.0)
        low, high = (min(max(end / self.variance, 0.0), 1.0) for end in self.interval)
        return Interval(low, high)


def shared_variance(first: Floats, second: Floats, seed: int = 0) -> Shared:
    """Take the variance of an answer apart into that of the inputs and that of chance.

    For two runs that share the inputs and are otherwise independent, Cov(Y1, Y2) is the variance of
    E[Y | inputs].

    Parameters
    ----------
    first, second : ndarray, shape (pairs,)
        The answers of the two runs of each pair.
    """
    centred_1, centred_2 = first - _mean(first, second), second - _mean(first, second)
    products = centred_1 * centred_2
    generator, pairs = np.random.default_rng(seed), len(first)
    means = [products[generator.integers(0, pairs, pairs)].mean() for _ in range(RESAMPLES)]
    low, high = np.quantile(means, [0.025, 0.975])
    variance = float((centred_1**2).mean() + (centred_2**2).mean()) / 2
    return Shared(variance, float(products.mean()), Interval(float(low), float(high)))


def _mean(first: Floats, second: Floats) -> float:
    return float(first.mean() + second.mean()) / 2


@dataclass(frozen=True)
class Distance:
    """How far apart an input lies in the runs that end one way and in those that end otherwise.

    Parameters
    ----------
    value : float
        Greatest difference between the two distributions, in [0, 1] (Kolmogorov and Smirnov).
    critical : float
        What luck alone exceeds one time in twenty.
    """

    value: float
    critical: float


def distance_between(values: Floats, ended_so: Floats) -> Distance | None:
    """Measure how an input differs between the runs that end so (1) and the others (0).

    None if all runs end alike.

    References
    ----------
    G. M. Hornberger, R. C. Spear (1981), "An approach to the preliminary analysis of environmental
    systems", Journal of Environmental Management 12, 7-18.
    """
    from scipy.stats import ks_2samp

    one, other = values[ended_so == 1], values[ended_so == 0]
    if not len(one) or not len(other):
        return None
    found = ks_2samp(one, other, method="asymp")
    return Distance(float(found.statistic), critical_distance(len(one), len(other)))


def critical_distance(one: int, other: int) -> float:
    """Give the 5 % critical distance of Kolmogorov and Smirnov between two samples.

    It is how far the values of an input in the runs that end one way may lie from those in the
    others before that says something (Hornberger and Spear 1981).

    Examples
    --------
    >>> round(critical_distance(500, 500), 5), round(critical_distance(1000, 9000), 5)
    (0.08589, 0.04527)
    """
    from scipy.stats import kstwobign

    return float(kstwobign.isf(0.05)) * math.sqrt((one + other) / (one * other))
