"""Distributions against theory; a statistical test fails by chance once in 16 000 (|z| < 4)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from echelon.engine.curves import lay_curves
from echelon.engine.draws import Purpose, branch_key, uniform
from echelon.engine.quantiles import Law, quantile

KEY = branch_key(17, 0)
NAME = np.int64(0x5EED)
SHAPE = (1.8, 4.2)  # of the PERT 2..4..12
PIECES_PER_UNIT, CURVE = lay_curves([SHAPE])[SHAPE]

CASES = [
    (Law.UNIFORM, (600.0, 1000.0, 0.0), stats.uniform(600.0, 400.0)),
    (Law.TRIANGULAR, (2.0, 4.0, 12.0), stats.triang(0.2, 2.0, 10.0)),
    (Law.CURVE, (2.0, 10.0, 0.0), stats.beta(1.8, 4.2, 2.0, 10.0)),
    (Law.NORMAL, (700.0, 80.0, 0.0), stats.norm(700.0, 80.0)),
    (Law.LOGNORMAL, (12.0, 2.5, 0.0), stats.lognorm(math.log(2.5), 0.0, 12.0)),
    (Law.EXPONENTIAL, (4.0, 0.0, 0.0), stats.expon(0.0, 4.0)),
]
each_law = pytest.mark.parametrize(
    ("law", "parameters", "theory"), CASES, ids=lambda case: getattr(case, "name", "")
)


def at(law: Law, parameters: tuple[float, float, float], u: float) -> float:
    curve = (CURVE.ravel(), np.int64(0), float(PIECES_PER_UNIT))
    return quantile(np.int64(law), *parameters, *curve, u)


def drawn(law: Law, parameters: tuple[float, float, float], count: int) -> np.ndarray:
    keyed = (uniform(KEY, run, NAME, Purpose.INPUT, 0) for run in range(count))
    return np.array([at(law, parameters, u) for u in keyed])


@each_law
def test_quantiles_agree_with_scipy(law: Law, parameters: tuple, theory: stats.rv_continuous):
    for u in (1e-9, 0.001, 0.05, 0.2, 0.5, 0.77, 0.95, 0.999, 1.0 - 1e-9):
        expected = theory.ppf(u)
        assert expected == pytest.approx(at(law, parameters, u), rel=1e-9)


@each_law
def test_draws_follow_their_law_by_kolmogorov_and_smirnov(
    law: Law, parameters: tuple, theory: stats.rv_continuous
):
    assert 6.3e-5 < stats.kstest(drawn(law, parameters, 1_000), theory.cdf).pvalue


def test_pert_has_its_own_variance_and_not_the_textbooks():
    cells = 5_000
    values = np.array([at(Law.CURVE, (2.0, 10.0, 0.0), (i + 0.5) / cells) for i in range(cells)])
    assert 5.0 == pytest.approx(values.mean(), abs=1e-4)
    assert 3.0 == pytest.approx(values.var(), abs=1e-2)


def test_keyed_pert_draws_have_the_exact_mean_and_variance():
    values = drawn(Law.CURVE, (2.0, 10.0, 0.0), 4_000)
    error_of_mean = math.sqrt(3.0 / len(values))
    squares = (values - 5.0) ** 2
    error_of_variance = squares.std() / math.sqrt(len(values))
    assert 4.0 > abs(values.mean() - 5.0) / error_of_mean
    assert 4.0 > abs(squares.mean() - 3.0) / error_of_variance


def test_keyed_triangular_draws_have_the_exact_mean_and_variance():
    values = drawn(Law.TRIANGULAR, (2.0, 4.0, 12.0), 4_000)
    squares = (values - 6.0) ** 2
    assert 4.0 > abs(values.mean() - 6.0) / math.sqrt(4.66667 / len(values))
    assert 4.0 > abs(squares.mean() - 4.66667) / (squares.std() / math.sqrt(len(values)))


def test_a_pert_of_no_width_is_its_one_value():
    assert 7.0 == at(Law.CURVE, (7.0, 0.0, 0.0), 0.3)
    assert 7.0 == at(Law.TRIANGULAR, (7.0, 7.0, 7.0), 0.3)


def test_draws_at_the_very_ends_stay_finite():
    for law, parameters, _ in CASES:
        for u in (0.0, 1.0):
            assert math.isfinite(at(law, parameters, u))


def test_an_unknown_law_gives_no_number():
    assert math.isnan(at(99, (1.0, 2.0, 3.0), 0.5))


@given(
    st.sampled_from(CASES),
    st.integers(0, 2**52 - 1),
    st.integers(0, 2**52 - 1),
)
def test_a_greater_draw_never_gives_a_smaller_value(case: tuple, first: int, second: int):
    law, parameters, _ = case
    low, high = sorted((first, second))
    values = [at(law, parameters, (cell + 0.5) * 2.0**-52) for cell in (low, high)]
    assert values[0] <= values[1] or high - low < 5_000  # 1e-12 in u
