"""Threads that pull chunks."""

from __future__ import annotations

import threading

import pytest

from echelon.ensemble.chunks import Arrays, Interrupted, chunks_of
from echelon.ensemble.threads import simulate_in_threads
from echelon.errors import UnfinishedError
from ensemble.stand_in import columns_of_runs, work


def echelon_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("echelon-")]


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_every_chunk_is_handed_over_once(jobs: int) -> None:
    chunks = chunks_of(0, 5500)
    finished = list(simulate_in_threads(work().prepared(), chunks, jobs))
    assert sorted(chunks) == sorted(chunk for chunk, _ in finished)


def test_an_error_in_a_thread_reaches_the_caller_and_stops_the_others() -> None:
    def simulate(first: int, count: int, interrupted: Interrupted) -> Arrays:
        if first == 1000:
            raise UnfinishedError("run 1234 exceeded its event limit")
        return columns_of_runs(5, first, count)

    with pytest.raises(UnfinishedError, match="1234"):
        list(simulate_in_threads(simulate, chunks_of(0, 50_000), 2))
    assert [] == echelon_threads()


def test_closing_stops_the_threads_within_a_piece() -> None:
    simulated = simulate_in_threads(work(pause_s=0.01, piece=10).prepared(), chunks_of(0, 9000), 2)
    next(simulated)
    assert 2 == len(echelon_threads())
    simulated.close()
    assert [] == echelon_threads()
