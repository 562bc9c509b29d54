"""Stances: what others do, and how those who look at them come to know it.

A stance is a side, `n_sides` for refusal, or NOBODY. A change is seen by those who are where it
happens; others hear of it by rumour, if they have an ear for it, or else over channels.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.hearing import reconsider
from echelon.engine.knowledge import change_truth, spread
from echelon.engine.post import hand_in
from echelon.engine.rules.values import minutes_us, mixed
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Content, Kind, Quantity
from echelon.engine.world import World

STANCES = np.int64(64)
NONE = STANCES - 1
"""How a stance of nobody is written in a change of stance."""

MOST_TURNS = 20
"""Changes of one mind's stance in one moment that others come to know of."""


@kernel
def take_stance(world: World, state: State, mind: int, stance: int) -> None:
    """Let a mind take another stance, and those who look at it learn of the change.

    Where each does what the other has just not done, and both know it at once, they would turn for
    ever: whoever has turned `MOST_TURNS` times in one moment is seen to stay as he is, until later.
    Writes: minds, tally, slots, letters, the agenda.
    """
    minds, now_us = state.minds, state.clock.now_us[0]
    before = minds.stance[mind]
    if before == stance:
        return
    if minds.turned_us[mind] != now_us:
        minds.turned_us[mind], minds.turns[mind] = now_us, 0
    if minds.turns[mind] == MOST_TURNS:
        return
    minds.turns[mind] += 1
    minds.stance[mind] = stance
    minds.changes[mind] += 1
    place = state.actors.place[world.actors.ears[world.minds.actor[mind]]]
    _set_truth(world, state, mind, before, stance, place)
    change = (NONE if before == NOBODY else before) * STANCES
    change += NONE if stance == NOBODY else stance
    for index in range(world.minds.first_member[mind], world.minds.last_member[mind]):
        _tell(world, state, mind, world.lists[index], change, place)


@kernel
def _set_truth(world: World, state: State, mind: int, before: int, stance: int, place: int) -> None:
    """Write a change of stance into the truth, for those who ask. Writes: slots, letters."""
    slots = world.slots
    for index in range(world.minds.first_slot[mind], world.minds.last_slot[mind]):
        slot = world.lists[index]
        if slots.quantity[slot] == Quantity.OBEYS:
            number = 1.0 if slots.second[slot] == stance else 0.0
            change_truth(world, state, slot, number, place)
        else:
            step = 1.0 if slots.first[slot] == stance else 0.0
            step -= 1.0 if slots.first[slot] == before else 0.0
            change_truth(world, state, slot, state.known[slot] + step, place)


@kernel
def claim(world: World, state: State, mind: int, side: int) -> None:
    """Let it be believed that a mind obeys a side, though it does not. Writes: slots, letters."""
    place = state.actors.place[world.actors.ears[world.minds.actor[mind]]]
    for index in range(world.minds.first_slot[mind], world.minds.last_slot[mind]):
        slot = world.lists[index]
        is_meant = world.slots.quantity[slot] == Quantity.OBEYS
        if is_meant and world.slots.second[slot] == side:
            spread(world, state, slot, 1.0, place)


@kernel
def _tell(world: World, state: State, mind: int, count: int, change: int, place: int) -> None:
    """Let one who looks at a mind see, be rumoured or be written its change of stance.

    Writes: as `hear_of_stance` and `hand_in`; the agenda.
    """
    counts = world.counts
    observer = world.minds.actor[counts.mind[count]]
    ears, rumour, now_us = world.actors.ears[observer], counts.rumour_min[count], state.clock.now_us
    entity = world.actors.entity[world.minds.actor[mind]]
    luck = mixed(world.entities.luck[entity], state.minds.changes[mind])
    if rumour != NOBODY:
        when_us = now_us[0] + minutes_us(state.values[rumour])
        hash64 = world.entities.hash64[world.actors.entity[observer]]
        schedule(state, when_us, Kind.STANCE_HEARD, hash64, luck, NOBODY, count, change)
    elif place != NOBODY and state.actors.place[ears] == place:
        hear_of_stance(world, state, count, change)
    elif place != NOBODY:
        luck = mixed(luck, world.entities.luck[world.actors.entity[observer]])
        number = float(change)
        hand_in(
            world,
            state,
            Content.STANCE,
            count,
            number,
            now_us[0],
            NOBODY,
            NOBODY,
            ears,
            place,
            luck,
        )


@kernel
def hear_of_stance(world: World, state: State, count: int, change: int) -> None:
    """Let a mind take in that one of those it looks at has changed its stance.

    Writes: tally; the mind is judged again.
    """
    first = count * (world.settings.n_sides[0] + 1)
    before, stance = change // STANCES, change % STANCES
    if before != NONE:
        state.tally[first + before] -= 1
    if stance != NONE:
        state.tally[first + stance] += 1
    reconsider(state, world.counts.mind[count])
