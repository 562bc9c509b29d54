"""Who has heard of which acts, believes them authentic, and how they then stand in his eyes.

An actor has a bit for each act. Whether an act done in another's name is authentic is a belief, in
log-odds: it begins at the `believed` of the act, a word of that person moves it up or down, his
silence down. What is held to be forged counts as not heard. Whoever it is said to be by knows
whether he has willed it.
"""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose, uniform
from echelon.engine.numbers import log
from echelon.engine.rules.verdict import BITS_PER_WORD, ONE, has_heard, settle, standing_of
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Quantity, Role
from echelon.engine.world import World


@kernel
def set_slot(state: State, slot: int, number: float, about_us: int, source: int) -> bool:
    """Write `number` into a slot and mark it if it changed; return whether it did.

    Writes: known, slots (since_us, source, because, dirty), dirty, clock.n_dirty.
    """
    slots, clock = state.slots, state.clock
    slots.since_us[slot] = about_us
    slots.source[slot] = source
    if state.known[slot] == number:
        return False
    state.known[slot] = number
    slots.because[slot] = clock.because[0]
    if not slots.dirty[slot]:
        slots.dirty[slot] = True
        state.dirty[clock.n_dirty[0]] = slot
        clock.n_dirty[0] += 1
    return True


@kernel
def reconsider(state: State, mind: int) -> None:
    """Have a mind judged again before the next event, because of what is happening now.

    Writes: minds (is_waiting, is_in_circle and because), waiting, clock.n_waiting.
    """
    if mind == NOBODY or state.minds.is_waiting[mind]:
        return
    state.minds.is_waiting[mind] = True
    state.minds.because[mind] = state.clock.because[0]
    if state.minds.is_in_circle[mind]:  # its turn has not come since it was last judged
        return
    state.minds.is_in_circle[mind] = True
    clock, waiting = state.clock, state.waiting
    waiting[(clock.next_waiting[0] + clock.n_waiting[0]) % len(waiting)] = mind
    clock.n_waiting[0] += 1


@kernel
def has_ears(world: World, actor: int) -> bool:
    """Return whether an actor hears for himself of acts: no station does, and no ranks."""
    actors = world.actors
    return actors.ears[actor] == actor and actors.role[actor] != Role.STATION


