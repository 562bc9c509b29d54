"""Letters on their way: handed in, waiting for a wire, relayed, delivered.

A letter is one message of any kind. At each place it takes the next wire of the quickest open way
to where its receiver can be reached; a wire takes so many letters at once in each direction and
serves the others in the order of their coming. A letter occupies a wire for the channel's service
time and is at the other end after the delay besides (to get the correspondent, to relay, to write
out). A receiver who is under way hears his letters where he next stands.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.knowledge import change_truth, hear_fact, learn
from echelon.engine.rules.values import minutes_us, used
from echelon.engine.rules.ways import forget_wires, next_wire
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, ONE_FEWER, ONE_MORE, Content, Kind, Verb
from echelon.engine.world import World


@kernel
def letter_handed_in(world: World, state: State, letter: int) -> None:
    """Send a letter on from where it lies: to its receiver, onto a wire, or into waiting.

    Writes: letters, wires, actors.first_letter, clock.first_stranded, the agenda.
    """
    letters, actors = state.letters, state.actors
    receiver, place = letters.receiver[letter], letters.place[letter]
    if actors.place[receiver] == place:
        _deliver(state, letter)
        return
    address = actors.place[receiver]
    if address == NOBODY:
        address = actors.next_place[receiver]
    if address in (place, NOBODY):
        letters.next_waiting[letter] = actors.first_letter[receiver]
        actors.first_letter[receiver] = letter
        note(state, Kind.LETTER_WAITS, letter, receiver, place)
        return
    wire = next_wire(world, state, address, place)
    if wire == NOBODY:
        letters.next_waiting[letter] = state.clock.first_stranded[0]
        state.clock.first_stranded[0] = letter
        note(state, Kind.LETTER_STRANDED, letter, receiver, place)
        return
    letters.channel[letter] = world.wires.channel[wire]
    letters.direction[letter] = world.wires.direction[wire]
    _join_queue(world, state, letter)


@kernel
def _deliver(state: State, letter: int) -> None:
    """Let the receiver hear a letter now. Writes: the agenda."""
    letters, now_us = state.letters, state.clock.now_us[0]
    hash64, luck = letters.hash64[letter], letters.luck[letter]
    schedule(state, now_us, Kind.LETTER_HEARD, hash64, luck, NOBODY, letter, NOTHING)


@kernel
def _join_queue(world: World, state: State, letter: int) -> None:
    """Put a letter on its wire if one is free, else at the end of the queue.

    Writes: wires, letters.next_waiting, the agenda.
    """
    letters = state.letters
    channel = letters.channel[letter]
    wire = 2 * channel + letters.direction[letter]
    wires = state.wires
    if wires.busy[wire] < world.channels.wires[channel]:
        _occupy(world, state, wire, letter)
        return
    letters.next_waiting[letter] = NOBODY
    last = wires.last_waiting[wire]
    if last == NOBODY:
        wires.first_waiting[wire] = letter
    else:
        letters.next_waiting[last] = letter
    wires.last_waiting[wire] = letter


@kernel
def _occupy(world: World, state: State, wire: int, letter: int) -> None:
    """Begin to send a letter. Writes: wires.busy, letters.place, letters.hops, the agenda."""
    letters, channels = state.letters, world.channels
    channel = letters.channel[letter]
    entity = channels.entity[channel]
    name, hash64 = world.entities.hash32[entity], world.entities.hash64[entity]
    luck, now_us = letters.luck[letter], state.clock.now_us[0]
    service = used(world, state, channels.service_min[channel], name, Purpose.SERVICE, luck)
    delay = used(world, state, channels.delay_min[channel], name, Purpose.DELAY, luck)
    free_us = now_us + minutes_us(service)
    state.wires.busy[wire] += 1
    note(state, Kind.LETTER_TAKES_CHANNEL, letter, channel, letters.place[letter])
    letters.place[letter] = _other_end(world, channel, letters.direction[letter])
    letters.hops[letter] += 1
    schedule(state, free_us, Kind.WIRE_FREE, hash64, luck, NOBODY, wire, letter)
    arrival_us = free_us + minutes_us(delay)
    own = letters.hash64[letter]
    schedule(state, arrival_us, Kind.LETTER_REACHES_EXCHANGE, own, luck, NOBODY, letter, channel)


@kernel
def _other_end(world: World, channel: int, direction: int) -> int:
    """Return the place to which a channel leads in a direction."""
    return (
        world.channels.from_place[channel] if direction == 1 else world.channels.to_place[channel]
    )


@kernel
def wire_free(world: World, state: State, wire: int) -> None:
    """Let the next letter in the queue take the wire. Writes: wires, the agenda."""
    wires = state.wires
    wires.busy[wire] -= 1
    letter = wires.first_waiting[wire]
    if letter == NOBODY or state.channels.closed[wire // 2] != 0:
        return
    wires.first_waiting[wire] = state.letters.next_waiting[letter]
    if wires.first_waiting[wire] == NOBODY:
        wires.last_waiting[wire] = NOBODY
    _occupy(world, state, wire, letter)


@kernel
def letter_heard(world: World, state: State, letter: int) -> None:
    """Let the receiver take in what a letter says.

    Writes: slots; the agenda, for an order, which others decide upon.
    """
    letters = state.letters
    receiver, row = letters.receiver[letter], letters.row[letter]
    content, about_us = letters.content[letter], letters.about_us[letter]
    if content == Content.FACT:
        hear_fact(world, state, receiver, row, about_us, letters.sender[letter])
    elif content == Content.REPORT:
        learn(world, state, row, letters.number[letter], about_us, letters.sender[letter])
    else:
        _take_note_of_order(world, state, receiver, row, about_us)
        hash64, luck = letters.hash64[letter], letters.luck[letter]
        now_us = state.clock.now_us[0]
        schedule(state, now_us, Kind.DIRECTIVE_REACHES, hash64, luck, NOBODY, receiver, letter)


@kernel
def _take_note_of_order(
    world: World, state: State, receiver: int, action: int, about_us: int
) -> None:
    """Let a receiver know that a standing order's directive has reached it. Writes: slots."""
    order = world.actions.order[action]
    if order == NOBODY:
        return
    truth = world.orders.received_slot[order]
    if truth == NOBODY:
        return
    actors = world.actors
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
    letters, actors = state.letters, state.actors
    place, now_us = actors.place[actor], state.clock.now_us[0]
    stays = world.actors.unit[actor] == NOBODY and actors.journey[actor] == NOBODY
    letter = actors.first_letter[actor]
    actors.first_letter[actor] = NOBODY
    while letter != NOBODY:
        following = letters.next_waiting[letter]
        if letters.place[letter] == place or stays:
            hash64, luck = letters.hash64[letter], letters.luck[letter]
            schedule(state, now_us, Kind.LETTER_HANDED_IN, hash64, luck, NOBODY, letter, NOTHING)
        else:
            letters.next_waiting[letter] = actors.first_letter[actor]
            actors.first_letter[actor] = letter
        letter = following


