"""A run is a function of (world, seed, run), however it is cut into pieces or given room."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from echelon.campaign.draws import drawn_inputs
from echelon.campaign.simulate import Block, Campaign, compile_campaign, observe, simulate
from echelon.engine.memory import Capacities
from echelon.engine.run import go_on
from echelon.engine.vocabulary import NEVER
from echelon.errors import UnfinishedError
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    opened,
    order,
    outcome,
    person,
    places,
    quantity,
    rail,
    time_of,
    unit,
    wire,
)

MODULE = importlib.import_module("echelon.campaign.simulate")
RUNS = 12


def a_contested_line() -> list[Entry]:
    """Return two regiments that meet on a single line, and an order to halt that may be late."""
    return [
        *places("north", "middle", "south", platforms=1),
        rail("north", "middle", tracks=1, crossing_places=1, speed_km_h="20..40"),
        rail("middle", "south", tracks=1, speed_km_h="20 * each(0.8..1.2)"),
        wire("north", "middle", delay_min="5..60", service_min=10),
        wire("middle", "south", delay_min="5..60", service_min=10),
        person("chief", "north"),
        person("rival", "south"),
        unit("first", "north", echelons=3, loading_h="each(0.5..1.5)"),
        unit("second", "south", echelons=3, obedience=0.7),
        fact("first_is_there", "men(first, south) > 50", at="south", reported_to=["rival"]),
        fact("halted", at="north"),
        act("begin", "chief", "move first to south; tell rival halted"),
        act("oppose", "rival", "move second to north", 1),
        order("stop", "rival", "heard(halted)", "halt second", delay_min="10..200"),
        order("resume", "rival", "heard(first_is_there)", "resume second"),
        outcome("passed", "happened(first_is_there)"),
        outcome("stuck"),
        time_of("first_is_there"),
        quantity("men_in_the_north", "men(second, north)"),
    ]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return campaign_of(tmp_path_factory.mktemp("runs"), a_contested_line())


@pytest.fixture(scope="module")
def block(campaign: Campaign) -> Block:
    return simulate(campaign, 0, 0, RUNS)


def bytes_of(*blocks: Block) -> dict[str, bytes]:
    """Return the columns of consecutive blocks, joined, to the last bit."""
    names = blocks[0].columns
    return {
        name: np.concatenate([block.columns[name] for block in blocks]).tobytes() for name in names
    }


def test_runs_differ_in_what_is_drawn(campaign: Campaign, block: Block):
    drawn = drawn_inputs(campaign, 0, 0, RUNS)

    assert 5 < len(drawn)
    assert all(RUNS == len(set(values.tolist())) for values in drawn.values())
    assert 1 < len(set(block.columns["events"]))


@pytest.mark.parametrize("between", [1, 7, 100])
def test_a_run_stopped_and_gone_on_with_is_the_same_run(
    campaign: Campaign, block: Block, between: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(MODULE, "EVENTS_BETWEEN_LOOKS", between)

    assert bytes_of(block) == bytes_of(simulate(campaign, 0, 0, RUNS))


def test_ranges_of_runs_made_apart_and_joined_are_the_whole(campaign: Campaign, block: Block):
    parts = [simulate(campaign, 0, first, count) for first, count in ((0, 5), (5, 1), (6, 6))]

    assert bytes_of(block) == bytes_of(*parts)


def test_an_interrupted_range_keeps_whole_runs_and_can_be_completed(
    campaign: Campaign, block: Block, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(MODULE, "EVENTS_BETWEEN_LOOKS", 50)
    looks = iter([False] * 7 + [True])
    done = simulate(campaign, 0, 0, RUNS, interrupted=lambda: next(looks))

    assert 0 < len(done) < RUNS
    rest = simulate(campaign, 0, len(done), RUNS - len(done))
    assert bytes_of(block) == bytes_of(done, rest)


def tiny(**wished: int) -> Capacities:
    """Stand in for `Capacities` with one row in each table, and no trace where none is wished."""
    return Capacities(events=1, letters=1, trace=min(1, wished.get("trace", 0)))


def test_tables_that_begin_tiny_grow_to_the_same_results(
    campaign: Campaign, block: Block, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(MODULE, "Capacities", tiny)

    assert bytes_of(block) == bytes_of(simulate(campaign, 0, 0, RUNS))


def test_a_trace_that_begins_tiny_grows_to_the_same_trace(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
):
    roomy = observe(campaign, 0, 3)
    monkeypatch.setattr(MODULE, "Capacities", tiny)
    grown = observe(campaign, 0, 3)

    rows = int(roomy.clock.n_trace[0])
    assert roomy.trace[:rows].tobytes() == grown.trace[: int(grown.clock.n_trace[0])].tobytes()


def test_a_table_that_may_not_grow_any_more_ends_the_run_by_name(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(MODULE, "Capacities", tiny)
    monkeypatch.setattr(MODULE, "CEILINGS", Capacities(events=2, letters=2, trace=2))

    with pytest.raises(UnfinishedError, match=r"run 4 of small \(seed 9\) .* planned at once"):
        simulate(compile_campaign(campaign.document), 9, 4, 1)


def test_observing_a_run_changes_nothing_in_it(campaign: Campaign, block: Block):
    observed = [int(observe(campaign, 0, run).clock.real_events[0]) for run in range(RUNS)]

    assert block.columns["events"].tolist() == observed


@pytest.mark.parametrize("events", [1, 30, 90])
def test_a_snapshot_is_a_copy_of_memory_from_which_the_run_goes_on(campaign: Campaign, events: int):
    whole, half = opened(campaign, run=2), opened(campaign, run=2)
    go_on(whole.world, whole.memory, int(NEVER), int(NEVER))
    go_on(half.world, half.memory, int(NEVER), events)
    snapshot = half.state.memory.copy()
    go_on(half.world, half.memory, int(NEVER), int(NEVER))
    restored = opened(campaign, run=7)
    restored.state.memory[:] = snapshot
    go_on(restored.world, restored.memory, int(NEVER), int(NEVER))

    assert events < whole.state.clock.real_events[0]
    assert whole.state.memory.tobytes() == half.state.memory.tobytes()
    assert whole.state.memory.tobytes() == restored.state.memory.tobytes()


def test_a_run_goes_on_to_a_moment_and_no_further(campaign: Campaign):
    run = opened(campaign)
    until_us = 3 * 3_600_000_000
    go_on(run.world, run.memory, until_us, int(NEVER))

    assert run.state.clock.now_us[0] <= until_us < run.state.heap.time_us[0]
    assert not run.state.clock.finished[0]


def orders_that_set_each_other_off(**fields: Any) -> list[Entry]:
    return [
        *places("gate"),
        person("porter", "gate"),
        order("shut", "porter", "open(gate)", "close gate", repeat=True, **fields),
        order("unlock", "porter", "not open(gate)", "open gate", repeat=True, **fields),
    ]


def test_a_loop_of_orders_without_delay_is_found_and_named(tmp_path: Path):
    campaign = campaign_of(tmp_path, orders_that_set_each_other_off(), event_limit=500)

    with pytest.raises(UnfinishedError) as told:
        simulate(campaign, 5, 3, 1)

    assert "run 3 of small (seed 5) could not be finished" in str(told.value)
    assert "event_limit" in str(told.value)
    assert f"echelon chronicle {tmp_path / 'small.yaml'} --run 3 --seed 5" in str(told.value)


def test_a_loop_of_orders_with_a_delay_ends_with_the_period(tmp_path: Path):
    entries = orders_that_set_each_other_off(delay_min=60)
    campaign = campaign_of(tmp_path, entries, hours=10, event_limit=500)

    assert 0 < simulate(campaign, 0, 0, 1).columns["events"][0] < 100


def test_a_run_that_reaches_the_limit_of_events_fails_and_one_below_it_does_not(tmp_path: Path):
    entries = [
        *places("gate"),
        person("porter", "gate"),
        *(act(f"knock_{number}", "porter", "close gate", number / 60) for number in range(9)),
    ]
    n_events = int(simulate(campaign_of(tmp_path, entries), 0, 0, 1).columns["events"][0])

    simulate(campaign_of(tmp_path, entries, event_limit=n_events), 0, 0, 1)
    with pytest.raises(UnfinishedError):
        simulate(campaign_of(tmp_path, entries, event_limit=n_events - 1), 0, 0, 1)


@pytest.mark.parametrize("men", ["100 / (share - share)", "(share - share) / (share - share)"])
def test_a_strength_that_inputs_make_no_number_has_trains_all_the_same(tmp_path: Path, men: str):
    share = Entry("inputs", {"id": "share", "value": "0..1"})
    entries = [*places("camp"), share, unit("guards", "camp", men=men)]
    for entry in entries:
        entry.fields.pop("echelons", None)
    campaign = campaign_of(tmp_path, entries)

    assert [0] * 3 == simulate(campaign, 0, 0, 3).columns["outcome"].tolist()
