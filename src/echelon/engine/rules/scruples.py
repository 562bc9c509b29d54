"""Scruples: what somebody does for nobody, whatever the log-odds say.

A scruple names a deed and circumstances: so many people in crowds where he is, hostages held there,
ground outside of which it would be done, something that he knows. Where all that it states is so,
he does neither that deed nor a graver one, on no line: lexical priorities, as in A. Sen (1977),
"Rational fools", Philosophy and Public Affairs 6, 317-344, whose commitment is no sum of terms.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.rules.belief import applies
from echelon.engine.rules.service import crowd_at
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World


@kernel
def scruple_against(world: World, state: State, mind: int, action: int, severity: int) -> int:
    """Return the scruple that keeps a mind from a deed of that severity, or NOBODY.

    `action` is the deed if it is an order's, or NOBODY; a move is done where it leads to, all else
    where the mind is.
    """
    minds, found = world.minds, NOBODY
    if minds.first_scruple[mind] == minds.last_scruple[mind]:
        return found
    place = state.actors.place[world.actors.ears[minds.actor[mind]]]
    goal = place
    if action != NOBODY and world.actions.goal[action] != NOBODY:
        goal = world.goals.place[world.actions.goal[action]]
    for row in range(minds.first_scruple[mind], minds.last_scruple[mind]):
        if severity >= world.scruples.severity[row] and _is_so(world, state, row, place, goal):
            found = np.int64(row)
    return found


@kernel
def _is_so(world: World, state: State, row: int, place: int, goal: int) -> bool:
    """Return whether all the circumstances of a scruple are so together."""
    scruples, slot = world.scruples, world.scruples.crowd[row]
    if slot != NOBODY and crowd_at(world, state, place) < state.values[slot]:
        return False
    first, last = scruples.first_hostage[row], scruples.last_hostage[row]
    is_any = first == last
    for index in range(first, last):
        person = world.lists[index]
        is_held = not state.actors.free[person] or state.actors.isolated[person]
        is_any |= is_held and state.actors.place[person] == place
    if not is_any:
        return False
    for index in range(scruples.first_within[row], scruples.last_within[row]):
        if world.lists[index] == goal:
            return False
    return applies(world, state, scruples.first_code[row], scruples.last_code[row])
