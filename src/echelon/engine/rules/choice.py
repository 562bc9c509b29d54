"""The fixed choice: whether a receiver does a deed of some gravity on somebody's behalf.

Whoever has no dispositions of its own obeys its own side with a plain probability, fixed for the
whole run. The rule `u < p` is the log-odds rule `logit(p) + eps > 0` with `eps = logit(1 - u)`,
whose distribution is the logistic one.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.draws import Purpose, uniform
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Answer, Role, Severity
from echelon.engine.world import World


@kernel
def is_willing(world: World, state: State, unit: int, author: int, severity: Severity) -> bool:
    """Return whether a unit's command and its ranks both do a deed on behalf of `author`."""
    units = world.units
    if answer(world, state, units.actor[unit], author, severity) != Answer.OBEY:
        return False
    return answer(world, state, units.ranks[unit], author, severity) == Answer.OBEY


@kernel
def answer(world: World, state: State, receiver: int, author: int, severity: Severity) -> Answer:
    """Return what `receiver` resolves on, told by `author` to do a deed of that severity."""
    role, unit = world.actors.role[receiver], world.actors.unit[receiver]
    if role == Role.RANKS:  # who have no mind of their own follow their command
        return Answer.OBEY
    if author == NOBODY or unit == NOBODY:
        return Answer.STAND_ASIDE
    is_own = world.actors.side[author] == state.units.side[unit]
    if is_own and _threshold(world, state, unit) < state.values[world.units.obedience[unit]]:
        return Answer.OBEY
    return Answer.STAND_ASIDE


@kernel
def _threshold(world: World, state: State, unit: int) -> float:
    """Return the unit's luck: in how many of all runs it would be more ready to obey."""
    clock, name = state.clock, world.entities.luck[world.units.entity[unit]]
    return uniform(clock.key[0], clock.run[0], name, Purpose.OBEDIENCE, NOTHING)
