"""Indices against functions whose indices are known exactly."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.stats import qmc

from echelon.analysis.indices import (
    binned,
    bins_for,
    critical_distance,
    explained_by,
    explained_by_group,
    resample,
    shared_variance,
    shift_of,
)
from echelon.analysis.sobol import sobol_indices

RUNS = 16_384
FIRST = {"x1": 0.313905, "x2": 0.442411, "x3": 0.0}
TOTAL = {"x1": 0.557589, "x2": 0.442411, "x3": 0.243684}


def ishigami(x: np.ndarray) -> np.ndarray:
    """T. Ishigami, T. Homma (1990), with a = 7 and b = 0.1."""
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def points(seed: int, columns: int = 3) -> np.ndarray:
    """Return a scrambled Sobol' sequence on the cube of Ishigami."""
    return (qmc.Sobol(columns, seed=seed).random(RUNS) - 0.5) * 2 * np.pi


def test_the_function_has_the_published_mean_and_variance() -> None:
    answers = ishigami(points(1))
    assert (3.5, 13.844588) == pytest.approx((answers.mean(), answers.var()), rel=1e-3)


@pytest.mark.parametrize(("column", "name"), list(enumerate(FIRST)))
def test_first_order_indices_from_given_runs_are_those_of_ishigami(column: int, name: str) -> None:
    """False alarm rate below 1 in 10 000; half a per cent is lost inside the bins."""
    inputs = np.random.default_rng(4).uniform(-np.pi, np.pi, (RUNS, 3))
    found = explained_by(binned(inputs[:, column], bins_for(RUNS)), ishigami(inputs))

    assert pytest.approx(FIRST[name], abs=0.025) == found.share


@pytest.mark.parametrize(("column", "name"), list(enumerate(FIRST)))
def test_sobol_indices_of_the_design_are_those_of_ishigami(column: int, name: str) -> None:
    both = points(2, 6)
    one, other = both[:, :3], both[:, 3:]
    mixed = []
    for moved in range(3):
        inputs = one.copy()
        inputs[:, moved] = other[:, moved]
        mixed.append(ishigami(inputs))
    found = sobol_indices(list(FIRST), ishigami(one), ishigami(other), np.column_stack(mixed))
    index = found[column]

    assert pytest.approx(FIRST[name], abs=0.01) == index.first
    assert pytest.approx(TOTAL[name], abs=0.01) == index.total
    low, high = index.total_interval
    assert low < TOTAL[name] < high


def test_an_input_that_does_nothing_explains_nothing_on_average() -> None:
    generator = np.random.default_rng(8)
    answers = (generator.random(2_000) < 0.3).astype(float)
    codes = [binned(generator.random(2_000), bins_for(2_000)) for _ in range(400)]
    found = [explained_by(code, answers) for code in codes]
    shares = np.array([each.share for each in found])

    assert abs(shares.mean()) < 4 * shares.std() / np.sqrt(400)
    # Its p-values are even: false alarm rate 1 in 10 000.
    assert stats.kstest([each.p_value for each in found], "uniform").pvalue > 1e-4


def test_an_input_with_few_values_has_a_bin_for_each() -> None:
    values = np.array([3.0, 1.0, 3.0, 2.0])
    assert [2, 0, 2, 1] == binned(values, 10).tolist()


def test_bins_hold_equal_numbers_of_runs() -> None:
    codes = binned(np.random.default_rng(1).exponential(size=1_000), 20)
    assert [50] * 20 == np.bincount(codes).tolist()


def test_inputs_that_go_together_are_counted_once() -> None:
    generator = np.random.default_rng(6)
    shared = generator.normal(size=8_000)
    one, other = (shared + 0.3 * generator.normal(size=8_000) for _ in range(2))
    answers = one + other + generator.normal(size=8_000) * np.std(one + other)
    alone = [explained_by(binned(each, 40), answers).share for each in (one, other)]
    together = explained_by_group([one, other], answers).share

    assert pytest.approx(0.5, abs=0.03) == together
    assert sum(alone) > 0.8


def test_intervals_from_resampling_hold_the_exact_index() -> None:
    generator = np.random.default_rng(12)
    hits = 0
    for _ in range(40):
        x = generator.random(1_000)
        answers = x + generator.uniform(0, 1, 1_000)
        codes = binned(x, bins_for(1_000))
        low, high = resample(codes, answers, (answers > 1).astype(np.int64)).share_interval
        hits += low <= 0.5 <= high
    # At least 31 of 40 with true coverage 0.9: false alarm rate 1 in 1000 for this fixed seed.
    assert hits >= 31


def test_the_shift_is_that_of_two_coins() -> None:
    """With the input known, heads has 0.8 or 0.2 instead of 0.5."""
    generator = np.random.default_rng(2)
    codes = generator.integers(0, 2, 20_000)
    classes = (generator.random(20_000) < np.where(codes == 1, 0.8, 0.2)).astype(np.int64)

    assert pytest.approx(0.3, abs=0.015) == shift_of(codes, classes)
    nothing = resample(generator.integers(0, 30, 5_000), classes[:5_000] * 1.0, classes[:5_000])
    assert nothing.shift < shift_of(generator.integers(0, 30, 5_000), classes[:5_000])


def test_two_runs_of_each_input_tell_inputs_from_chance() -> None:
    """p is Beta(2, 2): its variance is 0.05, and so is the covariance; the share is 0.2."""
    generator = np.random.default_rng(15)
    chances = generator.beta(2, 2, 40_000)
    first, second = ((generator.random(40_000) < chances).astype(float) for _ in range(2))
    shared = shared_variance(first, second)

    assert pytest.approx(0.05, abs=0.005) == shared.covariance
    assert pytest.approx(0.2, abs=0.02) == shared.share
    low, high = shared.interval  # four standard errors: false alarm rate 1 in 16 000
    assert abs(shared.covariance - 0.05) < high - low


def test_distances_of_kolmogorov_and_smirnov_are_critical_where_published() -> None:
    assert pytest.approx(0.08589, abs=5e-6) == critical_distance(500, 500)
    assert pytest.approx(0.04527, abs=5e-6) == critical_distance(1000, 9000)
