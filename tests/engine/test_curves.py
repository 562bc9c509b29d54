"""Quantile curves against SciPy's exact inverses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from echelon.engine.curves import COEFFICIENTS, SPAN, Shape, curve_quantile, lay_curves, normal_tail

PERTS = [(1.0 + 4.0 * share, 5.0 - 4.0 * share) for share in (0.0, 0.02, 0.2, 0.5, 0.71, 1.0)]
BETAS = [(0.5, 0.5), (2.0, 5.0), (0.4, 30.0), (0.1, 0.1), (120.0, 90.0), (0.02, 3.0), (1e6, 1e5)]
LAID = lay_curves([*PERTS, *BETAS])

cells = st.integers(0, 2**52 - 1)


def read(shape: Shape, u: float) -> float:
    pieces_per_unit, curve = LAID[shape]
    return float(curve_quantile(curve.ravel(), np.int64(0), float(pieces_per_unit), u))


def exact(shape: Shape, u: np.ndarray) -> np.ndarray:
    a, b = shape
    # near one, SciPy keeps its digits in the other tail
    lower, upper = special.betaincinv(a, b, u), special.betaincinv(b, a, 1.0 - u)
    return np.where(u < 0.5, lower, 1.0 - upper)


def draws() -> np.ndarray:
    random = np.random.default_rng(3)
    small = 2.0 ** -random.uniform(1.0, 53.0, 300)
    return np.concatenate((random.random(600), small, np.minimum(1.0 - small, 1.0 - 2.0**-53)))


@pytest.mark.parametrize("shape", [*PERTS, *BETAS], ids=str)
def test_a_curve_is_within_1e_12_of_the_exact_inverse(shape: Shape):
    u = draws()
    found = np.array([read(shape, one) for one in u.tolist()])
    assert 1e-12 > np.max(np.abs(found - exact(shape, u)))


def test_the_curves_of_pert_estimates_are_a_hundred_times_better():
    u = draws()
    for shape in PERTS:
        found = np.array([read(shape, one) for one in u.tolist()])
        assert 1e-14 > np.max(np.abs(found - exact(shape, u)))


@given(st.sampled_from([*PERTS, *BETAS]), cells, cells)
def test_a_curve_never_falls(shape: Shape, first: int, second: int):
    low, high = sorted((first, second))
    values = [read(shape, (cell + 0.5) * 2.0**-52) for cell in (low, high)]
    assert values[0] <= values[1] + 1e-12


def test_every_draw_falls_on_the_curve():
    for shape in PERTS:
        assert 0.0 <= read(shape, 2.0**-53) < 0.01
        assert 0.99 < read(shape, 1.0 - 2.0**-53) <= 1.0


def test_a_curve_has_more_pieces_where_the_inverse_bends_more():
    assert (int(8.0 * SPAN), COEFFICIENTS) == LAID[PERTS[0]][1].shape
    assert LAID[0.1, 0.1][0] > LAID[PERTS[0]][0]


def test_a_curve_does_not_depend_on_the_curves_laid_beside_it():
    for shape in PERTS:
        alone = lay_curves([shape])[shape]
        assert LAID[shape][0] == alone[0]
        assert LAID[shape][1].tolist() == alone[1].tolist()


def test_the_first_numbers_of_a_curve_never_change():
    found = LAID[PERTS[3]][1][33].tolist()
    assert ["0x1.0d9b8283260d8p-1"] == [found[0].hex()]


def test_the_tail_of_the_normal_distribution_agrees_with_scipy():
    distance = np.linspace(0.0, 8.25, 500)
    assert 1e-13 > np.max(np.abs(normal_tail(distance) / special.ndtr(-distance) - 1.0))
