"""Rounds of calls: one person rings a list of others in turn, each call taking its time."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.persons.custody import come_to
from echelon.engine.post import hand_in
from echelon.engine.rules.presence import is_reachable
from echelon.engine.rules.values import minutes_us, mixed, used
from echelon.engine.rules.ways import next_wire
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, Content, Kind
from echelon.engine.world import World

RINGS_US = 180_000_000
"""Three minutes for which a telephone is let ring that nobody answers."""


@kernel
def round_goes_on(world: World, state: State, action: int, number: int) -> None:
    """Ring the next of a list: tell him the news if he answers, and go on to the next either way.

    A round breaks off if the caller is arrested, cut off or on his way.
    Writes: letters, actors.busy_us, the agenda.
    """
    actions, actors, now_us = world.actions, state.actors, state.clock.now_us[0]
    caller, fact = actions.author[action], actions.fact[action]
    place = actors.place[caller]
    called = actions.first_called[action] + number
    if called >= actions.last_called[action]:
        come_to(world, state, caller, now_us)
        return
    actors.busy_us[caller] = now_us
    if place == NOBODY or not is_reachable(state, caller):
        return
    receiver = world.lists[called]
    luck = mixed(actions.luck[action], number)
    taken_us = RINGS_US
    if _answers(world, state, caller, receiver):
        name = world.entities.luck[world.actors.entity[caller]]
        slot = world.actors.talk_min[caller]
        taken_us = minutes_us(used(world, state, slot, name, Purpose.TALK, luck))
        note(state, Kind.CALL_ANSWERED, receiver, caller, place)
        hand_in(
            world, state, Content.FACT, fact, 1.0, now_us, caller, caller, receiver, place, luck
        )
    else:
        note(state, Kind.CALL_IN_VAIN, receiver, caller, place)
    hash64 = world.entities.hash64[world.actors.entity[caller]]
    next_us = now_us + taken_us
    actors.busy_us[caller] = next_us
    schedule(state, next_us, Kind.ROUND_GOES_ON, hash64, luck, NOBODY, action, number + 1)


@kernel
def _answers(world: World, state: State, caller: int, receiver: int) -> bool:
    """Return whether somebody is where a wire leads and takes the call."""
    place, there = state.actors.place[caller], state.actors.place[receiver]
    if there == NOBODY or not is_reachable(state, receiver):
        return False
    circle = world.actors.circle[caller]
    return there == place or next_wire(world, state, there, place, circle) != NOBODY
