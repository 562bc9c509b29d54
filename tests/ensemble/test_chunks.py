"""Where chunks begin and end, and how one becomes whole."""

from __future__ import annotations

import numpy as np
import pytest

from echelon.ensemble.chunks import Chunk, chunks_of, simulate_chunk
from echelon.errors import UnfinishedError
from ensemble.stand_in import columns_of_runs, work


def test_chunks_cover_the_runs_without_gap_or_overlap() -> None:
    for first, runs in ((0, 1), (0, 1000), (0, 1001), (999, 2), (1500, 1000), (3000, 5000)):
        chunks = chunks_of(first, runs)
        covered = [run for chunk in chunks for run in range(chunk.first, chunk.end)]
        assert list(range(first, first + runs)) == covered


def test_boundaries_fall_on_the_thousands_of_the_run_index() -> None:
    assert (Chunk(1500, 500), Chunk(2000, 1000), Chunk(3000, 250)) == chunks_of(1500, 1750)


def test_no_runs_make_no_chunk() -> None:
    assert () == chunks_of(0, 0)


def test_a_chunk_simulated_in_pieces_is_the_same_as_in_one() -> None:
    pieces = simulate_chunk(work(piece=7).prepared(), Chunk(100, 50), lambda: False)
    assert pieces is not None
    for name, values in columns_of_runs(5, 100, 50).items():
        np.testing.assert_array_equal(values, pieces[name])


def test_an_interrupted_chunk_is_given_up() -> None:
    answers = iter([False, True])
    assert simulate_chunk(work(piece=7).prepared(), Chunk(0, 50), lambda: next(answers)) is None


def test_a_simulation_that_stands_still_is_an_error_and_not_a_hang() -> None:
    with pytest.raises(UnfinishedError, match="run 100"):
        simulate_chunk(work(piece=0).prepared(), Chunk(100, 50), lambda: False)
