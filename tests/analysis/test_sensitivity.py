"""A scenario built to be additive has the indices it was built with; a bystander has none."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import echelon
from crises import a_rising
from echelon.analysis.breaking import along
from echelon.analysis.sensitive import Sensitivity
from echelon.analysis.wording import WIDTH
from echelon.errors import MisuseError
from worlds import Entry, outcome, quantity, scenario_text

RUNS = 500

pytestmark = pytest.mark.slow


def an_input(id_: str, value: str, grade: str) -> Entry:
    fields: dict[str, Any] = {"id": id_, "value": value, "grade": grade, "note": "made up"}
    return Entry("inputs", fields)


def a_sum_of_inputs() -> list[Entry]:
    """Return a sum with known shares, and a rising whose probability is an input."""
    return [
        *a_rising("0..1"),
        an_input("large", "0..4", "A"),
        an_input("middle", "0..3", "D"),
        an_input("small", "0..1", "C"),
        an_input("bystander", "0..100", "D"),
        an_input("left", "0..1", "B"),
        an_input("right", "0..1", "D"),
        Entry(
            "correlations",
            {"id": "pair", "inputs": ["left", "right"], "correlation": 0.8, "grade": "D"},
        ),
        quantity("total", "large + middle + small + left + right"),
    ]


SHARES = {"large": 16.0, "middle": 9.0, "small": 1.0}
"""Variances in twelfths; the pair has 2 + 2 r, where r is that of uniforms behind 0.8."""

PAIR = 2 + 2 * 6 / math.pi * math.asin(0.8 / 2)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> echelon.Results:
    path = tmp_path_factory.mktemp("sum") / "sum.yaml"
    path.write_text(scenario_text(a_sum_of_inputs()), encoding="utf-8")
    return echelon.load(path).run(RUNS, seed=5, jobs=1)


@pytest.fixture(scope="module")
def total(results: echelon.Results) -> Sensitivity:
    return results.sensitivity("total", replicates=40, sobol=80, few=4, jobs=1)


@pytest.fixture(scope="module")
def revolt(results: echelon.Results) -> Sensitivity:
    return results.sensitivity("revolt", replicates=250, jobs=1)


def exact(id_: str) -> float:
    every = {**SHARES, "pair": PAIR}
    return every[id_] / sum(every.values())


@pytest.mark.parametrize("id_", ["large", "middle", "small"])
def test_the_indices_of_an_additive_scenario_are_exact_within_their_intervals(
    total: Sensitivity, id_: str
) -> None:
    (found,) = (each for each in total.influences if each.id == id_)
    assert found.resampled is not None
    low, high = found.resampled.share_interval
    slack = (high - low) / 2  # so that two intervals hold it: false alarm rate 1 in 10 000

    assert low - slack < exact(id_) < high + slack


def test_correlated_inputs_are_one_group_with_the_worst_of_their_grades(
    total: Sensitivity,
) -> None:
    (pair,) = (each for each in total.influences if len(each.inputs) > 1)

    assert ("pair", ("left", "right"), "D") == (pair.id, pair.inputs, pair.grade)
    assert pytest.approx(exact("pair"), abs=0.08) == pair.first.share


def test_the_sobol_indices_of_an_additive_scenario_are_the_same_alone_and_in_all(
    total: Sensitivity,
) -> None:
    for index in total.sobol:
        if index.name in SHARES or index.name == "pair":
            low, high = index.total_interval
            slack = high - low
            assert low - slack < exact(index.name) < high + slack
    (chance,) = (index for index in total.sobol if index.name == "chance")
    assert 0.0 == chance.total


def test_runs_that_are_there_are_not_made_again_for_the_sobol_indices(
    results: echelon.Results,
) -> None:
    """Of the base both matrices are made; the indices are the same if they are made anew."""
    scenario = echelon.Scenario(results.campaign.document)
    wanted: dict[int, int] = {}
    found = {}
    for runs in (RUNS, RUNS + 200):
        size = RUNS // 2 + 50
        some = scenario.run(runs, seed=5, jobs=1)
        found[runs] = some.sensitivity(
            "total",
            replicates=0,
            sobol=size,
            few=1,
            jobs=1,
            progress=lambda done, of, runs=runs: wanted.update({runs: of}),
        )

    assert {RUNS: 5 * size, RUNS + 200: 3 * size} == wanted
    large = [each.influences[0].id for each in found.values()]
    assert large[0] == large[1]
    assert found[RUNS].sobol == found[RUNS + 200].sobol


def test_what_no_draw_of_a_run_touches_has_no_share_of_chance(total: Sensitivity) -> None:
    (chance,) = total.chance
    assert pytest.approx(1.0) == chance.shared.share


def test_what_matters_on_weak_evidence_comes_before_what_matters_more_on_good(
    total: Sensitivity,
) -> None:
    assert ["middle", "large"] == [each.id for each in total.influences if each.id in SHARES][:2]
    weighed = [each.as_json()["weighed"] for each in total.influences]
    assert sorted(weighed, reverse=True) == weighed


def test_the_bystander_is_said_to_do_nothing(total: Sensitivity, revolt: Sensitivity) -> None:
    assert "bystander" in total.idle
    assert "bystander" in revolt.idle


def test_the_planted_cause_is_named_and_its_break_even_value_found(revolt: Sensitivity) -> None:
    assert "courage" == revolt.influences[0].id
    line = revolt.influences[0].along["courage"]
    turns = [turn for turn in line.turns if turn.above == "revolt"]

    assert 1 == len(turns)
    assert pytest.approx(0.5, abs=0.15) == turns[0].value
    assert line.low < 0.3 < 0.7 < line.high


def test_an_event_of_even_probability_is_two_thirds_chance(revolt: Sensitivity) -> None:
    """The variance of p, uniform, is 1/12, that of the event 1/4: a third is the input's."""
    (chance,) = revolt.chance
    low, high = chance.shared.share_interval
    slack = high - low

    assert low - slack < 1 / 3 < high + slack


