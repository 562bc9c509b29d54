"""A whole set of runs: every chunk found or simulated, stored, and put in its place."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from echelon.ensemble.chunks import Array, Arrays, Chunk, chunks_of
from echelon.ensemble.columns import empty_arrays, fits
from echelon.ensemble.digest import digest_of
from echelon.ensemble.files import held_alone, make_folder
from echelon.ensemble.manifest import Manifest, read_manifest, write_manifest
from echelon.ensemble.resume import begin, stored_chunks
from echelon.ensemble.store import DamagedChunkError, chunk_path, read_chunk, write_chunk
from echelon.ensemble.tallies import add_tallies, cover, digest_of_tallies
from echelon.errors import Interruption, UnfinishedError

Simulator: TypeAlias = Callable[[Sequence[Chunk]], Generator[tuple[Chunk, Arrays], None, None]]
Progress: TypeAlias = Callable[[int, int], None]

PIECES = 100
FEWEST_RUNS = 10
"""Into how many pieces runs are cut that are not stored, and of how many runs at least.

While the last of them is made the other cores have nothing to do: with a hundred pieces that is
little beside the whole.
"""


def gather(
    wanted: Manifest,
    simulator: Simulator,
    *,
    folder: Path | None = None,
    resume: bool = False,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> tuple[Manifest, dict[str, Array]]:
    """Bring together all the runs wanted.

    Parameters
    ----------
    wanted : Manifest
        Which runs, without a digest.
    simulator : callable
        Given chunks, yields each of them simulated, in any order: threads of this
        process or the workers of a cluster.
    folder : Path, optional
        Where to store the chunks as they come; without it nothing is stored.
    resume : bool, default False
        Take from the folder what it already holds, whole.
    progress : callable, optional
        Called with the runs done and the runs wanted, from this thread.
    seconds : float, optional
        How long the runs took, if not as long as this call.

    Returns
    -------
    Manifest
        With the digest, and the seconds it took.
    dict of str to ndarray, each of shape (wanted.runs,)
        In schema order, runs in order; then the tallies, if there are any of all runs.

    Raises
    ------
    MisuseError
        If the folder holds other results; see `begin`.
    UnfinishedError
        If the disk is full or a limit is reached. Stored chunks stay.
    Interruption
        If the user stops it. Stored chunks stay, and `found` is what would have been returned of
        the runs up to the first that is missing; None if that is the first of all.
    """
    started = time.monotonic()
    arrays, tallies = _room(wanted), dict[str, Array]()
    done = 0
    taken: list[Chunk] = []

    def take(chunk: Chunk, values: Arrays) -> None:
        nonlocal done
        _place(wanted, arrays, chunk, values)
        add_tallies(tallies, values)
        taken.append(chunk)
        done += chunk.count
        if progress is not None:
            progress(done, wanted.runs)

    with ExitStack() as held:
        missing = dict.fromkeys(_chunks(wanted) if folder is None else wanted.chunks)
        if folder is not None:
            make_folder(folder)
            held.enter_context(held_alone(folder))
            begin(folder, wanted, resume=resume)
            for chunk, values in stored_chunks(folder, wanted) if resume else ():
                del missing[chunk]
                take(chunk, values)
        # Closed at once when interrupted: threads must not outlive the hold on the folder.
        simulated = held.enter_context(closing(simulator(tuple(missing))))
        try:
            for chunk, values in simulated:
                if folder is not None:
                    write_chunk(folder, wanted, chunk, values)
                take(chunk, values)
        except KeyboardInterrupt:
            raise Interruption(_begun(wanted, arrays, taken, started)) from None
        if done != wanted.runs:
            raise UnfinishedError(f"{done} of {wanted.runs} runs were simulated")
        digest = digest_of((column.name for column in wanted.columns), arrays)
        took = time.monotonic() - started if seconds is None else seconds
        tallies = _of_all(tallies, wanted.runs)
        finished = wanted.finished(digest, took, digest_of_tallies(tallies))
        if folder is not None:
            write_manifest(folder, finished)
    return finished, arrays | tallies


def _chunks(wanted: Manifest) -> tuple[Chunk, ...]:
    """Cut runs that are not stored so fine that all threads have some, and a bar moves."""
    pieces = min(max(wanted.runs // PIECES, FEWEST_RUNS), wanted.chunk_runs)
    return chunks_of(wanted.first, wanted.runs, pieces)


def _begun(
    wanted: Manifest, arrays: dict[str, Array], taken: list[Chunk], started: float
) -> tuple[Manifest, dict[str, Array]] | None:
    """Return the runs up to the first that is missing."""
    end = wanted.first
    for chunk in sorted(taken):
        if chunk.first != end:
            break
        end = chunk.end
    runs = end - wanted.first
    if not runs:
        return None
    first = {name: values[:runs].copy() for name, values in arrays.items()}
    digest = digest_of((column.name for column in wanted.columns), first)
    return replace(wanted, runs=runs).finished(digest, time.monotonic() - started), first


def read_gathered(folder: Path) -> tuple[Manifest, dict[str, Array]]:
    """Read a finished set of runs from its folder, and prove it.

    Returns
    -------
    Manifest
        As stored.
    dict of str to ndarray
        As `gather` returned them.

    Raises
    ------
    MisuseError
        If the folder holds no results.
    UnfinishedError
        If runs are missing or damaged; says how many, and how to mend it.
    """
    manifest = read_manifest(folder)
    arrays, tallies = _room(manifest), dict[str, Array]()
    missing: list[Chunk] = []
    for chunk in manifest.chunks:
        try:
            values = read_chunk(folder, manifest, chunk)
            _place(manifest, arrays, chunk, values)
            add_tallies(tallies, values)
        except DamagedChunkError:
            missing.append(chunk)
    if missing or manifest.digest is None:
        _refuse_incomplete(folder, manifest, missing)
    tallies = _of_all(tallies, manifest.runs)
    digests = (
        digest_of((column.name for column in manifest.columns), arrays),
        (digest_of_tallies(tallies)),
    )
    if digests != (manifest.digest, manifest.tallies):
        raise UnfinishedError(f"`{folder}` does not hold what its manifest says")
    return manifest, arrays | tallies


def _of_all(tallies: dict[str, Array], runs: int) -> dict[str, Array]:
    """Return tallies if they count all runs: a part of them would mislead."""
    return tallies if cover(tallies, runs) else {}


def count_stored(folder: Path) -> int:
    """Count the runs whose files stand in a folder, without reading them.

    Raises
    ------
    EchelonError
        If the folder holds no manifest that can be read.
    """
    chunks = read_manifest(folder).chunks
    return sum(chunk.count for chunk in chunks if chunk_path(folder, chunk).exists())


def _refuse_incomplete(folder: Path, manifest: Manifest, missing: list[Chunk]) -> None:
    lost = sum(chunk.count for chunk in missing)
    reason = f"`{folder}` holds {manifest.runs - lost} of {manifest.runs} runs"
    damaged = [path.name for chunk in missing if (path := chunk_path(folder, chunk)).exists()]
    if damaged:
        reason += f" (damaged: {', '.join(damaged[:3])}{' …' if len(damaged) > 3 else ''})"
    raise UnfinishedError(
        f"{reason}; finish them: run {manifest.scenario} with `--out {folder} --resume`"
    )


def _room(manifest: Manifest) -> dict[str, Array]:
    try:
        return empty_arrays(manifest.columns, manifest.runs)
    except (MemoryError, ValueError) as error:
        raise UnfinishedError(f"{manifest.runs} runs do not fit into memory") from error


def _place(manifest: Manifest, arrays: dict[str, Array], chunk: Chunk, values: Arrays) -> None:
    if not fits(manifest.columns, values, chunk.count):
        raise TypeError("the simulated columns are not those of the schema")
    start = chunk.first - manifest.first
    for name, array in arrays.items():
        array[start : start + chunk.count] = values[name]