@kernel
def channel_changes(world: World, state: State, channel: int, step: int) -> None:
    """Close a channel for one more reason (`step` 1) or one fewer (-1).

    What waits for a closed channel looks for another way; what no channel could take tries again
    when one opens.
    Writes: channels.closed, wires, clock.first_stranded, post_ready, slots, the agenda.
    """
    was_closed = state.channels.closed[channel] != 0
    state.channels.closed[channel] += step
    is_closed = state.channels.closed[channel] != 0
    if was_closed == is_closed:
        return
    forget_wires(state)
    is_open, place = 0.0 if is_closed else 1.0, world.channels.from_place[channel]
    change_truth(world, state, world.channels.open_slot[channel], is_open, place)
    if is_closed:
        for direction in range(2):
            wire = 2 * channel + direction
            _send_again(state, state.wires.first_waiting[wire])
            state.wires.first_waiting[wire] = NOBODY
            state.wires.last_waiting[wire] = NOBODY
    else:
        first = state.clock.first_stranded[0]
        state.clock.first_stranded[0] = NOBODY
        _send_again(state, first)


@kernel
def work_on_channel(world: World, state: State, channel: int, action: int) -> None:
    """Close, open, cut or repair a channel, which does nothing if it is so already.

    Writes: channels.cut, channels.barred, and as `channel_changes`.
    """
    channels, verb = state.channels, world.actions.verb[action]
    stops = verb == Verb.CLOSE or verb == Verb.CUT
    step = ONE_MORE if stops else ONE_FEWER
    if verb == Verb.CUT or verb == Verb.REPAIR:
        if channels.cut[channel] != stops:
            channels.cut[channel] = stops
            kind = Kind.CHANNEL_CUT if stops else Kind.CHANNEL_REPAIRED
            note(state, kind, channel, action, NOBODY)
            channel_changes(world, state, channel, step)
    elif channels.barred[channel] != stops:
        channels.barred[channel] = stops
        channel_changes(world, state, channel, step)


@kernel
def _send_again(state: State, first: int) -> None:
    """Hand in again every letter of a chain. Writes: the agenda."""
    letters, now_us = state.letters, state.clock.now_us[0]
    letter = first
    while letter != NOBODY:
        hash64, luck = letters.hash64[letter], letters.luck[letter]
        schedule(state, now_us, Kind.LETTER_HANDED_IN, hash64, luck, NOBODY, letter, NOTHING)
        letter = letters.next_waiting[letter]
