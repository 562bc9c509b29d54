"""The laws that hold after every event can be broken, and each is missed when it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from echelon.campaign.simulate import Campaign
from echelon.engine.agenda import schedule
from echelon.engine.handles import handle
from echelon.engine.invariants import Breach, Seen, breach, nothing_seen
from echelon.engine.run import go_on
from echelon.engine.vigil import breach_after
from echelon.engine.vocabulary import NEVER, NOBODY, NOTHING, Kind, Phase
from echelon.engine.watch import QUIET, watch_anew, watch_of
from worlds import (
    Entry,
    Opened,
    act,
    bundled,
    campaign_of,
    fact,
    opened,
    person,
    places,
    rail,
    unit,
    wire,
)

US_PER_MINUTE = 60_000_000
LOUD = Kind.PERIOD_ENDS


def a_busy_line() -> list[Entry]:
    """Return two trains one way and two the other on a single line with a loop, and a telegram."""
    return [
        *places("west", "east", platforms=3, wagons=8),
        rail("west", "east", tracks=1, crossing_places=1, length_km=120, crossing_min=5),
        wire("west", "east", service_min=600),
        person("chief", "west"),
        person("other", "east", side="blue"),
        unit("eastward", "west", men=100, echelons=2),
        unit("westward", "east", men=100, echelons=2, side="blue"),
        fact("news"),
        fact("held", "men(eastward, west) > 50"),
        act("go_east", "chief", "move eastward to east; tell other news"),
        act("go_west", "other", "move westward to west"),
    ]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return campaign_of(tmp_path_factory.mktemp("laws"), a_busy_line())


def at_half_past(campaign: Campaign) -> Opened:
    """Return the run at 00:30: a train of each direction under way, and one waiting behind each."""
    run = opened(campaign)
    go_on(run.world, run.memory, 30 * US_PER_MINUTE, 10_000)
    phases = run.state.echelons.phase.tolist()
    assert [Phase.RUNNING, Phase.WAITING_FOR_LINE] * 2 == phases
    return run


def lose_a_man(run: Opened) -> None:
    run.state.echelons.men[0] -= 1


def forget_those_present(run: Opened) -> None:
    run.state.known[:] = np.where(run.state.known == 50.0, 49.0, run.state.known)


def count_a_unit_at_the_gate_of_another_side(run: Opened) -> None:
    run.state.units.gate[:] = np.where(run.state.units.side == 1, -1, 0)


def go_back_in_time(run: Opened) -> None:
    run.state.clock.now_us[0] -= 1


def let_a_train_wait_and_run(run: Opened) -> None:
    run.state.echelons.phase[1] = Phase.RUNNING


def let_a_train_arrive_twice(run: Opened) -> None:
    arguments = (Kind.ECHELON_REACHES_STATION, 0, 0, int(NOBODY), 0, NOTHING)
    schedule(run.memory, 90 * US_PER_MINUTE, *arguments)


def lose_a_train_from_its_queue(run: Opened) -> None:
    run.state.queues.first[:] = NOBODY


def miscount_a_section(run: Opened) -> None:
    run.state.sections.inside[0] += 1


def take_a_free_loop(run: Opened) -> None:
    run.state.tracks.loop_taken[:] = 1 - run.state.tracks.loop_taken


def take_a_platform_for_nobody(run: Opened) -> None:
    run.state.places.platforms_used[0] += 1


def lose_a_wagon(run: Opened) -> None:
    run.state.places.wagons[0] -= 1


def lose_a_wagon_of_a_train(run: Opened) -> None:
    run.state.echelons.wagons[0] -= 1


def lend_wagons_that_are_not_there(run: Opened) -> None:
    run.state.places.wagons[:] += np.array([-9, 9])


def give_a_train_back_while_it_rolls(run: Opened) -> None:
    run.state.echelons.wagons[0] += 9
    run.state.echelons.wagons[1] -= 9


def take_a_wire_for_nothing(run: Opened) -> None:
    run.state.wires.busy[0] += 1


def hand_a_letter_in_twice(run: Opened) -> None:
    for ordinal in range(2):
        arguments = (Kind.LETTER_HANDED_IN, 0, ordinal, int(NOBODY), 0, NOTHING)
        schedule(run.memory, 90 * US_PER_MINUTE, *arguments)


def kept_watch(campaign: Campaign, run: Opened, seen: Seen, most_compared: int = 1_000) -> Any:
    """Return what kernels take for the watch of a run just begun."""
    kept = handle(watch_of(campaign.assembled.world, len(run.state.letters), most_compared))
    watch_anew(run.world, run.memory, kept, seen)
    return kept


def first_breach_until(until_us: int, run: Opened, kept: Any, seen: Seen) -> int:
    """Step a run to a time; return the first law broken by an event, or none."""
    law = int(Breach.NONE)
    while law == Breach.NONE and run.state.heap.time_us[0] <= until_us:
        event = run.state.events[run.state.heap.event[0]]
        kind, who = event.kind, event.who
        go_on(run.world, run.memory, until_us, 1)
        law = breach_after(run.world, run.memory, kept, seen, kind, who)
    return law


def test_a_run_that_nobody_tampers_with_keeps_every_law(campaign: Campaign):
    run = at_half_past(campaign)

    assert Breach.NONE == breach(run.world, run.memory, nothing_seen(campaign.assembled.world))


broken = pytest.mark.parametrize(
    ("spoil", "law"),
    [
        (lose_a_man, Breach.MEN_LOST_OR_MADE),
        (forget_those_present, Breach.MEN_LOST_OR_MADE),
        (count_a_unit_at_the_gate_of_another_side, Breach.FUNNEL_LEAKS),
        (go_back_in_time, Breach.TIME_RUNS_BACK),
        (let_a_train_wait_and_run, Breach.TRAIN_IN_TWO_PLACES),
        (let_a_train_arrive_twice, Breach.TRAIN_IN_TWO_PLACES),
        (lose_a_train_from_its_queue, Breach.TRAIN_IN_TWO_PLACES),
        (miscount_a_section, Breach.SECTION_OVERFULL),
        (take_a_free_loop, Breach.LOOP_OVERFULL),
        (take_a_platform_for_nobody, Breach.PLATFORMS_OVERFULL),
        (lose_a_wagon, Breach.WAGONS_LOST_OR_MADE),
        (lose_a_wagon_of_a_train, Breach.WAGONS_LOST_OR_MADE),
        (lend_wagons_that_are_not_there, Breach.WAGONS_LOST_OR_MADE),
        (give_a_train_back_while_it_rolls, Breach.WAGONS_LOST_OR_MADE),
        (take_a_wire_for_nothing, Breach.WIRES_OVERFULL),
        (hand_a_letter_in_twice, Breach.LETTER_IN_TWO_PLACES),
    ],
)


@broken
def test_a_law_that_is_broken_is_named(
    campaign: Campaign, spoil: Callable[[Opened], None], law: Breach
):
    run, seen = at_half_past(campaign), nothing_seen(campaign.assembled.world)
    breach(run.world, run.memory, seen)
    spoil(run)

    assert law == breach(run.world, run.memory, seen)


@broken
def test_a_law_that_is_broken_is_named_by_comparing_with_what_was(
    campaign: Campaign, spoil: Callable[[Opened], None], law: Breach
):
    run, seen = opened(campaign), nothing_seen(campaign.assembled.world)
    kept = kept_watch(campaign, run, seen)
    assert Breach.NONE == first_breach_until(30 * US_PER_MINUTE, run, kept, seen)
    spoil(run)

    assert law == breach_after(run.world, run.memory, kept, seen, LOUD, NOBODY)


@broken
def test_a_law_that_is_broken_is_named_in_its_turn_where_trains_are_many(
    campaign: Campaign, spoil: Callable[[Opened], None], law: Breach
):
    run, seen = opened(campaign), nothing_seen(campaign.assembled.world)
    kept = kept_watch(campaign, run, seen, most_compared=1)
    assert Breach.NONE == first_breach_until(30 * US_PER_MINUTE, run, kept, seen)
    spoil(run)
    laws = [breach_after(run.world, run.memory, kept, seen, LOUD, NOBODY) for _ in range(4)]

    assert law == next(filter(None, laws))


def test_quiet_events_move_no_train():
    run = opened(bundled("ostrov-gatchina"))
    lines = ("echelons", "queues", "sections", "tracks", "places")
    quiet = 0
    while not run.state.clock.finished[0]:
        kind = run.state.events.kind[run.state.heap.event[0]]
        before = [getattr(run.state, line).tobytes() for line in lines]
        go_on(run.world, run.memory, NEVER, 1)
        if kind in QUIET:
            quiet += 1
            assert [getattr(run.state, line).tobytes() for line in lines] == before
    assert quiet > 50


def a_line_with_a_headway(tmp_path: Path) -> Campaign:
    line = rail("west", "east", headway_min=20)
    entries = [line if entry.fields["id"] == "west_east" else entry for entry in a_busy_line()]
    return campaign_of(tmp_path, entries)


def let_a_train_in_too_soon(run: Opened) -> None:
    run.state.tracks.next_free_us[:] = 0
    run.state.sections.wake_us[:] = 15 * US_PER_MINUTE
    arguments = (Kind.SECTION_CLEARS, 0, 0, int(NOBODY), 0, NOTHING)
    schedule(run.memory, 15 * US_PER_MINUTE, *arguments)


def test_a_train_that_enters_too_soon_after_another_is_noticed(tmp_path: Path):
    campaign = a_line_with_a_headway(tmp_path)
    run, seen = opened(campaign), nothing_seen(campaign.assembled.world)
    go_on(run.world, run.memory, 10 * US_PER_MINUTE, 10_000)
    assert Breach.NONE == breach(run.world, run.memory, seen)
    let_a_train_in_too_soon(run)
    go_on(run.world, run.memory, 15 * US_PER_MINUTE, 10_000)

    assert Breach.TOO_CLOSE == breach(run.world, run.memory, seen)


@pytest.mark.parametrize("most_compared", [1_000, 0])
def test_a_train_that_enters_too_soon_is_noticed_by_comparing_with_what_was(
    tmp_path: Path, most_compared: int
):
    campaign = a_line_with_a_headway(tmp_path)
    run, seen = opened(campaign), nothing_seen(campaign.assembled.world)
    kept = kept_watch(campaign, run, seen, most_compared)
    assert Breach.NONE == first_breach_until(10 * US_PER_MINUTE, run, kept, seen)
    let_a_train_in_too_soon(run)

    assert Breach.TOO_CLOSE == first_breach_until(15 * US_PER_MINUTE, run, kept, seen)
