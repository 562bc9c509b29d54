"""Persons on the way: by road, rail or water, from place to place, alone or with a companion."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.movement.stations import actor_moves, is_open_to
from echelon.engine.rules.values import hours_us, mixed, used
from echelon.engine.rules.ways import next_leg
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind
from echelon.engine.world import World


@kernel
def traveller_sets_out(world: World, state: State, actor: int, action: int) -> None:
    """Let a person leave for the next place on a journey, and a companion who is there too.

    A person already between places finishes that stretch first. Writes: actors, the agenda.
    """
    place = state.actors.place[actor]
    state.actors.journey[actor] = action
    if world.actions.unit[action] != NOBODY:
        _board(world, state, actor, world.actions.unit[action])
        return
    if place == NOBODY or state.actors.riding[actor] != NOBODY:
        return
    companion = world.actions.actor[action]
    if companion != NOBODY and companion != actor and state.actors.place[companion] == place:
        state.actors.journey[companion] = action
        _travel_on(world, state, companion, action)
    _travel_on(world, state, actor, action)


@kernel
def _board(world: World, state: State, actor: int, unit: int) -> None:
    """Let a person join the first echelon of a unit that is where he is.

    Writes: actors.riding, actors.next_rider, units.first_rider, actors.journey.
    """
    actors, units = state.actors, state.units
    if actors.riding[actor] == unit:
        return
    place = actors.place[actor]
    is_there = place != NOBODY and actors.place[world.units.actor[unit]] == place
    if not is_there or actors.riding[actor] != NOBODY:
        note(state, Kind.TRAVELLER_FINDS_NO_WAY, actor, place, NOBODY)
        actors.journey[actor] = NOBODY
        return
    actors.riding[actor] = unit
    actors.next_rider[actor] = units.first_rider[unit]
    units.first_rider[unit] = actor
    note(state, Kind.TRAVELLER_BOARDS, actor, unit, place)


@kernel
def _travel_on(world: World, state: State, actor: int, action: int) -> None:
    """Let a person leave for the next place of a journey, or stay until there is a way.

    Writes: actors, slots, the agenda.
    """
    place = state.actors.place[actor]
    if place == world.actions.place[action]:
        state.actors.journey[actor] = NOBODY
        return
    leg = next_leg(world, state, world.actions.goal[action], place)
    if leg == NOBODY or not _may_pass(world, state, actor, world.legs.link[leg]):
        note(state, Kind.TRAVELLER_FINDS_NO_WAY, actor, place, world.actions.place[action])
        return
    link, ahead = world.legs.link[leg], world.legs.to_place[leg]
    # Companions share one vehicle, so their stretch is drawn for the action, not the person.
    name = world.actions.luck[action]
    ordinal = mixed(world.entities.luck[world.links.entity[link]], NOTHING)
    slot = world.links.speed_km_h[link]
    speed = used(world, state, slot, name, Purpose.RUNNING, ordinal)
    hours = state.values[world.links.length_km[link]] / speed
    arrival_us = state.clock.now_us[0] + hours_us(hours)
    note(state, Kind.TRAVELLER_LEAVES, actor, place, ahead)
    actor_moves(world, state, actor, NOBODY, ahead)
    hash64 = world.entities.hash64[world.actors.entity[actor]]
    schedule(state, arrival_us, Kind.TRAVELLER_REACHES_PLACE, hash64, ordinal, NOBODY, actor, ahead)


@kernel
def _may_pass(world: World, state: State, actor: int, link: int) -> bool:
    """Return whether a person may travel over a link: it is open, and open to his side."""
    return state.links.closed[link] == 0 and is_open_to(state, link, world.actors.side[actor])


@kernel
def traveller_reaches_place(world: World, state: State, actor: int, place: int) -> None:
    """Let a person come to a place, and on if the journey goes further.

    Writes: actors, slots, the agenda.
    """
    actor_moves(world, state, actor, place, place)
    action = state.actors.journey[actor]
    if action == NOBODY:
        return
    if world.actions.place[action] == place:
        state.actors.journey[actor] = NOBODY
        return
    hash64 = world.entities.hash64[world.actors.entity[actor]]
    now_us = state.clock.now_us[0]
    schedule(state, now_us, Kind.TRAVELLER_GOES_ON, hash64, NOTHING, NOBODY, actor, action)


@kernel
def traveller_goes_on(world: World, state: State, actor: int, action: int) -> None:
    """Let a person leave a place on the way, unless the journey has been changed there.

    Writes: as `_travel_on`.
    """
    actors = state.actors
    goes_alone = actors.riding[actor] == NOBODY and actors.place[actor] != NOBODY
    if goes_alone and actors.journey[actor] == action:
        _travel_on(world, state, actor, action)
