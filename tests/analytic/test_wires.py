"""Telegrams on a wire against the arithmetic of queues: MODELS section 2.1, rows B."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign
from echelon.engine.vocabulary import Kind
from worlds import Entry, act, campaign_of, fact, happenings, minutes, person, places, wire


def telegrams(hours: list[float], wires: int = 1, **channel: object) -> list[Entry]:
    """Return a telegram handed in at each of these hours, on one line between two towns."""
    entries = [*places("here", "there"), wire("here", "there", wires=wires, **channel)]
    entries += [person("clerk", "here"), person("reader", "there")]
    for number, when in enumerate(hours):
        entries += [
            fact(f"news_{number:02}"),
            act(f"send_{number:02}", "clerk", f"tell reader news_{number:02}", when),
        ]
    return entries


def waits(campaign: Campaign) -> list[float]:
    """Return how long each telegram waited for a wire."""
    handed_in = {it.who: it.minute for it in happenings(campaign, Kind.LETTER_HANDED_IN)}
    taken = happenings(campaign, Kind.LETTER_TAKES_CHANNEL)
    return [it.minute - handed_in[it.who] for it in taken]


def test_of_ten_telegrams_handed_in_together_the_last_is_through_after_80_minutes(tmp_path: Path):
    # B5.
    campaign = campaign_of(tmp_path, telegrams([0.0] * 10, service_min=8))

    assert 80 == max(minutes(campaign, Kind.LETTER_HEARD))
    assert 36 == sum(waits(campaign)) / 10


def test_telegrams_depart_as_lindley_says(tmp_path: Path):
    # B6: handed in at 0, 2, 3, 10, 11 min, 4 min each.
    handed_in = [minute / 60 for minute in (0, 2, 3, 10, 11)]
    campaign = campaign_of(tmp_path, telegrams(handed_in, service_min=4))

    assert [4, 8, 12, 16, 20] == [pytest.approx(it) for it in minutes(campaign, Kind.LETTER_HEARD)]


def test_the_delay_of_relaying_keeps_no_wire_busy(tmp_path: Path):
    campaign = campaign_of(tmp_path, telegrams([0.0, 0.0, 0.0], service_min=5, delay_min=30))

    assert [35, 40, 45] == minutes(campaign, Kind.LETTER_HEARD)


def test_two_wires_carry_two_telegrams_at_once(tmp_path: Path):
    campaign = campaign_of(tmp_path, telegrams([0.0] * 5, wires=2, service_min=6))

    assert [6, 6, 12, 12, 18] == minutes(campaign, Kind.LETTER_HEARD)


def test_the_two_directions_of_a_wire_do_not_wait_for_each_other(tmp_path: Path):
    entries = telegrams([0.0, 0.0], service_min=10)
    entries += [fact("answer"), act("reply", "reader", "tell clerk answer")]
    campaign = campaign_of(tmp_path, entries)

    assert [10, 10, 20] == minutes(campaign, Kind.LETTER_HEARD)


def test_a_telegram_takes_the_quickest_open_way_and_adds_up_its_relays(tmp_path: Path):
    entries = [
        *places("here", "relay", "there"),
        wire("here", "there", delay_min=90, service_min=5),
        wire("here", "relay", delay_min=10, service_min=5),
        wire("relay", "there", delay_min=20, service_min=5),
        person("clerk", "here"),
        person("reader", "there"),
        fact("news"),
        fact("later_news"),
        act("send", "clerk", "tell reader news"),
        act("cut", "clerk", "cut here_relay_wire", 1),
        act("send_again", "clerk", "tell reader later_news", 2),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [40, 120 + 95] == minutes(campaign, Kind.LETTER_HEARD)
