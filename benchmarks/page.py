"""How long the report of ten thousand runs of the flagship takes, and how large it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from benchmarks.figures import Figure, Measure, figure
from echelon import load
from echelon.report.make import make_report
from echelon.report.page import page_of

FLAGSHIP, RUNS = "petrograd-1917", 10_000

WHOLE = Measure("report_s", f"report of {RUNS} runs on two cores, {FLAGSHIP}", "s", 60.0, 30.0)
BESIDE = Measure("report_beside_s", "of it, all that is not the runs themselves", "s")
SIZE = Measure("report_mb", f"size of the report, {FLAGSHIP}", "MB", 5.0, 4.0)

T = TypeVar("T")


def measure_page(repetitions: int) -> list[Figure]:
    """Measure the runs, then everything else that `echelon report` does with them."""
    whole_s, beside_s, sizes_mb = [], [], []
    for _ in range(repetitions):
        scenario = load(FLAGSHIP)
        results, runs_s = _timed(partial(scenario.run, RUNS))
        report, rest_s = _timed(partial(make_report, scenario, stored=results))
        page, writing_s = _timed(partial(page_of, report))
        whole_s.append(runs_s + rest_s + writing_s)
        beside_s.append(rest_s + writing_s)
        sizes_mb.append(len(page.encode()) / 1e6)
    return [figure(WHOLE, whole_s), figure(BESIDE, beside_s), figure(SIZE, sizes_mb)]


def _timed(do: Callable[[], T]) -> tuple[T, float]:
    """Return what is done and the seconds by the clock on the wall that it took."""
    before = time.perf_counter()
    done = do()
    return done, time.perf_counter() - before


if __name__ == "__main__":
    from benchmarks.report import table

    print(table(measure_page(1)))
