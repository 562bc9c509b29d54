"""How long a user waits for the first result, and how much memory a large run takes.

Everything here happens in processes of its own, because a start can be measured only once in each.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from benchmarks.figures import Figure, Measure, figure

FLAGSHIP = "petrograd-1917"
FEW_RUNS, MANY_RUNS = 100, 100_000

COLD_START = Measure(
    "cold_start_s", "cold start to first result, empty kernel cache", "s", 60.0, 30.0
)
WARM_START = Measure("warm_start_s", "warm start to first result", "s", 3.0, 1.5)
MEMORY = Measure("memory_mb", f"peak memory, {MANY_RUNS} runs", "MB", 1000.0, 300.0)


class Child(NamedTuple):
    """What a finished process has used."""

    seconds: float
    peak_mb: float


def measure_starts(cold: int, warm: int) -> list[Figure]:
    """Measure starts with an empty and with a full kernel cache, and peak memory.

    Call it before anything large is imported: the peak of a process that is being started counts
    the memory of the one that starts it.
    """
    cold_s: list[float] = []
    for _ in range(cold):
        with tempfile.TemporaryDirectory() as cache:
            cold_s.append(run_echelon(FEW_RUNS, cache).seconds)
    run_echelon(FEW_RUNS)
    warm_s = [run_echelon(FEW_RUNS).seconds for _ in range(warm)]
    peaks_mb = [run_echelon(MANY_RUNS).peak_mb for _ in range(min(warm, 2))]
    return [figure(COLD_START, cold_s), figure(WARM_START, warm_s), figure(MEMORY, peaks_mb)]


def run_echelon(runs: int, cache: str | None = None) -> Child:
    """Run the command that a user would type, with `cache` as its kernel cache if given."""
    environment = dict(os.environ)
    # A user's Python keeps its own compiled files; where a test bench forbids it, let it here.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if cache is not None:
        environment["ECHELON_CACHE_DIR"] = cache
    command = [sys.executable, "-m", "echelon", "run", FLAGSHIP, "-n", str(runs)]
    before = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    # `wait4` tells the usage of this child alone; `getrusage` would give the largest of all.
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - before
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with status {child.returncode}")
    return Child(seconds, usage.ru_maxrss * _bytes_of_maxrss() / 1e6)


def _bytes_of_maxrss() -> int:
    return 1 if sys.platform == "darwin" else 1024
