"""The fixed choice: which of the orders that are live for it a receiver obeys, if any.

The utility of obeying an order, in log-odds against standing aside, is the sum of its terms (see
`terms`), and the best alternative is taken.

Whoever has no dispositions of its own obeys its own side with a plain probability. Its rule `u < p`
is the log-odds rule `logit(p) + eps > 0` with `eps = logit(1 - u)`.
"""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.draws import Purpose, uniform
from echelon.engine.rules.belief import applies, belief_in, others_active, worked_on
from echelon.engine.rules.scruples import scruple_against
from echelon.engine.rules.terms import (
    NO_LETTER,
    disposition,
    weight_of_form,
    weight_of_law,
    weight_of_luck,
    weight_of_peers,
    weight_of_success,
)
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Answer, Quantity, Role, Severity, Verb
from echelon.engine.world import World

TOLD = 2.0
"""Log-odds by which an author expects more of somebody who is said to obey, and less of others."""

REFUSED = np.int64(-2)
"""What thresholds say of a mind that refuses because so many others do."""

FORBIDDEN = -1e9
"""Log-odds of an order that a mind obeys in no case: it stands aside, and others count that."""

EVERY_DEED = np.int64(2 ** (Severity.FIRE + 1) - 1)
"""The bits of all severities."""


@kernel
def is_willing(world: World, state: State, unit: int, author: int, severity: int) -> bool:
    """Return whether a unit's command and its ranks both do a deed on behalf of `author`."""
    units = world.units
    if answer_for(world, state, units.actor[unit], author, severity) != Answer.OBEY:
        return False
    return answer_for(world, state, units.ranks[unit], author, severity) == Answer.OBEY


@kernel
def answer_for(world: World, state: State, receiver: int, author: int, severity: int) -> Answer:
    """Return what `receiver` resolves on, told by `author` to do a deed of a `Severity`."""
    mind = world.actors.mind[receiver]
    if mind == NOBODY:
        return _plain_answer(world, state, receiver, author)
    line = NOBODY if author == NOBODY else line_of(world, mind, author)
    if line == NOBODY or scruple_against(world, state, mind, NOBODY, severity) != NOBODY:
        return Answer.STAND_ASIDE
    settled = _settled_by_others(world, state, mind, world.lines.side[line])
    if settled != 0:
        return Answer.OBEY if settled > 0 else Answer.STAND_ASIDE
    own = utility(world, state, mind, line, author, NOBODY, NO_LETTER, severity)
    return _prefer(world, state, mind, own, _best_rival(world, state, mind, line))


@kernel
def deeds_done(world: World, state: State, receiver: int, author: int) -> int:
    """Return all deeds that `receiver` does, told by `author`: a bit for each `Severity`.

    As `answer_for` answers for each, but what does not depend on the deed is weighed only once.
    """
    mind, deeds = world.actors.mind[receiver], np.int64(0)
    if mind == NOBODY:
        obeys = _plain_answer(world, state, receiver, author) == Answer.OBEY
        return EVERY_DEED if obeys else deeds
    line = NOBODY if author == NOBODY else line_of(world, mind, author)
    if line == NOBODY:
        return deeds
    settled = _settled_by_others(world, state, mind, world.lines.side[line])
    if settled < 0:
        return deeds
    rest, rival = (0.0, 0.0, 0.0, 0.0), 0.0
    if settled == 0:
        rest = _but_for_severity(world, state, mind, line, author, NOBODY, NO_LETTER)
        rival = _best_rival(world, state, mind, line)
    for severity in range(Severity.FIRE + 1):
        if scruple_against(world, state, mind, NOBODY, severity) != NOBODY:
            continue
        own = _with_severity(world, state, mind, rest, severity)
        if settled > 0 or _prefer(world, state, mind, own, rival) == Answer.OBEY:
            deeds |= np.int64(1) << severity
    return deeds


@kernel
def _best_rival(world: World, state: State, mind: int, line: int) -> float:
    """Return the utility of the best alternative to a deed that is asked on a line: 0 if none."""
    rival = 0.0
    for other in range(world.minds.first_line[mind], world.minds.last_line[mind]):
        if other != line and state.lines.action[other] != NOBODY:
            rival = max(rival, utility_of_live(world, state, mind, other))
    return rival


