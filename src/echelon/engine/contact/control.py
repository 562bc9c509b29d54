"""Control of a place: who holds it, and when it is taken.

A place that nobody holds, or a side that it opposes, is taken by one that has had `take_men` there,
unopposed, for `take_h`. Its holder loses it, and nobody holds it, when he keeps fewer than
`hold_men` there. With `hold_men` 0 a place is held by the consent of those who are there, until
somebody takes it. Under a truce nobody takes it.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.census import touch
from echelon.engine.draws import Purpose
from echelon.engine.encounter import Stage
from echelon.engine.knowledge import change_truth
from echelon.engine.rules.values import hours_us, used
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind
from echelon.engine.world import World


@kernel
def look_at_control(world: World, state: State, place: int) -> None:
    """Let the taking of a place begin, be given up or be left to go on. Writes: places, agenda."""
    places, holder = state.places, state.places.holder[place]
    if holder != NOBODY and not _keeps(world, state, place, holder):
        hash64, now_us = world.entities.hash64[world.places.control[place]], state.clock.now_us[0]
        schedule(state, now_us, Kind.PLACE_TAKEN, hash64, NOTHING, NOBODY, place, NOBODY)
    opposition, taker = _taker(world, state, place)
    if taker == places.taker[place]:
        return
    places.taker[place] = taker
    entity = world.places.control[place]
    withdraw(state, entity)
    if taker == NOBODY:
        return
    places.takings[place] += 1
    name, slot = world.entities.luck[entity], world.oppositions.take_h[opposition]
    hours = used(world, state, slot, name, Purpose.TAKING, places.takings[place])
    when_us = state.clock.now_us[0] + hours_us(hours)
    hash64, takings = world.entities.hash64[entity], places.takings[place]
    schedule(state, when_us, Kind.PLACE_TAKEN, hash64, takings, entity, place, taker)


@kernel
def _keeps(world: World, state: State, place: int, holder: int) -> bool:
    """Return whether the holder of a place has as many men there as he needs."""
    for contact in range(world.places.first_contact[place], world.places.last_contact[place]):
        opposition = world.contacts.opposition[contact]
        least = state.values[world.oppositions.hold_men[opposition]]
        men = np.inf
        if world.oppositions.one[opposition] == holder:
            men = float(state.contacts.one_men[contact])
        elif world.oppositions.other[opposition] == holder:
            men = float(state.contacts.other_men[contact])
        if men < least:
            return False
    return True


@kernel
def _taker(world: World, state: State, place: int) -> tuple[int, int]:
    """Return the opposition and the side that is about to take a place, or NOBODY twice.

    It has men enough and stands unopposed in every contact there that it is a party to.
    """
    contacts = state.contacts
    first, last = world.places.first_contact[place], world.places.last_contact[place]
    for contact in range(first, last):
        if contacts.stage[contact] == Stage.TRUCE:
            continue
        opposition = world.contacts.opposition[contact]
        least = max(1.0, state.values[world.oppositions.take_men[opposition]])
        one, other = world.oppositions.one[opposition], world.oppositions.other[opposition]
        ones, others = contacts.one_men[contact], contacts.other_men[contact]
        if float(ones) >= least and _may_take(world, state, place, one):
            return opposition, one
        if float(others) >= least and _may_take(world, state, place, other):
            return opposition, other
    return NOBODY, NOBODY


@kernel
def _may_take(world: World, state: State, place: int, side: int) -> bool:
    """Return whether a place is anybody's, or a rival's of `side`, and no rival would hold it."""
    contacts, holder = state.contacts, state.places.holder[place]
    is_to_be_had = holder == NOBODY
    for contact in range(world.places.first_contact[place], world.places.last_contact[place]):
        opposition = world.contacts.opposition[contact]
        one, other = world.oppositions.one[opposition], world.oppositions.other[opposition]
        if one == side and contacts.other_men[contact] > 0:
            return False
        if other == side and contacts.one_men[contact] > 0:
            return False
        is_to_be_had |= (one == side and other == holder) or (other == side and one == holder)
    return is_to_be_had


@kernel
def hold(world: World, state: State, place: int, side: int) -> None:
    """Let a side hold a place, or nobody. Writes: places.holder, slots, the census."""
    touch(world, state, world.places.holder_cell[place])
    state.places.holder[place] = side
    for index in range(world.places.first_control[place], world.places.last_control[place]):
        slot = world.lists[index]
        number = 1.0 if world.slots.first[slot] == side else 0.0
        change_truth(world, state, slot, number, np.int64(place))
