"""What runs drew is had again from its keys, and is what they had."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import echelon
from echelon.analysis.results import Results, load_results
from echelon.campaign.alternatives import designed
from echelon.campaign.draws import drawn_inputs, input_names
from echelon.campaign.simulate import Campaign, observe, simulate
from echelon.errors import MisuseError
from worlds import Entry, campaign_of, places, unit

RUNS = 20


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return campaign_of(
        tmp_path_factory.mktemp("draws"),
        [
            *places("town"),
            unit("rifles", "town", men="400..600 + 100..200"),
            Entry("inputs", {"id": "pace", "value": "2..4..5"}),
            Entry("inputs", {"id": "double", "value": "2 * pace"}),
        ],
    )


def test_everything_uncertain_has_a_name(campaign: Campaign) -> None:
    names = set(input_names(campaign))

    assert {"pace", "double", "units.rifles.men#1", "units.rifles.men#2"} <= names


def test_what_is_drawn_again_is_what_a_run_had(campaign: Campaign) -> None:
    drawn = drawn_inputs(campaign, 7, 0, RUNS)
    for run in range(RUNS):
        values = observe(campaign, 7, run).values
        for row, name in enumerate(input_names(campaign)):
            assert values[row] == drawn[name][run]


def test_declared_inputs_are_columns_and_nothing_else_is(campaign: Campaign) -> None:
    columns = simulate(campaign, 7, 5, RUNS).columns
    again = drawn_inputs(campaign, 7, 5, RUNS, ["double", "pace"])

    assert {"input_pace", "input_double"} == {name for name in columns if "input" in name}
    assert columns["input_pace"].tolist() == again["pace"].tolist()
    assert columns["input_double"].tolist() == again["double"].tolist()


def test_a_designed_run_has_the_numbers_of_its_design(campaign: Campaign) -> None:
    own = np.arange(RUNS)
    moved = designed(campaign, own, own, [(["pace"], own + RUNS)])
    base, other = (drawn_inputs(it, 0, 0, RUNS) for it in (campaign, moved))

    assert drawn_inputs(campaign, 0, RUNS, RUNS)["pace"].tolist() == other["pace"].tolist()
    assert base["units.rifles.men#1"].tolist() == other["units.rifles.men#1"].tolist()


@pytest.fixture(scope="module")
def results() -> Results:
    return echelon.load("ostrov-gatchina").run(RUNS, first=3)


def test_results_hand_out_what_is_not_a_column(results: Results) -> None:
    field = next(name for name in results.inputs() if name.startswith("units."))
    drawn = results.inputs([field, "rail_speed"])

    assert [field, "rail_speed"] == list(drawn)
    assert RUNS == len(set(drawn[field].tolist()))
    assert results.arrays["input_rail_speed"].tolist() == drawn["rail_speed"].tolist()


def test_results_from_a_folder_need_the_scenario_for_it(results: Results, tmp_path: Path) -> None:
    results.save(tmp_path / "runs")
    read, scenario = load_results(tmp_path / "runs"), echelon.load("ostrov-gatchina")

    assert results.inputs(["rail_speed"])["rail_speed"].tolist() == (
        read.inputs(["rail_speed"])["rail_speed"].tolist()
    )
    with pytest.raises(MisuseError, match="scenario=load"):
        read.inputs()
    assert set(results.inputs()) == set(read.inputs(scenario=scenario))


def test_a_name_of_nothing_uncertain_is_refused_with_the_nearest(results: Results) -> None:
    with pytest.raises(MisuseError, match="did you mean `rail_speed`"):
        results.inputs(["rail_sped"])
