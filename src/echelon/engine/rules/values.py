"""The numbers of the scenario as this run has them.

An uncertain number is drawn once a run (*epistemic*: nobody knows it). Where the scenario writes
`each`, a factor is drawn anew at every use besides (*chance*: it differs from train to train).
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.draws import Purpose, uniform
from echelon.engine.quantiles import quantile
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World

MICROSECONDS_PER_HOUR = 3_600_000_000.0
MICROSECONDS_PER_MINUTE = 60_000_000.0
LONGEST_US = 4.0e18


@kernel
def drawn_from(world: World, distribution: int, u: float) -> float:
    """Return the `u`-quantile of a row of `distributions`."""
    table = world.distributions
    first, last = table.first_choice[distribution], table.last_choice[distribution]
    if first == last:
        return quantile(
            table.quantile[distribution],
            table.p0[distribution],
            table.p1[distribution],
            table.p2[distribution],
            world.curves,
            table.first_curve[distribution],
            table.pieces_per_unit[distribution],
            u,
        )
    for choice in range(first, last - 1):
        if u < world.choices.up_to[choice]:
            return world.choices.number[choice]
    return world.choices.number[last - 1]


@kernel
def used(world: World, state: State, slot: int, name: int, purpose: Purpose, ordinal: int) -> float:
    """Return the number in `slot` for one use of it, by the entity whose name hash is `name`."""
    number = state.values[slot]
    distribution = world.each[slot]
    if distribution == NOBODY:
        return number
    clock = state.clock
    u = uniform(clock.chance[0], clock.run[0], name, purpose, ordinal)
    return number * max(drawn_from(world, distribution, u), 0.0)


@kernel
def hours_us(hours: float) -> int:
    """Return whole microseconds, at least zero; unknown or endless becomes the longest time."""
    microseconds = hours * MICROSECONDS_PER_HOUR
    if not microseconds < LONGEST_US:
        return np.int64(LONGEST_US)
    if microseconds <= 0.0:
        return np.int64(0)
    return np.int64(microseconds + 0.5)


@kernel
def minutes_us(minutes: float) -> int:
    """Return whole microseconds, as `hours_us`."""
    return hours_us(minutes / 60.0)


@kernel
def mixed(a: int, b: int) -> int:
    """Return 56 bits that depend on both: the luck of a pair, or in 32 of them its ordinal.

    What stands above them in `a`, the number of a deed, is kept (see `names.luck_of_deed`).
    """
    low = ((a & 0xFFFFFFFF) * 0x2545F491 + (b & 0xFFFFFFFF)) & 0xFFFFFFFF
    low = low ^ (low >> 15)
    high = ((a >> 32) & 0xFFFFFF) * 0x9E3779B1 + ((b >> 32) & 0xFFFFFF) + (low >> 7)
    return ((a >> 56) << 56) | ((high & 0xFFFFFF) << 32) | low
