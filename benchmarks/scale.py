"""`python -m benchmarks.scale`: what an event costs in theatres of ten to ten thousand units.

Processor time, so that a busy neighbour does not count; the runs of one size are timed together,
less the first, for which their memory is had.

What an event costs more in a large theatre is memory. Ten units take 0.06 MB of state and 0.05 MB
of tables, which the nearest cache holds; ten thousand take 42 and 20 MB, which it does not. On the
machine of November 2026 one read that depends on the one before took 2 ns in 0.03 MB, 5 ns in
0.25 MB, 22 ns in 1 MB and 130 to 160 ns from 4 MB on, so that a growth from 0.3 to 1 us an event is
five such reads. Searches for ways are not it: they clear nothing, and write as many words as places
that they reach.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, Measure, figure
from benchmarks.report import table
from echelon.campaign.simulate import Campaign, compile_campaign, simulate
from echelon.scenario.load import load_document
from echelon.scenario.synthetic import write_theatre

SIZES = (10, 100, 1_000, 10_000)
UNITS_IN_ALL = 20_000
"""Runs of a size have about so many units together, and some six hundred thousand events."""


def measure_scale(*, repetitions: int = 3) -> list[Figure]:
    """Return the cost of an event in theatres of each size, and how it grows.

    Parameters
    ----------
    repetitions : int, default 3
        How often each size is measured.

    Returns
    -------
    list of Figure
        Microseconds an event, one figure a size, and the largest over the smallest.
    """
    _timed(theatre_of(SIZES[0]), 1)  # compiles, or finds what has been compiled
    costs: dict[int, list[float]] = {}
    for units in SIZES:
        campaign = theatre_of(units)
        _timed(campaign, 1)  # finds out how large the tables must be
        costs[units] = [_event_us(campaign, units) for _ in range(repetitions)]
        del campaign
        gc.collect()
    figures = [
        figure(Measure(f"event_of_{units}_units", f"An event among {units} units", "us"), values)
        for units, values in costs.items()
    ]
    growth = [large / small for small, large in zip(costs[SIZES[0]], costs[SIZES[-1]], strict=True)]
    label = f"An event among {SIZES[-1]} units over one among {SIZES[0]}"
    return [*figures, figure(Measure("event_growth", label, "x"), growth)]


def theatre_of(units: int) -> Campaign:
    """Return a synthetic theatre of so many units, ready to be run."""
    with TemporaryDirectory() as folder:
        write_theatre(Path(folder), units)
        return compile_campaign(load_document(Path(folder)))


def _event_us(campaign: Campaign, units: int) -> float:
    """Return the microseconds of processor time that an event takes."""
    runs = max(1, UNITS_IN_ALL // units)
    first_s, first_events = _timed(campaign, 1)
    all_s, all_events = _timed(campaign, 1 + runs)
    return 1e6 * (all_s - first_s) / (all_events - first_events)


def _timed(campaign: Campaign, runs: int) -> tuple[float, int]:
    begun = time.process_time()
    block = simulate(campaign, seed=0, first=0, count=runs)
    return time.process_time() - begun, int(block.columns["events"].sum())


if __name__ == "__main__":
    print(table(measure_scale()))
