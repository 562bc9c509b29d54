"""Railwaymen: whether those who work a station or line let a train go, late, wrongly, or not."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose, uniform
from echelon.engine.leanings import Manner, Service
from echelon.engine.rules.service import lateness_h, service_of
from echelon.engine.rules.values import hours_us, mixed
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NEVER, NOBODY, NOTHING, Kind, Mode
from echelon.engine.world import World


@kernel
def ask_staffs(world: World, state: State, echelon: int) -> None:
    """Let those who work the station and the line ahead say when a train may go.

    It asks once at each station; a train that waits inside a link is past asking.
    Writes: echelons.consented_us, echelons.disabled_us, the agenda.
    """
    echelons = state.echelons
    leg, place = echelons.leg[echelon], echelons.place[echelon]
    link = world.legs.link[leg]
    of_place, of_link = world.places.staff[place], world.links.staff[link]
    consent_us = _consent_us(world, state, echelon, of_place)
    if of_link != of_place:
        consent_us = max(consent_us, _consent_us(world, state, echelon, of_link))
    echelons.consented_us[echelon] = consent_us
    if state.clock.now_us[0] < consent_us < NEVER:
        section = echelons.section[echelon]
        hash64 = world.entities.hash64[world.sections.entity[section]]
        name = world.entities.luck[world.echelons.entity[echelon]]
        schedule(state, consent_us, Kind.SECTION_CLEARS, hash64, name, NOBODY, section, NOTHING)


@kernel
def _consent_us(world: World, state: State, echelon: int, staff: int) -> int:
    """Return when a staff lets a train go, NEVER if it does not. Writes: as `ask_staffs`."""
    if staff == NOBODY:
        return NOTHING
    place, leg = state.echelons.place[echelon], state.echelons.leg[echelon]
    service = service_of(world, state, staff, state.units.side[world.echelons.unit[echelon]])
    manner = world.staffs.manner[staff]
    is_delayed = manner == Manner.DELAY or manner == Manner.MISROUTE
    if service == Service.DECLINED and (state.staffs.idle[staff] or not is_delayed):
        note(state, Kind.TRAIN_REFUSED, echelon, staff, place)
        if not state.staffs.idle[staff]:
            _hinder(world, state, echelon, staff, world.legs.link[leg])
        return NEVER
    ordinal = _ordinal(world, state, echelon)
    hours = lateness_h(world, state, staff, service, ordinal)
    if hours > 0.0:
        because = state.clock.because[0]
        happen(state, Kind.TRAIN_DELAYED, echelon, staff, place, hours, because)
    return state.echelons.requested_us[echelon] + hours_us(hours)


@kernel
def _ordinal(world: World, state: State, echelon: int) -> int:
    """Return the word that stands for this train at this station on this journey."""
    where = world.entities.luck[world.places.entity[state.echelons.place[echelon]]]
    name = world.entities.luck[world.echelons.entity[echelon]]
    return mixed(mixed(name, where), state.echelons.trips[echelon])


@kernel
def _hinder(world: World, state: State, echelon: int, staff: int, link: int) -> None:
    """Let a staff take a train's engine away, or lift a rail before it.

    Writes: echelons.disabled_us, the agenda.
    """
    manner, now_us = world.staffs.manner[staff], state.clock.now_us[0]
    if manner == Manner.UNCOUPLE and state.echelons.disabled_us[echelon] <= now_us:
        ordinal = _ordinal(world, state, echelon)
        hours = lateness_h(world, state, staff, Service.DECLINED, ordinal)
        state.echelons.disabled_us[echelon] = now_us + hours_us(hours)
        place, because = state.echelons.place[echelon], state.clock.because[0]
        happen(state, Kind.TRAIN_UNCOUPLED, echelon, staff, place, hours, because)
    elif manner == Manner.LIFT_RAIL and state.links.closed[link] == 0:
        hash64 = world.entities.hash64[world.staffs.entity[staff]]
        name = world.entities.luck[world.links.entity[link]]
        schedule(state, now_us, Kind.RAIL_IS_LIFTED, hash64, name, NOBODY, link, staff)


@kernel
def leg_given(world: World, state: State, echelon: int, leg: int) -> int:
    """Return the line onto which a train is let: the one it wants, or once in a journey another.

    Writes: echelons.misrouted.
    """
    place = state.echelons.place[echelon]
    staff = world.places.staff[place]
    if staff == NOBODY or world.staffs.manner[staff] != Manner.MISROUTE:
        return leg
    side = state.units.side[world.echelons.unit[echelon]]
    is_served = service_of(world, state, staff, side) != Service.DECLINED
    if is_served or state.echelons.misrouted[echelon] or state.staffs.idle[staff]:
        return leg
    wrong = _another_line(world, state, echelon, leg)
    if wrong != leg:
        state.echelons.misrouted[echelon] = True
        note(state, Kind.TRAIN_MISROUTED, echelon, place, world.legs.to_place[wrong])
    return wrong


@kernel
def _another_line(world: World, state: State, echelon: int, leg: int) -> int:
    """Return one of the other railway lines that leave a station, or `leg` if there is none."""
    place, others = state.echelons.place[echelon], 0
    first, last = world.places.first_leg[place], world.places.last_leg[place]
    for other in range(first, last):
        if other != leg and world.links.mode[world.legs.link[other]] == Mode.RAIL:
            others += 1
    if others == 0:
        return leg
    clock, name = state.clock, world.entities.luck[world.echelons.entity[echelon]]
    ordinal = _ordinal(world, state, echelon)
    u = uniform(clock.chance[0], clock.run[0], name, Purpose.WRONG_LINE, ordinal)
    chosen = int(u * others)
    for other in range(first, last):
        if other != leg and world.links.mode[world.legs.link[other]] == Mode.RAIL:
            if chosen == 0:
                return other
            chosen -= 1
    return leg
