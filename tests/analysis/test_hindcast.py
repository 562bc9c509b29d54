"""A hindcast places each fact of the record where counting by hand puts it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analysis.stand_in import HOUR_US, QUESTIONS, results
from echelon.analysis.hindcast import hindcast
from echelon.analysis.intervals import wilson
from echelon.analysis.questions import Asked, Questions, RecordedFact
from echelon.analysis.results import Results
from echelon.analysis.wording import WIDTH
from echelon.ensemble.columns import NEVER

TAKEN = RecordedFact(42 * HOUR_US, 44 * HOUR_US, 47 * HOUR_US, (), "r1", "Gatchina falls", "taken")
PARADE = RecordedFact(50 * HOUR_US, 50 * HOUR_US, 50 * HOUR_US, (), "r2", "A parade", "parade")
MEN = RecordedFact(300, 480, 600, ("rail_speed",), "r3", "Men counted", "men")
ASKED = replace(QUESTIONS, record=(TAKEN, PARADE, MEN), happened="in_the_morning")


def found(questions: Questions = ASKED, **arrays: np.ndarray) -> object:
    made = results()
    return hindcast(made.manifest, questions, {**made.arrays, **arrays})


def test_a_fact_lies_where_counting_puts_it():
    taken = found().facts[0]
    hours = np.array([run for run in range(100) if run % 10 != 9], float)

    assert "r1" == taken.as_json()["id"]
    assert 0.9 == taken.reached
    assert stats.percentileofscore(hours, 44.0, kind="mean") / 100 == pytest.approx(
        taken.percentile
    )
    assert (True, True) == (taken.inside_50, taken.inside_90)
    q05, q95 = np.quantile(hours, [0.05, 0.95])
    assert q95 - q05 == pytest.approx(taken.width_90)


def test_what_never_came_is_scored_as_if_at_the_end_of_the_period():
    taken, parade = found().facts
    hours = np.array([60.0 if run % 10 == 9 else float(run) for run in range(100)])
    pairs = np.abs(hours[:, None] - hours[None, :]).sum() / (100 * 99)

    assert np.abs(hours - 44).mean() - pairs / 2 == pytest.approx(taken.crps)
    assert 10.0 == pytest.approx(parade.crps)
    assert (0.0, None, False) == (parade.reached, parade.percentile, parade.inside_90)


def test_the_naive_score_of_a_moment_is_that_of_any_moment_of_the_period():
    draws = (np.arange(200_000) + 0.5) / 200_000 * 60.0
    exact = np.abs(draws - 44).mean() - 60.0 / 6

    assert exact == pytest.approx(found().facts[0].crps_baseline, rel=1e-4)


def test_a_fact_that_an_input_was_set_from_is_listed_and_not_scored():
    told = found().as_json()

    assert ["r1", "r2"] == [fact["id"] for fact in told["facts"]]
    assert [{"id": "r3", "label": "Men counted", "used_for": ["rail_speed"]}] == told["unscored"]
    assert "Men counted: rail_speed" in str(found())


def test_the_outcome_that_happened_has_its_share_and_its_interval():
    outcome = found().as_json()["outcome"]

    assert ("in_the_morning", 0.9) == (outcome["id"], outcome["probability"])
    assert 0.82 < outcome["low"] < 0.9 < outcome["high"] < 0.95
    assert pytest.approx(-np.log(0.9)) == outcome["log_score"]
    assert pytest.approx(0.1**2 + 0.1**2) == outcome["brier"]


def test_without_an_outcome_that_happened_it_says_so():
    silent = found(replace(ASKED, happened=None))

    assert silent.as_json()["outcome"] is None
    assert "does not say which outcome" in str(silent)


def test_events_in_another_order_than_the_records_are_a_missed_pattern():
    later = np.full(100, 70 * HOUR_US)
    before = np.zeros(100, np.int64)

    assert "reproduced" == found(time_parade=later).patterns[0].verdict
    assert "missed" == found(time_parade=before).patterns[0].verdict
    assert "missed" == found(time_parade=np.full(100, NEVER)).patterns[0].verdict
    never = found(time_parade=np.full(100, NEVER))
    assert wilson(0, 100) == never.patterns[0].interval
    assert "missed, <0.03 (0 to 0.037): " in str(never)


def test_coverage_counts_the_facts_that_have_a_place_among_the_runs():
    assert (1, 1) == found().coverage(0.9)[:2]
    assert (1, 2) == found(time_parade=np.zeros(100, np.int64)).coverage(0.9)[:2]


def test_facts_drawn_as_the_runs_are_lie_inside_as_often_as_the_name_says():
    """Of 400 independent facts; false alarm rate below 1 in 10 000."""
    generator = np.random.default_rng(11)
    runs, facts = 400, 400
    moments = (generator.random((facts, runs)) * 60 * HOUR_US).astype(np.int64)
    happened = (generator.random(facts) * 60 * HOUR_US).astype(np.int64)
    names = [f"t{number}" for number in range(facts)]
    questions = replace(
        QUESTIONS,
        times=tuple(Asked(name, name) for name in names),
        record=tuple(
            RecordedFact(float(us), float(us), float(us), (), f"r_{name}", name, name)
            for name, us in zip(names, happened, strict=True)
        ),
    )
    columns = {f"time_{name}": row for name, row in zip(names, moments, strict=True)}
    made = results(runs)
    placed = hindcast(made.manifest, questions, {"outcome": made.arrays["outcome"], **columns})

    for level in (0.5, 0.9):
        hits, of, _ = placed.coverage(level)
        assert abs(hits - level * of) < 4 * np.sqrt(of * level * (1 - level))


def test_the_page_is_as_wide_as_a_terminal_and_every_number_is_in_the_json():
    page = str(
        Results(replace(results().manifest, about=ASKED.as_json()), results().arrays).hindcast()
    )

    assert [] == [line for line in page.splitlines() if len(line) > WIDTH]
    assert "naive" in page
    assert "any moment of the period" in page


def test_the_record_comes_back_from_storage_as_it_was():
    from echelon.analysis.questions import questions_from_json

    assert ASKED == questions_from_json(ASKED.as_json())