@kernel
def hear_tiding(world: World, state: State, hearer: int, tiding: int, source: int) -> None:
    """Let an actor hear of an act, or of a fact on which one turns, if it is new to him.

    `hearer` may be the number of actors, which stands for the truth. Whom an act appoints then
    decides whether he accepts. Writes: heard, and as `weigh`; the agenda.
    """
    n_words = world.settings.tiding_words[0]
    if has_heard(state, state.heard, hearer, n_words, tiding):
        return
    if hearer < len(world.actors):
        note(state, Kind.ACT_HEARD, hearer, world.tidings.fact[tiding], source)
    state.heard[hearer * n_words + tiding // BITS_PER_WORD] |= ONE << (tiding % BITS_PER_WORD)
    weigh(world, state, hearer, tiding, 0.0)
    tidings = world.tidings
    may_decline = tidings.refusal[tiding] != NOBODY
    if may_decline and tidings.appointee[tiding] == hearer:
        entity = world.actors.entity[hearer]
        hash64, now_us = world.entities.hash64[entity], state.clock.now_us[0]
        schedule(state, now_us, Kind.APPOINTEE_DECIDES, hash64, tiding, NOBODY, hearer, tiding)


@kernel
def has_willed(world: World, state: State, tiding: int) -> bool:
    """Return whether whoever an act is said to be by has willed it: drawn once in a run."""
    name = world.entities.luck[world.facts.entity[world.tidings.fact[tiding]]]
    clock = state.clock
    u = uniform(clock.key[0], clock.run[0], name, Purpose.AUTHENTICITY, NOTHING)
    return bool(u < state.values[world.tidings.authorised[tiding]])


@kernel
def weigh(world: World, state: State, hearer: int, tiding: int, change: float) -> None:
    """Move somebody's belief that an act is authentic, and have him judge anew if he must.

    Writes: doubts, believed, slots that hold verdicts.
    """
    n_words, doubt = world.settings.tiding_words[0], world.tidings.doubt[tiding]
    is_believed = has_heard(state, state.heard, hearer, n_words, tiding)
    if doubt != NOBODY and hearer == world.tidings.principal[tiding]:
        is_believed &= has_willed(world, state, tiding)
    elif doubt != NOBODY and hearer < len(world.actors):
        row = hearer * world.settings.doubts[0] + doubt
        state.doubts.log_odds[row] += change
        at_first = state.values[world.tidings.believed[tiding]]
        odds = max(at_first, 1e-12) / max(1.0 - at_first, 1e-12)
        is_believed &= log(odds) + state.doubts.log_odds[row] >= 0.0
    word, bit = hearer * n_words + tiding // BITS_PER_WORD, ONE << (tiding % BITS_PER_WORD)
    if ((state.believed[word] & bit) != 0) == is_believed:
        return
    state.believed[word] ^= bit
    if hearer < len(world.actors):
        reconsider(state, world.actors.mind[hearer])
        unit = world.actors.unit[hearer]
        if unit != NOBODY:
            reconsider(state, world.actors.mind[world.units.ranks[unit]])
    if change != 0.0:
        fact = world.tidings.fact[tiding]
        if is_believed:
            note(state, Kind.ACT_BELIEVED, hearer, fact, NOBODY)
        else:
            note(state, Kind.ACT_DOUBTED, hearer, fact, NOBODY)
    judge_anew(world, state, hearer)


@kernel
def judge_anew(world: World, state: State, hearer: int) -> None:
    """Let an actor, or the truth for each view, form the verdicts that it keeps.

    Writes: slots, and what `settle` writes.
    """
    actors, slots, now_us = world.actors, world.slots, state.clock.now_us[0]
    is_truth = hearer == len(actors)
    first = np.int64(0) if is_truth else actors.first_verdict[hearer]
    last = len(world.truth_verdicts) if is_truth else actors.last_verdict[hearer]
    n_words = world.settings.tiding_words[0]
    for index in range(first, last):
        slot = world.truth_verdicts[index] if is_truth else world.lists[index]
        view = slots.second[slot] if is_truth else state.actors.in_view[hearer]
        quantity, which, number = slots.quantity[slot], slots.first[slot], -1.0
        if view == NOBODY:
            continue
        if quantity == Quantity.VERDICT and not has_heard(
            state, state.believed, hearer, n_words, which
        ):
            number = math.nan
        elif which != NOBODY:
            row = settle(world, state, view, hearer)
            number = standing_of(world, state, view, row, quantity, which)
        before = state.known[slot]
        if number == before or (number != number and before != before):
            continue
        set_slot(state, slot, number, now_us, NOBODY)
        if not is_truth and number == number:
            because = state.clock.because[0]
            state.slots.because[slot] = happen(
                state, Kind.VERDICT_FORMED, hearer, slot, NOBODY, number, because
            )


@kernel
def adopt_view(world: World, state: State, actor: int, view: int) -> None:
    """Let an actor judge in another view from now on; a unit's ranks with their command.

    Writes: actors.in_view, and as `judge_anew`; minds are judged again.
    """
    if state.actors.in_view[actor] == view:
        return
    state.actors.in_view[actor] = view
    note(state, Kind.VIEW_CHANGES, actor, view, NOBODY)
    reconsider(state, world.actors.mind[actor])
    unit = world.actors.unit[actor]
    if unit != NOBODY:
        ranks = world.units.ranks[unit]
        state.actors.in_view[ranks] = view
        reconsider(state, world.actors.mind[ranks])
    judge_anew(world, state, actor)


@kernel
def hear_answer(world: World, state: State, hearer: int, tiding: int, is_confirmed: bool) -> None:
    """Let an actor take in the word of whoever an act is said to be by. Writes: as `weigh`."""
    doubt, tidings = world.tidings.doubt[tiding], world.tidings
    if doubt == NOBODY:
        return
    state.doubts.answers[hearer * world.settings.doubts[0] + doubt] += 1
    weight = state.values[tidings.answer_weight[tiding]]
    if is_confirmed:
        note(state, Kind.ACT_CONFIRMED, hearer, tidings.fact[tiding], tidings.principal[tiding])
    else:
        note(state, Kind.ACT_DENIED, hearer, tidings.fact[tiding], tidings.principal[tiding])
    weigh(world, state, hearer, tiding, weight if is_confirmed else -weight)


@kernel
def answer_overdue(world: World, state: State, hearer: int, tiding: int) -> None:
    """Let an actor who has asked in vain believe less in an act. Writes: as `weigh`."""
    row = hearer * world.settings.doubts[0] + world.tidings.doubt[tiding]
    if state.doubts.answers[row] == 0:
        weight = state.values[world.tidings.silence_weight[tiding]]
        note(state, Kind.ANSWER_MISSED, hearer, world.tidings.fact[tiding], NOTHING)
        weigh(world, state, hearer, tiding, -weight)
