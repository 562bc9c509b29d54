"""Whether a folder may be written to, and which of its chunks need not be simulated again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from echelon.ensemble.chunks import Arrays, Chunk
from echelon.ensemble.files import remove_unfinished
from echelon.ensemble.manifest import MANIFEST_NAME, Manifest, read_manifest, write_manifest
from echelon.ensemble.store import DamagedChunkError, read_chunk
from echelon.errors import MisuseError, UnfinishedError


def begin(folder: Path, wanted: Manifest, *, resume: bool) -> None:
    """Make a folder ready to receive the runs wanted, or refuse it.

    Parameters
    ----------
    folder : Path
        Exists and is held by this process alone.
    wanted : Manifest
        The runs to be stored, without a digest.
    resume : bool
        Whether to continue what the folder holds.

    Raises
    ------
    MisuseError
        If the folder holds results and `resume` is false, or results of another
        scenario, seed, version or range of runs, or of more runs than wanted.
    """
    remove_unfinished(folder)
    held = _held(folder) if resume else None
    if held is not None:
        _refuse_other(folder, held, wanted)
    elif not resume and (folder / MANIFEST_NAME).exists():
        raise MisuseError(
            f"`{folder}` already holds results; continue them with `--resume`, "
            "or name another folder"
        )
    write_manifest(folder, wanted)


def stored_chunks(folder: Path, manifest: Manifest) -> Iterator[tuple[Chunk, Arrays]]:
    """Read every chunk that is whole and belongs to the runs wanted; skip the others."""
    for chunk in manifest.chunks:
        try:
            yield chunk, read_chunk(folder, manifest, chunk)
        except DamagedChunkError:
            continue


def _held(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except MisuseError:
        return None
    except UnfinishedError:
        # Every chunk names its own origin, so a lost manifest loses nothing else.
        return None


def _refuse_other(folder: Path, held: Manifest, wanted: Manifest) -> None:
    differences = [
        f"{name} {theirs}, not {ours}"
        for name, theirs, ours in (
            ("version", held.echelon, wanted.echelon),
            ("scenario", held.scenario, wanted.scenario),
            ("scenario hash", held.scenario_hash[:12], wanted.scenario_hash[:12]),
            ("seed", held.seed, wanted.seed),
            ("first run", held.first, wanted.first),
            ("runs a chunk", held.chunk_runs, wanted.chunk_runs),
        )
        if theirs != ours
    ]
    if differences:
        raise MisuseError(
            f"`{folder}` holds other results and cannot be resumed: {'; '.join(differences)}"
        )
    if held.runs > wanted.runs:
        raise MisuseError(
            f"`{folder}` was begun for {held.runs} runs; it can be resumed to more, "
            f"not to fewer ({wanted.runs})"
        )
