"""Differences between two sets of runs that meet the same luck, pair by pair."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from echelon.analysis.doubt import NOT_ASKED, Doubt
from echelon.analysis.intervals import Z_95, Interval, paired_interval, wilson
from echelon.analysis.quantiles import quantile, quantile_interval
from echelon.analysis.questions import Asked
from echelon.ensemble.chunks import Array
from echelon.ensemble.columns import NEVER
from echelon.units import MICROSECONDS_PER_HOUR


@dataclass(frozen=True)
class OutcomePairs:
    """How often one outcome came about in both, in one, or in neither run of each pair.

    Parameters
    ----------
    asked : Asked
        The outcome.
    pairs : int
        Number of pairs.
    both, gained, lost : int
        Pairs in which it came about in both runs, only in the changed one, only in the base.
    doubt, changed_doubt : Doubt
        Beside the luck of the draw: about the difference, and about the share in the changed runs.
        That about the base is told with the base.
    """

    asked: Asked
    pairs: int
    both: int
    gained: int
    lost: int
    doubt: Doubt = NOT_ASKED
    changed_doubt: Doubt = NOT_ASKED

    @property
    def base(self) -> int:
        """Base runs in which it came about."""
        return self.both + self.lost

    @property
    def changed(self) -> int:
        """Changed runs in which it came about."""
        return self.both + self.gained

    @property
    def base_interval(self) -> Interval:
        """The 95 % Wilson interval of its probability without the change: Monte Carlo error."""
        return wilson(self.base, self.pairs)

    @property
    def changed_interval(self) -> Interval:
        """The same with the change."""
        return wilson(self.changed, self.pairs)

    @property
    def difference(self) -> float:
        """Share in the changed runs minus share in the base, in [-1, 1]."""
        return (self.gained - self.lost) / self.pairs

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the difference, from the discordant pairs (`paired_interval`)."""
        return paired_interval(self.pairs, self.gained, self.lost)

    @property
    def variance(self) -> float:
        """Variance of the difference within one pair: discordance minus the squared difference."""
        return (self.gained + self.lost) / self.pairs - self.difference**2

    @property
    def independent_variance(self) -> float:
        """What it would be had the two runs of a pair met luck of their own."""
        p, q = self.base / self.pairs, self.changed / self.pairs
        return p * (1 - p) + q * (1 - q)

    @property
    def effective_gain(self) -> float | None:
        """How many times as many independent runs would tell the difference as well.

        None where no pair is discordant: then it cannot be estimated.
        """
        return self.independent_variance / self.variance if self.variance > 0 else None

    @property
    def greatest_gain(self) -> float | None:
        """What the gain would be if no pair went against the difference; none can be greater.

        Large differences leave little to gain: who moves from .5 to .9 cannot gain more than 1.4
        times. None where the shares are alike.
        """
        size = abs(self.difference)
        spread = size * (1 - size)
        return self.independent_variance / spread if spread > 0 else None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "base": self.base / self.pairs,
            "base_low": self.base_interval.low,
            "base_high": self.base_interval.high,
            "changed": self.changed / self.pairs,
            "changed_low": self.changed_interval.low,
            "changed_high": self.changed_interval.high,
            "difference": self.difference,
            "low": self.interval.low,
            "high": self.interval.high,
            **self.doubt.as_json(),
            "changed_doubt": self.changed_doubt.as_json(),
            "gained": self.gained,
            "lost": self.lost,
            "effective_gain": self.effective_gain,
            "greatest_gain": self.greatest_gain,
        }


@dataclass(frozen=True)
class ValuePairs:
    """How one time or quantity differs between the runs of each pair.

    Parameters
    ----------
    asked : Asked
        The time or quantity.
    unit : str
        Of the differences; `h` for times.
    pairs : int
        Number of pairs.
    base_median : float or None
        Median in the base runs that come to it; of a time, hours since the start.
    gained, lost : int
        Pairs in which it came about (or is known) only in the changed run, only in the base.
    compared : int
        Pairs in which it came about in both; what follows is about these.
    equal : int
        Pairs in which it is the same to the last bit.
    mean, low, high : float or None
        Mean difference, changed minus base, and its 95 % interval; None without two such pairs.
    median, median_low, median_high : float or None
        Median difference, and its 95 % interval from order statistics.
    effective_gain : float or None
        How many times as many independent runs would tell the mean difference as well; None where
        all differences are alike.
    """

    asked: Asked
    unit: str
    pairs: int
    base_median: float | None
    gained: int
    lost: int
    compared: int
    equal: int
    mean: float | None
    low: float | None
    high: float | None
    median: float | None
    median_low: float | None
    median_high: float | None
    effective_gain: float | None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        names = ("base_median", "gained", "lost", "compared", "equal", "mean", "low", "high")
        rest = ("median", "median_low", "median_high", "effective_gain")
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "unit": self.unit,
            **{name: getattr(self, name) for name in (*names, *rest)},
        }


def pair_outcome(asked: Asked, base: Array, changed: Array) -> OutcomePairs:
    """Count in which pairs an outcome came about.

    Parameters
    ----------
    asked : Asked
        The outcome.
    base, changed : ndarray of bool, shape (pairs,)
        Whether it came about, pair by pair.
    """
    return OutcomePairs(
        asked,
        len(base),
        int(np.sum(base & changed)),
        int(np.sum(changed & ~base)),
        int(np.sum(base & ~changed)),
    )


def pair_time(asked: Asked, base: Array, changed: Array) -> ValuePairs:
    """Compare moments in microseconds, `NEVER` where it did not come about; shape (pairs,)."""
    known = base != NEVER, changed != NEVER
    hours = [values / MICROSECONDS_PER_HOUR for values in (base, changed)]
    return _pair_values(asked, "h", hours[0], hours[1], known)


def pair_quantity(asked: Asked, base: Array, changed: Array) -> ValuePairs:
    """Compare quantities, NaN where unknown; shape (pairs,)."""
    return _pair_values(asked, asked.unit, base, changed, (~np.isnan(base), ~np.isnan(changed)))


def _pair_values(
    asked: Asked, unit: str, base: Array, changed: Array, known: tuple[Array, Array]
) -> ValuePairs:
    both = known[0] & known[1]
    before, after = base[both], changed[both]
    differences = np.sort(after - before)
    count = len(differences)
    mean = low = high = gain = None
    if count >= 2:
        mean, variance = float(differences.mean()), float(differences.var(ddof=1))
        half = Z_95 * math.sqrt(variance / count)
        low, high = mean - half, mean + half
        if variance > 0:
            gain = float((before.var(ddof=1) + after.var(ddof=1)) / variance)
    median = tuple(map(float, quantile_interval(differences, 0.5))) if count else (None, None)
    return ValuePairs(
        asked=asked,
        unit=unit,
        pairs=len(base),
        base_median=float(quantile(np.sort(base[known[0]]), 0.5)) if known[0].any() else None,
        gained=int(np.sum(known[1] & ~known[0])),
        lost=int(np.sum(known[0] & ~known[1])),
        compared=count,
        equal=int(np.sum(before == after)),
        mean=mean,
        low=low,
        high=high,
        median=float(quantile(differences, 0.5)) if count else None,
        median_low=median[0],
        median_high=median[1],
        effective_gain=gain,
    )
