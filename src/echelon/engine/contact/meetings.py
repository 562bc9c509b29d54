"""Meetings: who faces whom at a place, and how the sides then stand to each other.

A place is looked at again after anybody has come to it or left it. Units that would at least hold
count for their side. If both sides have such units there, they face each other and nobody passes;
if only one has, the other's entry is tolerated. Clocks then run until something happens. Under a
truce nobody talks, shoots or passes whom he faces: a fight stops where it stands, and what is left
of the clocks goes on when the truce is over.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.contact.combat import break_turn, end_combat, plan_turn
from echelon.engine.contact.control import look_at_control
from echelon.engine.contact.occasions import run_clocks, stop_clocks
from echelon.engine.encounter import Response, Stage
from echelon.engine.rules.bargains import at_truce
from echelon.engine.rules.ground import author_at, gravest_deed, response_of, stands_at
from echelon.engine.rules.telling import tell_alternatives
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Phase
from echelon.engine.world import World


@kernel
def forces_meet(world: World, state: State, place: int) -> None:
    """Look at who is at a place, and let every contact there take its course.

    Writes: places, units (response and has_told), contacts, occasions, the agenda.
    """
    state.places.is_looked_at[place] = False
    _count(world, state, place)
    for contact in range(world.places.first_contact[place], world.places.last_contact[place]):
        _look_at_contact(world, state, contact)
    look_at_control(world, state, place)


@kernel
def _count(world: World, state: State, place: int) -> None:
    """Count the men of every side in contact at a place, by what they would do.

    Only those are asked on whose answer something turns (see `_matters`); of a side that has
    conceded, nobody holds. Writes: units (response and has_told), contacts (present and men).
    """
    contacts, first = state.contacts, world.places.first_contact[place]
    last = world.places.last_contact[place]
    _muster(world, state, place)
    echelon = state.places.first_there[place]
    while echelon != NOBODY:
        unit = world.echelons.unit[echelon]
        men, side = state.units.here[unit], state.units.side[unit]
        state.units.here[unit] = 0
        echelon = state.echelons.next_there[echelon]
        if men == 0 or not _matters(world, state, place, side):
            continue
        response = response_of(world, state, unit)
        if response != state.units.response[unit]:
            state.units.response[unit] = response
            state.units.has_told[unit] = False
        if response < Response.HOLD:
            continue
        for contact in range(first, last):
            opposition = world.contacts.opposition[contact]
            if world.oppositions.one[opposition] == side:
                contacts.one_men[contact] += 0 if contacts.one_conceded[contact] else men
            elif world.oppositions.other[opposition] == side:
                contacts.other_men[contact] += 0 if contacts.other_conceded[contact] else men


@kernel
def _muster(world: World, state: State, place: int) -> None:
    """Count who can be met at a place, by unit, and the armed men of each side in a contact.

    Writes: units.here, contacts (present and men, of whom there are none yet).
    """
    contacts, first = state.contacts, world.places.first_contact[place]
    last = world.places.last_contact[place]
    for contact in range(first, last):
        contacts.one_present[contact] = contacts.other_present[contact] = 0
        contacts.one_men[contact] = contacts.other_men[contact] = 0
    echelon = state.places.first_there[place]
    while echelon != NOBODY:
        here, echelon = echelon, state.echelons.next_there[echelon]
        if not stands_at(state, here, place):
            continue
        unit, men = world.echelons.unit[here], state.echelons.men[here]
        state.units.here[unit] += men
        if state.units.disarmed[unit]:
            continue
        side = state.units.side[unit]
        for contact in range(first, last):
            opposition = world.contacts.opposition[contact]
            if world.oppositions.one[opposition] == side:
                contacts.one_present[contact] += men
            elif world.oppositions.other[opposition] == side:
                contacts.other_present[contact] += men


@kernel
def _matters(world: World, state: State, place: int, side: int) -> bool:
    """Return whether anything turns on how far the units of a side would go at a place.

    Nothing does while none of those is there whom it opposes, unless it could take the place, or
    lose it by keeping too few men there.
    """
    contacts, holder = state.contacts, state.places.holder[place]
    for contact in range(world.places.first_contact[place], world.places.last_contact[place]):
        opposition = world.contacts.opposition[contact]
        if side not in (world.oppositions.one[opposition], world.oppositions.other[opposition]):
            continue
        are_both_there = contacts.one_present[contact] > 0 and contacts.other_present[contact] > 0
        if are_both_there or contacts.stage[contact] == Stage.FIGHTING or side != holder:
            return True
        if state.values[world.oppositions.hold_men[opposition]] > 0.0:
            return True
    return False


@kernel
def _look_at_contact(world: World, state: State, contact: int) -> None:
    """Let a contact begin, change its stage, go on or end.

    Writes: contacts, occasions, units.has_told, the agenda.
    """
    contacts = state.contacts
    stage, place = contacts.stage[contact], world.contacts.place[contact]
    both_hold = contacts.one_men[contact] > 0 and contacts.other_men[contact] > 0
    if _keeps_truce(world, state, contact):
        return
    if stage == Stage.FIGHTING:
        if both_hold:
            plan_turn(world, state, contact)
        else:
            end_combat(world, state, contact, contacts.one_men[contact] > 0)
        return
    if contacts.one_present[contact] == 0 or contacts.other_present[contact] == 0:
        if stage != Stage.APART:
            contacts.stage[contact] = Stage.APART
            contacts.one_conceded[contact] = False
            contacts.other_conceded[contact] = False
            stop_clocks(world, state, contact)
            note(state, Kind.CONTACT_ENDS, contact, place, NOBODY)
            _let_on(world, state, place)
        return
    _tell_answers(world, state, contact)
    wanted = np.int64(Stage.FACING) if both_hold else np.int64(Stage.TOLERATED)
    if stage == wanted or stage == Stage.AT_PEACE:
        return
    contacts.stage[contact] = wanted
    if both_hold:
        note(state, Kind.CONTACT_BEGINS, contact, place, NOBODY)
    else:
        note(state, Kind.ENTRY_TOLERATED, contact, place, NOBODY)
        _let_on(world, state, place)
    run_clocks(world, state, contact)


@kernel
def _tell_answers(world: World, state: State, contact: int) -> None:
    """Tell of those who meet how far they would go, weighed term by term, where that is new.

    Of a unit that has been disarmed nothing is told: it does not weigh anything any more.
    Writes: units.has_told, trace.
    """
    units, place = state.units, world.contacts.place[contact]
    opposition = world.contacts.opposition[contact]
    one, other = world.oppositions.one[opposition], world.oppositions.other[opposition]
    echelon = state.places.first_there[place]
    while echelon != NOBODY:
        unit = world.echelons.unit[echelon]
        is_met = not units.has_told[unit] and stands_at(state, echelon, place)
        if is_met and units.side[unit] in (one, other) and not units.disarmed[unit]:
            units.has_told[unit] = True
            _tell_answer(world, state, unit, place)
        echelon = state.echelons.next_there[echelon]


@kernel
def _tell_answer(world: World, state: State, unit: int, place: int) -> None:
    """Tell how far a unit would go for its side, and what its command and its ranks weigh.

    Writes: trace.
    """
    response = state.units.response[unit]
    note(state, Kind.UNIT_ANSWERS, unit, place, response)
    author, severity = author_at(world, state, unit), gravest_deed(response)
    for actor in (world.units.actor[unit], world.units.ranks[unit]):
        tell_alternatives(world, state, world.actors.mind[actor], author, NOBODY, severity)


@kernel
def _keeps_truce(world: World, state: State, contact: int) -> bool:
    """Return whether the sides of a contact are both there and keep a truce, begun now or before.

    Writes: contacts, units, echelons, slots, occasions, generation.
    """
    contacts, place = state.contacts, world.contacts.place[contact]
    opposition = world.contacts.opposition[contact]
    one, other = world.oppositions.one[opposition], world.oppositions.other[opposition]
    are_there = contacts.one_present[contact] > 0 and contacts.other_present[contact] > 0
    if not are_there or not at_truce(world, state, one, other, place):
        return False
    if contacts.stage[contact] not in (Stage.TRUCE, Stage.AT_PEACE):
        if contacts.stage[contact] == Stage.FIGHTING:
            break_turn(world, state, contact)
        stop_clocks(world, state, contact)
        contacts.stage[contact] = Stage.TRUCE
        note(state, Kind.TRUCE_HOLDS, contact, place, NOBODY)
    return True


@kernel
def _let_on(world: World, state: State, place: int) -> None:
    """Let those go on who were kept from it at a place. Writes: the agenda."""
    now_us = state.clock.now_us[0]
    echelon = state.places.first_there[place]
    while echelon != NOBODY:
        phase, unit = state.echelons.phase[echelon], world.echelons.unit[echelon]
        stands = phase == Phase.LOADED or phase == Phase.STOPPED
        if stands and stands_at(state, echelon, place) and state.units.action[unit] != NOBODY:
            hash64 = world.entities.hash64[world.echelons.entity[echelon]]
            trips = state.echelons.trips[echelon]
            kind = Kind.ECHELON_SEEKS_LINE
            schedule(state, now_us, kind, hash64, trips, NOBODY, echelon, NOTHING)
        echelon = state.echelons.next_there[echelon]


@kernel
def keep_peace(world: World, state: State, contact: int) -> None:
    """Let the sides agree to leave each other alone. Writes: contacts, occasions, the agenda."""
    state.contacts.stage[contact] = Stage.AT_PEACE
    stop_clocks(world, state, contact)
    withdraw(state, world.contacts.entity[contact])
    place = world.contacts.place[contact]
    note(state, Kind.SIDES_AGREE, contact, place, NOBODY)
    _let_on(world, state, place)
