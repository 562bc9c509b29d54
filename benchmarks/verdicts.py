"""Which share of a run verdicts cost: how often they are asked for, times what each asking takes.

What each takes is measured on the state in which a run of the flagship ends, when most acts are
known, so that the share errs on the high side.
"""

from __future__ import annotations

import time

import numpy as np

from benchmarks.figures import Figure, Measure, figure
from benchmarks.verdict_counts import FLAGSHIP, count_apart
from echelon import campaign
from echelon.campaign.simulate import observe
from echelon.engine._jit import entry
from echelon.engine.handles import handle
from echelon.engine.rules.verdict import (
    _form,
    settle,
    share_of_institution,
    standing_of,
    standing_of_author,
)
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Quantity
from echelon.engine.world import World
from echelon.scenario.bundled import resolve
from echelon.scenario.load import load_document

TIMES, RUNS = 2_000, 1_000

SHARE = Measure(
    "verdicts_share", f"share of a run that verdicts cost, memoised, {FLAGSHIP}", "", 0.1, 0.03
)
FORMED = Measure("verdicts_formed", f"verdicts formed anew, of those asked for, {FLAGSHIP}", "")


@entry
def ask(world: World, state: State, which: int, times: int) -> float:
    """Ask for verdicts over and over, in the way of number `which`, of every actor in turn."""
    total, n_actors = 0.0, len(world.actors)
    for number in range(times):
        actor = number % n_actors
        view = state.actors.in_view[actor]
        if view == NOBODY:
            continue
        if which == 0:
            total += settle(world, state, view, world.actors.ears[actor])
        elif which == 1:
            row = settle(world, state, view, world.actors.ears[actor])
            _form(world, state, view, row)
        elif which == 2:
            row, holding = np.int64(number % len(state.verdicts)), number % len(world.holdings)
            total += standing_of(world, state, view, row, Quantity.HOLDS, np.int64(holding))
        elif which == 3:
            author = np.int64((number * 7) % n_actors)
            total += standing_of_author(world, state, np.int64(actor), author, NOBODY)
        else:
            author, body = np.int64((number * 7) % n_actors), number % len(world.institutions)
            total += share_of_institution(
                world, state, np.int64(actor), np.int64(body), author, NOBODY
            )
    return total


def measure_verdicts(repetitions: int) -> list[Figure]:
    """Measure which share of the time of a run goes into verdicts, and how many are formed."""
    compiled = campaign.compile(load_document(resolve(FLAGSHIP)))
    counts = count_apart()
    state = observe(compiled, 0, 0)
    world, memory = handle(compiled.assembled.world), handle(state)
    names = ("settle", "_form", "standing_of", "standing_of_author", "share_of_institution")
    ask(world, memory, np.int64(0), np.int64(1))
    campaign.simulate(compiled, 0, 0, 1)
    shares = []
    for _ in range(repetitions):
        each_s = {}
        for which, name in enumerate(names):
            before = time.process_time()
            ask(world, memory, np.int64(which), np.int64(TIMES))
            each_s[name] = (time.process_time() - before) / TIMES
        before = time.process_time()
        campaign.simulate(compiled, 0, 0, RUNS)
        run_s = (time.process_time() - before) / RUNS
        shares.append(sum(counts[name] * each_s[name] for name in names) / run_s)
    formed = counts["_form"] / max(counts["settle"], 1.0)
    return [figure(SHARE, shares), figure(FORMED, [formed])]
