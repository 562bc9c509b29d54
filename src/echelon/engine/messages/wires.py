"""Wires: who sends next, what a hostile holder does on the way, and lines that fail.

A channel carries so many letters at once in each direction. The next to be sent is the first of the
most urgent kind: orders before news and questions, those before reports. A letter occupies a wire
for the channel's service time and is at the other end after the delay besides (to get the
correspondent, to relay, to write out). A holder of another side may stop, copy or garble it.
What has been stopped is sent again by another way once its receipt is missed.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose, uniform
from echelon.engine.knowledge import change_truth, let_be_seen
from echelon.engine.leanings import Service
from echelon.engine.post import hand_in
from echelon.engine.rules.breakdowns import failure_us, repair_us
from echelon.engine.rules.service import lateness_h, service_of
from echelon.engine.rules.values import minutes_us, used
from echelon.engine.rules.ways import forget_wires
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import (
    NOBODY,
    NOTHING,
    ONE_FEWER,
    ONE_MORE,
    Content,
    Kind,
    Verb,
)
from echelon.engine.world import World

MOST_LOSSES = 3
"""How often a message is sent again that others keep back, each time without its last channel."""

HEAD_START_US = 1 << 60
"""By how much a letter that is more urgent counts as having come earlier: more than any run."""


@kernel
def urgency(state: State, letter: int) -> int:
    """Return how urgent a letter is: orders 2, news and questions 1, reports 0."""
    content = state.letters.content[letter]
    if content in (Content.DIRECTIVE, Content.OFFER, Content.REPLY):
        return 2
    return 0 if content == Content.REPORT else 1


@kernel
def side_of_letter(world: World, state: State, letter: int) -> int:
    """Return the side for which a letter is sent, by whose name it bears; NOBODY for none."""
    author = state.letters.claimed[letter]
    return NOBODY if author == NOBODY else world.actors.side[author]


@kernel
def circle_of_letter(world: World, state: State, letter: int) -> int:
    """Return the circle that may send a letter: of its author, or of whom a report is for."""
    letters, actors = state.letters, world.actors
    author = letters.claimed[letter]
    if author == NOBODY:
        return actors.circle_of_reports[letters.receiver[letter]]
    return actors.circle[author]


@kernel
def operators_turn(world: World, state: State) -> None:
    """Let letters look for their way anew, because operators work for others than before.

    So do those that wait for a wire whose operators no longer send them.
    Writes: clock.first_stranded, letters, wires, post_ready, the agenda.
    """
    forget_wires(state)
    first = state.clock.first_stranded[0]
    state.clock.first_stranded[0] = NOBODY
    send_again(state, first)
    for wire in range(len(state.wires)):
        operators, letters = world.channels.operators[wire // 2], state.letters
        letter = state.wires.first_waiting[wire]
        while operators != NOBODY and letter != NOBODY:
            following = letters.next_waiting[letter]
            side = side_of_letter(world, state, letter)
            if service_of(world, state, operators, side) == Service.DECLINED:
                letters.next_waiting[letter] = NOBODY
                _leave_queue(state, np.int64(wire), letter, following)
                send_again(state, letter)
            letter = following


@kernel
def _leave_queue(state: State, wire: int, letter: int, following: int) -> None:
    """Take a letter out of the queue of a wire. Writes: wires, letters."""
    letters, here = state.letters, state.wires.first_waiting[wire]
    if here == letter:
        state.wires.first_waiting[wire] = following
        return
    while letters.next_waiting[here] != letter:
        here = letters.next_waiting[here]
    letters.next_waiting[here] = following


@kernel
def take_wire(world: World, state: State, letter: int) -> None:
    """Send a letter if a wire of its channel is free, else put it in its place in the queue.

    Writes: wires, letters, the agenda.
    """
    letters, wires = state.letters, state.wires
    channel = letters.channel[letter]
    wire = 2 * channel + letters.direction[letter]
    if wires.busy[wire] < world.channels.wires[channel]:
        _occupy(world, state, wire, letter)
        return
    letters.because[letter] = state.clock.because[0]
    rank = urgency(state, letter)
    before, here = NOBODY, wires.first_waiting[wire]
    while here != NOBODY and urgency(state, here) >= rank:
        before, here = here, letters.next_waiting[here]
    letters.next_waiting[letter] = here
    if before == NOBODY:
        wires.first_waiting[wire] = letter
    else:
        letters.next_waiting[before] = letter


@kernel
def _occupy(world: World, state: State, wire: int, letter: int) -> None:
    """Begin to send a letter. Writes: wires.busy, letters.place, the agenda."""
    letters, channels = state.letters, world.channels
    channel = letters.channel[letter]
    entity = channels.entity[channel]
    name, hash64 = world.entities.luck[entity], world.entities.hash64[entity]
    luck, now_us = letters.luck[letter], state.clock.now_us[0]
    service = used(world, state, channels.service_min[channel], name, Purpose.SERVICE, luck)
    delay = used(world, state, channels.delay_min[channel], name, Purpose.DELAY, luck)
    operators = world.channels.operators[channel]
    given = service_of(world, state, operators, side_of_letter(world, state, letter))
    delay += 60.0 * lateness_h(world, state, operators, given, luck)
    free_us = now_us + minutes_us(service)
    state.wires.busy[wire] += 1
    note(state, Kind.LETTER_TAKES_CHANNEL, letter, channel, letters.place[letter])
    schedule(state, free_us, Kind.WIRE_FREE, hash64, luck, NOBODY, wire, letter)
    if _is_tampered_with(world, state, channel, letter):
        return
    letters.place[letter] = other_end(world, channel, letters.direction[letter])
    arrival_us = free_us + minutes_us(delay)
    own = letters.hash64[letter]
    schedule(state, arrival_us, Kind.LETTER_REACHES_EXCHANGE, own, luck, NOBODY, letter, channel)


@kernel
def _is_tampered_with(world: World, state: State, channel: int, letter: int) -> bool:
    """Let a holder of another side copy, garble or stop a letter; return whether it is stopped.

    Writes: letters, the agenda.
    """
    letters, channels = state.letters, world.channels
    if not is_held_by_others(world, state, channel, letter):
        return False
    reader = channels.copies_to[channel]
    is_news = letters.content[letter] == Content.FACT
    may_copy = is_news and reader != NOBODY and reader != letters.receiver[letter]
    if may_copy and _happens(
        world, state, channel, letter, channels.copying[channel], Purpose.COPYING
    ):
        note(state, Kind.LETTER_COPIED, letter, channel, reader)
        if letters.content[letter] == Content.FACT:
            hand_in(
                world,
                state,
                Content.FACT,
                letters.row[letter],
                letters.number[letter],
                letters.about_us[letter],
                NOBODY,
                NOBODY,
                reader,
                letters.place[letter],
                letters.luck[letter],
            )
    if _happens(world, state, channel, letter, channels.garbling[channel], Purpose.GARBLING):
        letters.garbled[letter] = True
    if _happens(world, state, channel, letter, channels.stopping[channel], Purpose.STOPPING):
        note(state, Kind.LETTER_STOPPED, letter, channel, letters.place[letter])
        _await_receipt(world, state, letter, channel)
        return True
    return False


@kernel
def is_held_by_others(world: World, state: State, channel: int, letter: int) -> bool:
    """Return whether a channel is held by another side than a letter's author, or its reader's."""
    author = state.letters.claimed[letter]
    if author == NOBODY:
        author = state.letters.receiver[letter]
    holder = state.channels.holder[channel]
    return holder != NOBODY and holder != world.actors.side[author]


@kernel
def _await_receipt(world: World, state: State, letter: int, channel: int) -> None:
    """Let the sender of a letter that is kept back miss its receipt, and send it another way.

    He does so from where he is; a report that nobody signs is sent by the office that had it last.
    Writes: letters, the agenda.
    """
    letters, sender = state.letters, state.letters.sender[letter]
    letters.losses[letter] += 1
    if letters.losses[letter] > MOST_LOSSES:
        return
    letters.shunned[letter] = channel
    if sender != NOBODY and state.actors.place[sender] != NOBODY:
        letters.place[letter] = state.actors.place[sender]
    missed_us = minutes_us(state.values[world.channels.receipt_min[channel]])
    hash64, luck = letters.hash64[letter], letters.luck[letter]
    when_us = state.clock.now_us[0] + missed_us
    schedule(state, when_us, Kind.LETTER_HANDED_IN, hash64, luck, NOBODY, letter, NOTHING)


@kernel
def channel_is_taken(state: State, channel: int) -> None:
    """Let letters that were kept back on a channel, and found no other way, be handed in again.

    Writes: clock.first_stranded, letters, the agenda.
    """
    letters, letter = state.letters, state.clock.first_stranded[0]
    kept = NOBODY
    while letter != NOBODY:
        following = letters.next_waiting[letter]
        if letters.shunned[letter] == channel:
            letters.next_waiting[letter] = NOBODY
            send_again(state, letter)
        else:
            letters.next_waiting[letter] = kept
            kept = letter
        letter = following
    state.clock.first_stranded[0] = kept


@kernel
def _happens(
    world: World, state: State, channel: int, letter: int, slot: int, purpose: Purpose
) -> bool:
    """Return whether something of the probability in `slot` befalls a letter on a channel."""
    clock = state.clock
    name = world.entities.luck[world.channels.entity[channel]]
    u = uniform(clock.chance[0], clock.run[0], name, purpose, state.letters.luck[letter])
    return u < state.values[slot]


@kernel
def other_end(world: World, channel: int, direction: int) -> int:
    """Return the place to which a channel leads in a direction."""
    if direction == 1:
        return world.channels.from_place[channel]
    return world.channels.to_place[channel]


@kernel
def wire_free(world: World, state: State, wire: int) -> None:
    """Let the next letter in the queue take the wire.

    That it goes is due to who sent it, not to the letter before it. Writes: wires, the agenda.
    """
    wires, clock = state.wires, state.clock
    wires.busy[wire] -= 1
    letter = wires.first_waiting[wire]
    if letter == NOBODY or state.channels.closed[wire // 2] != 0:
        return
    wires.first_waiting[wire] = state.letters.next_waiting[letter]
    because, clock.because[0] = clock.because[0], state.letters.because[letter]
    _occupy(world, state, wire, letter)
    clock.because[0] = because


@kernel
def channel_changes(world: World, state: State, channel: int, step: int) -> None:
    """Close a channel for `step` more reasons, or fewer if it is negative.

    What waits for a closed channel looks for another way; what no channel could take tries again
    when one opens. Writes: channels, wires, clock.first_stranded, post_ready, the agenda.
    """
    was_closed = state.channels.closed[channel] != 0
    state.channels.closed[channel] += step
    is_closed = state.channels.closed[channel] != 0
    if was_closed == is_closed:
        return
    forget_wires(state)
    slot, is_open = world.channels.open_slot[channel], 0.0 if is_closed else 1.0
    change_truth(world, state, slot, is_open, world.channels.from_place[channel])
    let_be_seen(world, state, slot, world.channels.to_place[channel])
    if is_closed:
        for direction in range(2):
            wire = 2 * channel + direction
            first = state.wires.first_waiting[wire]
            state.wires.first_waiting[wire] = NOBODY
            send_again(state, first)
    else:
        first = state.clock.first_stranded[0]
        state.clock.first_stranded[0] = NOBODY
        send_again(state, first)


@kernel
def send_again(state: State, first: int) -> None:
    """Hand in again every letter of a chain, the urgent first, then who came first.

    Writes: the agenda.
    """
    letters, now_us = state.letters, state.clock.now_us[0]
    letter = first
    while letter != NOBODY:
        luck, rank = letters.luck[letter], urgency(state, letter)
        turn = letters.came_us[letter] - rank * HEAD_START_US
        schedule(state, now_us, Kind.LETTER_HANDED_IN, turn, luck, NOBODY, letter, NOTHING)
        letter = letters.next_waiting[letter]


@kernel
def work_on_channel(world: World, state: State, channel: int, action: int) -> None:
    """Close, open, cut or repair a channel, which does nothing if it is so already.

    Writes: channels, the agenda.
    """
    channels, verb = state.channels, world.actions.verb[action]
    if verb == Verb.CUT:
        note(state, Kind.CHANNEL_CUT, channel, action, NOBODY)
        _break(world, state, channel, world.actions.luck[action])
    elif verb == Verb.REPAIR:
        _mend(world, state, channel)
    elif channels.barred[channel] != (verb == Verb.CLOSE):
        channels.barred[channel] = verb == Verb.CLOSE
        channel_changes(world, state, channel, ONE_MORE if verb == Verb.CLOSE else ONE_FEWER)


@kernel
def channel_fails(world: World, state: State, channel: int) -> None:
    """Let a channel break down by itself. Writes: channels, the agenda."""
    state.channels.failures[channel] += 1
    state.channels.failed[channel] = True
    _break(world, state, channel, state.channels.failures[channel])


@kernel
def _break(world: World, state: State, channel: int, ordinal: int) -> None:
    """Let a channel be broken, and its repair begin. Writes: channels, the agenda."""
    state.channels.cuts[channel] += 1
    channel_changes(world, state, channel, ONE_MORE)
    entity = world.channels.entity[channel]
    when_us = repair_us(world, state, entity, world.channels.repair_h[channel], ordinal)
    hash64 = world.entities.hash64[entity]
    schedule(state, when_us, Kind.CHANNEL_REPAIRED, hash64, ordinal, entity, channel, ordinal)


@kernel
def channel_repaired(world: World, state: State, channel: int, ordinal: int) -> None:
    """Let one break of a channel be mended. Writes: channels, the agenda."""
    state.channels.cuts[channel] -= 1
    channel_changes(world, state, channel, ONE_FEWER)
    if state.channels.failed[channel] and ordinal == state.channels.failures[channel]:
        plan_channel_failure(world, state, channel)


@kernel
def _mend(world: World, state: State, channel: int) -> None:
    """Mend every break of a channel at once, before its time.

    Writes: channels, generation, the agenda.
    """
    withdraw(state, world.channels.entity[channel])
    cuts = state.channels.cuts[channel]
    state.channels.cuts[channel] = 0
    channel_changes(world, state, channel, -cuts)
    if state.channels.failed[channel]:
        plan_channel_failure(world, state, channel)


@kernel
def plan_channel_failure(world: World, state: State, channel: int) -> None:
    """Plan the next breakdown of a channel, if it has any. Writes: channels.failed, the agenda."""
    slot, entity = world.channels.failure_h[channel], world.channels.entity[channel]
    state.channels.failed[channel] = False
    if slot != NOBODY:
        failures = state.channels.failures[channel]
        when_us = failure_us(world, state, entity, slot, failures)
        hash64 = world.entities.hash64[entity]
        schedule(state, when_us, Kind.CHANNEL_FAILS, hash64, failures, NOBODY, channel, NOTHING)
