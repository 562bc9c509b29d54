"""What is so, and who knows it: slots of knowledge and the news that fills them.

A slot holds one quantity for one observer, or for the truth (observer NOBODY). There are slots
only for what some condition reads. Changing a slot marks it, and the loop then looks again at the
facts and standing orders whose conditions read it, and at no others. An observer who is where the
truth changes sees it; to one to whom it is owed (the unit's chain of command) it is written.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.census import touch
from echelon.engine.hearing import hear_tiding, set_slot
from echelon.engine.post import hand_in
from echelon.engine.rules.values import hours_us, mixed
from echelon.engine.state import State
from echelon.engine.trace import happen
from echelon.engine.vocabulary import NOBODY, UNSEEN, Content, Kind, Owed, Quantity
from echelon.engine.world import World


@kernel
def change_truth(world: World, state: State, slot: int, number: float, place: int) -> None:
    """Let the truth held in `slot` change at `place` (NOBODY: nowhere), and the news go out.

    Writes: as `set_slot`, `touch` and `hand_in`; slots.changes.
    """
    if slot == NOBODY:
        return
    touch(world, state, world.slots.cell[slot])
    if not set_slot(state, slot, number, state.clock.now_us[0], NOBODY):
        return
    state.slots.changes[slot] += 1
    spread(world, state, slot, number, place)


@kernel
def spread(world: World, state: State, slot: int, number: float, place: int) -> None:
    """Let it be known that the truth held in `slot` is `number`, whether it is or not.

    Writes: as `learn` and `hand_in`.
    """
    now_us, slots = state.clock.now_us[0], world.slots
    for index in range(slots.first_copy[slot], slots.last_copy[slot]):
        copy = world.lists[index]
        observer = slots.observer[copy]
        owed = slots.owed[copy]
        if owed == Owed.AT_ONCE:
            learn(world, state, copy, number, now_us, NOBODY)
        elif place == NOBODY:
            continue
        elif state.actors.place[observer] == place:
            learn(world, state, copy, number, now_us, NOBODY)
        elif owed == Owed.BY_LETTER:
            about = world.entities.luck[world.actors.entity[observer]]
            luck = mixed(mixed(about, slots.luck[slot]), state.slots.changes[slot])
            hand_in(
                world,
                state,
                Content.REPORT,
                copy,
                number,
                now_us,
                NOBODY,
                NOBODY,
                observer,
                place,
                luck,
            )


@kernel
def let_be_seen(world: World, state: State, slot: int, place: int) -> None:
    """Let observers who are at `place` see the truth held in `slot`. Writes: as `learn`."""
    if slot == NOBODY:
        return
    for index in range(world.slots.first_copy[slot], world.slots.last_copy[slot]):
        copy = world.lists[index]
        if state.actors.place[world.slots.observer[copy]] == place:
            learn(world, state, copy, state.known[slot], state.clock.now_us[0], NOBODY)


@kernel
def learn(world: World, state: State, slot: int, number: float, about_us: int, source: int) -> None:
    """Let an observer take in news, unless what it knows is more recent.

    Writes: as `set_slot` and `happen`.
    """
    if about_us < state.slots.since_us[slot]:
        return
    if set_slot(state, slot, number, about_us, source):
        observer, because = world.slots.observer[slot], state.clock.because[0]
        state.slots.because[slot] = happen(
            state, Kind.REPORT_LEARNT, observer, slot, source, number, because
        )
        if number == 1.0 and world.slots.quantity[slot] == Quantity.AT:
            _estimate_anew(world, state, slot, about_us)


@kernel
def _estimate_anew(world: World, state: State, seen: int, about_us: int) -> None:
    """Let an observer who hears where somebody is reckon anew when he will be elsewhere.

    The estimate is the time of the news plus the expected way from there. Writes: as `set_slot`.
    """
    slots, actors = world.slots, world.actors
    observer, actor, place = slots.observer[seen], slots.first[seen], slots.second[seen]
    for index in range(actors.first_slot[observer], actors.last_slot[observer]):
        slot = world.lists[index]
        is_estimate = slots.quantity[slot] == Quantity.ESTIMATE
        if is_estimate and world.units.actor[slots.first[slot]] == actor:
            hours = world.hours[slots.hours[slot] + place]
            if hours < np.inf:
                arrival_us = float(about_us + hours_us(hours))
                set_slot(state, slot, arrival_us, about_us, NOBODY)


@kernel
def hear_fact(world: World, state: State, actor: int, fact: int, when_us: int, source: int) -> None:
    """Let `actor` hear that `fact` happened at `when_us`, if it had not heard of it.

    Writes: as `set_slot` and `happen`, for the actor's slots about the fact; as `hear_tiding`.
    """
    truth, time_of = world.facts.slot[fact], world.facts.time_slot[fact]
    actors, tiding = world.actors, world.facts.tiding[fact]
    if tiding != NOBODY:
        hear_tiding(world, state, actor, tiding, source)
    for index in range(actors.first_slot[actor], actors.last_slot[actor]):
        slot = world.lists[index]
        number = state.known[slot]
        if world.slots.truth[slot] == truth and number != 1.0:
            set_slot(state, slot, 1.0, when_us, source)
            state.slots.medium[slot] = state.clock.medium[0]
            because = state.clock.because[0]
            state.slots.because[slot] = happen(
                state, Kind.FACT_LEARNT, actor, fact, source, 0.0, because
            )
        elif world.slots.truth[slot] == time_of and number != number:  # unknown until now
            set_slot(state, slot, float(when_us), when_us, source)


@kernel
def learn_of_other(world: World, state: State, fact: int, observer: int, other: int) -> None:
    """Let an observer know that another has heard of a fact. Writes: as `learn`."""
    now_us = state.clock.now_us[0]
    for index in range(world.facts.first_knows[fact], world.facts.last_knows[fact]):
        slot = world.lists[index]
        if world.slots.observer[slot] == observer and world.slots.first[slot] == other:
            learn(world, state, slot, 1.0, now_us, other)


@kernel
def is_present(
    world: World, state: State, actor: int, place: int, channel: int, speaker: int
) -> bool:
    """Return whether an actor speaks, is where something is said, or where a channel carries it.

    Whoever is held, cut off or silent is told nothing by a channel.
    """
    if actor == speaker:
        return True
    actors, channels = state.actors, world.channels
    where = actors.place[actor]
    if where == NOBODY or channel == NOBODY:
        return where != NOBODY and where == place
    if not actors.free[actor] or actors.isolated[actor] or actors.silent[actor] > 0:
        return False
    for index in range(channels.first_reach[channel], channels.last_reach[channel]):
        if world.lists[index] == where:
            return True
    return False


@kernel
def share_knowledge(
    world: World, state: State, fact: int, place: int, channel: int, speaker: int
) -> None:
    """Let all who hear of a fact together know of each other that they have heard of it.

    They are at one place, or where a channel reaches: it is common knowledge among them
    (M. S.-Y. Chwe 2000, "Communication and coordination in social networks", Review of Economic
    Studies 67, 1-16). Writes: as `learn`.
    """
    now_us = state.clock.now_us[0]
    for index in range(world.facts.first_knows[fact], world.facts.last_knows[fact]):
        slot = world.lists[index]
        observer, other = world.slots.observer[slot], world.slots.first[slot]
        if is_present(world, state, observer, place, channel, speaker) and is_present(
            world, state, other, place, channel, speaker
        ):
            learn(world, state, slot, 1.0, now_us, NOBODY)


@kernel
def see_place(world: World, state: State, actor: int) -> None:
    """Let an actor who has come to a place see how things stand there, and hear what happened.

    Writes: as `learn` and `hear_fact`.
    """
    place, now_us = state.actors.place[actor], state.clock.now_us[0]
    actors, slots = world.actors, world.slots
    for index in range(actors.first_slot[actor], actors.last_slot[actor]):
        slot = world.lists[index]
        if place not in (slots.seen_at[slot], slots.seen_also_at[slot]):
            continue
        quantity, fact = slots.quantity[slot], slots.first[slot]
        if quantity == Quantity.HEARD or quantity == Quantity.TIME_OF:
            if state.facts.happened_us[fact] != UNSEEN:
                hear_fact(world, state, actor, fact, state.facts.happened_us[fact], NOBODY)
        else:
            learn(world, state, slot, state.known[slots.truth[slot]], now_us, NOBODY)
