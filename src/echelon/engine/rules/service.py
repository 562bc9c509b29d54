"""What a side gets of a staff: its work, its work late, or nothing.

A train is let out by whoever holds the station and by those who work it; a telegram needs those who
work the wire; a building does what it is for only with its people, whoever stands at the door.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.draws import Purpose
from echelon.engine.leanings import Service
from echelon.engine.rules.values import used
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World


@kernel
def service_of(world: World, state: State, staff: int, side: int) -> Service:
    """Return what `side` gets of `staff`; whoever has no side, or no staff to ask, is served."""
    if staff == NOBODY:
        return Service.GIVEN
    if state.staffs.idle[staff]:
        return Service.DECLINED
    if side == NOBODY:
        return Service.GIVEN
    if (state.staffs.declines[staff] >> side) & 1 != 0:
        return Service.DECLINED
    if (state.staffs.delays[staff] >> side) & 1 != 0:
        return Service.DELAYED
    return Service.GIVEN


@kernel
def lateness_h(world: World, state: State, staff: int, service: Service, ordinal: int) -> float:
    """Return by how many hours a staff delays one piece of work.

    With a share s of it on strike, those at work do 1 / (1 - s) of what they otherwise do each, so
    that even who is served waits s / (1 - s) of the delay that the staff can make.
    """
    if staff == NOBODY:
        return 0.0
    out = state.staffs.out[staff]
    times = out / (1.0 - out)
    if service != Service.GIVEN:
        times += 1.0
    if times == 0.0:
        return 0.0
    name = world.entities.luck[world.staffs.entity[staff]]
    slot = world.staffs.delay_h[staff]
    return times * used(world, state, slot, name, Purpose.CONSENT, ordinal)


@kernel
def has_function(world: World, state: State, place: int, side: int) -> bool:
    """Return whether what a place is for works for `side`, which must hold it and have its staff.

    A place without a staff works for whoever holds it.
    """
    if state.places.holder[place] != side:
        return False
    return service_of(world, state, world.places.staff[place], side) == Service.GIVEN


@kernel
def crowd_at(world: World, state: State, place: int) -> float:
    """Return how many people stand in crowds at a place."""
    people = 0.0
    for staff in range(len(world.staffs)):
        if world.staffs.is_crowd[staff] and world.staffs.place[staff] == place:
            people += state.staffs.people[staff]
    return people
