"""Chunks on the disk: whole, or as good as absent."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import numpy as np
import pytest

from echelon.ensemble.chunks import Chunk
from echelon.ensemble.files import held_alone, make_folder, remove_unfinished, write_whole
from echelon.ensemble.manifest import Manifest
from echelon.ensemble.store import DamagedChunkError, chunk_path, read_chunk, write_chunk
from echelon.errors import MisuseError, UnfinishedError
from ensemble.stand_in import columns_of_runs, manifest

CHUNK = Chunk(1000, 300)


def stored(folder: Path) -> Path:
    write_chunk(folder, manifest(5000), CHUNK, columns_of_runs(5, CHUNK.first, CHUNK.count))
    return chunk_path(folder, CHUNK)


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    stored(tmp_path)
    arrays = read_chunk(tmp_path, manifest(5000), CHUNK)
    for name, values in columns_of_runs(5, CHUNK.first, CHUNK.count).items():
        assert values.dtype == arrays[name].dtype
        np.testing.assert_array_equal(values, arrays[name])


def test_what_never_happened_is_missing_in_the_file(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    never = columns_of_runs(5, CHUNK.first, CHUNK.count)["outcome"] == 0
    column = pq.read_table(stored(tmp_path)).column("time_reached")
    assert int(never.sum()) == column.null_count > 0


@pytest.mark.parametrize("kept", [0, 3, 4, 100, -1, -4, -8])
def test_a_truncated_chunk_is_never_read(tmp_path: Path, kept: int) -> None:
    path = stored(tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DamagedChunkError):
        read_chunk(tmp_path, manifest(5000), CHUNK)


def test_an_altered_chunk_is_found_out_or_harmless(tmp_path: Path) -> None:
    path = stored(tmp_path)
    whole = path.read_bytes()
    chance = random.Random(17)
    expected = columns_of_runs(5, CHUNK.first, CHUNK.count)
    found = 0
    for _ in range(400):
        altered = bytearray(whole)
        altered[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(altered)
        try:
            arrays = read_chunk(tmp_path, manifest(5000), CHUNK)
        except DamagedChunkError:
            found += 1
        else:
            for name, values in expected.items():
                np.testing.assert_array_equal(values, arrays[name])
    assert found > 200


@pytest.mark.parametrize(
    "other",
    [manifest(5000, seed=6), manifest(5000, scenario_hash="def")],
    ids=["seed", "scenario"],
)
def test_a_chunk_of_other_runs_is_not_taken_for_ours(tmp_path: Path, other: Manifest) -> None:
    stored(tmp_path)
    with pytest.raises(DamagedChunkError):
        read_chunk(tmp_path, other, CHUNK)
    with pytest.raises(DamagedChunkError):
        read_chunk(tmp_path, manifest(5000), Chunk(1000, 1000))


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def no_room(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", no_room)
    with pytest.raises(UnfinishedError, match="no room left on the disk"):
        write_whole(path, b"new")
    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".runs-0000000000.parquet.77.partial").write_bytes(b"half")
    (tmp_path / "notes.partial").write_bytes(b"somebody's own")
    remove_unfinished(tmp_path)
    assert ["notes.partial"] == [path.name for path in tmp_path.iterdir()]


def test_two_processes_cannot_write_to_one_folder(tmp_path: Path) -> None:
    with (
        held_alone(tmp_path),
        pytest.raises(MisuseError, match="another run"),
        held_alone(tmp_path),
    ):
        pass
    with held_alone(tmp_path):
        pass


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(MisuseError, match="not a folder"):
            make_folder(path)
