"""Opposing sides that meet: occasions come, and fixed choices answer them."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import simulate
from echelon.engine.encounter import Occasion
from echelon.engine.vocabulary import NOBODY, Kind
from engine.fights import opposition
from worlds import (
    Entry,
    act,
    agreement,
    campaign_of,
    fact,
    happenings,
    minutes,
    person,
    places,
    quantity,
    road,
    side,
    story,
    unit,
    wire,
)


def two_sides(*more: Entry, reds: dict[str, object], blues: dict[str, object]) -> list[Entry]:
    """Return a red column that marches through a town of the blues to the end of the road."""
    return [
        *places("camp", "town", "end"),
        road("camp", "town"),
        road("town", "end"),
        person("chief", "camp"),
        unit("column", "camp", **reds),
        unit("garrison", "town", side="blue", **blues),
        act("march", "chief", "move column to end"),
        *more,
    ]


def test_without_an_opposition_a_column_passes_through_a_town_of_the_other_side(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_sides(reds={}, blues={}))

    assert [4 * 60.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)
    assert [] == minutes(campaign, Kind.CONTACT_BEGINS)


def test_a_column_is_kept_in_a_town_whose_garrison_holds_it(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_sides(opposition(), reds={}, blues={}))

    assert [2 * 60.0] == minutes(campaign, Kind.CONTACT_BEGINS)
    assert [2 * 60.0] == minutes(campaign, Kind.ECHELON_BARRED)
    assert [] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_a_garrison_that_does_not_hold_lets_a_column_through(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_sides(opposition(), reds={}, blues={"obedience": 0}))

    assert [2 * 60.0] == minutes(campaign, Kind.ENTRY_TOLERATED)
    assert [4 * 60.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_a_column_meets_nobody_because_nobody_was_posted(tmp_path: Path):
    posted = two_sides(opposition(), reds={}, blues={})
    elsewhere = [
        Entry(it.part, it.fields | {"place": "end"}) if it.fields.get("id") == "garrison" else it
        for it in posted
    ]
    orders = [person("mayor", "end", side="blue"), act("withheld", "mayor", "halt garrison", 40.0)]
    campaign = campaign_of(tmp_path, [*elsewhere, *orders])

    assert [4 * 60.0] == minutes(campaign, Kind.CONTACT_BEGINS)


def test_a_garrison_that_would_not_even_stand_is_disarmed_when_it_is_talked_to(tmp_path: Path):
    entries = two_sides(
        opposition(parley_per_h=1e6, prisoners_per_man=2),
        quantity("prisoners", "captured(blue)"),
        quantity("present", "men(garrison; town)"),
        reds={"men": 10},
        blues={"men": 50, "obedience": 0},
    )
    halt = [act("halt_there", "chief", "halt column", 1.0)]
    campaign = campaign_of(tmp_path, [*entries, *halt, wire("camp", "town")])
    columns = simulate(campaign, 0, 0, 1).columns

    assert 20.0 == columns["quantity_prisoners"][0]
    assert 30.0 == columns["quantity_present"][0]


def test_what_comes_first_follows_the_rates(tmp_path: Path):
    fields = {"parley_per_h": 1, "provocation_per_h": 2, "one_concedes_per_h": 3}
    campaign = campaign_of(
        tmp_path,
        [
            *places("field"),
            unit("reds", "field", men=1),
            unit("blues", "field", side="blue", men=1),
            opposition(**fields),
        ],
        hours=4,
    )
    runs = 150
    first = [happenings(campaign, Kind.OCCASION_COMES, run=run)[0] for run in range(runs)]
    for occasion, share in (
        (Occasion.PARLEY, 1 / 6),
        (Occasion.PROVOCATION, 1 / 3),
        (Occasion.ONE_CONCEDES, 1 / 2),
    ):
        found = sum(it.detail == occasion for it in first) / runs
        assert share == pytest.approx(found, abs=4 * sqrt(share * (1 - share) / runs))
    mean_h = float(np.mean([it.minute for it in first])) / 60.0
    assert 1 / 6 == pytest.approx(mean_h, abs=4 / 6 / sqrt(runs))


def test_a_war_of_attrition_between_equals_lasts_half_a_value_over_its_cost(tmp_path: Path):
    value, cost = 10.0, 1.0
    campaign = campaign_of(
        tmp_path,
        [
            *places("field"),
            unit("reds", "field"),
            unit("blues", "field", side="blue"),
            opposition(one_concedes_per_h=cost / value, other_concedes_per_h=cost / value),
        ],
        hours=500,
    )
    runs = 150
    hours = [minutes(campaign, Kind.SIDE_BREAKS_OFF, run=run)[0] / 60.0 for run in range(runs)]

    assert value / (2 * cost) == pytest.approx(float(np.mean(hours)), abs=4 * 5 / sqrt(runs))


def test_what_is_left_of_a_clock_goes_on_when_the_sides_meet_again(tmp_path: Path):
    entries = [
        *places("camp", "town"),
        road("camp", "town"),
        person("chief", "camp"),
        unit("column", "camp"),
        unit("garrison", "town", side="blue"),
        opposition(mediation_per_h=0.05),
        act("come", "chief", "move column to town"),
    ]
    away = [Entry("channels", {"id": "line", "kind": "telephone", "from": "camp", "to": "town"})]
    away[0].fields.update({"delay_min": 0, "service_min": 0, "cut_repair_h": 1})
    leave = [act("leave", "chief", "move column to camp", 3.0)]
    back = [act("again", "chief", "move column to town", 6.0)]
    stays = campaign_of(tmp_path, [*entries, *away], hours=400)
    leaves = campaign_of(tmp_path, [*entries, *away, *leave, *back], hours=400)
    run = 3
    once = minutes(stays, Kind.OCCASION_COMES, run=run)[0]
    twice = minutes(leaves, Kind.OCCASION_COMES, run=run)[0]

    assert once > 3 * 60.0
    assert once + 5 * 60.0 == pytest.approx(twice, abs=1e-3)


def test_men_who_would_rather_not_fire_agree_when_they_mix(tmp_path: Path):
    campaign = campaign_of(
        tmp_path,
        two_sides(
            opposition(fraternisation_per_h=1e6),
            reds={},
            blues={"obedience": 0},
        ),
    )
    would_fire = minutes(campaign, Kind.SIDES_AGREE)
    quiet = [
        *places("field"),
        unit("reds", "field", obedience=0),
        unit("blues", "field", side="blue", obedience=0),
        opposition(fraternisation_per_h=1e6),
    ]

    assert [] == would_fire
    assert 1 == len(minutes(campaign_of(tmp_path, quiet), Kind.SIDES_AGREE))


def test_a_place_falls_to_who_stands_there_unopposed_for_so_long(tmp_path: Path):
    entries = [
        *places("camp"),
        *places("town", holder="blue", holds=["exchange"]),
        road("camp", "town"),
        person("chief", "camp"),
        unit("column", "camp", men=60),
        act("come", "chief", "move column to town"),
        wire("camp", "town", id="line", holder="blue"),
        fact("taken", "controls(red; town)"),
        fact("lost", "not controls(blue; town)"),
        fact("told", "controls(red; town)", at="town", reported_to=["chief"]),
        opposition(take_men=50, take_h=3),
    ]
    campaign = campaign_of(tmp_path, entries)
    told = {text: minute for minute, text in story(campaign)}

    assert 5 * 60.0 == told["Red takes Town"]
    assert 5 * 60.0 == told["Town comes into the hands of Red"]
    assert 5 * 60.0 == told["It comes about: lost"]
    assert "Line comes into the hands of Red" in told


@pytest.mark.parametrize(("holds", "is_heard"), [(["radio"], True), (["exchange"], False)])
def test_who_takes_a_place_speaks_by_what_is_sent_from_its_radio(
    tmp_path: Path, holds: list[str], is_heard: bool
):
    air = {"kind": "radio", "reach": "all", "delay_min": 0, "service_min": 0, "cut_repair_h": 1}
    entries = [
        *places("camp"),
        *places("town", holder="blue", holds=holds),
        road("camp", "town"),
        person("chief", "camp"),
        unit("column", "camp", men=60),
        act("come", "chief", "move column to town"),
        wire("camp", "town"),
        Entry("channels", {"id": "voice", "from": "town", "holder": "blue"} | air),
        Entry("channels", {"id": "other", "from": "camp", "holder": "blue"} | air),
        fact("news", at="camp"),
        act("speaks", "chief", "announce news by voice", 10),
        opposition(take_men=50, take_h=3),
    ]
    campaign = campaign_of(tmp_path, entries)
    told = {text: minute for minute, text in story(campaign)}

    assert is_heard == (told.get("Voice comes into the hands of Red") == 5 * 60.0)
    assert is_heard == ("Voice is heard: news" in told)
    assert is_heard != ("Voice, in the hands of Blue, cannot carry: news" in told)
    assert "Other comes into the hands of Red" not in told


def test_nobody_takes_a_place_from_a_side_that_he_does_not_oppose(tmp_path: Path):
    entries = [
        side("green"),
        *places("town", holder="green"),
        *places("village"),
        person("chief", "town"),
        unit("column", "town", men=60),
        unit("patrol", "village", men=60),
        opposition(take_men=50, take_h=3),
    ]
    campaign = campaign_of(tmp_path, entries)

    # Red opposes blue alone; what nobody holds is anybody's.
    taken = [(at, text) for at, text in story(campaign) if "takes" in text]
    assert [(3 * 60.0, "Red takes Village")] == taken


def test_too_few_men_take_nothing_and_a_holder_without_enough_holds_nothing(tmp_path: Path):
    entries = [
        *places("camp"),
        *places("town", holder="blue"),
        road("camp", "town"),
        person("chief", "camp"),
        unit("column", "camp", men=20),
        act("come", "chief", "move column to town"),
        opposition(take_men=50, hold_men=10),
    ]
    taken = happenings(campaign_of(tmp_path, entries), Kind.PLACE_TAKEN)

    assert [NOBODY] == [it.detail for it in taken]


@pytest.mark.parametrize(
    ("men", "obedience", "is_kept"), [(20, 1, True), (5, 1, False), (20, 0, False)]
)
def test_whom_nobody_faces_keeps_a_place_only_with_men_enough_who_would_hold_it(
    tmp_path: Path, men: int, obedience: int, is_kept: bool
):
    entries = [
        *places("camp"),
        *places("town", holder="blue"),
        road("camp", "town"),
        person("chief", "camp"),
        unit("garrison", "town", side="blue", men=men, obedience=obedience),
        opposition(hold_men=10),
    ]
    lost = happenings(campaign_of(tmp_path, entries), Kind.PLACE_TAKEN)

    assert ([] if is_kept else [NOBODY]) == [it.detail for it in lost]


def a_truce(*more: Entry, hours: float = 1.0, **fields: object) -> list[Entry]:
    """Return two sides in one field whose leaders conclude a truce of some hours at one o'clock."""
    return [
        *places("field"),
        person("herald", "field"),
        person("warden", "field", side="blue"),
        unit("reds", "field", men=20),
        unit("blues", "field", men=20, side="blue"),
        agreement("rest", "herald", "warden", truce=True, lasts_h=hours, **fields),
        act("offers", "herald", "offer rest", 0.5),
        act("agrees", "warden", "accept rest", 1.0),
        quantity("fallen", "dead(red) + dead(blue)"),
        *more,
    ]


