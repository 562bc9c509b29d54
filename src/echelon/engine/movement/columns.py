"""Columns by road, water and air: from place to place at the unit's own pace, with its daily rest.

A column marches so many hours in a day and rests the others; the rest falls due when the hours
marched since it set out pass another whole day's march. A ship or an aircraft needs no rest and
goes at the speed of the link.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.draws import Purpose
from echelon.engine.movement.stations import head_moves, is_open_to, mark_unit, men_come
from echelon.engine.roll import move_to
from echelon.engine.rules.ground import is_barred
from echelon.engine.rules.searches import cover_of, detection_per_h, opposition_on
from echelon.engine.rules.values import hours_us, mixed, used
from echelon.engine.rules.ways import next_leg
from echelon.engine.state import State
from echelon.engine.trace import happen, note
from echelon.engine.vocabulary import NOBODY, ONE_FEWER, ONE_MORE, Kind, Mode, Phase, Quantity, Verb
from echelon.engine.world import World

HOURS_PER_DAY = 24.0
LEAST_STEALTH = 0.01


@kernel
def march_on(world: World, state: State, echelon: int, goal: int) -> None:
    """Let a column leave for the next place on its way to `goal`, unless its unit is halted.

    Writes: echelons, slots, actors, the agenda.
    """
    echelons, unit = state.echelons, world.echelons.unit[echelon]
    place = echelons.place[echelon]
    echelons.phase[echelon] = Phase.STOPPED
    if state.units.halted[unit]:
        note(state, Kind.ECHELON_HELD, echelon, place, NOBODY)
        return
    leg = next_leg(world, state, goal, place)
    is_secret = goes_unseen(world, state, unit)
    echelons.unseen[echelon] = is_secret
    if leg == NOBODY or not (is_secret or _may_pass(world, state, unit, world.legs.link[leg])):
        note(state, Kind.NO_WAY, echelon, place, world.goals.place[goal])
        return
    link, ahead = world.legs.link[leg], world.legs.to_place[leg]
    if not is_secret and is_barred(world, state, echelon, ahead):
        note(state, Kind.ECHELON_BARRED, echelon, place, ahead)
        return
    echelons.phase[echelon] = Phase.MARCHING
    echelons.leg[echelon] = leg
    because = state.clock.because[0]
    happen(state, Kind.COLUMN_MARCHES, echelon, place, ahead, 0.0, because)
    if echelons.setting_out[echelon]:
        echelons.setting_out[echelon] = False
        men_come(world, state, echelon, place, ONE_FEWER)
    mark_unit(world, state, unit, Quantity.DEPARTED, place, 1.0)
    head_moves(world, state, echelon, NOBODY, ahead)
    entity = world.echelons.entity[echelon]
    hash64, name = world.entities.hash64[entity], world.entities.luck[entity]
    ordinal = mixed(world.entities.luck[world.links.entity[link]], echelons.trips[echelon])
    opposition, share = int(NOBODY), 1.0
    if is_secret:
        opposition = opposition_on(world, state, state.units.side[unit], link, ahead)
        if opposition != NOBODY:
            share = max(state.values[world.oppositions.stealth[opposition]], LEAST_STEALTH)
    now_us, before_h = state.clock.now_us[0], echelons.marched_h[echelon]
    hours = _hours_with_rest(world, state, echelon, link, name, ordinal, share)
    if opposition != NOBODY:
        marched_h = echelons.marched_h[echelon] - before_h
        found = _share_until_found(world, state, echelon, opposition, link, marched_h)
        if found < 1.0:
            when_us = now_us + hours_us(found * hours)
            schedule(state, when_us, Kind.GROUP_CAUGHT, hash64, ordinal, NOBODY, echelon, ahead)
            return
    arrival_us = now_us + hours_us(hours)
    schedule(state, arrival_us, Kind.COLUMN_REACHES_PLACE, hash64, ordinal, NOBODY, echelon, ahead)


@kernel
def goes_unseen(world: World, state: State, unit: int) -> bool:
    """Return whether a unit makes its way in small groups that nobody is to see."""
    action = state.units.action[unit]
    return action != NOBODY and world.actions.verb[action] == Verb.INFILTRATE


@kernel
def _share_until_found(
    world: World, state: State, echelon: int, opposition: int, link: int, hours: float
) -> float:
    """Return after which share of its hours on the march a group is found; 1 if it is not.

    Who rests has hidden. Writes: echelons.cover.
    """
    echelons = state.echelons
    if echelons.cover[echelon] == 0.0:
        echelons.cover[echelon] = cover_of(world, state, echelon, opposition)
    pace_km_h = state.values[world.links.length_km[link]] / hours if hours > 0.0 else 0.0
    men = float(echelons.men[echelon])
    rate = detection_per_h(world, state, opposition, link, men, pace_km_h)
    spent = rate * hours
    if spent < echelons.cover[echelon]:
        echelons.cover[echelon] -= spent
        return 1.0
    return echelons.cover[echelon] / spent


@kernel
def _may_pass(world: World, state: State, unit: int, link: int) -> bool:
    """Return whether a unit may march over a link: it is open, and open to its side or forced."""
    if state.links.closed[link] != 0:
        return False
    return state.units.forcing[unit] or is_open_to(state, link, state.units.side[unit])


@kernel
def _hours_with_rest(
    world: World, state: State, echelon: int, link: int, name: int, ordinal: int, share: float
) -> float:
    """Return the hours that a column takes over a link at a share of its pace, rests included.

    Writes: echelons.marched_h.
    """
    length_km = state.values[world.links.length_km[link]]
    if world.links.mode[link] != Mode.ROAD:
        slot = world.links.speed_km_h[link]
        return length_km / used(world, state, slot, name, Purpose.RUNNING, ordinal)
    unit = world.echelons.unit[echelon]
    pace = used(world, state, world.units.march_km_h[unit], name, Purpose.MARCH, ordinal)
    speed = pace * share
    daily = state.values[world.units.march_h_per_day[unit]]
    before = state.echelons.marched_h[echelon]
    after = before + length_km / speed
    state.echelons.marched_h[echelon] = after
    if not 0.0 < daily < HOURS_PER_DAY or not after < 1.0e9:
        return after - before
    rests = _rests_before(after, daily) - _rests_before(before, daily)
    return after - before + rests * (HOURS_PER_DAY - daily)


@kernel
def _rests_before(marched_h: float, daily: float) -> float:
    """Return how many rests fall before so many hours are marched; the last day needs none."""
    whole_days = float(int(marched_h / daily))
    return max(0.0, whole_days - 1.0 if whole_days * daily == marched_h else whole_days)


@kernel
def column_reaches_place(world: World, state: State, echelon: int, place: int) -> None:
    """Let a column come to a place; one that has fallen back stays there.

    Writes: echelons, slots, actors.
    """
    echelons = state.echelons
    echelons.phase[echelon] = Phase.STOPPED
    move_to(state, echelon, place)
    echelons.leg[echelon] = NOBODY
    if echelons.retreating[echelon]:
        echelons.retreating[echelon] = False
        echelons.phase[echelon] = Phase.IN_QUARTERS
        men_come(world, state, echelon, place, ONE_MORE)
    head_moves(world, state, echelon, place, place)
