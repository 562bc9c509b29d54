"""Intervals against published and exact values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from echelon.analysis.intervals import wilson, zero_bound


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
