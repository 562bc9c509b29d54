"""Combat: losses one by one as a Markov chain, and who breaks off.

With `m` and `n` elements the next loss comes at the rate of the law (`a`, `b` the effect of one
element of each side on the other, times the reluctance):

  square      a m + b n        the other's with probability a m / (a m + b n)
  linear      (a + b) m n      the other's with probability a / (a + b)
  ambush      a m n + b n      one fires blindly at the other, who sees whom he fires at
  going over  (a + b) m n      as linear, but who is lost to one side fights on for the other

The chain is exact while the smaller side has 60 elements or fewer. Above that, several losses are
taken in one turn, shared out by their binomial at the rates that hold halfway through, in a time
whose cube root is taken to be normal (E. B. Wilson and M. M. Hilferty 1931, "The distribution of
chi-square", Proceedings of the National Academy of Sciences 17, 684-688); for the square law,
a m(m+1) - b n(n+1) is a martingale of the chain and is kept. F. W. Lanchester (1916), "Aircraft in
Warfare"; S. J. Deitchman (1962), "A Lanchester model of guerrilla warfare", Operations Research 10,
818-827.

Each side breaks off at a rate that rises with the share of its men that it has lost: fixed
breaking points are refuted (D. K. Clark 1954, ORO-T-289), and most who quit have lost little
(R. McQuie 1987, "Battle outcomes: casualty rates as a measure of defeat", Army 37).
"""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.contact.prisoners import disarm, fall_back
from echelon.engine.draws import Purpose, exponential, uniform
from echelon.engine.encounter import Fate, Law, Response, Stage, Turn
from echelon.engine.hazard import NEVER_US, fires_at_us, remaining_after
from echelon.engine.meeting import come_together
from echelon.engine.normal import inverse_normal
from echelon.engine.roll import strike_off
from echelon.engine.rules.ground import men_at, stands_at
from echelon.engine.rules.values import hours_us, mixed
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NOBODY, Kind
from echelon.engine.world import World

MOST_EXACT = 60.0
"""Elements of the smaller side up to which losses come one by one."""

SHARE_OF_A_TURN = 1.0 / 64.0
"""Of the smaller side's elements: how many fall in one turn of a large fight."""

MOST_ADDED = 1000.0
"""Losses of one turn up to which they are shared out exactly; 2^-1000 can still be told from 0."""

ONE, OTHER = np.int64(0), np.int64(1)


@kernel
def begin_combat(world: World, state: State, contact: int) -> None:
    """Let a fight begin between those who would at least hold. Writes: contacts, the agenda."""
    contacts, clock, place = state.contacts, state.clock, world.contacts.place[contact]
    contacts.stage[contact] = Stage.FIGHTING
    contacts.fights[contact] += 1
    for column in (contacts.one_turned, contacts.other_turned):
        column[contact] = 0
    for column in (contacts.one_lost, contacts.other_lost):
        column[contact] = 0
    name = world.entities.luck[world.contacts.entity[contact]]
    key, run, fights = clock.chance[0], clock.run[0], contacts.fights[contact]
    one, other = mixed(fights, ONE), mixed(fights, OTHER)
    contacts.one_nerve[contact] = exponential(key, run, name, Purpose.NERVE, one)
    contacts.other_nerve[contact] = exponential(key, run, name, Purpose.NERVE, other)
    contacts.one_break_per_h[contact] = 0.0
    contacts.other_break_per_h[contact] = 0.0
    contacts.since_us[contact] = clock.now_us[0]
    contacts.until_us[contact] = clock.now_us[0]
    note(state, Kind.COMBAT_BEGINS, contact, place, NOBODY)
    plan_turn(world, state, contact)


