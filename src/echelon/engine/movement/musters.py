"""Musters: men who leave their unit, and units that go over to another side."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.knowledge import change_truth
from echelon.engine.roll import count_men
from echelon.engine.rules.ground import is_present
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Quantity
from echelon.engine.world import World


@kernel
def men_leave(world: World, state: State, unit: int, men: int) -> None:
    """Let men leave their unit for good, from its echelons in turn, the last first.

    They are counted as deserted. Writes: echelons.men, units.men, units.deserted, slots.
    """
    echelons, units = state.echelons, state.units
    first, last = world.units.first_echelon[unit], world.units.last_echelon[unit]
    left = min(men, units.men[unit])
    while left > 0:
        largest = first
        for echelon in range(first, last):
            if echelons.men[echelon] >= echelons.men[largest]:
                largest = echelon
        others, fair = last - first, 1 + (left - 1) // (last - first)
        gone = min(left, echelons.men[largest], max(fair, 1) if others > 1 else left)
        echelons.men[largest] -= gone
        units.men[unit] -= gone
        units.deserted[unit] += gone
        left -= gone
        if is_present(state, largest):
            count_men(world, state, unit, echelons.place[largest], -gone)
    _count_deserters(world, state, unit)


@kernel
def _count_deserters(world: World, state: State, unit: int) -> None:
    """Write how many men of a unit have deserted. Writes: slots."""
    for index in range(world.units.first_slot[unit], world.units.last_slot[unit]):
        slot = world.lists[index]
        if world.slots.quantity[slot] == Quantity.DESERTED:
            place = state.actors.place[world.units.actor[unit]]
            change_truth(world, state, slot, float(state.units.deserted[unit]), place)


@kernel
def unit_goes_over(world: World, state: State, unit: int, side: int) -> None:
    """Let a unit stand on another side from now on. Writes: units.side, slots."""
    units, echelons = state.units, state.echelons
    if units.side[unit] == side or side == NOBODY:
        return
    first, last = world.units.first_echelon[unit], world.units.last_echelon[unit]
    for echelon in range(first, last):
        if is_present(state, echelon):
            count_men(world, state, unit, echelons.place[echelon], -echelons.men[echelon])
    units.side[unit] = side
    for echelon in range(first, last):
        if is_present(state, echelon):
            count_men(world, state, unit, echelons.place[echelon], echelons.men[echelon])
