"""Letters that lie, orders that do not count, and wires and stations in other hands."""

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
    outcome,
    person,
    places,
    rail,
    road,
    unit,
    wire,
)


def test_a_stranded_letter_is_sent_after_its_receiver_when_he_comes_where_a_wire_leads(
    tmp_path: Path,
):
    entries = [
        *places("capital", "island", "harbour"),
        wire("capital", "harbour", delay_min=10),
        road("island", "harbour"),
        person("anna", "capital"),
        person("boris", "island"),
        fact("news"),
        act("write", "anna", "tell boris news"),
        act("cross", "boris", "go to harbour by road", 1),
        order("hears", "boris", "heard(news)", "close harbour"),
    ]
    # `check` lets nobody write where no channel leads, so there is one that is closed.
    entries.append(wire("capital", "island", closed=[{"from": moment(0)}]))
    campaign = campaign_of(tmp_path, entries)

    assert [0.0] == minutes(campaign, Kind.LETTER_STRANDED)
    hours_by_road_min = 120.0
    assert [60.0 + hours_by_road_min + 10.0] == minutes(campaign, Kind.ORDER_STIRS)


def test_a_stranded_letter_is_found_by_its_receiver_who_comes_to_where_it_lies(tmp_path: Path):
    entries = [
        *places("capital", "island"),
        wire("capital", "island", closed=[{"from": moment(0)}]),
        road("island", "capital"),
        person("anna", "capital"),
        person("boris", "island"),
        fact("news"),
        act("write", "anna", "tell boris news"),
        act("cross", "boris", "go to capital by road", 1),
        order("hears", "boris", "heard(news)", "close capital"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [0.0] == minutes(campaign, Kind.LETTER_STRANDED)
    assert [180.0] == minutes(campaign, Kind.ORDER_STIRS)


def test_an_order_that_lapses_while_its_author_is_under_way_is_not_done_on_arrival(
    tmp_path: Path,
):
    entries = [
        *places("camp", "field"),
        road("camp", "field"),
        person("chief", "camp"),
        # From the first hour to the second of a journey that ends in the third.
        order(
            "brief", "chief", "time >= 1900-01-01 01:00 and time < 1900-01-01 02:00", "close field"
        ),
        act("ride", "chief", "go to field by road", 0.5),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [60.0] == minutes(campaign, Kind.ORDER_WITHHELD)
    assert [120.0] == minutes(campaign, Kind.ORDER_LAPSES)
    assert [] == minutes(campaign, Kind.STATION_CLOSES)


@pytest.mark.parametrize(("side", "goes"), [("blue", True), ("red", False)])
def test_an_order_of_the_enemy_does_not_overtake_an_earlier_one(
    tmp_path: Path, side: str, goes: bool
):
    entries = [
        *places("barracks", "front", "capital"),
        rail("barracks", "front"),
        wire("capital", "barracks", delay_min=60),
        person("chief", "capital"),
        person("other", "barracks", side=side),
        unit("regiment", "barracks"),
        act("order", "chief", "move regiment to front"),
        act("interference", "other", "halt regiment", 0.5),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert goes == bool(minutes(campaign, Kind.ECHELON_LEAVES_STATION))
    assert ([] if goes else [60.0]) == minutes(campaign, Kind.ORDER_OVERTAKEN)


def test_of_what_passes_a_wire_in_other_hands_only_news_is_copied(tmp_path: Path):
    entries = [
        *places("capital", "front"),
        wire("capital", "front", holder="blue", copy=1, copies_to="spy"),
        person("chief", "capital"),
        person("captain", "front"),
        person("spy", "capital", side="blue"),
        unit("regiment", "front"),
        fact("news"),
        act("order", "chief", "halt regiment"),
        act("question", "chief", "ask captain whether news", 1),
        act("telling", "chief", "tell captain news", 2),
        order("reads", "spy", "heard(news)", "close capital"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [120.0] == minutes(campaign, Kind.LETTER_COPIED)
    assert [120.0] == minutes(campaign, Kind.ORDER_STIRS)


@pytest.mark.parametrize(("holder", "is_heard"), [("red", True), ("blue", False)])
def test_nobody_broadcasts_by_a_station_that_another_side_holds(
    tmp_path: Path, holder: str, is_heard: bool
):
    voice: dict[str, object] = {"id": "voice", "kind": "radio", "reach": "all", "holder": holder}
    entries = [
        *places("capital", "front"),
        Entry("channels", voice | {"delay_min": 0, "service_min": 0}),
        person("chief", "capital"),
        person("captain", "front"),
        fact("news"),
        act("speech", "chief", "announce news by voice"),
        order("hears", "captain", "heard(news)", "close front"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert is_heard == bool(minutes(campaign, Kind.ORDER_STIRS))
    assert is_heard != bool(minutes(campaign, Kind.BROADCAST_STOPPED))


@pytest.mark.parametrize("arrives", [True, False])
def test_it_is_so_that_an_order_has_been_received_once_it_has_arrived(
    tmp_path: Path, arrives: bool
):
    closed: dict[str, object] = {} if arrives else {"closed": [{"from": moment(0)}]}
    entries = [
        *places("capital", "front"),
        wire("capital", "front", delay_min=30, **closed),
        person("chief", "capital"),
        unit("regiment", "front"),
        order("standing", "chief", "time >= 1900-01-01 01:00", "halt regiment"),
        fact("order_there", "received(standing)"),
        outcome("received", "received(standing)"),
        outcome("lost"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert ([90.0] if arrives else []) == [
        it.minute for it in happenings(campaign, Kind.FACT_HAPPENS)
    ]
