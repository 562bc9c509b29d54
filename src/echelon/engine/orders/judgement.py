"""Judging: what a mind makes of the orders that are live for it, and what its unit then does.

A unit acts on an order only if its command and its ranks both choose it. Ranks who are past their
own limit act without their command; further still, they arrest their commander. A mind without
dispositions beside one that has some follows it.
"""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose, uniform
from echelon.engine.leanings import InfluenceKind
from echelon.engine.meeting import come_together
from echelon.engine.numbers import exp
from echelon.engine.orders.desertion import party_of, plan_desertion
from echelon.engine.roll import pass_gate
from echelon.engine.rules.belief import hours_of, is_at_work
from echelon.engine.rules.choice import choose, is_willing, severity_of, utility_of_live
from echelon.engine.rules.presence import is_with
from echelon.engine.rules.scruples import scruple_against
from echelon.engine.rules.telling import tell_alternatives
from echelon.engine.rules.values import hours_us, minutes_us, used
from echelon.engine.stances import claim, take_stance
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NOBODY, NOTHING, Answer, Kind, Role, Verb
from echelon.engine.world import World


@kernel
def judge(world: World, state: State, mind: int) -> None:
    """Let a mind choose again among what is live for it, and act if it chooses otherwise.

    Command and ranks of a unit choose before the unit acts on what either has chosen.
    Writes: minds, influences, units, the agenda, and as `take_stance`.
    """
    state.minds.is_waiting[mind] = False
    before, actor = state.clock.because[0], world.minds.actor[mind]
    unit, has_changed = world.actors.unit[actor], _choose_again(world, state, mind)
    _take_heart(world, state, actor)
    if unit == NOBODY:
        if has_changed:
            _stand(world, state, mind, state.minds.answer[mind], state.minds.line[mind])
    else:
        is_ranks = world.actors.role[actor] == Role.RANKS
        other = world.units.actor[unit] if is_ranks else world.units.ranks[unit]
        other_mind = world.actors.mind[other]
        if other_mind != NOBODY:
            state.minds.is_waiting[other_mind] = False
            has_changed |= _choose_again(world, state, other_mind)
        if has_changed:
            resolve(world, state, unit)
    state.clock.because[0] = before


@kernel
def _take_heart(world: World, state: State, actor: int) -> None:
    """Have what somebody chose not to do on another's behalf looked at again.

    Writes: orders.is_reluctant, the agenda.
    """
    orders = world.orders
    for index in range(world.actors.first_order[actor], world.actors.last_order[actor]):
        order = world.lists[index]
        if state.orders.is_reluctant[order] and state.orders.holds[order]:
            state.orders.is_reluctant[order] = False
            entity, times = orders.entity[order], state.orders.times[order]
            hash64, now_us = world.entities.hash64[entity], state.clock.now_us[0]
            schedule(state, now_us, Kind.ORDER_RIPENS, hash64, times, entity, order, NOTHING)


@kernel
def _choose_again(world: World, state: State, mind: int) -> bool:
    """Return whether a mind chooses otherwise than before.

    Whoever has been given a further order is told of though his choice be the same.
    Writes: minds, influences, because.
    """
    minds, clock = state.minds, state.clock
    look_at_influences(world, state, mind)
    answer, line, u = choose(world, state, mind)
    letter = NOBODY if line == NOBODY else state.lines.letter[line]
    has_ordered = u > -math.inf
    is_same = minds.answer[mind] == answer and minds.line[mind] == line
    is_same &= minds.letter[mind] == letter and minds.has_judged[mind] == has_ordered
    is_asked = minds.is_asked[mind]
    minds.is_asked[mind] = False
    if is_same and not is_asked:
        return False
    minds.answer[mind] = answer
    minds.line[mind] = line
    minds.letter[mind] = letter
    minds.has_judged[mind] = has_ordered
    if has_ordered:
        actor, because = world.minds.actor[mind], clock.because[0]
        is_command = world.actors.role[actor] == Role.COMMAND
        if answer == Answer.OBEY and is_command and state.lines.action[line] != NOBODY:
            pass_gate(world, state, state.lines.action[line], np.int64(3))
        code = np.int64(answer)
        clock.because[0] = happen(state, Kind.MIND_JUDGES, actor, code, line, u, because)
        tell_alternatives(world, state, mind, NOBODY, NOBODY, NOTHING)
        _tell_scruples(world, state, mind)
    return not is_same


