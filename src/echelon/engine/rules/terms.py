"""The terms of the log-odds of obeying an order: what a receiver brings along, weighs and is dealt.

  U = disposition + influences + w legality + w (2 form - 1) - severity
      + w (2 success - 1) + w (2 peers - 1) + noise eps

`eps` has a logistic distribution and one value per receiver and line, the same all along the
severity ladder and fixed in a run: a threshold, as in J. J. Marschak (1960), "Binary-choice
constraints and random utility indicators", and not a hazard. Crisis, group and own parts are joined
by a Gaussian copula, so that many fail together.
"""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.draws import Purpose, uniform
from echelon.engine.leanings import Term
from echelon.engine.normal import inverse_normal, normal_cdf
from echelon.engine.numbers import log
from echelon.engine.rules.belief import HALF, applies, belief_in, others_active, worked_on
from echelon.engine.rules.verdict import share_of_institution, standing_of_author
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World

CRISIS = np.int64(0)
SUREST = 2.0**-53
"""The probability nearest to certainty that a mind beside others can have."""

NO_LETTER = -1.0
"""Share of due form of an order that exists only in thought: its term is nothing."""


@kernel
def term(
    world: World,
    state: State,
    mind: int,
    line: int,
    author: int,
    action: int,
    form: float,
    severity: int,
    which: int,
) -> float:
    """Return one term (a `Term`) of the log-odds of obeying an order."""
    if which == Term.DISPOSITION:
        return disposition(world, state, mind, line, author, action)
    if which == Term.INFLUENCES:
        return worked_on(world, state, mind, line)
    if which == Term.LEGALITY:
        return weight_of_law(world, state, mind, author, action)
    if which == Term.FORM:
        return weight_of_form(world, state, mind, form)
    if which == Term.SEVERITY:
        return -state.values[world.lists[world.minds.first_severity[mind] + severity]]
    if which == Term.SUCCESS:
        return weight_of_success(world, state, mind, line)
    if which == Term.PEERS:
        return weight_of_peers(world, state, mind, line)
    return weight_of_luck(world, state, mind, line)


@kernel
def weight_of_law(world: World, state: State, mind: int, author: int, action: int) -> float:
    """Return what it weighs with a mind how valid an author's order is in its eyes.

    That is 1 for valid, 0 for undecided and -1 for void, times the weight of the law with it.
    """
    standing = standing_of_author(world, state, world.minds.actor[mind], author, action)
    return state.values[world.minds.legality[mind]] * standing


@kernel
def weight_of_form(world: World, state: State, mind: int, form: float) -> float:
    """Return what the share of due form that an order has weighs with a mind."""
    if form == NO_LETTER:
        return 0.0
    return state.values[world.minds.form[mind]] * (2.0 * form - 1.0)


@kernel
def weight_of_success(world: World, state: State, mind: int, line: int) -> float:
    """Return what it weighs with a mind how surely it believes a line's side to prevail."""
    belief = belief_in(world, state, mind, world.lines.side[line])
    return state.values[world.minds.success[mind]] * (2.0 * belief - 1.0)


@kernel
def weight_of_peers(world: World, state: State, mind: int, line: int) -> float:
    """Return what it weighs with a mind which share of its peers it believes to obey a line's side.

    Of those of whom it does not know, half count as obeying.
    """
    count, share = world.minds.count[mind], HALF
    if count != NOBODY and world.counts.n_others[count] > 0:
        n_others, n_sides = world.counts.n_others[count], world.settings.n_sides[0]
        active = others_active(world, state, count, world.lines.side[line])
        decided = np.int64(0)
        for stance in range(n_sides + 1):
            decided += others_active(world, state, count, stance)
        share = (active + HALF * (n_others - decided)) / n_others
    return state.values[world.minds.peers[mind]] * (2.0 * share - 1.0)


@kernel
def disposition(
    world: World, state: State, mind: int, line: int, author: int, action: int
) -> float:
    """Return the log-odds that a mind brings along towards whoever orders on a line.

    Dispositions towards the side, the person and the institution from which the order comes add
    up; so do pledges whose condition holds.
    """
    leanings, total = world.leanings, 0.0
    side, person = world.lines.side[line], world.lines.person[line]
    for row in range(world.minds.first_leaning[mind], world.minds.last_leaning[mind]):
        is_person = leanings.person[row] != NOBODY and leanings.person[row] == person
        is_side = leanings.side[row] == side
        if not is_person and not is_side and leanings.institution[row] == NOBODY:
            continue
        if not applies(world, state, leanings.first_code[row], leanings.last_code[row]):
            continue
        value, institution = state.values[leanings.value[row]], leanings.institution[row]
        if institution != NOBODY:
            actor = world.minds.actor[mind]
            value *= share_of_institution(world, state, actor, institution, author, action)
        if leanings.is_probability[row]:
            value = min(max(value, SUREST), 1.0 - SUREST)
            value = log(value) - log(1.0 - value)
        total += value
    return total


@kernel
def weight_of_luck(world: World, state: State, mind: int, line: int) -> float:
    """Return the noise of a mind on a line: `eps`, from one uniform for each of its three parts.

    Fixed in a run, it is drawn when it is first asked for. Writes: lines.luck, where 0 stands for
    what has not been asked for.
    """
    minds, clock, scale = world.minds, state.clock, state.values[world.minds.noise[mind]]
    if not scale > 0.0:
        return 0.0
    if state.lines.luck[line] != 0.0:
        return scale * state.lines.luck[line]
    entity = world.actors.entity[minds.actor[mind]]
    name, ordinal = world.entities.luck[entity], world.lines.luck[line]
    key, run, shared = clock.key[0], clock.run[0], world.lines.name[line]
    u = uniform(key, run, name, Purpose.OBEDIENCE, ordinal)
    crisis = state.values[minds.crisis_share[mind]]
    group = min(state.values[minds.group_share[mind]], 1.0 - crisis)
    if crisis + group > 0.0:
        z = math.sqrt(max(0.0, 1.0 - crisis - group)) * inverse_normal(u)
        in_crisis = uniform(key, run, shared, Purpose.CRISIS, CRISIS)
        in_group = uniform(key, run, minds.group[mind], Purpose.COMPANY, shared)
        z += math.sqrt(crisis) * inverse_normal(in_crisis)
        z += math.sqrt(group) * inverse_normal(in_group)
        u = min(max(normal_cdf(z), 2.0**-53), 1.0 - 2.0**-53)
    state.lines.luck[line] = log(1.0 - u) - log(u)
    return scale * state.lines.luck[line]
