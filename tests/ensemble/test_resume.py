"""Runs that were interrupted, and folders that are not ours to continue."""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from echelon.ensemble.chunks import Arrays, Chunk
from echelon.ensemble.gather import count_stored, gather, read_gathered
from echelon.ensemble.manifest import Manifest
from echelon.ensemble.threads import simulate_in_threads
from echelon.errors import MisuseError, UnfinishedError
from ensemble.stand_in import chunk_files, columns_of_runs, manifest, work

IN_TWO_THREADS = functools.partial(simulate_in_threads, work().prepared(), jobs=2)
DIGEST = gather(manifest(5500), IN_TWO_THREADS)[0].digest


def one_by_one(chunks: Sequence[Chunk]) -> Generator[tuple[Chunk, Arrays], None, None]:
    """Simulate in this thread, last chunk first."""
    for chunk in reversed(chunks):
        yield chunk, columns_of_runs(5, chunk.first, chunk.count)


def must_not_simulate(chunks: Sequence[Chunk]) -> Generator[tuple[Chunk, Arrays], None, None]:
    assert () == tuple(chunks)
    yield from ()


def test_the_digest_does_not_depend_on_who_simulates_in_which_order() -> None:
    assert DIGEST == gather(manifest(5500), one_by_one)[0].digest


def test_what_is_stored_is_what_is_returned(tmp_path: Path) -> None:
    finished, arrays = gather(manifest(5500), IN_TWO_THREADS, folder=tmp_path)
    stored, again = read_gathered(tmp_path)
    assert finished == stored
    assert {name: values.tobytes() for name, values in arrays.items()} == {
        name: values.tobytes() for name, values in again.items()
    }


def test_resuming_simulates_only_what_is_missing_or_damaged(tmp_path: Path) -> None:
    gather(manifest(5500), IN_TWO_THREADS, folder=tmp_path)
    files = chunk_files(tmp_path)
    files[1].unlink()
    files[3].write_bytes(files[3].read_bytes()[:500])
    simulated: list[Chunk] = []

    def noted(chunks: Sequence[Chunk]) -> Generator[tuple[Chunk, Arrays], None, None]:
        simulated.extend(chunks)
        return one_by_one(chunks)

    finished, _ = gather(manifest(5500), noted, folder=tmp_path, resume=True)
    assert [Chunk(1000, 1000), Chunk(3000, 1000)] == simulated
    assert DIGEST == finished.digest


def test_resuming_what_is_complete_simulates_nothing(tmp_path: Path) -> None:
    gather(manifest(5500), IN_TWO_THREADS, folder=tmp_path)
    finished, _ = gather(manifest(5500), must_not_simulate, folder=tmp_path, resume=True)
    assert DIGEST == finished.digest


def test_resuming_with_more_runs_extends(tmp_path: Path) -> None:
    gather(manifest(1500), IN_TWO_THREADS, folder=tmp_path)
    finished, _ = gather(manifest(5500), IN_TWO_THREADS, folder=tmp_path, resume=True)
    assert DIGEST == finished.digest == read_gathered(tmp_path)[0].digest


def test_resuming_an_empty_or_absent_folder_begins(tmp_path: Path) -> None:
    finished, _ = gather(manifest(5500), IN_TWO_THREADS, folder=tmp_path / "a" / "b", resume=True)
    assert DIGEST == finished.digest


def test_a_lost_manifest_loses_nothing_else(tmp_path: Path) -> None:
    gather(manifest(5500), IN_TWO_THREADS, folder=tmp_path)
    (tmp_path / "manifest.json").write_text('{"echelon": "0.1')
    with pytest.raises(UnfinishedError, match=r"manifest\.json` is damaged"):
        read_gathered(tmp_path)
    finished, _ = gather(manifest(5500), must_not_simulate, folder=tmp_path, resume=True)
    assert DIGEST == finished.digest


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (manifest(5500, seed=6), "seed 5, not 6"),
        (manifest(5500, scenario_hash="def"), "scenario hash abc, not def"),
        (manifest(5500, first=1000), "first run 0, not 1000"),
        (manifest(5000), "begun for 5500 runs"),
    ],
    ids=["seed", "scenario", "range", "fewer"],
)
def test_other_results_are_not_resumed(tmp_path: Path, other: Manifest, named: str) -> None:
    gather(manifest(5500), IN_TWO_THREADS, folder=tmp_path)
    with pytest.raises(MisuseError, match=named):
        gather(other, must_not_simulate, folder=tmp_path, resume=True)
    assert DIGEST == read_gathered(tmp_path)[0].digest


def test_results_are_not_overwritten_unasked(tmp_path: Path) -> None:
    gather(manifest(1000), IN_TWO_THREADS, folder=tmp_path)
    with pytest.raises(MisuseError, match="already holds results"):
        gather(manifest(1000), must_not_simulate, folder=tmp_path)


def test_results_that_lack_runs_are_not_read(tmp_path: Path) -> None:
    gather(manifest(5500), IN_TWO_THREADS, folder=tmp_path)
    chunk_files(tmp_path)[2].unlink()
    with pytest.raises(
        UnfinishedError, match=r"holds 4500 of 5500 runs; finish them: run stand-in"
    ):
        read_gathered(tmp_path)
    assert 4500 == count_stored(tmp_path)


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="holds no results"):
        read_gathered(tmp_path)


def test_a_stored_range_joins_with_another_computed_apart(tmp_path: Path) -> None:
    for first, runs in ((0, 2700), (2700, 2800)):
        gather(manifest(runs, first=first), IN_TWO_THREADS, folder=tmp_path / str(first))
    both = [read_gathered(tmp_path / first)[1]["run"].tolist() for first in ("0", "2700")]
    assert list(range(5500)) == both[0] + both[1]


KILLED = """
import functools, sys
sys.path[:0] = {paths!r}
from pathlib import Path
from ensemble.stand_in import manifest, work
from echelon.ensemble.gather import gather
from echelon.ensemble.threads import simulate_in_threads
simulate = work(pause_s=0.02, piece=100).prepared()
gather(
    manifest(19_500), functools.partial(simulate_in_threads, simulate, jobs=2),
    folder=Path(sys.argv[1]), resume=True,
)
"""


def test_killed_again_and_again_the_runs_come_to_the_same_digest(tmp_path: Path) -> None:
    script = KILLED.format(paths=[path for path in sys.path if path])
    for wait_s in (0.0, 0.011, 0.027):
        stored = len(chunk_files(tmp_path))
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)])
        while len(chunk_files(tmp_path)) == stored and process.poll() is None:
            time.sleep(0.001)
        time.sleep(wait_s)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert json.loads((tmp_path / "manifest.json").read_text())["digest"] is None
    finished, _ = gather(manifest(19_500), IN_TWO_THREADS, folder=tmp_path, resume=True)
    assert gather(manifest(19_500), IN_TWO_THREADS)[0].digest == finished.digest
    assert [] == list(tmp_path.glob(".*"))
