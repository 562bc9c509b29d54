"""Runs looked at when they are over, one after another, for what no column of the results holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np

from echelon.campaign.observing import observe_each
from echelon.campaign.simulate import Block, Campaign, block_of, empty_results
from echelon.engine.state import State
from echelon.engine.vocabulary import UNSEEN, Kind

T = TypeVar("T")

Look = Callable[[State], T]


def look_at_runs(
    campaign: Campaign, seed: int, first: int, count: int, look: Look[T]
) -> Iterator[T]:
    """Simulate runs one by one with their traces and yield what `look` sees in each.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    seed, first, count : int
        Which runs.
    look : callable
        Given the state after the run, with its `trace`; it must not keep the state.

    Raises
    ------
    UnfinishedError
        If a run cannot be finished.
    """
    results = empty_results(campaign.assembled, count, False)
    for state in observe_each(campaign, seed, first, results):
        yield look(state)


def simulate_and_look(
    campaign: Campaign,
    seed: int,
    first: int,
    count: int,
    look: Look[T],
    *,
    interrupted: Callable[[], bool],
) -> tuple[Block, list[T]]:
    """Simulate consecutive runs with their traces, and see what `look` sees in each.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    seed, first, count : int
        Which runs.
    look : callable
        Given the state after the run, with its `trace`; it must not keep the state.
    interrupted : callable
        Asked after every run; once it answers true, the runs finished so far are returned.

    Returns
    -------
    block : Block
        The same as of `simulate`, with deeds and census: observing changes nothing.
    seen : list
        What was seen, run by run.

    Raises
    ------
    UnfinishedError
        If a run cannot be finished.
    """
    results = empty_results(campaign.assembled, count, True, True)
    seen: list[T] = []
    for state in observe_each(campaign, seed, first, results):
        seen.append(look(state))
        if interrupted():
            break
    return block_of(campaign, results, first, len(seen)), seen


def acts_done_us(campaign: Campaign, state: State) -> np.ndarray:
    """Return when each dated act was done in a traced run, `UNSEEN` for one that was not.

    Returns
    -------
    ndarray of int64, shape (acts,)
        Microseconds since the start, in the order of the ids.
    """
    n_acts = len(campaign.document.parts.acts)
    done = np.full(n_acts, UNSEEN, np.int64)
    trace: Any = state.trace[: int(state.clock.n_trace[0])]
    due = trace.kind == Kind.ACT_FALLS_DUE
    done[trace.who[due]] = trace.time_us[due]  # the last time counts: it may have been put off
    done[state.acts.overdue[:n_acts]] = UNSEEN
    return done


def facts_happened_us(state: State) -> np.ndarray:
    """Return when each fact came about, `UNSEEN` for one that did not; shape (facts,)."""
    happened: np.ndarray = state.facts.happened_us.copy()
    return happened
