"""Letters: handed in, sent on from place to place, waiting for a receiver, read.

A letter is one message of any kind. At each place it takes the next wire of the quickest open way
to where its receiver can be reached. A receiver who is under way reads his letters where he next
stands; where nobody answers a telephone, the message is sent another way, or he is rung again.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.hearing import has_willed, hear_answer, set_slot
from echelon.engine.knowledge import hear_fact, learn, learn_of_other
from echelon.engine.messages.wires import (
    circle_of_letter,
    is_held_by_others,
    other_end,
    send_again,
    take_wire,
)
from echelon.engine.post import hand_in
from echelon.engine.rules.presence import is_reachable
from echelon.engine.rules.values import minutes_us, mixed, used
from echelon.engine.rules.ways import next_wire, next_wire_without
from echelon.engine.stances import hear_of_stance
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, UNSEEN, Content, Kind, Medium, Role
from echelon.engine.world import World

RING_AGAIN_US = 600_000_000
"""Ten minutes: before an unanswered telephone is rung again."""


@kernel
def letter_handed_in(world: World, state: State, letter: int) -> None:
    """Send a letter on from where it lies: to its receiver, onto a wire, or into waiting.

    Writes: letters, wires, actors.first_letter, clock.first_stranded, the agenda.
    """
    letters, actors = state.letters, state.actors
    receiver, place = letters.receiver[letter], letters.place[letter]
    if not is_reachable(state, receiver):
        receiver = _deputised(world, state, letter)
    is_there = actors.place[receiver] == place
    if is_there and is_reachable(state, receiver):
        _talk(world, state, letter)
        hash64, luck = letters.hash64[letter], letters.luck[letter]
        now_us = state.clock.now_us[0]
        schedule(state, now_us, Kind.LETTER_HEARD, hash64, luck, NOBODY, letter, NOTHING)
        return
    address = actors.place[receiver]
    if address == NOBODY:
        address = actors.next_place[receiver]
    if address in (place, NOBODY):
        letters.next_waiting[letter] = actors.first_letter[receiver]
        actors.first_letter[receiver] = letter
        if is_there:
            note(state, Kind.LETTER_KEPT, letter, receiver, place)
        else:
            note(state, Kind.LETTER_WAITS, letter, receiver, place)
        return
    circle = circle_of_letter(world, state, letter)
    wire = _choose_wire(world, state, letter, address, circle)
    if wire == NOBODY:
        unrefused = world.circles.unrefused[circle]
        is_refused = next_wire(world, state, address, place, unrefused) != NOBODY
        if unrefused != circle and is_refused:
            note(state, Kind.TELEGRAM_REFUSED, letter, place, NOBODY)
        letters.next_waiting[letter] = state.clock.first_stranded[0]
        state.clock.first_stranded[0] = letter
        note(state, Kind.LETTER_STRANDED, letter, receiver, place)
        return
    letters.channel[letter] = world.wires.channel[wire]
    letters.direction[letter] = world.wires.direction[wire]
    take_wire(world, state, letter)


@kernel
def _choose_wire(world: World, state: State, letter: int, address: int, circle: int) -> int:
    """Return the wire by which a letter goes on, or NOBODY.

    What was kept back, or rang in vain, goes by another way; if there is none, one rings again, and
    what others keep back waits until they no longer hold the channel. Writes: letters.shunned.
    """
    letters = state.letters
    place, shunned = letters.place[letter], letters.shunned[letter]
    usual = next_wire(world, state, address, place, circle)
    if shunned == NOBODY:
        return usual
    wire = next_wire_without(world, state, address, place, circle, shunned)
    if wire == NOBODY:
        if letters.losses[letter] > 0 and is_held_by_others(world, state, shunned, letter):
            return NOBODY
        letters.shunned[letter] = NOBODY
        return usual
    if wire != usual:
        note(state, Kind.LETTER_GOES_ROUND, letter, world.wires.channel[wire], place)
    return wire


@kernel
def _deputised(world: World, state: State, letter: int) -> int:
    """Return who takes a letter whose receiver cannot be reached: his deputy, or he, later.

    A report on how things stand is for the one who asked for it. Writes: letters.
    """
    letters = state.letters
    receiver = letters.receiver[letter]
    deputy = world.actors.deputy[receiver]
    is_report = letters.content[letter] == Content.REPORT
    if deputy == NOBODY or is_report or not is_reachable(state, deputy):
        return receiver
    if state.actors.busy_us[receiver] > state.clock.now_us[0]:
        return receiver
    note(state, Kind.LETTER_TO_DEPUTY, letter, receiver, deputy)
    letters.receiver[letter] = deputy
    letters.hash64[letter] = world.entities.hash64[world.actors.entity[deputy]]
    return deputy


@kernel
def _talk(world: World, state: State, letter: int) -> None:
    """Let a person be taken up by what he is told for as long as a conversation takes him.

    Writes: actors.busy_us, the agenda.
    """
    receiver, now_us = state.letters.receiver[letter], state.clock.now_us[0]
    slot = world.actors.talk_min[receiver]
    if slot == NOBODY or not state.values[slot] > 0.0:
        return
    name, luck = world.entities.luck[world.actors.entity[receiver]], state.letters.luck[letter]
    when_us = now_us + minutes_us(used(world, state, slot, name, Purpose.TALK, luck))
    state.actors.busy_us[receiver] = when_us
    hash64, place = state.letters.hash64[letter], state.actors.place[receiver]
    schedule(state, when_us, Kind.ACTOR_LOOKS_ROUND, hash64, NOTHING, NOBODY, receiver, place)


@kernel
def letter_reaches_exchange(world: World, state: State, letter: int, channel: int) -> None:
    """Take a letter over at the far end of a channel; a telephone call must be answered.

    Whoever rings in vain looks for another way after a while, and rings again if there is none.

    Writes: letters, and as `letter_handed_in`.
    """
    letters = state.letters
    receiver = letters.receiver[letter]
    letters.came_us[letter] = state.clock.now_us[0]
    is_call = world.channels.medium[channel] == Medium.TELEPHONE
    is_person = world.actors.role[receiver] == Role.PERSON
    address = state.actors.place[receiver]
    if address == NOBODY:
        address = state.actors.next_place[receiver]
        is_missed = address == letters.place[letter]
    else:
        is_missed = False
    if not (is_call and is_person and is_missed):
        letter_handed_in(world, state, letter)
        return
    note(state, Kind.CALL_UNANSWERED, letter, receiver, letters.place[letter])
    letters.place[letter] = other_end(world, channel, 1 - letters.direction[letter])
    letters.shunned[letter] = channel
    hash64, luck = letters.hash64[letter], letters.luck[letter]
    again_us = state.clock.now_us[0] + RING_AGAIN_US
    schedule(state, again_us, Kind.LETTER_HANDED_IN, hash64, luck, NOBODY, letter, NOTHING)


@kernel
def letter_heard(world: World, state: State, letter: int) -> None:
    """Let the receiver take in what a letter says.

    Writes: slots; letters, for an answer; the agenda, for an order, which others decide upon.
    """
    letters = state.letters
    receiver, row = letters.receiver[letter], letters.row[letter]
    content, about_us = letters.content[letter], letters.about_us[letter]
    channel = letters.channel[letter]
    state.clock.medium[0] = NOBODY if channel == NOBODY else world.channels.medium[channel]
    staff = world.actors.staff[receiver]
    if staff != NOBODY:
        hash64, now_us = world.entities.hash64[world.staffs.entity[staff]], state.clock.now_us[0]
        schedule(state, now_us, Kind.STAFF_THINKS_AGAIN, hash64, NOTHING, NOBODY, staff, NOTHING)
    if letters.garbled[letter]:
        note(state, Kind.LETTER_GARBLED, letter, receiver, NOBODY)
    elif content == Content.FACT:
        hear_fact(world, state, receiver, row, about_us, letters.claimed[letter])
        learn_of_other(world, state, row, receiver, letters.claimed[letter])
        if state.clock.medium[0] == Medium.TELEPHONE or channel == NOBODY:
            learn_of_other(world, state, row, letters.sender[letter], receiver)
    elif content == Content.REPORT:
        learn(world, state, row, letters.number[letter], about_us, letters.claimed[letter])
    elif content == Content.STANCE:
        hear_of_stance(world, state, row, np.int64(letters.number[letter]))
    elif content == Content.OFFER or content == Content.REPLY:
        hash64, luck = letters.hash64[letter], letters.luck[letter]
        now_us = state.clock.now_us[0]
        schedule(state, now_us, Kind.BARGAIN_LETTER_HEARD, hash64, luck, NOBODY, row, letter)
    elif content == Content.QUESTION:
        _answer(world, state, letter)
    elif content == Content.ANSWER:
        tiding = world.facts.tiding[row]
        if letters.claimed[letter] == world.tidings.principal[tiding]:
            hear_answer(world, state, receiver, tiding, letters.number[letter] == 1.0)
    else:
        _take_note_of_order(world, state, receiver, row, about_us)
        hash64, luck = letters.hash64[letter], letters.luck[letter]
        now_us = state.clock.now_us[0]
        schedule(state, now_us, Kind.DIRECTIVE_REACHES, hash64, luck, NOBODY, receiver, letter)
    state.clock.medium[0] = NOBODY


@kernel
def _answer(world: World, state: State, letter: int) -> None:
    """Let whoever is asked about a fact write back, if he has heard of it.

    Whoever an act is said to be by writes whether he has willed it. Writes: letters.
    """
    letters, actors = state.letters, world.actors
    asked, fact = letters.receiver[letter], letters.row[letter]
    truth, tiding = world.facts.slot[fact], world.facts.tiding[fact]
    content, number, about_us = Content.FACT, 1.0, UNSEEN
    is_in_name = tiding != NOBODY and world.tidings.doubt[tiding] != NOBODY
    if is_in_name and world.tidings.principal[tiding] == asked:
        content, about_us = Content.ANSWER, state.clock.now_us[0]
        number = 1.0 if has_willed(world, state, tiding) else 0.0
    else:
        for index in range(actors.first_slot[asked], actors.last_slot[asked]):
            slot = world.lists[index]
            if world.slots.truth[slot] == truth and state.known[slot] == 1.0:
                about_us = state.slots.since_us[slot]
        if about_us == UNSEEN:
            return
    hand_in(
        world,
        state,
        content,
        fact,
        number,
        about_us,
        asked,
        asked,
        letters.sender[letter],
        state.actors.place[asked],
        mixed(letters.luck[letter], world.entities.luck[actors.entity[asked]]),
    )


@kernel
def _take_note_of_order(
    world: World, state: State, receiver: int, action: int, about_us: int
) -> None:
    """Let a receiver know that a standing order's directive has reached it. Writes: slots."""
    order, act = world.actions.order[action], world.actions.act[action]
    if act != NOBODY and world.acts.fact[act] != NOBODY:  # an order makes its act known
        hear_fact(world, state, receiver, world.acts.fact[act], about_us, world.acts.actor[act])
    if order == NOBODY:
        return
    truth = world.orders.received_slot[order]
    if truth == NOBODY:
        return
    actors = world.actors
    set_slot(state, truth, 1.0, state.clock.now_us[0], NOBODY)
    for index in range(actors.first_slot[receiver], actors.last_slot[receiver]):
        slot = world.lists[index]
        if world.slots.truth[slot] == truth:
            learn(world, state, slot, 1.0, about_us, NOBODY)


