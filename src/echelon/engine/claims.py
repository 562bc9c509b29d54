"""What each train lays claim to, and each unit: an event, a queue, a section, a loop, its men.

Asked by the laws alone (`invariants`, `watch`).
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.movement.queues import platform_queue
from echelon.engine.rules.values import minutes_us
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, UNSEEN, Kind, Phase
from echelon.engine.world import World

MINUTES_PER_DAY = 1440.0


@kernel
def phase_that_ends(kind: int) -> int:
    """Return the phase of an echelon that an event of `kind` ends, or NOBODY."""
    if kind == Kind.ECHELON_LOADED:
        return np.int64(Phase.LOADING)
    if kind == Kind.ECHELON_REACHES_STATION:
        return np.int64(Phase.RUNNING)
    if kind == Kind.ECHELON_DETRAINED:
        return np.int64(Phase.DETRAINING)
    if kind == Kind.COLUMN_REACHES_PLACE or kind == Kind.GROUP_CAUGHT:
        return np.int64(Phase.MARCHING)
    return NOBODY


@kernel
def is_at_work(phase: int) -> bool:
    """Return whether the phase ends at a time that is known when it begins."""
    in_station = phase == Phase.LOADING or phase == Phase.DETRAINING
    return in_station or phase == Phase.RUNNING or phase == Phase.MARCHING


@kernel
def queue_of(world: World, state: State, echelon: int) -> int:
    """Return the queue in which an echelon that waits must be, or NOBODY if it does not wait."""
    echelons = state.echelons
    phase = echelons.phase[echelon]
    if phase == Phase.WAITING_FOR_LINE:
        direction = world.legs.direction[echelons.leg[echelon]]
        return 2 * echelons.section[echelon] + direction
    if phase == Phase.WAITING_TO_LOAD or phase == Phase.WAITING_TO_DETRAIN:
        return platform_queue(world, echelons.place[echelon])
    return NOBODY


@kernel
def loop_of(world: World, state: State, echelon: int) -> int:
    """Return the track whose loop an echelon is in or bound for, or NOBODY."""
    section, phase = state.echelons.section[echelon], state.echelons.phase[echelon]
    if phase != Phase.RUNNING and phase != Phase.WAITING_FOR_LINE:
        return NOBODY
    direction = world.legs.direction[state.echelons.leg[echelon]]
    link = world.sections.link[section]
    if phase == Phase.WAITING_FOR_LINE:
        section -= 1 - 2 * direction
    lies_on = world.links.first_section[link] <= section < world.links.last_section[link]
    if world.links.tracks[link] != 1 or not lies_on or not ends_inside(world, section, direction):
        return NOBODY
    return 2 * section + direction


@kernel
def ends_inside(world: World, section: int, direction: int) -> bool:
    """Return whether a section ends, in that direction, at a crossing place inside its link."""
    link, ahead = world.sections.link[section], section + 1 - 2 * direction
    return world.links.first_section[link] <= ahead < world.links.last_section[link]


@kernel
def section_of(state: State, echelon: int) -> int:
    """Return the section in which an echelon runs, or NOBODY."""
    if state.echelons.phase[echelon] != Phase.RUNNING:
        return NOBODY
    return state.echelons.section[echelon]


@kernel
def has_only_its_wagons(state: State, echelon: int) -> bool:
    """Return whether an echelon has wagons only from when it loads until it has detrained."""
    phase, wagons = state.echelons.phase[echelon], state.echelons.wagons[echelon]
    return wagons == 0 or (wagons > 0 and Phase.LOADING <= phase <= Phase.DETRAINING)


@kernel
def enters_in_time(
    world: World, state: State, echelon: int, entered_us: np.ndarray, left_us: np.ndarray
) -> bool:
    """Return whether a train that enters its section now is far enough from those before it.

    Writes: entered_us.
    """
    section, now_us = state.echelons.section[echelon], state.clock.now_us[0]
    link = world.sections.link[section]
    track = 2 * section + world.legs.direction[state.echelons.leg[echelon]]
    before_us, empty_us = entered_us[track], left_us[section]
    entered_us[track] = now_us
    if before_us != UNSEEN and now_us < before_us + _distance_us(world, state, link):
        return False
    interval_us = minutes_us(state.values[world.links.crossing_min[link]])
    is_single = world.links.tracks[link] == 1
    return not is_single or empty_us == UNSEEN or now_us >= empty_us + interval_us


@kernel
def _distance_us(world: World, state: State, link: int) -> int:
    """Return the least time between trains of one direction on a link."""
    minutes = state.values[world.links.headway_min[link]]
    slot = world.links.trains_per_day[link]
    if slot != NOBODY:
        minutes = max(minutes, MINUTES_PER_DAY / state.values[slot])
    return minutes_us(minutes)


@kernel
def men_raised(world: World, state: State, unit: int) -> int:
    """Return how many men a unit had at the start."""
    return np.int64(max(0.0, state.values[world.units.men[unit]]) + 0.5)


@kernel
def men_gone(state: State, unit: int) -> int:
    """Return how many of a unit's men are no longer with it."""
    units = state.units
    return units.captured[unit] + units.dead[unit] + units.deserted[unit]