def test_a_fight_stops_where_it_stands_while_a_truce_is_kept(tmp_path: Path):
    fight = {"provocation_per_h": 1e6, "one_effect_per_h": 0.1, "other_effect_per_h": 0.1}
    campaign = campaign_of(tmp_path, a_truce(opposition(**fight), hours=10))
    fallen = minutes(campaign, Kind.MEN_FALL)

    assert [60.0] == minutes(campaign, Kind.TRUCE_HOLDS)
    assert [] == [minute for minute in fallen if 60.0 <= minute < 660.0]
    assert [] != [minute for minute in fallen if minute < 60.0]
    assert pytest.approx([0.0, 660.0], abs=0.01) == minutes(campaign, Kind.COMBAT_BEGINS)
    assert [] == minutes(campaign, Kind.MEN_DISARMED)[:1]
    assert (60.0, "Red and Blue keep a truce at Field") in story(campaign)


def test_under_a_truce_nobody_talks_and_what_is_left_of_the_clock_goes_on_afterwards(
    tmp_path: Path,
):
    rates = opposition(parley_per_h=0.5)
    campaign = campaign_of(tmp_path, a_truce(rates, hours=5))
    without = campaign_of(tmp_path, [it for it in a_truce(rates) if it.fields["id"] != "offers"])
    run = next(run for run in range(20) if minutes(without, Kind.PARLEY_FAILS, run=run)[0] > 60)
    once = minutes(without, Kind.PARLEY_FAILS, run=run)[0]

    assert once + 300.0 == pytest.approx(minutes(campaign, Kind.PARLEY_FAILS, run=run)[0], abs=1e-3)


