"""Looking again: facts that have become true and standing orders whose moment has come.

After every event the watchers of the slots that changed are looked at, facts first, until nothing
changes any more. A condition is read in Kleene's three-valued logic: what is unknown moves nobody.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose
from echelon.engine.evaluate import evaluate
from echelon.engine.hearing import has_ears, hear_tiding, reconsider
from echelon.engine.knowledge import change_truth, hear_fact, share_knowledge
from echelon.engine.orders.judgement import judge
from echelon.engine.post import hand_in
from echelon.engine.rules.values import minutes_us, mixed, used
from echelon.engine.state import State
from echelon.engine.trace import happen
from echelon.engine.vocabulary import MINDS, NOBODY, NOTHING, UNSEEN, Content, Kind, Status
from echelon.engine.world import World

MOST_JUDGEMENTS = 100
"""How often each mind may be judged at one moment, on average, before the run is given up."""


@kernel
def read(world: World, state: State, first_code: int, last_code: int) -> float:
    """Return the value of an expression: a number, 1 or 0 for true or false, NaN for unknown."""
    now_us = np.float64(state.clock.now_us[0])
    return evaluate(
        world.code, first_code, last_code, state.values, state.known, now_us, state.numbers
    )


@kernel
def look_at_everything(world: World, state: State) -> None:
    """Look at every condition once, at the start of the period. Writes: as `look_again`."""
    for fact in range(len(world.facts)):
        _look_at_fact(world, state, fact)
    for order in range(len(world.orders)):
        _look_at_order(world, state, order)
    for mind in range(len(world.minds)):
        reconsider(state, np.int64(mind))
    look_again(world, state)


@kernel
def look_again(world: World, state: State) -> None:
    """Look at the conditions that read a slot changed since the last look, then judge again.

    Writes: slots.dirty, clock.n_dirty, clock.n_waiting, and what facts, orders and minds write.
    """
    clock = state.clock
    before = clock.because[0]
    _look_at_dirty(world, state)
    left = MOST_JUDGEMENTS * (len(world.minds) + 1)
    while clock.n_waiting[0] > 0:
        left -= 1
        if left < 0:  # minds that follow each other in a circle, at one moment
            clock.status[0] = Status.TOO_MANY_EVENTS
            clock.n_waiting[0] = 0
            break
        mind = state.waiting[clock.next_waiting[0]]
        clock.next_waiting[0] = (clock.next_waiting[0] + 1) % len(state.waiting)
        clock.n_waiting[0] -= 1
        state.minds.is_in_circle[mind] = False
        if not state.minds.is_waiting[mind]:
            continue
        clock.because[0] = state.minds.because[mind]
        judge(world, state, mind)
        _look_at_dirty(world, state)
    clock.because[0] = before


@kernel
def _look_at_dirty(world: World, state: State) -> None:
    """Look at the watchers of changed slots until there are none. Writes: as `look_again`."""
    clock, slots, seen = state.clock, world.slots, np.int64(0)
    while seen < clock.n_dirty[0]:
        slot = state.dirty[seen]
        seen += 1
        state.slots.dirty[slot] = False
        clock.because[0] = state.slots.because[slot]
        for index in range(slots.first_watcher[slot], slots.last_watcher[slot]):
            look_at(world, state, world.lists[index])
        if seen == clock.n_dirty[0]:
            seen = np.int64(0)
            clock.n_dirty[0] = 0


@kernel
def look_at(world: World, state: State, watcher: int) -> None:
    """Look at a fact (`watcher` >= 0), a mind (from `MINDS` on) or a standing order (-1 - row).

    Writes: as those do.
    """
    if watcher >= MINDS:
        reconsider(state, watcher - MINDS)
    elif watcher >= 0:
        _look_at_fact(world, state, watcher)
    else:
        _look_at_order(world, state, -1 - watcher)


@kernel
def _look_at_fact(world: World, state: State, fact: int) -> None:
    """Let a fact happen if its condition has become true. Writes: as `establish`."""
    facts = world.facts
    if state.facts.happened_us[fact] != UNSEEN or facts.first_code[fact] == facts.last_code[fact]:
        return
    if read(world, state, facts.first_code[fact], facts.last_code[fact]) == 1.0:
        establish(world, state, fact, world.facts.place[fact])
    else:
        _plan_next_look(world, state, facts.first_moment[fact], facts.last_moment[fact])


@kernel
def establish(world: World, state: State, fact: int, place: int) -> None:
    """Let a fact happen now at `place`: it is true, seen by those present, and reported.

    Writes: facts.happened_us, clock.because, slots, and as `hand_in` and `hear_tiding`.
    """
    if state.facts.happened_us[fact] != UNSEEN:
        return
    clock, facts = state.clock, world.facts
    now_us, before = clock.now_us[0], clock.because[0]
    state.facts.happened_us[fact] = now_us
    if facts.act[fact] == NOBODY:
        clock.because[0] = happen(state, Kind.FACT_HAPPENS, fact, place, NOBODY, 0.0, before)
    if facts.tiding[fact] != NOBODY:
        hear_tiding(world, state, len(world.actors), facts.tiding[fact], NOBODY)
    change_truth(world, state, facts.slot[fact], 1.0, NOBODY)
    change_truth(world, state, facts.time_slot[fact], np.float64(now_us), NOBODY)
    _let_it_be_seen(world, state, fact, place)
    for index in range(facts.first_reported[fact], facts.last_reported[fact]):
        receiver = world.lists[index]
        if place in (NOBODY, state.actors.place[receiver]):
            continue
        about = world.entities.luck[world.facts.entity[fact]]
        luck = mixed(about | clock.deed[0], world.entities.luck[world.actors.entity[receiver]])
        hand_in(
            world,
            state,
            Content.FACT,
            fact,
            1.0,
            now_us,
            NOBODY,
            NOBODY,
            receiver,
            place,
            luck,
        )
    clock.because[0] = before


@kernel
def _let_it_be_seen(world: World, state: State, fact: int, place: int) -> None:
    """Let actors who are at `place` and care about `fact` hear of it. Writes: as `hear_fact`."""
    slot, tiding, act = world.facts.slot[fact], world.facts.tiding[fact], world.facts.act[fact]
    if slot == NOBODY or place == NOBODY or (act != NOBODY and not world.acts.is_public[act]):
        return
    now_us = state.clock.now_us[0]
    if tiding != NOBODY:  # whoever is there hears of an act, whether or not he asks about it
        for actor in range(len(world.actors)):
            if state.actors.place[actor] == place and has_ears(world, actor):
                hear_fact(world, state, actor, fact, now_us, NOBODY)
    for index in range(world.slots.first_copy[slot], world.slots.last_copy[slot]):
        observer = world.slots.observer[world.lists[index]]
        if state.actors.place[observer] == place:
            hear_fact(world, state, observer, fact, now_us, NOBODY)
    share_knowledge(world, state, fact, place, NOBODY, NOBODY)


@kernel
def _look_at_order(world: World, state: State, order: int) -> None:
    """Let a standing order stir when its condition becomes true, and lapse when it ceases to be.

    Writes: orders.holds, the agenda.
    """
    orders, states = world.orders, state.orders
    if states.times[order] > 0 and not orders.repeats[order]:
        return
    holds = read(world, state, orders.first_code[order], orders.last_code[order]) == 1.0
    _plan_next_look(world, state, orders.first_moment[order], orders.last_moment[order])
    if holds == states.holds[order]:
        return
    states.holds[order] = holds
    clock, entity = state.clock, orders.entity[order]
    actor = orders.actor[order]
    if not holds:
        happen(state, Kind.ORDER_LAPSES, order, actor, NOBODY, 0.0, clock.because[0])
        withdraw(state, entity)
        states.overdue[order] = False
        return
    before = clock.because[0]
    clock.because[0] = happen(state, Kind.ORDER_STIRS, order, actor, NOBODY, 0.0, before)
    name, times = world.entities.luck[entity], states.times[order]
    delay = used(world, state, orders.delay_min[order], name, Purpose.DELAY, times)
    when_us = clock.now_us[0] + minutes_us(delay)
    hash64 = world.entities.hash64[entity]
    schedule(state, when_us, Kind.ORDER_RIPENS, hash64, times, entity, order, NOTHING)
    clock.because[0] = before


@kernel
def _plan_next_look(world: World, state: State, first_moment: int, last_moment: int) -> None:
    """Plan another look at a condition for the moments that it names. Writes: the agenda."""
    for moment in range(first_moment, last_moment):
        moments = world.moments
        when = read(world, state, moments.first_code[moment], moments.last_code[moment])
        entity = moments.entity[moment]
        withdraw(state, entity)
        if not when >= 0.0 or when >= np.float64(world.settings.horizon_us[0]):
            continue
        whole_us = np.int64(when)
        # Between two microseconds, where an input puts it, it is past at the later of the two.
        when_us = whole_us + (1 if np.float64(whole_us) < when else moments.after_us[moment])
        if when_us > state.clock.now_us[0]:
            hash64 = world.entities.hash64[entity]
            watcher = moments.watcher[moment]
            schedule(state, when_us, Kind.MOMENT_ARRIVES, hash64, NOTHING, entity, watcher, NOTHING)
