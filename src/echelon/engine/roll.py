"""The roll: who is counted where, and men who fall or are captured, struck off their unit."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.encounter import Fate
from echelon.engine.hearing import reconsider
from echelon.engine.knowledge import change_truth
from echelon.engine.leanings import InfluenceKind
from echelon.engine.meeting import come_together
from echelon.engine.rules.ground import is_present
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, ONE_MORE, Kind, Quantity, Verb
from echelon.engine.world import World


@kernel
def move_to(state: State, echelon: int, place: int) -> None:
    """Let `place` be where an echelon is, among the others there. Writes: echelons, places."""
    echelons, places = state.echelons, state.places
    before, after = echelons.previous_there[echelon], echelons.next_there[echelon]
    if before == NOBODY:
        places.first_there[echelons.place[echelon]] = after
    else:
        echelons.next_there[before] = after
    if after != NOBODY:
        echelons.previous_there[after] = before
    first = places.first_there[place]
    if first != NOBODY:
        echelons.previous_there[first] = echelon
    echelons.next_there[echelon], echelons.previous_there[echelon] = first, NOBODY
    places.first_there[place] = echelon
    echelons.place[echelon] = place


@kernel
def count_men(world: World, state: State, unit: int, place: int, men: int) -> None:
    """Add so many men of a unit, or take them away if negative, among those present at a place.

    Writes: slots, through `change_truth`.
    """
    come_together(world, state, place)
    side, slots, more = state.units.side[unit], world.slots, float(men)
    for index in range(world.units.first_slot[unit], world.units.last_slot[unit]):
        slot = world.lists[index]
        if slots.quantity[slot] == Quantity.MEN and slots.second[slot] == place:
            change_truth(world, state, slot, state.known[slot] + more, place)
    for index in range(world.places.first_strength[place], world.places.last_strength[place]):
        slot = world.lists[index]
        if slots.first[slot] == side:
            change_truth(world, state, slot, state.known[slot] + more, place)


@kernel
def strike_off(world: World, state: State, echelon: int, men: int, fate: int) -> None:
    """Take men, as many as there are at most, off an echelon's strength.

    Writes: echelons.men, units.men, units.dead, units.captured, slots.
    """
    echelons, units = state.echelons, state.units
    unit, place = world.echelons.unit[echelon], echelons.place[echelon]
    gone = min(men, echelons.men[echelon])
    if gone <= 0:
        return
    echelons.men[echelon] -= gone
    units.men[unit] -= gone
    if fate == Fate.DEAD:
        units.dead[unit] += gone
        endure(world, state, np.int64(unit), np.int64(InfluenceKind.FIRST_BLOOD))
    else:
        units.captured[unit] += gone
    if is_present(state, echelon):
        count_men(world, state, unit, place, -gone)
    tolls = world.tolls
    for toll in range(len(tolls)):
        if tolls.side[toll] == world.units.side[unit] and tolls.fate[toll] == fate:
            slot = tolls.slot[toll]
            change_truth(world, state, slot, state.known[slot] + float(gone), np.int64(place))


@kernel
def endure(world: World, state: State, unit: int, kind: int) -> None:
    """Let a unit have lived through something that moves its mind (an `InfluenceKind`).

    Command and ranks are judged again, and so is how far the unit goes against whom it faces.
    Writes: units.endured, places, the agenda.
    """
    units = state.units
    if (units.endured[unit] >> kind) & 1 != 0:
        return
    units.endured[unit] |= ONE_MORE << kind
    note(state, Kind.UNIT_ENDURES, unit, kind, NOBODY)
    place = state.actors.place[world.units.actor[unit]]
    if place != NOBODY:
        come_together(world, state, place)
    reconsider(state, world.actors.mind[world.units.actor[unit]])
    reconsider(state, world.actors.mind[world.units.ranks[unit]])


@kernel
def pass_gate(world: World, state: State, action: int, gate: int) -> None:
    """Remember how far an order to move has got with its unit. Writes: units.gate."""
    unit, verb = world.actions.unit[action], world.actions.verb[action]
    moves = verb == Verb.MOVE or verb == Verb.INFILTRATE
    if moves and gate > state.units.gate[unit]:
        state.units.gate[unit] = gate
