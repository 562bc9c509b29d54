"""Who is where, and how far each would go for his side."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.encounter import Response, Stage
from echelon.engine.rules.choice import deeds_done
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Phase, Severity
from echelon.engine.world import World


@kernel
def is_present(state: State, echelon: int) -> bool:
    """Return whether an echelon's men count as present where it is: not under way."""
    quartered = state.echelons.phase[echelon] == Phase.IN_QUARTERS
    return quartered or state.echelons.setting_out[echelon]


@kernel
def stands_at(state: State, echelon: int, place: int) -> bool:
    """Return whether an echelon can be met at `place`: not under way, at a platform or a signal.

    A loaded train that halts in the station can be.
    """
    if state.echelons.place[echelon] != place:
        return False
    phase = state.echelons.phase[echelon]
    is_seen = phase == Phase.STOPPED and not state.echelons.unseen[echelon]
    return phase == Phase.IN_QUARTERS or is_seen or phase == Phase.LOADED


@kernel
def men_at(world: World, state: State, unit: int, place: int) -> int:
    """Return how many of a unit's men can be met at `place`."""
    men = np.int64(0)
    for echelon in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
        if stands_at(state, echelon, place):
            men += state.echelons.men[echelon]
    return men


@kernel
def response_of(world: World, state: State, unit: int) -> int:
    """Return how far a unit goes for its side: a `Response`.

    The gravest deed that its command and its ranks both do when asked by those above it, or by its
    own command if there is nobody above; the choice is fixed, so the same unit asked twice in the
    same circumstances answers the same.
    """
    units = world.units
    if state.units.disarmed[unit]:
        return np.int64(Response.REFUSE)
    author = author_at(world, state, unit)
    deeds = deeds_done(world, state, units.actor[unit], author)
    if deeds != 0:
        deeds &= deeds_done(world, state, units.ranks[unit], author)
    if (deeds >> np.int64(Severity.FIRE)) & 1:
        return np.int64(Response.ATTACK)
    if (deeds >> np.int64(Severity.BLOCK)) & 1:
        return np.int64(Response.HOLD)
    if (deeds >> np.int64(Severity.MOVE)) & 1:
        return np.int64(Response.TOLERATE)
    if (deeds >> np.int64(Severity.STAND)) & 1:
        return np.int64(Response.YIELD)
    return np.int64(Response.REFUSE)


@kernel
def author_at(world: World, state: State, unit: int) -> int:
    """Return by whom a unit is asked when it meets others: above it, or else its own command."""
    author = world.units.commander[unit]
    if author == NOBODY or world.actors.side[author] != state.units.side[unit]:
        return world.units.actor[unit]
    return author


@kernel
def gravest_deed(response: int) -> int:
    """Return the `Severity` of the gravest deed behind a response; of none, that of the least."""
    if response == Response.ATTACK:
        return np.int64(Severity.FIRE)
    if response == Response.HOLD:
        return np.int64(Severity.BLOCK)
    if response == Response.TOLERATE:
        return np.int64(Severity.MOVE)
    return np.int64(Severity.STAND)


@kernel
def is_barred(world: World, state: State, echelon: int, ahead: int) -> bool:
    """Return whether those whom an echelon has met keep it from going on to the place `ahead`.

    It may always go back where it came from; those who were there first may leave as they like.
    """
    came_from = state.echelons.came_from[echelon]
    if came_from in (NOBODY, ahead):
        return False
    place = state.echelons.place[echelon]
    side = state.units.side[world.echelons.unit[echelon]]
    for contact in range(world.places.first_contact[place], world.places.last_contact[place]):
        stage = state.contacts.stage[contact]
        opposition = world.contacts.opposition[contact]
        is_party = side in (world.oppositions.one[opposition], world.oppositions.other[opposition])
        if is_party and (stage == Stage.FACING or stage == Stage.FIGHTING):
            return True
        both_hold = state.contacts.one_men[contact] > 0 and state.contacts.other_men[contact] > 0
        if is_party and stage == Stage.TRUCE and both_hold:
            return True
    return False
