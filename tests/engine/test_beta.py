import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from echelon.engine.beta import beta_quantiles, exp_of, log_beta, log_gamma, log_of

shapes = st.floats(0.1, 100.0)
tails = st.integers(0, 2**51 - 1).map(lambda cell: (cell + 0.5) * 2.0**-52)


def drawn_shapes(seed: int, low: float, high: float, count: int) -> tuple[np.ndarray, np.ndarray]:
    logarithms = np.random.default_rng(seed).uniform(math.log(low), math.log(high), (2, count))
    return tuple(np.exp(logarithms))


def one(a: float, b: float, tail: float) -> float:
    return float(beta_quantiles(np.array([a]), np.array([b]), np.array([tail]))[0])


def test_logarithms_and_powers_agree_with_numpy_s():
    inputs = 10.0 ** np.random.default_rng(1).uniform(-300.0, 300.0, 2_000)
    assert 4e-16 > np.max(np.abs(log_of(inputs) / np.log(inputs) - 1.0))
    inputs = np.random.default_rng(2).uniform(-690.0, 690.0, 2_000)
    assert 4e-16 > np.max(np.abs(exp_of(inputs) / np.exp(inputs) - 1.0))


def test_powers_of_very_negative_numbers_are_zero():
    assert [0.0, 1.0] == exp_of(np.array([-701.0, 0.0])).tolist()


def test_log_gamma_agrees_with_scipy():
    inputs = 10.0 ** np.random.default_rng(1).uniform(-3.0, 4.0, 2_000)
    expected = special.gammaln(inputs)
    assert 1e-14 > np.max(np.abs(log_gamma(inputs) - expected) / (1.0 + np.abs(expected)))


def test_log_beta_of_whole_numbers_is_that_of_factorials():
    found = log_beta(np.array([3.0]), np.array([4.0]))[0]
    assert math.log(1.0 / 60.0) == pytest.approx(found, rel=1e-14)


def test_beta_quantiles_err_by_less_than_1e_12_in_probability_for_humped_shapes():
    a, b = drawn_shapes(4, 1.0, 100.0, 2_000)
    tail = np.random.default_rng(5).uniform(0.0, 0.5, 2_000)
    assert 1e-12 > np.max(np.abs(special.betainc(a, b, beta_quantiles(a, b, tail)) - tail))


def test_beta_quantiles_agree_with_scipy_for_any_shapes():
    # One unit in the last place of an x near 1 is much in probability where b is small.
    a, b = drawn_shapes(6, 0.05, 100.0, 2_000)
    tail = np.random.default_rng(7).uniform(0.0, 0.5, 2_000)
    x = beta_quantiles(a, b, tail)
    off_in_probability = np.abs(special.betainc(a, b, x) - tail)
    off = np.abs(x - special.betaincinv(a, b, tail))
    assert 1e-12 > np.max(np.minimum(off_in_probability, off))


def test_beta_quantiles_keep_their_digits_in_the_tail():
    for exponent in range(1, 54, 4):
        tail = 2.0**-exponent
        for a in (1.8, 3.0, 4.9):
            expected = special.betaincinv(a, 6.0 - a, tail)
            assert expected == pytest.approx(one(a, 6.0 - a, tail), rel=1e-11, abs=1e-17)


def test_beta_quantiles_find_roots_where_steps_of_newton_s_kind_crawl():
    assert special.betaincinv(991.5, 0.04, 0.5) == pytest.approx(one(991.5, 0.04, 0.5), abs=1e-12)
    assert 0.0 == pytest.approx(one(0.01, 900.0, 0.2), abs=1e-17)
    assert 0.5 == pytest.approx(one(0.01, 0.01, 0.5), rel=1e-9)


def test_beta_quantiles_of_known_shapes():
    assert 0.3 == pytest.approx(one(1.0, 1.0, 0.3), rel=1e-14)
    assert math.sqrt(0.3) == pytest.approx(one(2.0, 1.0, 0.3), rel=1e-14)
    assert math.sin(math.pi * 0.15) ** 2 == pytest.approx(one(0.5, 0.5, 0.3), rel=1e-13)


def test_a_quantile_does_not_depend_on_what_is_solved_beside_it():
    a, b = drawn_shapes(8, 0.5, 50.0, 200)
    tail = np.random.default_rng(9).uniform(0.0, 0.5, 200)
    together = beta_quantiles(a, b, tail).tolist()
    assert together == [one(*row) for row in zip(a, b, tail, strict=True)]


@given(shapes, shapes, tails, tails)
def test_beta_quantiles_never_fall(a: float, b: float, first: float, second: float):
    low, high = sorted((first, second))
    # What rounding may turn round is less than 1e-12 in probability.
    assert low + 1e-12 > high or one(a, b, low) <= one(a, b, high)


@given(shapes, shapes, tails)
def test_beta_quantiles_lie_within_the_unit_interval(a: float, b: float, tail: float):
    assert 0.0 <= one(a, b, tail) <= 1.0
