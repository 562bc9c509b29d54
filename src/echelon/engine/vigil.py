"""The laws of `invariants`, asked after every event at the price of what it has changed.

An event costs one comparison of each count of a `Watch` with what the state says. Whoever keeps
vigil also asks `breach_now`, which counts everything anew, every so often and at the end, lest a
count be kept wrongly.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.claims import (
    enters_in_time,
    has_only_its_wagons,
    phase_that_ends,
    queue_of,
    section_of,
)
from echelon.engine.funnel import N_GATES, count_unit
from echelon.engine.invariants import Breach, Seen
from echelon.engine.state import State
from echelon.engine.vocabulary import (
    NOBODY,
    NOTHING,
)
from echelon.engine.watch import (
    TRAIN,
    WIRE,
    Watch,
    compare,
    compare_in_turn,
    compare_queues,
    compare_units,
)
from echelon.engine.world import World


@kernel
def breach_after(world: World, state: State, watch: Watch, seen: Seen, kind: int, who: int) -> int:
    """Return the law broken by an event about row `who` of whatever table, as a `Breach`.

    Writes: watch, seen.
    """
    once, is_quiet = watch.once, watch.quiet[kind]
    if state.clock.now_us[0] < once.now_us[0]:
        return Breach.TIME_RUNS_BACK
    once.now_us[0] = state.clock.now_us[0]
    once.events[0] += 1
    once.n_changed[0] = 0
    if not is_quiet:
        if 0 <= who < len(watch.trains):
            compare(world, state, watch, seen, who)
        compare_in_turn(world, state, watch, seen)
        compare_queues(world, state, watch, seen)
    found = np.int64(_breach_found(world, state, watch, seen, is_quiet))
    is_certain = not is_quiet and len(watch.trains) <= once.most_compared[0]
    if found != Breach.NONE and not is_certain:
        for train in range(len(watch.trains)):
            compare(world, state, watch, seen, np.int64(train))
        compare_queues(world, state, watch, seen)
        found = np.int64(_breach_found(world, state, watch, seen, False))
    return found


@kernel
def _breach_found(world: World, state: State, watch: Watch, seen: Seen, is_quiet: bool) -> int:
    """Return the law that what is compared shows to be broken. Writes: watch, seen."""
    watch.once.looks[0] += 1
    compare_units(world, state, watch, seen)
    law = np.int64(_agenda_breaks(world, state, watch, seen))
    if not _units_are_whole(world, state, watch):
        return Breach.MEN_LOST_OR_MADE
    if not _changed_units_fail_one_gate(world, state, watch, seen.gates):
        return Breach.FUNNEL_LEAKS
    if law == Breach.NONE and not _letters_wait_in_one_place(state, watch):
        return Breach.LETTER_IN_TWO_PLACES
    if is_quiet and watch.once.n_changed[0] == 0:
        return law
    if law == Breach.NONE:
        law = np.int64(_lines_break(world, state, watch, seen))
    if law == Breach.NONE:
        law = np.int64(_places_break(world, state, watch))
    return law


@kernel
def _agenda_breaks(world: World, state: State, watch: Watch, seen: Seen) -> int:
    """Return the law that the agenda breaks: two events for one train, letter, or place on a wire.

    Writes: watch, seen.left_us.
    """
    due, look, trains = np.int64(0), watch.once.looks[0], watch.trains
    for row in range(state.clock.n_heap[0]):
        event = state.heap.event[row]
        sort = watch.sorts[state.events.kind[event]]
        if sort == 0:
            continue
        who = state.events.who[event]
        if sort == TRAIN:
            phase = phase_that_ends(state.events.kind[event])
            if trains.phase[who] != phase:
                compare(world, state, watch, seen, who)
            if trains.due[who] == look or state.echelons.phase[who] != phase:
                return Breach.TRAIN_IN_TWO_PLACES
            trains.due[who] = look
            due += 1
        elif sort == WIRE:
            if watch.wires.look[who] != look:
                watch.wires.look[who], watch.wires.busy[who] = look, 0
            watch.wires.busy[who] += 1
        elif not _is_here_alone(state, watch, who):
            return Breach.LETTER_IN_TWO_PLACES
    if due != watch.once.at_work[0]:
        return Breach.TRAIN_IN_TWO_PLACES
    for wire in range(len(watch.wires)):
        busy = watch.wires.busy[wire] if watch.wires.look[wire] == look else np.int64(0)
        if busy != state.wires.busy[wire] or busy > world.channels.wires[wire // 2]:
            return Breach.WIRES_OVERFULL
    return Breach.NONE


@kernel
def _units_are_whole(world: World, state: State, watch: Watch) -> bool:
    """Return whether men are conserved, and those present where slots say. Writes: nothing."""
    for unit in range(len(watch.units)):
        men = watch.units.men[unit]
        if men != state.units.men[unit]:
            return False
        if men + watch.units.gone[unit] != watch.units.raised[unit]:
            return False
    for row in range(len(watch.presences)):
        present = watch.men_at[watch.presences.cell[row]]
        if state.known[watch.presences.slot[row]] != present:
            return False
    return True


@kernel
def _changed_units_fail_one_gate(
    world: World, state: State, watch: Watch, gates: np.ndarray
) -> bool:
    """Return whether the men of each unit that has changed are all at some gate. Writes: gates."""
    for unit in range(len(watch.units)):
        is_counted = world.units.funnel[unit] != NOBODY
        if not is_counted or watch.units.changed[unit] != watch.once.events[0]:
            continue
        if not 0 <= state.units.gate[unit] < N_GATES:
            return False
        gates[:N_GATES] = 0
        count_unit(world, state, gates, np.int64(unit), NOTHING)
        if gates[:N_GATES].min() < 0 or gates[:N_GATES].sum() != watch.units.raised[unit]:
            return False
    return True


@kernel
def _lines_break(world: World, state: State, watch: Watch, seen: Seen) -> int:
    """Return the law that sections, loops or distances break. Writes: watch, seen.entered_us."""
    for section in range(len(watch.sections)):
        inside = watch.sections.trains[section]
        is_overfull = watch.sections.is_single[section] and inside > 1
        if is_overfull or inside != state.sections.inside[section]:
            return Breach.SECTION_OVERFULL
    for track in range(len(watch.tracks)):
        held = watch.tracks.trains[track]
        if held > 1:
            return Breach.LOOP_OVERFULL
        if watch.tracks.has_loop[track] and held != state.tracks.loop_taken[track]:
            return Breach.LOOP_OVERFULL
    for row in range(watch.once.n_changed[0]):
        train = watch.changed[row]
        section, ran_in = section_of(state, train), watch.trains.ran_in[train]
        watch.trains.ran_in[train] = section
        if section in (NOBODY, ran_in):
            continue
        if not enters_in_time(world, state, train, seen.entered_us, seen.left_us):
            return Breach.TOO_CLOSE
    return Breach.NONE


@kernel
def _places_break(world: World, state: State, watch: Watch) -> int:
    """Return the law that platforms, wagons or queues of trains break."""
    wagons = watch.once.in_trains[0]
    for place in range(len(watch.platforms)):
        used = watch.platforms[place]
        has = int(state.values[world.places.platforms[place]] + 0.5)
        if used != state.places.platforms_used[place] or used > has:
            return Breach.PLATFORMS_OVERFULL
        there, is_counted = state.places.wagons[place], world.places.wagons[place] != NOBODY
        wagons += there
        if is_counted and there < 0:
            return Breach.WAGONS_LOST_OR_MADE
    if wagons != watch.once.wagons[0] or not _changed_trains_have_only_their_wagons(state, watch):
        return Breach.WAGONS_LOST_OR_MADE
    for queue in range(len(watch.queues)):
        if watch.queues.changed[queue] != watch.once.events[0]:
            continue
        left, train = watch.queues.trains[queue], state.queues.first[queue]
        while train != NOBODY:
            left -= 1
            if left < 0 or queue_of(world, state, train) != queue:
                return Breach.TRAIN_IN_TWO_PLACES
            train = state.echelons.next_waiting[train]
        if left != 0:
            return Breach.TRAIN_IN_TWO_PLACES
    return Breach.NONE


@kernel
def _changed_trains_have_only_their_wagons(state: State, watch: Watch) -> bool:
    """Return whether none that has changed has wagons while it is no train. Writes: nothing."""
    for row in range(watch.once.n_changed[0]):
        if not has_only_its_wagons(state, watch.changed[row]):
            return False
    return True


@kernel
def _letters_wait_in_one_place(state: State, watch: Watch) -> bool:
    """Return whether no letter waits in two places, or waits and is on its way. Writes: watch."""
    alone = _are_here_alone(state, watch, state.clock.first_stranded[0])
    for wire in range(len(state.wires)):
        if state.wires.first_waiting[wire] != NOBODY:
            alone = alone and _are_here_alone(state, watch, state.wires.first_waiting[wire])
    for actor in range(len(state.actors)):
        if state.actors.first_letter[actor] != NOBODY:
            alone = alone and _are_here_alone(state, watch, state.actors.first_letter[actor])
    return alone


@kernel
def _are_here_alone(state: State, watch: Watch, first: int) -> bool:
    """Return whether no letter of a chain has been found before by this look. Writes: watch."""
    letter = first
    while letter != NOBODY:
        if not _is_here_alone(state, watch, letter):
            return False
        letter = state.letters.next_waiting[letter]
    return True


@kernel
def _is_here_alone(state: State, watch: Watch, letter: int) -> bool:
    """Return whether a letter is to somebody and not found before by this look. Writes: watch."""
    if watch.letters[letter] == watch.once.looks[0]:
        return False
    watch.letters[letter] = watch.once.looks[0]
    return state.letters.receiver[letter] < len(state.actors)
