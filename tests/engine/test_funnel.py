"""Every man who is ordered to move counts at one gate, the first he fails, or as through."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign, simulate
from echelon.engine.funnel import Gate
from engine.fights import opposition
from worlds import Entry, act, campaign_of, order, person, places, rail, road, unit, wire


def gates(campaign: Campaign, side: str = "red", run: int = 0) -> dict[str, int]:
    """Return the men of a side by gate, without the empty ones."""
    columns = simulate(campaign, 0, run, 1).columns
    counts = {
        gate.name.lower(): int(columns[f"funnel_{side}_{gate.name.lower()}"][0]) for gate in Gate
    }
    return {name: men for name, men in counts.items() if men}


def a_march(*more: Entry, chief: str = "camp", **fields: object) -> list[Entry]:
    return [
        *places("camp", "town", "office"),
        road("camp", "town"),
        rail("camp", "town"),
        person("chief", chief),
        unit("column", "camp", **fields),
        unit("bystander", "camp"),
        wire("office", "camp", delay_min=5000),
        *more,
    ]


ROAD = act("march", "chief", "move column to town by road")
RAIL = act("ride", "chief", "move column to town by rail")
NEVER = order("held_back", "chief", "at(column; town)", "move column to town by road")


@pytest.mark.parametrize(
    ("entries", "gate"),
    [
        (a_march(NEVER), "ordered"),
        (a_march(ROAD, chief="office"), "received"),
        (a_march(ROAD, obedience=0), "command"),
        (a_march(RAIL, act("bar", "chief", "close camp_town")), "railway"),
        (a_march(act("late", "chief", "move column to town by road", 47.0)), "arrived"),
        (a_march(ROAD), "through"),
    ],
)
def test_a_unit_counts_at_the_first_gate_that_it_fails(
    tmp_path: Path, entries: list[Entry], gate: str
):
    assert {gate: 100} == gates(campaign_of(tmp_path, entries))


def test_men_who_come_and_would_not_fight_are_not_through(tmp_path: Path):
    disarmed = [
        *a_march(ROAD, men=10),
        unit("garrison", "town", side="blue", men=200),
        opposition(provocation_per_h=1e6, other_effect_per_h=50, prisoners_per_man=1),
    ]
    found = gates(campaign_of(tmp_path, disarmed))

    assert 10 == sum(found.values())
    assert found.keys() <= {"willing", "through", "arrived"}


def test_who_comes_home_again_has_not_arrived(tmp_path: Path):
    entries = a_march(
        ROAD,
        act("back", "chief", "move column to camp by road", 1.0),
        wire("camp", "town"),
    )
    entries = [it for it in entries if it.fields["id"] != "camp_town_road"]
    entries.append(road("camp", "town", length_km=40))
    home = gates(campaign_of(tmp_path, entries))

    assert {"arrived": 100} == home


def test_a_side_that_nobody_moves_has_no_funnel(tmp_path: Path):
    columns = simulate(campaign_of(tmp_path, a_march(ROAD)), 0, 0, 1).columns

    assert {"red"} == {name.split("_")[1] for name in columns if name.startswith("funnel_")}


def test_the_gates_of_a_side_add_up_to_the_men_ordered(tmp_path: Path):
    entries = a_march(ROAD, men="50..150", obedience=0.5)
    entries.append(Entry("quantities", {"id": "all", "label": "all", "value": "men(column; camp)"}))
    columns = simulate(campaign_of(tmp_path, entries), 0, 0, 20).columns
    total = sum(columns[f"funnel_red_{gate.name.lower()}"] for gate in Gate)

    assert all(50 <= men <= 150 for men in total)
    assert 20 == len(total)
