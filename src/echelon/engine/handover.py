"""Handing over: what is closed, opened, cut or mended, and what comes into other hands."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.contact.control import hold
from echelon.engine.messages.wires import channel_is_taken, work_on_channel
from echelon.engine.movement.lines import (
    cut_link,
    link_is_barred,
    open_link,
    open_station,
    repair_link,
    station_changes,
)
from echelon.engine.staffs.service import function_changes
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, ONE_MORE, Kind, Target, Verb
from echelon.engine.world import World


@kernel
def line_changes(world: World, state: State, action: int, actor: int) -> None:
    """Close, open, cut, mend or seize what an action is about. Writes: state."""
    actions = world.actions
    verb, target, row = actions.verb[action], actions.target[action], actions.row[action]
    if verb == Verb.SEIZE:
        change_hands(world, state, target, row, world.actors.side[actor])
    elif target == Target.PLACE:
        station_changes(world, state, row, action)
    elif target == Target.CHANNEL:
        work_on_channel(world, state, row, action)
    elif verb == Verb.CLOSE or verb == Verb.OPEN:
        link_is_barred(world, state, row, action)
    elif verb == Verb.CUT:
        cut_link(world, state, row, action)
    else:
        repair_link(world, state, row)


@kernel
def change_hands(world: World, state: State, target: int, row: int, side: int) -> None:
    """Let a place, link or channel be held by another side.

    Whoever takes a place or a link opens it to his own side. Writes: state.
    """
    if target == Target.PLACE:
        hold(world, state, row, side)
        open_station(world, state, row, ONE_MORE << side)
        function_changes(world, state, row)
    elif target == Target.LINK:
        state.links.holder[row] = side
        open_link(world, state, row, ONE_MORE << side)
    else:
        state.channels.holder[row] = side
        channel_is_taken(state, row)
    note(state, Kind.HOLDER_CHANGES, row, target, side)


@kernel
def place_taken(world: World, state: State, place: int, side: int) -> None:
    """Let a place be held by the side that has taken it, with its wires and broadcasts.

    These are what ends at its exchange or is sent from its radio. A place whose holder has too
    few men left there is held by nobody.

    Writes: state.
    """
    state.places.taker[place] = NOBODY
    if side == NOBODY:
        hold(world, state, place, NOBODY)
        function_changes(world, state, place)
        return
    change_hands(world, state, np.int64(Target.PLACE), place, side)
    for index in range(world.places.first_falling[place], world.places.last_falling[place]):
        change_hands(world, state, np.int64(Target.CHANNEL), world.lists[index], side)
