"""A bare binary heap of times, as the least that any engine of events must do.

It is compiled by the engine's own decorator and replays the pushes and pops of recorded runs at the
same times; it carries no events, breaks no ties and does nothing between them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from echelon.campaign import Campaign
from echelon.campaign.simulate import empty_results
from echelon.engine._jit import entry, kernel
from echelon.engine.draws import branch_key
from echelon.engine.handles import handle
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.run import run_many
from echelon.engine.state import State
from echelon.engine.vocabulary import NEVER, Status

ROWS = 4096
NO_EVENT, ONE_EVENT = 0, 1
NEVER_US = int(NEVER)


class Agendas(NamedTuple):
    """What was put on and taken from the agendas of some runs, one after another.

    Parameters
    ----------
    first_pop : ndarray of int64
        Where each run begins among its pops, and where the last one ends.
    pushes : ndarray of int64
        How many times were pushed before each pop.
    times_us : ndarray of int64
        The times in the order in which they were pushed.
    """

    first_pop: np.ndarray
    pushes: np.ndarray
    times_us: np.ndarray


def record_agendas(campaign: Campaign, seed: int, pops: int) -> Agendas:
    """Step through runs event by event, from run 0 until so many were taken, and note it all."""
    assembled = campaign.assembled
    state = blank_state(assembled.world, assembled.n_values, Capacities(events=ROWS, letters=ROWS))
    state.clock.finished[0] = True
    world, memory, key = handle(assembled.world), handle(state), branch_key(seed, 0)
    results = empty_results(assembled, 1, deeds=False)

    def go_on(budget: int) -> None:
        run = len(first_pop) - 1
        run_many(world, memory, assembled.initial, key, run, 0, results, budget, NEVER_US, False)
        if state.clock.status[0] != Status.DONE:
            raise RuntimeError(f"run {run} could not be finished")

    first_pop, pushes, times_us = [0], list[int](), list[int]()
    while len(pushes) < pops:
        go_on(NO_EVENT)
        planned: dict[int, int] = {}
        while not state.clock.finished[0]:
            new = _planned(state)
            added = [time for event, time in new.items() if event not in planned]
            pushes.append(len(added))
            times_us += added
            planned = new
            planned.pop(int(state.heap.event[0]))
            go_on(ONE_EVENT)
        first_pop.append(len(pushes))
    return Agendas(*(np.array(column, np.int64) for column in (first_pop, pushes, times_us)))


def _planned(state: State) -> dict[int, int]:
    """Return the time of every event on the agenda, by its row."""
    size = int(state.clock.n_heap[0])
    events, times_us = state.heap.event[:size], state.heap.time_us[:size]
    return dict(zip(events.tolist(), times_us.tolist(), strict=True))


@entry
def replay(
    heap: np.ndarray, first_pop: np.ndarray, pushes: np.ndarray, times_us: np.ndarray
) -> int:
    """Push and pop all of `Agendas`; return a sum that depends on the order of what was popped."""
    total, pushed = np.int64(0), np.int64(0)
    for run in range(len(first_pop) - 1):
        size = np.int64(0)
        for pop in range(first_pop[run], first_pop[run + 1]):
            for _ in range(pushes[pop]):
                sift_up(heap, size, times_us[pushed])
                size += 1
                pushed += 1
            total = 3 * total + heap[0]
            size -= 1
            sift_down(heap, size)
    return total


@kernel
def sift_up(heap: np.ndarray, size: int, key: int) -> None:
    """Put a key on a heap of `size` keys. Writes: heap."""
    hole = size
    while hole > 0:
        parent = (hole - 1) >> 1
        if key >= heap[parent]:
            break
        heap[hole] = heap[parent]
        hole = parent
    heap[hole] = key


@kernel
def sift_down(heap: np.ndarray, size: int) -> None:
    """Take the least key off a heap that then holds `size` keys. Writes: heap."""
    key, hole = heap[size], np.int64(0)
    while True:
        child = 2 * hole + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[hole] = heap[child]
        hole = child
    heap[hole] = key
