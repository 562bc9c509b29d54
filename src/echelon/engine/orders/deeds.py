"""Deeds: what an act or a standing order does once its author gets to it.

A deed is a letter, a journey or something done on the spot. Its effects elsewhere happen only when
the letter arrives.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose, uniform
from echelon.engine.knowledge import hear_fact
from echelon.engine.orders.conditions import establish
from echelon.engine.post import hand_in
from echelon.engine.rules.values import mixed
from echelon.engine.state import State
from echelon.engine.trace import happen
from echelon.engine.vocabulary import NOBODY, NOTHING, Content, Kind, Verb
from echelon.engine.world import World


@kernel
def act_falls_due(world: World, state: State, act: int) -> None:
    """Let the author of a dated act do what it says, on arrival if it is under way.

    Writes: the agenda, and as `_do`.
    """
    acts = world.acts
    actor = acts.actor[act]
    if state.actors.place[actor] == NOBODY:
        hash64 = world.entities.hash64[acts.entity[act]]
        arrival_us = state.actors.arrival_us[actor]
        schedule(state, arrival_us, Kind.ACT_FALLS_DUE, hash64, NOTHING, NOBODY, act, NOTHING)
        return
    for action in range(acts.first_action[act], acts.last_action[act]):
        _do(world, state, actor, action, NOTHING)


@kernel
def order_ripens(world: World, state: State, order: int) -> None:
    """Carry out a standing order, or put it off while its author is between places.

    Writes: orders.times, orders.overdue, and as `_do`.
    """
    orders, states = world.orders, state.orders
    actor = orders.actor[order]
    if state.actors.place[actor] == NOBODY:
        states.overdue[order] = True
        because = state.clock.because[0]
        happen(state, Kind.ORDER_WITHHELD, order, actor, NOBODY, 0.0, because)
        return
    states.overdue[order] = False
    times = states.times[order]
    states.times[order] = times + 1
    clock, name = state.clock, world.entities.hash32[orders.entity[order]]
    threshold = uniform(clock.key[0], clock.run[0], name, Purpose.OBEDIENCE, NOTHING)
    if threshold >= state.values[orders.obedience[order]]:
        happen(state, Kind.ORDER_NEGLECTED, order, actor, NOBODY, 0.0, clock.because[0])
        return
    for action in range(orders.first_action[order], orders.last_action[order]):
        _do(world, state, actor, action, times)


@kernel
def take_up_overdue(world: World, state: State, actor: int) -> None:
    """Let an actor who has reached a place carry out what had to wait. Writes: the agenda."""
    actors, orders = world.actors, world.orders
    for index in range(actors.first_order[actor], actors.last_order[actor]):
        order = world.lists[index]
        if state.orders.overdue[order]:
            state.orders.overdue[order] = False
            entity = orders.entity[order]
            hash64, times = world.entities.hash64[entity], state.orders.times[order]
            now_us = state.clock.now_us[0]
            schedule(state, now_us, Kind.ORDER_RIPENS, hash64, times, entity, order, NOTHING)


@kernel
def _do(world: World, state: State, actor: int, action: int, times: int) -> None:
    """Do one deed for the `times`-th time. Writes: the agenda, letters."""
    actions, clock = world.actions, state.clock
    now_us = clock.now_us[0]
    verb = actions.verb[action]
    if verb == Verb.GO:
        hash64 = world.entities.hash64[world.actors.entity[actor]]
        schedule(state, now_us, Kind.TRAVELLER_SETS_OUT, hash64, NOTHING, NOBODY, actor, action)
        return
    if verb == Verb.CUT or verb == Verb.REPAIR:
        hash64 = actions.hash32[action]
        schedule(state, now_us, Kind.LINE_CHANGES, hash64, times, NOBODY, action, actor)
        return
    place = state.actors.place[actor]
    receiver, other = actions.actor[action], actions.other_actor[action]
    if other != NOBODY and world.actors.place[other] == place:
        receiver = other
    luck = mixed(actions.hash32[action], times)
    fact = actions.fact[action]
    if fact != NOBODY:
        _assert(world, state, actor, fact)
    if verb == Verb.ANNOUNCE and receiver == NOBODY:
        hash64 = world.entities.hash64[world.actors.entity[actor]]
        schedule(state, now_us, Kind.BROADCAST_BEGINS, hash64, luck, NOBODY, action, actor)
        return
    if verb == Verb.TELL:
        about_us = _heard_us(world, state, actor, fact)
        hand_in(world, state, Content.FACT, fact, 1.0, about_us, actor, receiver, place, luck)
        return
    hand_in(world, state, Content.DIRECTIVE, action, 0.0, now_us, actor, receiver, place, luck)


@kernel
def _assert(world: World, state: State, actor: int, fact: int) -> None:
    """Let a fact that has no condition of its own come about by being asserted.

    Who asserts something has heard of it. Writes: facts, slots.
    """
    if world.facts.first_code[fact] == world.facts.last_code[fact]:
        establish(world, state, fact)
    hear_fact(world, state, actor, fact, state.clock.now_us[0], actor)


@kernel
def _heard_us(world: World, state: State, actor: int, fact: int) -> int:
    """Return when, by all that `actor` knows, `fact` happened; now, if it knows nothing of it."""
    truth, time_of = world.facts.slot[fact], world.facts.time_slot[fact]
    for index in range(world.actors.first_slot[actor], world.actors.last_slot[actor]):
        slot = world.lists[index]
        about, number = world.slots.truth[slot], state.known[slot]
        if (about == truth and number == 1.0) or (about == time_of and number == number):
            return state.slots.since_us[slot]
    return state.clock.now_us[0]
