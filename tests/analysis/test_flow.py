"""The greatest flow over time: by hand, against two other solvers, and above every simulated train.

D1 to D3 are rows of the table of theory (`MODELS` D1-D3): the net N1, ten trains over it, and sixty
trains on one line.
"""

from __future__ import annotations

from pathlib import Path

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from echelon.analysis.flow import Line, most_trains, quickest_time, rail_lines
from echelon.engine.vocabulary import Kind
from echelon.units import MICROSECONDS_PER_HOUR
from worlds import (
    US_PER_MINUTE,
    act,
    campaign_of,
    happenings,
    person,
    places,
    rail,
    unit,
)

N1 = [
    Line("s", "a", 1, 1, 2),
    Line("s", "b", 3, 1, 1),
    Line("a", "b", 1, 1, 1),
    Line("a", "t", 3, 1, 1),
    Line("b", "t", 1, 1, 2),
]
TOWNS = "sabct"

lines = st.builds(
    Line,
    st.sampled_from("sabc"),
    st.sampled_from("abct"),
    st.integers(1, 4),
    st.just(1),
    st.integers(1, 3),
).filter(lambda line: line.tail != line.head)


def by_linear_program(net: list[Line], horizon: int) -> float:
    """Return the greatest flow of the net copied once for each step of the clock."""
    moments = range(horizon + 1)
    columns: list[tuple[tuple[str, int], tuple[str, int], float]] = [
        ((line.tail, time), (line.head, time + line.transit), float(line.at_once))
        for line in net
        for time in moments
        if time + line.transit <= horizon
    ]
    columns += [((town, time), (town, time + 1), np.inf) for town in TOWNS for time in moments[:-1]]
    ends = [("s", 0), ("t", horizon)]
    inner = [(town, time) for town in TOWNS for time in moments if (town, time) not in ends]
    rows = {point: row for row, point in enumerate(inner)}
    balance = np.zeros((len(rows), len(columns)))
    gain = np.zeros(len(columns))
    for column, (tail, head, _) in enumerate(columns):
        if tail in rows:
            balance[rows[tail], column] -= 1.0
        if head in rows:
            balance[rows[head], column] += 1.0
        gain[column] = float(head == ends[1]) - float(tail == ends[1])
    bounds = [(0.0, limit) for _, _, limit in columns]
    answer = linprog(-gain, A_eq=balance, b_eq=np.zeros(len(rows)), bounds=bounds)
    return float(-answer.fun)


def by_networkx(net: list[Line], horizon: int) -> int:
    """Return the same by a maximal flow in the copied net."""
    graph = networkx.DiGraph()
    for town in TOWNS:
        for time in range(horizon):
            graph.add_edge((town, time), (town, time + 1))  # no capacity: unlimited
    for line in net:
        for time in range(horizon - line.transit + 1):
            ends = (line.tail, time), (line.head, time + line.transit)
            before = graph.get_edge_data(*ends, default={"capacity": 0})["capacity"]
            graph.add_edge(*ends, capacity=before + line.at_once)
    return int(networkx.maximum_flow_value(graph, ("s", 0), ("t", horizon)))


def test_the_small_net_carries_what_the_table_says() -> None:
    assert [0, 1, 4, 7, 10, 13, 16] == [most_trains(N1, "s", "t", time) for time in range(2, 9)]


def test_ten_trains_need_six_steps() -> None:
    assert 6 == quickest_time(N1, "s", "t", 10)


def test_sixty_trains_at_twelve_a_day_over_500_km_take_143_hours() -> None:
    line = Line("s", "t", 25 * MICROSECONDS_PER_HOUR, 2 * MICROSECONDS_PER_HOUR)

    assert 143 * MICROSECONDS_PER_HOUR == quickest_time([line], "s", "t", 60)


@pytest.mark.parametrize("time", range(2, 9))
def test_a_linear_program_over_the_copied_net_agrees(time: int) -> None:
    assert by_linear_program(N1, time) == pytest.approx(most_trains(N1, "s", "t", time))


@settings(max_examples=60, deadline=None)
@given(net=st.lists(lines, min_size=1, max_size=9), horizon=st.integers(1, 10))
def test_any_net_carries_what_two_other_solvers_find(net: list[Line], horizon: int) -> None:
    most = most_trains(net, "s", "t", horizon)

    assert by_networkx(net, horizon) == most
    assert by_linear_program(net, horizon) == pytest.approx(most)


@settings(max_examples=60, deadline=None)
@given(net=st.lists(lines, min_size=1, max_size=9), trains=st.integers(1, 12))
def test_the_quickest_time_is_the_first_by_which_so_many_arrive(
    net: list[Line], trains: int
) -> None:
    if most_trains(net, "s", "t", 100) < trains:
        return
    quickest = quickest_time(net, "s", "t", trains)

    assert most_trains(net, "s", "t", quickest - 1) < trains <= most_trains(net, "s", "t", quickest)


def test_no_way_has_no_quickest_time() -> None:
    with pytest.raises(ValueError, match="no way leads from t to s"):
        quickest_time(N1, "t", "s", 1)


def test_a_way_without_any_limit_has_no_bound() -> None:
    with pytest.raises(ValueError, match="unlimited"):
        most_trains([Line("s", "t", 1, 0)], "s", "t", 5)


def test_a_net_is_taken_at_the_end_of_its_ranges_that_carries_most(tmp_path: Path) -> None:
    link = rail("start", "goal", length_km="50..60", speed_km_h="20..30", headway_min="10..20")
    campaign = campaign_of(tmp_path, [*places("start", "goal"), link])

    there, back = rail_lines(campaign.document)

    assert Line("start", "goal", 100 * US_PER_MINUTE, 10 * US_PER_MINUTE) == there
    assert Line("goal", "start", 100 * US_PER_MINUTE, 10 * US_PER_MINUTE) == back


