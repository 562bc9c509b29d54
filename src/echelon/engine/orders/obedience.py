"""What a unit's command or a station does with an order that has reached it.

Whether it obeys is the fixed choice of `rules.choice`.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule, withdraw
from echelon.engine.draws import Purpose
from echelon.engine.rules.choice import is_willing
from echelon.engine.rules.values import minutes_us, used
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, Kind, Severity, Verb
from echelon.engine.world import World


@kernel
def directive_reaches(world: World, state: State, actor: int, letter: int) -> None:
    """Let the receiver of an order decide what to do about it. Writes: the agenda, units."""
    action = state.letters.row[letter]
    station, unit = world.actors.station[actor], world.actors.unit[actor]
    if station != NOBODY:
        hash64 = world.entities.hash64[world.places.entity[station]]
        luck, now_us = state.letters.luck[letter], state.clock.now_us[0]
        if world.actions.verb[action] == Verb.ANNOUNCE:
            schedule(state, now_us, Kind.BROADCAST_BEGINS, hash64, luck, NOBODY, action, actor)
        else:
            schedule(state, now_us, Kind.LINE_CHANGES, hash64, luck, NOBODY, action, actor)
    elif world.actors.staff[actor] != NOBODY:
        staff = world.actors.staff[actor]
        hash64 = world.entities.hash64[world.staffs.entity[staff]]
        luck, now_us = state.letters.luck[letter], state.clock.now_us[0]
        schedule(state, now_us, Kind.STAFF_CALLED, hash64, luck, NOBODY, staff, letter)
    elif unit != NOBODY:
        _unit_considers(world, state, unit, action, letter)


@kernel
def _unit_considers(world: World, state: State, unit: int, action: int, letter: int) -> None:
    """Let a unit obey, refuse, or lay aside an order that a later one has overtaken.

    A halt puts off a move that the unit had resolved on but not begun; going on takes it up again.
    Writes: units.directive_us, units.pending, generation, the agenda.
    """
    letters, units = state.letters, state.units
    issued_us = letters.sent_us[letter]
    if issued_us < units.directive_us[unit]:
        note(state, Kind.ORDER_OVERTAKEN, unit, action, letters.claimed[letter])
        return
    if not is_willing(world, state, unit, letters.claimed[letter], _severity_of(world, action)):
        note(state, Kind.UNIT_REFUSES, unit, action, letters.claimed[letter])
        return
    if world.actions.person[action] != NOBODY:
        _see_to_person(world, state, unit, action, letter)
        return
    units.directive_us[unit] = issued_us
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
    if verb == Verb.MOVE:
        units.pending[unit] = action
    if verb == Verb.FORCE:
        schedule(state, when_us, Kind.UNIT_FORCES, hash64, luck, entity, unit, action)
    elif units.pending[unit] == NOBODY:
        schedule(state, when_us, Kind.UNIT_GOES_ON, hash64, luck, entity, unit, action)
    else:
        move = units.pending[unit]
        schedule(state, when_us, Kind.UNIT_SETS_OUT, hash64, luck, entity, unit, move)


@kernel
def _see_to_person(world: World, state: State, unit: int, action: int, letter: int) -> None:
    """Let a unit go and arrest, isolate or release somebody, beside whatever else it does.

    Writes: the agenda.
    """
    entity, luck = world.units.entity[unit], state.letters.luck[letter]
    name, hash64 = world.entities.luck[entity], world.entities.hash64[entity]
    delay = used(world, state, world.units.response_min[unit], name, Purpose.RESPONSE, luck)
    when_us, command = state.clock.now_us[0] + minutes_us(delay), world.units.actor[unit]
    schedule(state, when_us, Kind.CUSTODY_CHANGES, hash64, luck, NOBODY, action, command)


@kernel
def _severity_of(world: World, action: int) -> Severity:
    """Return how grave it is to do what an order says."""
    verb = world.actions.verb[action]
    if verb == Verb.HALT:
        return Severity.STAND
    if verb == Verb.ARREST or verb == Verb.ISOLATE:
        return Severity.ARREST
    if verb == Verb.FORCE:
        return Severity.BLOCK
    return Severity.MOVE
