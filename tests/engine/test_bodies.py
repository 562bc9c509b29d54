"""Bodies that meet, are a quorum or not, vote by a rule, and act through whoever presides."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign, simulate
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
    road,
    story,
    wire,
)

THREE = "anna; boris; clara"


def a_council(*more: Entry, question: dict[str, object] | None = None, **fields: object):
    """Return a council of three in one room that is to resolve at eight whether to tell."""
    return [
        *places("hall", "away"),
        wire("hall", "away"),
        *(person(id_, "hall") for id_ in ("anna", "boris", "clara")),
        person("waiter", "away"),
        body("council", "anna", THREE, "hall", **fields),
        fact("peace", at="hall"),
        order("sue", "council", "time >= 1900-01-01 08:00", "tell waiter peace", **question or {}),
        order("waits", "waiter", "heard(peace)", "tell anna peace"),
        *more,
    ]


def told(campaign: Campaign, *beginnings: str) -> list[tuple[float, str]]:
    return [(at, text) for at, text in story(campaign) if text.startswith(beginnings)]


def test_a_body_acts_through_its_chair_once_it_has_deliberated(tmp_path: Path):
    campaign = campaign_of(tmp_path, a_council())

    assert [
        (480.0, "Council takes up, 3 present: sue"),
        (510.0, "Council resolves, 3 to 0: sue"),
    ] == told(campaign, "Council takes", "Council resolves")
    assert [(510.0, "Waiter hears: peace")] == told(campaign, "Waiter hears")


@pytest.mark.parametrize(
    ("rule", "against", "is_carried"),
    [
        ("majority", "boris", True),
        ("majority", "boris; clara", False),
        ("two_thirds", "boris", True),
        ("two_thirds", "boris; clara", False),
        ("unanimity", "boris", False),
    ],
)
def test_the_rule_of_a_body_decides(tmp_path: Path, rule: str, against: str, is_carried: bool):
    question: dict[str, object] = {"votes_against": against}
    campaign = campaign_of(tmp_path, a_council(rule=rule, question=question))

    assert [510.0] == minutes(campaign, Kind.BODY_RESOLVES if is_carried else Kind.BODY_REJECTS)


def test_votes_count_by_their_weight(tmp_path: Path):
    entries = a_council(question={"votes_against": "boris"})
    heavy = [entry for entry in entries if entry.fields["id"] != "boris"]
    campaign = campaign_of(tmp_path, [*heavy, person("boris", "hall", votes=5)])

    assert [(510.0, "Council rejects, 2 to 5: sue")] == told(campaign, "Council rejects")


def test_a_tie_is_the_chairs(tmp_path: Path):
    entries = a_council(quorum=2, question={"votes_against": "boris"})
    entries = [entry for entry in entries if entry.fields["id"] != "clara"]
    campaign = campaign_of(tmp_path, [*entries, person("clara", "away")])

    assert [(510.0, "Council resolves, 1 to 1: sue")] == told(campaign, "Council resolves")


def test_a_partners_veto_stops_what_all_others_want(tmp_path: Path):
    partner = person("partner", "hall")
    question: dict[str, object] = {"votes_against": "partner"}
    campaign = campaign_of(tmp_path, a_council(partner, veto="partner", question=question))

    assert [(510.0, "Council is stopped by a veto, 3 to 0: sue")] == told(
        campaign, "Council is stopped"
    )


def test_a_body_without_a_quorum_meets_when_enough_have_come(tmp_path: Path):
    entries = [entry for entry in a_council(quorum=3) if entry.fields["id"] != "clara"]
    late = [
        person("clara", "away"),
        road("away", "hall"),
        act("come", "clara", "go to hall", 8),
    ]
    campaign = campaign_of(tmp_path, [*entries, *late])

    # Two hours on the way; the council is called again every hour.
    assert [480.0, 540.0] == minutes(campaign, Kind.BODY_LACKS_QUORUM)
    assert [630.0] == minutes(campaign, Kind.BODY_RESOLVES)


def test_a_body_takes_up_the_next_question_when_it_has_settled_the_one_before(tmp_path: Path):
    second = order("also", "council", "time >= 1900-01-01 08:05", "tell waiter peace")
    campaign = campaign_of(tmp_path, a_council(second))

    # The first is settled at half past eight, and half an hour more is spent on the second.
    assert [480.0, 510.0] == [round(at, 3) for at in minutes(campaign, Kind.BODY_SITS)]
    assert [510.0, 540.0] == [round(at, 3) for at in minutes(campaign, Kind.BODY_RESOLVES)]


def test_a_body_is_called_again_when_who_is_busy_is_free(tmp_path: Path):
    entries = [entry for entry in a_council(quorum=3) if entry.fields["id"] != "clara"]
    talker = [
        person("clara", "hall", talk_min=20),
        fact("news", at="away"),
        act("write", "waiter", "tell clara news", 7.9),
    ]
    campaign = campaign_of(tmp_path, [*entries, *talker])

    # She hears the news at six minutes to eight, and talks of it for twenty minutes.
    assert [480.0] == minutes(campaign, Kind.BODY_LACKS_QUORUM)
    assert [494.0] == [round(at, 3) for at in minutes(campaign, Kind.BODY_SITS)]


def test_members_elsewhere_take_part_where_a_body_confers_by_wire(tmp_path: Path):
    entries = a_council(quorum=3, by_wire=True)
    entries = [entry for entry in entries if entry.fields["id"] != "clara"]
    campaign = campaign_of(tmp_path, [*entries, person("clara", "away")])

    assert [510.0] == minutes(campaign, Kind.BODY_RESOLVES)


def test_members_vote_by_what_each_knows_and_abstain_from_what_they_do_not(tmp_path: Path):
    question: dict[str, object] = {"votes_when": "heard(letter) and strength(blue, hall) >= 0"}
    letter = fact("letter", known_to="anna; boris")
    campaign = campaign_of(tmp_path, a_council(letter, question=question))

    assert [(510.0, "Council resolves, 2 to 1: sue")] == told(campaign, "Council resolves")


def test_each_member_draws_once_for_a_question(tmp_path: Path):
    entries = [
        *a_council(question={"support": 0.5}),
        outcome("carried", "resolved(sue)"),
        outcome("lost"),
    ]
    runs = 400
    carried = (simulate(campaign_of(tmp_path, entries), 0, 0, runs).columns["outcome"] == 0).mean()

    # At least two of three: one half. False alarms: one in 15 000.
    assert abs(carried - 0.5) < 4 * math.sqrt(0.25 / runs)


def test_what_a_body_resolves_is_carried_out_as_often_as_its_obedience_says(tmp_path: Path):
    idle = campaign_of(tmp_path, a_council(question={"obedience": 0}))

    assert [510.0] == minutes(idle, Kind.BODY_RESOLVES)
    assert [] == told(idle, "Waiter hears")
    assert [(510.0, "Anna does not do it after all: sue")] == told(idle, "Anna does not")


def test_members_in_session_can_do_nothing_else(tmp_path: Path):
    news = [
        fact("news", at="away"),
        act("write", "waiter", "tell boris news", 8.1),
        order("note", "boris", "heard(news)", "tell anna news"),
    ]
    campaign = campaign_of(tmp_path, a_council(*news))

    assert [(510.0, "Boris hears: news")] == told(campaign, "Boris hears")


def test_a_body_without_a_seat_meets_where_its_chair_is(tmp_path: Path):
    entries = [entry for entry in a_council() if entry.part != "bodies"]
    entries = [entry for entry in entries if entry.fields["id"] not in ("anna", "boris")]
    court = [person("anna", "away"), person("boris", "away"), body("council", "anna", THREE)]
    campaign = campaign_of(tmp_path, [*entries, *court])

    assert [(480.0, "Council takes up, 2 present: sue")] == told(campaign, "Council takes")
