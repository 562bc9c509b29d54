"""Occasions: clocks that run while sides face each other, one exponential to each.

`P(i comes first) = rate_i / sum of rates`; what is left of a clock when the sides part goes on when
they meet again (integrated hazard).
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose, exponential
from echelon.engine.encounter import N_OCCASIONS
from echelon.engine.hazard import NEVER_US, fires_at_us, remaining_after
from echelon.engine.rules.values import mixed
from echelon.engine.state import State
from echelon.engine.vocabulary import Kind
from echelon.engine.world import World


@kernel
def run_clocks(world: World, state: State, contact: int) -> None:
    """Let every clock of a contact run from now on, unless it does. Writes: occasions, agenda."""
    stop_clocks(world, state, contact)
    for occasion in range(N_OCCASIONS):
        run_clock(world, state, contact, occasion)


@kernel
def run_clock(world: World, state: State, contact: int, occasion: int) -> None:
    """Let one clock run from now on, drawn if it has not been. Writes: occasions, the agenda."""
    occasions, clock = state.occasions, state.clock
    row = N_OCCASIONS * contact + occasion
    rate = rate_of(world, state, contact, occasion)
    if not rate > 0.0:
        return
    entity = world.contacts.entity[contact]
    if not occasions.drawn[row]:
        name, ordinal = world.entities.luck[entity], mixed(occasion, occasions.times[row])
        draw = exponential(clock.chance[0], clock.run[0], name, Purpose.OCCASION, ordinal)
        occasions.remaining[row] = draw
        occasions.drawn[row] = True
    occasions.since_us[row] = clock.now_us[0]
    occasions.running[row] = True
    when_us = fires_at_us(clock.now_us[0], occasions.remaining[row], rate, 0.0)
    if when_us != NEVER_US:
        hash64 = world.entities.hash64[entity]
        schedule(state, when_us, Kind.OCCASION_COMES, hash64, occasion, entity, contact, occasion)


@kernel
def stop_clocks(world: World, state: State, contact: int) -> None:
    """Stop every clock of a contact and keep what is left of it. Writes: occasions, generation."""
    occasions, now_us = state.occasions, state.clock.now_us[0]
    for occasion in range(N_OCCASIONS):
        row = N_OCCASIONS * contact + occasion
        if occasions.running[row]:
            rate = rate_of(world, state, contact, occasion)
            elapsed_us = now_us - occasions.since_us[row]
            left = remaining_after(occasions.remaining[row], rate, 0.0, elapsed_us)
            occasions.remaining[row] = left
            occasions.running[row] = False
    withdraw(state, world.contacts.entity[contact])


@kernel
def rate_of(world: World, state: State, contact: int, occasion: int) -> float:
    """Return how often an occasion comes, per hour, while the sides face each other."""
    first = world.oppositions.first_rate[world.contacts.opposition[contact]]
    return state.values[world.lists[first + occasion]]
