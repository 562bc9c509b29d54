"""Wagons: how many a train takes, and how many stand empty at a place.

A train takes its wagons when it begins to load and leaves them, empty, where it has detrained. At a
place of which the scenario does not say how many there are, nobody is ever short of them; what
stands in its row is then by how many they have grown or shrunk since the start.
"""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.knowledge import change_truth
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING
from echelon.engine.world import World

# The norm of the Russian army, and of others: "40 men or 8 horses" in a covered wagon. That a gun
# with its limber takes an open wagon is an estimate.
MEN_PER_WAGON = 40.0
HORSES_PER_WAGON = 8.0
GUNS_PER_WAGON = 1.0


@kernel
def wagons_at_first(world: World, state: State, place: int) -> int:
    """Return how many wagons stood empty at `place` at the start; 0 where nobody counts them."""
    slot = world.places.wagons[place]
    return NOTHING if slot == NOBODY else np.int64(max(0.0, state.values[slot]) + 0.5)


@kernel
def wagons_needed(world: World, state: State, echelon: int) -> int:
    """Return how many wagons an echelon must have to load.

    Either what its unit states, or wagons for its men, and for its share of the horses and guns,
    each by themselves.
    """
    unit, values = world.echelons.unit[echelon], state.values
    stated = world.units.wagons_per_echelon[unit]
    if stated != NOBODY:
        return np.int64(max(0.0, values[stated]) + 0.5)
    trains = float(world.units.last_echelon[unit] - world.units.first_echelon[unit])
    for_men = math.ceil(float(state.echelons.men[echelon]) / MEN_PER_WAGON)
    for_horses = math.ceil(values[world.units.horses[unit]] / trains / HORSES_PER_WAGON)
    for_guns = math.ceil(values[world.units.guns[unit]] / trains / GUNS_PER_WAGON)
    return np.int64(for_men + for_horses + for_guns)


@kernel
def let_stand(world: World, state: State, echelon: int, wagons: int) -> None:
    """Let so many wagons of a train stand empty where it is; with less than none, make it up.

    Writes: echelons.wagons, places.wagons, slots.
    """
    place = state.echelons.place[echelon]
    state.echelons.wagons[echelon] -= wagons
    state.places.wagons[place] += wagons
    there = float(state.places.wagons[place])
    change_truth(world, state, world.places.wagons_slot[place], there, place)
