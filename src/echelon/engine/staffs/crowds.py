"""Crowds: they gather and go home with the hour, the weather and the news."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.knowledge import change_truth
from echelon.engine.numbers import exp
from echelon.engine.rules.values import MICROSECONDS_PER_HOUR, used
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind
from echelon.engine.world import World

HOUR_US = 3_600_000_000
HOURS_PER_DAY = 24.0


@kernel
def crowd_gathers(world: World, state: State, staff: int) -> None:
    """Let an hour pass in which a crowd comes nearer to what draws it. Writes: as `_count`."""
    wanted, size = drawn_out(world, state, staff), state.staffs.people[staff]
    share = 1.0 - exp(-1.0 / state.values[world.staffs.gathering_h[staff]])
    count_crowd(world, state, staff, size + share * (wanted - size))


@kernel
def count_crowd(world: World, state: State, staff: int, size: float) -> None:
    """Let a crowd have a size, and be counted again in an hour. Writes: staffs, slots, the agenda.

    People are whole in what is known of them.
    """
    state.staffs.people[staff] = size
    whole = float(np.int64(size + 0.5))
    change_truth(world, state, world.staffs.crowd_slot[staff], whole, world.staffs.place[staff])
    hash64 = world.entities.hash64[world.staffs.entity[staff]]
    when_us = state.clock.now_us[0] + HOUR_US
    schedule(state, when_us, Kind.CROWD_GATHERS, hash64, NOTHING, NOBODY, staff, NOTHING)


@kernel
def drawn_out(world: World, state: State, staff: int) -> float:
    """Return how large a crowd would become if hour, weather and news stayed as they are."""
    staffs, values = world.staffs, state.values
    hours = world.settings.first_hour[0] + state.clock.now_us[0] / MICROSECONDS_PER_HOUR
    day = np.int64(hours / HOURS_PER_DAY)
    hour = hours - HOURS_PER_DAY * day
    # The weather is the place's, so that two crowds in one square stand in the same rain.
    name = world.entities.luck[world.places.entity[staffs.place[staff]]]
    people = values[staffs.people[staff]]
    people *= used(world, state, staffs.weather[staff], name, Purpose.WEATHER, day)
    if not staffs.from_hour[staff] <= hour < staffs.to_hour[staff]:
        people *= values[staffs.at_night[staff]]
    for index in range(staffs.first_stirring[staff], staffs.last_stirring[staff]):
        if state.known[world.lists[index]] == 1.0:
            people *= values[staffs.stir[staff]]
    for index in range(staffs.first_calming[staff], staffs.last_calming[staff]):
        if state.known[world.lists[index]] == 1.0:
            people /= values[staffs.stir[staff]]
    return people
