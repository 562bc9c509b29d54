"""Falling back: a unit that has lost its ground goes on foot to the place that it came from."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose
from echelon.engine.movement.stations import give_out_platforms, head_moves, men_come
from echelon.engine.movement.wagons import let_stand
from echelon.engine.rules.ground import stands_at
from echelon.engine.rules.values import hours_us, mixed, used
from echelon.engine.state import State
from echelon.engine.trace import happen
from echelon.engine.vocabulary import NOBODY, ONE_FEWER, Kind, Phase
from echelon.engine.world import World


@kernel
def unit_retreats(world: World, state: State, unit: int, place: int) -> None:
    """Let a unit's echelons at a place march back, and its orders with them come to an end.

    Trains are left behind. Writes: units, echelons, slots, actors, the agenda.
    """
    units = state.units
    units.action[unit] = NOBODY
    units.pending[unit] = NOBODY
    withdraw(state, world.units.entity[unit])
    for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
        if stands_at(state, echelon, place):
            _march_back(world, state, np.int64(echelon), place)


@kernel
def _march_back(world: World, state: State, echelon: int, place: int) -> None:
    """Let an echelon leave a place by the shortest link to where it came from.

    Writes: echelons, places, slots, actors, the agenda.
    """
    echelons, unit = state.echelons, world.echelons.unit[echelon]
    back, length_km, link = echelons.came_from[echelon], 0.0, NOBODY
    for leg in range(world.places.first_leg[place], world.places.last_leg[place]):
        if world.legs.to_place[leg] != back:
            continue
        here_km = state.values[world.links.length_km[world.legs.link[leg]]]
        if link == NOBODY or here_km < length_km:
            length_km, link = here_km, world.legs.link[leg]
    if link == NOBODY:
        return
    if echelons.phase[echelon] == Phase.IN_QUARTERS or echelons.setting_out[echelon]:
        echelons.setting_out[echelon] = False
        men_come(world, state, echelon, place, ONE_FEWER)
    let_stand(world, state, echelon, echelons.wagons[echelon])
    give_out_platforms(world, state, place)
    echelons.trips[echelon] += 1
    echelons.phase[echelon] = Phase.MARCHING
    echelons.retreating[echelon] = True
    happen(state, Kind.COLUMN_MARCHES, echelon, place, back, 0.0, state.clock.because[0])
    head_moves(world, state, echelon, NOBODY, back)
    echelons.came_from[echelon] = NOBODY  # from there the way back would lead to the enemy
    entity = world.echelons.entity[echelon]
    hash64, name = world.entities.hash64[entity], world.entities.luck[entity]
    ordinal = mixed(world.entities.luck[world.links.entity[link]], echelons.trips[echelon])
    speed = used(world, state, world.units.march_km_h[unit], name, Purpose.MARCH, ordinal)
    when_us = state.clock.now_us[0] + hours_us(length_km / speed)
    schedule(state, when_us, Kind.COLUMN_REACHES_PLACE, hash64, ordinal, NOBODY, echelon, back)