@kernel
def _prefer(world: World, state: State, mind: int, own: float, rival: float) -> Answer:
    """Return the answer of a mind to whom a deed is worth `own`, and not to do it `rival`."""
    band = state.values[world.minds.stall_band[mind]]
    if band > 0.0 and abs(own - rival) <= band:
        return Answer.STALL
    return Answer.OBEY if own > rival else Answer.STAND_ASIDE


@kernel
def _plain_answer(world: World, state: State, receiver: int, author: int) -> Answer:
    """Return the answer of a receiver without dispositions: by its own side's probability."""
    role, unit = world.actors.role[receiver], world.actors.unit[receiver]
    if role == Role.RANKS:  # who have no mind of their own follow their command
        return Answer.OBEY
    if author == NOBODY or unit == NOBODY:
        return Answer.STAND_ASIDE
    clock, name = state.clock, world.entities.luck[world.units.entity[unit]]
    u = uniform(clock.key[0], clock.run[0], name, Purpose.OBEDIENCE, NOTHING)
    is_own = world.actors.side[author] == state.units.side[unit]
    if is_own and u < state.values[world.units.obedience[unit]]:
        return Answer.OBEY
    return Answer.STAND_ASIDE


@kernel
def line_of(world: World, mind: int, author: int) -> int:
    """Return the line on which an author's orders come to a mind; NOBODY for a foreign author."""
    lines, side = world.lines, world.actors.side[author]
    found = int(NOBODY)
    for line in range(world.minds.first_line[mind], world.minds.last_line[mind]):
        if lines.person[line] == author:
            return line
        if lines.person[line] == NOBODY and lines.side[line] == side:
            found = line
    return found


@kernel
def severity_of(world: World, action: int) -> int:
    """Return how grave (a `Severity`) it is to do what an order says."""
    stated, verb = world.actions.severity[action], world.actions.verb[action]
    if stated != NOBODY:
        return stated
    if verb == Verb.HALT:
        return np.int64(Severity.STAND)
    if verb == Verb.ARREST or verb == Verb.ISOLATE:
        return np.int64(Severity.ARREST)
    if verb == Verb.BOMBARD:
        return np.int64(Severity.FIRE)
    if verb == Verb.FORCE:
        return np.int64(Severity.BLOCK)
    return np.int64(Severity.MOVE)


@kernel
def choose(world: World, state: State, mind: int) -> tuple[Answer, int, float]:
    """Return what a mind resolves on: the answer, the line that it is about, and its utility.

    A tie within the stall band is no choice; without a band the better is taken, and an order must
    be better than standing aside.
    """
    minds, best, best_u, rival_u = world.minds, int(NOBODY), -math.inf, 0.0
    refused_u = -math.inf
    has_thresholds = minds.first_threshold[mind] != minds.last_threshold[mind]
    for line in range(minds.first_line[mind], minds.last_line[mind]):
        action, is_forbidden, settled = state.lines.action[line], False, 0
        if has_thresholds:
            settled = _settled_by_others(world, state, mind, world.lines.side[line])
        elif action == NOBODY:
            continue
        if action != NOBODY:
            severity = severity_of(world, action)
            is_forbidden = scruple_against(world, state, mind, action, severity) != NOBODY
        if settled > 0 and not is_forbidden:
            return Answer.OBEY, line, math.inf
        if action != NOBODY and (is_forbidden or settled == REFUSED):
            refused_u = FORBIDDEN
        if settled < 0 or is_forbidden or action == NOBODY:
            continue
        u = utility_of_live(world, state, mind, line)
        if u > best_u:
            rival_u = max(rival_u, best_u)
            best, best_u = line, u
        else:
            rival_u = max(rival_u, u)
    if best == NOBODY:
        return Answer.STAND_ASIDE, NOBODY, refused_u
    band = state.values[minds.stall_band[mind]]
    if band > 0.0 and abs(best_u - rival_u) <= band:
        return Answer.STALL, best, best_u
    if not best_u > rival_u:
        return Answer.STAND_ASIDE, NOBODY, best_u
    if minds.insists_on[mind] & ~state.lines.forms[best] != 0:
        return Answer.ASK, best, best_u
    return Answer.OBEY, best, best_u


