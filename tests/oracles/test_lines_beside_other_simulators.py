"""A section of line of the shipped engine lets the same trains in at the same moments as SimPy."""

from __future__ import annotations

import random
from collections.abc import Generator
from pathlib import Path

import pytest
import simpy

from echelon.campaign.simulate import Campaign, observe
from echelon.engine.vocabulary import Kind
from oracles.queues import by_ciw, by_simpy
from worlds import US_PER_MINUTE, Entry, act, campaign_of, person, places, rail, unit


def trains(moments_h: list[float], **line: object) -> list[Entry]:
    """Return a train that is loaded at each of these hours, and a line before them."""
    entries = [*places("start", "goal", platforms=100), rail("start", "goal", **line)]
    entries.append(person("boss", "start"))
    for number, when in enumerate(moments_h):
        entries.append(unit(f"train_{number:02}", "start"))
        entries.append(act(f"go_{number:02}", "boss", f"move train_{number:02} to goal", when))
    return entries


def times(campaign: Campaign, kind: Kind) -> list[int]:
    """Return when something happened, train by train."""
    state = observe(campaign, 0, 0)
    rows = state.trace[: int(state.clock.n_trace[0])]
    rows = rows[rows["kind"] == kind]
    return [int(row.time_us) for row in sorted(rows, key=lambda row: int(row.who))]


MOMENTS_H = [0.0, 0.1, 0.15, 1.0, 1.05, 1.06, 1.07, 3.0, 3.5, 3.55, 3.6, 6.0]


@pytest.mark.parametrize("headway_min", [7, 20, 23])
def test_double_track_is_a_server_that_each_train_holds_for_a_headway(
    tmp_path: Path, headway_min: int
) -> None:
    campaign = campaign_of(tmp_path, trains(MOMENTS_H, headway_min=headway_min))

    asked = times(campaign, Kind.ECHELON_LOADED)
    left = times(campaign, Kind.ECHELON_LEAVES_STATION)

    holds = [headway_min * US_PER_MINUTE] * len(asked)
    assert [job.start for job in by_simpy(asked, holds, 1)] == left
    assert [job.start for job in by_ciw(asked, holds, 1)] == left


def test_no_train_overtakes_where_they_run_at_speeds_of_their_own(tmp_path: Path) -> None:
    line = {"headway_min": 5, "speed_km_h": "60 * each(0.5..1.5)"}
    campaign = campaign_of(tmp_path, trains(MOMENTS_H, **line))
    free = campaign_of(tmp_path, trains(MOMENTS_H, **line | {"headway_min": 600}), hours=200.0)

    left = times(campaign, Kind.ECHELON_LEAVES_STATION)
    came = times(campaign, Kind.ECHELON_REACHES_STATION)

    # The same draws, far apart: how long each train would run with the line to itself.
    alone = zip(
        times(free, Kind.ECHELON_LEAVES_STATION),
        times(free, Kind.ECHELON_REACHES_STATION),
        strict=True,
    )
    expected, last = [], 0
    for start, (depart, arrive) in zip(left, alone, strict=True):
        last = max(last, start + arrive - depart)
        expected.append(last)
    assert expected == came
    assert came != sorted(start + 3600 * 10**6 for start in left)


def test_single_track_is_a_server_that_each_train_holds_until_an_interval_after_it(
    tmp_path: Path,
) -> None:
    line = {"tracks": 1, "crossing_min": 5, "speed_km_h": "60 * each(0.5..1.5)"}
    campaign = campaign_of(tmp_path, trains(MOMENTS_H, **line))

    asked = times(campaign, Kind.ECHELON_LOADED)
    left = times(campaign, Kind.ECHELON_LEAVES_STATION)
    came = times(campaign, Kind.ECHELON_REACHES_STATION)

    holds = [b - a + 5 * US_PER_MINUTE for a, b in zip(left, came, strict=True)]
    assert [job.start for job in by_simpy(asked, holds, 1)] == left
    assert [job.start for job in by_ciw(asked, holds, 1)] == left


def test_wagons_are_a_store_from_which_trains_draw_in_the_order_of_their_coming(
    tmp_path: Path,
) -> None:
    luck = random.Random(1)
    drawn = [
        (round(luck.uniform(0, 30), 2), luck.randint(1, 40), luck.randrange(2)) for _ in range(60)
    ]
    homes = ("start", "goal")
    entries = [*places(*homes, platforms=100, wagons=50), rail(*homes)]
    entries += [person("boss", "start"), person("other", "goal")]
    for number, (when, needed, end) in enumerate(drawn):
        id_, load = f"train_{number:02}", {"loading_h": 1, "unloading_h": 0.5}
        entries.append(unit(id_, homes[end], wagons_per_echelon=needed, **load))
        do = f"move {id_} to {homes[1 - end]}"
        entries.append(act(f"go_{number:02}", ("boss", "other")[end], do, when))
    state = observe(campaign_of(tmp_path, entries, hours=200), 0, 0)
    rows = state.trace[: int(state.clock.n_trace[0])]
    rows = rows[rows["kind"] == Kind.ECHELON_BEGINS_LOADING]
    begun = {int(row.who): int(row.time_us) for row in rows}

    hour = 60 * US_PER_MINUTE
    world = simpy.Environment()
    stores = [simpy.Container(world, init=50) for _ in homes]
    expected: dict[int, int] = {}

    def train(number: int, when: float, needed: int, end: int) -> Generator[simpy.Event]:
        yield world.timeout(round(when * hour))
        yield stores[end].get(needed)
        expected[number] = int(world.now)
        yield world.timeout(2 * hour + hour // 2)
        yield stores[1 - end].put(needed)

    for number, (when, needed, end) in enumerate(drawn):
        world.process(train(number, when, needed, end))
    world.run(200 * hour)

    waited = [begin > round(drawn[number][0] * hour) for number, begin in expected.items()]
    assert sum(waited) > 20
    assert len(expected) < len(drawn)  # some wait for wagons that never come
    assert expected == begun


def test_platforms_are_servers_that_trains_hold_while_they_load(tmp_path: Path) -> None:
    entries = trains([hour / 4 for hour in MOMENTS_H])
    for entry in entries:
        if entry.part == "places":
            entry.fields["platforms"] = 3
        elif entry.part == "units":
            entry.fields["loading_h"] = "each(0.5..2)"
    campaign = campaign_of(tmp_path, entries)

    ordered = times(campaign, Kind.UNIT_SETS_OUT)
    begun = times(campaign, Kind.ECHELON_BEGINS_LOADING)
    loaded = times(campaign, Kind.ECHELON_LOADED)

    holds = [b - a for a, b in zip(begun, loaded, strict=True)]
    assert [job.start for job in by_simpy(ordered, holds, 3)] == begun
    assert [job.start for job in by_ciw(ordered, holds, 3)] == begun
