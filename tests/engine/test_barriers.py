"""Links barred, seized and forced, and who can see that one is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.engine.vocabulary import Kind
from minds import disposition, severities, weights
from worlds import (
    Entry,
    act,
    campaign_of,
    minutes,
    order,
    person,
    places,
    rail,
    road,
    story,
    unit,
    wire,
)

BAR = act("bar", "keeper", "close camp_field_road to red")
BARE_MINDS = (weights(), severities(), disposition("army", "chief", 5))
UNBAR = act("unbar", "keeper", "open camp_field_road to red", 3)


def a_road_with_a_keeper(*more: Entry) -> list[Entry]:
    """Return a road of two hours, for men and for riders, with a keeper where it begins."""
    return [
        *places("camp", "field"),
        road("camp", "field"),
        person("keeper", "camp", side="blue"),
        person("chief", "camp"),
        unit("column", "camp"),
        unit("guard", "camp", side="blue"),
        *more,
    ]


def test_a_road_barred_to_a_side_stops_its_columns_until_it_is_opened(tmp_path: Path):
    march = act("march", "chief", "move column to field by road", 1)
    campaign = campaign_of(tmp_path, a_road_with_a_keeper(BAR, UNBAR, march))

    assert [60.0] == minutes(campaign, Kind.NO_WAY)
    assert [180.0] == minutes(campaign, Kind.COLUMN_MARCHES)


def test_a_road_barred_to_a_side_stops_its_persons_until_it_is_opened(tmp_path: Path):
    ride = act("ride", "chief", "go to field by road", 1)
    campaign = campaign_of(tmp_path, a_road_with_a_keeper(BAR, UNBAR, ride))

    assert [60.0] == minutes(campaign, Kind.TRAVELLER_FINDS_NO_WAY)
    assert [180.0] == minutes(campaign, Kind.TRAVELLER_LEAVES)


def test_a_road_barred_to_one_side_is_open_to_the_other(tmp_path: Path):
    march = act("march", "keeper", "move guard to field by road", 1)
    campaign = campaign_of(tmp_path, a_road_with_a_keeper(BAR, march))

    assert [60.0] == minutes(campaign, Kind.COLUMN_MARCHES)


def test_a_column_that_forces_its_way_passes_a_barred_road(tmp_path: Path):
    acts = [
        act("march", "chief", "move column to field by road", 1),
        act("insist", "chief", "force column", 1.5),
    ]
    campaign = campaign_of(tmp_path, a_road_with_a_keeper(BAR, *acts))

    assert [90.0] == minutes(campaign, Kind.COLUMN_MARCHES)


@pytest.mark.parametrize("barrier", ["junction", "junction_goal"])
def test_who_seizes_a_station_or_a_link_opens_it_to_his_side(tmp_path: Path, barrier: str):
    entries = [
        *places("start", "junction", "goal"),
        rail("start", "junction"),
        rail("junction", "goal"),
        person("keeper", "junction", side="blue"),
        person("raider", "junction"),
        person("chief", "start"),
        unit("army", "start"),
        act("bar", "keeper", f"close {barrier} to red"),
        act("order", "chief", "move army to goal"),
        act("raid", "raider", f"seize {barrier}", 3),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [180.0] == minutes(campaign, Kind.HOLDER_CHANGES)
    assert [0.0, 180.0] == minutes(campaign, Kind.ECHELON_LEAVES_STATION)


def two_barriers(*acts: Entry) -> list[Entry]:
    """Return a train that is held at two stations on its way, and whose crew needs an hour each."""
    return [
        *places("start", "middle", "last", "goal"),
        rail("start", "middle"),
        rail("middle", "last"),
        rail("last", "goal"),
        *(wire(one, other) for one, other in (("start", "middle"), ("middle", "last"))),
        person("chief", "start"),
        unit("army", "start", forcing_h=1),
        act("bar", "chief", "close middle to red; close last to red"),
        act("order", "chief", "move army to goal"),
        act("insistence", "chief", "force army", 0.75),
        *acts,
    ]


@pytest.mark.parametrize(
    ("deeds", "departures"),
    [
        ({}, [0.0, 120.0, 240.0]),
        # The crew has begun to clear the way, and the train goes when it has; not so the next time.
        ({"halt army": 1.25, "resume army": 1.5}, [0.0, 120.0]),
        ({"move army to goal": 2.25}, [0.0, 120.0]),
    ],
)
def test_forcing_ends_with_a_halt_or_a_new_move(
    tmp_path: Path, deeds: dict[str, float], departures: list[float]
):
    acts = [act(deed.split()[0], "chief", deed, hours) for deed, hours in deeds.items()]
    campaign = campaign_of(tmp_path, two_barriers(*acts))

    assert departures == minutes(campaign, Kind.ECHELON_LEAVES_STATION)


@pytest.mark.parametrize("names", [("advance", "insist"), ("insist", "advance")])
@pytest.mark.parametrize("minds", [[], [*BARE_MINDS]], ids=["plain", "with minds"])
def test_a_move_and_a_forcing_ordered_in_one_minute_hold_together_whichever_is_heard_first(
    tmp_path: Path, names: tuple[str, str], minds: list[Entry]
):
    entries = [
        *places("start", "goal"),
        rail("start", "goal"),
        person("chief", "start"),
        unit("army", "start", forcing_h=1),
        act("bar", "chief", "close start to red"),
        # Letters of one minute are read in the order that their acts' names happen to give.
        act(names[0], "chief", "move army to goal", 1),
        act(names[1], "chief", "force army", 1),
        *minds,
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [120.0] == minutes(campaign, Kind.ECHELON_LEAVES_STATION)


@pytest.mark.parametrize(
    "deeds", ["move army to goal; force army", "force army; move army to goal"]
)
def test_who_moves_and_would_not_force_the_way_waits_until_it_is_open(tmp_path: Path, deeds: str):
    entries = [
        *places("start", "goal"),
        rail("start", "goal"),
        person("chief", "start"),
        unit("army", "start", forcing_h=1),
        act("bar", "chief", "close start to red"),
        act("march", "chief", deeds, 1),
        act("unbar", "chief", "open start to red", 5),
        disposition("army", "red", 1),
        weights(noise=0),
        severities(block=2),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [300.0] == minutes(campaign, Kind.ECHELON_LEAVES_STATION)
    told = [text for _, text in story(campaign)]
    assert "Army does not obey Chief: let Army force the way" in told


def test_a_move_ordered_a_minute_after_a_forcing_ends_it(tmp_path: Path):
    acts = [
        act("forcing", "chief", "force army", 1.25),
        act("moving", "chief", "move army to goal", 76 / 60),
    ]
    campaign = campaign_of(tmp_path, two_barriers(*acts))

    # The train has turned to its new order before its crew had cleared the way out of `middle`.
    assert [0.0] == minutes(campaign, Kind.ECHELON_LEAVES_STATION)


@pytest.mark.parametrize("watcher", ["camp", "field"])
@pytest.mark.parametrize("line", ["camp_field_road", "camp_field_wire"])
def test_a_cut_line_is_seen_at_both_of_its_ends(tmp_path: Path, watcher: str, line: str):
    entries = [
        *places("camp", "field"),
        road("camp", "field"),
        wire("camp", "field"),
        person("saboteur", "camp"),
        person("watchman", watcher),
        order("notices", "watchman", f"not open({line})", f"close {watcher}"),
        act("sabotage", "saboteur", f"cut {line}", 1),
    ]

    assert [60.0] == minutes(campaign_of(tmp_path, entries), Kind.ORDER_STIRS)


@pytest.mark.parametrize("line", ["camp_field_road", "camp_field_wire"])
def test_who_comes_to_either_end_of_a_line_sees_that_it_is_cut(tmp_path: Path, line: str):
    entries = [
        *places("camp", "field", "village"),
        road("camp", "field"),
        wire("camp", "field", cut_repair_h=100),
        road("village", "field", length_km=4),
        person("saboteur", "camp"),
        person("scout", "village"),
        order("notices", "scout", f"not open({line})", "close field"),
        act("sabotage", "saboteur", f"cut {line}"),
        act("ride", "scout", "go to field by road"),
    ]

    assert [60.0] == minutes(campaign_of(tmp_path, entries), Kind.ORDER_STIRS)
