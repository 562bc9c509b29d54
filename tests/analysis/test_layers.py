"""Luck, inputs and accounts are told apart, and each has the size that it was built with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import echelon
from crises import a_rising
from echelon.analysis.doubt import Doubt
from echelon.analysis.layers import (
    AccountShares,
    beta_interval,
    spread_of_difference,
    weighted_interval,
)
from echelon.analysis.wording import WIDTH
from worlds import Entry, scenario_text, time_of

RUNS = 150


ACCOUNTS = [
    {"id": id_, "label": f"He was {id_}", "weight": weight}
    | {"change": {"inputs.courage.value": courage}}
    for id_, weight, courage in (("bold", 1, 0.9), ("meek", 3, 0.1))
]
"""Two accounts of how he was."""


def loaded(folder: Path, courage: str, more: Sequence[dict[str, object]] = ()) -> echelon.Scenario:
    path = folder / "rising.yaml"
    accounts = (Entry("accounts", each) for each in (*ACCOUNTS, *more))
    path.write_text(scenario_text([*a_rising(courage), *accounts]), encoding="utf-8")
    return echelon.load(path)


def test_an_input_that_decides_everything_spreads_the_probability_as_it_is_spread(
    tmp_path: Path,
) -> None:
    """Uniform on [0, 1]; false alarm rate below 1 in 1000."""
    scenario = loaded(tmp_path, "0..1")
    layers = scenario.with_layers(scenario.run(RUNS, jobs=1), pairs=RUNS).questions.layers
    assert layers is not None
    revolt = layers["inputs"]["outcomes"][0]

    assert pytest.approx((1 / 12) ** 0.5, abs=0.12) == revolt["deviation"]
    assert revolt["low"] < 0.2
    assert revolt["high"] > 0.8
    assert revolt["most_low"] <= revolt["low"] < revolt["high"] <= revolt["most_high"]


def test_what_is_chance_alone_has_no_spread_from_inputs(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, "0.5")
    layers = scenario.with_layers(scenario.run(RUNS, jobs=1), pairs=RUNS).questions.layers
    assert layers is not None

    revolt = layers["inputs"]["outcomes"][0]
    assert revolt["deviation"] < 0.26
    # So few pairs do not exclude that the inputs do something, and it is said how much.
    assert revolt["most_high"] - revolt["most_low"] > revolt["high"] - revolt["low"]


def test_accounts_are_run_by_themselves_and_weighed(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, "0.5")
    told = scenario.with_layers(scenario.run(RUNS, jobs=1), pairs=0, accounts=RUNS)
    layers = told.questions.layers
    assert layers is not None
    bold, meek = layers["accounts"]["each"]
    revolt = layers["accounts"]["outcomes"][0]

    assert layers["inputs"] is None
    assert (0.25, 0.75) == (bold["weight"], meek["weight"])
    assert 0.25 * bold["shares"][0] + 0.75 * meek["shares"][0] == pytest.approx(revolt["weighted"])
    assert abs(revolt["weighted"] - 0.3) < 0.12
    assert (meek["shares"][0], bold["shares"][0]) == (revolt["least"], revolt["greatest"])


def test_an_account_that_changes_nothing_has_the_runs_of_the_base_and_costs_none(
    tmp_path: Path,
) -> None:
    scenario = loaded(tmp_path, "0..1", [{"id": "told", "label": "As it is", "weight": 2}])
    wanted: list[int] = []
    runs = scenario.run(60, jobs=1)
    layers = scenario.with_layers(
        runs, pairs=0, accounts=40, progress=lambda done, of: wanted.append(of)
    ).questions.layers
    assert layers is not None
    (told,) = (each for each in layers["accounts"]["each"] if each["id"] == "told")

    assert {2 * 40} == set(wanted)
    assert 40 == told["runs"]
    first = runs.arrays["outcome"][:40]
    assert [float((first == row).mean()) for row in range(2)] == told["shares"]


def test_how_often_a_recorded_moment_is_reached_is_in_doubt_as_an_outcome_is(
    tmp_path: Path,
) -> None:
    record = {"id": "rose", "label": "He rose", "of": "when_rising"}
    entries = [
        *a_rising("0..1"),
        time_of("rising"),
        Entry("record", record | {"best": "1900-01-01 02:00"}),
        *(Entry("accounts", each) for each in ACCOUNTS),
    ]
    path = tmp_path / "rising.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    scenario = echelon.load(path)
    told = scenario.with_layers(scenario.run(RUNS, jobs=1), pairs=RUNS, accounts=RUNS)
    (rose,) = told.hindcast().facts
    layers = told.questions.layers
    assert layers is not None
    inputs, accounts = (layers[key]["outcomes"][0] for key in ("inputs", "accounts"))

    assert rose.reached_doubt.inputs == pytest.approx((inputs["low"], inputs["high"]))
    assert rose.reached_doubt.most == pytest.approx((inputs["most_low"], inputs["most_high"]))
    assert rose.reached_doubt.accounts is not None
    assert rose.reached_doubt.accounts.range == (accounts["least"], accounts["greatest"])
    assert rose.reached_doubt == Doubt.from_json(rose.as_json()["reached_doubt"])
    assert "were the inputs known: 0.0" in str(told.hindcast()).partition("He rose")[2]


def test_a_difference_that_an_input_decides_spreads_as_the_input_is_spread() -> None:
    """The change turns a run with probability p, uniform on [0, 1]; four standard errors."""
    generator = np.random.default_rng(7)
    chances = generator.random(20_000)
    one, twin = ((generator.random(20_000) < chances).astype(float) for _ in range(2))
    inside, most = spread_of_difference(0.5, one, twin)

    # The beta distribution between -1 and 1 of mean 1/2 and variance 1/12.
    assert (-0.041, 0.893) == pytest.approx(tuple(inside), abs=0.02)
    assert most.low <= inside.low < inside.high <= most.high


def test_a_difference_that_is_chance_alone_is_one_value_whatever_the_inputs() -> None:
    generator = np.random.default_rng(8)
    one, twin = ((generator.random(20_000) < 0.5).astype(float) for _ in range(2))
    inside, _ = spread_of_difference(0.5, one, twin)

    assert inside.high - inside.low < 0.25


def test_weights_leave_fewer_effective_runs_and_so_a_wider_interval() -> None:
    even = [
        AccountShares("a", "A", 0.5, (50, 50), 100),
        AccountShares("b", "B", 0.5, (50, 50), 100),
    ]
    uneven = [
        AccountShares("a", "A", 0.9, (50, 50), 100),
        AccountShares("b", "B", 0.1, (50, 50), 100),
    ]
    widths = []
    for accounts in (even, uneven):
        share, (low, high) = weighted_interval(accounts, 0)
        assert pytest.approx(0.5) == share
        widths.append(high - low)

    assert widths[0] < widths[1]


@pytest.mark.parametrize(("mean", "variance"), [(0.0, 0.1), (1.0, 0.1), (0.3, 0.0), (0.3, -0.01)])
def test_without_spread_the_range_is_one_value(mean: float, variance: float) -> None:
    assert (mean, mean) == beta_interval(mean, variance)


def test_layers_are_stored_with_the_runs_and_printed_again(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, "0..1")
    told = scenario.with_layers(scenario.run(40, jobs=1), pairs=40, accounts=40)
    told.save(tmp_path / "kept")
    kept = echelon.load_results(tmp_path / "kept")
    page = kept.in_full()

    assert (str(told), told.in_full()) == (str(kept), page)
    assert [] == [line for line in page.splitlines() if len(line) > WIDTH]
    assert "were every input known" in page
    assert "meek, weight 0.75" in page
    assert told.questions.layers == told.summary().as_json()["layers"]


def test_the_values_are_counted_by_grade_and_defaults_are_grade_d(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, "0..1")
    layers = scenario.with_layers(scenario.run(2, jobs=1), pairs=0).questions.layers
    assert layers is not None

    assert layers["grades"]["D"] >= scenario.document.tally.default
    graded = [value for value in scenario.document.provenance.values() if value.grade]
    assert len(graded) == sum(layers["grades"][grade] for grade in "ABCD")
