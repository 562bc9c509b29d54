"""Broadcasts: one voice that reaches many places at once, and everybody there who listens."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.hearing import has_ears
from echelon.engine.knowledge import hear_fact, is_present, share_knowledge
from echelon.engine.rules.values import minutes_us, used
from echelon.engine.rules.ways import is_for
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, Kind
from echelon.engine.world import World


@kernel
def broadcast_begins(world: World, state: State, action: int) -> None:
    """Put a text on the air or into print, unless the channel is closed or for others alone.

    Writes: the agenda.
    """
    channel, channels = world.actions.channel[action], world.channels
    author = world.actions.author[action]
    holder = state.channels.holder[channel]
    is_held = holder != NOBODY and holder != world.actors.side[author]
    if not is_for(world, channel, world.actors.circle[author]):
        is_held = True
    if is_held or state.channels.closed[channel] != 0:
        note(state, Kind.BROADCAST_STOPPED, channel, action, holder if is_held else NOBODY)
        return
    entity, luck = channels.entity[channel], world.actions.luck[action]
    name, hash64 = world.entities.luck[entity], world.entities.hash64[entity]
    service = used(world, state, channels.service_min[channel], name, Purpose.SERVICE, luck)
    delay = used(world, state, channels.delay_min[channel], name, Purpose.DELAY, luck)
    when_us = state.clock.now_us[0] + minutes_us(service) + minutes_us(delay)
    schedule(state, when_us, Kind.BROADCAST_HEARD, hash64, luck, NOBODY, channel, action)


@kernel
def broadcast_heard(world: World, state: State, channel: int, action: int) -> None:
    """Let everybody whom a broadcast reaches hear what it says. Writes: as `hear_fact`.

    Whoever is held, cut off or silent then does not: as no letter, it does not reach him.
    """
    fact, channels = world.actions.fact[action], world.channels
    truth, now_us = world.facts.slot[fact], state.clock.now_us[0]
    if truth == NOBODY:
        return
    state.clock.medium[0] = channels.medium[channel]
    if world.facts.tiding[fact] != NOBODY:
        for actor in range(len(world.actors)):
            hearer = np.int64(actor)
            if has_ears(world, hearer) and is_present(
                world, state, hearer, NOBODY, channel, NOBODY
            ):
                hear_fact(world, state, hearer, fact, now_us, NOBODY)
    for index in range(world.slots.first_copy[truth], world.slots.last_copy[truth]):
        observer = world.slots.observer[world.lists[index]]
        if is_present(world, state, observer, NOBODY, channel, NOBODY):
            hear_fact(world, state, observer, fact, now_us, NOBODY)
    share_knowledge(world, state, fact, NOBODY, channel, world.actions.author[action])
    state.clock.medium[0] = NOBODY