def test_a_truce_that_is_broken_holds_no_longer(tmp_path: Path):
    breaks = act("breaks", "herald", "break rest", 2.0)
    entries = a_truce(opposition(provocation_per_h=1e6), breaks, hours=10)
    late = [it for it in entries if it.fields["id"] not in ("offers", "agrees")]
    early = [act("offers", "herald", "offer rest"), act("agrees", "warden", "accept rest", 0.1)]
    campaign = campaign_of(tmp_path, [*late, *early])

    assert pytest.approx([120.0], abs=0.01) == minutes(campaign, Kind.COMBAT_BEGINS)[-1:]


def test_under_a_truce_nobody_passes_whom_he_faces_and_nobody_takes_a_place(tmp_path: Path):
    garrison = {"men": 60}
    entries = two_sides(
        opposition(take_men=1, take_h=1),
        person("warden", "town", side="blue"),
        wire("camp", "town"),
        agreement("rest", "chief", "warden", truce=True),
        act("offers", "chief", "offer rest"),
        act("agrees", "warden", "accept rest", 1.0),
        reds={},
        blues=garrison,
    )
    campaign = campaign_of(tmp_path, entries)

    assert [120.0] == minutes(campaign, Kind.TRUCE_HOLDS)
    assert [120.0] == minutes(campaign, Kind.ECHELON_BARRED)
    assert [] == minutes(campaign, Kind.UNIT_ASSEMBLED)
    assert [] == [it for it in happenings(campaign, Kind.PLACE_TAKEN) if it.minute > 120.0]
