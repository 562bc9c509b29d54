"""One run taken up at a moment: a thing is changed, and what is still undrawn is drawn anew.

The state of a run at a moment holds all that has been drawn for it. What holds for the whole run
(inputs, whether a unit or an order is obeyed) is part of the run and stays; what is drawn as things
happen comes from the luck of the branch. A change is made by laying the changed scenario's tables
under the state, so it can be anything that leaves the rows of all tables where they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from echelon.campaign.entries import look_at_everything, schedule
from echelon.campaign.simulate import (
    NO_END,
    Block,
    Campaign,
    block_of,
    empty_results,
    enlarged,
    observe,
)
from echelon.engine.draws import branch_key
from echelon.engine.handles import handle
from echelon.engine.memory import Capacities, blank_state, reset_layout
from echelon.engine.run import run_many
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Status
from echelon.errors import MisuseError

AT_ONCE = -1
"""A moment before everything that happens: a run that stands there has only begun."""

SET_AT_ONCE = {
    "places": ("holder", "closed_to"),
    "links": ("holder", "closed_to"),
    "channels": ("holder",),
    "units": ("side",),
    "actors": ("in_view",),
}
"""Columns that a change of the scenario sets in the middle of a run as it would at the start."""

SET_AT_THE_START = {
    "units": {
        "men": "how many men a unit has",
        "commander_held": "whether a commander is held",
        "disarmed": "who is disarmed",
    },
    "echelons": {"men": "how many men a train carries", "place": "where a unit stands"},
    "actors": {
        "place": "where somebody is",
        "free": "who is under arrest",
        "isolated": "who is cut off",
    },
    "links": {"closed": "when a link is closed"},
    "channels": {"closed": "when a channel is closed"},
    "staffs": {"on_strike": "who is on strike", "people": "how many people there are"},
}
"""Columns that show that a change would have had to be made at the start, with what they hold."""

WHAT_THERE_IS = {
    "links": ("mode", "from_place", "to_place"),
    "channels": ("medium", "from_place", "to_place"),
}
"""Columns of tables that a change must leave as they are, for trains and letters are on them."""

FIXED_TABLES = ("entities", "goals", "sections", "legs", "wires", "echelons", "facts", "orders")
"""Tables whose number of rows a change must leave as it is, for the state refers to them."""


def taken_up(campaign: Campaign, seed: int, run: int, at_us: int) -> State:
    """Replay a run up to a moment, bit for bit, with its trace.

    Returns
    -------
    State
        After all that happens up to and at the moment.
    """
    return observe(campaign, seed, run, until_us=at_us)


def changed_state(
    base: Campaign, changed: Campaign, state: State, seed: int, run: int, at_us: int
) -> State:
    """Return the state of a run with a changed scenario laid under it at a moment.

    Parameters
    ----------
    base, changed : Campaign
        The scenario of the run, and the same with the change.
    state : State
        From `taken_up`; stays as it is.
    seed, run, at_us : int
        As of `taken_up`.

    Raises
    ------
    MisuseError
        If the change cannot be made in the middle of a run: it adds or removes something, or is
        about how things stand at the start.
    """
    _refuse_other_rows(base, changed)
    begun, otherwise = (
        observe(campaign, seed, run, until_us=AT_ONCE) for campaign in (base, changed)
    )
    for table, settled in SET_AT_THE_START.items():
        for column, what in settled.items():
            one, other = (getattr(getattr(each, table), column) for each in (begun, otherwise))
            if not np.array_equal(one, other):
                raise MisuseError(
                    f"{what} is settled when the period begins and cannot be changed in the "
                    "middle of a run; lay it over the scenario instead"
                )
    moved = copied(changed, state)
    moved.guide_ready[:] = 0
    moved.post_ready[:] = 0
    # Numbers are set by the prologue alone, so those of the changed scenario are all in place.
    moved.values[:] = otherwise.values
    moved.lines.luck[:] = 0.0
    moved.odds[:] = 0.0
    for table, columns in SET_AT_ONCE.items():
        for column in columns:
            one, other = (getattr(getattr(each, table), column) for each in (begun, otherwise))
            getattr(getattr(moved, table), column)[one != other] = other[one != other]
    moved.clock.now_us[0] = at_us
    memory: Any = handle(moved)
    with np.errstate(over="ignore"):
        _date_acts_anew(base, changed, begun, moved, memory)
        look_at_everything(handle(changed.assembled.world), memory)
    return moved


def run_on(
    campaign: Campaign,
    state: State,
    seed: int,
    branches: range,
    *,
    interrupted: Callable[[], bool] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Block:
    """Run a state on to the end, once for each branch.

    Parameters
    ----------
    campaign : Campaign
        The scenario from here on.
    state : State
        From `taken_up` or `changed_state`; stays as it is.
    seed : int
        Root of all draws.
    branches : range
        Keys of the branches; with 0 the run goes on as it did.
    interrupted : callable, optional
        Asked after every branch; once it answers true, the finished ones are returned.
    progress : callable, optional
        Called with the number of branches done.

    Returns
    -------
    Block
        One row a branch; `run` is the key of the branch.

    Raises
    ------
    UnfinishedError
        If a run cannot be finished.
    """
    results = empty_results(campaign.assembled, len(branches), False)
    done = 0
    for row, branch in enumerate(branches):
        finish(campaign, state, seed, branch, results, row, tracing=False)
        done = row + 1
        if progress is not None:
            progress(done)
        if interrupted is not None and interrupted():
            break
    return block_of(campaign, results, branches.start, done)


def finish(
    campaign: Campaign,
    state: State,
    seed: int,
    branch: int,
    results: Any = None,
    row: int = 0,
    *,
    tracing: bool = True,
) -> State:
    """Run one branch to its end, into a row of results, and return its last state."""
    capacities = _capacities(state)
    assembled = campaign.assembled
    if results is None:
        results = empty_results(assembled, 1, False)
    world = handle(assembled.world)
    run = int(state.clock.run[0])
    # Only the row of this branch may be filled: the loop would go on with another run.
    view = type(results)(*(column[row : row + 1] for column in results))
    with np.errstate(over="ignore"):
        while True:
            moved = copied(campaign, state, capacities)
            moved.clock.tracing[0] = tracing
            if branch:
                moved.clock.chance[0] = branch_key(seed, branch)
            memory = handle(moved)
            key = moved.clock.key[0]
            run_many(world, memory, assembled.initial, key, run, 0, view, NO_END, NO_END, tracing)
            status = Status(int(moved.clock.status[0]))
            if status == Status.DONE:
                return moved
            capacities = enlarged(capacities, status, campaign, seed, run)


def copied(campaign: Campaign, state: State, capacities: Capacities | None = None) -> State:
    """Return a copy of a state, with room for more if asked, under the tables of a scenario."""
    assembled, capacities = campaign.assembled, capacities or _capacities(state)
    fresh = blank_state(assembled.world, assembled.n_values, capacities)
    for name in State._fields:
        if name != "memory":
            old, new = getattr(state, name), getattr(fresh, name)
            length = min(len(old), len(new))
            new[:length] = old[:length]
    return fresh


def _capacities(state: State) -> Capacities:
    return Capacities(
        events=len(state.events), letters=len(state.letters), trace=max(len(state.trace), 1)
    )


def _refuse_other_rows(base: Campaign, changed: Campaign) -> None:
    """Refuse a change after which a row number no longer means the same."""
    one, other = base.assembled, changed.assembled
    layouts = [
        {name: rows for name, (_, rows) in reset_layout(each.world, 0).items()}
        for each in (one, other)
    ]
    same = layouts[0] == layouts[1] and len(one.world.actions) == len(other.world.actions)
    for name in FIXED_TABLES:
        same = same and len(getattr(one.world, name)) == len(getattr(other.world, name))
    for table, columns in WHAT_THERE_IS.items():
        for column in columns:
            tables = (getattr(each.world, table)[column] for each in (one, other))
            same = same and np.array_equal(*tables)
    same = same and one.assembly.entities.names == other.assembly.entities.names
    about = ["observer", "quantity", "first", "second"]
    same = same and all(
        np.array_equal(one.world.slots[column], other.world.slots[column]) for column in about
    )
    same = same and len(one.world.windows) == len(other.world.windows)
    if not same:
        raise MisuseError(
            "this changes what there is, when it is closed, or what somebody must know, and not "
            "only a value; such a change cannot be made in the middle of a run: lay it over the "
            "scenario instead"
        )


def _date_acts_anew(
    base: Campaign, changed: Campaign, begun: State, state: State, memory: Any
) -> None:
    """Put acts whose date is another on the agenda anew: what was planned of them is cancelled."""
    acts, before = changed.assembled.world.acts, base.assembled.world.acts
    clock, events = state.clock, state.events
    for act, id_ in enumerate(changed.document.parts.acts):
        if acts.at_us[act] == NOBODY:
            continue  # it has a condition, which is looked at when everything is
        when = state.values[acts.at_us[act]]
        if when == begun.values[before.at_us[act]]:
            continue
        if when < clock.now_us[0]:
            raise MisuseError(f"act `{id_}` would be dated before the moment of the branch")
        entity = int(acts.entity[act])
        planned = state.heap.event[: int(clock.n_heap[0])]
        for event in planned:
            if events.kind[event] == Kind.ACT_FALLS_DUE and events.who[event] == act:
                events.owner[event] = entity
                events.generation[event] = state.generation[entity] - 1
        state.acts.overdue[act] = False
        hash64 = np.int64(changed.assembled.world.entities.hash64[entity])
        plan: Any = schedule  # which takes the numbers of tables, not of Python
        plan(
            memory,
            np.int64(when + 0.5),
            Kind.ACT_FALLS_DUE,
            hash64,
            NOTHING,
            NOBODY,
            np.int64(act),
            NOTHING,
        )
