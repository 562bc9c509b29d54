"""Persons who are arrested, isolated, silent or busy, who get away, and who ring others in turn."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import simulate
from echelon.engine.vocabulary import Kind
from minds import disposition, severities, weights
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    minutes,
    order,
    outcome,
    person,
    places,
    story,
    time_of,
    unit,
    wire,
)


def influence(heard: str, on: str, step: float) -> Entry:
    """Return what moves somebody's mind on hearing a fact."""
    fields: dict[str, object] = {"id": f"{heard}_works", "kind": "purpose", "heard": heard}
    return Entry("influences", fields | {"on": on, "step": step})


NEWS = fact("news", at="two")


def two_offices(*more: Entry) -> list[Entry]:
    return [
        *places("one", "two"),
        wire("one", "two"),
        person("minister", "one"),
        person("rival", "one", side="blue"),
        person("clerk", "two"),
        NEWS,
        *more,
    ]


def told(campaign, *beginnings: str) -> list[tuple[float, str]]:
    return [(at, text) for at, text in story(campaign) if text.startswith(beginnings)]


def test_an_arrested_person_neither_reads_nor_gives_orders_until_he_is_released(tmp_path: Path):
    entries = two_offices(
        act("take", "rival", "arrest minister", 1),
        act("write", "clerk", "tell minister news", 2),
        act("free_him", "rival", "release minister", 5),
        order("reply", "minister", "heard(news)", "tell clerk news"),
        order("bid", "minister", "time >= 1900-01-01 03:00", "tell clerk news"),
    )
    campaign = campaign_of(tmp_path, entries)

    assert [(60.0, "Minister is arrested at One by Rival")] == told(campaign, "Minister is arr")
    assert [(300.0, "Minister hears: news")] == told(campaign, "Minister hears")
    assert [300.0, 300.0] == [at for at in minutes(campaign, Kind.ORDER_RIPENS) if at >= 300.0]
    assert [180.0] == minutes(campaign, Kind.PERSON_BUSY)


def test_nobody_is_arrested_by_who_is_elsewhere(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_offices(act("take", "clerk", "arrest minister", 1)))

    assert [60.0] == minutes(campaign, Kind.DEED_FAILS)
    assert [] == minutes(campaign, Kind.PERSON_ARRESTED)


def test_nobody_is_arrested_or_let_go_twice(tmp_path: Path):
    entries = two_offices(
        act("take", "rival", "arrest minister", 1),
        act("take_again", "rival", "arrest minister", 2),
        act("free_him", "rival", "release minister", 3),
        act("free_again", "rival", "release minister", 4),
    )
    campaign = campaign_of(tmp_path, entries)

    assert [60.0] == minutes(campaign, Kind.PERSON_ARRESTED)
    assert [180.0] == minutes(campaign, Kind.PERSON_RELEASED)
    assert [
        (120.0, "Rival does not do it, it being so already: arrest Minister"),
        (240.0, "Rival does not do it, it being so already: release Minister"),
    ] == told(campaign, "Rival does not")


def test_a_unit_that_has_given_it_up_before_it_comes_to_it_arrests_nobody(tmp_path: Path):
    entries = two_offices(
        unit("guards", "one", side="blue", response_min=60),
        disposition("guards", "blue", 2, "command"),
        weights(noise=0),
        severities(),
        fact("rumour", at="one"),
        influence("rumour", "guards", -4),
        act("order_it", "rival", "arrest minister with guards", 1),
        act("whisper", "rival", "tell guards rumour", 1.5),
    )
    campaign = campaign_of(tmp_path, entries)

    assert [] == minutes(campaign, Kind.PERSON_ARRESTED)
    assert [
        (120.0, "Guards do not do it, having given it up since: arrest Minister"),
    ] == told(campaign, "Guards do not do it, having")


