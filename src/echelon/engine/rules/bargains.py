"""What an agreement is worth to whom it is offered, and what one that stands forbids."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.dealings import Bargain
from echelon.engine.draws import Purpose, uniform
from echelon.engine.leanings import Term
from echelon.engine.numbers import exp, log
from echelon.engine.rules.choice import line_of, utility
from echelon.engine.rules.telling import tell_terms
from echelon.engine.rules.terms import NO_LETTER
from echelon.engine.state import State
from echelon.engine.trace import jot
from echelon.engine.vocabulary import NOBODY, Kind
from echelon.engine.world import World


@kernel
def belief_that_kept(world: World, state: State, agreement: int) -> float:
    """Return the probability at which the receiver believes that an agreement will be kept.

    The log-odds are the trust in the offerer, plus what a guarantor at liberty and a mediator add,
    less a step for each promise that the offerer's side is known to have broken to the receiver's.
    """
    agreements, values = world.agreements, state.values
    odds = values[agreements.trust[agreement]]
    guarantor = agreements.guarantor[agreement]
    if guarantor != NOBODY and state.actors.free[guarantor]:
        odds += values[agreements.guarantee[agreement]]
    if agreements.mediator[agreement] != NOBODY:
        odds += values[agreements.mediation[agreement]]
    side = world.actors.side[agreements.offerer[agreement]]
    own = world.actors.side[agreements.receiver[agreement]]
    for other in range(len(agreements)):
        if state.agreements.status[other] != Bargain.BROKEN:
            continue
        one = world.actors.side[agreements.offerer[other]]
        two = world.actors.side[agreements.receiver[other]]
        if state.agreements.breaker[other] == side and (one == own or two == own):
            odds -= values[agreements.breach[agreement]]
    return 1.0 / (1.0 + exp(-odds))


@kernel
def is_acceptable(world: World, state: State, agreement: int) -> bool:
    """Return whether the receiver accepts: worth + weight (2 belief - 1) + eps > 0.

    `eps` is logistic, one draw for the agreement and its receiver, fixed in a run. A receiver with
    dispositions, where a severity is stated, puts in its place the utility of doing such a deed for
    the offerer, which has its own luck, and must be past his stall band. Writes: trace.
    """
    agreements, clock = world.agreements, state.clock
    belief, worth = belief_that_kept(world, state, agreement), agreements.worth[agreement]
    trust = state.values[agreements.weight[agreement]] * (2.0 * belief - 1.0)
    odds = state.values[worth] + trust
    receiver, severity = agreements.receiver[agreement], agreements.severity[agreement]
    mind, offerer, line = world.actors.mind[receiver], agreements.offerer[agreement], int(NOBODY)
    asks_for_deed = severity != NOBODY and mind != NOBODY
    if asks_for_deed:
        line = line_of(world, mind, offerer)
        if line == NOBODY:
            return False
    if clock.tracing[0]:
        jot(state, Kind.TERM_WEIGHED, line, np.int64(Term.WORTH), NOBODY, state.values[worth])
        jot(state, Kind.TERM_WEIGHED, line, np.int64(Term.TRUST), NOBODY, trust)
    if asks_for_deed:
        if clock.tracing[0]:
            tell_terms(world, state, mind, line, offerer, NOBODY, NO_LETTER, severity)
        u = utility(world, state, mind, line, offerer, NOBODY, NO_LETTER, severity)
        return odds + u > state.values[world.minds.stall_band[mind]]
    name = world.entities.luck[world.actors.entity[receiver]]
    ordinal = world.entities.luck[agreements.entity[agreement]]
    u = uniform(clock.key[0], clock.run[0], name, Purpose.BARGAIN, ordinal)
    if clock.tracing[0]:
        luck = log(1.0 - u) - log(u)
        jot(state, Kind.TERM_WEIGHED, line, np.int64(Term.LUCK), NOBODY, luck)
    return u < 1.0 / (1.0 + exp(-odds))


@kernel
def at_truce(world: World, state: State, side: int, other: int, place: int) -> bool:
    """Return whether two sides keep a truce at a place."""
    agreements = world.agreements
    for agreement in range(len(agreements)):
        if state.agreements.status[agreement] != Bargain.AGREED:
            continue
        one = world.actors.side[agreements.offerer[agreement]]
        two = world.actors.side[agreements.receiver[agreement]]
        is_theirs = (side == one and other == two) or (side == two and other == one)
        if not agreements.is_truce[agreement] or not is_theirs:
            continue
        first, last = agreements.first_place[agreement], agreements.last_place[agreement]
        if first == last:
            return True
        for index in range(first, last):
            if world.lists[index] == place:
                return True
    return False


@kernel
def has_safe_conduct(world: World, state: State, person: int, side: int) -> bool:
    """Return whether an agreement that stands keeps a person from being taken by `side`."""
    agreements = world.agreements
    for agreement in range(len(agreements)):
        if state.agreements.status[agreement] != Bargain.AGREED:
            continue
        one = world.actors.side[agreements.offerer[agreement]]
        two = world.actors.side[agreements.receiver[agreement]]
        if side != one and side != two:
            continue
        for index in range(agreements.first_safe[agreement], agreements.last_safe[agreement]):
            if world.lists[index] == person:
                return True
    return False