@kernel
def look_at_influences(world: World, state: State, mind: int) -> None:
    """Count the hours for which each influence has worked so far.

    Writes: influences, and as `plan_desertion` where men now desert faster or slower.
    """
    states, has_turned = state.influences, False
    for row in range(world.minds.first_influence[mind], world.minds.last_influence[mind]):
        states.hours[row] = hours_of(state, row)
        states.since_us[row] = state.clock.now_us[0]
        is_on = is_at_work(world, state, mind, row)
        is_desertion = world.influences.kind[row] == InfluenceKind.DESERTION
        has_turned |= is_desertion and is_on != states.is_on[row]
        states.is_on[row] = is_on
    unit = world.actors.unit[world.minds.actor[mind]]
    if has_turned and unit != NOBODY:
        plan_desertion(world, state, unit, state.units.men[unit], state.units.deserted[unit])


@kernel
def mind_reviews(world: World, state: State, mind: int) -> None:
    """Let a mind look again at what changes by itself, and plan the next look.

    Who has scruples may have others before him than an hour ago, whom he would not fire on.
    Writes: as `judge`; places, the agenda.
    """
    judge(world, state, mind)
    plan_review(world, state, mind)
    place = state.actors.place[world.actors.ears[world.minds.actor[mind]]]
    if world.minds.first_scruple[mind] != world.minds.last_scruple[mind] and place != NOBODY:
        come_together(world, state, place)


@kernel
def plan_review(world: World, state: State, mind: int) -> None:
    """Plan when a mind looks again at what changes by itself. Writes: the agenda."""
    hash64 = world.entities.hash64[world.actors.entity[world.minds.actor[mind]]]
    when_us = state.clock.now_us[0] + hours_us(state.values[world.minds.review_h[mind]])
    schedule(state, when_us, Kind.MIND_REVIEWS, hash64, NOTHING, NOBODY, mind, NOTHING)


@kernel
def _tell_scruples(world: World, state: State, mind: int) -> None:
    """Record which scruple keeps a mind from each order that is live for it. Writes: trace."""
    for line in range(world.minds.first_line[mind], world.minds.last_line[mind]):
        action = state.lines.action[line]
        if action == NOBODY:
            continue
        row = scruple_against(world, state, mind, action, severity_of(world, action))
        if row != NOBODY:
            note(state, Kind.SCRUPLE_FORBIDS, world.minds.actor[mind], row, action)


@kernel
def _stand(world: World, state: State, mind: int, answer: int, line: int) -> None:
    """Let a mind be seen to obey, to refuse, or neither; who stalls may sham.

    Writes: as `take_stance`.
    """
    stance = NOBODY
    if answer == Answer.OBEY:
        stance = world.lines.side[line]
    elif answer == Answer.STAND_ASIDE and state.minds.has_judged[mind]:
        stance = world.settings.n_sides[0]
    take_stance(world, state, mind, stance)
    if answer != Answer.STALL:
        return
    actor = world.minds.actor[mind]
    clock, name = state.clock, world.entities.luck[world.actors.entity[actor]]
    u = uniform(clock.key[0], clock.run[0], name, Purpose.SHAM, NOTHING)
    if u < state.values[world.minds.sham[mind]]:
        claim(world, state, mind, world.lines.side[line])


@kernel
def _line_of_ranks(world: World, state: State, unit: int, commanded: int) -> int:
    """Return the line that a unit acts on, given its command's, once its ranks are asked.

    Writes: units.commander_held, the agenda; notes what ranks do on their own.
    """
    ranks = world.actors.mind[world.units.ranks[unit]]
    if ranks == NOBODY:
        return commanded
    minds, lines = state.minds, state.lines
    own = minds.line[ranks] if minds.answer[ranks] == Answer.OBEY else NOBODY
    if own == NOBODY:
        return NOBODY
    side = world.lines.side[own]
    if commanded != NOBODY and world.lines.side[commanded] == side:
        return commanded
    if lines.action[own] == NOBODY:
        return own
    u = utility_of_live(world, state, ranks, own)
    if u <= state.values[world.minds.act_alone[ranks]]:
        return NOBODY
    other, commander = 0.0, world.units.commander[unit]
    if commanded != NOBODY:
        command = world.lines.side[commanded]
        for line in range(world.minds.first_line[ranks], world.minds.last_line[ranks]):
            if world.lines.side[line] == command and lines.action[line] != NOBODY:
                other = utility_of_live(world, state, ranks, line)
    note(state, Kind.RANKS_ACT_ALONE, unit, side, NOBODY)
    is_past = u - other > state.values[world.minds.arrest[ranks]]
    if is_past and commander != NOBODY and not state.units.commander_held[unit]:
        state.units.commander_held[unit] = True
        note(state, Kind.COMMANDER_HELD, unit, commander, NOBODY)
        hash64, now_us = world.entities.hash64[world.units.entity[unit]], state.clock.now_us[0]
        men = world.units.ranks[unit]
        if is_with(world, state, commander, unit):
            schedule(state, now_us, Kind.COMMANDER_TAKEN, hash64, NOTHING, NOBODY, unit, men)
    return own