@kernel
def _settled_by_others(world: World, state: State, mind: int, side: int) -> int:
    """Return 1 if thresholds have a mind join `side`, -1 if they keep it from it, 0 if it has none.

    It is `REFUSED` if so many others refuse that it refuses with them.

    Whole numbers of others known to be active are compared, outside the log-odds: it joins from the
    number on, and not before (M. Granovetter 1978, "Threshold models of collective behavior",
    American Journal of Sociology 83, 1420-1443).
    """
    thresholds, verdict = world.thresholds, np.int64(0)
    n_sides = world.settings.n_sides[0]
    for row in range(world.minds.first_threshold[mind], world.minds.last_threshold[mind]):
        if thresholds.side[row] != side:
            continue
        count, wanted = thresholds.count[row], state.values[thresholds.number[row]]
        others = 1.0
        if thresholds.is_share[row]:  # divided, not multiplied: 7 of 100 are 0.07 of them
            others = max(float(world.counts.n_others[count]), 1.0)
        is_met = applies(world, state, thresholds.first_code[row], thresholds.last_code[row])
        if thresholds.is_refusal[row]:
            if is_met and float(others_active(world, state, count, n_sides)) / others >= wanted:
                return REFUSED
            continue
        if is_met and float(others_active(world, state, count, side)) / others >= wanted:
            verdict = np.int64(1)
        elif verdict == 0:
            verdict = np.int64(-1)
    return verdict


@kernel
def utility_of_live(world: World, state: State, mind: int, line: int) -> float:
    """Return the utility of obeying the order that is live on a line."""
    lines = state.lines
    action = lines.action[line]
    form, severity = lines.form[line], severity_of(world, action)
    return utility(world, state, mind, line, lines.author[line], action, form, severity)


@kernel
def utility(
    world: World,
    state: State,
    mind: int,
    line: int,
    author: int,
    action: int,
    form: float,
    severity: int,
) -> float:
    """Return the log-odds of obeying such an order rather than standing aside."""
    rest = _but_for_severity(world, state, mind, line, author, action, form)
    return _with_severity(world, state, mind, rest, severity)


@kernel
def _but_for_severity(
    world: World, state: State, mind: int, line: int, author: int, action: int, form: float
) -> tuple[float, float, float, float]:
    """Return the sum of the terms before the severity, and the three after it."""
    before = disposition(world, state, mind, line, author, action)
    before += worked_on(world, state, mind, line)
    before += weight_of_law(world, state, mind, author, action)
    before += weight_of_form(world, state, mind, form)
    success = weight_of_success(world, state, mind, line)
    peers = weight_of_peers(world, state, mind, line)
    return before, success, peers, weight_of_luck(world, state, mind, line)


@kernel
def _with_severity(
    world: World,
    state: State,
    mind: int,
    rest: tuple[float, float, float, float],
    severity: int,
) -> float:
    """Return the log-odds for a deed of that severity, its terms added in their order."""
    before, success, peers, chance = rest
    weight = state.values[world.lists[world.minds.first_severity[mind] + severity]]
    return before - weight + success + peers + chance


@kernel
def expects_obedience(world: World, state: State, author: int, receiver: int, action: int) -> bool:
    """Return whether an author, by what he himself knows, expects his order to be obeyed.

    He puts himself in the receiver's place: his own weights, what is valid in his eyes, whom he
    believes to prevail, and whether the receiver is said to obey his side or not.
    """
    mind = world.actors.mind[author]
    if mind == NOBODY:
        return True
    minds, side, values = world.minds, world.actors.side[author], state.values
    expected = weight_of_law(world, state, mind, author, action)
    expected += values[minds.success[mind]] * (2.0 * belief_in(world, state, mind, side) - 1.0)
    severity = severity_of(world, action)
    expected -= values[world.lists[minds.first_severity[mind] + severity]]
    slots = world.slots
    for index in range(world.actors.first_slot[author], world.actors.last_slot[author]):
        slot = world.lists[index]
        is_report = slots.quantity[slot] == Quantity.OBEYS and slots.second[slot] == side
        if is_report and slots.first[slot] == receiver and state.known[slot] == state.known[slot]:
            expected += TOLD * (2.0 * state.known[slot] - 1.0)
    return expected >= values[minds.withhold_below[mind]]
