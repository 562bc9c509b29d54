"""Small groups make their way through ground that others hold: some are found, some arrive late."""

from __future__ import annotations

from math import erf, exp, pi, sqrt
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import Campaign, simulate
from echelon.engine.invariants import Breach, breach, nothing_seen
from echelon.engine.rules.searches import detection_per_h
from echelon.engine.run import go_on
from echelon.engine.vocabulary import NEVER, Kind
from engine.fights import opposition
from worlds import act, campaign_of, minutes, opened, person, places, quantity, road, unit


def crossing(
    folder: Path, groups: int, men: int, hours: float, link: dict[str, object], **fields: object
) -> Campaign:
    """Compile a crossing of held ground that takes so many hours."""
    quiet: dict[str, object] = {"stealth": 1, "crowding": 0, "detection_per_h": 0}
    entries = [
        *places("front", "railhead"),
        road("front", "railhead", **({"length_km": 4 * hours, "holder": "blue"} | link)),
        person("delegate", "front"),
        unit("companies", "front", men=men, echelons=groups),
        act("cross", "delegate", "infiltrate companies to railhead"),
        opposition(**(quiet | fields)),
        quantity("arrived", "men(companies; railhead)"),
        quantity("caught", "captured(red)"),
    ]
    return campaign_of(folder, entries, hours=60)


def arrived(campaign: Campaign, runs: int) -> np.ndarray:
    return simulate(campaign, 0, 0, runs).columns["quantity_arrived"]


def test_as_many_groups_come_through_as_a_constant_hazard_lets(tmp_path: Path):
    campaign = crossing(tmp_path, 20, 20, 10, {}, detection_per_h=0.05)
    survival, runs = exp(-0.5), 30
    found = arrived(campaign, runs)

    assert 0.606531 == pytest.approx(survival, abs=5e-7)
    error = sqrt(20 * survival * (1 - survival) / runs)
    assert 12.1306 == pytest.approx(float(found.mean()), abs=4 * error)
    tail = sqrt(0.884814 * (1 - 0.884814) / runs)
    assert 0.884814 == pytest.approx(float(np.mean(found >= 10)), abs=4 * tail)
    tail = sqrt(0.138221 * (1 - 0.138221) / runs)
    assert 0.138221 == pytest.approx(float(np.mean(found >= 15)), abs=4 * tail)


@pytest.mark.parametrize(("groups", "share"), [(1, 0.53129), (10, 0.81873)])
def test_small_groups_are_found_less_often_than_a_large_one(
    tmp_path: Path, groups: int, share: float
):
    campaign = crossing(tmp_path, groups, 1000, 20, {}, detection_per_h=0.001, crowding=0.5)
    runs = 200 // groups
    error = sqrt(share * (1 - share) / (groups * runs))

    assert share == pytest.approx(exp(-0.001 * sqrt(1000 / groups) * 20), abs=5e-6)
    assert share == pytest.approx(float(arrived(campaign, runs).mean()) / 1000, abs=4 * error)


@pytest.mark.parametrize(
    ("law", "coverage", "found"),
    [
        ("definite", 1.0, 1.0),
        ("inverse_cube", 1.0, 0.789909),
        ("random", 1.0, 0.632121),
        ("definite", 0.5, 0.5),
        ("inverse_cube", 0.5, 0.469116),
        ("random", 0.5, 0.393469),
    ],
)
def test_the_law_of_search_says_how_sure_it_is_to_be_found(
    tmp_path: Path, law: str, coverage: float, found: float
):
    laws = {
        "definite": min(1.0, coverage),
        "inverse_cube": erf(sqrt(pi) / 2 * coverage),
        "random": 1 - exp(-coverage),
    }
    campaign = crossing(tmp_path, 50, 50, 5, {}, detection_per_h=coverage / 5, search=law)
    error = sqrt(found * (1 - found) / 300)

    assert found == pytest.approx(laws[law], abs=5e-7)
    caught = 1 - float(arrived(campaign, 6).mean()) / 50
    assert found == pytest.approx(caught, abs=4 * error + 1e-12)


@pytest.mark.parametrize(("patrols", "expected"), [(False, 0.08), (True, 0.101859)])
def test_posts_are_met_as_often_as_in_a_gas(tmp_path: Path, patrols: bool, expected: float):
    campaign = crossing(tmp_path, 1, 1, 10, {"posts_per_km2": 0.05}, sight_km=0.2, patrols=patrols)
    run = opened(campaign)
    met = detection_per_h(run.world, run.memory, np.int64(0), np.int64(0), 1.0, 4.0)

    assert expected == pytest.approx(met, abs=5e-7)
    if patrols:
        assert 4 / pi == pytest.approx(met / 0.08, abs=1e-9)
    many = crossing(tmp_path, 50, 50, 10, {"posts_per_km2": 0.05}, sight_km=0.2, patrols=patrols)
    share = exp(-10 * expected)
    error = sqrt(share * (1 - share) / 300)
    assert share == pytest.approx(float(arrived(many, 6).mean()) / 50, abs=4 * error)


def test_a_unit_assembles_when_all_that_can_still_come_are_there(tmp_path: Path):
    campaign = crossing(tmp_path, 10, 10, 5, {}, detection_per_h=0.2)
    assert 0 < len(minutes(campaign, Kind.GROUP_CAUGHT)) < 10

    assert [300.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_whoever_must_not_be_seen_is_slower(tmp_path: Path):
    campaign = crossing(tmp_path, 2, 10, 5, {}, stealth=0.5)

    assert [600.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_ground_that_nobody_holds_hides_nobody_and_finds_nobody(tmp_path: Path):
    campaign = crossing(tmp_path, 2, 10, 5, {"holder": "red"}, stealth=0.5, detection_per_h=9)

    assert [300.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_men_are_conserved_while_groups_are_caught(tmp_path: Path):
    campaign = crossing(tmp_path, 10, 25, 5, {}, detection_per_h=0.2)
    run = opened(campaign)
    seen = nothing_seen(campaign.assembled.world)
    while not run.state.clock.finished[0]:
        go_on(run.world, run.memory, NEVER, 1)
        assert Breach.NONE == breach(run.world, run.memory, seen)
