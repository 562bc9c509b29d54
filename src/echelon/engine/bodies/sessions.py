"""Sessions: a body meets on a question, is a quorum or not, deliberates, votes, and acts.

Whoever is at its seat and can be reached takes part; in a body that confers by wire, also whoever a
wire leads to. Members are busy while they deliberate. A vote is the member's own and fixed: it is
stated, or follows from what he knows, or from whom he would obey, or from one draw a member and
question.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose, uniform
from echelon.engine.evaluate import evaluate
from echelon.engine.knowledge import change_truth
from echelon.engine.leanings import Majority, Vote
from echelon.engine.rules.choice import answer_for, line_of
from echelon.engine.rules.presence import is_reachable
from echelon.engine.rules.telling import tell_alternatives
from echelon.engine.rules.values import minutes_us, used
from echelon.engine.rules.ways import next_wire
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NOBODY, NOTHING, Answer, Kind
from echelon.engine.world import World

MEETS_AGAIN_US = 3_600_000_000
"""An hour: until a body without a quorum is called again if nobody is free before."""

NEXT_MOMENT_US = 1
"""After a sitting, once it has been voted and what is resolved has been done."""


@kernel
def body_meets(world: World, state: State, order: int, body: int) -> None:
    """Let a body take up a question if enough of it are there, or be called again later.

    It is when the question before it is settled, when the next of those who are busy is free, or in
    an hour. Writes: ballots.present, bodies.order, bodies.until_us, actors.busy_us, the agenda.
    """
    if not state.orders.holds[order]:
        return
    bodies, now_us = world.bodies, state.clock.now_us[0]
    hash64 = world.entities.hash64[bodies.entity[body]]
    luck = world.entities.luck[world.orders.entity[order]]
    present, members, again_us = _call_the_roll(world, state, order, body)
    quorum = bodies.quorum[body]
    if quorum == 0:
        quorum = members // 2 + 1
    is_sitting = state.bodies.order[body] != NOBODY
    if is_sitting or present < quorum:
        if is_sitting:
            again_us = state.bodies.until_us[body] + NEXT_MOMENT_US
        else:
            note(state, Kind.BODY_LACKS_QUORUM, body, order, present)
        schedule(state, again_us, Kind.BODY_MEETS, hash64, luck, NOBODY, order, body)
        return
    state.bodies.order[body] = order
    note(state, Kind.BODY_SITS, body, order, present)
    name = world.entities.luck[bodies.entity[body]]
    minutes = used(world, state, bodies.deliberation_min[body], name, Purpose.DELIBERATION, luck)
    ends_us = now_us + minutes_us(minutes)
    state.bodies.until_us[body] = ends_us
    for ballot in range(world.orders.first_ballot[order], world.orders.last_ballot[order]):
        member = world.ballots.member[ballot]
        if state.ballots.present[ballot]:
            state.actors.busy_us[member] = ends_us
            own, there = world.actors.entity[member], state.actors.place[member]
            own_hash = world.entities.hash64[own]
            schedule(
                state, ends_us, Kind.ACTOR_LOOKS_ROUND, own_hash, NOTHING, NOBODY, member, there
            )
    schedule(state, ends_us, Kind.BODY_DECIDES, hash64, luck, NOBODY, order, body)


@kernel
def seat_of(world: World, state: State, body: int) -> int:
    """Return where a body meets: its seat, or where its chair is; NOBODY while he travels."""
    seat = world.bodies.seat[body]
    return state.actors.place[world.bodies.chair[body]] if seat == NOBODY else seat


@kernel
def _call_the_roll(world: World, state: State, order: int, body: int) -> tuple[int, int, int]:
    """Mark who takes part; return how many do, how many members there are, and when to call again.

    Writes: ballots.present.
    """
    seat, present, members, clock = seat_of(world, state, body), NOTHING, NOTHING, state.clock
    again_us = clock.now_us[0] + MEETS_AGAIN_US
    key, run, ordinal = clock.key[0], clock.run[0], world.entities.luck[world.bodies.entity[body]]
    for ballot in range(world.orders.first_ballot[order], world.orders.last_ballot[order]):
        member = world.ballots.member[ballot]
        there = state.actors.place[member]
        takes_part, is_member, slot = False, True, world.ballots.membership[ballot]
        busy_us = state.actors.busy_us[member]
        if slot != NOBODY:  # of whom it is not known before
            name = world.entities.luck[world.actors.entity[member]]
            u = uniform(key, run, name, Purpose.MEMBERSHIP, ordinal)
            is_member = u < state.values[slot]
        if is_member and world.ballots.votes[ballot] > 0:
            members += 1
        if is_member and seat != NOBODY and there != NOBODY and is_reachable(state, member):
            takes_part = there == seat
            if not takes_part and world.bodies.by_wire[body]:
                circle = world.actors.circle[member]
                takes_part = next_wire(world, state, there, seat, circle) != NOBODY
        if is_member and clock.now_us[0] < busy_us < again_us:
            again_us = busy_us
        state.ballots.present[ballot] = takes_part
        if takes_part and world.ballots.votes[ballot] > 0:
            present += 1
    return present, members, again_us


@kernel
def body_decides(world: World, state: State, order: int, body: int) -> None:
    """Let a body vote on the question before it, and act if it resolves so.

    Writes: bodies.order, orders.times, slots, the agenda.
    """
    ballots, bodies = world.ballots, world.bodies
    ayes, noes, is_vetoed, speaker, chair_vote = NOTHING, NOTHING, False, NOBODY, Vote.ABSTAIN
    for ballot in range(world.orders.first_ballot[order], world.orders.last_ballot[order]):
        if not state.ballots.present[ballot]:
            continue
        member, vote = ballots.member[ballot], _vote(world, state, order, body, np.int64(ballot))
        ayes += ballots.votes[ballot] if vote == Vote.AYE else 0
        noes += ballots.votes[ballot] if vote == Vote.NO else 0
        is_vetoed = is_vetoed or (vote == Vote.NO and ballots.has_veto[ballot])
        if member == bodies.chair[body]:
            chair_vote = vote
        if speaker == NOBODY or member in (bodies.chair[body], bodies.secretary[body]):
            speaker = member
    state.bodies.order[body] = NOBODY
    is_carried = _is_carried(bodies.rule[body], ayes, noes, chair_vote) and not is_vetoed
    kind_number = np.float64(noes)
    because = state.clock.because[0]
    if not is_carried:
        if is_vetoed:
            happen(state, Kind.BODY_IS_VETOED, body, order, ayes, kind_number, because)
        else:
            happen(state, Kind.BODY_REJECTS, body, order, ayes, kind_number, because)
        state.orders.times[order] += 1
        return
    happen(state, Kind.BODY_RESOLVES, body, order, ayes, kind_number, because)
    seat = seat_of(world, state, body)
    change_truth(world, state, world.orders.resolved_slot[order], 1.0, seat)
    hash64, now_us = world.entities.hash64[bodies.entity[body]], state.clock.now_us[0]
    luck = world.entities.luck[world.orders.entity[order]]
    schedule(state, now_us, Kind.BODY_ACTS, hash64, luck, NOBODY, order, speaker)


@kernel
def _is_carried(rule: int, ayes: int, noes: int, chair_vote: int) -> bool:
    """Return whether a question is carried: abstentions do not count, a tie is the chair's."""
    if rule == Majority.UNANIMITY:
        return ayes > 0 and noes == 0
    if rule == Majority.TWO_THIRDS:
        return ayes > 0 and 3 * ayes >= 2 * (ayes + noes)
    return ayes > noes or (ayes == noes and ayes > 0 and chair_vote == Vote.AYE)