@kernel
def resolve(world: World, state: State, unit: int) -> None:
    """Let a unit begin, go on with or give up what its command and ranks choose together.

    Writes: units, generation, the agenda, and as `take_stance`.
    """
    minds, units = state.minds, state.units
    command = world.actors.mind[world.units.actor[unit]]
    answer, commanded = np.int64(Answer.OBEY), NOBODY
    if command != NOBODY:
        answer = minds.answer[command]
        if answer == Answer.OBEY and not units.commander_held[unit]:
            commanded = minds.line[command]
    line = _line_of_ranks(world, state, unit, commanded)
    letter = NOBODY if line == NOBODY else state.lines.letter[line]
    if line == NOBODY:
        _stand(world, state, command, _lesser(world, state, unit, answer), minds.line[command])
        _give_up(world, state, unit)
        return
    if units.line[unit] == line and units.letter[unit] == letter:
        return
    units.line[unit], units.letter[unit] = line, letter
    side = world.lines.side[line]
    take_stance(world, state, command, side)
    entity, now_us = world.units.entity[unit], state.clock.now_us[0]
    hash64 = world.entities.hash64[entity]
    if side != units.side[unit]:
        schedule(state, now_us, Kind.UNIT_GOES_OVER, hash64, NOTHING, NOBODY, unit, side)
    if letter == NOBODY:
        return
    is_joint = 1.0 if line == commanded else 0.0  # otherwise its ranks act alone
    author = state.lines.author[line]
    told = _force_besides(world, state, unit, line, letter)
    happen(state, Kind.UNIT_RESOLVES, unit, told, author, is_joint, state.clock.because[0])
    _split(world, state, unit)
    carry_out_order(world, state, unit, state.lines.action[line], letter)


@kernel
def _force_besides(world: World, state: State, unit: int, line: int, letter: int) -> int:
    """Return the gravest order on a line that a unit obeys: to force its way besides, or to move.

    Writes: units.told_to_force_us.
    """
    rider, author = state.lines.rider[line], state.lines.author[line]
    if rider == NOBODY:
        return state.lines.action[line]
    if not is_willing(world, state, unit, author, severity_of(world, rider)):
        note(state, Kind.UNIT_REFUSES, unit, rider, author)
        return state.lines.action[line]
    state.units.told_to_force_us[unit] = state.letters.sent_us[letter]
    return rider


@kernel
def _lesser(world: World, state: State, unit: int, answer: int) -> int:
    """Return how a unit that does not act is seen: as the less willing of its command and ranks.

    The more either is willing, the more the unit is, so that units who look at each other settle.
    """
    ranks = world.actors.mind[world.units.ranks[unit]]
    other = np.int64(Answer.OBEY) if ranks == NOBODY else state.minds.answer[ranks]
    if answer == Answer.STAND_ASIDE or other == Answer.STAND_ASIDE:
        return np.int64(Answer.STAND_ASIDE)
    if answer != Answer.OBEY:
        return answer
    # Both obey, but not the same side: nothing comes of it.
    return other if other != Answer.OBEY else np.int64(Answer.ASK)


@kernel
def _give_up(world: World, state: State, unit: int) -> None:
    """Let a unit that no longer obeys whom it obeyed stand where it is.

    Writes: units, the agenda.
    """
    units = state.units
    if units.line[unit] == NOBODY:
        return
    # What it was doing, which a later order on the same line may have overtaken since.
    letter = units.letter[unit]
    action = NOBODY if letter == NOBODY else state.letters.row[letter]
    units.line[unit] = units.letter[unit] = NOBODY
    entity = world.units.entity[unit]
    withdraw(state, entity)
    note(state, Kind.UNIT_WAVERS, unit, action, NOBODY)
    hash64, now_us = world.entities.hash64[entity], state.clock.now_us[0]
    schedule(state, now_us, Kind.UNIT_STOPS, hash64, NOTHING, entity, unit, NOBODY)


