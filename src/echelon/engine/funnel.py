"""The funnel: every man ordered to move counts at one gate, the first he fails, or as through.

Ordered, received, obeyed by the command, obeyed by the ranks, let go by the railway, arrived in
time, willing to fight; who has passed them all is through.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.encounter import Response
from echelon.engine.rules.ground import response_of
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Phase
from echelon.engine.world import World


class Gate(IntEnum):
    """Where a man was stopped."""

    ORDERED = 0
    RECEIVED = 1
    COMMAND = 2
    RANKS = 3
    RAILWAY = 4
    ARRIVED = 5
    WILLING = 6
    THROUGH = 7


N_GATES = 8


@kernel
def count_funnel(world: World, state: State, gates: np.ndarray) -> None:
    """Count the men of every unit that some deed moves at the gates of its side.

    Writes: gates, a number for every side that has a funnel and every gate, which begin at zero.
    """
    for unit in range(len(world.units)):
        if world.units.funnel[unit] != NOBODY:
            count_unit(world, state, gates, np.int64(unit), N_GATES * world.units.funnel[unit])


@kernel
def count_unit(world: World, state: State, gates: np.ndarray, unit: int, first: int) -> None:
    """Count the men of a unit at the gates from `first` on. Writes: gates."""
    units = state.units
    gone = units.deserted[unit] + units.dead[unit] + units.captured[unit]
    if units.gate[unit] < Gate.RAILWAY:
        gates[first + units.gate[unit]] += units.men[unit] + gone
        return
    some_reached = _count_echelons(world, state, gates, unit, first)
    gates[first + Gate.RANKS] += units.deserted[unit]
    if some_reached:
        gates[first + Gate.THROUGH] += units.dead[unit]
        gates[first + Gate.WILLING] += units.captured[unit]
    else:
        gates[first + Gate.ARRIVED] += units.dead[unit] + units.captured[unit]


@kernel
def _count_echelons(world: World, state: State, gates: np.ndarray, unit: int, first: int) -> bool:
    """Count the men who are still with a unit that resolved to move; return if any has arrived.

    Writes: gates.
    """
    echelons, some_reached = state.echelons, False
    willing = response_of(world, state, unit) >= Response.HOLD
    for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
        phase = echelons.phase[echelon]
        in_station = phase in (Phase.WAITING_TO_LOAD, Phase.LOADING, Phase.LOADED)
        waits = in_station or phase == Phase.WAITING_FOR_LINE
        gate = np.int64(Gate.ARRIVED)
        if echelons.reached[echelon]:
            some_reached = True
            gate = np.int64(Gate.THROUGH) if willing else np.int64(Gate.WILLING)
        elif waits and not state.units.halted[unit]:
            gate = np.int64(Gate.RAILWAY)
        gates[first + gate] += echelons.men[echelon]
    return some_reached
