"""Intervals against published and exact values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from echelon.analysis.intervals import (
    quantile,
    quantile_interval,
    quantile_ranks,
    wilson,
    zero_bound,
)


@pytest.mark.parametrize(
    ("count", "runs", "low", "high"),
    [
        (0, 10, 0.0, 0.277533),
        (1, 10, 0.017876, 0.404150),
        (10, 100, 0.055229, 0.174366),
        (50, 100, 0.403832, 0.596168),
    ],
)
def test_wilson_reproduces_the_published_rows(
    count: int, runs: int, low: float, high: float
) -> None:
    assert (low, high) == pytest.approx(wilson(count, runs), abs=5e-7)


def test_wilson_reaches_the_ends_exactly_and_is_symmetric() -> None:
    assert 0.0 == wilson(0, 12_345).low
    assert 1.0 == wilson(12_345, 12_345).high
    mirrored = wilson(90, 100)
    assert wilson(10, 100) == pytest.approx((1 - mirrored.high, 1 - mirrored.low))


def test_wilson_half_widths_shrink_as_published() -> None:
    for share, half in ((0.5, 0.003099), (0.1, 0.001859), (0.01, 0.000617)):
        low, high = wilson(round(100_000 * share), 100_000)
        assert half == pytest.approx((high - low) / 2, rel=2e-3)


def test_wilson_covers_as_published() -> None:
    counts = np.arange(51)
    covers = [low <= 0.1 <= high for low, high in (wilson(int(count), 50) for count in counts)]
    assert pytest.approx(float(stats.binom.pmf(counts, 50, 0.1) @ covers), abs=5e-6) == 0.97031


def test_what_never_happened_is_bounded_by_three_over_n() -> None:
    assert 0.0003 == zero_bound(10_000)
    assert 1.0 == zero_bound(2)


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
