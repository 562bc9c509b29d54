"""How fast runs go once everything is loaded, and beside a bare heap."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from benchmarks.bare_heap import ROWS, record_agendas, replay
from benchmarks.figures import Figure, Measure, figure
from echelon import campaign, load
from echelon.scenario.bundled import resolve
from echelon.scenario.load import load_document

SCENARIO = "ostrov-gatchina"
WHAT_IF = "no_countermand"
THREADS = 2
RUNS_OF_ALL, RUNS_OF_PART, RUNS_RECORDED, SECONDS_AT_LEAST = 10_000, 2_000, 300, 0.1

EVENTS = Measure("events_per_s", "real events a second and core", "1/s", 1.5e6, 5e6, True)
RUNS = Measure("runs_per_s", "runs a second and core", "1/s", None, None, True)
THREADED = Measure("runs_10000_s", f"{RUNS_OF_ALL} runs on {THREADS} threads, warm", "s", 20.0, 3.0)
HEAP = Measure("heap_pops_per_s", "pushes and pops of a bare heap a second", "1/s")
TO_HEAP = Measure("times_bare_heap", "time of a run over that of a bare heap", "times")
GAIN = Measure(
    "runs_gained", f"runs gained by common random numbers, {WHAT_IF}", "times", 3.0, 10.0, True
)


def measure_speed(repetitions: int) -> list[Figure]:
    """Measure rates on one core, many runs on two, and the ratio to a bare heap."""
    compiled = campaign.compile(load_document(resolve(SCENARIO)))
    agendas = record_agendas(compiled, 0, RUNS_RECORDED)
    heap = np.zeros(ROWS, np.int64)
    pops = len(agendas.pushes)
    replay(heap, *agendas)
    events_per_run = campaign.simulate(compiled, 0, 0, RUNS_OF_PART).columns["events"].mean()
    runs_s, heap_s = [], []
    for _ in range(repetitions):
        heap_s.append(seconds(lambda: replay(heap, *agendas)) / pops)
        # The very runs whose agendas were recorded.
        taken_s = seconds(lambda: campaign.simulate(compiled, 0, 0, RUNS_RECORDED))
        runs_s.append(taken_s / RUNS_RECORDED)
    pops_per_run = pops / RUNS_RECORDED
    ratios = [run / (one * pops_per_run) for run, one in zip(runs_s, heap_s, strict=True)]
    return [
        figure(EVENTS, [events_per_run / run for run in runs_s]),
        figure(RUNS, [1.0 / run for run in runs_s]),
        figure(THREADED, [_threaded_s() for _ in range(min(repetitions, 5))]),
        figure(HEAP, [1.0 / one for one in heap_s]),
        figure(TO_HEAP, ratios),
        figure(GAIN, [_runs_gained(seed) for seed in range(min(repetitions, 3))]),
    ]


def seconds(do: Callable[[], object]) -> float:
    """Return the time of a core that `do` takes, over as many goes as fill a tenth of a second.

    Time of this process and not of the clock on the wall, so that others at work on the machine
    count for little.
    """
    goes, before = 0, time.process_time()
    while True:
        do()
        goes += 1
        taken = time.process_time() - before
        if taken >= SECONDS_AT_LEAST:
            return taken / goes


def _threaded_s() -> float:
    scenario, before = load(SCENARIO), time.perf_counter()
    scenario.run(RUNS_OF_ALL, jobs=THREADS)
    return time.perf_counter() - before


def _runs_gained(seed: int) -> float:
    """Return how many times more independent runs would tell a what-if apart as well.

    The variance of a difference of two independent runs over that of a pair on the same draws, for
    the probability of the first class of outcome.
    """
    document = load_document(resolve(SCENARIO))
    versions = [document, document.with_overlay(what_if=WHAT_IF)]
    base, changed = (
        campaign.simulate(campaign.compile(version), seed, 0, RUNS_OF_ALL).columns["outcome"] == 0
        for version in versions
    )
    paired = np.var(changed.astype(float) - base.astype(float))
    return float((np.var(base) + np.var(changed)) / paired)