@kernel
def elements_of(world: World, state: State, contact: int, side: int) -> float:
    """Return how many elements a side has in a fight, those who have gone over to it included."""
    contacts = state.contacts
    if side == ONE:
        men = contacts.one_men[contact] + contacts.one_turned[contact]
    else:
        men = contacts.other_men[contact] + contacts.other_turned[contact]
    size = element_men(world, state, contact)
    return float((men + size - 1) // size)


@kernel
def element_men(world: World, state: State, contact: int) -> int:
    """Return how many men an element has."""
    slot = world.oppositions.element_men[world.contacts.opposition[contact]]
    return max(np.int64(state.values[slot] + 0.5), np.int64(1))


@kernel
def rates(world: World, state: State, contact: int, m: float, n: float) -> tuple[float, float]:
    """Return at which rates per hour the first and the second side lose an element."""
    opposition, table = world.contacts.opposition[contact], world.oppositions
    reluctance = state.values[table.reluctance[opposition]]
    a = state.values[table.one_effect_per_h[opposition]] * reluctance
    b = state.values[table.other_effect_per_h[opposition]] * reluctance
    law = table.law[opposition]
    if law == Law.SQUARE:
        return b * n, a * m
    if law == Law.AMBUSH:
        return b * n, a * m * n
    return b * m * n, a * m * n


@kernel
def plan_turn(world: World, state: State, contact: int) -> None:
    """Plan the next losses, or that a side breaks off, whichever comes first.

    What has been planned before is dropped: numbers have changed. A time without memory may be
    drawn anew, and of a turn at which many fall, those fall who would have until now.
    Writes: contacts, units, echelons, slots, generation, the agenda.
    """
    contacts, clock, entity = state.contacts, state.clock, world.contacts.entity[contact]
    withdraw(state, entity)
    break_turn(world, state, contact)
    _spend_nerve(world, state, contact)
    m, n = elements_of(world, state, contact, ONE), elements_of(world, state, contact, OTHER)
    one_per_h, other_per_h = rates(world, state, contact, m, n)
    name, turn = world.entities.luck[entity], contacts.turns[contact]
    contacts.turns[contact] = turn + 1
    leap = max(1.0, float(np.int64(min(m, n) * SHARE_OF_A_TURN)))
    if min(m, n) <= MOST_EXACT:
        leap = 1.0
    contacts.leap[contact] = np.int64(leap)
    when_us, what = NEVER_US, np.int64(Turn.LOSS)
    if one_per_h + other_per_h > 0.0:
        waited = exponential(clock.chance[0], clock.run[0], name, Purpose.LOSS, turn)
        if leap > 1.0:  # the sum of so many waiting times, whose cube root is nearly normal
            u = uniform(clock.chance[0], clock.run[0], name, Purpose.LOSS, turn)
            root = 1.0 - 1.0 / (9.0 * leap) + inverse_normal(u) / (3.0 * math.sqrt(leap))
            waited = leap * max(0.0, root * root * root)
        when_us = clock.now_us[0] + hours_us(waited / (one_per_h + other_per_h))
        contacts.others_share[contact] = other_per_h / (one_per_h + other_per_h)
    contacts.until_us[contact] = when_us if leap > 1.0 else clock.now_us[0]
    now_us = clock.now_us[0]
    one_us = fires_at_us(
        now_us, contacts.one_nerve[contact], contacts.one_break_per_h[contact], 0.0
    )
    other_us = fires_at_us(
        now_us, contacts.other_nerve[contact], contacts.other_break_per_h[contact], 0.0
    )
    if one_us < when_us:
        when_us, what = one_us, np.int64(Turn.ONE_BREAKS)
    if other_us < when_us:
        when_us, what = other_us, np.int64(Turn.OTHER_BREAKS)
    if when_us != NEVER_US:
        hash64 = world.entities.hash64[entity]
        schedule(state, when_us, Kind.COMBAT_TURNS, hash64, turn, entity, contact, what)


@kernel
def break_turn(world: World, state: State, contact: int) -> None:
    """Let those of an unfinished turn fall who would have until now, and the turn be over.

    Given when the last of `leap` falls, each of the others has fallen by now with the share of the
    time that has passed; their mean is taken, rounded up or down by chance.
    Writes: contacts, units, echelons, slots, the agenda.
    """
    contacts, clock = state.contacts, state.clock
    since_us, until_us = contacts.since_us[contact], contacts.until_us[contact]
    elapsed_us = clock.now_us[0] - since_us
    contacts.until_us[contact] = since_us
    if elapsed_us <= 0 or until_us <= since_us:
        return
    name, turn = world.entities.luck[world.contacts.entity[contact]], contacts.turns[contact]
    u = uniform(clock.chance[0], clock.run[0], name, Purpose.VICTIM, turn)
    share = min(1.0, float(elapsed_us) / float(until_us - since_us))
    total = np.int64(float(contacts.leap[contact] - 1) * share + u)
    others = np.int64(float(total) * contacts.others_share[contact] + u)
    _fall(world, state, contact, OTHER, min(others, total))
    _fall(world, state, contact, ONE, total - min(others, total))


@kernel
def _spend_nerve(world: World, state: State, contact: int) -> None:
    """Spend both sides' clocks of breaking off, and set the rates that hold from now on.

    Writes: contacts.
    """
    contacts, now_us = state.contacts, state.clock.now_us[0]
    opposition, elapsed_us = world.contacts.opposition[contact], now_us - contacts.since_us[contact]
    least = state.values[world.oppositions.break_off_per_h[opposition]]
    by_losses = state.values[world.oppositions.break_off_by_losses_per_h[opposition]]
    contacts.one_nerve[contact] = remaining_after(
        contacts.one_nerve[contact], contacts.one_break_per_h[contact], 0.0, elapsed_us
    )
    contacts.other_nerve[contact] = remaining_after(
        contacts.other_nerve[contact], contacts.other_break_per_h[contact], 0.0, elapsed_us
    )
    one_lost, other_lost = contacts.one_lost[contact], contacts.other_lost[contact]
    one_share = share_lost(one_lost, contacts.one_men[contact])
    other_share = share_lost(other_lost, contacts.other_men[contact])
    contacts.one_break_per_h[contact] = least + by_losses * one_share
    contacts.other_break_per_h[contact] = least + by_losses * other_share
    contacts.since_us[contact] = now_us


@kernel
def share_lost(lost: int, left: int) -> float:
    """Return the share of a side's men that it has lost in this fight."""
    return float(lost) / float(lost + left) if lost > 0 else 0.0


@kernel
def combat_turns(world: World, state: State, contact: int, what: int) -> None:
    """Let men fall, or a side break off. Writes: contacts, units, echelons, slots, the agenda."""
    place = world.contacts.place[contact]
    if what != Turn.LOSS:
        break_turn(world, state, contact)
        one_breaks = what == Turn.ONE_BREAKS
        opposition = world.contacts.opposition[contact]
        side = (
            world.oppositions.one[opposition] if one_breaks else world.oppositions.other[opposition]
        )
        note(state, Kind.SIDE_BREAKS_OFF, contact, place, side)
        end_combat(world, state, contact, not one_breaks)
        return
    m, n = elements_of(world, state, contact, ONE), elements_of(world, state, contact, OTHER)
    total = float(state.contacts.leap[contact])
    state.contacts.until_us[contact] = state.contacts.since_us[contact]
    others = _losses_of_other(world, state, contact, m, n, total)
    _fall(world, state, contact, OTHER, np.int64(others))
    _fall(world, state, contact, ONE, np.int64(total - others))
    come_together(world, state, place)


@kernel
def _losses_of_other(
    world: World, state: State, contact: int, m: float, n: float, total: float
) -> float:
    """Return how many of the next losses are the second side's: a binomial, inverted.

    Of more losses than can be added up without running out of small numbers it is nearly normal.
    """
    clock, turn = state.clock, state.contacts.turns[contact]
    name = world.entities.luck[world.contacts.entity[contact]]
    u = uniform(clock.chance[0], clock.run[0], name, Purpose.VICTIM, turn)
    one_per_h, other_per_h = rates(world, state, contact, m, n)
    share = other_per_h / (one_per_h + other_per_h)
    if total <= 1.0:
        return 1.0 if u < share else 0.0
    m -= 0.5 * total * (1.0 - share)
    n -= 0.5 * total * share
    one_per_h, other_per_h = rates(world, state, contact, m, n)
    share = other_per_h / (one_per_h + other_per_h)
    if total > MOST_ADDED:
        others = share * total + math.sqrt(total * share * (1.0 - share)) * inverse_normal(u)
        return float(np.int64(min(max(others + 0.5, 0.0), total)))
    is_turned = share > 0.5  # count the side that loses less: its chance of none is not too small
    if is_turned:
        u, share = 1.0 - u, 1.0 - share
    chance, found = 1.0, 0.0
    for _ in range(np.int64(total)):
        chance *= 1.0 - share
    below = chance
    while below < u and found < total:
        chance *= (total - found) / (found + 1.0) * share / (1.0 - share)
        found += 1.0
        below += chance
    return total - found if is_turned else found


@kernel
def _fall(world: World, state: State, contact: int, side: int, elements: int) -> None:
    """Take elements off a side: each of its units loses its share. Writes: units, contacts."""
    if elements <= 0:
        return
    contacts, opposition = state.contacts, world.contacts.opposition[contact]
    law, men = world.oppositions.law[opposition], elements * element_men(world, state, contact)
    turned = contacts.one_turned if side == ONE else contacts.other_turned
    gained = contacts.other_turned if side == ONE else contacts.one_turned
    if law == Law.GOING_OVER:
        gained[contact] += men
        back = min(men, turned[contact])
        turned[contact] -= back
        men -= back
    fate = np.int64(Fate.CAPTURED) if law == Law.GOING_OVER else np.int64(Fate.DEAD)
    name = world.oppositions.one[opposition] if side == ONE else world.oppositions.other[opposition]
    gone = _strike_off_side(world, state, world.contacts.place[contact], name, men, fate)
    if side == ONE:
        contacts.one_lost[contact] += gone
    else:
        contacts.other_lost[contact] += gone
    because = state.clock.because[0]
    happen(state, Kind.MEN_FALL, contact, name, fate, float(gone), because)


@kernel
def _strike_off_side(world: World, state: State, place: int, side: int, men: int, fate: int) -> int:
    """Take men off the units of a side that fight at a place, each its share; return how many.

    Writes: units, echelons, slots.
    """
    total, before, taken = np.int64(0), np.int64(0), np.int64(0)
    for unit in range(len(world.units)):
        if state.units.side[unit] == side and state.units.response[unit] >= Response.HOLD:
            total += men_at(world, state, unit, place)
    if total == 0:
        return np.int64(0)
    wanted = min(men, total)
    for echelon in range(len(world.echelons)):
        unit = world.echelons.unit[echelon]
        fights = state.units.side[unit] == side and state.units.response[unit] >= Response.HOLD
        if not fights or not stands_at(state, echelon, place):
            continue
        before += state.echelons.men[echelon]
        share = before * wanted // total - taken
        strike_off(world, state, np.int64(echelon), share, fate)
        taken += share
    return taken


@kernel
def end_combat(world: World, state: State, contact: int, one_wins: bool) -> None:
    """End a fight: the loser falls back where he came from, or is disarmed where he stands.

    Writes: contacts, units, echelons, slots, the agenda.
    """
    place, opposition = world.contacts.place[contact], world.contacts.opposition[contact]
    withdraw(state, world.contacts.entity[contact])
    state.contacts.stage[contact] = Stage.APART
    one, other = world.oppositions.one[opposition], world.oppositions.other[opposition]
    winner, loser = (one, other) if one_wins else (other, one)
    note(state, Kind.COMBAT_ENDS, contact, place, winner)
    fall_back(world, state, place, loser)
    disarm(world, state, contact, winner, loser, np.int64(Response.ATTACK))
    come_together(world, state, place)
