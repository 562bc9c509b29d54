"""Nothing is lost, doubled or overfull: in worlds made at random, and in the bundled crisis."""

from __future__ import annotations

from pathlib import Path

import numba
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from echelon.campaign.simulate import Campaign
from echelon.engine._jit import kernel
from echelon.engine.draws import branch_key
from echelon.engine.handles import handle
from echelon.engine.invariants import Breach, Seen, breach, nothing_seen
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.orders.conditions import look_at_everything
from echelon.engine.prologue import begin
from echelon.engine.run import go_on
from echelon.engine.state import State
from echelon.engine.vocabulary import NEVER, NOBODY, UNSEEN, Status
from echelon.engine.world import World
from properties.random_worlds import scenarios
from worlds import Entry, bundled, campaign_of


@kernel
def first_breach(
    world: World,
    state: State,
    initial: np.ndarray,
    key: np.uint64,
    runs: int,
    seen: Seen,
    found: np.ndarray,
) -> None:
    """Step through runs, asking after every event; write (law, run, status) of the first breach."""
    for run in range(runs):
        begin(world, state, initial, key, np.int64(run), False)
        look_at_everything(world, state)
        seen.now_us[:] = 0
        seen.entered_us[:] = UNSEEN
        seen.left_us[:] = UNSEEN
        seen.section[:] = NOBODY
        while not state.clock.finished[0]:
            found[0] = np.int64(breach(world, state, seen))
            found[1], found[2] = run, state.clock.status[0]
            if found[0] != 0 or found[2] != 0:
                return
            go_on(world, state, NEVER, np.int64(1))


def breach_in(campaign: Campaign, runs: int) -> tuple[Breach, int]:
    """Return the law first broken in so many runs, and the run in which it was or the last one."""
    assembled = campaign.assembled
    state = blank_state(assembled.world, assembled.n_values, Capacities(1 << 12, 1 << 12, 0))
    world, memory = handle(assembled.world), handle(state)
    found, seen = np.zeros(3, np.int64), nothing_seen(assembled.world)
    first_breach(world, memory, assembled.initial, branch_key(0, 0), runs, seen, found)
    assert Status.DONE == found[2]
    return Breach(found[0]), int(found[1])


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entries=scenarios())
def test_nothing_is_lost_doubled_or_overfull_whatever_is_ordered(
    tmp_path: Path, entries: list[Entry]
):
    assert (Breach.NONE, 0) == breach_in(campaign_of(tmp_path, entries, hours=40), 1)


@pytest.mark.skipif(numba.config.DISABLE_JIT, reason="thousands of runs want compiled kernels")
@pytest.mark.parametrize(("name", "runs"), [("ostrov-gatchina", 10_000), ("petrograd-1917", 500)])
def test_nothing_is_lost_doubled_or_overfull_in_any_run_of_a_bundled_crisis(name: str, runs: int):
    assert (Breach.NONE, runs - 1) == breach_in(bundled(name), runs)
