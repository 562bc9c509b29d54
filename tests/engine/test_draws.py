"""Keyed draws; a statistical test fails by chance once in 16 000 (|z| < 4), seeds are fixed."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from echelon.engine.draws import Purpose, branch_key, exponential, uniform
from echelon.engine.names import luck_of
from echelon.engine.quantiles import Law, quantile

KEY = branch_key(1917, 0)
NO_CURVE = (np.zeros(0), np.int64(0), 0.0)
COUNT = 4_000


def u(run: int, name: str = "krasnov", purpose: Purpose = Purpose.INPUT, ordinal: int = 0) -> float:
    return uniform(KEY, np.int64(run), np.int64(luck_of(name)), purpose, np.int64(ordinal))


def waiting(run: int, name: str, mean: float) -> float:
    parameters = (mean, 0.0, 0.0)
    return quantile(np.int64(Law.EXPONENTIAL), *parameters, *NO_CURVE, u(run, name))


def z_score(values: np.ndarray, expected: float) -> float:
    return abs(values.mean() - expected) / (values.std() / math.sqrt(len(values)))


@pytest.mark.parametrize(
    ("expected", "draw"),
    [
        ("0x1.287abb0a32163p-1", (0, "krasnov", Purpose.INPUT, 0)),
        ("0x1.4fb8770011bf0p-5", (9_999, "ostrov", Purpose.CLOCK, 2**31)),
    ],
)
def test_a_draw_never_changes(expected: str, draw: tuple):
    assert expected == float(u(*draw)).hex()


@given(
    st.integers(0, 2**64 - 1),
    st.integers(0, 2**63 - 1),
    st.integers(0, 2**32 - 1),
    st.sampled_from(Purpose),
    st.integers(-(2**63), 2**63 - 1),
)
def test_a_draw_is_an_odd_multiple_of_the_smallest_and_has_an_exact_complement(
    key: int, run: int, name: int, purpose: Purpose, ordinal: int
):
    value = float(
        uniform(np.uint64(key), np.int64(run), np.int64(name), purpose, np.int64(ordinal))
    )
    assert 0.0 < value < 1.0
    assert 1 == int(value * 2.0**53) % 2
    assert value == 1.0 - (1.0 - value)


def test_draws_are_uniform():
    assert 6.3e-5 < stats.kstest([u(run) for run in range(COUNT)], "uniform").pvalue


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (lambda run: u(run), lambda run: u(run + 1)),
        (lambda run: u(run, "ostrov"), lambda run: u(run, "pskov")),
        (lambda run: u(run, purpose=Purpose.LOADING), lambda run: u(run, purpose=Purpose.CLOCK)),
        (lambda run: u(run, ordinal=0), lambda run: u(run, ordinal=1)),
        (lambda run: u(run), lambda run: u(0, ordinal=run)),
    ],
    ids=["run", "name", "purpose", "ordinal", "run against ordinal"],
)
def test_draws_that_differ_in_one_word_of_the_key_are_uncorrelated(
    first: Callable[[int], float], second: Callable[[int], float]
):
    pairs = np.array([(first(run), second(run)) for run in range(COUNT)])
    assert 4.0 > abs(np.corrcoef(pairs.T)[0, 1]) * math.sqrt(COUNT)


def test_names_that_differ_in_one_of_56_bits_draw_apart():
    drawn = [float(uniform(KEY, 0, np.int64(1 << bit), Purpose.INPUT, 0)) for bit in range(56)]
    assert 56 == len(set(drawn))


def test_draws_under_different_seeds_and_branches_are_uncorrelated():
    keys = [branch_key(0, 0), branch_key(1, 0), branch_key(0, 1)]
    name, ordinal = np.int64(5), np.int64(0)
    draws = np.array(
        [
            [uniform(key, np.int64(run), name, Purpose.CLOCK, ordinal) for run in range(COUNT)]
            for key in keys
        ]
    )
    correlations = np.corrcoef(draws)[np.triu_indices(3, 1)]
    assert 4.0 > np.max(np.abs(correlations)) * math.sqrt(COUNT)


def test_keys_of_seeds_and_branches_do_not_meet():
    keys = {int(branch_key(seed, branch)) for seed in range(-20, 200) for branch in range(20)}
    assert 220 * 20 == len(keys)
    assert branch_key(1, 12) != branch_key(11, 2)


def test_a_seed_may_be_any_whole_number():
    assert branch_key(10**400, 0) != branch_key(10**400 + 1, 0)


def test_the_exponential_draw_is_the_inverse_of_its_uniform():
    for run in range(100):
        arguments = (KEY, np.int64(run), np.int64(3), Purpose.CLOCK, np.int64(0))
        expected = -math.log1p(-uniform(*arguments))
        assert expected == pytest.approx(exponential(*arguments), rel=1e-12)


def test_one_uniform_for_two_exponentials_leaves_a_two_hundredth_of_the_variance():
    apart = np.array(
        [waiting(run, "ostrov", 1.0) - waiting(run, "pskov", 1.1) for run in range(COUNT)]
    )
    paired = np.array(
        [waiting(run, "ostrov", 1.0) - waiting(run, "ostrov", 1.1) for run in range(COUNT)]
    )
    assert 4.0 > z_score((apart + 0.1) ** 2, 2.21)
    assert 4.0 > z_score((paired + 0.1) ** 2, 0.01)


def test_one_uniform_for_two_outcomes_leaves_a_tenth_of_the_variance():
    apart = np.array([float(u(run) < 0.55) - float(u(run, "pskov") < 0.50) for run in range(COUNT)])
    paired = np.array([float(u(run) < 0.55) - float(u(run) < 0.50) for run in range(COUNT)])
    assert 4.0 > z_score((apart - 0.05) ** 2, 0.4975)
    assert 4.0 > z_score((paired - 0.05) ** 2, 0.0475)


def test_three_uniforms_sum_to_less_than_one_in_a_sixth_of_runs():
    sums = np.array([sum(u(run, ordinal=i) for i in range(3)) for run in range(COUNT)])
    assert 4.0 > z_score((sums < 1.0).astype(float), 1.0 / 6.0)


def test_the_last_of_five_exponentials_comes_after_the_harmonic_sum():
    names = ["ostrov", "pskov", "luga", "gatchina", "tsarskoye_selo"]
    latest = np.array([max(waiting(run, name, 1.0) for name in names) for run in range(COUNT)])
    assert 4.0 > z_score(latest, 2.283333)
