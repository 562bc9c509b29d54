"""What must hold after every event, whatever the scenario: nothing lost, doubled or overfull.

The tests ask between events; runs for results never do. Some laws speak of two moments (time never
runs back, trains keep their distance), so what was so after the last event is remembered in a
`Seen`, which is no part of the state. Everything is counted anew each time; `watch` asks the same
of what has changed since the last event.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.claims import (
    ends_inside,
    enters_in_time,
    has_only_its_wagons,
    is_at_work,
    loop_of,
    men_gone,
    men_raised,
    phase_that_ends,
    queue_of,
    section_of,
)
from echelon.engine.funnel import N_GATES, count_funnel
from echelon.engine.movement.wagons import wagons_at_first
from echelon.engine.rules.ground import is_present
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, UNSEEN, Kind, Phase, Quantity
from echelon.engine.world import World


class Breach(IntEnum):
    """The law that does not hold."""

    NONE = 0
    TIME_RUNS_BACK = 1
    MEN_LOST_OR_MADE = 2
    TRAIN_IN_TWO_PLACES = 3
    SECTION_OVERFULL = 4
    LOOP_OVERFULL = 5
    TOO_CLOSE = 6
    PLATFORMS_OVERFULL = 7
    WIRES_OVERFULL = 8
    LETTER_IN_TWO_PLACES = 9
    FUNNEL_LEAKS = 10
    WAGONS_LOST_OR_MADE = 11


class Seen(NamedTuple):
    """What was so after the last event."""

    now_us: np.ndarray  # shape (1,)
    entered_us: np.ndarray  # per track: when the last train entered, or UNSEEN
    left_us: np.ndarray  # per section: when the last train left, or UNSEEN
    section: np.ndarray  # per echelon: in which it ran, or NOBODY
    gates: np.ndarray  # room to count the gates of the funnel


def nothing_seen(world: World) -> Seen:
    """Return what is remembered before the first event."""
    moved = world.units.funnel[world.units.funnel != NOBODY]
    n_funnels = int(moved.max(initial=-1)) + 1
    return Seen(
        np.zeros(1, np.int64),
        np.full(2 * len(world.sections), UNSEEN, np.int64),
        np.full(len(world.sections), UNSEEN, np.int64),
        np.full(len(world.echelons), NOBODY, np.int64),
        np.zeros(N_GATES * n_funnels, np.int64),
    )


@kernel
def breach(world: World, state: State, seen: Seen) -> int:
    """Return the first law that does not hold, as a `Breach`; 0 if all do. Writes: seen."""
    if state.clock.now_us[0] < seen.now_us[0]:
        return Breach.TIME_RUNS_BACK
    seen.now_us[0] = state.clock.now_us[0]
    if not _trains_keep_their_distance(world, state, seen):
        return Breach.TOO_CLOSE
    return breach_now(world, state, seen.gates)


@kernel
def breach_now(world: World, state: State, gates: np.ndarray) -> int:
    """Return the first law that does not hold of this moment, as a `Breach`. Writes: gates."""
    if not _men_are_conserved(world, state):
        return Breach.MEN_LOST_OR_MADE
    if not _every_man_fails_one_gate(world, state, gates):
        return Breach.FUNNEL_LEAKS
    if not _every_train_is_somewhere(world, state):
        return Breach.TRAIN_IN_TWO_PLACES
    if not _sections_hold_what_they_can(world, state):
        return Breach.SECTION_OVERFULL
    if not _loops_hold_what_they_can(world, state):
        return Breach.LOOP_OVERFULL
    if not _platforms_hold_what_they_can(world, state):
        return Breach.PLATFORMS_OVERFULL
    if not _wagons_are_conserved(world, state):
        return Breach.WAGONS_LOST_OR_MADE
    if not _wires_carry_what_they_can(world, state):
        return Breach.WIRES_OVERFULL
    if not _every_letter_is_somewhere(world, state):
        return Breach.LETTER_IN_TWO_PLACES
    return Breach.NONE


@kernel
def _men_are_conserved(world: World, state: State) -> bool:
    """Return whether men are present where slots say, under way, deserted, captured or dead."""
    men = state.echelons.men
    for unit in range(len(world.units)):
        total = np.int64(0)
        for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
            total += men[echelon]
        if total != state.units.men[unit]:
            return False
        if total + men_gone(state, np.int64(unit)) != men_raised(world, state, np.int64(unit)):
            return False
    return _presence_is_known(world, state)


@kernel
def _every_man_fails_one_gate(world: World, state: State, gates: np.ndarray) -> bool:
    """Return whether the gates of each side add up to its men who are ordered to move.

    The funnel is counted as if the run ended now, so that this holds after every event and at the
    end. Writes: gates.
    """
    for cell in range(len(gates)):
        gates[cell] = 0
    count_funnel(world, state, gates)
    for unit in range(len(world.units)):
        if world.units.funnel[unit] != NOBODY:
            gates[N_GATES * world.units.funnel[unit]] -= men_raised(world, state, np.int64(unit))
    for funnel in range(len(gates) // N_GATES):
        left = np.int64(0)
        for gate in range(N_GATES):
            left += gates[N_GATES * funnel + gate]
            if gate > 0 and gates[N_GATES * funnel + gate] < 0:
                return False
        if left != 0:
            return False
    return True


@kernel
def _presence_is_known(world: World, state: State) -> bool:
    """Return whether the slots of men and strengths say who is present, in one pass over them."""
    slots, n_sides = world.slots, world.settings.n_sides[0]
    of_side = np.zeros(len(world.places) * n_sides, np.int64)
    for echelon in range(len(world.echelons)):
        if is_present(state, echelon):
            side = state.units.side[world.echelons.unit[echelon]]
            of_side[state.echelons.place[echelon] * n_sides + side] += state.echelons.men[echelon]
    for slot in range(len(slots)):
        if slots.observer[slot] != NOBODY:
            continue
        who, place, present = slots.first[slot], slots.second[slot], np.int64(0)
        if slots.quantity[slot] == Quantity.STRENGTH:
            present = of_side[place * n_sides + who]
        elif slots.quantity[slot] == Quantity.MEN:
            for echelon in range(world.units.first_echelon[who], world.units.last_echelon[who]):
                if state.echelons.place[echelon] == place and is_present(state, echelon):
                    present += state.echelons.men[echelon]
        else:
            continue
        if state.known[slot] != present:
            return False
    return True


@kernel
def _every_train_is_somewhere(world: World, state: State) -> bool:
    """Return whether each echelon is in one queue if it waits, and due once if it is at work."""
    echelons = state.echelons
    due = np.zeros(len(echelons), np.int64)
    queued = np.zeros(len(echelons), np.int64)
    for row in range(state.clock.n_heap[0]):
        event = state.heap.event[row]
        phase = phase_that_ends(state.events.kind[event])
        if phase != NOBODY:
            due[state.events.who[event]] += 1
            if echelons.phase[state.events.who[event]] != phase:
                return False
    for queue in range(len(state.queues)):
        echelon = state.queues.first[queue]
        while echelon != NOBODY:
            queued[echelon] += 1
            if queued[echelon] > 1 or queue_of(world, state, echelon) != queue:
                return False
            echelon = echelons.next_waiting[echelon]
    for echelon in range(len(echelons)):
        phase = echelons.phase[echelon]
        waits = queue_of(world, state, np.int64(echelon)) != NOBODY
        if due[echelon] != is_at_work(phase) or queued[echelon] != waits:
            return False
    return True


@kernel
def _sections_hold_what_they_can(world: World, state: State) -> bool:
    """Return whether each section counts its trains rightly, and single track has one at most."""
    inside = np.zeros(len(world.sections), np.int64)
    for echelon in range(len(state.echelons)):
        if state.echelons.phase[echelon] == Phase.RUNNING:
            inside[state.echelons.section[echelon]] += 1
    for section in range(len(world.sections)):
        single = world.links.tracks[world.sections.link[section]] == 1
        miscounted = inside[section] != state.sections.inside[section]
        if miscounted or (single and inside[section] > 1):
            return False
    return True


@kernel
def _loops_hold_what_they_can(world: World, state: State) -> bool:
    """Return whether each crossing place has one train of a direction at most, in it or bound.

    The loop of track `2 * section + direction` is the one at that section's far end.
    """
    held = np.zeros(len(state.tracks), np.int64)
    for echelon in range(len(state.echelons)):
        track = loop_of(world, state, np.int64(echelon))
        if track != NOBODY:
            held[track] += 1
    for track in range(len(state.tracks)):
        if held[track] > 1:
            return False
        has_loop = ends_inside(world, np.int64(track // 2), np.int64(track % 2))
        if has_loop and held[track] != state.tracks.loop_taken[track]:
            return False
    return True


@kernel
def _trains_keep_their_distance(world: World, state: State, seen: Seen) -> bool:
    """Return whether trains that entered a section did so a headway, or an interval, after others.

    Writes: seen.
    """
    echelons, now_us = state.echelons, state.clock.now_us[0]
    for echelon in range(len(echelons)):
        before = seen.section[echelon]
        if before != NOBODY and section_of(state, echelon) != before:
            seen.left_us[before] = now_us
    keeps = True
    for echelon in range(len(echelons)):
        section, before = section_of(state, echelon), seen.section[echelon]
        seen.section[echelon] = section
        if section not in (NOBODY, before):
            in_time = enters_in_time(world, state, np.int64(echelon), seen.entered_us, seen.left_us)
            keeps = keeps and in_time
    return keeps


@kernel
def _platforms_hold_what_they_can(world: World, state: State) -> bool:
    """Return whether each place counts its platforms in use rightly, and has as many."""
    used = np.zeros(len(state.places), np.int64)
    for echelon in range(len(state.echelons)):
        phase = state.echelons.phase[echelon]
        if phase == Phase.LOADING or phase == Phase.DETRAINING:
            used[state.echelons.place[echelon]] += 1
    for place in range(len(state.places)):
        platforms = int(state.values[world.places.platforms[place]] + 0.5)
        if used[place] != state.places.platforms_used[place] or used[place] > platforms:
            return False
    return True


@kernel
def _wagons_are_conserved(world: World, state: State) -> bool:
    """Return whether all wagons are in a train or stand empty, and no more stand than there are.

    Where nobody counts them, there may be fewer than at the start.
    """
    left = np.int64(0)
    for place in range(len(state.places)):
        there, is_counted = state.places.wagons[place], world.places.wagons[place] != NOBODY
        left += wagons_at_first(world, state, np.int64(place)) - there
        if is_counted and there < 0:
            return False
    for echelon in range(len(state.echelons)):
        left -= state.echelons.wagons[echelon]
        if not has_only_its_wagons(state, np.int64(echelon)):
            return False
    return left == 0


@kernel
def _wires_carry_what_they_can(world: World, state: State) -> bool:
    """Return whether each wire counts the letters it carries rightly, and carries as many."""
    busy = np.zeros(len(state.wires), np.int64)
    for row in range(state.clock.n_heap[0]):
        event = state.heap.event[row]
        if state.events.kind[event] == Kind.WIRE_FREE:
            busy[state.events.who[event]] += 1
    for wire in range(len(state.wires)):
        if busy[wire] != state.wires.busy[wire] or busy[wire] > world.channels.wires[wire // 2]:
            return False
    return True


@kernel
def _every_letter_is_somewhere(world: World, state: State) -> bool:
    """Return whether no letter is in two queues, or in a queue and on its way."""
    letters = state.letters
    found = np.zeros(state.clock.n_letters[0], np.int64)
    for row in range(state.clock.n_heap[0]):
        event = state.heap.event[row]
        kind = state.events.kind[event]
        lies = kind == Kind.LETTER_HANDED_IN or kind == Kind.LETTER_HEARD
        if lies or kind == Kind.LETTER_REACHES_EXCHANGE:
            found[state.events.who[event]] += 1
    for wire in range(len(state.wires)):
        _count_chain(state, state.wires.first_waiting[wire], found)
    for actor in range(len(state.actors)):
        _count_chain(state, state.actors.first_letter[actor], found)
    _count_chain(state, state.clock.first_stranded[0], found)
    for letter in range(len(found)):
        if found[letter] > 1 or letters.receiver[letter] >= len(world.actors):
            return False
    return True


@kernel
def _count_chain(state: State, first: int, found: np.ndarray) -> None:
    """Count the letters of a chain, each at most twice. Writes: found."""
    letter = first
    while letter != NOBODY and found[letter] < 2:
        found[letter] += 1
        letter = state.letters.next_waiting[letter]
