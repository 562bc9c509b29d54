"""A staff makes up its mind for whom it works, and everybody who needs it comes to know.

It thinks again whenever it has heard something, when it is called out or back, and when too few of
it are at work.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.knowledge import change_truth
from echelon.engine.leanings import Service
from echelon.engine.rules.choice import answer_for
from echelon.engine.rules.service import has_function, service_of
from echelon.engine.rules.telling import tell_alternatives
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, ONE_MORE, Answer, Kind, Severity
from echelon.engine.world import World


@kernel
def staff_thinks_again(world: World, state: State, staff: int) -> None:
    """Let a staff settle anew what it does for every side. Writes: staffs, slots, the agenda."""
    states = state.staffs
    declines, delays = NOTHING, NOTHING
    for side in range(world.settings.n_sides[0]):
        service = _resolve(world, state, staff, np.int64(side))
        if service == Service.DECLINED:
            declines |= ONE_MORE << side
        elif service == Service.DELAYED:
            delays |= ONE_MORE << side
    changed = (declines ^ states.declines[staff]) | (delays ^ states.delays[staff])
    states.declines[staff], states.delays[staff] = declines, delays
    for side in range(world.settings.n_sides[0]):
        if (changed >> side) & 1 != 0:
            if service_of(world, state, staff, np.int64(side)) == Service.GIVEN:
                note(state, Kind.STAFF_SERVES, staff, np.int64(side), NOBODY)
            else:
                note(state, Kind.STAFF_DECLINES, staff, np.int64(side), NOBODY)
            voice = world.lists[world.settings.first_voice[0] + side]
            if voice != NOBODY and (world.staffs.judges[staff] >> side) & 1 != 0:
                mind = world.actors.mind[world.staffs.actor[staff]]
                tell_alternatives(world, state, mind, voice, NOBODY, np.int64(Severity.MOVE))
    if changed != 0:
        let_it_be_felt(world, state, staff)


@kernel
def staff_reviews(world: World, state: State, mind: int) -> None:
    """Let a staff think again whose mind has been looked at. Writes: as `staff_thinks_again`."""
    staff = world.actors.staff[world.minds.actor[mind]]
    if staff != NOBODY:
        staff_thinks_again(world, state, staff)


@kernel
def let_it_be_felt(world: World, state: State, staff: int) -> None:
    """Let trains, letters and functions feel that a staff works otherwise than before.

    Writes: slots, the agenda.
    """
    slots, place = world.slots, world.staffs.place[staff]
    for index in range(world.staffs.first_works[staff], world.staffs.last_works[staff]):
        slot = world.lists[index]
        is_given = service_of(world, state, staff, slots.second[slot]) == Service.GIVEN
        change_truth(world, state, slot, 1.0 if is_given else 0.0, place)
    for worked in range(len(world.places)):
        if world.places.staff[worked] == staff:
            function_changes(world, state, worked)
    if state.clock.real_events[0] == 0:  # nothing has begun to wait yet
        return
    hash64 = world.entities.hash64[world.staffs.entity[staff]]
    now_us = state.clock.now_us[0]
    schedule(state, now_us, Kind.STAFF_TURNS, hash64, NOTHING, NOBODY, staff, NOTHING)


@kernel
def function_changes(world: World, state: State, place: int) -> None:
    """Let it become known for whom a place works that has another holder or another staff's mind.

    Writes: slots, through `change_truth`.
    """
    slots = world.slots
    for index in range(world.places.first_function[place], world.places.last_function[place]):
        slot = world.lists[index]
        works = has_function(world, state, place, slots.second[slot])
        change_truth(world, state, slot, 1.0 if works else 0.0, place)


@kernel
def _resolve(world: World, state: State, staff: int, side: int) -> Service:
    """Return what a staff is minded to do for a side: by its disposition, if it has one.

    The side is asked for through the first who stands on it, as whoever wants a train or a line is
    nobody in particular; a staff that stalls works late.
    """
    actor = world.staffs.actor[staff]
    mind, voice = world.actors.mind[actor], world.lists[world.settings.first_voice[0] + side]
    judges = (world.staffs.judges[staff] >> side) & 1 != 0
    if judges and mind != NOBODY and voice != NOBODY:
        answer = answer_for(world, state, actor, voice, np.int64(Severity.MOVE))
        if answer == Answer.OBEY:
            return Service.GIVEN
        return Service.DELAYED if answer == Answer.STALL else Service.DECLINED
    if (world.staffs.serves[staff] >> side) & 1 != 0:
        return Service.GIVEN
    return Service.DECLINED
