"""What each train, unit and queue was after the last event, and the counts that follow from it.

Counts are kept up by the difference, so that an event costs one comparison of every train with what
it was; not even that after an event of the `QUIET` kinds. In a theatre of more than `MOST_COMPARED`
trains these are compared: whoever the event was about, all trains of a unit that has changed, all
that stand first in a queue that has, all that the agenda says have got to work, and so many of the
others in turn. `vigil` asks the laws of it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.claims import (
    is_at_work,
    loop_of,
    men_gone,
    men_raised,
    queue_of,
    section_of,
)
from echelon.engine.invariants import Seen
from echelon.engine.layout import FLAG, WHOLE, WIDE, columns
from echelon.engine.movement.wagons import wagons_at_first
from echelon.engine.rules.ground import is_present
from echelon.engine.state import State
from echelon.engine.vocabulary import (
    NOBODY,
    ONE_FEWER,
    ONE_MORE,
    UNSEEN,
    Kind,
    Phase,
    Quantity,
)
from echelon.engine.world import World

MOST_COMPARED = 1_000
"""Trains that are compared with what they were after every event, whatever it was."""

QUIET = (
    Kind.WIRE_FREE,
    Kind.LETTER_HANDED_IN,
    Kind.LETTER_REACHES_EXCHANGE,
    Kind.LETTER_HEARD,
    Kind.MIND_REVIEWS,
    Kind.FORCES_MEET,
)
"""Events that move no train: what they lead to are events of their own."""

TRAIN, WIRE, LETTER = np.int64(1), np.int64(2), np.int64(3)
"""What an event of the agenda is about, as far as laws speak of it."""

KINDS = 256

ONCE = columns(
    ("now_us", WIDE),
    ("events", WIDE),  # asked about so far: marks what the last one has changed
    ("looks", WIDE),  # at the agenda and the queues so far: marks what the last one has found
    ("most_compared", WIDE),  # trains, in turn
    ("turn", WIDE),  # the train that is compared next
    ("n_changed", WIDE),  # of `Watch.changed`
    ("at_work", WIDE),  # trains
    ("wagons", WIDE),  # there are, in trains and standing empty
    ("in_trains", WIDE),  # of these
)
TRAINS = columns(  # as in `State.echelons`
    ("phase", WHOLE),  # NOBODY: not compared yet
    ("place", WHOLE),
    ("leg", WHOLE),
    ("section", WHOLE),
    ("men", WHOLE),
    ("next_waiting", WHOLE),
    ("wagons", WHOLE),
    ("side", WHOLE),
    ("setting_out", FLAG),
    ("present", FLAG),  # its men count as present
    ("queue", WHOLE),  # in which it waits, or NOBODY
    ("loop", WHOLE),  # the track whose loop it has, or NOBODY
    ("ran_in", WHOLE),  # the section in which it ran before it was found changed, or NOBODY
    ("due", WHOLE),  # the look that last found an event for it
)
UNITS = columns(
    ("side", WHOLE),
    ("gone", WHOLE),
    ("gate", WHOLE),
    ("raised", WHOLE),  # men at the start
    ("men", WHOLE),  # of its trains
    ("changed", WHOLE),  # the event that last changed it or a train of it
)
QUEUES = columns(
    ("first", WHOLE),
    ("trains", WHOLE),
    ("changed", WHOLE),  # the event that last changed who stands in it
)
SECTIONS = columns(("trains", WHOLE), ("is_single", FLAG))
TRACKS = columns(("trains", WHOLE), ("has_loop", FLAG))  # trains that have the loop at its end
PRESENCES = columns(("slot", WHOLE), ("cell", WHOLE))  # a truth slot, and the count that it states
WIRES = columns(("busy", WHOLE), ("look", WHOLE))  # letters found on it by which look


class Watch(NamedTuple):
    """What was so after the last event, and the counts that follow from it."""

    once: np.recarray
    trains: np.recarray
    changed: np.ndarray  # trains found changed
    units: np.recarray
    queues: np.recarray
    sections: np.recarray
    tracks: np.recarray
    platforms: np.ndarray  # trains, per place
    men_at: np.ndarray  # men present: per place and side, then per unit and place
    presences: np.recarray
    wires: np.recarray
    letters: np.ndarray  # per letter: the look that last found it
    sorts: np.ndarray  # per kind of event: TRAIN, WIRE, LETTER or 0
    quiet: np.ndarray  # per kind of event: whether it moves no train


def watch_of(world: World, n_letters: int, most_compared: int = MOST_COMPARED) -> Watch:
    """Return what is remembered of a run of `world` with room for so many letters."""
    n_places, n_sides = len(world.places), int(world.settings.n_sides[0])
    n_sections, n_wires = len(world.sections), 2 * len(world.channels)
    slots, sorts, quiet = world.slots, np.zeros(KINDS, np.int64), np.zeros(KINDS, bool)
    quiet[list(QUIET)] = True
    is_strength = slots.quantity == Quantity.STRENGTH
    is_counted = (slots.observer == NOBODY) & (is_strength | (slots.quantity == Quantity.MEN))
    of_unit = n_places * n_sides + slots.first * n_places + slots.second
    cells = np.where(is_strength, slots.second * n_sides + slots.first, of_unit)
    for kind in Kind:
        sorts[kind] = _sort_of(kind)
    watch = Watch(
        once=_table(ONCE, 1),
        trains=_table(TRAINS, len(world.echelons)),
        changed=np.zeros(len(world.echelons), np.int64),
        units=_table(UNITS, len(world.units)),
        queues=_table(QUEUES, 2 * n_sections + n_places),
        sections=_table(SECTIONS, n_sections),
        tracks=_table(TRACKS, 2 * n_sections),
        platforms=np.zeros(n_places, np.int64),
        men_at=np.zeros(n_places * (n_sides + len(world.units)), np.int64),
        presences=_table(PRESENCES, int(is_counted.sum())),
        wires=_table(WIRES, n_wires),
        letters=np.zeros(n_letters, np.int64),
        sorts=sorts,
        quiet=quiet,
    )
    watch.once.most_compared[0] = most_compared
    watch.presences.slot[:] = np.flatnonzero(is_counted)
    watch.presences.cell[:] = cells[is_counted]
    for section in range(n_sections):
        link = world.links[world.sections.link[section]]
        watch.sections.is_single[section] = link.tracks == 1
        watch.tracks.has_loop[2 * section] = section + 1 < link.last_section
        watch.tracks.has_loop[2 * section + 1] = section > link.first_section
    return watch


def _table(of: np.dtype, rows: int) -> np.recarray:
    return np.zeros(rows, of).view(np.recarray)


def _sort_of(kind: Kind) -> int:
    if kind == Kind.WIRE_FREE:
        return WIRE
    if kind in (Kind.LETTER_HANDED_IN, Kind.LETTER_HEARD, Kind.LETTER_REACHES_EXCHANGE):
        return LETTER
    at_work = (Kind.ECHELON_LOADED, Kind.ECHELON_REACHES_STATION, Kind.ECHELON_DETRAINED)
    return TRAIN if kind in (*at_work, Kind.COLUMN_REACHES_PLACE, Kind.GROUP_CAUGHT) else 0


@kernel
def watch_anew(world: World, state: State, watch: Watch, seen: Seen) -> None:
    """Forget what was so, and count what is so as a run begins. Writes: watch, seen."""
    once, units = watch.once, watch.units
    once.now_us[0], once.turn[0], once.at_work[0], once.n_changed[0] = 0, 0, 0, 0
    once.wagons[0], once.in_trains[0] = 0, 0
    seen.entered_us[:] = UNSEEN
    seen.left_us[:] = UNSEEN
    for row in range(len(watch.platforms)):
        watch.platforms[row] = 0
        once.wagons[0] += wagons_at_first(world, state, np.int64(row))
    for row in range(len(watch.men_at)):
        watch.men_at[row] = 0
    for row in range(len(watch.queues)):
        watch.queues.first[row], watch.queues.trains[row] = NOBODY, 0
    for row in range(len(watch.sections)):
        watch.sections.trains[row] = 0
    for row in range(len(watch.tracks)):
        watch.tracks.trains[row] = 0
    for unit in range(len(units)):
        units.men[unit], units.gate[unit] = 0, NOBODY
        units.raised[unit] = men_raised(world, state, np.int64(unit))
    for train in range(len(watch.trains)):
        watch.trains.phase[train] = NOBODY
        _write_down(world, state, watch, seen, np.int64(train))


@kernel
def compare_in_turn(world: World, state: State, watch: Watch, seen: Seen) -> None:
    """Compare as many trains as are compared after every event. Writes: watch, seen.left_us."""
    trains, echelons, train = watch.trains, state.echelons, watch.once.turn[0]
    for _ in range(min(np.int64(len(trains)), watch.once.most_compared[0])):
        if (
            trains.phase[train] != echelons.phase[train]
            or trains.place[train] != echelons.place[train]
            or trains.leg[train] != echelons.leg[train]
            or trains.section[train] != echelons.section[train]
            or trains.men[train] != echelons.men[train]
            or trains.next_waiting[train] != echelons.next_waiting[train]
            or trains.wagons[train] != echelons.wagons[train]
            or trains.setting_out[train] != echelons.setting_out[train]
        ):
            _write_down(world, state, watch, seen, train)
        train += 1
        if train == len(trains):
            train = np.int64(0)
    watch.once.turn[0] = train


@kernel
def compare(world: World, state: State, watch: Watch, seen: Seen, train: int) -> None:
    """Write a train down again if it is not as it was. Writes: watch, seen.left_us."""
    trains, echelons = watch.trains, state.echelons
    if (
        trains.phase[train] != echelons.phase[train]
        or trains.place[train] != echelons.place[train]
        or trains.leg[train] != echelons.leg[train]
        or trains.section[train] != echelons.section[train]
        or trains.men[train] != echelons.men[train]
        or trains.next_waiting[train] != echelons.next_waiting[train]
        or trains.wagons[train] != echelons.wagons[train]
        or trains.setting_out[train] != echelons.setting_out[train]
        or trains.side[train] != state.units.side[world.echelons.unit[train]]
    ):
        _write_down(world, state, watch, seen, train)


@kernel
def compare_units(world: World, state: State, watch: Watch, seen: Seen) -> None:
    """Compare all trains of each unit that is not as it was. Writes: watch, seen.left_us."""
    units, was = state.units, watch.units
    for unit in range(len(was)):
        gone = men_gone(state, np.int64(unit))
        is_same = was.gone[unit] == gone and was.men[unit] == units.men[unit]
        if is_same and was.side[unit] == units.side[unit] and was.gate[unit] == units.gate[unit]:
            continue
        was.side[unit], was.gate[unit], was.gone[unit] = units.side[unit], units.gate[unit], gone
        was.changed[unit] = watch.once.events[0]
        for train in range(world.units.first_echelon[unit], world.units.last_echelon[unit]):
            compare(world, state, watch, seen, train)


@kernel
def compare_queues(world: World, state: State, watch: Watch, seen: Seen) -> None:
    """Compare who stands and stood first in each queue where another does. Writes: watch, seen."""
    queues = watch.queues
    for queue in range(len(queues)):
        before, first = queues.first[queue], state.queues.first[queue]
        if before == first:
            continue
        queues.first[queue] = first
        queues.changed[queue] = watch.once.events[0]
        if before != NOBODY:
            compare(world, state, watch, seen, before)
        if first != NOBODY:
            compare(world, state, watch, seen, first)


@kernel
def _write_down(world: World, state: State, watch: Watch, seen: Seen, train: int) -> None:
    """Count a train as what it is, and no longer as what it was. Writes: watch, seen.left_us."""
    trains, echelons, once = watch.trains, state.echelons, watch.once
    was_running = trains.phase[train] == Phase.RUNNING
    ran_in = trains.section[train] if was_running else NOBODY
    if trains.phase[train] != NOBODY:
        _count(world, watch, train, ONE_FEWER)
    trains.phase[train] = echelons.phase[train]
    trains.place[train] = echelons.place[train]
    trains.leg[train] = echelons.leg[train]
    trains.section[train] = echelons.section[train]
    trains.men[train] = echelons.men[train]
    trains.next_waiting[train] = echelons.next_waiting[train]
    trains.wagons[train] = echelons.wagons[train]
    trains.setting_out[train] = echelons.setting_out[train]
    trains.side[train] = state.units.side[world.echelons.unit[train]]
    trains.present[train] = is_present(state, train)
    trains.queue[train] = queue_of(world, state, train)
    trains.loop[train] = loop_of(world, state, train)
    trains.ran_in[train] = ran_in
    _count(world, watch, train, ONE_MORE)
    if ran_in != NOBODY and section_of(state, train) != ran_in:
        seen.left_us[ran_in] = state.clock.now_us[0]
    watch.changed[once.n_changed[0]] = train
    once.n_changed[0] += 1


@kernel
def _count(world: World, watch: Watch, train: int, more: int) -> None:
    """Add a train, as it is written down, to what is counted, or take it off. Writes: watch."""
    trains, n_places = watch.trains, len(watch.platforms)
    unit, phase, place = world.echelons.unit[train], trains.phase[train], trains.place[train]
    n_sides, men = world.settings.n_sides[0], more * trains.men[train]
    watch.units.men[unit] += men
    watch.once.in_trains[0] += more * trains.wagons[train]
    watch.units.changed[unit] = watch.once.events[0]
    if trains.present[train]:
        watch.men_at[place * n_sides + trains.side[train]] += men
        watch.men_at[n_places * n_sides + unit * n_places + place] += men
    if is_at_work(phase):
        watch.once.at_work[0] += more
    if phase == Phase.RUNNING:
        watch.sections.trains[trains.section[train]] += more
    if phase == Phase.LOADING or phase == Phase.DETRAINING:
        watch.platforms[place] += more
    if trains.loop[train] != NOBODY:
        watch.tracks.trains[trains.loop[train]] += more
    if trains.queue[train] != NOBODY:
        watch.queues.trains[trains.queue[train]] += more
        watch.queues.changed[trains.queue[train]] = watch.once.events[0]
