"""A scenario in Python: changed without being changed, compared, and its runs told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import echelon as ec
from echelon.analysis.funnel import GATE_TEXTS
from echelon.analysis.wording import number_text
from echelon.scenario.differences import Difference


@pytest.fixture(scope="module")
def road() -> ec.Scenario:
    return ec.load("ostrov-gatchina")


@pytest.fixture(scope="module")
def results(road: ec.Scenario) -> ec.Results:
    return road.run(40, seed=3)


def paths(found: tuple[Difference, ...]) -> list[str]:
    return [each.path for each in found]


def test_a_scenario_differs_in_nothing_from_itself(road: ec.Scenario):
    assert () == road.diff(road.with_({}))


def test_changing_a_value_leaves_the_scenario_as_it_was(road: ec.Scenario):
    before = road.hash
    changed = road.with_(**{"units.ninth_don.men": 700})

    assert before == road.hash
    assert ["units.ninth_don.men"] == paths(road.diff(changed))
    assert "700" == road.diff(changed)[0].other


def test_a_value_changed_to_what_it_was_makes_the_same_scenario(road: ec.Scenario):
    same = road.with_(
        {"units.ninth_don.men": road.diff(road.with_({"units.ninth_don.men": 1}))[0].one}
    )

    assert road.hash == same.hash


def test_changes_lie_over_the_what_if_and_over_earlier_changes(road: ec.Scenario):
    many = road.with_({"units.ninth_don.men": 1}).what_if("no_countermand")
    many = many.with_({"units.ninth_don.men": 2, "units.tenth_don.men": 3})

    assert {"units.ninth_don.men": "2", "units.tenth_don.men": "3"} == {
        each.path: each.other for each in road.diff(many) if each.path.startswith("units")
    }


def test_a_wrong_name_is_told_with_the_nearest(road: ec.Scenario):
    with pytest.raises(ec.ScenarioError, match=r"did you mean `units\.ninth_don\.men`"):
        road.with_({"units.ninth_don.mem": 700})


def test_the_inputs_say_what_they_are_drawn_from_and_what_that_rests_on(road: ec.Scenario):
    men = road.inputs["units.ninth_don.men"]

    assert ("360..420..480", "men", "B") == (men.distribution, men.unit, men.grade)


def test_every_drawn_column_of_the_results_is_among_the_inputs(
    road: ec.Scenario, results: ec.Results
):
    columns = {name for name in results.arrays if name.startswith("input_") and "#" not in name}
    drawn = {name for name in columns if len(set(results.arrays[name])) > 1}

    assert set() == drawn - {f"input_{name}" for name in road.inputs}


def test_the_results_tell_the_runs_that_the_scenario_tells(road: ec.Scenario, results: ec.Results):
    assert road.chronicle(7, seed=3) == results.chronicle(7)


def test_a_run_that_is_not_among_the_results_is_refused(results: ec.Results):
    with pytest.raises(ec.EchelonError, match="run 40 is not among these runs, 0 to 39"):
        results.chronicle(40)


def test_stored_runs_can_be_told_once_their_scenario_is_handed_over(
    road: ec.Scenario, results: ec.Results, tmp_path: Path
):
    results.save(tmp_path / "runs")
    again = ec.load_results(tmp_path / "runs", scenario=road)

    assert results.chronicle(1) == again.chronicle(1)
    with pytest.raises(ec.EchelonError, match="hand it over"):
        ec.load_results(tmp_path / "runs").chronicle(1)
    with pytest.raises(ec.EchelonError, match="another scenario"):
        ec.load_results(tmp_path / "runs", scenario=road.what_if("no_countermand"))


def test_a_representative_run_ended_as_was_asked(results: ec.Results):
    frame = results.to_pandas()
    for outcome in set(frame["outcome"]):
        assert outcome == frame["outcome"][results.representative(outcome)]


def test_no_run_lies_nearer_to_the_record_than_the_one_chosen(results: ec.Results):
    chosen = results.nearest_to_record()
    row = results.to_pandas().loc[chosen]
    facts = [time for time in results.questions.times if time.fact]

    # A run chosen for its nearness has come to most of what was recorded.
    assert len(facts) / 2 <= sum(row[f"time_{time.id}"] == row[f"time_{time.id}"] for time in facts)


def test_a_notebook_shows_outcomes_times_and_what_the_intervals_are(results: ec.Results):
    page = results._repr_html_()

    assert all(outcome.label.split("<")[0][:20] in page for outcome in results.questions.outcomes)
    assert "luck of the draw alone" in page


def test_a_notebook_shows_the_funnel_and_who_stood_where_at_which_hour(results: ec.Results):
    page = results._repr_html_()
    (funnel,) = results.funnel
    gate = max(funnel.gates, key=lambda each: each.mean)
    strength = results.strength("gatchina")
    men = round(strength.to_pandas()["government"].iloc[-1])

    assert f"<td>{GATE_TEXTS[gate.id]}</td><td>{number_text(round(gate.mean))}</td>" in page
    assert f"<td>{number_text(men)}</td></tr>" in page.partition("by place and hour")[2]


def test_layers_take_nothing_from_results_and_have_columns_of_their_own(
    road: ec.Scenario, results: ec.Results
):
    layered = road.with_layers(results, pairs=20)

    assert [*results.tallies] == [*layered.tallies] != []
    assert results.digest == layered.digest
    assert "were the inputs known" in layered._repr_html_()


def test_who_held_a_place_adds_up_to_all_runs_at_every_hour(results: ec.Results):
    frame = results.control("gatchina").to_pandas()

    assert [1.0] * len(frame) == pytest.approx(frame.sum(axis="columns").tolist())
    assert "nobody" in frame
    assert results.control("gatchina").as_json()["hours"] == frame.index.tolist()


@pytest.mark.parametrize("wrong", [{"runs": 2.5}, {"runs": "ten"}, {"seed": 0.5}, {"jobs": "2"}])
def test_a_number_of_runs_that_is_no_whole_number_is_refused(
    road: ec.Scenario, wrong: dict[str, object]
):
    asked: dict[str, Any] = {"runs": 5} | wrong
    with pytest.raises(ec.EchelonError, match="is a whole number, and not"):
        road.run(**asked)


def test_a_scenario_shows_what_is_laid_over_it(road: ec.Scenario):
    changed = road.what_if("no_countermand")

    assert f"Scenario(ostrov-gatchina, hash {road.hash[:12]})" == repr(road)
    assert f"Scenario(ostrov-gatchina + no_countermand, hash {changed.hash[:12]})" == repr(changed)
