"""When lines fail by themselves and when they are mended: alternating renewal.

Times to failure are exponential with the mean that the scenario gives, one draw to a failure; the
time of a repair is whatever the scenario says, drawn for each if it says so.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.draws import Purpose, exponential
from echelon.engine.hazard import fires_at_us
from echelon.engine.rules.values import hours_us, used
from echelon.engine.state import State
from echelon.engine.world import World


@kernel
def failure_us(world: World, state: State, entity: int, mean_h: int, failures: int) -> int:
    """Return when the next failure of an entity comes; `mean_h` is the slot of its mean time.

    A clock of integrated hazard, whose rate does not change: one draw, however long it runs.
    """
    clock, name = state.clock, world.entities.luck[entity]
    draw = exponential(clock.chance[0], clock.run[0], name, Purpose.FAILURE, failures)
    return fires_at_us(clock.now_us[0], draw, 1.0 / state.values[mean_h], 0.0)


@kernel
def repair_us(world: World, state: State, entity: int, repair_h: int, ordinal: int) -> int:
    """Return when a repair begun now is done; `repair_h` is the slot of the time it takes."""
    name = world.entities.luck[entity]
    hours = used(world, state, repair_h, name, Purpose.REPAIR, ordinal)
    return state.clock.now_us[0] + hours_us(hours)
