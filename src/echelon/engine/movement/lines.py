"""Stations that hold trains back, and links that are closed, cut and repaired."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose
from echelon.engine.knowledge import change_truth, let_be_seen
from echelon.engine.movement.consent import ask_staffs
from echelon.engine.movement.sections import is_first, look_soon
from echelon.engine.movement.trains import seek_line
from echelon.engine.rules.breakdowns import failure_us, repair_us
from echelon.engine.rules.values import minutes_us, used
from echelon.engine.rules.ways import forget_ways
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import (
    NOBODY,
    NOTHING,
    ONE_FEWER,
    ONE_MORE,
    Kind,
    Mode,
    Phase,
    Verb,
)
from echelon.engine.world import World

ALL_SIDES = np.int64(-1)
"""A bit for every side there can be."""


@kernel
def station_changes(world: World, state: State, place: int, action: int) -> None:
    """Close a station to a side (or to all), or open it, and let waiting trains go.

    Writes: places.closed_to, slots, the agenda.
    """
    side = world.actions.side[action]
    bits = ALL_SIDES if side == NOBODY else ONE_MORE << side
    if world.actions.verb[action] == Verb.CLOSE:
        note(state, Kind.STATION_CLOSES, place, side, action)
        state.places.closed_to[place] |= bits
        change_truth(world, state, world.places.open_slot[place], 0.0, place)
    else:
        note(state, Kind.STATION_OPENS, place, side, action)
        open_station(world, state, place, bits)


@kernel
def open_station(world: World, state: State, place: int, bits: int) -> None:
    """Open a station to the sides whose bits are set, and let waiting trains go.

    Writes: places.closed_to, slots, the agenda.
    """
    places = state.places
    places.closed_to[place] &= ~bits
    is_open = 1.0 if places.closed_to[place] == 0 else 0.0
    change_truth(world, state, world.places.open_slot[place], is_open, place)
    for leg in range(world.places.first_leg[place], world.places.last_leg[place]):
        link = world.legs.link[leg]
        if world.links.mode[link] == Mode.RAIL and state.links.closed[link] == 0:
            _let_all_in(world, state, link)


@kernel
def link_changes(world: World, state: State, link: int, step: int) -> None:
    """Close a link for `step` more reasons, or fewer if it is negative.

    Trains already on it run on; nobody enters while any reason stands. Who stands at one of its
    ends sees how it is; everybody else hears of it after the time that such news takes, and is sent
    on as before until then. Writes: links, slots, the agenda.
    """
    links, now_us = state.links, state.clock.now_us[0]
    was_closed = links.closed[link] != 0
    links.closed[link] += step
    is_closed = links.closed[link] != 0
    if was_closed == is_closed:
        return
    entity = world.links.entity[link]
    name, hash64 = world.entities.luck[entity], world.entities.hash64[entity]
    links.changes[link] += 1
    ordinal = links.changes[link]
    news_min = used(world, state, world.links.news_min[link], name, Purpose.DELAY, ordinal)
    news_us = now_us + minutes_us(news_min)
    schedule(state, news_us, Kind.LINK_NEWS, hash64, ordinal, NOBODY, link, NOTHING)
    _show(world, state, link)
    if not is_closed:
        _let_all_in(world, state, link)
        _try_again(world, state, world.links.from_place[link], world.links.to_place[link])


@kernel
def link_news(world: World, state: State, link: int) -> None:
    """Let the railway know how a link stands, and all who wait think again.

    Writes: links.known_closed, guide_ready, the agenda.
    """
    is_closed = 1 if state.links.closed[link] != 0 else 0
    if state.links.known_closed[link] != is_closed:
        state.links.known_closed[link] = is_closed
        forget_ways(state)
        _try_again(world, state, NOBODY, NOBODY)


@kernel
def _try_again(world: World, state: State, place: int, other_place: int) -> None:
    """Let all who stand at either place (NOBODY: anywhere) look for their way again.

    Writes: the agenda.
    """
    echelons, units, now_us = state.echelons, state.units, state.clock.now_us[0]
    for echelon in range(len(echelons)):
        phase, unit = echelons.phase[echelon], world.echelons.unit[echelon]
        stands = phase in (Phase.LOADED, Phase.STOPPED, Phase.WAITING_FOR_LINE)
        is_meant = place == NOBODY or echelons.place[echelon] in (place, other_place)
        if is_meant and stands and units.action[unit] != NOBODY and not units.halted[unit]:
            seek_line(world, state, np.int64(echelon))
    for actor in range(len(state.actors)):
        action, here = state.actors.journey[actor], state.actors.place[actor]
        is_meant = here != NOBODY and (place == NOBODY or here in (place, other_place))
        if action != NOBODY and is_meant and state.actors.riding[actor] == NOBODY:
            hash64 = world.entities.hash64[world.actors.entity[actor]]
            schedule(state, now_us, Kind.TRAVELLER_GOES_ON, hash64, NOTHING, NOBODY, actor, action)


@kernel
def _let_all_in(world: World, state: State, link: int) -> None:
    """Look at the queues of every section of a link, once nothing else closes it at this moment.

    Writes: the agenda.
    """
    for section in range(world.links.first_section[link], world.links.last_section[link]):
        look_soon(world, state, section)


@kernel
def link_is_barred(world: World, state: State, link: int, action: int) -> None:
    """Bar a link to a side (or to all sides), or open it to them, and let those who wait go.

    Writes: links.closed_to, slots, the agenda.
    """
    side = world.actions.side[action]
    bits = ALL_SIDES if side == NOBODY else ONE_MORE << side
    if world.actions.verb[action] == Verb.CLOSE:
        note(state, Kind.LINK_BARRED, link, side, action)
        state.links.closed_to[link] |= bits
        _show(world, state, link)
    else:
        note(state, Kind.LINK_UNBARRED, link, side, action)
        open_link(world, state, link, bits)


@kernel
def open_link(world: World, state: State, link: int, bits: int) -> None:
    """Open a link to the sides whose bits are set, and let those who wait go.

    Writes: links.closed_to, slots, the agenda.
    """
    state.links.closed_to[link] &= ~bits
    _show(world, state, link)
    _let_all_in(world, state, link)
    _try_again(world, state, world.links.from_place[link], world.links.to_place[link])


@kernel
def _show(world: World, state: State, link: int) -> None:
    """Let it be seen at both ends of a link whether it is open to all. Writes: slots."""
    links, slot = state.links, world.links.open_slot[link]
    is_open = 1.0 if links.closed[link] == 0 and links.closed_to[link] == 0 else 0.0
    change_truth(world, state, slot, is_open, world.links.from_place[link])
    let_be_seen(world, state, slot, world.links.to_place[link])


@kernel
def cut_link(world: World, state: State, link: int, action: int) -> None:
    """Cut a link; it is mended after the time that repairs take. Writes: links, the agenda."""
    note(state, Kind.LINK_CUT, link, action, NOBODY)
    _break(world, state, link, world.actions.luck[action])


@kernel
def rail_is_lifted(world: World, state: State, link: int, staff: int) -> None:
    """Let railwaymen lift a rail of a line that is whole. Writes: links, the agenda."""
    if state.links.closed[link] == 0:
        _break(world, state, link, world.entities.luck[world.staffs.entity[staff]])


@kernel
def railwaymen_turn(world: World, state: State, staff: int) -> None:
    """Let trains that wait where a staff works ask it again. Writes: echelons, the agenda."""
    echelons = state.echelons
    for echelon in range(len(echelons)):
        if echelons.phase[echelon] != Phase.WAITING_FOR_LINE:
            continue
        section, leg = echelons.section[echelon], echelons.leg[echelon]
        link, place = world.legs.link[leg], echelons.place[echelon]
        is_asked = world.places.staff[place] == staff or world.links.staff[link] == staff
        if is_asked and is_first(world, section, world.legs.direction[leg]):
            ask_staffs(world, state, np.int64(echelon))
            look_soon(world, state, section)


@kernel
def link_fails(world: World, state: State, link: int) -> None:
    """Let a link break down by itself. Writes: links, the agenda."""
    state.links.failures[link] += 1
    state.links.failed[link] = True
    _break(world, state, link, state.links.failures[link])


@kernel
def _break(world: World, state: State, link: int, ordinal: int) -> None:
    """Let a link be broken, and its repair begin. Writes: links, the agenda."""
    state.links.cuts[link] += 1
    link_changes(world, state, link, ONE_MORE)
    entity = world.links.entity[link]
    when_us = repair_us(world, state, entity, world.links.repair_h[link], ordinal)
    hash64 = world.entities.hash64[entity]
    schedule(state, when_us, Kind.LINK_REPAIRED, hash64, ordinal, entity, link, ordinal)


@kernel
def link_repaired(world: World, state: State, link: int, ordinal: int) -> None:
    """Let one break of a link be mended. Writes: links, the agenda."""
    state.links.cuts[link] -= 1
    link_changes(world, state, link, ONE_FEWER)
    if state.links.failed[link] and ordinal == state.links.failures[link]:
        plan_failure(world, state, link)


@kernel
def repair_link(world: World, state: State, link: int) -> None:
    """Mend every break of a link at once, before its time.

    Writes: links, generation, the agenda.
    """
    withdraw(state, world.links.entity[link])
    cuts = state.links.cuts[link]
    state.links.cuts[link] = 0
    link_changes(world, state, link, -cuts)
    if state.links.failed[link]:
        plan_failure(world, state, link)


@kernel
def plan_failure(world: World, state: State, link: int) -> None:
    """Plan the next breakdown of a link, if it has any. Writes: links.failed, the agenda."""
    slot, entity = world.links.failure_h[link], world.links.entity[link]
    state.links.failed[link] = False
    if slot != NOBODY:
        failures = state.links.failures[link]
        when_us = failure_us(world, state, entity, slot, failures)
        hash64 = world.entities.hash64[entity]
        schedule(state, when_us, Kind.LINK_FAILS, hash64, failures, NOBODY, link, NOTHING)