def test_a_daily_limit_is_a_floor_under_the_headway(tmp_path: Path) -> None:
    link = rail("start", "goal", headway_min=10, trains_per_day="24..48")
    campaign = campaign_of(tmp_path, [*places("start", "goal"), link])

    assert 30 * US_PER_MINUTE == rail_lines(campaign.document)[0].headway


def test_single_track_is_clear_an_interval_after_a_train_has_left_the_section(
    tmp_path: Path,
) -> None:
    link = rail("start", "goal", tracks=1, crossing_places=2, crossing_min=5)
    campaign = campaign_of(tmp_path, [*places("start", "goal"), link])

    assert 25 * US_PER_MINUTE == rail_lines(campaign.document)[0].headway


def test_simulated_trains_reach_the_bound_on_one_line(tmp_path: Path) -> None:
    link = rail("start", "goal", length_km=500, speed_km_h=20, trains_per_day=12)
    crowd = [unit("army", "start", echelons=60), person("boss", "start")]
    move = act("go", "boss", "move army to goal")
    towns = places("start", "goal", platforms=60)
    campaign = campaign_of(tmp_path, [*towns, link, *crowd, move], hours=200.0)

    arrivals = happenings(campaign, Kind.ECHELON_REACHES_STATION)

    best = quickest_time(rail_lines(campaign.document), "start", "goal", 60)
    assert 143 * 60.0 == max(it.minute for it in arrivals) == best / US_PER_MINUTE


# N1 on the ground: a step is an hour, and a line that takes two in a step takes one each half hour.
# The two long lines have a halt, by which trains can be told to take them.
N1_OF_RAILS = [
    rail("start", "left", headway_min=30),
    rail("left", "right", headway_min=60),
    rail("right", "goal", headway_min=30),
    rail("start", "upper", headway_min=60),
    rail("left", "lower", headway_min=60),
    rail("upper", "right", headway_min=60, length_km=120),
    rail("lower", "goal", headway_min=60, length_km=120),
    *places("start", "left", "right", "upper", "lower", "goal", platforms=99),
    person("boss", "start"),
]
WAYS = ("left, right", "left, lower", "upper, right")


def test_trains_sent_over_the_small_net_by_its_greatest_flow_arrive_as_the_table_says(
    tmp_path: Path,
) -> None:
    # The greatest flow repeats three ways, each once a step.
    sent = [
        (f"train_{way}_{hour}", f"via {WAYS[way]}", hour + after)
        for way, after in enumerate((0.0, 0.5, 0.5))
        for hour in range(9)
    ]
    crowd = [unit(id_, "start") for id_, _, _ in sent]
    moves = [act(f"go_{id_}", "boss", f"move {id_} to goal {via}", at) for id_, via, at in sent]
    campaign = campaign_of(tmp_path, [*N1_OF_RAILS, *crowd, *moves])

    detrained = happenings(campaign, Kind.ECHELON_BEGINS_DETRAINING)
    steps = sorted(int(it.minute / 60) for it in detrained)

    assert [0, 1, 4, 7, 10, 13, 16] == [sum(step <= time for step in steps) for time in range(2, 9)]
    assert 6 == steps[9]  # ten trains need six steps


def test_trains_sent_over_the_small_net_all_at_once_are_never_above_the_bound(
    tmp_path: Path,
) -> None:
    crowd = [unit(f"army_{way}", "start", echelons=9) for way in range(3)]
    moves = [act(f"go_{n}", "boss", f"move army_{n} to goal via {WAYS[n]}") for n in range(3)]
    campaign = campaign_of(tmp_path, [*N1_OF_RAILS, *crowd, *moves])

    detrained = happenings(campaign, Kind.ECHELON_BEGINS_DETRAINING)
    best = rail_lines(campaign.document)

    assert 27 == len(detrained)
    for count, it in enumerate(detrained, start=1):
        assert count <= most_trains(best, "start", "goal", round(it.minute * US_PER_MINUTE))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_simulated_train_is_above_the_bound(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    # Two ways from start to goal that may share a middle; trains are sent over both.
    number = st.integers(1, 6)
    net = [
        rail(
            one,
            other,
            length_km=10 * data.draw(number),
            speed_km_h=f"{20 + 5 * data.draw(number)} * each(0.8..1)",
            headway_min=5 * data.draw(number),
            tracks=data.draw(st.sampled_from([1, 2])),
        )
        for one, other in [
            ("start", "left"),
            ("start", "right"),
            ("left", "right"),
            ("left", "goal"),
            ("right", "goal"),
        ]
    ]
    ways = data.draw(
        st.lists(st.sampled_from(["left", "right", "left, right"]), min_size=1, max_size=4)
    )
    crowd = [unit(f"army_{n}", "start", echelons=data.draw(number)) for n in range(len(ways))]
    moves = [
        act(f"go_{n}", "boss", f"move army_{n} to goal via {way}") for n, way in enumerate(ways)
    ]
    towns = places("start", "left", "right", "goal", platforms=30)
    campaign = campaign_of(
        tmp_path_factory.mktemp("net"), [*towns, *net, person("boss", "start"), *crowd, *moves]
    )

    detrained = happenings(campaign, Kind.ECHELON_BEGINS_DETRAINING)

    best = rail_lines(campaign.document)
    for count, it in enumerate(detrained, start=1):
        assert count <= most_trains(best, "start", "goal", round(it.minute * US_PER_MINUTE))
