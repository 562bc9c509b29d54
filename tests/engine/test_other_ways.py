"""What does not get through one way is sent another, and some wires are not for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign
from echelon.engine.vocabulary import Kind
from worlds import (
    Entry,
    act,
    body,
    campaign_of,
    fact,
    minutes,
    order,
    outcome,
    person,
    places,
    rail,
    road,
    staff,
    story,
    wire,
)


def news(*wires: Entry, more: tuple[Entry, ...] = ()) -> list[Entry]:
    """Return a capital that tells a captain at the front some news at the start."""
    return [
        *places("capital", "front"),
        *wires,
        person("chief", "capital"),
        person("captain", "front"),
        person("raider", "capital", side="blue"),
        fact("news"),
        act("telling", "chief", "tell captain news"),
        order("hears", "captain", "heard(news)", "close front"),
        *more,
    ]


def heard(campaign: Campaign) -> list[float]:
    return [minute for minute, text in story(campaign) if text.startswith("Captain hears")]


def test_a_message_kept_back_by_others_goes_another_way_once_its_receipt_is_missed(
    tmp_path: Path,
):
    hostile = wire("capital", "front", holder="blue", stop=1, receipt_min=30)
    slow = wire("capital", "front", id="slow", delay_min=50)
    campaign = campaign_of(tmp_path, news(hostile, slow))

    assert [0.0] == minutes(campaign, Kind.LETTER_STOPPED)
    assert [30.0] == minutes(campaign, Kind.LETTER_GOES_ROUND)
    assert [80.0] == heard(campaign)
    told = [text for _, text in story(campaign) if "did not get through" in text]
    assert [
        "At Capital a message that did not get through is sent another way, by slow, "
        "to Captain: news"
    ] == told


def test_the_sender_sends_it_another_way_from_where_he_is_and_not_from_where_it_was_kept_back(
    tmp_path: Path,
):
    beyond = wire("middle", "front", holder="blue", stop=1, receipt_min=30)
    direct = wire("capital", "front", id="direct", delay_min=50)
    entries = news(*places("middle"), wire("capital", "middle", delay_min=5), beyond, direct)
    campaign = campaign_of(tmp_path, entries)

    assert [5.0] == minutes(campaign, Kind.LETTER_STOPPED)
    assert [5.0 + 30.0 + 50.0] == heard(campaign)


def test_a_message_kept_back_that_has_no_other_way_waits_until_the_wire_is_taken(tmp_path: Path):
    hostile = wire("capital", "front", holder="blue", stop=1, receipt_min=30)
    taken = act("take", "chief", "seize capital_front_wire", 5)
    campaign = campaign_of(tmp_path, news(hostile, more=(taken,)))

    assert [0.0] == minutes(campaign, Kind.LETTER_STOPPED)
    assert [30.0] == minutes(campaign, Kind.LETTER_STRANDED)
    assert [300.0] == heard(campaign)


def test_a_message_that_every_wire_keeps_back_is_given_up_in_the_end(tmp_path: Path):
    wires = [
        wire("capital", "front", id=f"wire_{number}", holder="blue", stop=1, receipt_min=30)
        for number in range(5)
    ]
    campaign = campaign_of(tmp_path, news(*wires))

    assert [0.0, 30.0, 60.0, 90.0] == minutes(campaign, Kind.LETTER_STOPPED)
    assert [] == heard(campaign)


@pytest.mark.parametrize("has_telegraph", [True, False])
def test_who_rings_in_vain_telegraphs_if_there_is_a_telegraph_and_else_rings_again(
    tmp_path: Path, has_telegraph: bool
):
    telephone = wire("capital", "front", kind="telephone")
    telegraph = [wire("capital", "front", id="slow", delay_min=50)] if has_telegraph else []
    # The captain is two hours on the road home, where nobody takes his calls.
    away = (
        *places("post"),
        road("post", "front"),
        act("home", "captain", "go to front by road"),
        act("later telling", "chief", "tell captain news", 0.25),
    )
    entries = [
        person("captain", "post") if entry.fields["id"] == "captain" else entry
        for entry in news(telephone, *telegraph, more=away)
        if entry.fields["id"] != "telling"
    ]
    campaign = campaign_of(tmp_path, entries)
    calls = minutes(campaign, Kind.CALL_UNANSWERED)

    if has_telegraph:
        assert [15.0] == calls
        assert [25.0] == minutes(campaign, Kind.LETTER_GOES_ROUND)
        assert [120.0] == heard(campaign)
    else:
        assert [15.0 + 10.0 * ring for ring in range(len(calls))] == calls
        assert 11 == len(calls)
        assert [125.0] == heard(campaign)


def test_a_message_in_the_queue_of_operators_who_stop_work_takes_another_wire(tmp_path: Path):
    entries = [
        *news(
            wire("capital", "front", operators="girls", service_min=2000),
            wire("capital", "front", id="slow", delay_min=2500),
            staff("girls", "capital", kind="telegraphists", fund_h=1000),
        ),
        fact("second_news"),
        act("second", "chief", "tell captain second_news"),
        act("call", "chief", "strike girls", 1),
        order("learns", "captain", "heard(second_news)", "close front"),
    ]
    campaign = campaign_of(tmp_path, entries, hours=96)
    (stopped,) = minutes(campaign, Kind.WORK_STOPS)

    assert stopped < 2000.0  # while the first message is being sent
    assert [2000.0, stopped + 2500.0] == heard(campaign)


@pytest.mark.parametrize(
    ("users", "arrives"),
    [
        ("red", 5.0),
        ("chief", 5.0),
        ("council", 5.0),
        ("first_chair", 5.0),
        ("raider", 50.0),
        ("blue", 50.0),
        ("captain", 50.0),
    ],
)
def test_a_wire_that_is_reserved_carries_the_messages_of_its_users_alone(
    tmp_path: Path, users: str, arrives: float
):
    entries = news(
        wire("capital", "front", users=users, delay_min=5),
        wire("capital", "front", id="slow", delay_min=50),
        person("elder", "capital"),
        body("council", "elder", "chief"),
        Entry("institutions", {"id": "state", "name": "State"}),
        Entry(
            "offices",
            {"id": "first_chair", "name": "First chair", "of": "state", "holder": "chief"},
        ),
    )

    assert [arrives] == heard(campaign_of(tmp_path, entries))


def test_a_report_that_nobody_signs_goes_by_the_wires_of_whom_it_is_for(tmp_path: Path):
    entries = [
        *places("capital", "front"),
        wire("capital", "front", users="chief", delay_min=5),
        wire("capital", "front", id="slow", delay_min=50),
        person("chief", "capital"),
        person("captain", "capital"),
        fact("noon", "time >= 1900-01-01 01:00", at="front", reported_to=["chief", "captain"]),
        order("hears", "chief", "heard(noon)", "close front"),
        order("learns", "captain", "heard(noon)", "close capital"),
        outcome("over"),
        rail("capital", "front"),
    ]
    told = {text: minute for minute, text in story(campaign_of(tmp_path, entries))}

    assert 65.0 == told["Chief hears: noon"]
    assert 110.0 == told["Captain hears: noon"]


@pytest.mark.parametrize(("users", "is_heard"), [("red", True), ("raider", False)])
def test_a_station_that_is_reserved_broadcasts_for_its_users_alone(
    tmp_path: Path, users: str, is_heard: bool
):
    voice: dict[str, object] = {"id": "voice", "kind": "radio", "reach": "all", "users": users}
    entries = news(
        Entry("channels", voice | {"delay_min": 0, "service_min": 0}),
        wire("capital", "front", delay_min=600),
        act("speech", "chief", "announce news by voice"),
    )

    assert ([0.0] if is_heard else [600.0]) == heard(campaign_of(tmp_path, entries))
