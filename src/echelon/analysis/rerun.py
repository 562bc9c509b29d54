"""Making runs again, many small sets of them, with something otherwise in each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from echelon.ensemble.chunks import Array
from echelon.ensemble.threads import available_jobs
from echelon.errors import Interruption

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.campaign.simulate import Block
    from echelon.engine.state import State

PIECE = 250
"""Runs that one thread makes at a time, so that the threads end together."""

Look = Callable[["Campaign", "State"], Any]
"""What is seen of a run when it is over; the state must not be kept."""

LOOKS = 10
"""Runs that one thread looks at between two looks at the clock."""

Progress = Callable[[int, int], None]

T = TypeVar("T")


class Deferred:
    """A campaign that is compiled by the first thread that needs it, while others run theirs."""

    def __init__(self, compiling: Callable[[], Campaign]) -> None:
        self._compiling = compiling
        self._lock = threading.Lock()
        self._campaign: Campaign | None = None

    def __call__(self) -> Campaign:
        """Return the campaign, compiled once."""
        with self._lock:
            if self._campaign is None:
                self._campaign = self._compiling()
            return self._campaign


class Counted:
    """Counts the runs of several calls together, for one bar.

    Parameters
    ----------
    progress : callable or None
        Called with the runs done and the runs wanted, of all calls.
    expected : int
        How many runs all calls are thought to make.
    """

    def __init__(self, progress: Progress | None, expected: int) -> None:
        self._progress = progress
        self._before = 0
        self.expected = expected

    def next(self, runs: int) -> Progress | None:
        """Return what reports the next call, which makes so many runs."""
        progress, before = self._progress, self._before
        self._before += runs
        if progress is None:
            return None
        return lambda done, _: progress(before + done, max(self.expected, before + runs))


@dataclass(frozen=True)
class Wanted:
    """A set of runs to be made.

    Parameters
    ----------
    campaign : Campaign or Deferred
        With whatever is otherwise in it.
    count : int
        How many, from run 0 on.
    deeds : bool
        Whether to say how often each order and act was carried out.
    columns : tuple of str
        Beginnings of the names of the columns to keep.
    look : callable, optional
        Sees something in each run; given what ran and the state after it.
    """

    campaign: Campaign | Deferred
    count: int
    deeds: bool = False
    columns: tuple[str, ...] = ("outcome",)
    look: Look | None = None

    def compiled(self) -> Campaign:
        """Return the campaign, ready to run."""
        return self.campaign() if isinstance(self.campaign, Deferred) else self.campaign


def no_deeds() -> npt.NDArray[np.int64]:
    """Return the deeds of no runs."""
    return np.zeros((0, 0), np.int64)


@dataclass(frozen=True)
class Made:
    """The columns kept of a set of runs, how often each order was carried out, what was seen."""

    columns: dict[str, Array]
    orders_done: npt.NDArray[np.int64] = field(default_factory=no_deeds)
    acts_done: npt.NDArray[np.int64] = field(default_factory=no_deeds)
    seen: tuple[Any, ...] = ()

    def __len__(self) -> int:
        return min(map(len, self.columns.values()), default=0)

    def first(self, count: int) -> Made:
        """Return the first runs of the set."""
        columns = {name: column[:count] for name, column in self.columns.items()}
        return Made(columns, self.orders_done[:count], self.acts_done[:count], self.seen[:count])


NOTHING_MADE = Made({})
"""What a thread hands over that was stopped before its first run."""


def run_again(
    sets: Sequence[Wanted],
    seed: int,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> list[Made]:
    """Make several sets of runs in threads, whatever their sizes.

    Parameters
    ----------
    sets : sequence of Wanted
        What to make.
    seed : int
        Root of all draws.
    jobs : int, optional
        Threads; as many as there are cores if not given.
    progress : callable, optional
        Called with the runs done and the runs wanted.

    Returns
    -------
    list of Made
        In the order of the sets.

    Raises
    ------
    Interruption
        If the user stops it; `found` then has None in the place of each set that is not whole.
    """
    stop, lock = threading.Event(), threading.Lock()
    total, done = sum(each.count for each in sets), 0

    def make(each: Wanted, first: int) -> Made:
        nonlocal done
        count = min(PIECE, each.count - first)
        pieces, reached = [], first
        campaign = each.compiled()
        while reached < first + count and not stop.is_set():
            block, seen = _simulated(
                each, campaign, seed, (reached, first + count - reached), stop.is_set
            )
            kept = {
                name: values
                for name, values in block.columns.items()
                if name.startswith(each.columns)
            }
            pieces.append(Made(kept, block.orders_done, block.acts_done, seen))
            reached += len(block)
        with lock:
            done += count
            if progress is not None:
                progress(done, total)
        return _joined(pieces) if pieces else NOTHING_MADE

    with ThreadPoolExecutor(jobs or available_jobs(), thread_name_prefix="echelon") as pool:
        futures = [
            [pool.submit(make, each, first) for first in range(0, each.count, PIECE)]
            for each in sets
        ]
        try:
            return [_joined([future.result() for future in row]) for row in futures]
        except BaseException as error:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            if isinstance(error, KeyboardInterrupt):
                rows = zip(sets, futures, strict=True)
                raise Interruption([_whole(each, row) for each, row in rows]) from None
            raise


def _simulated(
    each: Wanted,
    campaign: Campaign,
    seed: int,
    which: tuple[int, int],
    interrupted: Callable[[], bool],
) -> tuple[Block, tuple[Any, ...]]:
    """Make runs from a first number on, so many, and look at them if that is wanted."""
    from echelon.campaign import simulate
    from echelon.campaign.afterwards import simulate_and_look

    if each.look is None:
        return simulate(campaign, seed, *which, interrupted=interrupted, deeds=each.deeds), ()
    look = partial(each.look, campaign)
    block, seen = simulate_and_look(campaign, seed, *which, look, interrupted=interrupted)
    return block, tuple(seen)


def _whole(wanted: Wanted, row: Sequence[Future[Made]]) -> Made | None:
    """Return a set all of whose runs were made before they were stopped, None of any other."""
    if any(not each.done() or each.cancelled() or each.exception() for each in row):
        return None
    pieces = [future.result() for future in row]
    if sum(len(piece.orders_done) for piece in pieces) != wanted.count:
        return None
    return _joined(pieces)


def _joined(pieces: Sequence[Made]) -> Made:
    if len(pieces) == 1:
        return pieces[0]
    columns = {
        name: np.concatenate([piece.columns[name] for piece in pieces])
        for name in pieces[0].columns
    }
    return Made(
        columns,
        np.concatenate([piece.orders_done for piece in pieces]),
        np.concatenate([piece.acts_done for piece in pieces]),
        tuple(seen for piece in pieces for seen in piece.seen),
    )


def look_again(
    campaign: Campaign,
    seed: int,
    runs: int,
    look: Callable[[State], T],
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> list[T]:
    """Make runs again with their traces, in threads, and return what `look` sees in each.

    Parameters
    ----------
    campaign : Campaign
        Compiled.
    seed, runs : int
        Root of all draws, and how many runs from 0 on.
    look : callable
        Given the state after a run, which it must not keep.
    jobs, progress
        As of `run_again`.

    Raises
    ------
    Interruption
        If the user stops it; `found` is what was seen in the first runs, as far as they were made.
    """
    from echelon.campaign.afterwards import look_at_runs

    stop, lock = threading.Event(), threading.Lock()
    done = 0

    def make(first: int) -> list[T]:
        nonlocal done
        seen: list[T] = []
        for each in look_at_runs(campaign, seed, first, min(LOOKS, runs - first), look):
            seen.append(each)
            if stop.is_set():
                break
        with lock:
            done += len(seen)
            if progress is not None:
                progress(done, runs)
        return seen

    with ThreadPoolExecutor(jobs or available_jobs(), thread_name_prefix="echelon") as pool:
        futures = [pool.submit(make, first) for first in range(0, runs, LOOKS)]
        try:
            return [seen for future in futures for seen in future.result()]
        except BaseException as error:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            if isinstance(error, KeyboardInterrupt):
                raise Interruption(_begun(futures, runs)) from None
            raise


def _begun(futures: Sequence[Future[list[T]]], runs: int) -> list[T]:
    """Return what was seen in the runs up to the first that is missing."""
    found: list[T] = []
    for future in futures:
        if not future.done() or future.cancelled() or future.exception():
            break
        found += future.result()
        if len(found) % LOOKS and len(found) < runs:
            break
    return found
