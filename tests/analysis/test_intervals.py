"""Intervals against published and exact values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from echelon.analysis.intervals import (
    effective_runs,
    jeffreys,
    runs_for_half_width,
    runs_for_relative_error,
    unseen_at_most,
    wilson,
    wilson_of_each,
    z_for_several,
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


@pytest.mark.parametrize(
    ("count", "runs", "low", "high"),
    [(0, 10, 0.0, 0.217196), (1, 10, 0.011012, 0.381315), (10, 100, 0.052585, 0.170124)],
)
def test_jeffreys_reproduces_the_published_rows(
    count: int, runs: int, low: float, high: float
) -> None:
    assert (low, high) == pytest.approx(jeffreys(count, runs), abs=5e-7)


def coverage(intervals: list[tuple[float, float]], p: float) -> float:
    """Return the exact probability that the interval of 50 runs holds `p`."""
    counts = np.arange(51)
    covers = [low <= p <= high for low, high in intervals]
    return float(stats.binom.pmf(counts, 50, p) @ covers)


def wald(count: int) -> tuple[float, float]:
    """Return the textbook interval of 50 runs, which is here only to be shown to fail."""
    share = count / 50
    half = 1.959963984540054 * np.sqrt(share * (1 - share) / 50)
    return share - half, share + half


def test_the_intervals_cover_as_computed_exactly_and_the_textbook_one_does_not() -> None:
    families = {
        "wald": [wald(count) for count in range(51)],
        "wilson": [wilson(count, 50) for count in range(51)],
        "jeffreys": [jeffreys(count, 50) for count in range(51)],
    }
    grid = np.arange(0.005, 0.9951, 0.005)
    at_a_tenth = {name: coverage(found, 0.1) for name, found in families.items()}
    mean = {name: np.mean([coverage(found, p) for p in grid]) for name, found in families.items()}

    assert pytest.approx(at_a_tenth, abs=5e-6) == {
        "wald": 0.87892,
        "wilson": 0.97031,
        "jeffreys": 0.94168,
    }
    assert pytest.approx(mean, abs=5e-5) == {"wald": 0.9047, "wilson": 0.9517, "jeffreys": 0.9504}


def test_several_classes_get_wider_intervals_that_hold_all_at_once() -> None:
    assert pytest.approx(z_for_several(4), abs=5e-6) == 2.49771
    assert pytest.approx(z_for_several(1)) == 1.959964
    every = wilson_of_each([10, 20, 30, 40])
    for count, (low, high) in zip([10, 20, 30, 40], every, strict=True):
        alone = wilson(count, 100)
        assert low < alone.low < alone.high < high


def test_weights_leave_as_many_runs_as_they_are_even() -> None:
    assert pytest.approx(3.0) == effective_runs(np.full(3, 0.2))
    assert pytest.approx(1.8) == effective_runs(np.array([2.0, 1.0]))


def test_the_runs_needed_are_those_computed() -> None:
    assert [385, 9604, 38415, 960365] == [
        runs_for_half_width(half) for half in (0.05, 0.01, 0.005, 0.001)
    ]
    assert [99_900, 999_900] == [runs_for_relative_error(0.1, share) for share in (1e-3, 1e-4)]


def test_what_was_not_seen_in_a_hundred_thousand_runs_is_bounded_as_computed() -> None:
    assert pytest.approx(2.996e-5, abs=5e-9) == unseen_at_most(100_000)
    assert unseen_at_most(100_000) < zero_bound(100_000)