@pytest.mark.parametrize(("obedience", "kind"), [(1, Kind.PERSON_ARRESTED), (0, Kind.UNIT_REFUSES)])
def test_an_arrest_is_ordered_and_carried_out_by_a_unit_that_obeys(
    tmp_path: Path, obedience: float, kind: Kind
):
    guards = unit("guards", "one", obedience=obedience, response_min=20)
    take = act("take", "clerk", "arrest rival with guards", 1)
    campaign = campaign_of(tmp_path, two_offices(guards, take))

    assert 1 == len(minutes(campaign, kind))
    assert (obedience == 1) == ((80.0, "Rival is arrested at One by Guards") in story(campaign))


def test_a_deputy_reads_what_cannot_reach_his_principal(tmp_path: Path):
    entries = [entry for entry in two_offices() if entry.fields["id"] != "minister"]
    entries += [
        person("minister", "one", deputy="under"),
        person("under", "one"),
        act("take", "rival", "arrest minister"),
        act("write", "clerk", "tell minister news", 1),
        order("do_it", "under", "heard(news)", "tell clerk news"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [(60.0, "Under hears: news")] == told(campaign, "Under hears")
    assert [(60.0, "Under takes what is meant for Minister")] == told(campaign, "Under takes")


def test_letters_for_who_keeps_silent_wait_until_he_can_be_reached(tmp_path: Path):
    entries = [entry for entry in two_offices() if entry.fields["id"] != "minister"]
    quiet = [{"from": "1900-01-01 01:00", "to": "1900-01-01 04:00"}]
    entries += [
        person("minister", "one", silent=quiet),
        act("write", "clerk", "tell minister news", 2),
        order("reply", "minister", "heard(news)", "tell clerk news"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [(240.0, "Minister hears: news")] == told(campaign, "Minister hears")


def test_who_is_isolated_is_free_and_cut_off(tmp_path: Path):
    entries = two_offices(
        act("shut_in", "rival", "isolate minister"),
        act("write", "clerk", "tell minister news", 2),
        order("reply", "minister", "heard(news)", "tell clerk news"),
        outcome("free", "free(minister)"),
        outcome("over"),
    )
    campaign = campaign_of(tmp_path, entries)

    assert [] == told(campaign, "Minister hears")
    assert 0 == simulate(campaign, 0, 0, 1).columns["outcome"][0]


def test_that_somebody_is_cut_off_is_seen_and_may_be_asked(tmp_path: Path):
    entries = two_offices(
        person("porter", "one"),
        act("shut_in", "rival", "isolate minister", 1),
        act("let_out", "rival", "release minister", 2),
        fact("cut_off", "isolated(minister)", at="one"),
        order("sees_it", "porter", "isolated(minister)", "tell clerk cut_off"),
        order("sees_him_out", "porter", "heard(cut_off) and not isolated(minister)", "open one"),
        order("is_elsewhere", "clerk", "isolated(minister)", "tell minister news"),
        outcome("still", "isolated(minister)"),
        outcome("out"),
    )
    campaign = campaign_of(tmp_path, entries)

    assert [(60.0, "It comes about: cut off")] == told(campaign, "It comes about: cut")
    assert [(60.0, "Porter learns: Minister is cut off")] == told(campaign, "Porter learns")[:1]
    assert [60.0, 120.0] == minutes(campaign, Kind.ORDER_RIPENS)
    assert 1 == simulate(campaign, 0, 0, 1).columns["outcome"][0]


@pytest.mark.parametrize("fate", ["arrest", "isolate"])
def test_who_is_held_hears_no_broadcast(tmp_path: Path, fate: str):
    radio = {"id": "wireless", "kind": "radio", "reach": "all", "delay_min": 0, "service_min": 0}
    entries = two_offices(
        Entry("channels", radio | {"cut_repair_h": 24}),
        act("take", "rival", f"{fate} minister", 1),
        act("speak", "clerk", "announce news by wireless", 2),
        act("let_go", "rival", "release minister", 3),
        order("reply", "minister", "heard(news)", "tell clerk news"),
        order("answer", "rival", "heard(news)", "tell clerk news"),
    )
    campaign = campaign_of(tmp_path, entries)

    assert [(120.0, "Rival hears: news")] == told(campaign, "Minister hears", "Rival hears")


def test_who_is_held_gets_away_at_a_constant_hazard(tmp_path: Path):
    entries = [entry for entry in two_offices() if entry.fields["id"] != "minister"]
    entries += [
        person("minister", "one", under_arrest=True, escape_h=10),
        outcome("away", "free(minister)"),
        outcome("held"),
    ]
    campaign = campaign_of(tmp_path, entries, hours=10)
    runs = 400
    away = (simulate(campaign, 0, 0, runs).columns["outcome"] == 0).mean()

    # False alarms: one in 15 000 at four standard errors.
    expected = 1 - math.exp(-1)
    assert abs(away - expected) < 4 * math.sqrt(expected * (1 - expected) / runs)


def test_a_round_of_calls_rings_one_after_another_answered_or_not(tmp_path: Path):
    entries = [
        *places("hq", "a", "b", "c"),
        *(wire("hq", place) for place in "abc"),
        person("caller", "hq", talk_min=10),
        person("anna", "a"),
        person("boris", "b", under_arrest=True),
        person("clara", "c"),
        fact("offer", at="hq"),
        order("anna_notes", "anna", "heard(offer)", "tell anna offer"),
        order("clara_notes", "clara", "heard(offer)", "tell clara offer"),
        act("ring", "caller", "telephone anna, boris, clara about offer"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [
        (0.0, "Anna answers the call of Caller"),
        (10.0, "Boris does not answer Caller"),
        (13.0, "Clara answers the call of Caller"),
    ] == told(campaign, "Anna answers", "Boris does", "Clara answers")


def test_a_person_does_one_thing_at_a_time(tmp_path: Path):
    entries = [entry for entry in two_offices() if entry.fields["id"] != "minister"]
    entries += [
        person("minister", "one", talk_min=30),
        fact("other", at="two"),
        act("write", "clerk", "tell minister news; tell minister other"),
        order("note_one", "minister", "heard(news)", "tell clerk news"),
        order("note_two", "minister", "heard(other)", "tell clerk other"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [0.0, 30.0] == [at for at, _ in told(campaign, "Minister hears")]


def test_the_last_of_five_escapes_when_the_greatest_of_five_exponentials_says(tmp_path: Path):
    # X10: 1 + 1/2 + 1/3 + 1/4 + 1/5 of the mean time.
    names = [f"prisoner_{number}" for number in range(5)]
    entries = [
        *places("cell"),
        *(person(name, "cell", under_arrest=True, escape_h=1) for name in names),
        fact("all_away", " and ".join(f"free({name})" for name in names)),
        time_of("all_away"),
    ]
    campaign = campaign_of(tmp_path, entries)
    hours = simulate(campaign, 0, 0, 200).columns["time_when_all_away"] / 3.6e9
    spread = math.sqrt(sum(1 / k**2 for k in range(1, 6)) / 200)

    assert 2.283333 == pytest.approx(float(np.mean(hours)), abs=4 * spread)


def test_a_busy_person_hears_what_waits_in_the_order_of_its_coming(tmp_path: Path):
    numbers = range(8)
    entries = [entry for entry in two_offices() if entry.fields["id"] != "minister"]
    entries += [
        person("minister", "one", talk_min=10),
        *(fact(f"word_{it}") for it in numbers),
        *(order(f"notes_{it}", "minister", f"heard(word_{it})", "open one") for it in numbers),
        *(act(f"write_{it}", "clerk", f"tell minister word_{it}", it / 60) for it in numbers),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [(10.0 * it, f"Minister hears: word {it}") for it in numbers] == told(
        campaign, "Minister hears"
    )
