"""Making runs again, many small sets of them, with something otherwise in each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from echelon.ensemble.chunks import Array
from echelon.ensemble.threads import available_jobs

if TYPE_CHECKING:
    from echelon.campaign import Campaign

PIECE = 250
"""Runs that one thread makes at a time, so that the threads end together."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """A set of runs to be made.

    Parameters
    ----------
    campaign : Campaign
        Compiled, with whatever is otherwise in it.
    count : int
        How many, from run 0 on.
    deeds : bool
        Whether to say how often each order and act was carried out.
    columns : tuple of str
        Beginnings of the names of the columns to keep.
    """

    campaign: Campaign
    count: int
    deeds: bool = False
    columns: tuple[str, ...] = ("outcome",)


@dataclass(frozen=True)
class Made:
    """The columns kept of a set of runs, and how often each order and act was carried out."""

    columns: dict[str, Array]
    orders_done: npt.NDArray[np.int64]
    acts_done: npt.NDArray[np.int64]


NOTHING_MADE = Made({}, np.zeros((0, 0), np.int64), np.zeros((0, 0), np.int64))
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
    """
    from echelon.campaign import simulate

    stop, lock = threading.Event(), threading.Lock()
    total, done = sum(each.count for each in sets), 0

    def make(each: Wanted, first: int) -> Made:
        nonlocal done
        count = min(PIECE, each.count - first)
        pieces, reached = [], first
        while reached < first + count and not stop.is_set():
            block = simulate(
                each.campaign,
                seed,
                reached,
                first + count - reached,
                interrupted=stop.is_set,
                deeds=each.deeds,
            )
            kept = {
                name: values
                for name, values in block.columns.items()
                if name.startswith(each.columns)
            }
            pieces.append(Made(kept, block.orders_done, block.acts_done))
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
        except BaseException:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


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
    )
