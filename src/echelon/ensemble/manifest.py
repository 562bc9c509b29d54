"""What a folder of results says about itself: which runs of which scenario it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from echelon.ensemble.chunks import CHUNK_RUNS, Chunk, chunks_of
from echelon.ensemble.columns import Column
from echelon.ensemble.files import write_whole
from echelon.errors import MisuseError, UnfinishedError

MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """A set of runs: where they come from, what they hold, whether all are there.

    Parameters
    ----------
    echelon : str
        Version that simulated them.
    scenario, scenario_hash : str
        Name, and the hash of the scenario's normalised values.
    seed : int
        Root of all random draws.
    first, runs : int
        Index of the first run, and their number.
    columns : tuple of Column
        In schema order.
    about : mapping
        What the scenario asks (see `echelon.analysis.questions`), kept so that
        results can be printed without the scenario.
    chunk_runs : int
        Runs in a full chunk.
    digest : str or None
        Of all columns of all runs; None until every run is stored.
    seconds : float or None
        How long the last session took; None until every run is stored.
    tallies : str or None
        Digest of the tallies of all runs; None if there are none.
    """

    echelon: str
    scenario: str
    scenario_hash: str
    seed: int
    first: int
    runs: int
    columns: tuple[Column, ...]
    about: Mapping[str, Any]
    chunk_runs: int = CHUNK_RUNS
    digest: str | None = None
    seconds: float | None = None
    tallies: str | None = None

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """The chunks that hold the runs, in order."""
        return chunks_of(self.first, self.runs, self.chunk_runs)

    def finished(self, digest: str, seconds: float, tallies: str | None = None) -> Manifest:
        """Return the same manifest, now with all its runs."""
        return replace(self, digest=digest, seconds=seconds, tallies=tallies)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a folder, whole.

    Raises
    ------
    UnfinishedError
        If it cannot be written; names the file and the reason.
    """
    fields = asdict(manifest) | {"columns": [column._asdict() for column in manifest.columns]}
    text = json.dumps(fields, indent=2, ensure_ascii=False, allow_nan=False)
    write_whole(folder / MANIFEST_NAME, f"{text}\n".encode())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder of results.

    Raises
    ------
    MisuseError
        If there is none: the folder was not written by echelon.
    UnfinishedError
        If it is damaged.
    """
    path = folder / MANIFEST_NAME
    try:
        fields = json.loads(path.read_bytes())
        columns = tuple(Column(**column) for column in fields.pop("columns"))
        return _checked(Manifest(columns=columns, **fields))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MisuseError(f"`{folder}` holds no results of echelon: no `{path}`") from error
    except OSError as error:
        raise UnfinishedError(f"cannot read `{path}`: {(error.strerror or '').lower()}") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnfinishedError(f"`{path}` is damaged and cannot be read") from error


def _checked(manifest: Manifest) -> Manifest:
    """Return the manifest if its fields can be what echelon writes, else raise TypeError."""
    texts = (manifest.echelon, manifest.scenario, manifest.scenario_hash)
    numbers = (manifest.seed, manifest.first, manifest.runs, manifest.chunk_runs)
    if not (
        all(isinstance(text, str) for text in texts)
        and all(type(number) is int and number >= 0 for number in numbers)
        and manifest.chunk_runs > 0
        and isinstance(manifest.about, dict)
    ):
        raise TypeError("not a manifest")
    return manifest
