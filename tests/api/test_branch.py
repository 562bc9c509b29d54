"""A run taken up at a moment goes on as it was, or as a change makes it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import echelon as ec
from echelon.campaign import branching
from echelon.campaign.chronicle import told, trace
from worlds import (
    Entry,
    act,
    bundled,
    campaign_of,
    fact,
    order,
    outcome,
    person,
    places,
    quantity,
    rail,
    scenario_text,
    staff,
    time_of,
    unit,
    wire,
)

HOUR_US = 3_600_000_000


def a_contested_line() -> list[Entry]:
    return [
        Entry("inputs", {"id": "speed", "value": "20..40", "label": "speed"}),
        *places("north", "middle", "south", platforms=1),
        rail("north", "middle", tracks=1, crossing_places=1, speed_km_h="speed"),
        rail("middle", "south", tracks=1, speed_km_h="20 * each(0.8..1.2)"),
        wire("north", "middle", delay_min="30 * each(0.2..4)", service_min=10),
        wire("middle", "south", delay_min="30 * each(0.2..4)", service_min=10),
        person("chief", "north"),
        person("rival", "south"),
        staff("crew", "middle"),
        unit("first", "north", echelons=3, loading_h="each(0.5..1.5)"),
        unit("second", "south", echelons=3, obedience=0.7),
        fact("first_is_there", "men(first, south) > 50", at="south", reported_to=["rival"]),
        fact("halted", at="north"),
        act("begin", "chief", "move first to south; tell rival halted"),
        act("oppose", "rival", "move second to north", 3),
        order("stop", "rival", "heard(halted)", "halt second", delay_min="10..200"),
        order("resume", "rival", "heard(first_is_there)", "resume second"),
        outcome("passed", "happened(first_is_there)"),
        outcome("stuck"),
        time_of("first_is_there"),
        quantity("men_in_the_north", "men(second, north)"),
    ]


@pytest.fixture
def line(tmp_path: Path) -> ec.Scenario:
    path = tmp_path / "line.yaml"
    path.write_text(scenario_text(a_contested_line()), encoding="utf-8")
    return ec.load(path)


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return one.tobytes() == other.tobytes()


@pytest.mark.parametrize("hours", [0, 1, 2.5, 7, 30, 48])
def test_a_run_taken_up_anywhere_and_gone_on_with_is_the_same_run(tmp_path: Path, hours: float):
    campaign = campaign_of(tmp_path, a_contested_line())
    for run in range(4):
        state = branching.taken_up(campaign, 0, run, int(hours * HOUR_US))

        assert trace(campaign, 0, run) == told(campaign, branching.finish(campaign, state, 0, 0))


@pytest.mark.parametrize("moment_h", [6, 20, 33])
def test_a_run_of_the_road_taken_up_and_gone_on_with_has_the_same_results(moment_h: int):
    campaign = bundled("ostrov-gatchina")
    from echelon.campaign.simulate import simulate

    whole = simulate(campaign, 5, 0, 3).columns
    for run in range(3):
        state = branching.taken_up(campaign, 5, run, moment_h * HOUR_US)
        again = branching.run_on(campaign, state, 5, range(1)).columns
        differing = [name for name in whole if not same(whole[name][run : run + 1], again[name])]

        # The key of the branch stands where the number of the run did.
        assert ([] if run == 0 else ["run"]) == differing


def test_a_branch_keeps_what_was_drawn_and_draws_the_rest_anew(line: ec.Scenario):
    campaign = line.campaign
    at_us = int(2.5 * HOUR_US)
    state = branching.taken_up(campaign, 0, 0, at_us)
    chronicles = [
        told(campaign, branching.finish(campaign, state, 0, branch)).events for branch in range(6)
    ]
    before = [[event for event in each if event.time_us <= at_us] for each in chronicles]

    assert [before[0]] * 6 == before
    assert 6 == len({tuple(event.time_us for event in each) for each in chronicles})


def test_inputs_and_who_obeys_belong_to_the_run_and_not_to_the_branch(line: ec.Scenario):
    found = ec.branch(line, 0, HOUR_US, branches=30)
    inputs = {name for name in found.unchanged if name.startswith("input_")}

    assert inputs
    assert all(1 == len(set(found.unchanged[name])) for name in inputs)


def test_nothing_changed_makes_no_difference(line: ec.Scenario):
    found = ec.branch(line, 1, 3 * HOUR_US, {"units.first.march_km_h": 4}, branches=20)

    assert all(same(found.unchanged[name], found.changed[name]) for name in found.unchanged)


def test_a_number_changed_at_a_moment_holds_from_then_on(line: ec.Scenario):
    late = ec.branch(line, 0, 47 * HOUR_US, {"links.north_middle.speed_km_h": 1}, branches=5)
    early = ec.branch(line, 0, HOUR_US, {"links.north_middle.speed_km_h": 1}, branches=5)

    assert [0.0] == [pair.mean for pair in late.times]
    # Sixty kilometres at 1 km/h are more than the 48 hours of the period.
    assert [5] == [pair.lost for pair in early.times]


def test_an_act_can_be_issued_at_another_time(line: ec.Scenario):
    begun = {"acts.oppose.at": "1900-01-01 20:00"}
    found = ec.branch(line, 0, HOUR_US, begun, branches=3)
    other = line.with_(begun)
    state = branching.taken_up(line.campaign, 0, 0, HOUR_US)
    moved = branching.changed_state(line.campaign, other.campaign, state, 0, 0, HOUR_US)
    events = told(other.campaign, branching.finish(other.campaign, moved, 0, 0)).events

    assert ("acts.oppose.at: 1900-01-01 20:00",) == found.changes
    assert [20 * HOUR_US] == [event.time_us for event in events if event.text == "Oppose"]


def test_beside_an_act_with_a_condition_a_number_can_still_change(tmp_path: Path):
    protest = act("protest", "rival", "tell chief halted", when="heard(halted)")
    del protest.fields["at"]
    entries = [*a_contested_line(), protest]
    path = tmp_path / "line.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    found = ec.branch(ec.load(path), 0, HOUR_US, {"inputs.speed.value": "1"}, branches=5)

    assert ("inputs.speed.value: 1",) == found.changes
    assert [5] == [pair.lost for pair in found.times]  # 60 km at 1 km/h are more than the period


def test_an_act_that_is_done_can_be_done_once_more(line: ec.Scenario):
    again = {"acts.begin.at": "1900-01-01 20:00"}
    other = line.with_(again)
    state = branching.taken_up(line.campaign, 0, 0, HOUR_US)
    moved = branching.changed_state(line.campaign, other.campaign, state, 0, 0, HOUR_US)
    events = told(other.campaign, branching.finish(other.campaign, moved, 0, 0)).events

    assert [0, 20 * HOUR_US] == [event.time_us for event in events if event.text == "Begin"]


def test_a_condition_that_is_already_true_stirs_at_the_moment_of_the_change(line: ec.Scenario):
    other = line.with_({"orders.resume.when": "heard(first_is_there) or heard(halted)"})
    at_us = 5 * HOUR_US
    state = branching.taken_up(line.campaign, 0, 0, at_us)
    moved = branching.changed_state(line.campaign, other.campaign, state, 0, 0, at_us)
    last = told(other.campaign, moved).events[-1]

    assert ("order_stirs", at_us) == (last.kind, last.time_us)
    assert "order_stirs" != told(line.campaign, state).events[-1].kind


@pytest.mark.parametrize(
    ("change", "value", "hours"),
    [
        ("links.north_middle.speed_km_h", 10, 2.0),
        ("inputs.speed.value", 10, 2.0),
        ("channels.middle_south_wire.delay_min", "600 * each(0.5..2)", 0.0),
        ("orders.stop.obedience", 0, 2.0),
        ("orders.stop.delay_min", 600, 0.25),
        ("orders.stop.when", "not heard(halted)", 2.0),
        ("orders.stop.do", "resume second", 2.0),
        ("acts.begin.at", "1900-01-01 20:00", 2.0),
        ("acts.oppose.at", "1900-01-02 20:00", 2.0),
        ("facts.first_is_there.when", "men(first, south) > 90", 2.0),
        ("units.first.side", "blue", 2.0),
        ("channels.north_middle_wire.holder", "blue", 2.0),
        ("links.north_middle.holder", "blue", 2.0),
        ("places.south.holder", "blue", 2.0),
    ],
)
def test_each_kind_of_change_makes_a_difference_from_the_moment_on_and_none_before(
    line: ec.Scenario, change: str, value: object, hours: float
):
    at_us, other = int(hours * HOUR_US), line.with_({change: value})
    state = branching.taken_up(line.campaign, 0, 0, at_us)
    moved = branching.changed_state(line.campaign, other.campaign, state, 0, 0, at_us)
    ends = [
        branching.finish(campaign, begun, 0, 0)
        for campaign, begun in ((line.campaign, state), (other.campaign, moved))
    ]
    events = [
        told(campaign, end).events
        for campaign, end in zip((line.campaign, other.campaign), ends, strict=True)
    ]
    before, after = ([each for each in one if each.time_us < at_us] for one in events)
    stands = [
        [end.units.side, end.places.holder, end.links.holder, end.channels.holder] for end in ends
    ]

    assert before == after
    assert events[0] != events[1] or not all(map(same, *stands))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"units.first.men": 500}, "settled when the period begins"),
        ({"units.first.place": "south"}, "settled when the period begins"),
        ({"persons.rival.place": "north"}, "settled when the period begins"),
        (
            {"persons.rival.under_arrest": True},
            "who is under arrest is settled when the period begins",
        ),
        ({"staffs.crew.on_strike": True}, "settled when the period begins"),
        ({"links.north_middle.to": "south"}, "what there is"),
        ({"channels.north_middle_wire.to": "south"}, "what there is"),
        ({"acts.begin.do": "move second to middle"}, "what there is"),
        ({"orders.resume.when": "at(second; north)"}, "what somebody must know"),
        ({"acts.begin.at": "1900-01-01 00:30"}, "before the moment of the branch"),
    ],
)
def test_what_cannot_change_in_the_middle_of_a_run_is_refused(
    line: ec.Scenario, change: dict[str, object], words: str
):
    with pytest.raises(ec.EchelonError, match=words):
        ec.branch(line, 0, HOUR_US, change, branches=1)


def test_a_moment_outside_the_period_is_refused(line: ec.Scenario):
    with pytest.raises(ec.EchelonError, match="outside the period"):
        ec.branch(line, 0, "1900-02-01 00:00", branches=1)
