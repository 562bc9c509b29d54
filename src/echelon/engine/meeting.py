"""Coming together: having a place looked at when somebody has come to it or left it."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind
from echelon.engine.world import World


@kernel
def come_together(world: World, state: State, place: int) -> None:
    """Plan to look at who meets whom at `place`, if sides that oppose each other can meet there.

    Writes: places.is_looked_at, the agenda.
    """
    places = world.places
    if places.first_contact[place] == places.last_contact[place]:
        return
    if state.places.is_looked_at[place]:
        return
    state.places.is_looked_at[place] = True
    hash64, now_us = world.entities.hash64[places.entity[place]], state.clock.now_us[0]
    schedule(state, now_us, Kind.FORCES_MEET, hash64, NOTHING, NOBODY, place, NOTHING)
