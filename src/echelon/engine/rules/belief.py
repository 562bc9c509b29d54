"""What a mind believes: who will prevail, what its peers do, and how it has been worked on.

A side's weight is the sum of the log-odds of all news that speaks for it: the logarithm of the
likelihood ratio, times the share that is believed from its source, halved with every half-life.
The log-odds of the belief that it prevails are the difference between its weight and that of its
strongest rival, as in adding up evidence by I. J. Good (1950), "Probability and the Weighing of
Evidence": who has heard nothing thinks it even, however many others stand by. What an influence
adds is a step or grows with the hours; a contagion's share of the men grows by the logistic law of
P.-F. Verhulst (1838), "Notice sur la loi que la population suit dans son accroissement".
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.evaluate import evaluate
from echelon.engine.leanings import InfluenceKind, Situation
from echelon.engine.numbers import exp, log
from echelon.engine.rules.values import MICROSECONDS_PER_HOUR
from echelon.engine.rules.verdict import VALID, settle, standing_of_author, verdict_on
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Medium
from echelon.engine.world import World

LN_2 = 0.6931471805599453
HALF = 0.5
START = 0.01
"""Share of the men whom a contagion has at the beginning of its work."""


@kernel
def applies(world: World, state: State, first_code: int, last_code: int) -> bool:
    """Return whether a condition that a row may have is true; one that it has not always is."""
    if first_code == last_code:
        return True
    now_us = np.float64(state.clock.now_us[0])
    truth = evaluate(
        world.code, first_code, last_code, state.values, state.known, now_us, state.numbers
    )
    return truth == 1.0


@kernel
def belief_in(world: World, state: State, mind: int, side: int) -> float:
    """Return the probability, in the eyes of `mind`, that `side` prevails."""
    minds = world.minds
    has_news = minds.first_news[mind] != minds.last_news[mind]
    if not has_news and minds.first_confidence[mind] == minds.last_confidence[mind]:
        return HALF
    _weigh(world, state, mind)
    return 1.0 / (1.0 + exp(_strongest_rival(world, state, side) - state.weights[side]))


@kernel
def _strongest_rival(world: World, state: State, side: int) -> float:
    """Return the weight, as last added up, of the strongest of the sides that rival `side`."""
    rivals = world.lists[world.settings.first_rivals[0] + side]
    strongest, is_rivalled = 0.0, False
    for other in range(world.settings.n_sides[0]):
        if (rivals >> other) & 1 == 0:
            continue
        weight = state.weights[other]
        if not is_rivalled or weight > strongest:
            strongest, is_rivalled = weight, True
    return strongest


@kernel
def weight_of(world: World, state: State, mind: int, side: int) -> float:
    """Return the log-odds of all that speaks for `side` with `mind`. Writes: odds, weights."""
    _weigh(world, state, mind)
    return state.weights[side]


@kernel
def _weigh(world: World, state: State, mind: int) -> None:
    """Add up what speaks for each side with a mind: news heard, and talk. Writes: odds, weights."""
    news, weights, confidences, minds = world.news, state.weights, world.confidences, world.minds
    own_side = world.actors.side[minds.actor[mind]]
    for side in range(world.settings.n_sides[0]):
        weights[side] = 0.0
    for row in range(minds.first_news[mind], minds.last_news[mind]):
        slot = news.heard[row]
        if slot != NOBODY and state.known[slot] != 1.0:
            continue
        if state.odds[row] == 0.0:
            state.odds[row] = log(state.values[news.ratio[row]])
        odds = state.odds[row]
        if slot != NOBODY:
            source = state.slots.source[slot]
            if source != NOBODY:
                is_own = world.actors.side[source] == own_side
                odds *= state.values[news.from_own[row] if is_own else news.from_other[row]]
            age_us = max(state.clock.now_us[0] - state.slots.since_us[slot], 0)
            age_h = age_us / MICROSECONDS_PER_HOUR
            odds *= exp(-LN_2 * age_h / state.values[news.half_life_h[row]])
        weights[news.side[row]] += odds
    for row in range(minds.first_confidence[mind], minds.last_confidence[mind]):
        weights[confidences.side[row]] += state.confidences.moved[row]


@kernel
def others_active(world: World, state: State, count: int, stance: int) -> int:
    """Return how many others a mind knows to be active for a side, or (n_sides) to refuse."""
    return state.tally[count * (world.settings.n_sides[0] + 1) + stance]


@kernel
def is_at_work(world: World, state: State, mind: int, row: int) -> bool:
    """Return whether an influence works on a mind now: heard, in its situation, on its terms."""
    influences, actor = world.influences, world.minds.actor[mind]
    slot, during = influences.heard[row], influences.during[row]
    if slot != NOBODY and state.known[slot] != 1.0:
        return False
    ears, unit = world.actors.ears[actor], world.actors.unit[actor]
    kind = influences.kind[row]
    endured = NOTHING if unit == NOBODY else state.units.endured[unit]
    if kind >= InfluenceKind.OWN_FIRE and (endured >> kind) & 1 == 0:
        return False
    if during == Situation.TOGETHER:
        place, by = state.actors.place[ears], influences.by[row]
        if place == NOBODY or state.actors.place[by] != place:
            return False
    elif during != Situation.ALWAYS and unit != NOBODY:
        is_moving = state.actors.place[ears] == NOBODY
        if is_moving != (during == Situation.MOVING):
            return False
    return applies(world, state, influences.first_code[row], influences.last_code[row])


@kernel
def hours_of(state: State, row: int) -> float:
    """Return for how many hours an influence has worked until now."""
    influences = state.influences
    hours = influences.hours[row]
    if influences.is_on[row]:
        hours += (state.clock.now_us[0] - influences.since_us[row]) / MICROSECONDS_PER_HOUR
    return hours


@kernel
def worked_on(world: World, state: State, mind: int, line: int) -> float:
    """Return the log-odds that all influences together add to obeying on a line."""
    influences, total = world.influences, 0.0
    side, person = world.lines.side[line], world.lines.person[line]
    for row in range(world.minds.first_influence[mind], world.minds.last_influence[mind]):
        for_all = influences.side[row] == NOBODY and influences.person[row] == NOBODY
        about_side = influences.side[row] != NOBODY and influences.side[row] == side
        about_person = influences.person[row] != NOBODY and influences.person[row] == person
        if influences.kind[row] == InfluenceKind.DESERTION:
            continue
        if not (for_all or about_side or about_person):
            continue
        hours = hours_of(state, row)
        step = state.values[influences.step[row]]
        rate = state.values[influences.rate_per_h[row]] * hours
        if influences.kind[row] == InfluenceKind.CONTAGION:
            total += step / (1.0 + (1.0 - START) / START * exp(-rate))
            continue
        limit = state.values[influences.limit[row]]
        total += min(max(rate, -limit), limit)
        if step != 0.0 and is_at_work(world, state, mind, row):
            total += step * _share_of_step(world, state, mind, row)
    return total


@kernel
def _share_of_step(world: World, state: State, mind: int, row: int) -> float:
    """Return which share of a step works: by the medium, of an appeal by its issuer's standing too.

    All of an appeal works if the act is valid that makes it, or its author may command; `if_void`
    if not, and half of the difference while that is undecided. Writes: verdicts, kept, opinion.
    """
    influences, slot = world.influences, world.influences.heard[row]
    medium = NOBODY if slot == NOBODY else state.slots.medium[slot]
    if medium == NOBODY:
        share = state.values[influences.in_person[row]]
    elif medium == Medium.RADIO or medium == Medium.PRESS:
        share = state.values[influences.by_broadcast[row]]
    else:
        share = state.values[influences.by_wire[row]]
    actor = world.minds.actor[mind]
    view = state.actors.in_view[actor]
    if influences.kind[row] != InfluenceKind.APPEAL or view == NOBODY or len(world.views) == 0:
        return share
    by, standing = influences.by[row], VALID
    tiding = NOBODY if slot == NOBODY else world.facts.tiding[world.slots.first[slot]]
    if tiding != NOBODY and world.tidings.is_act[tiding]:
        kept = settle(world, state, view, world.actors.ears[actor])
        standing = verdict_on(world, state, kept, tiding)
    elif by != NOBODY and world.actors.first_right[by] != world.actors.last_right[by]:
        standing = standing_of_author(world, state, actor, by, NOBODY)
    least = state.values[influences.if_void[row]]
    return share * (least + (1.0 - least) * (1.0 + standing) / 2.0)


@kernel
def due_form(world: World, mind: int, author: int, is_written: bool, is_countersigned: bool) -> int:
    """Return the forms that an order has, a bit each; over a head is not the own chain."""
    forms = np.int64(is_written) + 2 * np.int64(is_countersigned)
    minds = world.minds
    first = minds.first_superior[mind]
    for index in range(first, first + minds.n_direct[mind]):
        if world.lists[index] == author:
            return forms + 4
    return forms
