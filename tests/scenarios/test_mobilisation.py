"""The deployment of 1914: what is published goes in, what comes out is beside what is published.

What does not come out within its published range is pinned here at its distance from it, so that
the README stays true.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from echelon.analysis.flow import Line, most_trains, quickest_time, rail_lines
from echelon.analysis.traffic import Arrival, Passage, passages, trains_per_day
from echelon.campaign.people import expected
from echelon.campaign.simulate import Campaign, compile_campaign, simulate
from echelon.scenario.document import Document
from echelon.scenario.load import check_document, load_document
from echelon.units import MICROSECONDS_PER_DAY
from worlds import BUNDLED

FOLDER = BUNDLED / "mobilisation-1914"
FULL_DAYS = range(7, 16)
"""9 to 17 August: every corps is on the way, and trains have long been crossing the Rhine."""


@pytest.fixture(scope="module")
def document() -> Document:
    return load_document(FOLDER)


@pytest.fixture(scope="module")
def campaign(document: Document) -> Campaign:
    return compile_campaign(document)


@pytest.fixture(scope="module")
def traffic(campaign: Campaign) -> tuple[list[Passage], list[Arrival]]:
    return passages(campaign, seed=0, run=0)


@pytest.fixture(scope="module")
def days(traffic: tuple[list[Passage], list[Arrival]]) -> dict[str, Counter[int]]:
    return {link: counted for (link, _), counted in trains_per_day(traffic[0]).items()}


@pytest.fixture(scope="module")
def days_of_runs(campaign: Campaign) -> list[dict[str, Counter[int]]]:
    """Trains by link and day of five runs."""
    runs = (passages(campaign, seed=0, run=run)[0] for run in range(5))
    return [{link: count for (link, _), count in trains_per_day(run).items()} for run in runs]


@pytest.fixture(scope="module")
def days_of_august(campaign: Campaign) -> dict[str, np.ndarray]:
    """Median of every time, as a day of August with its fraction: 15.5 is noon of the 15th."""
    columns = simulate(campaign, seed=0, first=0, count=100).columns
    return {
        name.removeprefix("time_"): 2.0 + np.median(times) / MICROSECONDS_PER_DAY
        for name, times in columns.items()
        if name.startswith("time_")
    }


def test_it_has_neither_errors_nor_warnings() -> None:
    check = check_document(FOLDER)

    assert () == check.faults


def test_it_has_the_published_trains_and_men(campaign: Campaign, document: Document) -> None:
    assembly = campaign.assembled.assembly
    men = sum(expected(assembly, unit.men) for unit in document.parts.units.values())

    assert 11_100 == len(campaign.assembled.world.echelons)
    assert 3_120_000 == pytest.approx(men, abs=100)


def test_paths_of_the_corps_add_up_to_the_published_trains_a_day(document: Document) -> None:
    links = document.parts.links
    paths = [link.trains_per_day for id_, link in links.items() if id_.endswith("_paths")]

    assert 660.0 == sum(path.value for path in paths)


def test_every_train_arrives(traffic: tuple[list[Passage], list[Arrival]]) -> None:
    assert 11_100 == len(traffic[1])


def test_no_road_carries_more_than_sixty_trains_a_day(days: dict[str, Counter[int]]) -> None:
    # A day may hold one path more than the share of a day, at either end.
    roads = {link: max(counted.values()) for link, counted in days.items() if "line_" in link}

    assert {} == {link: most for link, most in roads.items() if most > 61}


def test_the_roads_carry_all_the_paths_day_after_day(days: dict[str, Counter[int]]) -> None:
    carried = [
        sum(counted[day] for link, counted in days.items() if link.endswith("_paths"))
        for day in FULL_DAYS
    ]

    assert [660] * len(FULL_DAYS) == pytest.approx(carried, abs=10)


def test_twenty_trains_a_day_short_of_the_published_ones_cross_the_rhine(
    days_of_runs: list[dict[str, Counter[int]]],
) -> None:
    crossed = [
        sum(counted[day] for link, counted in days.items() if link.startswith("bridge_"))
        for days in days_of_runs
        for day in FULL_DAYS
    ]

    assert 550 - 20 == pytest.approx(np.mean(crossed), abs=10)


def test_the_hohenzollern_bridge_has_a_third_fewer_than_published(
    days_of_runs: list[dict[str, Counter[int]]],
) -> None:
    crossed = [sum(days["bridge_deutz"][day] for day in range(17)) for days in days_of_runs]

    assert 2150 * 0.64 == pytest.approx(np.mean(crossed), rel=0.05)


def test_the_army_corps_stand_within_the_published_range(
    days_of_august: dict[str, np.ndarray],
) -> None:
    assert 13.0 <= days_of_august["active_corps"] <= 16.0


def test_all_corps_stand_a_day_after_the_published_date(
    days_of_august: dict[str, np.ndarray],
) -> None:
    assert 17.5 + 1.4 == pytest.approx(days_of_august["all_corps"], abs=0.5)


def test_the_last_train_comes_five_days_after_the_published_date(
    days_of_august: dict[str, np.ndarray],
) -> None:
    assert 19.5 + 5.0 == pytest.approx(days_of_august["last_train"], abs=0.7)


def test_nothing_is_set_from_what_is_scored(document: Document) -> None:
    assert [] == [fact.id for fact in document.parts.record.values() if fact.used_for]


def test_no_train_is_above_the_greatest_flow_over_time(
    document: Document, traffic: tuple[list[Passage], list[Arrival]]
) -> None:
    lines = rail_lines(document)
    arrivals: dict[str, list[Arrival]] = {}
    for arrival in traffic[1]:
        arrivals.setdefault(arrival.place, []).append(arrival)
    for place, there in arrivals.items():
        starts = {document.parts.units[arrival.unit].place for arrival in there}
        net = lines + [Line("everywhere", start, 0, 0) for start in starts]
        for count in range(1, len(there) + 1, 50):
            time_us = there[count - 1].time_us
            assert count <= most_trains(net, "everywhere", place, time_us), place


def test_no_timetable_could_have_been_done_before_the_afternoon_of_the_17th(
    document: Document, traffic: tuple[list[Passage], list[Arrival]]
) -> None:
    lines = rail_lines(document)
    counts = Counter(arrival.place for arrival in traffic[1])
    starts: dict[str, set[str]] = {}
    for arrival in traffic[1]:
        starts.setdefault(arrival.place, set()).add(document.parts.units[arrival.unit].place)
    quickest = max(
        quickest_time(
            lines + [Line("everywhere", start, 0, 0) for start in starts[place]],
            "everywhere",
            place,
            count,
        )
        for place, count in counts.items()
    )

    assert 2.0 + 15.7 == pytest.approx(2.0 + quickest / MICROSECONDS_PER_DAY, abs=0.1)
