"""Nobody knows what no message has told him, and what he knows has an age."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.engine.vocabulary import Kind
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    moment,
    order,
    person,
    places,
    rail,
    road,
    unit,
    wire,
)


def three_in_a_row(*more: Entry, **channel: object) -> list[Entry]:
    """Return three persons in three towns; a wire of an hour leads from each to the next."""
    hour = {"delay_min": 60} | channel
    return [
        *places("one", "two", "three"),
        wire("one", "two", **hour),
        wire("two", "three", **hour),
        person("anna", "one"),
        person("boris", "two"),
        person("clara", "three"),
        fact("news"),
        *more,
    ]


def test_what_is_unknown_moves_nobody(tmp_path: Path):
    orders = [
        order("either", "clara", "heard(news) or men(unit_a, one) < 50", "tell boris news"),
        unit("unit_a", "one", men=10),
    ]
    campaign = campaign_of(tmp_path, three_in_a_row(*orders))

    assert [] == minutes(campaign, Kind.ORDER_STIRS)


def test_an_order_stirs_when_the_news_comes_and_not_when_it_happens(tmp_path: Path):
    happens = fact("alarm", f"time >= {moment(2)}", at="one", reported_to=["clara"])
    stirs = order("act", "clara", "heard(alarm)", "tell boris news")
    campaign = campaign_of(tmp_path, three_in_a_row(happens, stirs))

    assert [120.0, 240.0] == minutes(campaign, Kind.FACT_HAPPENS)[:2]
    assert [240.0] == minutes(campaign, Kind.ORDER_STIRS)


def test_news_told_on_keeps_the_time_at_which_it_happened(tmp_path: Path):
    more = [
        act("say", "anna", "tell boris news", 1),
        order("pass_on", "boris", "heard(news)", "tell clara news", delay_min=60),
        order("old", "clara", f"time_of(news) == {moment(1)}", "tell boris news"),
        order("new", "clara", f"time_of(news) > {moment(1)}", "tell boris news"),
    ]
    campaign = campaign_of(tmp_path, three_in_a_row(*more))
    rows = campaign.assembled.assembly.orders

    assert [120.0, 240.0] == minutes(campaign, Kind.ORDER_STIRS)
    stirred = {it.who for it in happenings(campaign, Kind.ORDER_STIRS)}
    assert {rows["pass_on"], rows["old"]} == stirred


def test_a_report_that_is_older_than_what_one_knows_changes_nothing(tmp_path: Path):
    reported = {"at": "camp", "reported_to": ["chief"]}
    entries = [
        *places("camp", "gate", "capital"),
        road("camp", "gate", length_km=4),
        # That the guard has gone takes the slow wire; that it is back, the quick way opened since.
        wire("camp", "capital", delay_min=300),
        wire("camp", "gate"),
        wire("gate", "capital", closed=[{"to": moment(0.5)}]),
        person("chief", "capital"),
        person("captain", "camp"),
        unit("guard", "camp", commander="captain", superior="chief"),
        act("go", "captain", "move guard to gate"),
        act("return", "captain", "move guard to camp", 1),
        order("it_is_gone", "chief", "men(guard, camp) < 50", "close capital"),
        order("it_is_back", "chief", "heard(back)", "open capital"),
        fact("back", f"men(guard, camp) > 50 and time > {moment(1)}", **reported),
    ]
    campaign = campaign_of(tmp_path, entries)
    rows = campaign.assembled.assembly.orders

    assert [(rows["it_is_back"], 120.0)] == [
        (it.who, it.minute) for it in happenings(campaign, Kind.ORDER_STIRS)
    ]


def test_who_comes_to_a_place_sees_how_things_stand_there(tmp_path: Path):
    entries = [
        *places("town", "field"),
        road("town", "field", length_km=20, speed_km_h=20),
        person("scout", "town"),
        unit("band", "field", men=300, side="blue"),
        fact("seen"),
        act("ride", "scout", "go to field"),
        order("count", "scout", "strength(blue, field) >= 300", "close field"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [60.0] == minutes(campaign, Kind.ORDER_STIRS)


def test_reports_go_up_the_chain_of_command_by_themselves(tmp_path: Path):
    entries = [
        *places("post", "front", "staff"),
        rail("post", "front"),
        wire("post", "staff", delay_min=30),
        wire("front", "staff", delay_min=45),
        person("chief", "staff"),
        unit("guard", "post", commander="chief"),
        act("go", "chief", "move guard to front"),
        order("hears_departure", "chief", "departed(guard, post)", "close staff"),
        order("hears_arrival", "chief", "arrived(guard, front)", "open staff"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [60.0, 90.0 + 45.0] == minutes(campaign, Kind.ORDER_STIRS)


@pytest.mark.parametrize(("reach", "hears"), [(["one", "three"], True), (["one"], False)])
def test_a_broadcast_is_heard_at_once_by_all_whom_it_reaches(
    tmp_path: Path, reach: list[str], hears: bool
):
    station = Entry(
        "channels",
        {"id": "voice", "kind": "radio", "reach": reach, "delay_min": 10, "service_min": 5},
    )
    more = [
        station,
        act("speak", "anna", "announce news by voice"),
        order("hears", "clara", "heard(news)", "close three"),
    ]
    campaign = campaign_of(tmp_path, three_in_a_row(*more))

    assert ([15.0] if hears else []) == minutes(campaign, Kind.ORDER_STIRS)


def test_letters_find_a_person_who_is_under_way_where_he_next_stands(tmp_path: Path):
    more = [
        road("two", "three", length_km=40, speed_km_h=20),
        act("ride", "boris", "go to three"),
        act("say", "anna", "tell boris news"),
        order("hears", "boris", "heard(news)", "close three"),
    ]
    campaign = campaign_of(tmp_path, three_in_a_row(*more, delay_min=15))

    assert [120.0] == minutes(campaign, Kind.ORDER_STIRS)


def test_who_knows_a_fact_from_the_start_is_told_of_it_by_the_scenario(tmp_path: Path):
    more = [
        fact("secret", known_to=["clara"]),
        order("is_told", "clara", "heard(secret)", "close three"),
        order("does_not", "boris", "heard(secret)", "close two"),
    ]
    campaign = campaign_of(tmp_path, three_in_a_row(*more))

    assert [0.0] == minutes(campaign, Kind.ORDER_STIRS)
