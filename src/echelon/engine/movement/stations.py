"""Stations: platforms where echelons load and detrain, and who is let out onto the line."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.knowledge import change_truth
from echelon.engine.meeting import come_together
from echelon.engine.movement.queues import join_queue, leave_queue, platform_queue
from echelon.engine.movement.wagons import let_stand, wagons_needed
from echelon.engine.roll import count_men
from echelon.engine.rules.values import hours_us, used
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Phase, Quantity
from echelon.engine.world import World


@kernel
def want_platform(world: World, state: State, echelon: int) -> None:
    """Let an echelon begin to load (from quarters) or to detrain, or queue for a platform.

    Writes: places, queues, echelons.phase, the agenda.
    """
    echelons, place = state.echelons, state.echelons.place[echelon]
    if echelons.phase[echelon] == Phase.IN_QUARTERS:
        echelons.phase[echelon] = Phase.WAITING_TO_LOAD
    else:
        echelons.phase[echelon] = Phase.WAITING_TO_DETRAIN
    join_queue(world, state, platform_queue(world, place), echelon)
    give_out_platforms(world, state, place)


@kernel
def give_out_platforms(world: World, state: State, place: int) -> None:
    """Give the platforms that are free to echelons that wait, in the order of their queue.

    Who is to load needs wagons too. Whoever waits for them is not passed by those behind who need
    fewer, lest he wait for ever; only by who is to detrain, which brings wagons, or needs none.
    Writes: places, queues, echelons, slots, the agenda.
    """
    echelons, places, queue = state.echelons, state.places, platform_queue(world, place)
    platforms = int(state.values[world.places.platforms[place]] + 0.5)
    is_counted, are_spoken_for = world.places.wagons[place] != NOBODY, False
    echelon = state.queues.first[queue]
    while echelon != NOBODY and places.platforms_used[place] < platforms:
        following, there, needed = echelons.next_waiting[echelon], places.wagons[place], 0
        if is_counted and echelons.phase[echelon] == Phase.WAITING_TO_LOAD:
            needed = wagons_needed(world, state, echelon)
        if needed == 0 or (needed <= there and not are_spoken_for):
            leave_queue(state, queue, echelon)
            _use_platform(world, state, echelon)
        else:
            are_spoken_for = True
            if not echelons.lacks_wagons[echelon]:  # said once
                echelons.lacks_wagons[echelon] = True
                because, short = state.clock.because[0], float(needed)
                happen(state, Kind.ECHELON_LACKS_WAGONS, echelon, place, there, short, because)
        echelon = following


@kernel
def _use_platform(world: World, state: State, echelon: int) -> None:
    """Begin to load or to detrain. Writes: places, echelons, slots, the agenda."""
    echelons, now_us = state.echelons, state.clock.now_us[0]
    place, unit = echelons.place[echelon], world.echelons.unit[echelon]
    entity = world.echelons.entity[echelon]
    name, hash64 = world.entities.luck[entity], world.entities.hash64[entity]
    trip = echelons.trips[echelon]
    state.places.platforms_used[place] += 1
    if echelons.phase[echelon] == Phase.WAITING_TO_LOAD:
        echelons.phase[echelon] = Phase.LOADING
        echelons.lacks_wagons[echelon] = False
        let_stand(world, state, echelon, -wagons_needed(world, state, echelon))
        taken, because = float(echelons.wagons[echelon]), state.clock.because[0]
        happen(state, Kind.ECHELON_BEGINS_LOADING, echelon, place, NOBODY, taken, because)
        hours = used(world, state, world.units.loading_h[unit], name, Purpose.LOADING, trip)
        ready_us = now_us + hours_us(hours)
        schedule(state, ready_us, Kind.ECHELON_LOADED, hash64, trip, NOBODY, echelon, place)
    else:
        echelons.phase[echelon] = Phase.DETRAINING
        note(state, Kind.ECHELON_BEGINS_DETRAINING, echelon, place, NOBODY)
        hours = used(world, state, world.units.unloading_h[unit], name, Purpose.UNLOADING, trip)
        ready_us = now_us + hours_us(hours)
        schedule(state, ready_us, Kind.ECHELON_DETRAINED, hash64, trip, NOBODY, echelon, place)


@kernel
def give_up_loading(world: World, state: State, echelon: int) -> None:
    """Let an echelon that still waits to load stay in quarters.

    Writes: as `give_out_platforms`.
    """
    echelons, place = state.echelons, state.echelons.place[echelon]
    leave_queue(state, platform_queue(world, place), echelon)
    echelons.phase[echelon] = Phase.IN_QUARTERS
    echelons.setting_out[echelon] = False
    echelons.lacks_wagons[echelon] = False
    give_out_platforms(world, state, place)


@kernel
def men_come(world: World, state: State, echelon: int, place: int, step: int) -> None:
    """Add (`step` 1) or take away (-1) an echelon's men among those present at a place.

    Writes: slots, through `change_truth`.
    """
    count_men(world, state, world.echelons.unit[echelon], place, step * state.echelons.men[echelon])


@kernel
def mark_unit(
    world: World, state: State, unit: int, quantity: Quantity, place: int, number: float
) -> None:
    """Let it become true of a unit that it departed from, arrived at or is at a place.

    Writes: slots, through `change_truth`.
    """
    slots = world.slots
    for index in range(world.units.first_slot[unit], world.units.last_slot[unit]):
        slot = world.lists[index]
        if slots.quantity[slot] == quantity and slots.second[slot] == place:
            change_truth(world, state, slot, number, place)


@kernel
def head_moves(world: World, state: State, echelon: int, place: int, next_place: int) -> None:
    """Let a unit's command, and whoever rides with its first echelon, leave or reach a place.

    A rider who has come to where he was going gets off.
    Writes: echelons.came_from, actors, units.first_rider, slots.
    """
    come_together(world, state, state.echelons.place[echelon])
    if place == NOBODY:
        state.echelons.came_from[echelon] = state.echelons.place[echelon]
    if world.echelons.ordinal[echelon] != 0:
        return
    unit = world.echelons.unit[echelon]
    actor_moves(world, state, world.units.actor[unit], place, next_place)
    rider, still_riding = state.units.first_rider[unit], NOBODY
    while rider != NOBODY:
        following = state.actors.next_rider[rider]
        actor_moves(world, state, rider, place, next_place)
        journey = state.actors.journey[rider]
        if place != NOBODY and world.actions.place[journey] == place:
            state.actors.riding[rider] = NOBODY
            state.actors.journey[rider] = NOBODY
        else:
            state.actors.next_rider[rider] = still_riding
            still_riding = rider
        rider = following
    state.units.first_rider[unit] = still_riding


@kernel
def actor_moves(world: World, state: State, actor: int, place: int, next_place: int) -> None:
    """Let an actor be at `place`, or between places (NOBODY) on the way to `next_place`.

    Writes: actors.place, actors.next_place, slots.
    """
    actors = state.actors
    before = actors.place[actor]
    actors.place[actor] = place
    actors.next_place[actor] = next_place
    if place != NOBODY:
        hash64 = world.entities.hash64[world.actors.entity[actor]]
        now_us = state.clock.now_us[0]
        schedule(state, now_us, Kind.ACTOR_LOOKS_ROUND, hash64, NOTHING, NOBODY, actor, place)
    for index in range(world.actors.first_place_slot[actor], world.actors.last_place_slot[actor]):
        slot = world.lists[index]
        where = world.slots.second[slot]
        if where == place:
            change_truth(world, state, slot, 1.0, place)
        elif where == before:
            change_truth(world, state, slot, 0.0, before)


@kernel
def is_open_to(state: State, link: int, side: int) -> bool:
    """Return whether those who work a link let `side` onto it."""
    return (state.links.closed_to[link] >> side) & 1 == 0
