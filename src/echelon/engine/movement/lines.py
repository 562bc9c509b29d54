"""Stations that hold trains back, and links that are closed, cut and repaired."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose, exponential
from echelon.engine.knowledge import change_truth
from echelon.engine.movement.sections import let_in
from echelon.engine.rules.values import hours_us, minutes_us, used
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

    Writes: places.closed_to, slots, and as `let_in`.
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

    Trains already on it run on; nobody enters while any reason stands. The railway knows of it
    after the time that such news takes; until then trains are sent on as before.
    Writes: links, slots, the agenda, and as `let_in`.
    """
    was_closed = state.links.closed[link] != 0
    state.links.closed[link] = max(0, state.links.closed[link] + step)
    is_closed = state.links.closed[link] != 0
    if was_closed == is_closed:
        return
    entity, now_us = world.links.entity[link], state.clock.now_us[0]
    name, hash64 = world.entities.hash32[entity], world.entities.hash64[entity]
    state.links.changes[link] += 1
    slot, ordinal = world.links.news_min[link], state.links.changes[link]
    news_us = now_us + minutes_us(used(world, state, slot, name, Purpose.DELAY, ordinal))
    schedule(state, news_us, Kind.LINK_NEWS, hash64, ordinal, NOBODY, link, NOTHING)
    place = world.links.from_place[link]
    is_open = 0.0 if is_closed or state.links.closed_to[link] != 0 else 1.0
    change_truth(world, state, world.links.open_slot[link], is_open, place)
    if not is_closed:
        _let_all_in(world, state, link)


@kernel
def _let_all_in(world: World, state: State, link: int) -> None:
    """Look at the queues of every section of a link. Writes: as `let_in`."""
    for section in range(world.links.first_section[link], world.links.last_section[link]):
        let_in(world, state, section)


@kernel
def link_is_barred(world: World, state: State, link: int, action: int) -> None:
    """Bar a link to a side (or to all sides), or open it to them, and let waiting trains go.

    Writes: links.closed_to, and as `let_in`.
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
def link_news(world: World, state: State, link: int) -> None:
    """Let the railway know how a link stands, and trains that wait think again.

    Writes: links.known_closed, guide_ready, the agenda.
    """
    is_closed = 1 if state.links.closed[link] != 0 else 0
    if state.links.known_closed[link] == is_closed:
        return
    state.links.known_closed[link] = is_closed
    forget_ways(state)
    for echelon in range(len(world.echelons)):
        phase = state.echelons.phase[echelon]
        if phase in (Phase.LOADED, Phase.WAITING_FOR_LINE, Phase.STOPPED):
            hash64 = world.entities.hash64[world.echelons.entity[echelon]]
            ordinal, now_us = state.echelons.trips[echelon], state.clock.now_us[0]
            schedule(
                state, now_us, Kind.ECHELON_SEEKS_LINE, hash64, ordinal, NOBODY, echelon, NOTHING
            )


@kernel
def link_fails(world: World, state: State, link: int) -> None:
    """Let a link break down by itself, until it is repaired. Writes: as `link_changes`."""
    state.links.failures[link] += 1
    link_changes(world, state, link, ONE_MORE)
    _plan_repair(world, state, link, state.links.failures[link])


@kernel
def link_repaired(world: World, state: State, link: int, failure: int) -> None:
    """Open a link that has been repaired, and let the next failure draw near.

    Writes: as `link_changes`.
    """
    link_changes(world, state, link, ONE_FEWER)
    if failure == state.links.failures[link]:
        plan_failure(world, state, link)


@kernel
def plan_failure(world: World, state: State, link: int) -> None:
    """Plan the next breakdown of a link, if it has any. Writes: the agenda.

    Failures are exponential: the mean time is the field's, one draw to a failure.
    """
    slot = world.links.failure_h[link]
    if slot == NOBODY:
        return
    clock, entity = state.clock, world.links.entity[link]
    name, hash64 = world.entities.hash32[entity], world.entities.hash64[entity]
    ordinal = state.links.failures[link]
    draw = exponential(clock.key[0], clock.run[0], name, Purpose.FAILURE, ordinal)
    when_us = clock.now_us[0] + hours_us(state.values[slot] * draw)
    schedule(state, when_us, Kind.LINK_FAILS, hash64, ordinal, NOBODY, link, NOTHING)


@kernel
def _plan_repair(world: World, state: State, link: int, ordinal: int) -> None:
    """Plan the end of repairs. Writes: the agenda."""
    entity = world.links.entity[link]
    name, hash64 = world.entities.hash32[entity], world.entities.hash64[entity]
    slot = world.links.repair_h[link]
    hours = used(world, state, slot, name, Purpose.REPAIR, ordinal)
    when_us = state.clock.now_us[0] + hours_us(hours)
    schedule(state, when_us, Kind.LINK_REPAIRED, hash64, ordinal, NOBODY, link, ordinal)


@kernel
def cut_link(world: World, state: State, link: int, action: int) -> None:
    """Cut a link; it is repaired after the time that repairs take. Writes: as `link_changes`."""
    note(state, Kind.LINK_CUT, link, action, NOBODY)
    link_changes(world, state, link, ONE_MORE)
    _plan_repair(world, state, link, world.actions.hash32[action])
