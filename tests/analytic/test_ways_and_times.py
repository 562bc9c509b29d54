"""Trains, couriers and wires on their way, against exact laws of greatest and least values.

A test that counts fails by chance once in 16 000 (|z| < 4); seeds are fixed.
"""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from echelon.campaign.simulate import simulate
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    outcome,
    person,
    places,
    quantity,
    rail,
    time_of,
    unit,
    wire,
)

HOUR_US = 3.6e9


def z_of_mean(found: np.ndarray, expected: float) -> float:
    return float((found.mean() - expected) / (found.std() / sqrt(len(found))))


def test_trains_behind_slow_ones_arrive_in_as_many_bunches_as_there_are_records(tmp_path: Path):
    # On a line where none overtakes, a train that is slower than all before it leads a bunch. Of n
    # in a random order 1 + 1/2 + ... + 1/n are (A. Renyi 1962; G. F. Newell 1959 of cars).
    n, runs = 30, 2000
    names = [f"u{row:02}" for row in range(n)]
    entries = [
        *places("west", "east", platforms=n),
        rail("west", "east", speed_km_h="30 * each(0.5..1.5)"),
        person("chief", "west"),
        act("go", "chief", "; ".join(f"move {name} to east" for name in names)),
    ]
    for name in names:
        came = f"{name}_there"
        entries += [unit(name, "west"), fact(came, f"arrived({name}; east)"), time_of(came)]
    found = simulate(campaign_of(tmp_path, entries), 0, 0, runs).columns
    times = np.sort([found[f"time_when_{name}_there"] for name in names], axis=0)
    bunches = 1 + (np.diff(times, axis=0) > 0).sum(axis=0)

    assert abs(z_of_mean(bunches, sum(1 / row for row in range(1, n + 1)))) < 4


def test_a_single_line_of_unequal_sections_passes_what_its_longest_lets(tmp_path: Path):
    # 20, 35 and 15 min between stations, 5 min at each: pairs of trains every 2 (35 + 5) min.
    sections, days, trains = {"west_a": 20, "a_b": 35, "b_east": 15}, 4, 100
    entries = [
        *places("west", "a", "b", "east", platforms=2 * trains),
        *(
            rail(*ends.split("_"), tracks=1, length_km=minutes, crossing_min=5)
            for ends, minutes in sections.items()
        ),
        *(person(f"{end}_chief", end) for end in ("west", "east")),
        unit("eastward", "west", men=trains, echelons=trains),
        unit("westward", "east", men=trains, echelons=trains),
        act("go_east", "west_chief", "move eastward to east"),
        act("go_west", "east_chief", "move westward to west"),
        quantity("east", "men(eastward; east)"),
        quantity("west", "men(westward; west)"),
    ]
    there = []
    for hours in (24, 24 * (1 + days)):
        folder = tmp_path / str(hours)
        folder.mkdir()
        found = simulate(campaign_of(folder, entries, hours=hours), 0, 0, 1).columns
        there.append([float(found[f"quantity_{end}"][0]) for end in ("east", "west")])

    passed = [after - before for before, after in zip(*there, strict=True)]
    assert [pytest.approx(days * 18, abs=1)] * 2 == passed  # a train more or less at the ends


def test_the_later_of_two_columns_comes_when_clark_says(tmp_path: Path):
    # C. E. Clark (1961), Operations Research 9, 145: mean and variance of the greater of two
    # normals with means 10 and 12 h, deviations 3 and 4, and a correlation of one half.
    runs = 20_000
    entries = [
        Entry("inputs", {"id": "one_h", "value": "normal(10; 3)"}),
        Entry("inputs", {"id": "other_h", "value": "normal(12; 4)"}),
        Entry("correlations", {"id": "both", "inputs": "one_h; other_h", "correlation": 0.5}),
        *places("north", "south", "goal"),
        person("chief", "goal"),
        fact("together", "arrived(one; goal) and arrived(other; goal)"),
        time_of("together"),
    ]
    for id_, place in (("one", "north"), ("other", "south")):
        entries += [
            rail(place, "goal", speed_km_h=f"60 / max({id_}_h; 0.1)"),
            wire(place, "goal"),
            unit(id_, place),
            act(f"call_{id_}", "chief", f"move {id_} to goal"),
        ]
    times = simulate(campaign_of(tmp_path, entries), 0, 0, runs).columns["time_when_together"]
    hours = np.asarray(times) / HOUR_US

    spread, normal = sqrt(9 + 16 - 2 * 0.5 * 12), stats.norm
    ahead = (10 - 12) / spread
    first, last, bend = normal.cdf(ahead), normal.cdf(-ahead), spread * normal.pdf(ahead)
    mean = 10 * first + 12 * last + bend
    variance = 109 * first + 160 * last + 22 * bend - mean**2
    assert abs(z_of_mean(hours, mean)) < 4
    assert sqrt(variance) == pytest.approx(hours.std(), abs=4 * sqrt(variance / (2 * runs)))


