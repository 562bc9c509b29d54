"""Wagons: who needs how many, who waits for them, and where they stand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from echelon.campaign.chronicle import trace
from echelon.campaign.gates import with_open_gate
from echelon.campaign.simulate import Campaign, compile_campaign, simulate
from echelon.engine.agenda import schedule
from echelon.engine.movement.sections import turn_back_from_line
from echelon.engine.run import go_on
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Phase
from engine.test_funnel import gates
from worlds import (
    US_PER_MINUTE,
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    moment,
    opened,
    order,
    person,
    places,
    quantity,
    rail,
    road,
    story,
    unit,
)


def two_stations(*more: Entry, west: object = 0, east: object = 0) -> list[Entry]:
    """Return two stations an hour apart, where so many wagons stand, or are not counted."""
    return [
        *places("west", **({} if west is None else {"wagons": west})),
        *places("east", **({} if east is None else {"wagons": east})),
        rail("west", "east"),
        road("west", "east"),
        person("chief", "west"),
        person("other", "east"),
        *more,
    ]


def train(id_: str, place: str, wagons: object, **fields: object) -> Entry:
    return unit(id_, place, wagons_per_echelon=wagons, loading_h=1, unloading_h=1, **fields)


def begun(campaign: Campaign) -> list[tuple[float, int]]:
    """Return when which train begins to load."""
    return [(it.minute, it.who) for it in happenings(campaign, Kind.ECHELON_BEGINS_LOADING)]


def standing(campaign: Campaign) -> dict[str, float]:
    """Return what the quantities `at_west` and `at_east` count at the end."""
    columns = simulate(campaign, 0, 0, 1).columns
    return {place: float(columns[f"quantity_at_{place}"][0]) for place in ("west", "east")}


COUNTED = [quantity("at_west", "wagons(west)"), quantity("at_east", "wagons(east)")]
GO = act("go", "chief", "move army to east by rail")


@pytest.mark.parametrize(
    ("needed", "fields"),
    [
        (3, {"men": 120}),
        (4, {"men": 121}),
        # Each train has 50 men, 8.5 horses and one gun: two wagons, two, and one.
        (5, {"men": 100, "horses": 17, "guns": 2, "echelons": 2}),
        (13 + 3, {"men": 100, "arm": "cavalry"}),
        (2 + 3, {"men": 100, "arm": "cavalry", "horses": 16}),
        (3, {"men": 100, "arm": "cavalry", "horses": 0}),
        (48, {"men": 100, "wagons_per_echelon": "40 * 1.2"}),
    ],
)
def test_a_train_takes_wagons_for_its_men_horses_and_guns(
    tmp_path: Path, needed: int, fields: dict[str, object]
):
    campaign = campaign_of(tmp_path, two_stations(unit("army", "west", **fields), GO, west=100))
    loads = [text for _, text in story(campaign) if "begins to load" in text]

    assert all(text.endswith(f"at West, in {needed} wagons") for text in loads)
    assert loads != []


def test_an_armoured_train_is_its_own_train(tmp_path: Path):
    army = unit("army", "west", arm="armoured_train")
    campaign = campaign_of(tmp_path, two_stations(army, GO))

    assert [(0.0, 0)] == begun(campaign)


def test_who_has_lost_men_takes_fewer_wagons(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_stations(unit("army", "west", men=100), GO, west=3))
    run = opened(campaign)
    run.state.echelons.men[0] = 40
    go_on(run.world, run.memory, US_PER_MINUTE, 1000)

    assert [1] == run.state.echelons.wagons.tolist()


def a_train_without_wagons(*more: Entry) -> list[Entry]:
    """Return a train of 30 wagons in the west, where 20 stand; one of 15 comes from the east."""
    return two_stations(
        train("army", "west", 30),
        train("guards", "east", 15),
        GO,
        act("come", "other", "move guards to west by rail"),
        *more,
        west=20,
        east=40,
    )


def test_a_train_waits_until_there_are_wagons_and_says_so(tmp_path: Path):
    campaign = campaign_of(tmp_path, a_train_without_wagons(*COUNTED))
    told = trace(campaign, 0, 0)
    waits = "Army waits for 30 wagons at West, where 20 stand empty"

    # The guards load, run and detrain in an hour each.
    assert [(0.0, 1), (180.0, 0)] == sorted(begun(campaign))
    assert [0.0] == [it.time_us / US_PER_MINUTE for it in told.events if it.text == waits]
    (begins,) = [it for it in told.events if it.text.startswith("Army begins to load")]
    assert [it.text for it in told.why(begins.id)][1] == "Guards have detrained at West"
    assert {"west": 5.0, "east": 25.0 + 30.0} == standing(campaign)


def test_men_who_wait_for_wagons_are_stopped_at_the_gate_of_the_railway(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_stations(train("army", "west", 1), GO))

    assert {"railway": 100} == gates(campaign)
    opened_gate = compile_campaign(with_open_gate(campaign.document, "red", "railway"))
    assert {"through": 100} == gates(opened_gate)


def test_nobody_who_needs_fewer_passes_one_who_waits_for_wagons(tmp_path: Path):
    small = (train("small", "west", 10), act("go_small", "chief", "move small to east", 1))
    campaign = campaign_of(tmp_path, a_train_without_wagons(*small))
    behind = "where the 20 that stand empty are for others before"

    # With the 15 of the guards there are enough for the first alone.
    assert [(0.0, 1), (180.0, 0)] == sorted(begun(campaign))
    assert [60.0] == [minute for minute, text in story(campaign) if text.endswith(behind)]


def test_who_needs_no_wagons_and_who_detrains_pass_those_who_wait(tmp_path: Path):
    more = (train("own", "west", 0), act("go_own", "chief", "move own to east", 1))
    entries = a_train_without_wagons(*more)
    entries[0].fields["platforms"] = 1
    campaign = campaign_of(tmp_path, entries)

    assert [(0.0, 1), (60.0, 2), (180.0, 0)] == sorted(begun(campaign))


def test_wagons_go_first_to_whom_the_railway_puts_first(tmp_path: Path):
    entries = two_stations(
        train("army", "west", 20),
        train("guards", "west", 20, priority=1),
        train("empties", "east", 20, men=0),
        act("go_both", "chief", "move army to east; move guards to east"),
        act("bring", "other", "move empties to west"),
        east=20,
    )
    campaign = campaign_of(tmp_path, entries)

    assert [(0.0, "empties"), (180.0, "guards")] == [
        (minute, list(campaign.assembled.assembly.units)[who]) for minute, who in begun(campaign)
    ]


def test_a_unit_of_no_men_brings_empty_wagons_and_can_fetch_more(tmp_path: Path):
    entries = two_stations(
        train("army", "west", 30, men=60, echelons=2),
        train("empties", "east", 30, men=0),
        act("go_west", "other", "move empties to west"),
        order("back", "other", "arrived(empties; west)", "move empties to east"),
        fact("said", "arrived(empties; west)", at="east"),
        GO,
        *COUNTED,
        west=30,
        east=30,
    )
    campaign = campaign_of(tmp_path, entries)

    assert [0.0, 0.0, 180.0] == sorted(minute for minute, _ in begun(campaign))
    assert {"west": 0.0, "east": 60.0} == standing(campaign)


def test_a_train_called_back_leaves_its_wagons_where_it_took_them(tmp_path: Path):
    back = act("back", "chief", "move army to west", 0.5)
    entries = two_stations(train("army", "west", 20), GO, back, *COUNTED, west=25)
    campaign = campaign_of(tmp_path, entries)

    assert {"west": 25.0, "east": 0.0} == standing(campaign)
    assert [] == minutes(campaign, Kind.ECHELON_LEAVES_STATION)


def test_who_waits_for_wagons_and_is_told_to_march_marches(tmp_path: Path):
    march = act("march", "chief", "move army to east by road", 1)
    campaign = campaign_of(tmp_path, two_stations(train("army", "west", 20), GO, march))

    assert [60.0] == minutes(campaign, Kind.COLUMN_MARCHES)
    assert {"through": 100} == gates(campaign)


@pytest.mark.parametrize("do", ["detrain army", "move army to west"])
def test_who_gives_up_waiting_for_wagons_lets_the_next_have_them(tmp_path: Path, do: str):
    entries = two_stations(
        train("army", "west", 20),
        train("small", "west", 10),
        act("go_both", "chief", "move army to east; move small to east"),
        act("stay", "chief", do, 1),
        west=10,
    )
    campaign = campaign_of(tmp_path, entries)

    assert [(60.0, 1)] == begun(campaign)
    assert {"railway": 100, "through": 100} != gates(campaign)


def test_who_falls_back_leaves_his_wagons_standing(tmp_path: Path):
    entries = [
        *two_stations(train("army", "west", 20), west=20, east=3),
        *places("far"),
        rail("east", "far", closed=[{"from": moment(1)}]),
        act("go_far", "chief", "move army to far"),
    ]
    campaign = campaign_of(tmp_path, entries)
    run = opened(campaign)
    go_on(run.world, run.memory, 130 * US_PER_MINUTE, 10_000)
    east = campaign.assembled.assembly.places["east"]
    assert turn_back_from_line(run.world, run.memory, 0)
    assert [Phase.LOADED] == run.state.echelons.phase.tolist()
    arguments = (Kind.UNIT_RETREATS, 0, 0, int(NOBODY), int(NOTHING), east)
    schedule(run.memory, 140 * US_PER_MINUTE, *arguments)
    go_on(run.world, run.memory, 150 * US_PER_MINUTE, 10_000)

    assert [Phase.MARCHING] == run.state.echelons.phase.tolist()
    assert 23 == run.state.places.wagons[east]
    assert [0] == run.state.echelons.wagons.tolist()


def test_where_nobody_counts_wagons_nobody_is_short_of_them(tmp_path: Path):
    entries = two_stations(train("army", "west", 500), GO, west=None, east=None)
    campaign = campaign_of(tmp_path, entries)

    assert [(0.0, 0)] == begun(campaign)
    assert [] == [text for _, text in story(campaign) if "wagons" in text]


def test_wagons_of_a_place_where_they_are_not_counted_stand_where_they_come_to(tmp_path: Path):
    entries = two_stations(
        train("army", "west", 20),
        train("guards", "east", 15),
        GO,
        act("come", "other", "move guards to west by rail", 4),
        *COUNTED,
        west=None,
        east=0,
    )
    at = standing(campaign_of(tmp_path, entries))

    # How many there are where nobody counts them is known to nobody.
    assert 5.0 == at["east"]
    assert math.isnan(at["west"])


def test_who_is_there_knows_how_many_wagons_stand_there_and_others_do_not(tmp_path: Path):
    count = "wagons(west) >= 15"
    entries = a_train_without_wagons(
        order("here", "chief", f"not ({count})", "halt army"),
        order("far", "other", f"not ({count}) or {count}", "halt guards"),
        act("march", "chief", "move army to east by road", 2),
    )
    campaign = campaign_of(tmp_path, [*entries])
    stirs = [(it.minute, it.who) for it in happenings(campaign, Kind.ORDER_STIRS)]

    assert [] == stirs
    fewer = [entry for entry in entries if entry.fields["id"] != "march"]
    stirs = [text for _, text in story(campaign_of(tmp_path, fewer)) if "makes up his mind" in text]
    assert ["Chief makes up his mind: here"] == stirs


def test_an_uncertain_number_of_wagons_is_drawn_for_each_run(tmp_path: Path):
    entries = two_stations(train("army", "west", 20), *COUNTED, west="10..30")
    columns = simulate(campaign_of(tmp_path, entries), 0, 0, 20).columns
    there = columns["quantity_at_west"]

    assert 10.0 <= there.min() < 15.0
    assert 25.0 < there.max() <= 30.0
    assert [round(number) for number in there] == there.tolist()
