"""Bombardment: a unit fires on another where it stands, from the ground, a train or the air.

Whoever fires is where the other is, or at a place from which a link by air leads there. It may be a
unit of the same side that is fired on: men who are told that they are traitors, or are taken for
the enemy. What falls is a share of the men; what it does to the minds of the others is an
influence.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.contact.combat import begin_combat
from echelon.engine.draws import Purpose, uniform
from echelon.engine.encounter import Fate, Stage
from echelon.engine.hitches import Hitch
from echelon.engine.leanings import InfluenceKind
from echelon.engine.roll import endure, strike_off
from echelon.engine.rules.ground import men_at, stands_at
from echelon.engine.rules.presence import still_does
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NOBODY, Kind, Mode
from echelon.engine.world import World


@kernel
def unit_fires(world: World, state: State, unit: int, action: int) -> None:
    """Let a unit fire once on another, if it has it before it.

    Writes: units, echelons, contacts, slots, the agenda.
    """
    target, units = world.actions.row[action], state.units
    place = _field_of(world, state, unit, target)
    command = world.units.actor[unit]
    if not still_does(world, state, unit, action):
        note(state, Kind.DEED_FAILS, action, command, np.int64(Hitch.GAVE_UP))
        return
    if place == NOBODY:
        note(state, Kind.DEED_FAILS, action, command, np.int64(Hitch.IS_ELSEWHERE))
        return
    fallen = _fall_under_fire(world, state, unit, target, place)
    because = state.clock.because[0]
    happen(state, Kind.UNIT_FIRED_ON, target, unit, place, float(fallen), because)
    if units.side[unit] == units.side[target]:
        endure(world, state, target, np.int64(InfluenceKind.OWN_FIRE))
        return
    for contact in range(world.places.first_contact[place], world.places.last_contact[place]):
        opposition = world.contacts.opposition[contact]
        one, other = world.oppositions.one[opposition], world.oppositions.other[opposition]
        firing, hit = units.side[unit], units.side[target]
        are_theirs = (firing == one and hit == other) or (firing == other and hit == one)
        if are_theirs and state.contacts.stage[contact] == Stage.FACING:
            begin_combat(world, state, np.int64(contact))


@kernel
def _field_of(world: World, state: State, unit: int, target: int) -> int:
    """Return the place where a unit can fire on another, or NOBODY."""
    found = NOBODY
    for place in range(len(world.places)):
        if men_at(world, state, target, place) == 0:
            continue
        if men_at(world, state, unit, place) > 0:
            return np.int64(place)
        for leg in range(world.places.first_leg[place], world.places.last_leg[place]):
            is_by_air = world.links.mode[world.legs.link[leg]] == Mode.AIR
            if is_by_air and men_at(world, state, unit, world.legs.to_place[leg]) > 0:
                found = np.int64(place)
    return found


@kernel
def _fall_under_fire(world: World, state: State, unit: int, target: int, place: int) -> int:
    """Take the share of a unit's men at a place that falls when another fires on it.

    A part of a man falls or not by chance. Writes: units, echelons, slots.
    """
    slot, clock, fallen = world.units.fire_share[unit], state.clock, np.int64(0)
    if slot == NOBODY:
        return fallen
    name = world.entities.luck[world.units.entity[unit]]
    for echelon in range(world.units.first_echelon[target], world.units.last_echelon[target]):
        if not stands_at(state, echelon, place):
            continue
        ordinal = world.entities.luck[world.echelons.entity[echelon]]
        u = uniform(clock.chance[0], clock.run[0], name, Purpose.VICTIM, ordinal)
        men = np.int64(float(state.echelons.men[echelon]) * min(state.values[slot], 1.0) + u)
        men = min(men, state.echelons.men[echelon])
        strike_off(world, state, np.int64(echelon), men, np.int64(Fate.DEAD))
        fallen += men
    return fallen
