import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.engine.numbers import exp, log

exponents = st.floats(-745.0, 709.0)
positives = st.floats(5e-324, 1.7e308)


def worst_error_in_units(
    ours: Callable[[float], float], reference: Callable[[float], float], inputs: np.ndarray
) -> float:
    errors = [abs(ours(x) - reference(x)) / math.ulp(reference(x)) for x in inputs.tolist()]
    return max(errors)


def test_exp_is_within_one_unit_in_the_last_place_of_the_libraries():
    random = np.random.default_rng(1)
    inputs = np.concatenate([random.uniform(-745.0, 709.0, 4_000), random.normal(0.0, 1.0, 2_000)])
    assert 1.0 >= worst_error_in_units(exp, math.exp, inputs)


def test_log_is_within_one_unit_in_the_last_place_of_the_libraries():
    random = np.random.default_rng(2)
    magnitudes = np.exp(random.uniform(-744.0, 709.0, 4_000))
    inputs = np.concatenate([magnitudes, random.normal(1.0, 1e-3, 2_000)])
    assert 1.0 >= worst_error_in_units(log, math.log, inputs)


@pytest.mark.parametrize(
    ("expected", "x"),
    [
        (1.0, 0.0),
        (1.0, -0.0),
        (math.inf, math.inf),
        (math.inf, 709.8),
        (0.0, -math.inf),
        (0.0, -746.0),
        (5e-324, -745.0),
        (1.7976931348622732e308, 709.782712893384),
    ],
)
def test_exp_at_its_ends(expected: float, x: float):
    assert expected == exp(x)


@pytest.mark.parametrize(
    ("expected", "x"),
    [
        (0.0, 1.0),
        (-math.inf, 0.0),
        (-math.inf, -0.0),
        (math.inf, math.inf),
        (-744.4400719213812, 5e-324),
        (709.782712893384, 1.7976931348623157e308),
    ],
)
def test_log_at_its_ends(expected: float, x: float):
    assert expected == log(x)


def test_what_has_no_value_is_nan():
    assert math.isnan(exp(math.nan))
    assert math.isnan(log(math.nan))
    assert math.isnan(log(-1.0))
    assert math.isnan(log(-math.inf))


@given(exponents, exponents)
def test_exp_never_falls(a: float, b: float):
    low, high = sorted((a, b))
    assert exp(low) <= exp(high) * (1.0 + 1e-15)


@given(positives, positives)
def test_log_never_falls(a: float, b: float):
    low, high = sorted((a, b))
    assert log(low) <= log(high) + 1e-15 * abs(log(high))


@given(st.floats(-700.0, 700.0))
def test_log_undoes_exp(x: float):
    assert x == pytest.approx(log(exp(x)), rel=1e-15, abs=3e-16)
