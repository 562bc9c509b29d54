"""Means and variances of the distributions an analyst may write."""

import pytest
from hypothesis import given
from scipy import stats

from echelon.scenario.distributions import Distribution
from echelon.scenario.notation import parse_quantity
from scenario.expression_trees import distributions


def test_pert_has_its_exact_variance_and_not_the_textbook_shortcut():
    pert = Distribution("pert", (2.0, 4.0, 12.0))
    assert pert.mean() == 5.0
    assert pert.variance() == pytest.approx(3.0, rel=1e-15)
    shapes = stats.beta(1.8, 4.2, loc=2, scale=10)
    assert shapes.mean() == pytest.approx(pert.mean())
    assert shapes.var() == pytest.approx(pert.variance())


def test_triangular_has_its_mean_and_variance():
    triangular = Distribution("triangular", (2.0, 4.0, 12.0))
    assert triangular.mean() == 6.0
    assert triangular.variance() == pytest.approx(4.66667, abs=5e-6)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("600..1000", stats.uniform(600, 400)),
        ("600..700..1000", stats.beta(2, 4, loc=600, scale=400)),
        ("triangular(2; 4; 12)", stats.triang(0.2, loc=2, scale=10)),
        ("normal(700; 80)", stats.norm(700, 80)),
        ("lognormal(12; 2.5)", stats.lognorm(0.9162907318741551, scale=12)),
        ("beta(2; 3)", stats.beta(2, 3)),
        ("exponential(6)", stats.expon(scale=6)),
        ("choice(1=0.25; 3=0.75)", stats.rv_discrete(values=([1, 3], [0.25, 0.75]))),
    ],
)
def test_mean_variance_and_support_agree_with_scipy(text, reference):
    distribution = parse_quantity(text).distribution
    assert reference.mean() == pytest.approx(distribution.mean(), rel=1e-12)
    assert reference.var() == pytest.approx(distribution.variance(), rel=1e-12)
    assert reference.support() == pytest.approx(distribution.support())


@given(distributions)
def test_the_mean_lies_inside_the_support_and_nothing_overflows(distribution):
    low, high = distribution.support()
    slack = 1e-9 * max(abs(low), abs(high)) if high < float("inf") else 0
    assert low - slack <= distribution.mean() <= high + slack
    assert distribution.variance() >= 0


def test_a_choice_between_words_has_no_mean():
    words = Distribution("choice", (0.5, 0.5), ("rail", "inf"))
    assert words.values is None
    with pytest.raises(ValueError, match="between words"):
        words.mean()