def test_an_answer_that_is_flat_turns_nowhere() -> None:
    values = np.linspace(0, 1, 500)
    line = along(values, np.zeros(500), (np.zeros(500, np.int64), ["only"]))
    assert () == line.turns


def test_an_answer_nobody_asked_for_names_the_nearest(results: echelon.Results) -> None:
    with pytest.raises(MisuseError, match="did you mean `revolt`"):
        results.sensitivity("revolts", replicates=0)


def test_the_page_is_as_wide_as_a_terminal(total: Sensitivity, revolt: Sensitivity) -> None:
    for page in (str(total), str(revolt)):
        assert [] == [line for line in page.splitlines() if len(line) > WIDTH]


def test_the_draws_of_a_run_pair_with_their_opposites_as_computed(tmp_path: Path) -> None:
    """Of exp(U): the variance of one and of the mean of an antithetic pair, from keyed draws.

    Four standard errors of 20 000 runs are 3 and 5 per cent.
    """
    path = tmp_path / "pair.yaml"
    even = Entry("inputs", {"id": "u", "value": "0..1", "label": "u"})
    path.write_text(scenario_text([even, outcome("end")]), encoding="utf-8")
    u = echelon.load(path).run(20_000, seed=1).inputs(["u"])["u"]
    one, pair = np.exp(u), (np.exp(u) + np.exp(1 - u)) / 2

    assert pytest.approx(0.242036, rel=0.03) == one.var()
    assert pytest.approx(0.003912, rel=0.05) == pair.var()


def test_the_planted_cause_lies_elsewhere_where_it_ends_so_and_the_bystander_does_not(
    revolt: Sensitivity,
) -> None:
    (courage,) = (each for each in revolt.influences if each.id == "courage")

    # p is uniform, so that the two distributions are u^2 and 1 - (1 - u)^2, at most 1/2 apart.
    assert courage.distance is not None
    assert pytest.approx(0.5, abs=0.1) == courage.distance.value
    assert courage.distance.value > 2 * courage.distance.critical


def test_a_file_of_results_without_its_scenario_says_what_is_missing(
    results: echelon.Results, tmp_path: Path
) -> None:
    results.save(tmp_path / "kept")
    with pytest.raises(MisuseError, match="without their scenario"):
        echelon.load_results(tmp_path / "kept").sensitivity("total", replicates=0)
