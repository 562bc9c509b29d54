"""Running a compiled scenario: ranges of runs into columns, and one run observed."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from echelon.campaign.assemble import Assembled, assemble_world
from echelon.campaign.tallies import blank_tallies, tallies_of
from echelon.engine.draws import branch_key
from echelon.engine.funnel import N_GATES, Gate
from echelon.engine.handles import handle
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.run import run_many
from echelon.engine.state import Results, State
from echelon.engine.vocabulary import NEVER, Status
from echelon.errors import UnfinishedError
from echelon.scenario.bundled import bundled_names, bundled_path
from echelon.scenario.document import Document

EVENTS_BETWEEN_LOOKS = 200_000
"""Events carried out before Python is given a chance to stop: well under half a second."""

NO_END = int(NEVER)
"""A moment that no run reaches, and more events than any has."""

CEILINGS = Capacities(events=1 << 22, letters=1 << 22, trace=1 << 24, counts=1 << 24)
"""Rows beyond which a table is not doubled again; some hundred megabytes each."""

OF_RUNS = (
    "outcome",
    "times",
    "quantities",
    "inputs",
    "orders_done",
    "acts_done",
    "funnel",
    "events",
    "status",
)
"""Fields of `Results` that have a row for each run; the others tally all runs together."""

SENTENCES = {
    Status.AGENDA_FULL: f"more than {CEILINGS.events} events were planned at once",
    Status.LETTERS_FULL: f"more than {CEILINGS.letters} letters were written",
    Status.COUNTS_FULL: f"more than {CEILINGS.counts} changes of strength or holder were counted",
    Status.TRACE_FULL: f"more than {CEILINGS.trace} things happened",
    Status.TOO_MANY_EVENTS: "it passed the scenario's `event_limit`: orders that set each other "
    "off without delay, or a period too long",
    Status.INVARIANT_BROKEN: "men were not conserved, which is a fault in echelon",
}


@dataclass(frozen=True)
class Column:
    """One column of the results.

    Parameters
    ----------
    name : str
        `run`, `outcome`, `time_ID`, `quantity_ID`, `input_ID` or `events`.
    dtype : str
        Little-endian NumPy type.
    unit : str
        Unit of the values; empty for counts and classes.
    label : str
        What it is, in words.
    """

    name: str
    dtype: str
    unit: str
    label: str


@dataclass(frozen=True)
class Block:
    """Results of consecutive runs, column by column.

    Parameters
    ----------
    first : int
        Index of the first run.
    columns : mapping of str to ndarray
        One array per column, shape (runs,), in the order of the schema.
    orders_done, acts_done : ndarray, shapes (runs, orders) and (runs, acts)
        How often each was carried out, by id; without columns unless asked for.
    tallies : mapping of str to ndarray
        Of the census of these runs (see `campaign.census`); empty unless asked for.
    """

    first: int
    columns: Mapping[str, np.ndarray]
    orders_done: np.ndarray
    acts_done: np.ndarray
    tallies: Mapping[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.columns["run"])


@dataclass(frozen=True)
class Campaign:
    """A scenario ready to be run: the document, and its World.

    `room` and `traced` hold how large the tables of a run had to be so far, without and with its
    trace, which changes nothing but the time that the next runs take to find it out.
    """

    document: Document
    assembled: Assembled = field(repr=False)
    room: list[Capacities] = field(
        default_factory=lambda: [Capacities()], repr=False, compare=False
    )
    traced: list[Capacities] = field(
        default_factory=lambda: [Capacities(trace=4096)], repr=False, compare=False
    )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the results, in the order of the schema."""
        parts = self.document.parts
        times = [
            Column(f"time_{id_}", "<i8", "us since start", time.label)
            for id_, time in parts.times.items()
        ]
        quantities = [
            Column(f"quantity_{id_}", "<f8", quantity.unit or "", quantity.label)
            for id_, quantity in parts.quantities.items()
        ]
        inputs = [
            Column(f"input_{id_}", "<f8", "", f"drawn value of {id_}")
            for id_ in self.document.parts.inputs
        ]
        return (
            Column("run", "<i8", "", "index of the run"),
            Column("outcome", "<i2", "", "row of the outcome, -1 for none"),
            *times,
            *quantities,
            *inputs,
            *self._funnel_columns(),
            Column("events", "<i8", "", "events carried out"),
        )

    def _funnel_columns(self) -> list[Column]:
        sides = self.document.parts.sides
        return [
            Column(f"funnel_{id_}_{gate.name.lower()}", "<i8", "men", sides[id_].name)
            for id_ in self.assembled.assembly.funnels
            for gate in Gate
        ]


