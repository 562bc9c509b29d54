"""Searches: how soon men who must not be seen are found on ground that the other side holds.

A group spends its *cover* at `detection_per_h * men ** crowding` an hour, and where a link says
how many posts stand on it, at `2 r v rho` instead: the encounters of a gas, `r` the range of sight,
`v` the pace and `rho` the density of posts; `4 / pi` times as many if the posts move as fast (J. M.
C. Hutchinson and P. M. Waser 2007, "Use, misuse and extensions of ideal gas models of animal
encounter", Biological Reviews 82, 335-359). Cover is drawn once, by the law of search (B. O.
Koopman 1980, "Search and Screening"): found with probability `1 - exp(-c)` at random, `erf(sqrt(pi)
c / 2)` by parallel sweeps with the inverse cube of distance, `min(1, c)` with definite range.
"""

from __future__ import annotations

import math

from echelon.engine._jit import kernel
from echelon.engine.draws import Purpose, uniform
from echelon.engine.encounter import Search
from echelon.engine.normal import inverse_normal
from echelon.engine.numbers import exp, log
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World

BOTH_MOVE = 4.0 / math.pi
ROOT_OF_TWO_OVER_PI = math.sqrt(2.0 / math.pi)


@kernel
def opposition_on(world: World, state: State, side: int, link: int, ahead: int) -> int:
    """Return the opposition whose other side holds a link, or the place it leads to, or NOBODY."""
    holder = state.links.holder[link]
    if holder == NOBODY:
        holder = state.places.holder[ahead]
    table = world.oppositions
    for opposition in range(len(table)):
        one, other = table.one[opposition], table.other[opposition]
        if (side == one and holder == other) or (side == other and holder == one):
            return opposition
    return NOBODY


@kernel
def detection_per_h(
    world: World, state: State, opposition: int, link: int, men: float, pace_km_h: float
) -> float:
    """Return how much cover a group of so many men loses in an hour on a link."""
    table, values = world.oppositions, state.values
    crowd = exp(values[table.crowding[opposition]] * log(max(men, 1.0)))
    slot = world.links.posts_per_km2[link]
    if slot == NOBODY:
        return values[table.detection_per_h[opposition]] * crowd
    met = 2.0 * values[table.sight_km[opposition]] * pace_km_h * values[slot]
    return met * BOTH_MOVE if table.patrols[opposition] else met


@kernel
def cover_of(world: World, state: State, echelon: int, opposition: int) -> float:
    """Return how much cover a group begins with, by the law of search."""
    clock, name = state.clock, world.entities.luck[world.echelons.entity[echelon]]
    trips = state.echelons.trips[echelon]
    u = uniform(clock.key[0], clock.run[0], name, Purpose.COVER, trips)
    law = world.oppositions.search[opposition]
    if law == Search.DEFINITE:
        return u
    if law == Search.INVERSE_CUBE:
        return ROOT_OF_TWO_OVER_PI * inverse_normal(0.5 + 0.5 * u)
    return -log(1.0 - u)
