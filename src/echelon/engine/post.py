"""Handing in a letter: the one way in which anything done here becomes known elsewhere."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Content, Kind, Status
from echelon.engine.world import World


@kernel
def hand_in(
    world: World,
    state: State,
    content: Content,
    row: int,
    number: float,
    about_us: int,
    sender: int,
    claimed: int,
    receiver: int,
    place: int,
    luck: int,
) -> None:
    """Hand in at `place` a letter to `receiver`; it is looked at after what happens now.

    `sender` is NOBODY for a report that no actor writes in person; `claimed` is the actor in whose
    name it speaks, mostly the sender.
    Writes: letters, clock.n_letters, clock.status, the agenda.
    """
    clock, letters = state.clock, state.letters
    letter = clock.n_letters[0]
    if letter >= len(letters):
        clock.status[0] = Status.LETTERS_FULL
        return
    clock.n_letters[0] = letter + 1
    letters.content[letter] = content
    letters.row[letter] = row
    letters.number[letter] = number
    letters.about_us[letter] = about_us
    letters.sender[letter] = sender
    letters.claimed[letter] = claimed
    letters.receiver[letter] = receiver
    letters.place[letter] = place
    letters.sent_us[letter] = clock.now_us[0]
    letters.came_us[letter] = clock.now_us[0]
    letters.channel[letter] = NOBODY
    letters.direction[letter] = 0
    letters.next_waiting[letter] = NOBODY
    letters.luck[letter] = luck
    letters.garbled[letter] = False
    letters.shunned[letter] = NOBODY
    letters.losses[letter] = 0
    receiver_hash = world.entities.hash64[world.actors.entity[receiver]]
    letters.hash64[letter] = receiver_hash
    schedule(
        state, clock.now_us[0], Kind.LETTER_HANDED_IN, receiver_hash, luck, NOBODY, letter, NOTHING
    )
