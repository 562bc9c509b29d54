"""Whether a person can be reached, and whether he can act: free, not cut off, not silent, not busy.

Somebody does one thing at a time. Who talks or sits in a session is busy until it is over; what is
for him waits where he is.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World


@kernel
def is_reachable(state: State, actor: int) -> bool:
    """Return whether word reaches an actor: free, not isolated, not keeping silent, not busy."""
    actors = state.actors
    is_open = actors.free[actor] and not actors.isolated[actor] and actors.silent[actor] == 0
    return is_open and actors.busy_us[actor] <= state.clock.now_us[0]


@kernel
def is_with(world: World, state: State, person: int, unit: int) -> bool:
    """Return whether a person is where a unit's command is, or rides with it."""
    actors = state.actors
    place = actors.place[world.units.actor[unit]]
    return actors.riding[person] == unit or (place != NOBODY and actors.place[person] == place)


@kernel
def still_does(world: World, state: State, unit: int, action: int) -> bool:
    """Return whether a unit that chose to do a deed has kept its arms and its mind until now."""
    if state.units.disarmed[unit]:
        return False
    if world.actors.mind[world.units.actor[unit]] == NOBODY:  # who has none chose once for all
        return True
    line, author = state.units.line[unit], world.actions.claimed[action]
    if author == NOBODY:
        author = world.actions.author[action]
    return line != NOBODY and world.lines.side[line] == world.actors.side[author]


@kernel
def may_act(state: State, actor: int) -> bool:
    """Return whether an actor can carry out what he has resolved on: at a place, and reachable."""
    return state.actors.place[actor] != NOBODY and is_reachable(state, actor)
