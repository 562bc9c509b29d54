"""Offers: carried by letter, perhaps through a mediator, weighed, answered in time or not.

What each side does under an agreement it does when it knows: the receiver on accepting, the offerer
on reading the answer. An offer whose deadline passes before the answer has come is void for the
offerer, who then does what he threatened, even if a letter that accepts is on its way.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.dealings import Bargain, Terms
from echelon.engine.draws import Purpose
from echelon.engine.evaluate import evaluate
from echelon.engine.knowledge import change_truth
from echelon.engine.meeting import come_together
from echelon.engine.post import hand_in
from echelon.engine.rules.bargains import is_acceptable
from echelon.engine.rules.presence import may_act
from echelon.engine.rules.values import hours_us, minutes_us, used
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, Content, Kind, Verb
from echelon.engine.world import World

UNDER_WAY_US = np.int64(600_000_000)
"""After this time it is looked again whether who is under way, held or busy can write."""


@kernel
def bargain_moves(world: World, state: State, action: int, actor: int) -> None:
    """Let an actor offer, accept, refuse or break an agreement, from where he next is.

    Writes: the agenda, and as the functions below.
    """
    agreement, verb = world.actions.row[action], world.actions.verb[action]
    status = state.agreements.status[agreement]
    if state.actors.place[actor] == NOBODY:
        again_us = state.clock.now_us[0] + UNDER_WAY_US
        hash64 = world.entities.hash64[world.actors.entity[actor]]
        luck = world.actions.luck[action]
        schedule(state, again_us, Kind.BARGAIN_MOVES, hash64, luck, NOBODY, action, actor)
        return
    if verb == Verb.OFFER:
        _offer(world, state, agreement, actor)
    elif verb == Verb.BREAK:
        if status == Bargain.AGREED:
            _break(world, state, agreement, actor)
    elif status == Bargain.OFFERED:
        conclude_bargain(world, state, agreement, verb == Verb.ACCEPT)


@kernel
def _offer(world: World, state: State, agreement: int, actor: int) -> None:
    """Let an agreement be offered, once at a time. Writes: agreements, letters, the agenda."""
    agreements, states, now_us = world.agreements, state.agreements, state.clock.now_us[0]
    if states.status[agreement] in (Bargain.OFFERED, Bargain.AGREED):
        return
    states.status[agreement] = Bargain.OFFERED
    states.is_answered[agreement] = False
    states.offers[agreement] += 1
    receiver, mediator = agreements.receiver[agreement], agreements.mediator[agreement]
    note(state, Kind.OFFER_MADE, agreement, actor, receiver)
    carrier = receiver if mediator == NOBODY else mediator
    _write(world, state, Content.OFFER, agreement, actor, carrier)
    deadline = agreements.deadline_h[agreement]
    if deadline != NOBODY:
        entity, times = agreements.entity[agreement], states.offers[agreement]
        hash64 = world.entities.hash64[entity]
        when_us = now_us + hours_us(state.values[deadline])
        schedule(state, when_us, Kind.OFFER_LAPSES, hash64, times, NOBODY, agreement, times)


@kernel
def _write(
    world: World, state: State, content: Content, agreement: int, sender: int, receiver: int
) -> None:
    """Write to somebody about an agreement. Writes: letters."""
    luck = world.entities.luck[world.agreements.entity[agreement]] + np.int64(content)
    place, now_us = state.actors.place[sender], state.clock.now_us[0]
    hand_in(world, state, content, agreement, 1.0, now_us, sender, sender, receiver, place, luck)


@kernel
def bargain_letter_heard(world: World, state: State, agreement: int, letter: int) -> None:
    """Let somebody take in a letter about an agreement: pass on, think over, or act upon it.

    Writes: agreements.is_answered, letters, the agenda.
    """
    agreements, states, reader = world.agreements, state.agreements, state.letters.receiver[letter]
    hash64, now_us = world.entities.hash64[agreements.entity[agreement]], state.clock.now_us[0]
    status = states.status[agreement]
    if state.letters.content[letter] == Content.OFFER:
        receiver = agreements.receiver[agreement]
        if reader == agreements.mediator[agreement] and reader != receiver:
            note(state, Kind.OFFER_MEDIATED, agreement, reader, receiver)
            _write(world, state, Content.OFFER, agreement, reader, receiver)
        elif agreements.worth[agreement] != NOBODY:
            name = world.entities.luck[agreements.entity[agreement]]
            slot, times = agreements.considering_min[agreement], states.offers[agreement]
            minutes = used(world, state, slot, name, Purpose.CONSIDERING, times)
            when_us = now_us + minutes_us(minutes)
            schedule(state, when_us, Kind.OFFER_WEIGHED, hash64, NOTHING, NOBODY, agreement, times)
        return
    terms = np.int64(Terms.GIVES)
    if status == Bargain.BROKEN:
        terms = np.int64(Terms.IF_BROKEN)
        if reader != agreements.offerer[agreement]:
            terms = np.int64(Terms.IF_BROKEN_BY_OFFERER)
    elif states.is_answered[agreement]:
        return
    elif status == Bargain.REFUSED:
        terms = np.int64(Terms.IF_REFUSED)
    elif status != Bargain.AGREED:
        return
    states.is_answered[agreement] = True
    schedule(state, now_us, Kind.TERMS_FALL_DUE, hash64, terms, NOBODY, agreement, terms)


@kernel
def offer_weighed(world: World, state: State, agreement: int, times: int) -> None:
    """Let the receiver answer an offer that is still open, once he can write.

    Writes: the agenda, and as `conclude_bargain`.
    """
    agreements, states = world.agreements, state.agreements
    if states.status[agreement] != Bargain.OFFERED or states.offers[agreement] != times:
        return
    if not may_act(state, agreements.receiver[agreement]):
        again_us = state.clock.now_us[0] + UNDER_WAY_US
        hash64 = world.entities.hash64[agreements.entity[agreement]]
        schedule(state, again_us, Kind.OFFER_WEIGHED, hash64, NOTHING, NOBODY, agreement, times)
        return
    first, last = agreements.first_code[agreement], agreements.last_code[agreement]
    accepts = True
    if first != last:
        now = np.float64(state.clock.now_us[0])
        held = evaluate(world.code, first, last, state.values, state.known, now, state.numbers)
        accepts = held == 1.0
    conclude_bargain(world, state, agreement, accepts and is_acceptable(world, state, agreement))


@kernel
def conclude_bargain(world: World, state: State, agreement: int, is_accepted: bool) -> None:
    """Let an offer be accepted or refused, and the answer be written.

    Writes: agreements.status, slots, letters, the agenda.
    """
    agreements, states, now_us = world.agreements, state.agreements, state.clock.now_us[0]
    receiver, offerer = agreements.receiver[agreement], agreements.offerer[agreement]
    hash64, place = (
        world.entities.hash64[agreements.entity[agreement]],
        state.actors.place[receiver],
    )
    if is_accepted:
        states.status[agreement] = Bargain.AGREED
        note(state, Kind.OFFER_ACCEPTED, agreement, receiver, offerer)
        change_truth(world, state, agreements.agreed_slot[agreement], 1.0, place)
        _look_where_it_holds(world, state, agreement)
        terms, lasts = np.int64(Terms.RETURNS), agreements.lasts_h[agreement]
        schedule(state, now_us, Kind.TERMS_FALL_DUE, hash64, terms, NOBODY, agreement, terms)
        if lasts != NOBODY:
            times = states.offers[agreement]
            ends_us = now_us + hours_us(state.values[lasts])
            schedule(state, ends_us, Kind.AGREEMENT_ENDS, hash64, times, NOBODY, agreement, times)
    else:
        states.status[agreement] = Bargain.REFUSED
        note(state, Kind.OFFER_REFUSED, agreement, receiver, offerer)
    _write(world, state, Content.REPLY, agreement, receiver, offerer)


@kernel
def offer_lapses(world: World, state: State, agreement: int, times: int) -> None:
    """Let a deadline pass by which no answer has come. Writes: agreements, slots, the agenda."""
    states, now_us = state.agreements, state.clock.now_us[0]
    if states.is_answered[agreement] or states.offers[agreement] != times:
        return
    states.is_answered[agreement] = True
    states.status[agreement] = Bargain.LAPSED
    note(state, Kind.DEADLINE_PASSES, agreement, NOBODY, NOBODY)
    change_truth(world, state, world.agreements.agreed_slot[agreement], 0.0, NOBODY)
    _look_where_it_holds(world, state, agreement)
    hash64, terms = (
        world.entities.hash64[world.agreements.entity[agreement]],
        np.int64(Terms.IF_REFUSED),
    )
    schedule(state, now_us, Kind.TERMS_FALL_DUE, hash64, terms, NOBODY, agreement, terms)


@kernel
def agreement_ends(world: World, state: State, agreement: int, times: int) -> None:
    """Let an agreement run out that was made for a time. Writes: agreements.status, slots."""
    states = state.agreements
    if states.status[agreement] == Bargain.AGREED and states.offers[agreement] == times:
        states.status[agreement] = Bargain.ENDED
        note(state, Kind.AGREEMENT_RUNS_OUT, agreement, NOBODY, NOBODY)
        change_truth(world, state, world.agreements.agreed_slot[agreement], 0.0, NOBODY)
        _look_where_it_holds(world, state, agreement)


@kernel
def _look_where_it_holds(world: World, state: State, agreement: int) -> None:
    """Have who meets whom looked at wherever a truce begins or ends. Writes: places, the agenda."""
    agreements = world.agreements
    if not agreements.is_truce[agreement]:
        return
    first, last = agreements.first_place[agreement], agreements.last_place[agreement]
    for index in range(first, last):
        come_together(world, state, world.lists[index])
    if first == last:
        for place in range(len(world.places)):
            come_together(world, state, np.int64(place))


@kernel
def _break(world: World, state: State, agreement: int, actor: int) -> None:
    """Let an agreement be broken by `actor`, and the other party hear of it.

    Writes: agreements, slots, letters.
    """
    agreements, states = world.agreements, state.agreements
    states.status[agreement] = Bargain.BROKEN
    states.breaker[agreement] = world.actors.side[actor]
    note(state, Kind.AGREEMENT_BROKEN, agreement, actor, NOBODY)
    place = state.actors.place[actor]
    change_truth(world, state, agreements.agreed_slot[agreement], 0.0, place)
    change_truth(world, state, agreements.broken_slot[agreement], 1.0, place)
    _look_where_it_holds(world, state, agreement)
    wronged = agreements.offerer[agreement]
    if world.actors.side[wronged] == world.actors.side[actor]:
        wronged = agreements.receiver[agreement]
    _write(world, state, Content.REPLY, agreement, actor, wronged)