def test_the_first_of_five_couriers_and_the_last_come_when_exponential_rides_say(tmp_path: Path):
    # A. Renyi (1953): 1/5 of the mean, and 1 + 1/2 + 1/3 + 1/4 + 1/5 of it.
    numbers = range(5)
    come = [f"heard(word_{row}; reader)" for row in numbers]
    entries = [
        *places("here", "there"),
        *(person("clerk", "here"), person("reader", "there")),
        wire("here", "there", kind="courier", wires=5, delay_min="60 * each(exponential(1))"),
        *(fact(f"word_{row}") for row in numbers),
        fact("one_there", " or ".join(come)),
        fact("all_there", " and ".join(come)),
        *(time_of("one_there"), time_of("all_there")),
        act("send", "clerk", "; ".join(f"tell reader word_{row}" for row in numbers)),
    ]
    found = simulate(campaign_of(tmp_path, entries), 0, 0, 10_000).columns

    assert abs(z_of_mean(found["time_when_one_there"] / HOUR_US, 0.2)) < 4
    assert abs(z_of_mean(found["time_when_all_there"] / HOUR_US, 137 / 60)) < 4


@pytest.mark.parametrize(
    ("what", "reached", "expected"),
    [
        ({"copy": 0.3, "copies_to": "spy"}, "spy", 1 - 0.7**3),
        ({"garble": 0.3}, "reader", 0.7**3),
    ],
)
def test_a_letter_over_three_wires_of_the_other_side_is_read_by_it_at_one_of_them_at_least(
    tmp_path: Path, what: dict[str, object], reached: str, expected: float
):
    stops = ["here", "first", "second", "there"]
    entries = [
        *places(*stops),
        *(wire(one, other, holder="blue", **what) for one, other in pairwise(stops)),
        *(person("clerk", "here"), person("reader", "there")),
        person("spy", "here", side="blue"),
        fact("news"),
        act("send", "clerk", "tell reader news"),
        *(outcome("read", f"heard(news; {reached})"), outcome("unread")),
    ]
    found = simulate(campaign_of(tmp_path, entries), 0, 0, 10_000).columns["outcome"]

    assert abs(z_of_mean(np.asarray(found == 0, dtype=float), expected)) < 4


@pytest.mark.parametrize("sets", [1, 2, 4])
def test_wagons_that_go_round_between_two_ramps_carry_as_many_trains_as_gordon_and_newell_say(
    tmp_path: Path, sets: int
):
    # W. J. Gordon and G. F. Newell (1967), Operations Research 15, 254: k sets of wagons, which are
    # loaded and unloaded at one platform at either end, an hour each at random, carry k / (k + 1)
    # trains an hour; counted from the 40th hour on, when they have long been spread out.
    trains, runs, hours = 230, 200, (40, 200)
    entries = [
        *places("west", platforms=1, wagons=30 * sets),
        *places("east", platforms=1, wagons=0),
        rail("west", "east", length_km=0.001),
        *(person("west_chief", "west"), person("east_chief", "east")),
        unit("army", "west", men=trains, echelons=trains, wagons_per_echelon=30),
        unit("empties", "east", men=0, echelons=trains, wagons_per_echelon=30),
        act("send_army", "west_chief", "move army to east"),
        act("send_empties", "east_chief", "move empties to west"),
        quantity("carried", "men(army; east)"),
    ]
    for entry in entries:
        if entry.fields["id"] == "army":
            hour = "each(exponential(1))"
            entry.fields.update({"loading_h": hour, "unloading_h": hour})
    carried = []
    for until in hours:
        folder = tmp_path / str(until)
        folder.mkdir()
        campaign = campaign_of(folder, entries, hours=until)
        carried.append(simulate(campaign, 0, 0, runs).columns["quantity_carried"])

    an_hour = (carried[1] - carried[0]) / (hours[1] - hours[0])
    assert abs(z_of_mean(an_hour, sets / (sets + 1))) < 4
