"""Echelons that wait: for a platform at a place, or for the line at a signal.

A queue is threaded through the echelons themselves, so that joining it costs no memory. Echelons
of a higher priority go before those of a lower; among equals, who came first.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World


@kernel
def platform_queue(world: World, place: int) -> int:
    """Return the queue for the platforms of a place; those for tracks come before them."""
    return 2 * len(world.sections) + place


@kernel
def join_queue(world: World, state: State, queue: int, echelon: int) -> None:
    """Put an echelon in its place in a queue. Writes: queues, echelons.next_waiting."""
    echelons, queues = state.echelons, state.queues
    rank = world.units.priority[world.echelons.unit[echelon]]
    before, here = NOBODY, queues.first[queue]
    last = queues.last[queue]
    if last != NOBODY and world.units.priority[world.echelons.unit[last]] >= rank:
        before, here = last, NOBODY
    while here != NOBODY and world.units.priority[world.echelons.unit[here]] >= rank:
        before, here = here, echelons.next_waiting[here]
    echelons.next_waiting[echelon] = here
    if before == NOBODY:
        queues.first[queue] = echelon
    else:
        echelons.next_waiting[before] = echelon
    if here == NOBODY:
        queues.last[queue] = echelon


@kernel
def leave_queue(state: State, queue: int, echelon: int) -> None:
    """Take an echelon out of a queue that it is in. Writes: queues, echelons.next_waiting."""
    echelons, queues = state.echelons, state.queues
    before, here = NOBODY, queues.first[queue]
    while here != echelon:
        before, here = here, echelons.next_waiting[here]
    following = echelons.next_waiting[echelon]
    if before == NOBODY:
        queues.first[queue] = following
    else:
        echelons.next_waiting[before] = following
    if queues.last[queue] == echelon:
        queues.last[queue] = before
    echelons.next_waiting[echelon] = NOBODY
