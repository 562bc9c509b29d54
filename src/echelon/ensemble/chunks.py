"""How a set of runs is cut into chunks, and how one chunk is simulated.

Chunk boundaries depend on the run index alone, so the same runs fall into the
same chunks however many threads or machines share the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from echelon.errors import UnfinishedError

CHUNK_RUNS = 1_000

Array: TypeAlias = npt.NDArray[Any]
Arrays: TypeAlias = Mapping[str, Array]
Interrupted: TypeAlias = Callable[[], bool]
SimulateRange: TypeAlias = Callable[[int, int, Interrupted], Arrays]
"""Simulate up to `count` runs from `first`: at least one, unless interrupted."""


@dataclass(frozen=True, order=True)
class Chunk:
    """Consecutive runs that are simulated, sent and stored together."""

    first: int
    count: int

    @property
    def end(self) -> int:
        """The index after the last run."""
        return self.first + self.count


@dataclass(frozen=True)
class Work:
    """All that any process needs to simulate any range of runs; it can be pickled.

    Parameters
    ----------
    prepare : callable
        `prepare(document, seed)` compiles the scenario and returns a
        `SimulateRange`. A function of a module, so that a worker can import it.
    document : object
        The scenario that `prepare` understands.
    seed : int
        Root of all random draws.
    """

    prepare: Callable[[Any, int], SimulateRange]
    document: Any
    seed: int

    def prepared(self) -> SimulateRange:
        """Compile the scenario in this process."""
        return self.prepare(self.document, self.seed)


def chunks_of(first: int, runs: int, size: int = CHUNK_RUNS) -> tuple[Chunk, ...]:
    """Cut runs into chunks at the multiples of `size`.

    Parameters
    ----------
    first : int
        Index of the first run.
    runs : int
        Number of runs.
    size : int, default 1 000
        Runs in a full chunk.

    Returns
    -------
    tuple of Chunk
        In order, without gaps; the first and the last may be partial.

    Examples
    --------
    >>> chunks_of(1500, 1000)
    (Chunk(first=1500, count=500), Chunk(first=2000, count=500))
    """
    end = first + runs
    starts = [first, *range((first // size + 1) * size, end, size)] if runs else []
    ends = [*starts[1:], end]
    return tuple(
        Chunk(start, stop - start) for start, stop in zip(starts, ends, strict=bool(starts))
    )


def simulate_chunk(
    simulate: SimulateRange, chunk: Chunk, interrupted: Interrupted
) -> Arrays | None:
    """Simulate one chunk, piece by piece, until it is whole.

    Parameters
    ----------
    simulate : SimulateRange
        May return fewer runs than it was asked for.
    chunk : Chunk
        The runs wanted.
    interrupted : callable
        Asked between pieces; once it says yes, the chunk is given up.

    Returns
    -------
    mapping of str to ndarray, each of shape (chunk.count,), or None
        None if interrupted: a chunk is never half done.

    Raises
    ------
    UnfinishedError
        If the simulation stands still without having been interrupted.
    """
    pieces: list[Arrays] = []
    reached = chunk.first
    while reached < chunk.end:
        piece = simulate(reached, chunk.end - reached, interrupted)
        if interrupted():
            return None
        done = len(next(iter(piece.values())))
        if done == 0:
            raise UnfinishedError(f"run {reached} could not be simulated")
        pieces.append(piece)
        reached += done
    if len(pieces) == 1:
        return pieces[0]
    return {
        name: np.sum([piece[name] for piece in pieces], axis=0)
        if is_tally(name)
        else np.concatenate([piece[name] for piece in pieces])
        for name in pieces[0]
    }


def is_tally(name: str) -> bool:
    """Say whether an array of simulated runs is a tally of all of them, and no column."""
    return name.startswith("tally_")