def compile_campaign(document: Document) -> Campaign:
    """Turn a document into tables, once for any number of runs.

    Raises
    ------
    ScenarioError
        If two names have the same hash.
    """
    return Campaign(document, assemble_world(document))


def simulate(
    campaign: Campaign,
    seed: int,
    first: int,
    count: int,
    *,
    interrupted: Callable[[], bool] | None = None,
    branch: int = 0,
    deeds: bool = False,
    census: bool = False,
) -> Block:
    """Simulate consecutive runs; the lock of the interpreter is released meanwhile.

    Parameters
    ----------
    campaign : Campaign
        From `compile_campaign`.
    seed : int
        Root of all draws; any integer.
    first, count : int
        Index of the first run, and how many.
    interrupted : callable, optional
        Asked several times a second; once it answers true, the runs finished so far are returned.
    branch : int, default 0
        Key of a branch; 0 is the base.
    deeds : bool, default False
        Whether to say of each order and act how often it was carried out.
    census : bool, default False
        Whether to tally men and holders by place and hour.

    Returns
    -------
    Block
        One row per finished run.

    Raises
    ------
    UnfinishedError
        If a run cannot be finished: names the run, the seed and the reason.
    """
    assembled = campaign.assembled
    capacities = campaign.room[-1]
    state = fresh_state(assembled, capacities)
    results = empty_results(assembled, count, deeds, census)
    key, row = branch_key(seed, branch), 0
    world, memory = handle(assembled.world), handle(state)
    with np.errstate(over="ignore"):  # plain mode: words of a hash wrap around by design
        while row < count:
            row = int(
                run_many(
                    world,
                    memory,
                    assembled.initial,
                    key,
                    first,
                    row,
                    results,
                    EVENTS_BETWEEN_LOOKS,
                    NO_END,
                    False,
                )
            )
            status = Status(int(state.clock.status[0]))
            if status != Status.DONE:
                capacities = enlarged(capacities, status, campaign, seed, first + row)
                campaign.room.append(capacities)
                state = fresh_state(assembled, capacities)
                memory = handle(state)
            if interrupted is not None and interrupted():
                break
    return block_of(campaign, results, first, row)


def observe(
    campaign: Campaign, seed: int, run: int, *, until_us: int = NO_END, branch: int = 0
) -> State:
    """Simulate one run and keep its trace, which changes nothing in it.

    Parameters
    ----------
    campaign : Campaign
        From `compile_campaign`.
    seed, run : int
        Which run.
    until_us : int, optional
        Last moment to be simulated, in microseconds since the start; the end if not given.
    branch : int, default 0
        Key of a branch; 0 is the base.

    Returns
    -------
    State
        After everything that happens up to and at that moment, with `trace` filled up to
        `clock.n_trace`.

    Raises
    ------
    UnfinishedError
        As `simulate`.
    """
    assembled, capacities = campaign.assembled, campaign.traced[-1]
    key, world = branch_key(seed, branch), handle(assembled.world)
    results = empty_results(assembled, 1, False)
    with np.errstate(over="ignore"):
        while True:
            state = fresh_state(assembled, capacities)
            memory = handle(state)
            run_many(world, memory, assembled.initial, key, run, 0, results, NO_END, until_us, True)
            status = Status(int(state.clock.status[0]))
            if status == Status.DONE:
                return state
            capacities = enlarged(capacities, status, campaign, seed, run)
            campaign.traced.append(capacities)


