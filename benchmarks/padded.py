"""What an event of a small theatre costs when its memory is spread as wide as a large one's.

Many copies of one small theatre, its tables and its state, are stepped in turn, an event each: the
same events as ever, in as much memory as a large theatre takes. The same is done with every turn
given to one copy. What the one costs more than the other is the way to memory and nothing else.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from echelon.campaign.simulate import Campaign
from echelon.engine._jit import entry
from echelon.engine.draws import branch_key
from echelon.engine.handles import Handle
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.orders.conditions import look_at_everything
from echelon.engine.prologue import begin
from echelon.engine.run import go_on
from echelon.engine.state import State
from echelon.engine.vocabulary import NEVER
from echelon.engine.world import World

EVENTS = 600_000


@entry
def step_in_turn(
    world: World,
    state: State,
    initial: np.ndarray,
    key: np.uint64,
    of_world: np.ndarray,
    of_state: np.ndarray,
    worlds: np.ndarray,
    states: np.ndarray,
    rounds: int,
) -> None:
    """Carry out one event of each copy, so many times over, beginning runs anew as they end.

    `of_world` and `of_state` are where the handles `world` and `state` look up their tables; rows
    of `worlds` and `states` are written there in turn. Writes: everything.
    """
    for _ in range(rounds):
        for copy in range(len(states)):
            of_world[:] = worlds[copy]
            of_state[:] = states[copy]
            if state.clock.finished[0]:
                begin(world, state, initial, key, np.int64(copy), False)
                look_at_everything(world, state)
            go_on(world, state, NEVER, np.int64(1))


class Copies:
    """Copies of a theatre's tables and states, and handles that can be pointed at each.

    Parameters
    ----------
    campaign : Campaign
        The small theatre.
    total_mb : float
        Memory that the copies take together.
    """

    def __init__(self, campaign: Campaign, total_mb: float) -> None:
        self.assembled = campaign.assembled
        sizes = Capacities(events=1 << 10, letters=1 << 10, counts=1 << 12)
        one = blank_state(self.assembled.world, self.assembled.n_values, sizes)
        tables_mb = sum(table.nbytes for table in self.assembled.world) / 1e6
        self.copy_mb = tables_mb + one.memory.nbytes / 1e6
        count = max(1, round(total_mb / self.copy_mb))
        worlds = [World(*(table.copy() for table in self.assembled.world)) for _ in range(count)]
        states = [
            blank_state(self.assembled.world, self.assembled.n_values, sizes) for _ in range(count)
        ]
        for state in states:
            state.clock.finished[0] = True
        self.worlds = [Handle(world) for world in worlds]
        self.states = [Handle(state) for state in states]

    def event_us(self, *, in_one: bool) -> float:
        """Return the processor time of an event, all copies in turn or one copy for all."""
        world, state = Handle(self.worlds[0].tables), Handle(self.states[0].tables)
        worlds = self._headers(self.worlds, in_one=in_one)
        states = self._headers(self.states, in_one=in_one)
        rounds = max(1, EVENTS // len(states))
        arguments: tuple[Any, ...] = (world, state, self.assembled.initial, branch_key(0, 0))
        arguments += (world.header, state.header, worlds, states)
        with np.errstate(over="ignore"):
            step_in_turn(*arguments, 2)  # begins the runs
            begun = time.process_time()
            step_in_turn(*arguments, rounds)
        return 1e6 * (time.process_time() - begun) / (rounds * len(states))

    def _headers(self, handles: list[Handle], *, in_one: bool) -> np.ndarray:
        return np.array([handles[0 if in_one else copy].header for copy in range(len(handles))])
