import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from echelon.engine.beta import beta_quantile, log_beta, log_gamma

grid = st.integers(0, 2**52 - 1).map(lambda cell: (cell + 0.5) * 2.0**-52)
shapes = st.floats(0.1, 100.0)


def drawn_shapes(seed: int, low: float, high: float, count: int) -> np.ndarray:
    logarithms = np.random.default_rng(seed).uniform(math.log(low), math.log(high), (count, 2))
    return np.exp(logarithms)


def test_log_gamma_agrees_with_scipy():
    inputs = 10.0 ** np.random.default_rng(1).uniform(-3.0, 4.0, 2_000)
    found = np.array([log_gamma(x) for x in inputs.tolist()])
    expected = special.gammaln(inputs)
    assert 1e-14 > np.max(np.abs(found - expected) / (1.0 + np.abs(expected)))


def test_log_beta_of_whole_numbers_is_that_of_factorials():
    assert math.log(1.0 / 60.0) == pytest.approx(log_beta(3.0, 4.0), rel=1e-14)


def test_beta_quantile_errs_by_less_than_1e_12_in_probability_for_humped_shapes():
    pairs = drawn_shapes(4, 1.0, 100.0, 1_000)
    for (a, b), u in zip(pairs.tolist(), np.random.default_rng(5).random(1_000), strict=True):
        x = beta_quantile(a, b, float(u))
        assert u == pytest.approx(special.betainc(a, b, x), abs=1e-12)


def test_beta_quantile_agrees_with_scipy_for_any_shapes():
    # One unit in the last place of an x near 1 is much in u where b is small: compare x too.
    pairs = drawn_shapes(6, 0.05, 100.0, 1_000)
    for (a, b), u in zip(pairs.tolist(), np.random.default_rng(7).random(1_000), strict=True):
        x = beta_quantile(a, b, float(u))
        is_near_in_u = abs(special.betainc(a, b, x) - u) < 1e-12
        assert is_near_in_u or abs(x - special.betaincinv(a, b, u)) < 3e-16


def test_beta_quantile_keeps_its_digits_in_the_lower_tail():
    for exponent in range(1, 54, 4):
        u = 2.0**-exponent
        for a in (1.0, 1.02, 1.8, 3.0, 4.9):
            expected = special.betaincinv(a, 6.0 - a, u)
            assert expected == pytest.approx(beta_quantile(a, 6.0 - a, u), rel=1e-12, abs=0.0)


def test_beta_quantile_finds_roots_where_steps_of_newton_s_kind_crawl():
    assert 1.0 == beta_quantile(991.5, 0.04, 0.97)
    assert 0.0 == pytest.approx(beta_quantile(0.01, 900.0, 0.2), abs=1e-60)
    assert 0.5 == pytest.approx(beta_quantile(0.01, 0.01, 0.5), rel=1e-9)


def test_beta_quantile_at_its_ends():
    assert 0.0 == beta_quantile(2.0, 3.0, 0.0)
    assert 1.0 == beta_quantile(2.0, 3.0, 1.0)


def test_beta_quantile_of_known_shapes():
    assert 0.3 == pytest.approx(beta_quantile(1.0, 1.0, 0.3), rel=1e-14)
    assert math.sqrt(0.3) == pytest.approx(beta_quantile(2.0, 1.0, 0.3), rel=1e-14)
    assert math.sin(math.pi * 0.15) ** 2 == pytest.approx(beta_quantile(0.5, 0.5, 0.3), rel=1e-13)


@given(shapes, shapes, grid, grid)
def test_beta_quantile_never_falls(a: float, b: float, first: float, second: float):
    low, high = sorted((first, second))
    # What rounding may turn round is less than 1e-12 in u.
    assert low + 1e-12 > high or beta_quantile(a, b, low) <= beta_quantile(a, b, high)


@given(shapes, shapes, grid)
def test_beta_quantile_lies_within_the_unit_interval(a: float, b: float, u: float):
    assert 0.0 <= beta_quantile(a, b, u) <= 1.0
