"""Quantiles and what encloses them."""

from __future__ import annotations

import numpy as np
from scipy import stats

from echelon.analysis.quantiles import quantile, quantile_interval, quantile_ranks


def test_a_quantile_is_one_of_the_values() -> None:
    ordered = np.arange(1, 21)
    assert [1, 5, 10, 15, 19] == [int(quantile(ordered, q)) for q in (0.05, 0.25, 0.5, 0.75, 0.95)]
    assert 7 == quantile(np.array([7]), 0.95)
    assert quantile(np.sort([3.5, 1.25, 9.0]), 0.5) == 3.5


def test_quantile_ranks_agree_with_the_binomial_distribution() -> None:
    for count in (1, 5, 30, 1000, 20_000):
        for share in (0.05, 0.5, 0.95):
            low, high = quantile_ranks(count, share)
            below = stats.binom(count, share)
            if low > 0:
                assert below.cdf(low) <= 0.025 + 1e-9
            if high < count - 1:
                assert below.cdf(high) >= 0.975 - 1e-9
            assert low <= count * share <= high + 1


def test_quantile_intervals_hold_their_confidence() -> None:
    # 400 samples; fewer than 0.95 - 4 standard errors would happen once in 30 000 seeds.
    chance = np.random.default_rng(17)
    samples = np.sort(chance.exponential(size=(400, 200)), axis=1)
    intervals = (quantile_interval(sample, 0.5) for sample in samples)
    held = sum(low <= np.log(2) <= high for low, high in intervals)
    assert held / 400 > 0.95 - 4 * np.sqrt(0.95 * 0.05 / 400)
