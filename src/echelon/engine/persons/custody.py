"""Arrest, isolation, release and escape.

An arrested person cannot sign and gives no orders; word for him waits where he is held, or goes to
his deputy. One who is isolated is free in law and cut off in fact. Both get away at a constant
hazard, drawn once for each time that they are held.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose, exponential
from echelon.engine.hazard import fires_at_us
from echelon.engine.hitches import Hitch
from echelon.engine.knowledge import change_truth
from echelon.engine.rules.bargains import has_safe_conduct
from echelon.engine.rules.presence import still_does
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Verb
from echelon.engine.world import World


@kernel
def custody_changes(world: World, state: State, action: int, actor: int) -> None:
    """Let `actor`, if he is where the person is, arrest, isolate or release that person.

    Writes: as `hold` and `let_go`.
    """
    actors, person, verb = state.actors, world.actions.person[action], world.actions.verb[action]
    place, unit = actors.place[actor], world.actions.unit[action]
    is_free = actors.free[person] and not actors.isolated[person]
    is_so = is_free if verb == Verb.RELEASE else not actors.free[person]
    is_so |= verb == Verb.ISOLATE and actors.isolated[person]
    if place == NOBODY or actors.place[person] != place:
        note(state, Kind.DEED_FAILS, action, actor, np.int64(Hitch.IS_ELSEWHERE))
    elif unit != NOBODY and not still_does(world, state, unit, action):
        note(state, Kind.DEED_FAILS, action, actor, np.int64(Hitch.GAVE_UP))
    elif is_so:
        note(state, Kind.DEED_FAILS, action, actor, np.int64(Hitch.IS_SO))
    elif verb != Verb.RELEASE and has_safe_conduct(world, state, person, world.actors.side[actor]):
        note(state, Kind.CONDUCT_IS_SAFE, action, actor, place)
    elif verb == Verb.RELEASE:
        let_go(world, state, person, Kind.PERSON_RELEASED)
    else:
        hold(world, state, person, verb == Verb.ISOLATE, actor)


@kernel
def commander_taken(world: World, state: State, unit: int, actor: int) -> None:
    """Let a unit's commander, who was with it, be arrested by `actor` unless he is held already.

    `actor` is his own ranks or whoever disarms the unit. Writes: as `hold`.
    """
    commander = world.units.commander[unit]
    isolates = not state.actors.free[commander]  # a literal would have `hold` compiled once more
    if not isolates:
        hold(world, state, commander, isolates, actor)


@kernel
def hold(world: World, state: State, person: int, isolates: bool, actor: int) -> None:
    """Let a person be held where he is, arrested or isolated. Writes: actors, slots, the agenda."""
    actors = state.actors
    if isolates:
        actors.isolated[person] = True
        note(state, Kind.PERSON_ISOLATED, person, actor, actors.place[person])
        change_truth(world, state, world.actors.isolated_slot[person], 1.0, actors.place[person])
    else:
        actors.free[person] = False
        note(state, Kind.PERSON_ARRESTED, person, actor, actors.place[person])
        change_truth(world, state, world.actors.free_slot[person], 0.0, actors.place[person])
    actors.journey[person] = NOBODY
    _alight(state, person)
    actors.held[person] += 1
    mean_h = world.actors.escape_h[person]
    if mean_h == NOBODY:
        return
    clock, entity = state.clock, world.actors.entity[person]
    name, times = world.entities.luck[entity], actors.held[person]
    draw = exponential(clock.chance[0], clock.run[0], name, Purpose.ESCAPE, times)
    when_us = fires_at_us(clock.now_us[0], draw, 1.0 / state.values[mean_h], 0.0)
    hash64 = world.entities.hash64[entity]
    schedule(state, when_us, Kind.PERSON_ESCAPES, hash64, times, NOBODY, person, times)


@kernel
def _alight(state: State, person: int) -> None:
    """Let a person leave the train he rides with. Writes: actors, units.first_rider."""
    actors, units = state.actors, state.units
    unit = actors.riding[person]
    if unit == NOBODY:
        return
    actors.riding[person] = NOBODY
    if units.first_rider[unit] == person:
        units.first_rider[unit] = actors.next_rider[person]
        return
    before = units.first_rider[unit]
    while actors.next_rider[before] != person:
        before = actors.next_rider[before]
    actors.next_rider[before] = actors.next_rider[person]


@kernel
def person_escapes(world: World, state: State, person: int, times: int) -> None:
    """Let a person get away who is still held as when this was drawn. Writes: as `let_go`."""
    actors = state.actors
    if actors.held[person] == times and (actors.isolated[person] or not actors.free[person]):
        let_go(world, state, person, Kind.PERSON_IS_AWAY)


@kernel
def let_go(world: World, state: State, person: int, kind: Kind) -> None:
    """Let a person be free and in touch again, take his letters and do what had to wait.

    Writes: actors, slots, the agenda.
    """
    actors = state.actors
    if actors.free[person] and not actors.isolated[person]:
        return
    actors.free[person] = True
    actors.isolated[person] = False
    if kind == Kind.PERSON_RELEASED:
        note(state, Kind.PERSON_RELEASED, person, actors.place[person], NOBODY)
    else:
        note(state, Kind.PERSON_IS_AWAY, person, actors.place[person], NOBODY)
    change_truth(world, state, world.actors.free_slot[person], 1.0, actors.place[person])
    change_truth(world, state, world.actors.isolated_slot[person], 0.0, actors.place[person])
    come_to(world, state, person, state.clock.now_us[0])


@kernel
def come_to(world: World, state: State, actor: int, when_us: int) -> None:
    """Plan that an actor looks round and takes up what had to wait. Writes: the agenda."""
    hash64, place = world.entities.hash64[world.actors.entity[actor]], state.actors.place[actor]
    if place != NOBODY:
        schedule(state, when_us, Kind.ACTOR_LOOKS_ROUND, hash64, NOTHING, NOBODY, actor, place)


@kernel
def silence_changes(world: World, state: State, person: int, step: int) -> None:
    """Let a person keep silent for `step` more reasons, or fewer. Writes: actors, the agenda."""
    state.actors.silent[person] += step
    if state.actors.silent[person] == 0:
        come_to(world, state, person, state.clock.now_us[0])
