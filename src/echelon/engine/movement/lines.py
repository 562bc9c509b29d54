"""Stations that hold trains back, and links that are closed, cut and repaired."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose
from echelon.engine.knowledge import change_truth
from echelon.engine.movement.sections import look_soon
from echelon.engine.movement.trains import seek_line
from echelon.engine.rules.values import hours_us, used
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


@kernel
def station_changes(world: World, state: State, place: int, action: int) -> None:
    """Close a station to a side (or to all), or open it, and let waiting trains go.

    Writes: places.closed_to, slots, the agenda.
    """
    side, places = world.actions.side[action], state.places
    closes = world.actions.verb[action] == Verb.CLOSE
    bits = -1 if side == NOBODY else 1 << side
    if closes:
        places.closed_to[place] |= bits
        note(state, Kind.STATION_CLOSES, place, side, action)
    else:
        places.closed_to[place] &= ~bits
        note(state, Kind.STATION_OPENS, place, side, action)
    is_open = 1.0 if places.closed_to[place] == 0 else 0.0
    change_truth(world, state, world.places.open_slot[place], is_open, place)
    if not closes:
        for leg in range(world.places.first_leg[place], world.places.last_leg[place]):
            link = world.legs.link[leg]
            if world.links.mode[link] == Mode.RAIL and state.links.closed[link] == 0:
                _let_all_in(world, state, link)


@kernel
def link_changes(world: World, state: State, link: int, step: int) -> None:
    """Close a link for one more reason (`step` 1) or one fewer (-1).

    Trains already on it run on; nobody enters while any reason stands. Once it is open, those who
    found no way look for one again.
    Writes: links.closed, guide_ready, slots, the agenda.
    """
    was_closed = state.links.closed[link] != 0
    state.links.closed[link] += step
    is_closed = state.links.closed[link] != 0
    if was_closed == is_closed:
        return
    forget_ways(state)
    place = world.links.from_place[link]
    is_open = 0.0 if is_closed or state.links.closed_to[link] != 0 else 1.0
    change_truth(world, state, world.links.open_slot[link], is_open, place)
    if not is_closed:
        _let_all_in(world, state, link)
        _try_again(world, state)


@kernel
def _try_again(world: World, state: State) -> None:
    """Let everybody who stands without a way look for one again. Writes: the agenda."""
    echelons, units, now_us = state.echelons, state.units, state.clock.now_us[0]
    for echelon in range(len(echelons)):
        phase, unit = echelons.phase[echelon], world.echelons.unit[echelon]
        stands = phase == Phase.LOADED or phase == Phase.STOPPED
        if stands and units.action[unit] != NOBODY and not units.halted[unit]:
            seek_line(world, state, np.int64(echelon))
    for actor in range(len(state.actors)):
        action = state.actors.journey[actor]
        if action != NOBODY and state.actors.place[actor] != NOBODY:
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
    """Bar a link to a side (or to all sides), or open it to them, and let waiting trains go.

    Writes: links.closed_to, slots, the agenda.
    """
    side, links = world.actions.side[action], state.links
    bits = -1 if side == NOBODY else 1 << side
    if world.actions.verb[action] == Verb.CLOSE:
        links.closed_to[link] |= bits
        note(state, Kind.LINK_BARRED, link, side, action)
    else:
        links.closed_to[link] &= ~bits
        note(state, Kind.LINK_UNBARRED, link, side, action)
        _let_all_in(world, state, link)
    is_open = 1.0 if links.closed[link] == 0 and links.closed_to[link] == 0 else 0.0
    change_truth(world, state, world.links.open_slot[link], is_open, world.links.from_place[link])


@kernel
def cut_link(world: World, state: State, link: int, action: int) -> None:
    """Cut a link; it is repaired after the time that repairs take.

    Writes: links.cuts, the agenda, and as `link_changes`.
    """
    note(state, Kind.LINK_CUT, link, action, NOBODY)
    state.links.cuts[link] += 1
    link_changes(world, state, link, ONE_MORE)
    entity = world.links.entity[link]
    name, hash64 = world.entities.hash32[entity], world.entities.hash64[entity]
    luck, slot = world.actions.hash32[action], world.links.repair_h[link]
    hours = used(world, state, slot, name, Purpose.REPAIR, luck)
    when_us = state.clock.now_us[0] + hours_us(hours)
    schedule(state, when_us, Kind.LINK_REPAIRED, hash64, luck, entity, link, action)


@kernel
def link_repaired(world: World, state: State, link: int) -> None:
    """Let one cut of a link be mended. Writes: links.cuts, and as `link_changes`."""
    state.links.cuts[link] -= 1
    link_changes(world, state, link, ONE_FEWER)


@kernel
def repair_link(world: World, state: State, link: int) -> None:
    """Mend every cut of a link at once, before its time.

    Writes: links.cuts, generation, and as `link_changes`.
    """
    withdraw(state, world.links.entity[link])
    cuts = state.links.cuts[link]
    state.links.cuts[link] = 0
    link_changes(world, state, link, -cuts)
