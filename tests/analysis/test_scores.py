"""Scores against published values, exact values, and SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats

from echelon.analysis.scores import (
    at_least,
    brier,
    brier_parts,
    crps,
    crps_of_range,
    energy_score,
    log_score,
    percentile,
    within_range,
)


def test_the_score_of_a_few_runs_is_fair_unless_the_runs_themselves_are_asked() -> None:
    assert pytest.approx(0.333333, abs=1e-6) == crps(np.array([1.0, 2.0, 4.0]), 3.0)
    assert pytest.approx(0.666667, abs=1e-6) == crps(np.array([1.0, 2.0, 4.0]), 3.0, fair=False)
    assert 2.0 == crps(np.array([1.0]), 3.0)


@pytest.mark.parametrize(("fact", "score"), [(0, 0.233695), (1, 0.602441), (2, 1.452792)])
def test_the_score_of_many_normal_runs_is_that_of_the_normal(fact: float, score: float) -> None:
    values = stats.norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    assert pytest.approx(score, abs=2e-4) == crps(values, fact)


@pytest.mark.parametrize("fact", [-0.5, 0.0, 0.3, 1.0, 1.7])
def test_the_score_of_a_range_is_its_integral(fact: float) -> None:
    def squared(x: float) -> float:
        return float((stats.uniform.cdf(x) - (x >= fact)) ** 2)

    points = sorted({0.0, 1.0, fact})
    exact, _ = integrate.quad(squared, -2, 3, points=points)
    assert pytest.approx(exact, abs=1e-6) == crps_of_range(0.0, 1.0, fact)


def test_an_energy_score_of_one_number_is_the_fair_score() -> None:
    values = np.array([1.0, 2.0, 4.0])
    assert pytest.approx(1 / 3) == energy_score(values[:, np.newaxis], np.array([3.0]))


def test_an_energy_score_rewards_numbers_that_go_together() -> None:
    generator = np.random.default_rng(5)
    one = generator.normal(size=800)
    together = np.column_stack([one, one + 0.1 * generator.normal(size=800)])
    apart = np.column_stack([one, generator.permutation(one)])
    facts = [np.array([level, level]) for level in np.linspace(-2, 2, 9)]
    scores = [sum(energy_score(vectors, fact) for fact in facts) for vectors in (together, apart)]

    assert scores[0] < scores[1]


def test_one_forecast_is_scored_as_published() -> None:
    assert pytest.approx(0.09) == brier(np.array([0.7]), np.array([1.0]))
    assert pytest.approx(0.356675, abs=1e-6) == log_score(0.7)


def test_what_was_never_seen_in_n_runs_is_scored_as_half_a_run() -> None:
    assert pytest.approx(math.log(20_000)) == log_score(0.0, 10_000)


def test_thirty_forecasts_are_taken_apart_as_published() -> None:
    forecasts = np.repeat([0.1, 0.5, 0.9], 10)
    events = np.concatenate([np.arange(10) < hits for hits in (1, 6, 8)]).astype(float)
    parts = brier_parts(forecasts, events)

    assert (0.17, 0.006667, 0.086667, 0.25) == pytest.approx(tuple(parts), abs=1e-6)
    assert pytest.approx(0.32) == parts.skill
    assert pytest.approx(parts.score) == parts.reliability - parts.resolution + parts.uncertainty


@pytest.mark.parametrize(("members", "chance"), [(9, 0.8), (19, 0.9), (99, 0.98)])
def test_a_fact_of_the_same_kind_lies_among_the_runs_as_often_as_its_ranks_say(
    members: int, chance: float
) -> None:
    everybody = np.arange(members + 1.0)
    ranks = [percentile(np.delete(everybody, fact), float(fact)) for fact in range(members + 1)]

    assert pytest.approx(chance) == within_range(members)
    assert pytest.approx(chance) == np.mean([0 < rank < 1 for rank in ranks])


def test_ten_true_intervals_hold_as_many_facts_as_computed() -> None:
    assert pytest.approx(0.929809, abs=1e-6) == at_least(8, 10, 0.9)
    assert pytest.approx(0.012795, abs=1e-6) == 1 - at_least(7, 10, 0.9)


def test_a_percentile_is_that_of_scipy() -> None:
    values = np.random.default_rng(3).integers(0, 20, 500).astype(float)
    for fact in (-1.0, 0.0, 7.0, 7.5, 19.0, 30.0):
        expected = stats.percentileofscore(values, fact, kind="mean") / 100
        assert pytest.approx(expected) == percentile(values, fact)
