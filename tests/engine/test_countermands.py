"""Orders, countermands and their cancelling: what counts is what has arrived."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign, observe
from echelon.engine.vocabulary import NOBODY, Kind
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    moment,
    order,
    outcome,
    person,
    places,
    rail,
    road,
    story,
    unit,
    wire,
)


def a_regiment_under_orders(*acts: Entry, **fields: object) -> list[Entry]:
    """Return a regiment at `barracks`, two hours from `front`, under a chief in the `capital`."""
    return [
        *places("barracks", "halfway", "front", "capital"),
        rail("barracks", "halfway"),
        rail("halfway", "front"),
        wire("capital", "barracks", delay_min=20),
        wire("barracks", "halfway"),
        wire("halfway", "front"),
        person("chief", "capital"),
        unit("regiment", "barracks", **{"loading_h": 1} | fields),
        *acts,
    ]


def departures(campaign: Campaign) -> list[float]:
    return minutes(campaign, Kind.ECHELON_LEAVES_STATION)


MOVE = act("order", "chief", "move regiment to front")


def test_countermand_arriving_first_prevents_departure(tmp_path: Path):
    halt = act("countermand", "chief", "halt regiment", 1)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, halt, response_min=0))

    assert [80.0] == minutes(campaign, Kind.ECHELON_LOADED)
    # It is read in the same minute in which the train is loaded, and news comes before departure.
    assert [20.0, 80.0] == minutes(campaign, Kind.DIRECTIVE_REACHES)
    assert [] == departures(campaign)


def test_countermand_that_comes_a_minute_late_stops_the_train_at_the_next_station(tmp_path: Path):
    halt = act("countermand", "chief", "halt regiment", 61 / 60)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, halt))

    assert [80.0] == departures(campaign)
    held = happenings(campaign, Kind.ECHELON_HELD)
    assert [(140.0, campaign.assembled.assembly.places["halfway"])] == [
        (it.minute, it.detail) for it in held
    ]


def test_countermand_during_the_response_keeps_the_unit_from_loading_at_all(tmp_path: Path):
    halt = act("countermand", "chief", "halt regiment", 0.5)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, halt, response_min=60))

    assert [] == minutes(campaign, Kind.ECHELON_BEGINS_LOADING)


def test_a_cancelled_countermand_lets_the_train_go_on(tmp_path: Path):
    halt = act("countermand", "chief", "halt regiment", 1)
    resume = act("cancelling", "chief", "resume regiment", 3)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, halt, resume))

    assert [200.0, 260.0] == departures(campaign)


@pytest.mark.parametrize("response_min", [0, 60])
def test_a_cancelled_countermand_takes_up_a_move_that_had_not_begun(
    tmp_path: Path, response_min: int
):
    halt = act("halt", "chief", "halt regiment", 0.5)
    resume = act("resume", "chief", "resume regiment", 1)
    entries = a_regiment_under_orders(MOVE, halt, resume, response_min=response_min)
    campaign = campaign_of(tmp_path, entries)

    # Loading goes on under a halt; what had not begun begins when the unit has resolved anew.
    assert [20.0 + 60.0 + response_min * 2] == departures(campaign)[:1]


def test_an_order_overtaken_by_a_later_one_is_laid_aside(tmp_path: Path):
    slow_then_fast = [
        *places("barracks", "front", "capital", "exchange"),
        rail("barracks", "front"),
        # The only wire is slow until a quicker way round is opened.
        wire("capital", "barracks", delay_min=300),
        wire("capital", "exchange", closed=[{"to": "1900-01-01 01:00"}]),
        wire("exchange", "barracks"),
        wire("barracks", "front"),
        person("chief", "capital"),
        unit("regiment", "barracks"),
        act("countermand", "chief", "halt regiment"),
        act("order", "chief", "move regiment to front", 2),
    ]
    campaign = campaign_of(tmp_path, slow_then_fast)

    assert [120.0] == departures(campaign)
    assert [300.0] == minutes(campaign, Kind.ORDER_OVERTAKEN)
    assert [180.0] == minutes(campaign, Kind.ECHELON_DETRAINED)


def test_of_two_orders_issued_together_both_are_carried_out(tmp_path: Path):
    both = act("both", "chief", "move regiment to front; halt regiment")
    campaign = campaign_of(tmp_path, a_regiment_under_orders(both))

    assert 2 == len(minutes(campaign, Kind.DIRECTIVE_REACHES))
    assert [] == minutes(campaign, Kind.ORDER_OVERTAKEN)


def test_no_order_is_carried_out_before_it_arrives(tmp_path: Path):
    acts = [act("halt", "chief", "halt regiment", 2), act("resume", "chief", "resume regiment", 5)]
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, *acts))
    read = minutes(campaign, Kind.LETTER_HEARD)
    done = [
        it.minute
        for it in happenings(campaign, Kind.UNIT_SETS_OUT, Kind.UNIT_STOPS, Kind.UNIT_GOES_ON)
    ]

    assert [20.0, 140.0, 320.0] == read
    assert read == done


def test_an_order_on_a_cut_wire_is_not_carried_out_until_the_wire_carries_it(tmp_path: Path):
    cut = act("sabotage", "chief", "cut capital_barracks_wire")
    mend = act("mending", "chief", "repair capital_barracks_wire", 9)
    move = act("order", "chief", "move regiment to front", 1)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(cut, mend, move))

    assert [560.0] == minutes(campaign, Kind.UNIT_SETS_OUT)


def test_an_order_that_never_arrives_moves_nobody(tmp_path: Path):
    cut = act("sabotage", "chief", "cut capital_barracks_wire")
    move = act("order", "chief", "move regiment to front", 1)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(cut, move), hours=24)

    assert [] == minutes(campaign, Kind.DIRECTIVE_REACHES)
    assert [] == departures(campaign)
    assert [60.0] == minutes(campaign, Kind.LETTER_STRANDED)


def test_an_order_of_the_other_side_moves_nobody(tmp_path: Path):
    stranger = [
        person("stranger", "barracks", side="blue"),
        act("order", "stranger", "move regiment to front"),
    ]
    campaign = campaign_of(tmp_path, a_regiment_under_orders(*stranger))

    assert 1 == len(minutes(campaign, Kind.UNIT_REFUSES))
    assert [] == departures(campaign)


@pytest.mark.parametrize(("obedience", "goes"), [(0, False), (1, True)])
def test_a_unit_obeys_as_often_as_its_obedience_says(tmp_path: Path, obedience: int, goes: bool):
    entries = a_regiment_under_orders(MOVE, obedience=obedience)

    assert goes == bool(departures(campaign_of(tmp_path, entries)))


def test_a_train_called_back_before_it_left_stands_where_it_stood(tmp_path: Path):
    back = act("recall", "chief", "move regiment to barracks", 0.5)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, back))

    assert [] == departures(campaign)
    assert [80.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_a_train_redirected_under_way_turns_at_the_next_station(tmp_path: Path):
    back = act("recall", "chief", "move regiment to barracks", 1.5)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, back))
    where = campaign.assembled.assembly.places
    left = happenings(campaign, Kind.ECHELON_LEAVES_STATION)

    assert [(80.0, where["halfway"]), (140.0, where["barracks"])] == [
        (it.minute, it.extra) for it in left
    ]


def test_a_train_redirected_while_it_detrains_goes_on_when_it_has(tmp_path: Path):
    first = act("order", "chief", "move regiment to halfway")
    on = act("next", "chief", "move regiment to front", 2.5)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(first, on, unloading_h=1))

    assert [80.0, 260.0] == departures(campaign)
    assert [380.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_a_unit_told_to_go_on_by_road_leaves_its_train_and_marches(tmp_path: Path):
    first = act("order", "chief", "move regiment to front by rail")
    on = act("next", "chief", "move regiment to front by road", 1.5)
    track = road("halfway", "front", length_km=8)
    way = road("barracks", "halfway", length_km=8)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(first, on, track, way))

    assert [80.0] == departures(campaign)
    assert [140.0] == minutes(campaign, Kind.COLUMN_MARCHES)
    assert [260.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_a_column_told_to_go_by_rail_loads_at_the_next_place(tmp_path: Path):
    first = act("order", "chief", "move regiment to front by road")
    on = act("next", "chief", "move regiment to front by rail", 1)
    track = road("halfway", "front", length_km=8)
    way = road("barracks", "halfway", length_km=8)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(first, on, track, way))

    assert [20.0] == minutes(campaign, Kind.COLUMN_MARCHES)
    assert [140.0] == minutes(campaign, Kind.ECHELON_BEGINS_LOADING)
    assert [200.0] == departures(campaign)


def test_a_unit_told_to_leave_its_trains_does_so_at_the_next_station_and_stays(tmp_path: Path):
    off = act("off", "chief", "detrain regiment", 1.5)
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, off))
    detrained = happenings(campaign, Kind.ECHELON_DETRAINED)

    assert [(140.0, campaign.assembled.assembly.places["halfway"])] == [
        (it.minute, it.detail) for it in detrained
    ]
    assert [20.0] == minutes(campaign, Kind.ECHELON_BEGINS_LOADING)


def test_a_halt_does_not_keep_a_unit_that_has_arrived_from_assembling(tmp_path: Path):
    halt = act("halt", "chief", "halt regiment", 4)
    entries = a_regiment_under_orders(MOVE, halt, assembly_h=3)
    campaign = campaign_of(tmp_path, entries)

    assert [200.0] == minutes(campaign, Kind.ECHELON_DETRAINED)
    assert [380.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_a_standing_order_does_not_outlive_the_condition_that_stirred_it(tmp_path: Path):
    entries = [
        *places("gate"),
        person("porter", "gate"),
        order("report", "porter", "not open(gate)", "open gate", delay_min=60),
        act("shut", "porter", "close gate"),
        act("unlock", "porter", "open gate", 0.5),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [30.0] == minutes(campaign, Kind.ORDER_LAPSES)
    assert [] == minutes(campaign, Kind.ORDER_RIPENS)


def test_every_happening_names_an_earlier_one_as_its_cause(tmp_path: Path):
    acts = [act("halt", "chief", "halt regiment", 2), act("resume", "chief", "resume regiment", 5)]
    campaign = campaign_of(tmp_path, a_regiment_under_orders(MOVE, *acts))
    texts = [text for _, text in story(campaign)]

    assert "The period begins" == texts[0]
    assert "The period ends" == texts[-1]
    assert int(NOBODY) not in {it.who for it in happenings(campaign, Kind.UNIT_SETS_OUT)}


def test_a_person_who_rides_with_a_unit_acts_when_the_train_stands(tmp_path: Path):
    entries = [
        *places("barracks", "halfway", "front"),
        rail("barracks", "halfway"),
        rail("halfway", "front"),
        wire("barracks", "halfway"),
        person("chief", "barracks"),
        unit("regiment", "barracks"),
        act("board", "chief", "go to front with regiment"),
        act("order", "chief", "move regiment to front"),
        act("halt", "chief", "halt regiment", 0.5),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [60.0] == minutes(campaign, Kind.UNIT_STOPS)


def test_a_person_who_is_to_ride_with_a_unit_that_is_elsewhere_is_said_not_to_find_it(
    tmp_path: Path,
):
    entries = [
        *places("barracks", "front"),
        rail("barracks", "front"),
        person("chief", "front"),
        unit("regiment", "barracks"),
        act("board", "chief", "go to barracks with regiment"),
    ]
    texts = [text for _, text in story(campaign_of(tmp_path, entries))]

    assert "Chief does not find the unit to ride with at Front" in texts


@pytest.mark.parametrize(
    "goals", [("front", "rear"), ("rear", "front"), ("front", "rear", "front")]
)
def test_orders_of_one_act_to_one_unit_are_carried_out_in_the_order_written(
    tmp_path: Path, goals: tuple[str, ...]
):
    moves = [f"move regiment to {goal}" for goal in goals]
    entries = [
        *places("barracks", "front", "rear"),
        rail("barracks", "front"),
        rail("barracks", "rear"),
        person("chief", "barracks"),
        unit("regiment", "barracks", loading_h=1),
        Entry("acts", act("order", "chief", moves[0]).fields | {"do": moves}),
    ]
    campaign = campaign_of(tmp_path, entries)
    reached = [row.place for row in observe(campaign, 0, 0).echelons]

    assert [campaign.assembled.assembly.places[goals[-1]]] == reached


@pytest.mark.parametrize("asks", [">=", ">", "=="])
def test_a_moment_that_an_input_puts_between_two_microseconds_is_not_missed(
    tmp_path: Path, asks: str
):
    wait = Entry("inputs", {"id": "wait", "value": "2..5", "unit": "h"})
    when = f"time {asks} {moment(0)} + wait * 1 h"
    campaign = campaign_of(tmp_path, [*places("north"), wait, fact("up", when), outcome("x")])
    told = [minutes(campaign, Kind.FACT_HAPPENS, run=run) for run in range(5)]

    # No whole microsecond is equal to the moment.
    assert [0 if asks == "==" else 1] * 5 == [len(each) for each in told]
    assert all(120 < minute < 300 for each in told for minute in each)
