"""How fast runs go once everything is loaded, and beside a bare heap."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from benchmarks.bare_heap import ROWS, record_agendas, replay
from benchmarks.figures import Figure, Measure, figure
from echelon import campaign, load
from echelon.scenario.bundled import resolve
from echelon.scenario.document import Document
from echelon.scenario.load import load_document

FLAGSHIP, FIRST_GROUND = "petrograd-1917", "ostrov-gatchina"
THREADS = 2
RUNS_OF_ALL, RUNS_PAIRED, POPS_RECORDED, SECONDS_AT_LEAST = 10_000, 1_000, 50_000, 0.1

THREADED = Measure(
    "runs_10000_s", f"{RUNS_OF_ALL} runs on {THREADS} threads, {FLAGSHIP}", "s", 20.0, 3.0
)
GAIN = Measure(
    "runs_gained", "runs gained by common random numbers, each what-if", "times", 3.0, 10.0, True
)


def measure_speed(repetitions: int) -> list[Figure]:
    """Measure rates on one core, many runs on two, and what common random numbers gain."""
    return [
        *_rates(FLAGSHIP, repetitions),
        figure(THREADED, [_threaded_s() for _ in range(min(repetitions, 3))]),
        figure(GAIN, _runs_gained()),
        *_rates(FIRST_GROUND, repetitions),
    ]


def _rates(name: str, repetitions: int) -> list[Figure]:
    """Measure runs and events on one core, and a bare heap turn about with them."""
    compiled = campaign.compile(load_document(resolve(name)))
    agendas = record_agendas(compiled, 0, POPS_RECORDED)
    heap = np.zeros(ROWS, np.int64)
    pops, runs = len(agendas.pushes), len(agendas.first_pop) - 1
    replay(heap, *agendas)
    events = campaign.simulate(compiled, 0, 0, runs).columns["events"].sum()
    runs_s, heap_s = [], []
    for _ in range(repetitions):
        heap_s.append(seconds(lambda: replay(heap, *agendas)))
        # The very runs whose agendas were recorded.
        runs_s.append(seconds(lambda: campaign.simulate(compiled, 0, 0, runs)))
    short, asked = name.partition("-")[0], (1.5e6, 5e6) if name == FLAGSHIP else (None, None)
    events_per_s = Measure(
        f"{short}_events_per_s", f"real events a second and core, {name}", "1/s", *asked, True
    )
    runs_per_s = Measure(f"{short}_runs_per_s", f"runs a second and core, {name}", "1/s")
    heap_pops = Measure(f"{short}_heap_per_s", f"bare heap: the same pops a second, {name}", "1/s")
    to_heap = Measure(f"{short}_times_heap", f"time of a run over the bare heap's, {name}", "times")
    return [
        figure(events_per_s, [events / taken for taken in runs_s]),
        figure(runs_per_s, [runs / taken for taken in runs_s]),
        figure(heap_pops, [pops / taken for taken in heap_s]),
        figure(to_heap, [run / bare for run, bare in zip(runs_s, heap_s, strict=True)]),
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
    scenario, before = load(FLAGSHIP), time.perf_counter()
    scenario.run(RUNS_OF_ALL, jobs=THREADS)
    return time.perf_counter() - before


def _runs_gained() -> list[float]:
    """Return, for each what-if that tells, how many times as many independent runs it would take.

    The variance of a difference of two independent runs over that of a pair on the same draws,
    summed over the classes of outcome.
    """
    document = load_document(resolve(FLAGSHIP))
    classes = np.arange(len(document.parts.outcomes))
    base = _is_of_class(document, classes)
    gained = []
    for what_if in document.what_ifs:
        changed = _is_of_class(document.with_overlay(what_if=what_if), classes)
        apart = np.var(base, axis=0) + np.var(changed, axis=0)
        paired = np.var(changed - base, axis=0)
        if paired.any():
            gained.append(float(apart.sum() / paired.sum()))
    return gained


def _is_of_class(document: Document, classes: np.ndarray) -> np.ndarray:
    """Return whether each run ends in each class of outcome, as 0 or 1, shape (runs, classes)."""
    block = campaign.simulate(campaign.compile(document), 0, 0, RUNS_PAIRED)
    return (block.columns["outcome"][:, None] == classes).astype(float)
