"""Both simulators on one core in one process, turn about, on the same runs."""

from __future__ import annotations

from benchmarks.figures import Figure, Measure, figure
from benchmarks.rivals.ours import frozen_campaign
from benchmarks.rivals.simpy_run import count_in_simpy, run_in_simpy
from benchmarks.speed import seconds
from echelon import campaign

SEED, RUNS = 1917, 200

RUNS_OF_SIMPY = Measure("simpy_runs_per_s", "SimPy: runs a second", "1/s", is_better_high=True)
EVENTS_OF_SIMPY = Measure("simpy_events_per_s", "SimPy: its events a second", "1/s")
RUNS_OF_OURS = Measure("frozen_runs_per_s", "Echelon: the same runs a second", "1/s")
EVENTS_OF_OURS = Measure("frozen_events_per_s", "Echelon: its real events a second", "1/s")
RATIO = Measure(
    "times_simpy", "as fast as SimPy, equal trace, same draws", "times", 40.0, 100.0, True
)


def measure_rivals(repetitions: int) -> list[Figure]:
    """Measure runs and events a second of both, and how many times as fast Echelon is."""
    compiled = frozen_campaign()
    events = campaign.simulate(compiled, SEED, 0, RUNS).columns["events"].mean()
    events_of_simpy = sum(count_in_simpy(SEED, run) for run in range(RUNS)) / RUNS
    ours_s, simpy_s = [], []
    for _ in range(repetitions):
        simpy_s.append(seconds(_run_all_in_simpy) / RUNS)
        ours_s.append(seconds(lambda: campaign.simulate(compiled, SEED, 0, RUNS)) / RUNS)
    return [
        figure(RUNS_OF_SIMPY, [1.0 / run for run in simpy_s]),
        figure(EVENTS_OF_SIMPY, [events_of_simpy / run for run in simpy_s]),
        figure(RUNS_OF_OURS, [1.0 / run for run in ours_s]),
        figure(EVENTS_OF_OURS, [events / run for run in ours_s]),
        figure(RATIO, [slow / fast for slow, fast in zip(simpy_s, ours_s, strict=True)]),
    ]


def _run_all_in_simpy() -> None:
    for run in range(RUNS):
        run_in_simpy(SEED, run)
