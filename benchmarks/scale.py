"""`python -m benchmarks.scale`: what an event costs in theatres of ten to ten thousand units.

Processor time, so that a busy neighbour does not count; the runs of one size are timed together,
less the first, for which their memory is had.

What an event costs more in a large theatre is the way to memory: a theatre of ten units, copied so
often that the copies together take the memory of a large one and stepped in turn, an event each,
costs what the large one does (`padded`). Kernels execute no more of their lines in a large theatre,
but for the agenda, whose lines grow with the logarithm of what is on it
(`tests/engine/test_scale.py`).
"""

from __future__ import annotations

import gc
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, Measure, figure
from benchmarks.padded import Copies
from benchmarks.report import table
from echelon.campaign.simulate import Campaign, compile_campaign, simulate
from echelon.scenario.load import load_document
from echelon.scenario.synthetic import write_theatre

SIZES = (10, 100, 1_000, 10_000)
SPREADS_MB = (1, 4, 16, 62)
"""Memory over which copies of the smallest theatre are spread; the largest takes 62 MB."""

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
    return [*figures, figure(Measure("event_growth", label, "x"), growth), *_padded(repetitions)]


def _padded(repetitions: int) -> list[Figure]:
    """Return the cost of an event in copies of the smallest theatre, and in one of them."""
    figures = []
    for total_mb in SPREADS_MB:
        copies = Copies(theatre_of(SIZES[0]), total_mb)
        for in_one in (True, False):
            values = [copies.event_us(in_one=in_one) for _ in range(repetitions)]
            where = "one copy" if in_one else f"copies of {total_mb} MB in turn"
            name = f"event_of_{SIZES[0]}_in_{'one' if in_one else 'turn'}_{total_mb}_mb"
            label = f"An event among {SIZES[0]} units, {where}"
            if not in_one or total_mb == SPREADS_MB[0]:
                figures.append(figure(Measure(name, label, "us"), values))
        del copies
        gc.collect()
    return figures


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
