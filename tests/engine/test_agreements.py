"""Offers that are carried, weighed and answered in time or not, and promises that are broken."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import Campaign, simulate
from echelon.engine.dealings import Bargain
from echelon.engine.rules.bargains import at_truce, belief_that_kept
from echelon.engine.vocabulary import Kind
from worlds import (
    Entry,
    act,
    agreement,
    campaign_of,
    fact,
    minutes,
    opened,
    order,
    outcome,
    person,
    places,
    road,
    story,
    wire,
)

SURE, NEVER = 60, -60
RED, BLUE = 1, 0


def two_camps(*more: Entry, delay_min: float = 10, **terms: object) -> list[Entry]:
    """Return two commanders of two sides at two ends of a wire; red offers at one o'clock."""
    return [
        *places("camp", "fort", "inn"),
        wire("camp", "fort", delay_min=delay_min),
        wire("camp", "inn"),
        wire("inn", "fort"),
        person("herald", "camp"),
        person("warden", "fort", side="blue"),
        person("monk", "inn", side="blue"),
        fact("opened", at="fort"),
        fact("paid", at="camp"),
        fact("stormed", at="camp"),
        order("sees", "monk", "heard(opened) or heard(paid) or heard(stormed)", "tell monk seen"),
        fact("seen", at="inn"),
        agreement(
            "bargain",
            "herald",
            "warden",
            **{
                "gives": "tell monk paid",
                "returns": "tell monk opened",
                "if_refused": "tell monk stormed",
            }
            | terms,
        ),
        act("offers", "herald", "offer bargain", 1),
        *more,
    ]


def told(campaign: Campaign, *beginnings: str) -> list[tuple[float, str]]:
    return [(at, text) for at, text in story(campaign) if text.startswith(beginnings)]


def test_an_offer_that_is_worth_it_is_accepted_and_both_do_their_part(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_camps(worth=SURE))

    assert [
        (60.0, "Herald offers Warden: bargain"),
        (120.0, "Warden accepts what Herald offers: bargain"),
    ] == [
        (at, text.partition(" (")[0])
        for at, text in told(campaign, "Herald offers", "Warden accepts")
    ]
    # By the inn, where no time is lost.
    heard = {(120.0, "Monk hears: opened"), (120.0, "Monk hears: paid")}
    assert heard == set(told(campaign, "Monk hears"))


def test_an_offer_that_is_not_worth_it_is_refused_with_its_consequence(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_camps(worth=NEVER))

    assert [120.0] == minutes(campaign, Kind.OFFER_REFUSED)
    assert [(120.0, "Monk hears: stormed")] == told(campaign, "Monk hears")


def test_an_ultimatum_takes_effect_when_no_answer_has_come(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_camps(worth=SURE, considering_min=600, deadline_h=4))

    assert [(300.0, "The time for an answer has passed: bargain")] == told(campaign, "The time")
    assert [(300.0, "Monk hears: stormed")] == told(campaign, "Monk hears")
    assert [] == minutes(campaign, Kind.OFFER_ACCEPTED)


def test_an_answer_that_comes_too_late_does_not_stop_an_ultimatum(tmp_path: Path):
    slow = two_camps(worth=SURE, deadline_h=2, delay_min=50)
    direct = [entry for entry in slow if not str(entry.fields["id"]).startswith(("camp_i", "inn_"))]
    direct += [wire("camp", "inn")]
    campaign = campaign_of(tmp_path, direct)

    # Offered at 60, heard at 110, accepted at 170, known at 220; the deadline is at 180.
    assert [170.0] == minutes(campaign, Kind.OFFER_ACCEPTED)
    assert [180.0] == minutes(campaign, Kind.DEADLINE_PASSES)


def test_without_a_worth_an_offer_is_answered_by_order_alone(tmp_path: Path):
    news = [
        fact("relief", at="fort"),
        act("hears", "monk", "tell warden relief", 5),
        order("declines", "warden", "heard(relief)", "refuse bargain"),
    ]
    campaign = campaign_of(tmp_path, two_camps(*news))

    assert [300.0] == minutes(campaign, Kind.OFFER_REFUSED)


def test_who_is_told_of_a_refusal_does_what_he_threatened_once_the_talk_is_over(tmp_path: Path):
    entries = two_camps(worth=NEVER, if_refused="tell monk stormed")
    busy = [
        Entry(each.part, each.fields | {"talk_min": 7}) if each.fields["id"] == "herald" else each
        for each in entries
    ]
    at_once, later = (told(campaign_of(tmp_path, each), "Monk hears") for each in (entries, busy))

    assert [(when + 7, text) for when, text in at_once] == later


def test_an_offer_is_refused_unless_the_receiver_knows_its_condition_to_hold(tmp_path: Path):
    unheard = campaign_of(tmp_path, two_camps(worth=SURE, accepts_when="heard(paid)"))

    assert [120.0] == minutes(unheard, Kind.OFFER_REFUSED)


def test_an_offer_is_accepted_with_the_logistic_probability_of_its_worth(tmp_path: Path):
    entries = [
        *two_camps(worth=0.5, weight=2, trust=1),
        outcome("made", "agreed(bargain)"),
        outcome("not_made"),
    ]
    runs = 400
    made = (simulate(campaign_of(tmp_path, entries), 0, 0, runs).columns["outcome"] == 0).mean()

    belief = 1 / (1 + math.exp(-1))
    expected = 1 / (1 + math.exp(-(0.5 + 2 * (2 * belief - 1))))
    # False alarms: one in 15 000.
    assert abs(made - expected) < 4 * math.sqrt(expected * (1 - expected) / runs)


