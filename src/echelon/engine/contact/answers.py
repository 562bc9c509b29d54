"""What the sides do when an occasion comes: the fixed choice of each unit gives the answer."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.contact.combat import begin_combat
from echelon.engine.contact.meetings import keep_peace
from echelon.engine.contact.occasions import run_clock
from echelon.engine.contact.prisoners import disarm, fall_back
from echelon.engine.encounter import N_OCCASIONS, Occasion, Response, Stage
from echelon.engine.leanings import InfluenceKind
from echelon.engine.meeting import come_together
from echelon.engine.roll import endure
from echelon.engine.rules.ground import men_at
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import Kind
from echelon.engine.world import World


@kernel
def occasion_comes(world: World, state: State, contact: int, occasion: int) -> None:
    """Let the sides of a contact answer an occasion, and the clock begin anew.

    When men mix, their units have lived through that.

    Writes: contacts, occasions, units, slots, the agenda.
    """
    row = N_OCCASIONS * contact + occasion
    state.occasions.times[row] += 1
    state.occasions.drawn[row] = False
    state.occasions.running[row] = False
    opposition = world.contacts.opposition[contact]
    one, other = world.oppositions.one[opposition], world.oppositions.other[opposition]
    if occasion == Occasion.PROVOCATION:
        _provoked(world, state, contact, one, other)
    elif occasion == Occasion.ONE_CONCEDES:
        _concede(world, state, contact, one)
    elif occasion == Occasion.OTHER_CONCEDES:
        _concede(world, state, contact, other)
    elif occasion == Occasion.PARLEY:
        _parley(world, state, contact, one, other)
    else:
        place = world.contacts.place[contact]
        for unit in range(len(world.units)):
            is_meant = state.units.side[unit] == one or state.units.side[unit] == other
            mixes = is_meant and occasion == Occasion.FRATERNISATION
            if mixes and men_at(world, state, unit, place) > 0:
                endure(world, state, np.int64(unit), np.int64(InfluenceKind.FRATERNISATION))
        if _would_rather_not(world, state, contact, one, other):
            keep_peace(world, state, contact)
    stage = state.contacts.stage[contact]
    if stage == Stage.FACING or stage == Stage.TOLERATED:
        run_clock(world, state, contact, occasion)


@kernel
def men_who(world: World, state: State, contact: int, side: int, least: int) -> int:
    """Return how many armed men a side has in a contact whose response is `least` or more."""
    men, place = np.int64(0), world.contacts.place[contact]
    for unit in range(len(world.units)):
        is_meant = state.units.side[unit] == side and not state.units.disarmed[unit]
        if is_meant and state.units.response[unit] >= least:
            men += men_at(world, state, unit, place)
    return men


@kernel
def _provoked(world: World, state: State, contact: int, one: int, other: int) -> None:
    """Let a shot be answered: by fire if both sides hold and one of them attacks.

    A side that does not hold is disarmed by one that attacks. Writes: as `begin_combat`.
    """
    attack = np.int64(Response.ATTACK)
    attackers = men_who(world, state, contact, one, attack)
    attacked = men_who(world, state, contact, other, attack)
    if attackers + attacked == 0:
        return
    if state.contacts.stage[contact] == Stage.FACING:
        begin_combat(world, state, contact)
    elif attackers > 0:
        _take_arms(world, state, contact, one, other, np.int64(Response.TOLERATE))
    else:
        _take_arms(world, state, contact, other, one, np.int64(Response.TOLERATE))


@kernel
def _parley(world: World, state: State, contact: int, one: int, other: int) -> None:
    """Let the sides talk: who does not hold and would not even stay in arms, gives them up.

    Between two that both hold nothing comes of it. Writes: as `disarm`.
    """
    hold, place = np.int64(Response.HOLD), world.contacts.place[contact]
    holders = men_who(world, state, contact, one, hold)
    held = men_who(world, state, contact, other, hold)
    if holders > 0 and held == 0:
        _take_arms(world, state, contact, one, other, np.int64(Response.YIELD))
    elif held > 0 and holders == 0:
        _take_arms(world, state, contact, other, one, np.int64(Response.YIELD))
    else:
        note(state, Kind.PARLEY_FAILS, contact, place, np.int64(Occasion.PARLEY))


@kernel
def _take_arms(
    world: World, state: State, contact: int, winner: int, loser: int, most: int
) -> None:
    """Let a side disarm those of the other who do not hold. Writes: as `disarm`."""
    disarm(world, state, contact, winner, loser, most)
    come_together(world, state, world.contacts.place[contact])


@kernel
def _concede(world: World, state: State, contact: int, side: int) -> None:
    """Let a side give up a stand-off: it falls back, or stays and holds nothing any more.

    Whoever stays would still stand in arms, but not against those to whom it has given way: the
    place is theirs to take. Writes: contacts, the agenda.
    """
    contacts = state.contacts
    if contacts.stage[contact] != Stage.FACING:
        return
    place, opposition = world.contacts.place[contact], world.contacts.opposition[contact]
    if side == world.oppositions.one[opposition]:
        contacts.one_conceded[contact] = True
    else:
        contacts.other_conceded[contact] = True
    note(state, Kind.SIDE_BREAKS_OFF, contact, place, side)
    fall_back(world, state, place, side)
    keep_peace(world, state, contact)
    come_together(world, state, place)


@kernel
def _would_rather_not(world: World, state: State, contact: int, one: int, other: int) -> bool:
    """Return whether most men of both sides would not fire, so that they agree when they talk."""
    attack, anybody = np.int64(Response.ATTACK), np.int64(Response.REFUSE)
    for side in (one, other):
        eager = men_who(world, state, contact, side, attack)
        if 2 * eager >= men_who(world, state, contact, side, anybody):
            return False
    return True
