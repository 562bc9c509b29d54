"""Those who lose: who falls back, who is disarmed, and how many can be led away."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.encounter import Fate, Response
from echelon.engine.roll import strike_off
from echelon.engine.rules.choice import is_willing
from echelon.engine.rules.ground import men_at, stands_at
from echelon.engine.rules.presence import is_with
from echelon.engine.state import State
from echelon.engine.trace import happen
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Severity
from echelon.engine.world import World


@kernel
def fall_back(world: World, state: State, place: int, side: int) -> None:
    """Let the units of a side that held at a place go back where they came from.

    Those who came from nowhere else stay. Writes: the agenda.
    """
    now_us = state.clock.now_us[0]
    for unit in range(len(world.units)):
        is_meant = state.units.side[unit] == side and not state.units.disarmed[unit]
        if is_meant and men_at(world, state, unit, place) > 0 and may_fall_back(world, state, unit):
            hash64 = world.entities.hash64[world.units.entity[unit]]
            schedule(
                state,
                now_us,
                Kind.UNIT_RETREATS,
                hash64,
                NOTHING,
                NOBODY,
                np.int64(unit),
                place,
            )


@kernel
def may_fall_back(world: World, state: State, unit: int) -> bool:
    """Return whether a unit has come from somewhere, so that it knows a way back."""
    return state.echelons.came_from[world.units.first_echelon[unit]] != NOBODY


@kernel
def disarm(world: World, state: State, contact: int, winner: int, loser: int, most: int) -> int:
    """Disarm the units of `loser` whose response is `most` or less; return how many men.

    Only units of the winner that are willing to disarm others do it. They lead away as many as
    they can guard; the others are left where they are, without arms. Who can fall back, does.
    Writes: units.disarmed, units.captured, echelons, slots, the agenda.
    """
    place = world.contacts.place[contact]
    guards, disarmed = _guards(world, state, place, winner), np.int64(0)
    if guards == 0:
        return disarmed
    opposition = world.contacts.opposition[contact]
    each = state.values[world.oppositions.prisoners_per_man[opposition]]
    room = np.int64(float(guards) * each)
    for unit in range(len(world.units)):
        is_meant = state.units.side[unit] == loser and state.units.response[unit] <= most
        men = men_at(world, state, unit, place)
        if not is_meant or men == 0 or state.units.disarmed[unit]:
            continue
        if most == Response.ATTACK and may_fall_back(world, state, unit):
            continue
        state.units.disarmed[unit] = True
        disarmed += men
        for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
            if stands_at(state, echelon, place):
                taken = min(room, state.echelons.men[echelon])
                strike_off(world, state, np.int64(echelon), taken, np.int64(Fate.CAPTURED))
                room -= taken
        happen(state, Kind.MEN_DISARMED, unit, place, winner, float(men), state.clock.because[0])
        _take_commander(world, state, np.int64(unit), place, winner)
    return disarmed


@kernel
def _take_commander(world: World, state: State, unit: int, place: int, winner: int) -> None:
    """Have the commander of a unit that gives up its arms arrested by one that takes them.

    Writes: the agenda.
    """
    taker, commander = NOBODY, world.units.commander[unit]
    if commander == NOBODY or not is_with(world, state, commander, unit):
        return
    for other in range(len(world.units)):
        is_winner = state.units.side[other] == winner and not state.units.disarmed[other]
        if taker == NOBODY and is_winner and men_at(world, state, other, place) > 0:
            taker = world.units.actor[other]
    if taker != NOBODY:
        hash64, now_us = world.entities.hash64[world.units.entity[unit]], state.clock.now_us[0]
        schedule(state, now_us, Kind.COMMANDER_TAKEN, hash64, NOTHING, NOBODY, unit, taker)


@kernel
def _guards(world: World, state: State, place: int, side: int) -> int:
    """Return how many men a side has at a place who would disarm others."""
    men = np.int64(0)
    for unit in range(len(world.units)):
        if state.units.side[unit] != side or state.units.disarmed[unit]:
            continue
        here, author = men_at(world, state, unit, place), world.units.actor[unit]
        if here > 0 and is_willing(world, state, unit, author, np.int64(Severity.DISARM)):
            men += here
    return men
