"""What results hand out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.stand_in import HOUR_US, QUESTIONS, results
from echelon.analysis.intervals import wilson
from echelon.analysis.joining import join
from echelon.analysis.questions import RecordedFact, questions_from_json
from echelon.analysis.results import Results, load_results
from echelon.errors import MisuseError


def test_questions_survive_being_stored() -> None:
    stored = json.loads(json.dumps(QUESTIONS.as_json()))
    assert QUESTIONS == questions_from_json(stored)


def test_the_summary_counts_and_orders() -> None:
    summary = results(100).summary().as_json()
    assert [90, 10, 0] == [outcome["count"] for outcome in summary["outcomes"]]
    assert 0.9 == summary["outcomes"][0]["probability"]
    taken, parade = summary["times"]
    assert 0.9 == taken["reached"]
    assert "1917-11-09T12:00" == taken["q50"]
    assert "1917-11-09T08:00" == taken["fact"]["best"]
    assert taken["q50_low"] < taken["q50"] < taken["q50_high"]
    assert 0.0 == parade["reached"]
    assert parade["q50"] is None
    assert parade["fact"] is None
    men = summary["quantities"][0]
    assert (0.75, 350.0, "men") == (men["known"], men["mean"], men["unit"])
    assert 10.5 == summary["events_per_run"]


def test_the_intervals_of_all_outcomes_at_once_are_those_of_bonferroni() -> None:
    """S17, for three classes: each has a third of the doubt, so z is 2.39398 and not 1.95996."""
    summary = results(100).summary()
    first = summary.as_json()["outcomes"][0]

    assert wilson(90, 100, 2.3939797998185104) == pytest.approx(summary.together[0])
    assert first["together_low"] < first["low"] < first["high"] < first["together_high"]


def test_the_fact_falls_where_it_does_among_the_runs() -> None:
    # Forty of the ninety runs that arrive do so within 44 hours (0 to 44, without 9, 19, 29, 39).
    summary = results(100).summary()
    assert 41 / 90 == summary.times[0].fact_share


def test_the_summary_is_plain_json() -> None:
    text = json.dumps(results(3).summary().as_json(), allow_nan=False)
    wanted = {"echelon", "scenario", "scenario_hash", "seed", "runs", "outcomes", "times"}
    wanted |= {"quantities", "events_per_run", "seconds", "digest"}
    assert wanted <= json.loads(text).keys()


def test_the_full_page_is_eighty_columns_wide_and_says_what_is_needed() -> None:
    page = results(100).in_full()
    assert all(len(line) <= 80 for line in page.splitlines())
    for words in (
        "  0.90       0.83 to 0.94   0.81 to 0.95   Head echelons at Gatchina",
        " <0.03       0 to 0.037     0 to 0.054     Not at all",
        "Gatchina taken, in 0.90 of the runs (0.83 to 0.94)",
        "record   9 Nov 08:00 (9 Nov 06:00 to 9 Nov 11:00); later than 0.46 of them",
        "The parade, in no run",
        "Men at Gatchina, known in 0.75 of the runs",
        "not a test: it set",
        "Values: 10 supplied, 2 inherited, 3 default.",
    ):
        assert words in page


def test_several_recorded_times_are_summed_up() -> None:
    made = results(100)
    taken = QUESTIONS.times[0]
    # The runs come about at every hour from 0 to 98: the facts lie at 2, 44 and 97.
    facts = [RecordedFact(hour * HOUR_US, hour * HOUR_US, hour * HOUR_US) for hour in (2, 44, 97)]
    times = tuple(replace(taken, id=f"t{row}", fact=fact) for row, fact in enumerate(facts))
    arrays = dict(made.arrays) | {f"time_{time.id}": made.arrays["time_taken"] for time in times}
    manifest = replace(made.manifest, about=replace(QUESTIONS, times=times).as_json())

    page = " ".join(str(Results(manifest, arrays)).split())
    assert "Recorded times that test the runs: 3." in page
    assert "the 95 % of the runs: 1, 1 of them in the middle half. Earlier: 1. Later: 1." in page
    assert "Recorded times" not in str(made)


def test_pandas_gets_names_and_dates() -> None:
    frame = results(20).to_pandas()
    assert "run" == frame.index.name
    assert ["in_the_morning", "later", "never"] == list(frame["outcome"].cat.categories)
    assert 2 == (frame["outcome"] == "later").sum()
    assert pd.Timestamp("1917-11-07 15:00") == frame["time_taken"][3]
    assert frame["time_taken"].isna()[9]
    assert frame["time_parade"].isna().all()


def test_arrow_fields_carry_unit_and_label() -> None:
    field = results(20).to_arrow().schema.field("quantity_men")
    assert {b"unit": b"men", b"label": b"Men at Gatchina"} == field.metadata


def test_saved_results_are_read_back_whole(tmp_path: Path) -> None:
    saved = results(2500, first=700)
    saved.save(tmp_path / "runs")
    read = load_results(tmp_path / "runs")
    assert saved.manifest == read.manifest
    assert str(saved) == str(read)
    with pytest.raises(MisuseError, match="already holds results"):
        saved.save(tmp_path / "runs")


def test_ranges_made_apart_join_to_the_same_digest() -> None:
    whole = results(2500)
    parts = [results(700, first=1800), results(1000), results(800, first=1000)]
    joined = join(parts)
    assert whole.digest == joined.digest
    assert 2500 == len(joined)
    assert np.array_equal(whole.arrays["run"], joined.arrays["run"])


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([], "no results"),
        ([results(10), results(10, first=11)], "gap or overlap at run 10"),
        ([results(10), results(10, first=9)], "gap or overlap at run 10"),
        ([results(10), results(10, first=10, seed=4)], "different"),
    ],
    ids=["none", "gap", "overlap", "seed"],
)
def test_what_does_not_fit_is_not_joined(parts: list[Results], message: str) -> None:
    with pytest.raises(MisuseError, match=message):
        join(parts)


def test_results_cannot_be_changed() -> None:
    made = results(5)
    with pytest.raises(ValueError, match="read-only"):
        made.arrays["run"][0] = 7


def test_a_scenario_without_outcomes_has_times_all_the_same() -> None:
    made = results(5)
    about = replace(QUESTIONS, outcomes=())
    arrays = {**made.arrays, "outcome": np.full(5, -1, np.int16)}
    without = Results(replace(made.manifest, about=about.as_json()), arrays)
    assert "Outcome" not in without.in_full()
    assert "Gatchina taken, in every run" in without.in_full()
    assert "Probability" not in str(without)
    assert "Gatchina taken" in str(without)
    assert without.to_pandas()["outcome"].isna().all()


def test_a_period_in_another_century_has_dates_too() -> None:
    made = results(5)
    about = replace(QUESTIONS, calendar=type(QUESTIONS.calendar).from_start("0044-03-15"))
    ancient = Results(replace(made.manifest, about=about.as_json()), made.arrays)
    assert np.datetime64("0044-03-15T02:00") == ancient.to_arrow()["time_taken"].to_numpy()[2]
    assert HOUR_US == ancient.arrays["time_taken"][1]
