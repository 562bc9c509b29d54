"""The line: who may enter a section, in what order, and when it is clear again.

On double track the two directions do not see each other; trains of one direction follow at least a
headway apart, and none overtakes inside a section. On single track a section holds one train; the
next may enter an interval after it has left (the interval at a crossing place), and one of the same
direction a headway after it entered at the soonest. A train enters only if the loop for its
direction at the next crossing place is free, which it then holds. Each crossing place keeps one
loop for each direction, so neither can take the last loop of the other and the line cannot lock.
Waiting trains go by priority and then in the order in which they asked; on single track the
directions alternate while both wait.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.movement.consent import ask_staffs
from echelon.engine.movement.queues import join_queue, leave_queue
from echelon.engine.movement.stations import head_moves, mark_unit, men_come
from echelon.engine.rules.values import hours_us, minutes_us, mixed, used
from echelon.engine.state import State
from echelon.engine.trace import happen
from echelon.engine.vocabulary import NEVER, NOBODY, NOTHING, ONE_FEWER, Kind, Phase, Quantity
from echelon.engine.world import World

MINUTES_PER_DAY = 1440.0


@kernel
def ask_for_section(world: World, state: State, echelon: int, section: int) -> None:
    """Put an echelon in the queue for a section and let in whoever may enter.

    Writes: echelons, queues, and as `let_in`.
    """
    echelons = state.echelons
    direction = world.legs.direction[echelons.leg[echelon]]
    track = 2 * section + direction
    echelons.phase[echelon] = Phase.WAITING_FOR_LINE
    echelons.section[echelon] = section
    echelons.requested_us[echelon] = state.clock.now_us[0]
    echelons.forced_us[echelon] = NEVER
    if is_first(world, section, direction):
        ask_staffs(world, state, echelon)
    join_queue(world, state, track, echelon)
    clear_way_by_force(world, state, echelon)
    let_in(world, state, section)


@kernel
def is_first(world: World, section: int, direction: int) -> bool:
    """Return whether a section is the first of its link for trains in this direction."""
    link = world.sections.link[section]
    if direction == 0:
        return section == world.links.first_section[link]
    return section == world.links.last_section[link] - 1


@kernel
def let_in(world: World, state: State, section: int) -> None:
    """Let waiting trains into a section while any may enter.

    Writes: sections, tracks, echelons, the agenda.
    """
    link = world.sections.link[section]
    if state.links.closed[link] != 0:
        return
    if world.links.tracks[link] == 1:
        _let_in_single(world, state, section)
        return
    for direction in range(2):
        track = np.int64(2 * section + direction)
        while True:
            echelon = _first_admissible(world, state, track)
            if echelon == NOBODY:
                break
            if state.tracks.next_free_us[track] > state.clock.now_us[0]:
                _look_again_at(world, state, section, state.tracks.next_free_us[track])
                break
            _enter(world, state, echelon, section, track)


@kernel
def _let_in_single(world: World, state: State, section: int) -> None:
    """Let the next train onto a section of single track. Writes: as `let_in`."""
    sections, now_us = state.sections, state.clock.now_us[0]
    if sections.inside[section] > 0:
        return
    soonest_us = NEVER
    for turn in range(2):
        against = 1 - sections.direction[section]
        track = 2 * section + (against if turn == 0 else 1 - against)
        echelon = _first_admissible(world, state, track)
        if echelon == NOBODY:
            continue
        ready_us = max(sections.clear_us[section], state.tracks.next_free_us[track])
        if ready_us <= now_us:
            _enter(world, state, echelon, section, track)
            return
        soonest_us = min(soonest_us, ready_us)
    if soonest_us < NEVER:
        _look_again_at(world, state, section, soonest_us)


@kernel
def _first_admissible(world: World, state: State, track: int) -> int:
    """Return the first waiting echelon that may go, or NOBODY.

    One that is halted or not let out by the station does not bar the way to those behind it.
    """
    echelons = state.echelons
    echelon = state.queues.first[track]
    while echelon != NOBODY:
        unit = world.echelons.unit[echelon]
        if not state.units.halted[unit] and _way_is_given(world, state, echelon, track):
            return echelon
        echelon = echelons.next_waiting[echelon]
    return NOBODY


@kernel
def _way_is_given(world: World, state: State, echelon: int, track: int) -> bool:
    """Return whether the station behind lets the train out and there is a loop ahead for it."""
    section, direction = track // 2, track % 2
    link = world.sections.link[section]
    if is_first(world, section, direction):
        place = world.links.from_place[link] if direction == 0 else world.links.to_place[link]
        side = state.units.side[world.echelons.unit[echelon]]
        is_forced = state.echelons.forced_us[echelon] <= state.clock.now_us[0]
        has_consent = state.echelons.consented_us[echelon] <= state.clock.now_us[0]
        closed_to = state.places.closed_to[place] | state.links.closed_to[link]
        is_let_out = (closed_to >> side) & 1 == 0
        if not is_forced and not (has_consent and is_let_out):
            return False
    single = world.links.tracks[link] == 1
    leaves = is_first(world, section, 1 - direction)
    return leaves or not single or state.tracks.loop_taken[track] == 0


@kernel
def _look_again_at(world: World, state: State, section: int, when_us: int) -> None:
    """Plan to look at the queue again, once. Writes: sections.wake_us, the agenda."""
    sections = state.sections
    now_us = state.clock.now_us[0]
    if now_us < sections.wake_us[section] <= when_us:
        return
    sections.wake_us[section] = when_us
    hash64 = world.entities.hash64[world.sections.entity[section]]
    schedule(state, when_us, Kind.SECTION_CLEARS, hash64, NOTHING, NOBODY, section, NOTHING)


@kernel
def section_clears(world: World, state: State, section: int) -> None:
    """Look at the queue of a section at the planned time. Writes: as `let_in`."""
    if state.sections.wake_us[section] <= state.clock.now_us[0]:
        state.sections.wake_us[section] = NEVER
    let_in(world, state, section)


@kernel
def turn_back_from_line(world: World, state: State, echelon: int) -> bool:
    """Take a train that waits at a station out of the queue; return False if it waits elsewhere.

    Writes: tracks, echelons.
    """
    echelons = state.echelons
    section, direction = echelons.section[echelon], world.legs.direction[echelons.leg[echelon]]
    if not is_first(world, section, direction):
        return False
    leave_queue(state, 2 * section + direction, echelon)
    echelons.phase[echelon] = Phase.LOADED
    echelons.section[echelon] = NOBODY
    return True


@kernel
def clear_way_by_force(world: World, state: State, echelon: int) -> None:
    """Let a train whose unit forces its way begin to clear it with its own crew.

    It goes on after the time that takes, whoever holds the station.
    Writes: echelons.forced_us, the agenda.
    """
    unit = world.echelons.unit[echelon]
    if not state.units.forcing[unit] or state.echelons.forced_us[echelon] != NEVER:
        return
    name = world.entities.luck[world.echelons.entity[echelon]]
    section = state.echelons.section[echelon]
    where = world.sections.entity[section]
    ordinal = mixed(world.entities.luck[where], state.echelons.trips[echelon])
    slot = world.units.forcing_h[unit]
    hours = used(world, state, slot, name, Purpose.FORCING, ordinal)
    when_us = state.clock.now_us[0] + hours_us(hours)
    when_us = max(when_us, state.echelons.disabled_us[echelon])
    state.echelons.forced_us[echelon] = when_us
    hash64 = world.entities.hash64[where]
    schedule(state, when_us, Kind.SECTION_CLEARS, hash64, ordinal, NOBODY, section, NOTHING)


@kernel
def _enter(world: World, state: State, echelon: int, section: int, track: int) -> None:
    """Let a train run onto a section. Writes: sections, tracks, echelons, the agenda."""
    sections, tracks, echelons = state.sections, state.tracks, state.echelons
    link, now_us = world.sections.link[section], state.clock.now_us[0]
    leave_queue(state, track, echelon)
    sections.inside[section] += 1
    sections.direction[section] = track % 2
    tracks.next_free_us[track] = now_us + _headway_us(world, state, link)
    tracks.loop_taken[track] = 1
    arrival_us = now_us + _running_us(world, state, echelon, section)
    if world.links.tracks[link] > 1 and arrival_us < tracks.last_arrival_us[track]:
        arrival_us = tracks.last_arrival_us[track]
    tracks.last_arrival_us[track] = arrival_us
    _depart(world, state, echelon, section, track)
    echelons.phase[echelon] = Phase.RUNNING
    entity = world.echelons.entity[echelon]
    hash64 = world.entities.hash64[entity]
    ordinal = mixed(world.entities.luck[world.sections.entity[section]], echelons.trips[echelon])
    schedule(
        state, arrival_us, Kind.ECHELON_REACHES_STATION, hash64, ordinal, NOBODY, echelon, section
    )


@kernel
def _depart(world: World, state: State, echelon: int, section: int, track: int) -> None:
    """Let a train leave what is behind it: a station, or a loop inside the link.

    Writes: tracks.loop_taken, slots, actors, the trace.
    """
    direction = track % 2
    if not is_first(world, section, direction):
        behind = section - 1 if direction == 0 else section + 1
        state.tracks.loop_taken[2 * behind + direction] = 0
        look_soon(world, state, behind)
        return
    echelons = state.echelons
    place, unit = echelons.place[echelon], world.echelons.unit[echelon]
    ahead = world.legs.to_place[echelons.leg[echelon]]
    happen(state, Kind.ECHELON_LEAVES_STATION, echelon, place, ahead, 0.0, state.clock.because[0])
    if echelons.setting_out[echelon]:
        echelons.setting_out[echelon] = False
        men_come(world, state, echelon, place, ONE_FEWER)
    mark_unit(world, state, unit, Quantity.DEPARTED, place, 1.0)
    head_moves(world, state, echelon, NOBODY, ahead)


@kernel
def look_soon(world: World, state: State, section: int) -> None:
    """Plan to look at the queue of a section after what happens now. Writes: the agenda."""
    now_us = state.clock.now_us[0]
    hash64 = world.entities.hash64[world.sections.entity[section]]
    schedule(state, now_us, Kind.SECTION_CLEARS, hash64, NOTHING, NOBODY, section, NOTHING)


@kernel
def leave_section(world: World, state: State, section: int) -> None:
    """Count a train out of a section and let the next one in. Writes: sections, as `let_in`."""
    sections = state.sections
    sections.inside[section] -= 1
    link = world.sections.link[section]
    crossing = state.values[world.links.crossing_min[link]]
    sections.clear_us[section] = state.clock.now_us[0] + minutes_us(crossing)
    let_in(world, state, section)


@kernel
def _headway_us(world: World, state: State, link: int) -> int:
    """Return the least time between trains of one direction: headway, or a day's share.

    A line that passes so many trains a day passes one in 1440 minutes over that number.
    """
    minutes = state.values[world.links.headway_min[link]]
    slot = world.links.trains_per_day[link]
    if slot != NOBODY:
        minutes = max(minutes, MINUTES_PER_DAY / state.values[slot])
    return minutes_us(minutes)


@kernel
def _running_us(world: World, state: State, echelon: int, section: int) -> int:
    """Return an echelon's running time over a section: its length over the line's speed."""
    link = world.sections.link[section]
    name = world.entities.luck[world.echelons.entity[echelon]]
    where = world.entities.luck[world.sections.entity[section]]
    ordinal = mixed(where, state.echelons.trips[echelon])
    slot = world.links.speed_km_h[link]
    speed = used(world, state, slot, name, Purpose.RUNNING, ordinal)
    length_km = state.values[world.links.length_km[link]] * world.sections.share[section]
    return hours_us(length_km / speed)
