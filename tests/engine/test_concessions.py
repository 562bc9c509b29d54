"""A stand-off that one side gives up: it goes back, or stays and holds nothing any more."""

from __future__ import annotations

from math import exp, log, sqrt
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import simulate
from echelon.engine.vocabulary import NOBODY, Kind
from engine.fights import ALWAYS, opposition
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    person,
    places,
    road,
    story,
    time_of,
    unit,
    wire,
)

US_PER_H = 3.6e9


def column_and_garrison(*more: Entry, **fields: object) -> list[Entry]:
    """Return a red column that comes to a town of the blues, whose garrison would hold it."""
    return [
        *places("camp"),
        *places("town", holder="blue"),
        road("camp", "town"),
        person("chief", "camp"),
        unit("column", "camp", men=60),
        unit("garrison", "town", side="blue", men=40),
        act("come", "chief", "move column to town"),
        opposition(**{"take_men": 50} | fields),
        *more,
    ]


def test_two_who_stand_off_for_a_place_hold_it_when_a_war_of_attrition_says(tmp_path: Path):
    value, cost, runs = 10.0, 1.0, 600
    rate = cost / value
    entries = [
        *places("field"),
        unit("reds", "field"),
        unit("blues", "field", side="blue"),
        opposition(one_concedes_per_h=rate, other_concedes_per_h=rate, take_h=0),
        fact("taken", "controls(red; field) or controls(blue; field)"),
        fact("taken_by_red", "controls(red; field)"),
        time_of("taken"),
        time_of("taken_by_red"),
    ]
    columns = simulate(campaign_of(tmp_path, entries, hours=400), 0, 0, runs).columns
    hours = np.sort(columns["time_when_taken"]) / US_PER_H
    red = float(np.mean(columns["time_when_taken_by_red"] >= 0))
    mean_h = value / (2.0 * cost)
    steps, law = np.arange(runs + 1) / runs, np.array([1.0 - exp(-h / mean_h) for h in hours])
    furthest = max(np.max(steps[1:] - law), np.max(law - steps[:-1]))

    # four standard errors, and Kolmogorov's bound: each a false alarm in 16 000 and 10 000
    assert mean_h == pytest.approx(float(np.mean(hours)), abs=4.0 * mean_h / sqrt(runs))
    assert 0.5 == pytest.approx(red, abs=4.0 * 0.5 / sqrt(runs))
    assert sqrt(-log(1e-4 / 2.0) / 2.0) / sqrt(runs) > furthest


def test_a_garrison_that_concedes_and_has_nowhere_to_go_leaves_the_place_to_the_other(
    tmp_path: Path,
):
    campaign = campaign_of(tmp_path, column_and_garrison(other_concedes_per_h=ALWAYS, take_h=3))

    assert [] == minutes(campaign, Kind.UNIT_RETREATS)
    assert [5 * 60.0] == pytest.approx(minutes(campaign, Kind.PLACE_TAKEN), abs=0.01)
    assert "Red takes Town" in [text for _, text in story(campaign)]


def test_a_column_that_concedes_goes_back_and_the_place_stays_in_its_hands(tmp_path: Path):
    campaign = campaign_of(tmp_path, column_and_garrison(one_concedes_per_h=ALWAYS))

    assert 1 == len(minutes(campaign, Kind.UNIT_RETREATS))
    assert "Red takes Town" not in [text for _, text in story(campaign)]


def test_who_has_conceded_does_not_count_among_the_men_without_whom_a_place_is_lost(
    tmp_path: Path,
):
    entries = column_and_garrison(other_concedes_per_h=ALWAYS, take_men=1000, hold_men=10)
    taken = happenings(campaign_of(tmp_path, entries), Kind.PLACE_TAKEN)

    assert [NOBODY] == [it.detail for it in taken]


def test_a_side_that_has_conceded_holds_again_once_the_two_have_parted(tmp_path: Path):
    again = [act("again", "chief", "move column to town", 12.0), wire("camp", "town")]
    entries = column_and_garrison(*again, one_concedes_per_h=20)
    campaign = campaign_of(tmp_path, entries)

    assert [2 * 60.0, 14 * 60.0] == minutes(campaign, Kind.CONTACT_BEGINS)
