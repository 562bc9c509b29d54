"""Trains on a line against the arithmetic of railwaymen: MODELS section 2.3."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign
from echelon.engine.vocabulary import Kind
from worlds import (
    Entry,
    Happening,
    act,
    campaign_of,
    happenings,
    minutes,
    moment,
    person,
    places,
    rail,
    unit,
)

MINUTES_PER_DAY = 1440


def one_way(trains: int, **line: object) -> list[Entry]:
    """Return so many trains that are all ready at the start of a line."""
    return [
        *places("west", "east", platforms=trains),
        rail("west", "east", **line),
        person("chief", "west"),
        unit("army", "west", men=trains, echelons=trains),
        act("order", "chief", "move army to east"),
    ]


def both_ways(trains: int, **line: object) -> list[Entry]:
    """Return so many trains at each end of a single line, all ready at the start."""
    return [
        *places("west", "east", platforms=2 * trains),
        rail("west", "east", tracks=1, **line),
        person("chief", "west"),
        person("other", "east"),
        unit("eastward", "west", men=trains, echelons=trains),
        unit("westward", "east", men=trains, echelons=trains),
        act("go_east", "chief", "move eastward to east"),
        act("go_west", "other", "move westward to west"),
    ]


def departures(campaign: Campaign) -> list[float]:
    return minutes(campaign, Kind.ECHELON_LEAVES_STATION)


def in_whole_days(moments: list[float], days: int) -> int:
    """Return how many of the moments fall into so many days from the start."""
    return sum(minute < days * MINUTES_PER_DAY for minute in moments)


def test_sixty_echelons_at_twelve_a_day_over_500_km_take_143_hours(tmp_path: Path):
    # D3. Punin's "German formula" D/20 + 24 r/r1 gives 145 h: an interval between trains too many.
    entries = one_way(60, length_km=500, speed_km_h=20, headway_min=20, trains_per_day=12)
    campaign = campaign_of(tmp_path, entries, hours=200)

    assert 60 == len(minutes(campaign, Kind.ECHELON_DETRAINED))
    assert 143 * 60 == max(minutes(campaign, Kind.ECHELON_DETRAINED))
    assert [143 * 60] == minutes(campaign, Kind.UNIT_ASSEMBLED)


@pytest.mark.parametrize(
    ("running_min", "crossing_min", "pairs_a_day"),
    [(24.5, 3, 26), (60, 5, 11), (55, 5, 12)],
)
def test_a_single_track_section_passes_a_pair_of_trains_in_each_period(
    tmp_path: Path, running_min: float, crossing_min: float, pairs_a_day: int
):
    # D4: periods of 55, 130 (Transvaal, 1899) and 120 minutes, counted from a saturated section.
    days = 6
    line = {"length_km": running_min, "speed_km_h": 60, "crossing_min": crossing_min}
    entries = both_ways((pairs_a_day + 1) * days, **line)
    left = departures(campaign_of(tmp_path, entries, hours=24 * days))

    assert pairs_a_day == in_whole_days(left, days) // (2 * days)
    period = 2 * (running_min + crossing_min)
    assert [pytest.approx(period)] * (len(left) - 2) == [
        later - earlier for earlier, later in zip(left, left[2:], strict=False)
    ]


@pytest.mark.parametrize(
    ("running_min", "working_min", "efficiency", "trains_a_day"),
    [(100, 20, 0.75, 9.0), (30, 5, 0.7, 28.8)],
)
def test_a_saturated_section_times_an_efficiency_is_scott_s_formula(
    tmp_path: Path, running_min: float, working_min: float, efficiency: float, trains_a_day: float
):
    # D7: trains both ways, 1440 E / (T + t); E, which is judged, is not in the model.
    days = 14
    line = {"length_km": running_min, "speed_km_h": 60, "crossing_min": working_min}
    trains = round(trains_a_day / efficiency * days)
    left = departures(campaign_of(tmp_path, both_ways(trains, **line), hours=24 * days))

    assert trains_a_day == pytest.approx(
        efficiency * in_whole_days(left, days) / days, abs=efficiency / days + 1e-9
    )
    assert trains_a_day == pytest.approx(1440 * efficiency / (running_min + working_min))


def test_loops_let_a_single_line_pass_as_many_trains_as_its_longest_section(tmp_path: Path):
    # Three sections of 20 min: the period is 2 * (20 + 5) min wherever on the line one counts.
    days, period = 6, 50
    line = {"length_km": 60, "speed_km_h": 60, "crossing_places": 2, "crossing_min": 5}
    left = departures(campaign_of(tmp_path, both_ways(180, **line), hours=24 * days))

    assert MINUTES_PER_DAY // period == in_whole_days(left, days) // (2 * days)


@pytest.mark.parametrize(
    ("headway_min", "trains_a_day"), [(10, 144), (12, 120), (20, 72), (23.4, 61.54)]
)
def test_double_track_passes_a_train_in_each_headway(
    tmp_path: Path, headway_min: float, trains_a_day: float
):
    # D5; a day of 24 h need not hold a whole number of headways.
    trains = round(2 * trains_a_day)
    left = departures(campaign_of(tmp_path, one_way(trains, headway_min=headway_min)))

    assert math.ceil(trains_a_day) == in_whole_days(left, 1)
    a_minute = (len(left) - 1) / (left[-1] - left[0])
    assert trains_a_day == pytest.approx(a_minute * MINUTES_PER_DAY, abs=0.005)


def test_a_block_of_8_km_gives_a_headway_of_23_minutes(tmp_path: Path):
    # D6: (8 km of block + 0.5 km of train) / 25 km/h + 3 min, worked out by the notation.
    entries = one_way(70, headway_min="(8 + 0.5) / 25 * 60 + 3")
    left = departures(campaign_of(tmp_path, entries))

    assert [pytest.approx(23.4)] * 69 == [later - earlier for earlier, later in pairwise(left)]


def test_a_daily_capacity_is_a_floor_under_the_headway(tmp_path: Path):
    left = departures(campaign_of(tmp_path, one_way(10, headway_min=20, trains_per_day=48)))

    assert [30.0] * 9 == [later - earlier for earlier, later in pairwise(left)]


def test_a_daily_capacity_holds_on_single_track_too(tmp_path: Path):
    line = {"length_km": 5, "headway_min": 20, "trains_per_day": 24, "crossing_min": 0}
    left = happenings(campaign_of(tmp_path, both_ways(8, **line)), Kind.ECHELON_LEAVES_STATION)
    eastward = [it.minute for it in left if it.who < 8]

    assert [60.0] * 7 == [later - earlier for earlier, later in pairwise(eastward)]


def test_of_a_burst_of_twelve_trains_the_last_starts_after_220_minutes(tmp_path: Path):
    # D8.
    waits = departures(campaign_of(tmp_path, one_way(12, headway_min=20)))

    assert 220 == max(waits)
    assert 110 == sum(waits) / 12


def test_five_pairs_alternating_over_one_section_take_645_minutes(tmp_path: Path):
    # D9.
    entries = both_ways(5, length_km=60, speed_km_h=60, crossing_min=5)
    campaign = campaign_of(tmp_path, entries)
    left = happenings(campaign, Kind.ECHELON_LEAVES_STATION)

    assert 645 == max(minutes(campaign, Kind.ECHELON_DETRAINED))
    directions = [it.detail for it in left]
    assert all(one != other for one, other in pairwise(directions))


def test_a_line_barred_when_the_train_comes_is_entered_when_it_opens(tmp_path: Path):
    # D11: 2 h to the junction, 3 h beyond it, entry barred from hour 1 to hour 6.
    window = {"from": moment(1), "to": moment(6)}
    entries = [
        *places("start", "junction", "goal"),
        rail("start", "junction", length_km=120),
        rail("junction", "goal", length_km=180, closed=[window]),
        person("chief", "start"),
        unit("army", "start"),
        act("order", "chief", "move army to goal"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [9 * 60] == minutes(campaign, Kind.ECHELON_DETRAINED)


def test_closures_that_touch_let_nothing_through_between_them(tmp_path: Path):
    windows = [
        {"from": moment(1), "to": moment(6)},
        {"from": moment(6), "to": moment(10)},
        {"from": moment(3), "to": moment(4)},
    ]
    entries = one_way(1, closed=windows)
    entries[-1] = act("order", "chief", "move army to east", 2)

    assert [600.0] == departures(campaign_of(tmp_path, entries))


def test_a_train_of_a_slower_unit_is_not_overtaken_between_stations(tmp_path: Path):
    entries = one_way(8, speed_km_h="60 * each(0.5..1.5)", headway_min=5)
    campaign = campaign_of(tmp_path, entries)
    left = [it.who for it in happenings(campaign, Kind.ECHELON_LEAVES_STATION)]
    came = [it.who for it in happenings(campaign, Kind.ECHELON_REACHES_STATION)]

    assert left == came


def test_platforms_load_as_many_trains_at_once_as_there_are(tmp_path: Path):
    entries = [
        *places("west", "east", platforms=2),
        rail("west", "east"),
        person("chief", "west"),
        unit("army", "west", men=5, echelons=5, loading_h=1, unloading_h=2),
        act("order", "chief", "move army to east"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [60, 60, 120, 120, 180] == minutes(campaign, Kind.ECHELON_LOADED)
    assert [240, 240, 360, 360, 480] == minutes(campaign, Kind.ECHELON_DETRAINED)


def test_trains_of_both_directions_meet_where_there_is_a_loop(tmp_path: Path):
    line = {"length_km": 120, "speed_km_h": 60, "crossing_places": 1, "crossing_min": 5}
    came = happenings(campaign_of(tmp_path, both_ways(1, **line)), Kind.ECHELON_REACHES_STATION)

    def of(train: int) -> list[Happening]:
        return [it for it in came if it.who == train]

    # Both reach the loop after an hour, wait the interval, and pass.
    assert [60.0, 125.0] == [it.minute for it in of(0)]
    assert [60.0, 125.0] == [it.minute for it in of(1)]


@pytest.mark.parametrize(
    ("sets", "platforms", "an_hour"),
    [
        # A set of wagons is back after loading, running and unloading both ways: eight hours.
        (1, 9, 1 / 8),
        (3, 9, 3 / 8),
        (8, 9, 8 / 8),
        # A platform of the west is needed for three hours of a set's eight: to load and unload.
        (2, 1, 2 / 8),
        (3, 1, 1 / 3),
        (8, 1, 1 / 3),
        (8, 2, 2 / 3),
    ],
)
def test_wagons_that_shuttle_move_as_many_trains_as_they_or_the_platforms_allow(
    tmp_path: Path, sets: int, platforms: int, an_hour: float
):
    # Of a closed circuit with given times, the throughput is that of its tightest part:
    # min(sets / cycle, platforms / hours on them).
    hours = 96
    trains = int(an_hour * hours) + 12
    entries = both_ways(trains)
    for entry in entries:
        if entry.part == "links":
            entry.fields["tracks"] = 2
        if entry.part == "units":
            load = {"loading_h": 1, "unloading_h": 2, "wagons_per_echelon": 30}
            entry.fields.update(load)
        elif entry.fields["id"] == "west":
            entry.fields.update({"platforms": platforms, "wagons": 30 * sets + 29})
        elif entry.fields["id"] == "east":
            entry.fields["wagons"] = 0
    left = happenings(campaign_of(tmp_path, entries, hours=hours), Kind.ECHELON_LEAVES_STATION)
    eastward = [it.minute for it in left if it.who < trains]

    assert an_hour * hours == pytest.approx(len(eastward), abs=sets)
    assert len(eastward) < trains
