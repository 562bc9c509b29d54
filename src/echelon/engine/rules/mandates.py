"""Who may act in whose name: what stands, who holds which office, and which rights follow.

The rules are read for what some view has heard of (see `verdict`), at the time `at` of an act or at
present (`at` NOBODY). `state.opinion` has three parts, a number for each tiding in each of them:
what is known (`KNOWN`), what is held valid (`HELD`), and what is held against it (`AGAINST`). What
supports a conclusion is read from the second part and what forbids it from the third.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.evaluate import Op, evaluate
from echelon.engine.state import State
from echelon.engine.statutes import Effect
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World

HELD, AGAINST = np.int64(1), np.int64(2)


@kernel
def is_before(world: World, state: State, tiding: int, at: int) -> bool:
    """Return whether a tiding is older than another, or than the present (`at` NOBODY)."""
    if at == NOBODY:
        return True
    tidings, facts = world.tidings, state.facts
    done_us, at_us = facts.happened_us[tidings.fact[tiding]], facts.happened_us[tidings.fact[at]]
    return done_us < at_us or (done_us == at_us and tiding < at)


@kernel
def is_known_since(world: World, state: State, first_code: int, last_code: int, at: int) -> bool:
    """Return whether a condition on what is heard holds, and held at the time of `at`.

    It counts from the time of the last of the facts heard that it names.
    """
    if first_code == last_code:
        return False
    now_us = np.float64(state.clock.now_us[0])
    code, opinion = world.code, state.opinion
    is_so = evaluate(code, first_code, last_code, state.values, opinion, now_us, state.numbers)
    if is_so != 1.0:
        return False
    for row in range(first_code, last_code):
        leaf = code.argument[row]
        if (
            code.op[row] == Op.SLOT
            and opinion[leaf] == 1.0
            and not is_before(world, state, leaf, at)
        ):
            return False
    return True


@kernel
def is_in_force(world: World, state: State, tiding: int, at: int) -> bool:
    """Return whether an act has its effect at the time of `at`, if it is valid.

    It has none before it is done, after its `until` has come, or if its appointee is known to have
    declined.
    """
    tidings = world.tidings
    refusal = tidings.refusal[tiding]
    if not is_before(world, state, tiding, at):
        return False
    if refusal != NOBODY and state.opinion[refusal] == 1.0:
        return False
    first_until, last_until = tidings.first_until[tiding], tidings.last_until[tiding]
    return not is_known_since(world, state, first_until, last_until, at)


@kernel
def has_ended(
    world: World, state: State, first: int, last: int, since: int, at: int, held: int
) -> bool:
    """Return whether one of a range of effects has ended something between two acts.

    `since` NOBODY is the beginning; what is voided has ended whenever that was said. `held` is
    where in `opinion` it is looked up which acts are valid.
    """
    effects, n_tidings = world.effects, len(world.tidings)
    for row in range(first, last):
        effect, tiding = effects.effect[row], effects.tiding[row]
        if state.opinion[held * n_tidings + tiding] == 0.0:
            continue
        if effect == Effect.VOIDS and is_in_force(world, state, tiding, NOBODY):
            return True
        if effect != Effect.ENDS or not is_in_force(world, state, tiding, at):
            continue
        if since == NOBODY or is_before(world, state, since, tiding):
            return True
    return False


@kernel
def founding(world: World, state: State, first: int, last: int, is_first: bool, at: int) -> int:
    """Return what has founded something that stands at `at`: 2 an act, 1 the start, 0 nothing."""
    effects, n_tidings = world.effects, len(world.tidings)
    for row in range(first, last):
        tiding = effects.tiding[row]
        if effects.effect[row] != Effect.FOUNDS or state.opinion[n_tidings + tiding] == 0.0:
            continue
        if not is_in_force(world, state, tiding, at):
            continue
        if not has_ended(world, state, first, last, tiding, at, AGAINST):
            return np.int64(2)
    if is_first and not has_ended(world, state, first, last, NOBODY, at, AGAINST):
        return np.int64(1)
    return np.int64(0)


@kernel
def is_root(world: World, view: int, institution: int) -> bool:
    """Return whether a view takes the authority of an institution for granted."""
    for index in range(world.views.first_root[view], world.views.last_root[view]):
        if world.lists[index] == institution:
            return True
    return False


@kernel
def stands(world: World, state: State, view: int, institution: int, at: int) -> bool:
    """Return whether an institution stands at the time of `at`."""
    institutions = world.institutions
    while True:
        first, last = institutions.first_effect[institution], institutions.last_effect[institution]
        origin = founding(world, state, first, last, institutions.stands[institution], at)
        if origin == 0:
            return False
        if is_root(world, view, institution):
            return True
        parent = institutions.parent[institution]
        if parent == NOBODY:
            return origin == 2
        institution = parent


@kernel
def holds(world: World, state: State, view: int, holding: int, at: int) -> bool:
    """Return whether somebody holds an office, or acts in it, at the time of `at`."""
    holdings, offices = world.holdings, world.offices
    office, rank = holdings.office[holding], holdings.rank[holding]
    first, last = offices.first_effect[office], offices.last_effect[office]
    if has_ended(world, state, first, last, NOBODY, at, AGAINST):
        return False
    if not stands(world, state, view, offices.institution[office], at):
        return False
    if rank == 0:
        return _origin_of(world, state, holding, at) != 0
    for other in range(offices.first_holding[office], offices.last_holding[office]):
        if holdings.rank[other] >= rank:
            break
        if not _is_out(world, state, other, at):
            return False
    first, last = holdings.first_effect[holding], holdings.last_effect[holding]
    return not has_ended(world, state, first, last, NOBODY, at, AGAINST)


@kernel
def _origin_of(world: World, state: State, holding: int, at: int) -> int:
    """Return what gives somebody an office at `at`: 2 an act, 1 the start, 0 nothing.

    An office that is known to be vacant has lost the holder that it had at the start.
    """
    holdings, offices = world.holdings, world.offices
    first, last = holdings.first_effect[holding], holdings.last_effect[holding]
    office = holdings.office[holding]
    first_code, last_code = offices.first_vacancy[office], offices.last_vacancy[office]
    is_first = holdings.is_first[holding]
    if is_first and is_known_since(world, state, first_code, last_code, at):
        is_first = False
    return founding(world, state, first, last, is_first, at)


@kernel
def _is_out(world: World, state: State, holding: int, at: int) -> bool:
    """Return whether it is settled that somebody does not hold an office at `at`.

    For each way in which he may have come to it: it is void, or a valid act has ended it since.
    """
    holdings, effects, n_tidings = world.holdings, world.effects, len(world.tidings)
    first, last = holdings.first_effect[holding], holdings.last_effect[holding]
    office = holdings.office[holding]
    for row in range(first, last):
        tiding = effects.tiding[row]
        if effects.effect[row] != Effect.FOUNDS or state.opinion[2 * n_tidings + tiding] == 0.0:
            continue
        if is_in_force(world, state, tiding, at) and not has_ended(
            world, state, first, last, tiding, at, HELD
        ):
            return False
    if holdings.rank[holding] == 0 and not holdings.is_first[holding]:
        return True
    first_code = world.offices.first_vacancy[office]
    last_code = world.offices.last_vacancy[office]
    if holdings.rank[holding] == 0 and is_known_since(world, state, first_code, last_code, at):
        return True
    return has_ended(world, state, first, last, NOBODY, at, HELD)


@kernel
def has_passed(world: World, state: State, first: int, last: int, at: int) -> bool:
    """Return whether a transfer has taken the competences of an institution or office away."""
    effects, n_tidings = world.effects, len(world.tidings)
    for row in range(first, last):
        tiding = effects.tiding[row]
        may_pass = state.opinion[2 * n_tidings + tiding] != 0.0
        is_transfer = effects.effect[row] == Effect.PASSES
        if is_transfer and may_pass and is_in_force(world, state, tiding, at):
            return True
    return False


@kernel
def is_entitled(world: World, state: State, view: int, right: int, at: int) -> bool:
    """Return whether a right holds at the time of `at`."""
    rights, offices, institutions = world.rights, world.offices, world.institutions
    institution, holding = rights.institution[right], rights.holding[right]
    first, last = institutions.first_effect[institution], institutions.last_effect[institution]
    if rights.is_founding[right]:
        return is_root(world, view, institution) and not has_ended(
            world, state, first, last, NOBODY, at, np.int64(2)
        )
    through, second = rights.through[right], rights.second[right]
    if through != NOBODY:
        is_owed = state.opinion[len(world.tidings) + through] != 0.0
        if not is_owed or not is_in_force(world, state, through, at):
            return False
    elif has_passed(world, state, first, last, at):
        return False
    if second != NOBODY:
        is_signed = at == NOBODY or state.tidings.countersigned[at]
        if not is_signed or not holds(world, state, view, second, at):
            return False
    if holding == NOBODY:
        return stands(world, state, view, institution, at)
    office = world.holdings.office[holding]
    first, last = offices.first_effect[office], offices.last_effect[office]
    if has_passed(world, state, first, last, at):
        return False
    return holds(world, state, view, holding, at)
