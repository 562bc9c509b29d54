"""Desertion: men who go home one by one, at a rate that their circumstances set.

A unit's clock spends its hazard at the number of its men times the rate of those influences of the
kind `desertion` that are at work; each fires once a man, so that men die out as in the pure death
process (W. Feller 1939, "Die Grundlagen der Volterraschen Theorie des Kampfes ums Dasein", Acta
Biotheoretica 5, 11-40). Of more than a thousand men, one in a thousand go at a time.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose, exponential
from echelon.engine.hazard import NEVER_US, fires_at_us, remaining_after
from echelon.engine.leanings import InfluenceKind
from echelon.engine.rules.belief import is_at_work
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Kind
from echelon.engine.world import World

PARTIES = 1000
"""A unit leaves in at most so many parties, one after another."""


@kernel
def party_of(men: int) -> int:
    """Return how many men leave at a time."""
    return max(men // PARTIES, 1)


@kernel
def rate_of(world: World, state: State, unit: int, men: int) -> float:
    """Return how many parties of a unit of so many men desert in an hour, as things stand."""
    mind = world.actors.mind[world.units.ranks[unit]]
    if mind == NOBODY:
        mind = world.actors.mind[world.units.actor[unit]]
    if mind == NOBODY or men <= 0:
        return 0.0
    influences, rate = world.influences, 0.0
    for row in range(world.minds.first_influence[mind], world.minds.last_influence[mind]):
        is_meant = influences.kind[row] == InfluenceKind.DESERTION
        if is_meant and is_at_work(world, state, mind, row):
            rate += state.values[influences.rate_per_h[row]]
    return max(rate, 0.0) * float(men) / float(party_of(men))


@kernel
def plan_desertion(world: World, state: State, unit: int, men: int, gone: int) -> None:
    """Plan the next desertion from a unit that has so many men left, after so many gone.

    A change of rate spends what remains of the clock faster or slower and draws nothing.
    Writes: units, generation, the agenda.
    """
    units, clock = state.units, state.clock
    rate = rate_of(world, state, unit, men)
    if rate == 0.0 and units.hazard_rate[unit] == 0.0:
        return
    entity = world.actors.entity[world.units.ranks[unit]]
    if units.hazard_left[unit] <= 0.0:
        name = world.entities.luck[entity]
        draw = exponential(clock.chance[0], clock.run[0], name, Purpose.DESERTING, gone)
        units.hazard_left[unit] = draw
    else:
        elapsed_us = clock.now_us[0] - units.hazard_us[unit]
        left, before = units.hazard_left[unit], units.hazard_rate[unit]
        units.hazard_left[unit] = remaining_after(left, before, 0.0, elapsed_us)
    units.hazard_rate[unit] = rate
    units.hazard_us[unit] = clock.now_us[0]
    withdraw(state, entity)
    when_us = fires_at_us(clock.now_us[0], units.hazard_left[unit], rate, 0.0)
    if when_us != NEVER_US:
        hash64 = world.entities.hash64[entity]
        schedule(state, when_us, Kind.MEN_DESERT, hash64, gone, entity, unit, gone)


@kernel
def men_desert(world: World, state: State, unit: int) -> None:
    """Let the next men desert within this moment, and start the clock for those after them.

    Writes: units, generation, the agenda.
    """
    units, now_us = state.units, state.clock.now_us[0]
    hash64 = world.entities.hash64[world.units.entity[unit]]
    men, gone = units.men[unit], units.deserted[unit]
    party = min(party_of(men), men)
    schedule(state, now_us, Kind.MEN_LEAVE, hash64, gone, NOBODY, unit, party)
    units.hazard_left[unit] = 0.0
    plan_desertion(world, state, unit, men - party, gone + party)
