import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from echelon.engine.normal import inverse_normal, normal_cdf

inside = st.floats(1e-300, 1.0 - 2.0**-53)


def test_inverse_normal_agrees_with_scipy_from_the_far_tail_to_the_near_one():
    random = np.random.default_rng(1)
    tails = 10.0 ** random.uniform(-300.0, 0.0, 3_000)
    inputs = np.concatenate([tails, random.uniform(0.0, 1.0, 3_000), 1.0 - tails[tails > 1e-16]])
    inputs = inputs[inputs < 1.0]
    found = np.array([inverse_normal(u) for u in inputs.tolist()])
    assert 2e-15 > np.max(np.abs(found / special.ndtri(inputs) - 1.0))


def test_inverse_normal_at_its_middle_and_ends():
    assert 0.0 == inverse_normal(0.5)
    assert -math.inf == inverse_normal(0.0)
    assert math.inf == inverse_normal(1.0)


@given(inside, inside)
def test_inverse_normal_never_falls(a: float, b: float):
    low, high = sorted((a, b))
    assert inverse_normal(low) <= inverse_normal(high) + 2e-15 * abs(inverse_normal(high))


@given(st.integers(0, 2**52 - 1))
def test_inverse_normal_is_exactly_antisymmetric_on_the_grid_of_draws(cell: int):
    u = (cell + 0.5) * 2.0**-52
    assert -inverse_normal(u) == inverse_normal(1.0 - u)


def test_normal_cdf_agrees_with_scipy():
    random = np.random.default_rng(2)
    inputs = np.concatenate([random.uniform(-12.0, 9.0, 3_000), random.uniform(-1.0, 1.0, 1_000)])
    found = np.array([normal_cdf(z) for z in inputs.tolist()])
    assert 5e-14 > np.max(np.abs(found / special.ndtr(inputs) - 1.0))


@pytest.mark.parametrize(
    ("expected", "z"),
    [
        # Laplace's continued fraction in 60 digits (Python's decimal)
        (2.7536241186062337e-89, -20.0),
        (4.906713927148187e-198, -30.0),
    ],
)
def test_normal_cdf_keeps_its_digits_far_out(expected: float, z: float):
    assert expected == pytest.approx(normal_cdf(z), rel=1e-14, abs=0.0)


def test_normal_cdf_at_its_middle_and_ends():
    assert 0.5 == normal_cdf(0.0)
    assert 0.0 == normal_cdf(-math.inf)
    assert 1.0 == normal_cdf(math.inf)


@given(st.floats(-38.0, 8.0), st.floats(-38.0, 8.0))
def test_normal_cdf_never_falls(a: float, b: float):
    low, high = sorted((a, b))
    assert normal_cdf(low) <= normal_cdf(high) * (1.0 + 4e-15)


@given(st.floats(-37.0, 5.0))
def test_inverse_normal_undoes_normal_cdf(z: float):
    assert z == pytest.approx(inverse_normal(normal_cdf(z)), rel=1e-9, abs=1e-15)