@kernel
def _split(world: World, state: State, unit: int) -> None:
    """Let those men stay behind who do not follow a choice that was near even. Writes: the agenda.

    One after another joins those who follow or those who stay, in proportion to how many have: the
    urn of F. Eggenberger and G. Polya (1923), "Ueber die Statistik verketteter Vorgaenge". It
    begins with the probability that the ranks' log-odds stand for, and the number that follows has
    a beta-binomial distribution. Of more than a thousand men, one in a thousand go together.
    """
    ranks = world.actors.mind[world.units.ranks[unit]]
    if ranks == NOBODY or state.minds.answer[ranks] != Answer.OBEY:
        return
    line = state.minds.line[ranks]
    if state.lines.action[line] == NOBODY:
        return
    u = utility_of_live(world, state, ranks, line)
    if abs(u) > state.values[world.minds.split_band[ranks]]:
        return
    share, balls = 1.0 / (1.0 + exp(-u)), state.values[world.minds.split_concentration[ranks]]
    clock, name = state.clock, world.entities.luck[world.units.entity[unit]]
    party, men, stay = party_of(state.units.men[unit]), state.units.men[unit], np.int64(0)
    follow, drawn = share * balls, np.int64(0)
    while drawn * party < men:
        draw = uniform(clock.chance[0], clock.run[0], name, Purpose.SPLITTING, drawn)
        if draw * (balls + float(drawn)) < follow:
            follow += 1.0
        else:
            stay += min(party, men - drawn * party)
        drawn += 1
    hash64 = world.entities.hash64[world.units.entity[unit]]
    schedule(state, clock.now_us[0], Kind.MEN_LEAVE, hash64, NOTHING, NOBODY, unit, stay)


@kernel
def carry_out_order(world: World, state: State, unit: int, action: int, letter: int) -> None:
    """Let a unit begin to do as it is told.

    A halt puts off a move that the unit had resolved on but not begun; going on takes it up again.
    A person is seen to beside whatever else the unit does. An order to move and one to force its
    way that were issued at one moment hold together, whichever comes first.
    Writes: units.directive_us, units.told_to_force_us, units.pending, generation, the agenda.
    """
    letters, units = state.letters, state.units
    if world.actions.person[action] != NOBODY:
        _see_to_person(world, state, unit, action, letter)
        return
    units.directive_us[unit] = letters.sent_us[letter]
    entity, verb = world.units.entity[unit], world.actions.verb[action]
    withdraw(state, entity)
    hash64, name = world.entities.hash64[entity], world.entities.luck[entity]
    luck, now_us = letters.luck[letter], state.clock.now_us[0]
    if verb == Verb.HALT:
        schedule(state, now_us, Kind.UNIT_STOPS, hash64, luck, entity, unit, action)
        return
    if verb == Verb.DETRAIN:
        schedule(state, now_us, Kind.UNIT_DETRAINS, hash64, luck, entity, unit, action)
        return
    delay = used(world, state, world.units.response_min[unit], name, Purpose.RESPONSE, luck)
    when_us = now_us + minutes_us(delay)
    pass_gate(world, state, action, np.int64(4))
    if verb == Verb.MOVE or verb == Verb.INFILTRATE:
        units.pending[unit] = action
    if verb == Verb.FORCE:
        units.told_to_force_us[unit] = letters.sent_us[letter]
    is_forced_move = verb == Verb.MOVE and units.told_to_force_us[unit] == letters.sent_us[letter]
    if verb == Verb.BOMBARD:
        schedule(state, when_us, Kind.UNIT_FIRES, hash64, luck, NOBODY, unit, action)
    elif verb == Verb.FORCE or is_forced_move:
        schedule(state, when_us, Kind.UNIT_FORCES, hash64, luck, entity, unit, action)
    elif units.pending[unit] == NOBODY:
        schedule(state, when_us, Kind.UNIT_GOES_ON, hash64, luck, entity, unit, action)
    else:
        move = units.pending[unit]
        schedule(state, when_us, Kind.UNIT_SETS_OUT, hash64, luck, entity, unit, move)


@kernel
def _see_to_person(world: World, state: State, unit: int, action: int, letter: int) -> None:
    """Let a unit go and arrest, isolate or release somebody. Writes: the agenda."""
    entity, luck = world.units.entity[unit], state.letters.luck[letter]
    name, hash64 = world.entities.luck[entity], world.entities.hash64[entity]
    delay = used(world, state, world.units.response_min[unit], name, Purpose.RESPONSE, luck)
    when_us, command = state.clock.now_us[0] + minutes_us(delay), world.units.actor[unit]
    schedule(state, when_us, Kind.CUSTODY_CHANGES, hash64, luck, NOBODY, action, command)
