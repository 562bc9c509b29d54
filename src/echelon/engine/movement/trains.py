"""Echelons by rail: loading, asking for the line, running, and detraining at the goal."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose
from echelon.engine.encounter import Fate
from echelon.engine.movement.columns import march_on
from echelon.engine.movement.consent import leg_given
from echelon.engine.movement.sections import (
    ask_for_section,
    clear_way_by_force,
    leave_section,
    look_soon,
    turn_back_from_line,
)
from echelon.engine.movement.stations import (
    give_out_platforms,
    give_up_loading,
    head_moves,
    mark_unit,
    men_come,
    want_platform,
)
from echelon.engine.movement.wagons import let_stand
from echelon.engine.roll import move_to, strike_off
from echelon.engine.rules.ground import is_barred
from echelon.engine.rules.values import hours_us, used
from echelon.engine.rules.ways import next_leg
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, ONE_MORE, Kind, Mode, Phase, Quantity
from echelon.engine.world import World


@kernel
def echelon_loaded(world: World, state: State, echelon: int) -> None:
    """Let a loaded train draw off from the platform and ask for the line.

    Writes: places, echelons, the agenda.
    """
    place = state.echelons.place[echelon]
    state.echelons.phase[echelon] = Phase.LOADED
    state.places.platforms_used[place] -= 1
    give_out_platforms(world, state, place)
    seek_line(world, state, echelon)


@kernel
def seek_line(world: World, state: State, echelon: int) -> None:
    """Plan to ask for the line after whatever else happens at this moment. Writes: the agenda."""
    hash64 = world.entities.hash64[world.echelons.entity[echelon]]
    ordinal, now_us = state.echelons.trips[echelon], state.clock.now_us[0]
    schedule(state, now_us, Kind.ECHELON_SEEKS_LINE, hash64, ordinal, NOBODY, echelon, NOTHING)


@kernel
def echelon_seeks_line(world: World, state: State, echelon: int) -> None:
    """Send an echelon on from where it stands: to the line, to a platform, or nowhere.

    A train whose unit is now to go by road detrains first. Writes: echelons, tracks, places, the
    agenda.
    """
    echelons, units = state.echelons, state.units
    phase, place = echelons.phase[echelon], echelons.place[echelon]
    unit = world.echelons.unit[echelon]
    action, is_to_detrain = units.action[unit], units.detraining[unit]
    if action == NOBODY:
        return
    if phase == Phase.STOPPED:
        go_on_by_road(world, state, echelon)
    has_men = state.units.lost[unit] == 0 or echelons.men[echelon] > 0
    is_elsewhere = has_men and phase == Phase.IN_QUARTERS and world.actions.place[action] != place
    if is_elsewhere and not is_to_detrain:
        _set_out(world, state, echelon, action)
    if phase == Phase.WAITING_FOR_LINE and _has_better_way(world, state, echelon):
        turn_back_from_line(world, state, echelon)
        phase = Phase.LOADED
    if phase != Phase.LOADED:
        return
    goal = next_goal(world, state, echelon)
    if goal == NOBODY or world.goals.mode[goal] != Mode.RAIL or is_to_detrain:
        want_platform(world, state, echelon)
        return
    leg = next_leg(world, state, goal, place)
    if leg == NOBODY:
        note(state, Kind.NO_WAY, echelon, place, world.goals.place[goal])
        return
    leg = leg_given(world, state, echelon, leg)
    ahead = world.legs.to_place[leg]
    if is_barred(world, state, echelon, ahead):
        note(state, Kind.ECHELON_BARRED, echelon, place, ahead)
        return
    echelons.leg[echelon] = leg
    link = world.legs.link[leg]
    if world.legs.direction[leg] == 0:
        ask_for_section(world, state, echelon, world.links.first_section[link])
    else:
        ask_for_section(world, state, echelon, world.links.last_section[link] - 1)
    if echelons.phase[echelon] == Phase.WAITING_FOR_LINE:
        note(state, Kind.ECHELON_HELD, echelon, place, link)


@kernel
def _has_better_way(world: World, state: State, echelon: int) -> bool:
    """Return whether a train that waits at a station is now led another way than it waits for."""
    echelons = state.echelons
    leg, section = echelons.leg[echelon], echelons.section[echelon]
    link, direction = world.legs.link[leg], world.legs.direction[leg]
    first, last = world.links.first_section[link], world.links.last_section[link]
    if section != (first if direction == 0 else last - 1):
        return False
    goal = next_goal(world, state, echelon)
    return goal == NOBODY or next_leg(world, state, goal, echelons.place[echelon]) != leg


@kernel
def next_goal(world: World, state: State, echelon: int) -> int:
    """Return the next goal of an echelon on its way, or NOBODY if it is where it should be.

    Writes: echelons.via, past intermediate goals that have been reached.
    """
    echelons = state.echelons
    action = state.units.action[world.echelons.unit[echelon]]
    place = echelons.place[echelon]
    first, last = world.actions.first_via[action], world.actions.last_via[action]
    while first + echelons.via[echelon] < last:
        goal = world.lists[first + echelons.via[echelon]]
        if world.goals.place[goal] != place:
            return goal
        echelons.via[echelon] += 1
    goal = world.actions.goal[action]
    return NOBODY if world.goals.place[goal] == place else goal


@kernel
def echelon_reaches_station(world: World, state: State, echelon: int, section: int) -> None:
    """Let a train come to the end of a section: a loop inside the link, or a station.

    Writes: sections, tracks, echelons, slots, actors, the agenda.
    """
    echelons = state.echelons
    leg = echelons.leg[echelon]
    link, direction = world.legs.link[leg], world.legs.direction[leg]
    ahead = section + 1 if direction == 0 else section - 1
    inside = world.links.first_section[link] <= ahead < world.links.last_section[link]
    if not inside:
        state.tracks.loop_taken[2 * section + direction] = 0
    leave_section(world, state, section)
    if inside:
        ask_for_section(world, state, echelon, ahead)
        return
    place = world.legs.to_place[leg]
    echelons.phase[echelon] = Phase.LOADED
    move_to(state, echelon, place)
    echelons.section[echelon] = NOBODY
    echelons.leg[echelon] = NOBODY
    head_moves(world, state, echelon, place, place)
    seek_line(world, state, echelon)


@kernel
def echelon_detrained(world: World, state: State, echelon: int) -> None:
    """Let an echelon's men stand at the place where they have detrained, and its wagons empty.

    Writes: echelons, places, slots, the agenda.
    """
    echelons = state.echelons
    place = echelons.place[echelon]
    echelons.phase[echelon] = Phase.IN_QUARTERS
    let_stand(world, state, echelon, echelons.wagons[echelon])
    state.places.platforms_used[place] -= 1
    give_out_platforms(world, state, place)
    arrive(world, state, echelon)


@kernel
def arrive(world: World, state: State, echelon: int) -> None:
    """Count an echelon's men as present where they are, and send them on if that is not the goal.

    It is not if the unit's orders were changed while the men detrained. A unit that was told to
    leave its trains waits for its next orders.
    Writes: echelons.setting_out, units.arrived, slots, the agenda.
    """
    echelons = state.echelons
    place, unit = echelons.place[echelon], world.echelons.unit[echelon]
    if echelons.setting_out[echelon]:  # called back before it left: its men were never away
        echelons.setting_out[echelon] = False
    else:
        men_come(world, state, echelon, place, ONE_MORE)
    action = state.units.action[unit]
    if action == NOBODY:
        return
    if world.actions.place[action] == place:
        echelons.reached[echelon] |= place != world.units.place[unit]
        _fall_in(world, state, unit, action)
    elif not state.units.detraining[unit]:
        seek_line(world, state, echelon)


@kernel
def _fall_in(world: World, state: State, unit: int, action: int) -> None:
    """Count one more echelon at the goal, and assemble the unit when all are there.

    Writes: units.arrived, the agenda.
    """
    state.units.arrived[unit] += 1
    _assemble(world, state, unit, action)


@kernel
def _assemble(world: World, state: State, unit: int, action: int) -> None:
    """Let a unit assemble if all of it that can still come is at the goal. Writes: the agenda."""
    units, place = state.units, world.actions.place[action]
    first, last = world.units.first_echelon[unit], world.units.last_echelon[unit]
    if units.arrived[unit] < max(last - first - units.lost[unit], ONE_MORE):
        return
    entity = world.units.entity[unit]
    name, hash64 = world.entities.luck[entity], world.entities.hash64[entity]
    slot, luck = world.units.assembly_h[unit], world.actions.luck[action]
    hours = used(world, state, slot, name, Purpose.ASSEMBLY, luck)
    when_us = state.clock.now_us[0] + hours_us(hours)
    owner = world.echelons.entity[first]
    schedule(state, when_us, Kind.UNIT_ASSEMBLED, hash64, luck, owner, unit, place)


@kernel
def group_caught(world: World, state: State, echelon: int) -> None:
    """Let a small group that has been found on its way be taken prisoner.

    Writes: echelons, units, slots, the agenda.
    """
    echelons, unit = state.echelons, world.echelons.unit[echelon]
    men = echelons.men[echelon]
    strike_off(world, state, echelon, men, np.int64(Fate.CAPTURED))
    echelons.phase[echelon] = Phase.IN_QUARTERS
    echelons.leg[echelon] = NOBODY
    state.units.lost[unit] += 1
    if state.units.action[unit] != NOBODY:
        _assemble(world, state, unit, state.units.action[unit])


@kernel
def unit_assembled(world: World, state: State, unit: int, place: int) -> None:
    """Let a whole unit stand ready at its goal, unless it has been sent on. Writes: slots."""
    action = state.units.action[unit]
    n_echelons = world.units.last_echelon[unit] - world.units.first_echelon[unit]
    if (
        world.actions.place[action] == place
        and state.units.arrived[unit] == n_echelons - state.units.lost[unit]
    ):
        mark_unit(world, state, unit, Quantity.ARRIVED, place, 1.0)


@kernel
def unit_sets_out(world: World, state: State, unit: int, action: int) -> None:
    """Let a unit begin to carry out an order to move.

    Echelons in quarters go to load or march off; those already under way turn to the new goal at
    the next station. Writes: units, echelons, places, the agenda.
    """
    units, echelons = state.units, state.echelons
    units.action[unit] = action
    units.pending[unit] = NOBODY
    units.halted[unit] = False
    units.detraining[unit] = False
    units.forcing[unit] = False
    units.arrived[unit] = 0
    # Assembling depends on the first echelon, so that a halt, which cancels what the unit has
    # resolved on, does not cancel it.
    withdraw(state, world.echelons.entity[world.units.first_echelon[unit]])
    for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
        echelons.via[echelon] = 0
        _set_out(world, state, echelon, action)


@kernel
def _set_out(world: World, state: State, echelon: int, action: int) -> None:
    """Let one echelon take up an order to move. Writes: as `unit_sets_out`."""
    echelons, unit_of = state.echelons, world.echelons.unit[echelon]
    phase = echelons.phase[echelon]
    if phase == Phase.WAITING_FOR_LINE and turn_back_from_line(world, state, echelon):
        phase = Phase.LOADED
    stays = world.actions.place[action] == echelons.place[echelon]
    if phase == Phase.WAITING_TO_LOAD and (stays or world.actions.mode[action] != Mode.RAIL):
        give_up_loading(world, state, echelon)
        phase = Phase.IN_QUARTERS
    if phase == Phase.LOADED:
        seek_line(world, state, echelon)
    elif phase == Phase.STOPPED:
        go_on_by_road(world, state, echelon)
    is_lost = state.units.lost[unit_of] > 0 and echelons.men[echelon] == 0
    if phase != Phase.IN_QUARTERS or is_lost:
        return
    if stays:
        home = world.units.place[unit_of]
        echelons.reached[echelon] |= echelons.place[echelon] != home
        _fall_in(world, state, unit_of, action)
        return
    echelons.trips[echelon] += 1
    echelons.misrouted[echelon] = False
    echelons.marched_h[echelon] = 0.0
    echelons.cover[echelon] = 0.0
    echelons.setting_out[echelon] = True
    if world.actions.mode[action] == Mode.RAIL:
        want_platform(world, state, echelon)
    else:
        echelons.phase[echelon] = Phase.STOPPED
        go_on_by_road(world, state, echelon)


@kernel
def go_on_by_road(world: World, state: State, echelon: int) -> None:
    """Let a column march on, or stand down: at its goal, or to go on by rail.

    Writes: as `march_on` and `arrive`.
    """
    goal = next_goal(world, state, echelon)
    if goal != NOBODY and world.goals.mode[goal] != Mode.RAIL:
        march_on(world, state, echelon, goal)
        return
    state.echelons.phase[echelon] = Phase.IN_QUARTERS
    arrive(world, state, echelon)


@kernel
def unit_stops(world: World, state: State, unit: int) -> None:
    """Let a unit stand where it is: trains at the next station, columns at the next place.

    Writes: units.halted, units.forcing.
    """
    state.units.forcing[unit] = False
    state.units.halted[unit] = True


@kernel
def unit_detrains(world: World, state: State, unit: int) -> None:
    """Let a unit leave its trains: those at a station there, the others where they next come.

    Writes: units.detraining, echelons, queues, places, the agenda.
    """
    state.units.detraining[unit] = True
    for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
        phase = state.echelons.phase[echelon]
        if phase == Phase.WAITING_FOR_LINE and turn_back_from_line(world, state, echelon):
            phase = Phase.LOADED
        if phase == Phase.LOADED:
            want_platform(world, state, echelon)
        elif phase == Phase.WAITING_TO_LOAD:
            give_up_loading(world, state, np.int64(echelon))


@kernel
def unit_forces(world: World, state: State, unit: int) -> None:
    """Let a unit go on with its own crews wherever it is not let out. Writes: units, the agenda."""
    if state.units.pending[unit] != NOBODY:
        unit_sets_out(world, state, unit, state.units.pending[unit])
    state.units.halted[unit] = False
    state.units.forcing[unit] = True
    for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
        phase = state.echelons.phase[echelon]
        if phase == Phase.LOADED:
            seek_line(world, state, echelon)
        elif phase == Phase.WAITING_FOR_LINE:
            clear_way_by_force(world, state, echelon)
            look_soon(world, state, state.echelons.section[echelon])
        elif phase == Phase.STOPPED:
            go_on_by_road(world, state, echelon)


@kernel
def unit_goes_on(world: World, state: State, unit: int) -> None:
    """Let a halted unit go on from where it stands. Writes: units.halted, the agenda."""
    state.units.halted[unit] = False
    for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
        phase = state.echelons.phase[echelon]
        if phase == Phase.LOADED:
            seek_line(world, state, echelon)
        elif phase == Phase.WAITING_FOR_LINE:
            look_soon(world, state, state.echelons.section[echelon])
        elif phase == Phase.STOPPED:
            go_on_by_road(world, state, echelon)