def begun_runs(campaign: Campaign, seed: int, count: int) -> Iterator[State]:
    """Yield the state of each run from the first on when it has begun and nothing has happened.

    It is one state, which the next run overwrites.
    """
    assembled = campaign.assembled
    state = fresh_state(assembled, Capacities())
    world, memory, results = (
        handle(assembled.world),
        handle(state),
        empty_results(assembled, 1, False),
    )
    key = branch_key(seed, 0)
    with np.errstate(over="ignore"):
        for run in range(count):
            state.clock.finished[0] = True
            run_many(world, memory, assembled.initial, key, run, 0, results, NO_END, -1, False)
            yield state


def fresh_state(assembled: Assembled, capacities: Capacities) -> State:
    """Return the state in which the next run begins from the start."""
    state = blank_state(assembled.world, assembled.n_values, capacities)
    state.clock.finished[0] = True
    return state


def _retold(document: Document, run: int, seed: int) -> str:
    """Write the command that tells a run again, of the scenario as it was named."""
    is_bundled = document.name in bundled_names() and document.path == bundled_path(document.name)
    where = document.name if is_bundled else str(document.path)
    laid = {"--what-if": document.what_if, "--account": document.account}
    words = [word for option, id_ in laid.items() if id_ for word in (option, id_)]
    numbers = ["--run", str(run), "--seed", str(seed)]
    return shlex.join(["echelon", "chronicle", where, *numbers, *words])


def enlarged(
    capacities: Capacities, status: Status, campaign: Campaign, seed: int, run: int
) -> Capacities:
    """Return capacities with the full table doubled, or give the run up."""
    grown = capacities
    match status:
        case Status.AGENDA_FULL:
            grown = capacities._replace(events=2 * capacities.events)
        case Status.LETTERS_FULL:
            grown = capacities._replace(letters=2 * capacities.letters)
        case Status.COUNTS_FULL:
            grown = capacities._replace(counts=2 * capacities.counts)
        case Status.TRACE_FULL:
            grown = capacities._replace(trace=2 * capacities.trace)
    within = all(one <= most for one, most in zip(grown, CEILINGS, strict=True))
    if grown == capacities or not within:
        name = campaign.document.name
        raise UnfinishedError(
            f"run {run} of {name} (seed {seed}) could not be finished: {SENTENCES[status]}\n"
            f"reproduce it with: {_retold(campaign.document, run, seed)}"
        )
    return grown


def empty_results(assembled: Assembled, count: int, deeds: bool, census: bool = False) -> Results:
    """Return room for the results of so many runs."""
    world = assembled.world
    n_orders, n_acts = (len(world.orders), len(world.acts)) if deeds else (0, 0)
    return Results(
        outcome=np.full(count, -1, np.int64),
        times=np.zeros((count, len(world.times)), np.int64),
        quantities=np.zeros((count, len(world.quantities))),
        inputs=np.zeros((count, len(world.declared))),
        orders_done=np.zeros((count, n_orders), np.int64),
        acts_done=np.zeros((count, n_acts), np.int64),
        funnel=np.zeros((count, N_GATES * len(assembled.assembly.funnels)), np.int64),
        events=np.zeros(count, np.int64),
        status=np.zeros(count, np.int64),
        **blank_tallies(assembled, census),
    )


def block_of(campaign: Campaign, results: Results, first: int, count: int) -> Block:
    """Return the first `count` rows of results as columns."""
    arrays = [
        np.arange(first, first + count),
        results.outcome[:count],
        *results.times[:count].T,
        *results.quantities[:count].T,
        *results.inputs[:count].T,
        *results.funnel[:count].T,
        results.events[:count],
    ]
    columns = {
        column.name: np.ascontiguousarray(array, dtype=column.dtype)
        for column, array in zip(campaign.columns, arrays, strict=True)
    }
    return Block(
        first,
        columns,
        results.orders_done[:count],
        results.acts_done[:count],
        tallies_of(results, count),
    )
