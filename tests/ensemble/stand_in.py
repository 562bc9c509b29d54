"""A campaign so simple that its runs can be told without an engine."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import numpy as np

from echelon.ensemble.chunks import Arrays, Interrupted, SimulateRange, Work
from echelon.ensemble.columns import NEVER, Column
from echelon.ensemble.manifest import Manifest
from echelon.errors import UnfinishedError

COLUMNS = (
    Column("run", "<i8", "", "index of the run"),
    Column("outcome", "<i2", "", "rank of the outcome"),
    Column("time_reached", "<i8", "us", "the town is reached"),
    Column("quantity_men", "<f8", "men", "men in the town"),
)


def columns_of_runs(seed: int, first: int, count: int) -> Arrays:
    runs = np.arange(first, first + count, dtype=np.int64)
    luck = np.array(
        [hashlib.sha256(f"{seed} {run}".encode()).digest()[0] for run in runs], dtype=np.int64
    )
    return {
        "run": runs,
        "outcome": (luck % 3).astype(np.int16),
        "time_reached": np.where(luck % 3 == 0, NEVER, luck * 3_600_000_000),
        "quantity_men": np.where(luck % 5 == 0, np.nan, luck / 7),
    }


def prepare(document: dict[str, float], seed: int) -> SimulateRange:
    """At most `piece` runs a call, each call `pause_s` long."""

    def simulate(first: int, count: int, interrupted: Interrupted) -> Arrays:
        if document.get("pause_s"):
            time.sleep(document["pause_s"])
        return columns_of_runs(seed, first, min(count, int(document.get("piece", count))))

    return simulate


def prepare_to_fail(document: object, seed: int) -> SimulateRange:
    def simulate(first: int, count: int, interrupted: Interrupted) -> Arrays:
        raise UnfinishedError(f"run {first + 17} exceeded its event limit")

    return simulate


def work(seed: int = 5, **document: float) -> Work:
    return Work(prepare, document, seed)


def manifest(runs: int, *, first: int = 0, seed: int = 5, scenario_hash: str = "abc") -> Manifest:
    from echelon import __version__

    return Manifest(
        echelon=__version__,
        scenario="stand-in",
        scenario_hash=scenario_hash,
        seed=seed,
        first=first,
        runs=runs,
        columns=COLUMNS,
        about={},
    )


def chunk_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))
