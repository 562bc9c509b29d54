"""Staffs that work for one side and not for another, strike, tire, and gather in squares."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from echelon.campaign.simulate import simulate
from echelon.engine.vocabulary import Kind
from engine.fights import opposition
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    order,
    outcome,
    person,
    places,
    quantity,
    rail,
    road,
    staff,
    story,
    unit,
    wire,
)


def a_station(manner: str = "refuse", *more: Entry, **fields: object) -> list[Entry]:
    """Return a train of each side that goes from one to two at once; railwaymen serve blue."""
    return [
        *places("one", staff="railmen"),
        *places("two", "away"),
        rail("one", "two"),
        person("chief", "one"),
        person("enemy", "one", side="blue"),
        unit("guards", "one"),
        unit("blues", "one", side="blue"),
        staff("railmen", "one", manner=manner, serves="blue", **fields),
        act("go", "chief", "move guards to two"),
        act("come", "enemy", "move blues to two"),
        *more,
    ]


def departures(campaign, unit_row: int) -> list[float]:
    found = happenings(campaign, Kind.ECHELON_LEAVES_STATION)
    return [it.minute for it in found if it.who == unit_row]


BLUES, GUARDS = 0, 1


def test_railwaymen_let_out_the_trains_of_the_side_they_serve_and_no_others(tmp_path: Path):
    campaign = campaign_of(tmp_path, a_station())

    assert [0.0] == departures(campaign, BLUES)
    assert [] == departures(campaign, GUARDS)
    assert "Guards are not let go at One: Railmen do not work for it" in {
        text: minute for minute, text in story(campaign)
    }


def test_the_holder_of_a_station_and_its_railwaymen_must_both_let_a_train_out(tmp_path: Path):
    close = act("close", "chief", "close one to blue")
    late = [entry for entry in a_station("refuse", close) if entry.fields["id"] != "come"]
    come = act("come", "enemy", "move blues to two", 1)
    campaign = campaign_of(tmp_path, [*late, come])

    assert [] == departures(campaign, BLUES)


def test_railwaymen_who_delay_hold_each_train_for_so_many_hours(tmp_path: Path):
    campaign = campaign_of(tmp_path, a_station("delay", delay_h=1.5))

    assert [90.0] == departures(campaign, GUARDS)


def test_a_train_forces_its_way_past_railwaymen_with_its_own_crew(tmp_path: Path):
    force = act("force", "chief", "force guards", 1)
    guards = unit("guards", "one", forcing_h=2)
    entries = [entry for entry in a_station("refuse", force) if entry.fields["id"] != "guards"]
    campaign = campaign_of(tmp_path, [*entries, guards])

    assert [180.0] == departures(campaign, GUARDS)


def test_a_train_whose_engine_is_uncoupled_cannot_even_force_its_way_for_a_time(tmp_path: Path):
    force = act("force", "chief", "force guards", 1)
    guards = unit("guards", "one", forcing_h=0)
    entries = a_station("uncouple", force, delay_h=6)
    entries = [entry for entry in entries if entry.fields["id"] != "guards"]
    campaign = campaign_of(tmp_path, [*entries, guards])

    assert [360.0] == departures(campaign, GUARDS)


def test_where_a_rail_is_lifted_nobody_passes_until_it_is_mended(tmp_path: Path):
    come = act("come", "enemy", "move blues to two", 1)
    entries = [entry for entry in a_station("lift_rail") if entry.fields["id"] != "come"]
    campaign = campaign_of(tmp_path, [*entries, come])

    assert [0.0] == minutes(campaign, Kind.RAIL_IS_LIFTED)
    assert [120.0] == departures(campaign, BLUES)


def test_a_misrouted_train_goes_the_wrong_way_once_and_comes_back(tmp_path: Path):
    campaign = campaign_of(tmp_path, a_station("misroute", rail("one", "away"), delay_h=0))
    ways = [text for _, text in story(campaign) if text.startswith("Guards ")]

    assert "Guards are sent the wrong way at One, toward Away" in ways
    assert [
        "Guards leave One for Away",
        "Guards leave Away for One",
        "Guards leave One for Two",
    ] == [text for text in ways if " leave " in text]


def test_railwaymen_of_a_line_are_asked_as_those_of_a_station_are(tmp_path: Path):
    entries = [
        *places("one", "two"),
        rail("one", "two", staff="railmen"),
        person("chief", "one"),
        unit("guards", "one"),
        staff("railmen", "two", serves="blue"),
        act("go", "chief", "move guards to two"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [0.0] == minutes(campaign, Kind.TRAIN_REFUSED)
    assert [] == departures(campaign, 0)


def a_wire(*more: Entry, serves: str = "blue", **fields: object) -> list[Entry]:
    return [
        *places("one", "two"),
        wire("one", "two", operators="girls"),
        person("chief", "one"),
        person("enemy", "one", side="blue"),
        person("friend", "two"),
        staff("girls", "one", kind="telegraphists", serves=serves, **fields),
        fact("red_news", at="one"),
        fact("blue_news", at="one"),
        act("tell", "chief", "tell friend red_news"),
        act("say", "enemy", "tell friend blue_news"),
        outcome("red", "heard(red_news; friend)"),
        outcome("blue", "heard(blue_news; friend)"),
        outcome("over"),
        *more,
    ]


def test_operators_take_the_telegrams_of_the_side_for_which_they_work(tmp_path: Path):
    campaign = campaign_of(tmp_path, a_wire())
    heard = [text for _, text in story(campaign) if text.startswith("Friend hears")]

    assert ["Friend hears: blue news"] == heard
    assert [0.0] == minutes(campaign, Kind.TELEGRAM_REFUSED)


def test_a_telegram_that_operators_refuse_takes_another_wire(tmp_path: Path):
    slow = wire("one", "two", id="slow", delay_min=50)
    campaign = campaign_of(tmp_path, a_wire(slow))
    heard = {text: minute for minute, text in story(campaign) if text.startswith("Friend hears")}

    assert {"Friend hears: blue news": 0.0, "Friend hears: red news": 50.0} == heard


def a_strike(*more: Entry, **fields: object) -> list[Entry]:
    return [
        *places("one", staff="railmen"),
        *places("two"),
        rail("one", "two"),
        person("leader", "one"),
        staff("railmen", "one", **fields),
        act("call", "leader", "strike railmen", 1),
        *more,
    ]


def test_a_strike_stops_the_work_when_too_few_are_left(tmp_path: Path):
    # After n hours 1 - exp(-n / 12) have joined; more than 0.7 have after 15 hours.
    campaign = campaign_of(tmp_path, a_strike(fund_h=1000))

    assert [60.0] == minutes(campaign, Kind.STRIKE_BEGINS)
    assert [60.0 * (1 + math.ceil(12 * math.log(1 / 0.3)))] == minutes(campaign, Kind.WORK_STOPS)


def test_strikers_without_a_fund_drift_back_to_work(tmp_path: Path):
    unpaid = campaign_of(tmp_path, a_strike(endurance_h=24, least=0.5), hours=200)
    paid = campaign_of(tmp_path, a_strike(endurance_h=24, least=0.5, fund_h=1000), hours=200)

    assert 1 == len(minutes(unpaid, Kind.WORK_STOPS)) == len(minutes(unpaid, Kind.WORK_RESUMES))
    assert [] == minutes(paid, Kind.WORK_RESUMES)


def test_a_strike_that_is_called_off_ends_by_and_by(tmp_path: Path):
    back = act("back", "leader", "work railmen", 30)
    campaign = campaign_of(tmp_path, a_strike(back, fund_h=1000), hours=96)

    # 29 hours out is a share of 1 - exp(-29/12); it falls below 0.7 as it shrinks by exp(-1/12).
    out = 1 - math.exp(-29 / 12)
    hours = math.ceil(12 * math.log(out / 0.7))
    assert [1800.0 + 60.0 * hours] == pytest.approx(minutes(campaign, Kind.WORK_RESUMES), abs=60)


def test_a_staff_does_not_strike_for_a_side_that_it_does_not_serve(tmp_path: Path):
    campaign = campaign_of(tmp_path, a_strike(serves="blue"))

    assert [60.0] == minutes(campaign, Kind.STRIKE_REFUSED)


def test_with_half_the_staff_out_trains_wait_as_long_as_one_delay(tmp_path: Path):
    go = act("go", "leader", "move guards to two", 1 + 12 * math.log(2))
    entries = a_strike(go, unit("guards", "one"), delay_h=2, fund_h=1000, least=0.1)
    campaign = campaign_of(tmp_path, entries)
    asked, left = minutes(campaign, Kind.TRAIN_DELAYED)[0], departures(campaign, 0)[0]

    # The share out is that of the last full hour: 8 of 8.3.
    out = 1 - math.exp(-8 / 12)
    assert 120.0 * out / (1 - out) == pytest.approx(left - asked)


def test_a_building_is_held_while_its_function_is_lost(tmp_path: Path):
    bank = [
        *places("bank", staff="clerks", holder="red"),
        person("chief", "bank"),
        staff("clerks", "bank", kind="officials", serves="blue"),
        fact("taken", "not function(bank; red)"),
        fact("lost", "not function(bank; red) and not works(clerks; red)"),
        order("note", "chief", "not function(bank; red)", "tell chief taken"),
        outcome("no_money", "not function(bank; red) and works(clerks; blue)"),
        outcome("over"),
    ]
    campaign = campaign_of(tmp_path, bank)

    assert "It comes about: lost" in [text for _, text in story(campaign)]
    assert "Clerks do not work for Red" in [text for _, text in story(campaign)]


def test_what_a_place_is_for_works_for_whoever_seizes_it_with_its_staff(tmp_path: Path):
    bank = [
        *places("bank", staff="clerks", holder="blue"),
        person("chief", "bank"),
        staff("clerks", "bank", kind="officials"),
        fact("works", "function(bank; red)", id="runs"),
        act("take", "chief", "seize bank", 2),
    ]
    campaign = campaign_of(tmp_path, bank)

    assert [120.0] == minutes(campaign, Kind.FACT_HAPPENS)


def a_crowd(*more: Entry, **fields: object) -> list[Entry]:
    quiet = {"size": 1000, "gathering_h": 1, "from_hour": 8, "to_hour": 20, "at_night": 0}
    return [
        *places("square"),
        person("speaker", "square"),
        staff("people", "square", kind="crowd", **(quiet | fields)),
        quantity("count", "crowd(people)"),
        *more,
    ]


def count(campaign) -> float:
    return float(simulate(campaign, 0, 0, 1).columns["quantity_count"][0])


def test_a_crowd_comes_in_the_morning_and_goes_home_at_night(tmp_path: Path):
    day = campaign_of(tmp_path, a_crowd(), hours=12.5)
    night = campaign_of(tmp_path, a_crowd(), hours=23.5)

    # It gathers from the look at eight on: five looks, and at night four.
    in_the_day = 1000 * (1 - math.exp(-5))
    assert round(in_the_day) == count(day)
    assert round(1000 * (1 - math.exp(-12)) * math.exp(-4)) == count(night)


def test_news_makes_a_crowd_grow_and_shrink(tmp_path: Path):
    speech = [fact("shots", at="square"), act("shoot", "speaker", "tell speaker shots", 10)]
    stirred = campaign_of(tmp_path, a_crowd(*speech, stirred_by="shots", stir=3), hours=19.5)
    calmed = campaign_of(tmp_path, a_crowd(*speech, calmed_by="shots", stir=4), hours=19.5)

    assert 3000 == pytest.approx(count(stirred), rel=0.01)
    assert 250 == pytest.approx(count(calmed), rel=0.01)


def test_bad_weather_keeps_people_at_home_day_by_day(tmp_path: Path):
    rain = campaign_of(tmp_path, a_crowd(weather=0.2), hours=19.5)

    assert 200 == pytest.approx(count(rain), rel=0.01)


@pytest.mark.parametrize(("value", "left"), [(9, [0.0]), (-9, [])])
def test_a_staff_with_a_disposition_works_as_it_would_obey(
    tmp_path: Path, value: float, left: list[float]
):
    fields = {"id": "mind", "of": "railmen", "toward": "red", "value": value}
    calm = {"id": "calm", "of": "railmen", "noise": 0}
    minds = [Entry("dispositions", fields), Entry("weights", calm)]
    campaign = campaign_of(tmp_path, a_station("refuse", *minds))

    assert left == departures(campaign, GUARDS)
    assert [0.0] == departures(campaign, BLUES)


@pytest.mark.parametrize(
    ("office", "kind"),
    [
        ("railway", "railwaymen"),
        ("exchange", "telegraphists"),
        ("bank", "officials"),
        ("ministry", "officials"),
    ],
)
@pytest.mark.parametrize("serves", ["blue", "all"])
def test_who_takes_a_building_has_its_function_only_with_its_staff(
    tmp_path: Path, office: str, kind: str, serves: str
):
    entries = [
        *places("camp"),
        *places(office, staff="clerks", holder="blue"),
        road("camp", office),
        person("chief", "camp"),
        unit("column", "camp", men=60),
        act("come", "chief", f"move column to {office}"),
        staff("clerks", office, kind=kind, serves=serves),
        fact("held", f"controls(red; {office})"),
        fact("works", f"function({office}; red)", id="at_work"),
        fact("lost", f"not function({office}; blue)"),
        opposition(take_men=50, take_h=1),
    ]
    told = {text: minute for minute, text in story(campaign_of(tmp_path, entries))}

    assert 180.0 == told["It comes about: held"]
    assert 180.0 == told["It comes about: lost"]
    assert (serves == "all") == ("It comes about: works" in told)


def test_officials_who_will_not_sign_and_a_bank_that_will_not_pay_leave_a_column_unpaid(
    tmp_path: Path,
):
    def moved(serves: str) -> bool:
        entries = [
            *places("bank", staff="clerks", holder="red"),
            *places("ministry", staff="officials", holder="red"),
            *places("front"),
            road("bank", "front"),
            wire("bank", "ministry"),
            wire("bank", "front"),
            person("minister", "ministry"),
            person("cashier", "bank"),
            unit("column", "bank"),
            staff("clerks", "bank", kind="officials", serves="all"),
            staff("officials", "ministry", kind="officials", serves=serves),
            fact("warrant", at="ministry"),
            order("signs", "minister", "function(ministry; red)", "tell cashier warrant"),
            order(
                "pays", "cashier", "heard(warrant) and function(bank; red)", "move column to front"
            ),
        ]
        return bool(minutes(campaign_of(tmp_path, entries), Kind.UNIT_ASSEMBLED))

    assert [True, False] == [moved("all"), moved("blue")]
