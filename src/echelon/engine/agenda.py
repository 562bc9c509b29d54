"""The agenda: what will happen, in a published total order.

Events are ordered by time, then by kind (the order of `Kind`), then by the hash of the owner's
name, then by ordinal, and never by the order in which they were scheduled. An event carries the
generation of its owner; raising the generation cancels what the owner had planned.

The heap holds pairs of time and event row, so that most comparisons touch one table; the rows of
events that have been taken are chained into a list of free ones.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Kind, Status


@kernel
def comes_first(state: State, time_a: int, a: int, time_b: int, b: int) -> bool:
    """Return whether event `a` at `time_a` comes before event `b` at `time_b`."""
    if time_a != time_b:
        return time_a < time_b
    events = state.events
    if events.kind[a] != events.kind[b]:
        return events.kind[a] < events.kind[b]
    if events.owner_hash[a] != events.owner_hash[b]:
        return events.owner_hash[a] < events.owner_hash[b]
    return events.ordinal[a] < events.ordinal[b]


@kernel
def schedule(
    state: State,
    time_us: int,
    kind: Kind,
    owner_hash: int,
    ordinal: int,
    owner: int,
    who: int,
    detail: int,
) -> None:
    """Put an event on the agenda, caused by what is happening now.

    `owner` is the entity whose generation it depends on, or NOBODY. A full agenda sets the status
    AGENDA_FULL and drops the event; the run is then repeated with a larger one.
    Writes: the agenda, clock.n_heap, clock.n_pool, clock.free, clock.status.
    """
    clock, events = state.clock, state.events
    event = clock.free[0]
    if event != NOBODY:
        clock.free[0] = events.next_free[event]
    elif clock.n_pool[0] < len(events):
        event = clock.n_pool[0]
        clock.n_pool[0] += 1
    else:
        clock.status[0] = Status.AGENDA_FULL
        return
    events.owner_hash[event] = owner_hash
    events.kind[event] = kind
    events.ordinal[event] = ordinal
    events.owner[event] = owner
    events.generation[event] = 0 if owner == NOBODY else state.generation[owner]
    events.who[event] = who
    events.detail[event] = detail
    events.because[event] = clock.because[0]
    _sift_up(state, time_us, event)


@kernel
def _sift_up(state: State, time_us: int, event: int) -> None:
    """Let a new event rise to its place. Writes: heap, clock.n_heap."""
    heap = state.heap
    hole = state.clock.n_heap[0]
    state.clock.n_heap[0] += 1
    while hole > 0:
        parent = (hole - 1) >> 1
        if not comes_first(state, time_us, event, heap.time_us[parent], heap.event[parent]):
            break
        heap.time_us[hole] = heap.time_us[parent]
        heap.event[hole] = heap.event[parent]
        hole = parent
    heap.time_us[hole] = time_us
    heap.event[hole] = event


@kernel
def take_next(state: State) -> int:
    """Remove the first event, set the clock to its time and return its row.

    The row may be read until the next call of `schedule`. The agenda must not be empty.
    Writes: heap, clock.n_heap, clock.now_us, clock.free.
    """
    clock, heap = state.clock, state.heap
    first = heap.event[0]
    clock.now_us[0] = heap.time_us[0]
    last = clock.n_heap[0] - 1
    clock.n_heap[0] = last
    time_us, event = heap.time_us[last], heap.event[last]
    hole = np.int64(0)
    while True:
        child = 2 * hole + 1
        if child >= last:
            break
        if child + 1 < last:
            left_us, right_us = heap.time_us[child], heap.time_us[child + 1]
            if left_us != right_us:
                # Added, not asked: which is less the processor could only guess.
                child += np.int64(right_us < left_us)
            elif comes_first(state, right_us, heap.event[child + 1], left_us, heap.event[child]):
                child += 1
        if not comes_first(state, heap.time_us[child], heap.event[child], time_us, event):
            break
        heap.time_us[hole] = heap.time_us[child]
        heap.event[hole] = heap.event[child]
        hole = child
    heap.time_us[hole] = time_us
    heap.event[hole] = event
    state.events.next_free[first] = clock.free[0]
    clock.free[0] = first
    return first


@kernel
def is_stale(state: State, event: int) -> bool:
    """Return whether the owner has changed its plans since the event was scheduled."""
    owner = state.events.owner[event]
    return owner != NOBODY and state.events.generation[event] != state.generation[owner]


@kernel
def withdraw(state: State, owner: int) -> None:
    """Cancel everything that `owner` has on the agenda. Writes: generation."""
    state.generation[owner] += 1
