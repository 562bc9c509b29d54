"""The end of a run: what came of it, as a pure function of what happened."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.census import tally
from echelon.engine.orders.conditions import read
from echelon.engine.state import Results, State
from echelon.engine.world import World


@kernel
def conclude(world: World, state: State, results: Results, row: int) -> None:
    """Write what came of the run into one row of the results.

    The first class of outcome whose condition is true counts; one without a condition always
    does. Writes: results.
    """
    outcomes = world.outcomes
    results.outcome[row] = -1
    for outcome in range(len(outcomes)):
        first, last = outcomes.first_code[outcome], outcomes.last_code[outcome]
        if first == last or read(world, state, first, last) == 1.0:
            results.outcome[row] = outcome
            break
    for index in range(len(world.times)):
        results.times[row, index] = state.facts.happened_us[world.times[index]]
    quantities = world.quantities
    for quantity in range(len(quantities)):
        first, last = quantities.first_code[quantity], quantities.last_code[quantity]
        results.quantities[row, quantity] = read(world, state, first, last)
    for column in range(len(world.declared)):
        results.inputs[row, column] = state.values[world.declared[column]]
    for order in range(results.orders_done.shape[1]):
        results.orders_done[row, order] = state.orders.done[order]
    for act in range(results.acts_done.shape[1]):
        results.acts_done[row, act] = state.acts.done[act]
    if results.strength.shape[1] > 0:
        tally(world, state, results)
    results.events[row] = state.clock.real_events[0]
    results.status[row] = state.clock.status[0]
