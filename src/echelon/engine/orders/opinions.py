"""Opinions: minds that listen to each other and average what they think of who will prevail.

What speaks for a side with a mind, in log-odds, is after each talk the weighted mean of what spoke
for it with him and with those to whom he listens (M. H. DeGroot 1974, "Reaching a Consensus",
Journal of the American Statistical Association 69, 118-121). Who talk at one time all speak before
any of them thinks it over, so that the order in which they are asked does not matter.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.hearing import reconsider
from echelon.engine.rules.belief import weight_of
from echelon.engine.rules.values import hours_us
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind
from echelon.engine.world import World


@kernel
def plan_talk(world: World, state: State, row: int) -> None:
    """Plan when somebody asks again to whom he listens. Writes: the agenda."""
    confidences, now_us = world.confidences, state.clock.now_us[0]
    hash64 = world.entities.hash64[world.actors.entity[world.minds.actor[confidences.mind[row]]]]
    when_us = now_us + hours_us(state.values[confidences.every_h[row]])
    schedule(state, when_us, Kind.OPINION_ASKED, hash64, row, NOBODY, row, NOTHING)


@kernel
def opinion_asked(world: World, state: State, row: int) -> None:
    """Let a mind hear what another thinks, if both are free to talk, and plan the next talk.

    Writes: confidences.moves, the agenda.
    """
    confidences, minds = world.confidences, world.minds
    mind, other, side = confidences.mind[row], confidences.other[row], confidences.side[row]
    free = state.actors.free
    if free[world.actors.ears[minds.actor[mind]]] and free[world.actors.ears[minds.actor[other]]]:
        distance = weight_of(world, state, other, side) - weight_of(world, state, mind, side)
        state.confidences.moves[row] = state.values[confidences.weight[row]] * distance
        hash64 = world.entities.hash64[world.actors.entity[minds.actor[mind]]]
        now_us = state.clock.now_us[0]
        schedule(state, now_us, Kind.OPINION_WEIGHED, hash64, row, NOBODY, row, NOTHING)
    plan_talk(world, state, row)


@kernel
def opinion_weighed(world: World, state: State, row: int) -> None:
    """Let a mind move towards what another has said. Writes: confidences.moved; minds."""
    state.confidences.moved[row] += state.confidences.moves[row]
    reconsider(state, world.confidences.mind[row])
