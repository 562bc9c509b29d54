"""A brief: what one actor knew at a moment, from whom, and nothing that it was not told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.brief import Brief, brief_actor, read_mind
from echelon.campaign.simulate import Campaign, observe
from echelon.engine.vocabulary import Kind
from worlds import (
    Entry,
    act,
    body,
    bundled,
    campaign_of,
    fact,
    order,
    person,
    places,
    rail,
    road,
    story,
    unit,
    wire,
)

HOUR_US = 3_600_000_000
MINUTE_US = 60_000_000
KRASNOV_AT_ODDS = (17, 3)  # run and seed in which he is told, halted, told again


def world(folder: Path, *more: Entry, hours_of_writing: float = 1.0) -> Campaign:
    """Anna at North writes to Boris at South, ten minutes of wire away, that something is so."""
    return campaign_of(
        folder,
        [
            *places("north", "south", "west"),
            wire("north", "south", delay_min=10),
            person("anna", "north"),
            person("boris", "south"),
            fact("news"),
            act("writing", "anna", "tell boris news", hours_of_writing),
            order("boris_acts", "boris", "heard(news)", "tell anna news", delay_min=30),
            *more,
        ],
    )


def known(told: Brief) -> dict[str, tuple[float, float, str]]:
    """What is known, with the minutes of the information and of its coming, and its source."""
    return {
        it.text: (it.since_us / MINUTE_US, it.learnt_us / MINUTE_US, it.source) for it in told.knows
    }


def after(campaign: Campaign, actor: str, hours: float) -> Brief:
    return brief_actor(campaign, actor, 0, 0, round(hours * HOUR_US))


def test_nothing_is_known_until_the_letter_is_read(tmp_path: Path) -> None:
    told = after(world(tmp_path), "boris", 1 + 9 / 60)

    assert ((), ("News",), ()) == (told.knows, told.not_heard, told.letters)
    assert ["waiting"] == [order.standing for order in told.orders]


def test_what_is_told_carries_its_time_its_coming_and_its_teller(tmp_path: Path) -> None:
    told = after(world(tmp_path), "boris", 1 + 10 / 60)

    assert {"News": (60.0, 70.0, "told by Anna")} == known(told)
    assert () == told.not_heard
    assert [("News", "Anna", 60 * MINUTE_US, 70 * MINUTE_US)] == [
        (letter.text, letter.source, letter.sent_us, letter.read_us) for letter in told.letters
    ]


def test_an_own_order_stirs_and_then_is_given(tmp_path: Path) -> None:
    campaign = world(tmp_path)
    standing = {
        hours: [
            (order.standing, order.since_us) for order in after(campaign, "boris", hours).orders
        ]
        for hours in (1.5, 2.0)
    }

    assert {
        1.5: [("stirring", 70 * MINUTE_US)],
        2.0: [("given", 100 * MINUTE_US)],
    } == standing


def test_an_order_that_is_due_is_put_off_and_not_given_while_its_author_is_held(
    tmp_path: Path,
) -> None:
    entries = [
        *places("hall"),
        person("anna", "hall", under_arrest=True),
        person("boris", "hall"),
        fact("peace"),
        order("sue", "anna", "time >= 1900-01-01 01:00", "tell boris peace"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [("put off", 60 * MINUTE_US)] == [
        (each.standing, each.since_us) for each in after(campaign, "anna", 2).orders
    ]
    assert "Anna puts it off, being held, busy or out of touch: sue" in [
        text for _, text in story(campaign)
    ]


@pytest.mark.parametrize(("against", "standing"), [("boris", "resolved"), ("anna", "rejected")])
def test_the_question_of_a_body_stands_as_it_has_voted(
    tmp_path: Path, against: str, standing: str
) -> None:
    entries = [
        *places("hall"),
        *(person(id_, "hall") for id_ in ("anna", "boris")),
        body("council", "anna", "anna; boris", "hall"),
        fact("peace"),
        order("sue", "council", "time >= 1900-01-01 01:00", "tell boris peace",
              votes_against=against),
    ]  # fmt: skip
    campaign = campaign_of(tmp_path, entries)
    stood = [
        (each.standing, each.since_us // MINUTE_US)
        for hours in (1.2, 2)
        for each in after(campaign, "council", hours).orders
    ]

    assert [("taken up", 60), (standing, 90)] == stood


def test_who_asserts_something_has_it_from_nobody_else(tmp_path: Path) -> None:
    campaign = world(tmp_path, order("anna_adds", "anna", "heard(news)", "tell boris news"))

    assert {"News": (60.0, 60.0, "own word")} == known(after(campaign, "anna", 1.0))


def test_what_is_seen_read_and_known_from_the_start_are_told_apart(tmp_path: Path) -> None:
    campaign = world(
        tmp_path,
        road("south", "west"),
        rail("north", "west"),
        unit("horse", "north", commander="boris"),
        act("riding", "anna", "move horse to west by rail", 2.0),
        fact("old", known_to=["boris"]),
        order(
            "boris_reads",
            "boris",
            "heard(old) and men(horse, north) > 0 and men(horse, west) > 0 and at(anna, south)",
            "tell anna news",
        ),
    )

    before, later = (known(after(campaign, "boris", hours)) for hours in (0.0, 3.0))
    from_the_start = (0.0, 0.0, "known from the start")
    assert {
        "Old": from_the_start,
        "Horse has 100 men at North": from_the_start,
        "Horse has 0 men at West": from_the_start,
        "Anna is not at South": from_the_start,
    } == before
    assert (120.0, 130.0, "reported") == later["Horse has 0 men at North"]
    assert "Horse has 100 men at West" not in later


def test_what_nobody_has_said_is_listed_as_not_known(tmp_path: Path) -> None:
    campaign = world(
        tmp_path,
        unit("foe", "west", side="blue"),
        order("boris_waits", "boris", "men(foe, west) > 5 and at(foe, north)", "tell anna news"),
    )

    told = after(campaign, "boris", 5.0)
    assert ("how many men Foe has at West", "where Foe is") == told.not_known


def test_a_broadcast_is_known_by_its_channel(tmp_path: Path) -> None:
    radio = {"id": "voice", "name": "The voice", "kind": "radio", "reach": "all"}
    radio |= {"delay_min": 20, "service_min": 0}
    campaign = world(
        tmp_path,
        Entry("channels", radio),
        act("speaking", "anna", "announce news by voice", 0.5),
        hours_of_writing=10,
    )

    assert {"News": (50.0, 50.0, "heard over the voice")} == known(after(campaign, "boris", 1.0))


def test_an_actor_between_places_is_under_way(tmp_path: Path) -> None:
    campaign = world(
        tmp_path, road("south", "west"), act("leaving", "boris", "go to west by road", 1.0)
    )

    places_known = [
        (told.place, told.bound_for) for told in (after(campaign, "boris", at) for at in (0, 2, 9))
    ]
    assert [("South", None), (None, "West"), ("West", None)] == places_known


def test_two_worlds_that_differ_in_what_he_has_not_heard_give_one_brief(tmp_path: Path) -> None:
    def told(men: int, hours: float, folder: str) -> Brief:
        (tmp_path / folder).mkdir()
        campaign = world(
            tmp_path / folder,
            rail("north", "west"),
            unit("foe", "west", side="blue", men=men),
            person("carl", "west", side="blue"),
            act("secret", "carl", "move foe to north by rail", hours),
            order("boris_waits", "boris", "men(foe, west) > 5", "tell anna news"),
        )
        return after(campaign, "boris", 8.0)

    assert told(100, 2.0, "one") == told(900, 40.0, "other")


@pytest.mark.parametrize("actor", ["krasnov", "woytinsky", "tenth_don"])
def test_random_truth_changes_no_word_of_a_brief(actor: str) -> None:
    campaign = bundled("ostrov-gatchina")
    run, seed = KRASNOV_AT_ODDS
    at_us = 18 * HOUR_US
    state = observe(campaign, seed, run, until_us=at_us)
    told = read_mind(campaign, actor, state, at_us)

    assembled, chance = campaign.assembled, np.random.default_rng(7)
    slots, own = assembled.world.slots, assembled.assembly.actors[actor]
    others = slots.observer != own
    state.known[others] = chance.integers(0, 900, np.count_nonzero(others))
    state.slots.since_us[others] = chance.integers(0, at_us, np.count_nonzero(others))
    state.slots.source[others] = chance.integers(0, len(assembled.world.actors))
    for table in (state.units, state.echelons, state.links, state.places, state.facts):
        for name in table.dtype.names:
            table[name] = chance.integers(0, 2, len(table))
    strangers = np.arange(len(assembled.world.actors)) != own
    state.actors.place[strangers] = chance.integers(0, 4, np.count_nonzero(strangers))
    read = {
        int(row.who)
        for row in state.trace[: int(state.clock.n_trace[0])]
        if row.kind == Kind.LETTER_HEARD
    }
    unread = [letter for letter in range(len(state.letters)) if letter not in read]
    for name in ("content", "row", "about_us", "claimed", "receiver"):
        state.letters[name][unread] = 0

    assert told == read_mind(campaign, actor, state, at_us)


def facts_heard_by(campaign: Campaign, actor: str, until_us: int) -> set[str]:
    run, seed = KRASNOV_AT_ODDS
    state = observe(campaign, seed, run)
    labels = [fact.label for fact in campaign.document.parts.facts.values()]
    own = campaign.assembled.assembly.actors[actor]
    rows = state.trace[: int(state.clock.n_trace[0])]
    return {
        labels[row.detail]
        for row in rows
        if row.kind == Kind.FACT_LEARNT and row.who == own and row.time_us <= until_us
    }


@pytest.mark.parametrize("hours", [6, 10, 14, 30, 60])
def test_a_brief_is_the_whole_run_up_to_then_and_no_more(hours: int) -> None:
    campaign = bundled("ostrov-gatchina")
    run, seed = KRASNOV_AT_ODDS
    told = brief_actor(campaign, "krasnov", seed, run, hours * HOUR_US)

    heard = facts_heard_by(campaign, "krasnov", hours * HOUR_US)
    assert heard == {known.text for known in told.knows}
    assert all(known.since_us <= known.learnt_us <= told.time_us for known in told.knows)
    assert _disjoint(told.not_heard, heard)


def test_a_forged_letter_is_told_by_him_whose_name_it_bears(tmp_path: Path) -> None:
    campaign = campaign_of(
        tmp_path,
        [
            *places("north", "south"),
            wire("north", "south", delay_min=10),
            person("anna", "north"),
            person("carl", "north"),
            person("boris", "south"),
            fact("news"),
            act("forging", "carl", "tell boris news as anna", 1.0),
            order("boris_acts", "boris", "heard(news)", "tell anna news"),
        ],
    )

    told = after(campaign, "boris", 2.0)
    assert {"News": (60.0, 70.0, "told by Anna")} == known(told)
    assert ["Anna"] == [letter.source for letter in told.letters]


def test_a_garbled_letter_says_nothing(tmp_path: Path) -> None:
    campaign = campaign_of(
        tmp_path,
        [
            *places("north", "south"),
            wire("north", "south", delay_min=10, holder="blue", garble=1),
            person("anna", "north"),
            person("boris", "south"),
            fact("news"),
            act("writing", "anna", "tell boris news", 1.0),
            order("boris_acts", "boris", "heard(news)", "tell anna news"),
        ],
    )

    told = after(campaign, "boris", 2.0)
    assert () == told.knows
    assert [("It cannot be read", None)] == [(it.text, it.source) for it in told.letters]


def test_an_unknown_actor_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        after(world(tmp_path), "nobody", 1.0)


def _disjoint(some: Iterable[str], others: Iterable[str]) -> bool:
    return not set(some) & set(others)
