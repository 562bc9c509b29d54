"""Results of a crisis that was never simulated."""

from __future__ import annotations

import numpy as np

from echelon.analysis.questions import Asked, Questions, RecordedFact
from echelon.analysis.results import Results
from echelon.ensemble.columns import NEVER, Column
from echelon.ensemble.digest import digest_of
from echelon.ensemble.manifest import Manifest
from echelon.scenario.calendar import Calendar

HOUR_US = 3_600_000_000

CALENDAR = Calendar.from_start("1917-11-07 12:00", utc_offset_h=2.0)

QUESTIONS = Questions(
    title="The road to Gatchina",
    question="Are the head echelons at Gatchina by the morning of 9 November?",
    calendar=CALENDAR,
    period_us=60 * HOUR_US,
    outcomes=(
        Asked("in_the_morning", "Head echelons at Gatchina by the morning of 9 November (by nine)"),
        Asked("later", "Later"),
        Asked("never", "Not at all"),
    ),
    times=(
        Asked(
            "taken",
            "Gatchina taken",
            fact=RecordedFact(42 * HOUR_US, 44 * HOUR_US, 47 * HOUR_US),
        ),
        Asked("parade", "The parade"),
    ),
    quantities=(
        Asked("men", "Men at Gatchina", "men", RecordedFact(300, 480, 600, ("rail_speed",))),
    ),
    supplied=10,
    inherited=2,
    default=3,
)

COLUMNS = (
    Column("run", "<i8", "", "index of the run"),
    Column("outcome", "<i2", "", "outcome"),
    Column("time_taken", "<i8", "us", "Gatchina taken"),
    Column("time_parade", "<i8", "us", "The parade"),
    Column("quantity_men", "<f8", "men", "Men at Gatchina"),
    Column("events", "<i8", "", "events"),
)


def results(runs: int = 100, first: int = 0, seed: int = 3) -> Results:
    """Run k reaches Gatchina k hours after the start, but every tenth run never does."""
    run = np.arange(first, first + runs, dtype=np.int64)
    arrays = {
        "run": run,
        "outcome": np.where(run % 10 == 9, 1, 0).astype(np.int16),
        "time_taken": np.where(run % 10 == 9, NEVER, run * HOUR_US),
        "time_parade": np.full(runs, NEVER),
        "quantity_men": np.where(run % 4 == 0, np.nan, run * 7.0),
        "events": 10 + run % 2,
    }
    manifest = Manifest(
        echelon="0.1.0",
        scenario="road",
        scenario_hash="0123456789abcdef",
        seed=seed,
        first=first,
        runs=runs,
        columns=COLUMNS,
        about=QUESTIONS.as_json(),
        digest=digest_of(arrays, arrays),
        seconds=1.5,
    )
    return Results(manifest, arrays)
