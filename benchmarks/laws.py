"""`python -m benchmarks.laws`: every law after every event, over 10 000 runs of each crisis.

Men are conserved, every man ordered to move counts at one gate of the funnel, no train is in two
places, and no section, loop, platform or wire ever holds more than it can (see
`echelon.engine.invariants`). The suite asks for fewer runs.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from echelon.campaign.simulate import Campaign, compile_campaign
from echelon.engine._jit import entry
from echelon.engine.draws import branch_key
from echelon.engine.handles import handle
from echelon.engine.invariants import Breach, Seen, breach_now, nothing_seen
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.orders.conditions import look_at_everything
from echelon.engine.prologue import begin
from echelon.engine.run import go_on
from echelon.engine.state import State
from echelon.engine.vigil import breach_after
from echelon.engine.vocabulary import NEVER, Status
from echelon.engine.watch import Watch, watch_anew, watch_of
from echelon.engine.world import World
from echelon.scenario.bundled import bundled_names, resolve
from echelon.scenario.load import load_document

RUNS, RUNS_OF_A_LARGE_ONE = 10_000, 100
LARGE = 5_000
"""Echelons from which a crisis is large."""

ANEW_EVERY = 500
"""Events after which every law is asked of everything once more, and everything counted anew."""

THREADS = 2
ROOMY = Capacities(events=1 << 15, letters=1 << 15, counts=1 << 15)


@entry
def first_breach(
    world: World,
    state: State,
    initial: np.ndarray,
    key: np.uint64,
    first_run: int,
    runs: int,
    anew_every: int,
    watch: Watch,
    seen: Seen,
    found: np.ndarray,
) -> None:
    """Step through runs, asking after every event; write (law, run, status) of the first breach."""
    for run in range(first_run, first_run + runs):
        begin(world, state, initial, key, np.int64(run), False)
        look_at_everything(world, state)
        watch_anew(world, state, watch, seen)
        found[0], found[1], found[2] = breach_now(world, state, seen.gates), run, 0
        events = np.int64(0)
        while found[0] == 0 and found[2] == 0 and not state.clock.finished[0]:
            event = state.heap.event[0]
            kind, who = state.events.kind[event], state.events.who[event]
            go_on(world, state, NEVER, np.int64(1))
            events += 1
            found[0] = breach_after(world, state, watch, seen, kind, who)
            if found[0] == 0 and (events % anew_every == 0 or state.clock.finished[0]):
                found[0] = breach_now(world, state, seen.gates)
            found[2] = state.clock.status[0]
        if found[0] != 0 or found[2] != 0:
            return


def breach_in(
    campaign: Campaign, runs: int, first: int = 0, *, anew_every: int = ANEW_EVERY
) -> tuple[Breach, int]:
    """Return the law first broken in so many runs, and the run in which it was or the last one.

    Every law is asked after every event of what it has changed, and anew of everything after every
    `anew_every` of them and at the end of each run.

    Raises
    ------
    RuntimeError
        If a run could not be finished.
    """
    assembled = campaign.assembled
    state = blank_state(assembled.world, assembled.n_values, ROOMY)
    found, seen = np.zeros(3, np.int64), nothing_seen(assembled.world)
    watch = watch_of(assembled.world, len(state.letters))
    with np.errstate(over="ignore"):
        first_breach(
            handle(assembled.world),
            handle(state),
            assembled.initial,
            branch_key(0, 0),
            first,
            runs,
            anew_every,
            handle(watch),
            seen,
            found,
        )
    if found[2] != Status.DONE:
        raise RuntimeError(f"run {found[1]} ended with {Status(int(found[2])).name}")
    return Breach(int(found[0])), int(found[1])


def main() -> None:
    """Ask, and end with status 1 if any law was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.laws", description=__doc__)
    parser.add_argument("--runs", type=int, help="runs of each crisis, instead of so many")
    parser.add_argument("--first", type=int, default=0, help="number of the first of these runs")
    parser.add_argument("--threads", type=int, default=THREADS, help="at work at once")
    parser.add_argument("names", nargs="*", help="crises, instead of all")
    asked = parser.parse_args()
    broken = False
    for name in asked.names or bundled_names():
        campaign = compile_campaign(load_document(resolve(name)))
        is_large = len(campaign.assembled.world.echelons) >= LARGE
        runs = asked.runs or (RUNS_OF_A_LARGE_ONE if is_large else RUNS)
        begun, busy = time.perf_counter(), time.process_time()
        bounds = asked.first + np.linspace(0, runs, 4 * asked.threads + 1).astype(int)
        counts = np.diff(bounds).tolist()
        with ThreadPoolExecutor(asked.threads) as pool:
            ask = partial(breach_in, campaign)
            answers = list(pool.map(ask, counts, bounds[:-1].tolist()))
        found = [(law, run) for law, run in answers if law != Breach.NONE]
        said = ", ".join(f"{law.name} in run {run}" for law, run in found) or "no law broken"
        took_s, busy_s = time.perf_counter() - begun, time.process_time() - busy
        took = f"{took_s:.0f} s, {busy_s:.0f} of a core"
        print(f"{name}: {runs} runs from {asked.first} on, {said}; {took}", flush=True)
        broken = broken or bool(found)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
