"""Strikes: a staff called out joins by and by, is paid while there is a fund, and then tires.

Of those at work, a share joins in every hour; of those out without pay, a share has had enough and
does not come out again. The strike is over for everybody who works by it once too few are at work.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.numbers import exp
from echelon.engine.rules.choice import answer_for
from echelon.engine.rules.telling import tell_alternatives
from echelon.engine.staffs.service import let_it_be_felt
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, NOTHING, Answer, Kind, Severity, Verb
from echelon.engine.world import World

HOUR_US = 3_600_000_000
NOBODY_LEFT = 1e-3
"""Share on strike below which a strike that has been called off is over."""


@kernel
def staff_called(world: World, state: State, staff: int, letter: int) -> None:
    """Let a staff follow a call to strike or to work, or not. Writes: staffs, the agenda."""
    action, author = state.letters.row[letter], state.letters.claimed[letter]
    is_out = state.staffs.on_strike[staff]
    calls_out = world.actions.verb[action] == Verb.STRIKE
    if not _follows(world, state, staff, author):
        note(state, Kind.STRIKE_REFUSED, staff, action, author)
    elif calls_out == is_out:
        return
    elif calls_out:
        begin_strike(world, state, staff)
    else:
        state.staffs.on_strike[staff] = False
        note(state, Kind.STRIKE_ENDS, staff, NOBODY, NOBODY)
    mind = world.actors.mind[world.staffs.actor[staff]]
    tell_alternatives(world, state, mind, author, action, np.int64(Severity.STAND))


@kernel
def _follows(world: World, state: State, staff: int, author: int) -> bool:
    """Return whether a staff does what `author` calls it to do: by disposition, or by side."""
    actor = world.staffs.actor[staff]
    mind = world.actors.mind[actor]
    side = NOBODY if author == NOBODY else world.actors.side[author]
    judges = side != NOBODY and (world.staffs.judges[staff] >> side) & 1 != 0
    if judges and mind != NOBODY:
        severity = np.int64(Severity.STAND)
        return answer_for(world, state, actor, author, severity) == Answer.OBEY
    return side == NOBODY or (world.staffs.serves[staff] >> side) & 1 != 0


@kernel
def begin_strike(world: World, state: State, staff: int) -> None:
    """Let a staff come out. Writes: staffs.on_strike, generation, the agenda."""
    if state.staffs.on_strike[staff]:
        return
    state.staffs.on_strike[staff] = True
    note(state, Kind.STRIKE_BEGINS, staff, NOBODY, NOBODY)
    _plan_next_hour(world, state, staff)


@kernel
def _plan_next_hour(world: World, state: State, staff: int) -> None:
    """Plan to see in an hour how many are out. Writes: generation, the agenda."""
    entity, when_us = world.staffs.entity[staff], state.clock.now_us[0] + HOUR_US
    hash64 = world.entities.hash64[entity]
    withdraw(state, entity)
    schedule(state, when_us, Kind.STRIKE_BITES, hash64, NOTHING, entity, staff, NOTHING)


@kernel
def strike_bites(world: World, state: State, staff: int) -> None:
    """Let an hour of strike pass: some come out, some go back, too few may be left.

    Writes: staffs, slots, the agenda.
    """
    states, staffs, values = state.staffs, world.staffs, state.values
    out, returned = states.out[staff], states.returned[staff]
    joining = 1.0 - exp(-1.0 / values[staffs.joining_h[staff]])
    tiring = 1.0 - exp(-1.0 / values[staffs.endurance_h[staff]])
    if states.on_strike[staff]:
        states.paid_h[staff] += out
        is_paid = states.paid_h[staff] <= values[staffs.fund_h[staff]]
        gone_back = 0.0 if is_paid else tiring * out
        out += joining * (1.0 - out - returned) - gone_back
        returned += gone_back
    else:
        out -= joining * out
        returned -= tiring * returned
        if out < NOBODY_LEFT:
            out = 0.0
    states.out[staff], states.returned[staff] = out, returned
    is_idle = 1.0 - out < values[staffs.least[staff]]
    if is_idle != states.idle[staff]:
        states.idle[staff] = is_idle
        if is_idle:
            note(state, Kind.WORK_STOPS, staff, NOBODY, NOBODY)
        else:
            note(state, Kind.WORK_RESUMES, staff, NOBODY, NOBODY)
        let_it_be_felt(world, state, staff)
    if states.on_strike[staff] or out > 0.0:
        _plan_next_hour(world, state, staff)
