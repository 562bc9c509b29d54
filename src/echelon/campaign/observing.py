"""Runs observed while they are made: one at several moments, or each of many when it is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from echelon.campaign.simulate import (
    NO_END,
    OF_RUNS,
    Campaign,
    empty_results,
    enlarged,
    fresh_state,
)
from echelon.engine.draws import branch_key
from echelon.engine.handles import handle
from echelon.engine.run import run_many
from echelon.engine.state import Results, State
from echelon.engine.vocabulary import Status


def observe_each(campaign: Campaign, seed: int, first: int, results: Results) -> Iterator[State]:
    """Simulate consecutive runs and yield the state of each when it is over.

    Parameters
    ----------
    campaign : Campaign
        From `compile_campaign`.
    seed, first : int
        Root of all draws, and the first run.
    results : Results
        Room for what comes of as many runs as it has rows; filled row by row.

    Yields
    ------
    State
        With its `trace`, which changes nothing. It is one state, which the next run overwrites.

    Raises
    ------
    UnfinishedError
        As `simulate`.
    """
    assembled, capacities = campaign.assembled, campaign.traced[-1]
    key, world = branch_key(seed, 0), handle(assembled.world)
    state = fresh_state(assembled, capacities)
    memory = handle(state)
    for row in range(len(results.outcome)):
        # Only the row of this run may be filled: the loop would go on with others.
        only = results._replace(**{name: getattr(results, name)[row : row + 1] for name in OF_RUNS})
        told = assembled.initial, key, first + row, 0, only, NO_END, NO_END, True
        while True:
            with np.errstate(over="ignore"):
                run_many(world, memory, *told)
            status = Status(int(state.clock.status[0]))
            if status == Status.DONE:
                break
            capacities = enlarged(capacities, status, campaign, seed, first + row)
            campaign.traced.append(capacities)
            state = fresh_state(assembled, capacities)
            memory = handle(state)
        yield state


def observe_at(
    campaign: Campaign, seed: int, run: int, moments_us: Iterable[int]
) -> Iterator[State]:
    """Simulate one run, once, and yield its state at each of some moments.

    Parameters
    ----------
    campaign : Campaign
        From `compile_campaign`.
    seed, run : int
        Which run.
    moments_us : iterable of int
        In ascending order, in microseconds since the start.

    Yields
    ------
    State
        After everything that happens up to and at the moment, without its trace. The run goes on
        with it, so that it must be left as it is, and copied if it is to be kept.

    Raises
    ------
    UnfinishedError
        As `simulate`.
    """
    assembled, capacities = campaign.assembled, campaign.room[-1]
    key, world = branch_key(seed, 0), handle(assembled.world)
    results = empty_results(assembled, 1, False)
    state = fresh_state(assembled, capacities)
    is_over = False
    for until_us in moments_us:
        while not is_over:
            with np.errstate(over="ignore"):
                told = assembled.initial, key, run, 0, results, NO_END, until_us, False
                run_many(world, handle(state), *told)
            status = Status(int(state.clock.status[0]))
            if status == Status.DONE:
                is_over = bool(state.clock.finished[0])
                break
            capacities = enlarged(capacities, status, campaign, seed, run)
            campaign.room.append(capacities)
            state = fresh_state(assembled, capacities)
        yield state