@kernel
def collect_letters(world: World, state: State, actor: int) -> None:
    """Give an actor who has come to a place the letters that lie there for him.

    A person whose journey ends there has letters that lie elsewhere sent after him.
    Writes: actors.first_letter, the agenda.
    """
    letters, actors, place = state.letters, state.actors, state.actors.place[actor]
    stays = world.actors.unit[actor] == NOBODY and actors.journey[actor] == NOBODY
    letter = actors.first_letter[actor]
    actors.first_letter[actor] = NOBODY
    while letter != NOBODY:
        following = letters.next_waiting[letter]
        if letters.place[letter] == place or stays:
            letters.next_waiting[letter] = NOBODY
            send_again(state, letter)
        else:
            letters.next_waiting[letter] = actors.first_letter[actor]
            actors.first_letter[actor] = letter
        letter = following
    _take_up_stranded(state, actor)


@kernel
def _take_up_stranded(state: State, actor: int) -> None:
    """Look anew for a way for letters to an actor whom no channel led to before he moved.

    Writes: clock.first_stranded, letters.next_waiting, the agenda.
    """
    letters, clock = state.letters, state.clock
    letter = clock.first_stranded[0]
    clock.first_stranded[0] = NOBODY
    while letter != NOBODY:
        following = letters.next_waiting[letter]
        if letters.receiver[letter] == actor:
            letters.next_waiting[letter] = NOBODY
            send_again(state, letter)
        else:
            letters.next_waiting[letter] = clock.first_stranded[0]
            clock.first_stranded[0] = letter
        letter = following