@kernel
def _vote(world: World, state: State, order: int, body: int, ballot: int) -> Vote:
    """Return how a member votes, by the first of the grounds that there are."""
    ballots, clock = world.ballots, state.clock
    if ballots.stated[ballot] != NOBODY:
        return Vote.AYE if ballots.stated[ballot] == Vote.AYE else Vote.NO
    first, last = ballots.first_code[ballot], ballots.last_code[ballot]
    if first != last:
        now = np.float64(clock.now_us[0])
        held = evaluate(world.code, first, last, state.values, state.known, now, state.numbers)
        if held == 1.0:
            return Vote.AYE
        return Vote.NO if held == 0.0 else Vote.ABSTAIN
    member, chair = ballots.member[ballot], world.bodies.chair[body]
    mind = world.actors.mind[member]
    if mind != NOBODY and member != chair and line_of(world, mind, chair) != NOBODY:
        tell_alternatives(world, state, mind, chair, NOBODY, world.orders.severity[order])
        given = answer_for(world, state, member, chair, world.orders.severity[order])
        if given == Answer.STALL:
            return Vote.ABSTAIN
        return Vote.AYE if given == Answer.OBEY else Vote.NO
    support = world.orders.support[order]
    if support == NOBODY:
        return Vote.AYE
    name = world.entities.luck[world.actors.entity[member]]
    ordinal = world.entities.luck[world.orders.entity[order]]
    u = uniform(clock.key[0], clock.run[0], name, Purpose.VOTE, ordinal)
    return Vote.AYE if u < state.values[support] else Vote.NO
