"""The census: how many men of each side, and which holder, every place has at each full hour.

A cell is one side at one place, or the holder of one place. Its number is looked at only at the
full hours after it may have changed, and only a change is written down, so a run costs what it
moves and not what it lasts. At the end of a run the changes are added to the tallies of all runs:
whole numbers, whose sum does not depend on any order.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.state import Results, State
from echelon.engine.vocabulary import NOBODY, Status
from echelon.engine.world import World

HOUR_US = np.int64(3_600_000_000)


@kernel
def touch(world: World, state: State, cell: int) -> None:
    """Have a cell that is about to change looked at at the next full hour; NOBODY is no cell.

    Writes: cells, touched, counts, clock.
    """
    if cell == NOBODY:
        return
    clock = state.clock
    hour = (clock.now_us[0] + HOUR_US - 1) // HOUR_US
    if hour != clock.hour[0]:
        settle(world, state)
        clock.hour[0] = hour
    if not state.cells.touched[cell]:
        state.cells.touched[cell] = True
        state.touched[clock.n_touched[0]] = cell
        clock.n_touched[0] += 1


@kernel
def settle(world: World, state: State) -> None:
    """Write down which cells have another number than at the full hour before.

    Writes: cells, counts, clock (n_touched, n_counts, status).
    """
    clock, cells, counts = state.clock, state.cells, state.counts
    for index in range(clock.n_touched[0]):
        cell = state.touched[index]
        cells.touched[cell] = False
        number = _number(world, state, cell)
        if number == cells.counted[cell]:
            continue
        row = clock.n_counts[0]
        if row >= len(counts):
            clock.status[0] = Status.COUNTS_FULL
            break
        counts.cell[row] = cell
        counts.hour[row] = clock.hour[0]
        counts.before[row] = cells.counted[cell]
        counts.after[row] = number
        cells.counted[cell] = number
        clock.n_counts[0] = row + 1
    clock.n_touched[0] = 0


@kernel
def _number(world: World, state: State, cell: int) -> int:
    """Return the men in a cell; for a holder, one more than the side, and 0 for none."""
    slot = world.cells.slot[cell]
    if slot != NOBODY:
        return np.int64(state.known[slot])
    holder = state.places.holder[world.cells.place[cell]]
    return np.int64(0) if holder == NOBODY else holder + 1


@kernel
def tally(world: World, state: State, results: Results) -> None:
    """Add what one run, settled, has written down to the tallies, as differences between hours.

    Writes: results (strength, control, fans).
    """
    counts, cells = state.counts, world.cells
    for row in range(state.clock.n_counts[0]):
        hour, cell = counts.hour[row], counts.cell[row]
        if hour >= results.strength.shape[1]:
            continue
        before, after = counts.before[row], counts.after[row]
        tally_row = cells.row[cell]
        if cells.slot[cell] == NOBODY:
            results.control[tally_row, before, hour] -= 1
            results.control[tally_row, after, hour] += 1
            continue
        results.strength[tally_row, hour] += after - before
        fan = cells.fan[cell]
        if fan != NOBODY:
            results.fans[fan, _bin(world, before), hour] -= 1
            results.fans[fan, _bin(world, after), hour] += 1


@kernel
def _bin(world: World, men: int) -> int:
    """Return the last class of `World.classes` that begins at or below so many men."""
    found = np.int64(0)
    while found + 1 < len(world.classes) and world.classes[found + 1] <= men:
        found += 1
    return found