def test_a_guarantor_and_a_mediator_make_a_promise_more_credible(tmp_path: Path):
    plain = two_camps(worth=0, trust=0)
    vouched = two_camps(
        worth=0, trust=0, guarantor="monk", guarantee=1.5, mediator="monk", mediation=0.5
    )
    beliefs = []
    for entries in (plain, vouched):
        run = opened(campaign_of(tmp_path, entries))
        beliefs.append(belief_that_kept(run.world, run.memory, np.int64(0)))

    assert [0.5, pytest.approx(1 / (1 + math.exp(-2)))] == beliefs


def test_a_mediator_carries_the_offer(tmp_path: Path):
    campaign = campaign_of(tmp_path, two_camps(worth=SURE, mediator="monk"))

    assert [(60.0, "Monk carries to Warden the offer: bargain")] == told(campaign, "Monk carries")
    assert [120.0] == minutes(campaign, Kind.OFFER_ACCEPTED)


def test_who_has_been_deceived_believes_less(tmp_path: Path):
    again = agreement("again", "herald", "warden", worth=0, trust=0, breach=2)
    cheat = act("cheat", "herald", "break bargain", 6)
    run = opened(campaign_of(tmp_path, two_camps(again, cheat, worth=SURE)))
    row = np.int64(0)  # by id: again, bargain
    before = belief_that_kept(run.world, run.memory, row)
    run.state.agreements.status[1] = Bargain.BROKEN
    run.state.agreements.breaker[1] = RED
    after = belief_that_kept(run.world, run.memory, row)

    assert (0.5, pytest.approx(1 / (1 + math.exp(2)))) == (before, after)


def test_whoever_hears_that_a_promise_is_broken_does_what_he_threatened(tmp_path: Path):
    entries = two_camps(
        act("cheat", "herald", "break bargain", 6), worth=SURE, if_broken="tell monk stormed"
    )
    campaign = campaign_of(tmp_path, entries)

    assert [(360.0, "Herald breaks the agreement: bargain")] == told(campaign, "Herald breaks")
    assert (360.0, "Monk hears: stormed") in told(campaign, "Monk hears")


def test_a_truce_holds_at_its_places_between_its_sides_while_it_lasts(tmp_path: Path):
    entries = two_camps(worth=SURE, truce=True, at="fort", lasts_h=3)
    run = opened(campaign_of(tmp_path, entries))
    fort, inn = np.int64(1), np.int64(2)
    sides = np.int64(RED), np.int64(BLUE)
    before = at_truce(run.world, run.memory, *sides, fort)
    run.state.agreements.status[0] = Bargain.AGREED
    during = [at_truce(run.world, run.memory, *sides, place) for place in (fort, inn)]
    other_way = at_truce(run.world, run.memory, sides[1], sides[0], fort)

    assert (False, [True, False], True) == (before, during, other_way)
    assert [300.0] == minutes(campaign_of(tmp_path, entries), Kind.AGREEMENT_RUNS_OUT)


def test_nobody_is_arrested_under_a_safe_conduct(tmp_path: Path):
    entries = two_camps(
        person("envoy", "fort"),
        act("seize_him", "warden", "arrest envoy", 5),
        worth=SURE,
        safe_conduct="envoy",
    )
    campaign = campaign_of(tmp_path, entries)

    assert [300.0] == minutes(campaign, Kind.CONDUCT_IS_SAFE)
    assert [] == minutes(campaign, Kind.PERSON_ARRESTED)


def test_who_sets_out_and_offers_at_once_offers_where_he_comes_to(tmp_path: Path):
    entries = [each for each in two_camps(worth=SURE) if each.fields["id"] != "offers"]
    entries += [road("camp", "fort"), act("goes", "herald", "go to fort; offer bargain", 1)]
    (come,), (offered,) = (
        told(campaign_of(tmp_path, entries), words) for words in ("Herald comes", "Herald offers")
    )

    assert 0 <= offered[0] - come[0] <= 10


def test_who_is_under_way_answers_an_offer_where_he_comes_to(tmp_path: Path):
    away = [road("fort", "inn"), act("goes", "warden", "go to inn", 1.3)]
    campaign = campaign_of(tmp_path, two_camps(*away, worth=SURE, considering_min=20))
    (come,), (accepted,) = (told(campaign, words) for words in ("Warden comes", "Warden accepts"))

    assert 0 <= accepted[0] - come[0] <= 10


def test_who_is_arrested_after_an_offer_has_reached_him_answers_once_he_is_free(tmp_path: Path):
    entries = two_camps(
        person("captor", "fort"),
        act("take", "captor", "arrest warden", 1.5),
        act("let_go", "captor", "release warden", 5),
        worth=SURE,
        considering_min=60,
    )
    campaign = campaign_of(tmp_path, entries)

    [(at, _)] = told(campaign, "Warden accepts")
    assert 300 <= at <= 310


def test_an_offer_to_who_is_held_lapses_unanswered(tmp_path: Path):
    entries = two_camps(
        person("captor", "fort"),
        act("take", "captor", "isolate warden", 1.5),
        worth=SURE,
        considering_min=60,
        deadline_h=4,
    )
    campaign = campaign_of(tmp_path, entries)

    assert [] == told(campaign, "Warden accepts", "Warden refuses")
    assert [300.0] == minutes(campaign, Kind.DEADLINE_PASSES)
