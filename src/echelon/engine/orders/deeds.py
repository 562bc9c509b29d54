"""Deeds: what an act or a standing order does once its author gets to it.

A deed is a letter, a journey or something done on the spot. Its effects elsewhere happen only when
the letter arrives.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose, uniform
from echelon.engine.hearing import adopt_view
from echelon.engine.hitches import Hitch
from echelon.engine.knowledge import hear_fact
from echelon.engine.orders.conditions import establish, read
from echelon.engine.post import hand_in
from echelon.engine.roll import pass_gate
from echelon.engine.rules.choice import answer_for, expects_obedience, line_of, utility
from echelon.engine.rules.presence import may_act
from echelon.engine.rules.telling import tell_alternatives
from echelon.engine.rules.terms import NO_LETTER
from echelon.engine.rules.values import hours_us, mixed, used
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NOBODY, NOTHING, UNSEEN, Answer, Content, Kind, Verb
from echelon.engine.world import World

AGAIN_US = np.int64(3_600_000_000)
"""After this time it is looked again whether somebody can do what an agreement asks of him."""

DEED_BITS = 56
"""Above them stands the number of a deed in its luck (see `names.luck_of_deed`)."""


@kernel
def act_falls_due(world: World, state: State, act: int) -> None:
    """Let the author of a dated act do what it says, on arrival if it is under way.

    Writes: acts.overdue, acts.done, and as `_do_all`.
    """
    acts = world.acts
    actor, seat = acts.actor[act], acts.seat[act]
    if acts.fact[act] != NOBODY and state.facts.happened_us[acts.fact[act]] != UNSEEN:
        return
    if not may_act(state, actor):
        state.acts.overdue[act] = True
        return
    if seat not in (NOBODY, state.actors.place[actor]):
        note(state, Kind.ACT_PREVENTED, act, actor, seat)
        return
    _put_on_record(world, state, act)
    _do_all(world, state, actor, acts.first_action[act], acts.last_action[act], NOTHING)


@kernel
def _put_on_record(world: World, state: State, act: int) -> None:
    """Let it be a fact that an act has been done, countersigned by whoever can sign.

    Writes: acts.done, tidings.countersigned, and as `establish` and `hear_fact`.
    """
    acts, now_us = world.acts, state.clock.now_us[0]
    actor, tiding, fact = acts.actor[act], acts.tiding[act], acts.fact[act]
    state.acts.done[act] += 1
    if fact == NOBODY:
        return
    if tiding != NOBODY:
        signing = world.tidings.countersigner[tiding]
        if signing != NOBODY:
            is_there = state.actors.place[signing] != NOBODY
            can_sign = state.actors.free[signing] and not state.actors.isolated[signing]
            state.tidings.countersigned[tiding] = is_there and can_sign
    establish(world, state, fact, state.actors.place[actor])
    hear_fact(world, state, actor, fact, now_us, actor)


@kernel
def _do_all(world: World, state: State, actor: int, first: int, last: int, times: int) -> None:
    """Do deeds in the order written: an act that is issued is done before what comes after it.

    What an act that is issued issues itself is done after the rest. Writes: clock.deed,
    clock.because, and as `_do` and `_put_on_record`.
    """
    clock, acts = state.clock, world.acts
    for action in range(first, last):
        act, before = world.actions.row[action], clock.because[0]
        is_issue = world.actions.verb[action] == Verb.ISSUE
        author = acts.actor[act] if is_issue else actor
        fact = acts.fact[act] if is_issue else NOBODY
        is_here = is_issue and acts.seat[act] in (NOBODY, state.actors.place[author])
        if not (is_here and may_act(state, author)):
            _do(world, state, actor, np.int64(action), times)
        elif fact == NOBODY or state.facts.happened_us[fact] == UNSEEN:
            clock.deed[0] = world.actions.luck[action] >> DEED_BITS << DEED_BITS
            clock.because[0] = happen(state, Kind.ACT_FALLS_DUE, act, NOTHING, NOBODY, 0.0, before)
            _put_on_record(world, state, act)
            for within in range(acts.first_action[act], acts.last_action[act]):
                _do(world, state, author, np.int64(within), NOTHING)
            clock.because[0], clock.deed[0] = before, 0


@kernel
def appointee_decides(world: World, state: State, actor: int, tiding: int) -> None:
    """Let whoever has heard that he is appointed decline, and write so to who appointed him.

    He does on a condition, or because he would rather stand aside.
    Writes: tidings.declined, letters, and as `establish` and `hear_fact`.
    """
    tidings = world.tidings
    refusal, author = tidings.refusal[tiding], tidings.author[tiding]
    first, last = tidings.first_decline[tiding], tidings.last_decline[tiding]
    declines = first != last and read(world, state, first, last) == 1.0
    severity, mind = tidings.severity[tiding], world.actors.mind[actor]
    if not declines and severity != NOBODY and mind != NOBODY:
        tell_alternatives(world, state, mind, author, NOBODY, severity)
        declines = answer_for(world, state, actor, author, severity) == Answer.STAND_ASIDE
    if not declines:
        note(state, Kind.APPOINTEE_ACCEPTS, actor, tidings.fact[tiding], NOBODY)
        return
    fact, place, now_us = tidings.fact[refusal], state.actors.place[actor], state.clock.now_us[0]
    state.tidings.declined[tiding] = True
    note(state, Kind.APPOINTEE_DECLINES, actor, fact, NOBODY)
    establish(world, state, fact, place)
    hear_fact(world, state, actor, fact, now_us, actor)
    if place != NOBODY and author != actor:
        luck = world.entities.luck[world.facts.entity[fact]]
        hand_in(world, state, Content.FACT, fact, 1.0, now_us, actor, actor, author, place, luck)


@kernel
def order_ripens(world: World, state: State, order: int) -> None:
    """Carry out a standing order, or put it off while its author is between places.

    Writes: orders.overdue, orders.is_reluctant, and as `author_acts`.
    """
    orders, states = world.orders, state.orders
    actor = orders.actor[order]
    body = world.actors.body[actor]
    if body != NOBODY:
        hash64, now_us = world.entities.hash64[world.actors.entity[actor]], state.clock.now_us[0]
        luck = world.entities.luck[orders.entity[order]]
        schedule(state, now_us, Kind.BODY_MEETS, hash64, luck, NOBODY, order, body)
        return
    if not may_act(state, actor):
        states.overdue[order] = True
        because = state.clock.because[0]
        if state.actors.place[actor] == NOBODY:
            happen(state, Kind.ORDER_WITHHELD, order, actor, NOBODY, 0.0, because)
        else:
            happen(state, Kind.PERSON_BUSY, order, actor, NOBODY, 0.0, because)
        return
    states.overdue[order] = False
    if not _is_chosen(world, state, order, actor):
        states.is_reluctant[order] = True
        happen(state, Kind.ORDER_NEGLECTED, order, actor, NOBODY, 0.0, state.clock.because[0])
        return
    states.is_reluctant[order] = False
    author_acts(world, state, order, actor)


@kernel
def author_acts(world: World, state: State, order: int, author: int) -> None:
    """Let the author of a standing order, or who speaks for a body that resolved it, do it or not.

    Writes: orders.times, orders.done, and as `_do_all`.
    """
    orders, states, clock = world.orders, state.orders, state.clock
    times, name = states.times[order], world.entities.luck[orders.entity[order]]
    states.times[order] = times + 1
    threshold = uniform(clock.key[0], clock.run[0], name, Purpose.OBEDIENCE, NOTHING)
    if threshold >= state.values[orders.obedience[order]]:
        happen(state, Kind.ORDER_NEGLECTED, order, author, NOBODY, 0.0, clock.because[0])
        return
    states.done[order] += 1
    first, last = orders.first_action[order], orders.last_action[order]
    _do_all(world, state, author, first, last, times)


@kernel
def _is_chosen(world: World, state: State, order: int, actor: int) -> bool:
    """Return whether an actor who does something on another's behalf chooses to.

    Writes: clock.because, the choice being why it is done or not.
    """
    behalf, severity = world.orders.behalf[order], world.orders.severity[order]
    mind = world.actors.mind[actor]
    if behalf == NOBODY or mind == NOBODY:
        return True
    resolved = answer_for(world, state, actor, behalf, severity)
    line, clock = line_of(world, mind, behalf), state.clock
    if line == NOBODY:
        return False
    u = utility(world, state, mind, line, behalf, NOBODY, NO_LETTER, severity)
    code = np.int64(resolved)
    clock.because[0] = happen(state, Kind.MIND_JUDGES, actor, code, line, u, clock.because[0])
    action = world.orders.first_action[order]
    tell_alternatives(world, state, mind, behalf, action, severity)
    return resolved == Answer.OBEY


@kernel
def terms_fall_due(world: World, state: State, agreement: int, terms: int) -> None:
    """Let a party to an agreement do what it has to do under it, once it can.

    Who is in conversation does it when that is over; who cannot act for another reason is looked
    at again every hour. Writes: the agenda, and as `_do`.
    """
    place = world.agreements.first_terms[agreement] + 2 * terms
    times, now_us = state.agreements.offers[agreement], state.clock.now_us[0]
    first, last = world.lists[place], world.lists[place + 1]
    if first == last:
        return
    author = world.actions.author[first]
    if not may_act(state, author):
        free_us = state.actors.busy_us[author]
        again_us = free_us if free_us > now_us else now_us + AGAIN_US
        hash64 = world.entities.hash64[world.agreements.entity[agreement]]
        schedule(state, again_us, Kind.TERMS_FALL_DUE, hash64, terms, NOBODY, agreement, terms)
        return
    _do_all(world, state, author, first, last, times)


@kernel
def take_up_overdue(world: World, state: State, actor: int) -> None:
    """Let an actor who has reached a place carry out what had to wait.

    Writes: acts.overdue, orders.overdue, the agenda.
    """
    actors, orders, now_us = world.actors, world.orders, state.clock.now_us[0]
    for index in range(actors.first_act[actor], actors.last_act[actor]):
        act = world.lists[index]
        if state.acts.overdue[act]:
            state.acts.overdue[act] = False
            hash64 = world.entities.hash64[world.acts.entity[act]]
            schedule(state, now_us, Kind.ACT_FALLS_DUE, hash64, NOTHING, NOBODY, act, NOTHING)
    for index in range(actors.first_order[actor], actors.last_order[actor]):
        order = world.lists[index]
        if state.orders.overdue[order]:
            state.orders.overdue[order] = False
            entity = orders.entity[order]
            hash64, times = world.entities.hash64[entity], state.orders.times[order]
            schedule(state, now_us, Kind.ORDER_RIPENS, hash64, times, entity, order, NOTHING)


@kernel
def _do(world: World, state: State, actor: int, action: int, times: int) -> None:
    """Do one deed for the `times`-th time. Writes: the agenda, letters, facts, slots."""
    actions, now_us = world.actions, state.clock.now_us[0]
    verb, fact = actions.verb[action], actions.fact[action]
    own_hash = world.entities.hash64[world.actors.entity[actor]]
    luck = mixed(actions.luck[action], times)
    if fact != NOBODY and verb not in (Verb.ASK, Verb.CONFIRM, Verb.DENY):
        if world.facts.act[fact] != NOBODY and state.facts.happened_us[fact] == UNSEEN:
            return  # of an act that nobody has done there is nothing to tell
        _assert(world, state, actor, fact)
    if verb == Verb.ISSUE:
        act = actions.row[action]
        issued = world.entities.hash64[world.acts.entity[act]]
        schedule(state, now_us, Kind.ACT_FALLS_DUE, issued, luck, NOBODY, act, NOTHING)
    elif verb == Verb.ADOPT:
        adopt_view(world, state, actions.author[action], actions.row[action])
    elif verb == Verb.GO:
        schedule(state, now_us, Kind.TRAVELLER_SETS_OUT, own_hash, luck, NOBODY, actor, action)
    elif verb in (Verb.CUT, Verb.REPAIR, Verb.SEIZE):
        _do_on_the_spot(world, state, actor, action, luck)
    elif verb in (Verb.OFFER, Verb.ACCEPT, Verb.REFUSE, Verb.BREAK):
        schedule(state, now_us, Kind.BARGAIN_MOVES, own_hash, luck, NOBODY, action, actor)
    elif verb == Verb.TELEPHONE:
        schedule(state, now_us, Kind.ROUND_GOES_ON, own_hash, luck, NOBODY, action, NOTHING)
    elif actions.person[action] != NOBODY and actions.unit[action] == NOBODY:
        schedule(state, now_us, Kind.CUSTODY_CHANGES, own_hash, luck, NOBODY, action, actor)
    elif verb == Verb.ANNOUNCE and actions.actor[action] == NOBODY:
        schedule(state, now_us, Kind.BROADCAST_BEGINS, own_hash, luck, NOBODY, action, actor)
    else:
        _write(world, state, actor, action, luck)


@kernel
def _do_on_the_spot(world: World, state: State, actor: int, action: int, luck: int) -> None:
    """Cut, mend or seize something, if the author is where it is. Writes: the agenda."""
    actions, place = world.actions, state.actors.place[actor]
    here = place in (actions.place[action], actions.other_place[action])
    if not here:
        note(state, Kind.DEED_FAILS, action, actor, np.int64(Hitch.IS_ELSEWHERE))
        return
    hash64 = world.entities.hash64[world.actors.entity[actor]]
    now_us = state.clock.now_us[0]
    schedule(state, now_us, Kind.LINE_CHANGES, hash64, luck, NOBODY, action, actor)


@kernel
def _write(world: World, state: State, actor: int, action: int, luck: int) -> None:
    """Write to whoever a deed is addressed to: news, a question or an order. Writes: letters."""
    actions, now_us = world.actions, state.clock.now_us[0]
    place, verb, fact = state.actors.place[actor], actions.verb[action], actions.fact[action]
    pass_gate(world, state, action, np.int64(1))
    receiver, other = actions.actor[action], actions.other_actor[action]
    if other != NOBODY and world.actors.place[other] == place:
        receiver = other
    claimed = actor if actions.claimed[action] == NOBODY else actions.claimed[action]
    is_order = verb != Verb.TELL and verb != Verb.ASK
    if is_order and not expects_obedience(world, state, actor, receiver, action):
        happen(state, Kind.ORDER_NOT_GIVEN, action, actor, NOBODY, 0.0, state.clock.because[0])
        return
    content, row, about_us = Content.DIRECTIVE, action, now_us
    if verb == Verb.TELL:
        content, row, about_us = Content.FACT, fact, _heard_us(world, state, actor, fact)
    elif verb == Verb.ASK:
        content, row = Content.QUESTION, fact
        _await_answer(world, state, actor, receiver, fact, luck)
    elif verb == Verb.CONFIRM or verb == Verb.DENY:
        content, row = Content.ANSWER, fact
    number = 0.0 if verb == Verb.DENY else 1.0
    hand_in(world, state, content, row, number, about_us, actor, claimed, receiver, place, luck)


@kernel
def _await_answer(world: World, state: State, actor: int, asked: int, fact: int, luck: int) -> None:
    """Plan when no answer of whoever an act is said to be by becomes silence. Writes: agenda."""
    tiding = world.facts.tiding[fact]
    if tiding == NOBODY or world.tidings.doubt[tiding] == NOBODY:
        return
    if world.tidings.principal[tiding] != asked:
        return
    entity = world.actors.entity[actor]
    name, hash64 = world.entities.luck[entity], world.entities.hash64[entity]
    due = used(world, state, world.tidings.answer_due_h[tiding], name, Purpose.PATIENCE, luck)
    when_us = state.clock.now_us[0] + hours_us(due)
    schedule(state, when_us, Kind.ANSWER_OVERDUE, hash64, luck, NOBODY, actor, tiding)


@kernel
def _assert(world: World, state: State, actor: int, fact: int) -> None:
    """Let a fact that has no condition of its own come about by being asserted.

    Who asserts something has heard of it. Writes: facts, slots.
    """
    is_told = world.facts.first_code[fact] == world.facts.last_code[fact]
    if is_told and world.facts.act[fact] == NOBODY:
        establish(world, state, fact, world.facts.place[fact])
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
