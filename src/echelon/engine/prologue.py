"""The beginning of a run: the initial state, the inputs drawn, every number of the scenario set."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import entry, kernel
from echelon.engine.agenda import schedule
from echelon.engine.census import touch
from echelon.engine.draws import Purpose, uniform
from echelon.engine.hearing import judge_anew, set_slot
from echelon.engine.knowledge import learn
from echelon.engine.meeting import come_together
from echelon.engine.messages.wires import plan_channel_failure
from echelon.engine.movement.lines import plan_failure
from echelon.engine.movement.wagons import wagons_at_first
from echelon.engine.normal import inverse_normal, normal_cdf
from echelon.engine.orders.conditions import read
from echelon.engine.orders.judgement import plan_review
from echelon.engine.orders.opinions import plan_talk
from echelon.engine.persons.custody import hold
from echelon.engine.rules.values import LONGEST_US, drawn_from
from echelon.engine.staffs.crowds import count_crowd, drawn_out
from echelon.engine.staffs.service import function_changes, staff_thinks_again
from echelon.engine.staffs.strikes import begin_strike
from echelon.engine.state import State
from echelon.engine.trace import happen
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Owed, Quantity
from echelon.engine.world import World


@kernel
def begin(
    world: World, state: State, initial: np.ndarray, key: np.uint64, run: int, tracing: bool
) -> None:
    """Set the state to the start of run number `run`. Writes: everything."""
    for word in range(len(initial)):
        state.memory[word] = initial[word]
    clock = state.clock
    clock.key[0] = key
    clock.chance[0] = key
    clock.run[0] = run
    clock.tracing[0] = tracing
    clock.because[0] = happen(state, Kind.PERIOD_BEGINS, NOBODY, NOBODY, NOBODY, 0.0, NOBODY)
    _draw_inputs(world, state)
    width = world.settings.design_width[0]
    if width > 0:
        clock.run[0] = world.design[run * width]
    _evaluate_formulas(world, state)
    _muster(world, state)
    _take_views(world, state)
    _gather(world, state)
    for cell in range(len(world.cells)):
        touch(world, state, np.int64(cell))
    _inform(world, state)
    _plan_what_is_dated(world, state)


@entry
def draw_again(
    world: World,
    state: State,
    initial: np.ndarray,
    key: np.uint64,
    first_run: int,
    inputs: np.ndarray,
    drawn: np.ndarray,
) -> None:
    """Draw numbers of runs without simulating them, `drawn[k]` those of run `first_run + k`.

    Since a draw is a function of its key, they are what the runs had. Writes: state, drawn.
    """
    for word in range(len(initial)):
        state.memory[word] = initial[word]
    state.clock.key[0] = key
    for row in range(len(drawn)):
        state.clock.run[0] = first_run + row
        _draw_inputs(world, state)
        _evaluate_formulas(world, state)
        for column in range(len(inputs)):
            drawn[row, column] = state.values[inputs[column]]


@kernel
def _draw_inputs(world: World, state: State) -> None:
    """Draw every uncertain input, correlated ones through a Gaussian copula. Writes: values.

    Under a design, a run takes its inputs from the runs that the design names.
    """
    inputs, clock = world.inputs, state.clock
    key, run, width = clock.key[0], clock.run[0], world.settings.design_width[0]
    first_source = clock.run[0] * width
    for row in range(len(inputs)):
        distribution = inputs.distribution[row]
        if distribution == NOBODY:
            continue
        if width > 0:
            run = world.design[first_source + inputs.design_column[row]]
        first, last = inputs.first_factor[row], inputs.last_factor[row]
        if first == last:
            u = uniform(key, run, inputs.luck[row], Purpose.INPUT, NOTHING)
        else:
            z = 0.0
            for factor in range(first, last):
                name = world.factors.luck[factor]
                independent = uniform(key, run, name, Purpose.FACTOR, NOTHING)
                z += world.factors.weight[factor] * inverse_normal(independent)
            u = normal_cdf(z)
        state.values[row] = drawn_from(world, distribution, u)


@kernel
def _evaluate_formulas(world: World, state: State) -> None:
    """Compute the numbers that depend on inputs, in an order that respects it. Writes: values."""
    formulas = world.formulas
    for row in range(len(formulas)):
        number = read(world, state, formulas.first_code[row], formulas.last_code[row])
        state.values[formulas.slot[row]] = number


@kernel
def _muster(world: World, state: State) -> None:
    """Share every unit's men out among its echelons, where it stands.

    Men are whole: the first trains take one more each until the remainder is used up.
    Writes: units.men, echelons.men, known (MEN and STRENGTH).
    """
    units = world.units
    for unit in range(len(units)):
        men = np.int64(max(0.0, state.values[units.men[unit]]) + 0.5)
        state.units.men[unit] = men
        first, last = units.first_echelon[unit], units.last_echelon[unit]
        for echelon in range(first, last):
            share = men // (last - first)
            if echelon - first < men % (last - first):
                share += 1
            state.echelons.men[echelon] = share
        place, side = units.place[unit], units.side[unit]
        for index in range(units.first_slot[unit], units.last_slot[unit]):
            slot = world.lists[index]
            at_home = world.slots.second[slot] == place
            if world.slots.quantity[slot] == Quantity.MEN and at_home:
                state.known[slot] = float(men)
        for index in range(world.places.first_strength[place], world.places.last_strength[place]):
            slot = world.lists[index]
            if world.slots.first[slot] == side:
                state.known[slot] += float(men)


@kernel
def _take_views(world: World, state: State) -> None:
    """Let everybody whose view is uncertain judge in the one drawn. Writes: actors.in_view."""
    actors = world.actors
    for actor in range(len(actors)):
        slot = actors.drawn_view[actor]
        if slot != NOBODY:
            chosen = actors.first_view[actor] + np.int64(state.values[slot])
            state.actors.in_view[actor] = world.lists[chosen]


@kernel
def _gather(world: World, state: State) -> None:
    """Let crowds and wagons stand, strikes begin and staffs settle for whom they work.

    Writes: staffs, places, slots, the agenda.
    """
    for staff in range(len(world.staffs)):
        if world.staffs.is_crowd[staff]:
            count_crowd(world, state, np.int64(staff), drawn_out(world, state, np.int64(staff)))
        if world.staffs.on_strike[staff]:
            begin_strike(world, state, np.int64(staff))
        staff_thinks_again(world, state, np.int64(staff))
    for actor in range(len(world.actors)):
        if not state.actors.free[actor]:
            state.actors.free[actor] = True
            hold(world, state, np.int64(actor), state.actors.isolated[actor], NOBODY)
    for place in range(len(world.places)):
        function_changes(world, state, np.int64(place))
        wagons = wagons_at_first(world, state, np.int64(place))
        state.places.wagons[place] = wagons
        if world.places.wagons_slot[place] != NOBODY:
            state.known[world.places.wagons_slot[place]] = float(wagons)


@kernel
def _inform(world: World, state: State) -> None:
    """Let observers know at the start what they see and what is owed to them. Writes: slots."""
    slots = world.slots
    for slot in range(len(slots)):
        observer = slots.observer[slot]
        if observer == NOBODY or slots.truth[slot] == NOBODY:
            continue
        place = state.actors.place[observer]
        sees = place in (slots.seen_at[slot], slots.seen_also_at[slot])
        number = state.known[slots.truth[slot]]
        is_fit_to_know = number == number  # the time of what has not happened is not
        if is_fit_to_know and (sees or slots.owed[slot] != Owed.NOT):
            if number == 0.0:  # that there is nothing is known without being news
                set_slot(state, slot, number, NOTHING, NOBODY)
            else:
                learn(world, state, slot, number, NOTHING, NOBODY)
    if len(world.views) > 0:
        for actor in range(len(world.actors) + 1):
            judge_anew(world, state, actor)


@kernel
def _plan_what_is_dated(world: World, state: State) -> None:
    """Put dated acts, closures and the end of the period on the agenda. Writes: the agenda."""
    horizon_us = world.settings.horizon_us[0]
    acts, windows = world.acts, world.windows
    for act in range(len(acts)):
        at = -1.0 if acts.at_us[act] == NOBODY else state.values[acts.at_us[act]]
        hash64 = world.entities.hash64[acts.entity[act]]
        if at >= 0.0 and at <= LONGEST_US:
            when_us = np.int64(at + 0.5)
            schedule(state, when_us, Kind.ACT_FALLS_DUE, hash64, NOTHING, NOBODY, act, NOTHING)
    for window in range(len(windows)):
        hash64 = world.entities.hash64[windows.entity[window]]
        opens = state.values[windows.to_us[window]]
        closes = max(0.0, state.values[windows.from_us[window]])
        if opens > closes:
            _plan_window(world, state, window, hash64, np.int64(closes), np.int64(opens))
    for mind in range(len(world.minds)):
        if world.minds.is_restless[mind]:
            plan_review(world, state, np.int64(mind))
    for row in range(len(world.confidences)):
        plan_talk(world, state, np.int64(row))
    for link in range(len(world.links)):
        plan_failure(world, state, link)
    for channel in range(len(world.channels)):
        plan_channel_failure(world, state, channel)
    for place in range(len(world.places)):
        come_together(world, state, np.int64(place))
    schedule(state, horizon_us, Kind.PERIOD_ENDS, NOTHING, NOTHING, NOBODY, NOTHING, NOTHING)


@kernel
def _plan_window(
    world: World, state: State, window: int, hash64: int, closes_us: int, opens_us: int
) -> None:
    """Plan that a link or channel closes and opens again. Writes: the agenda."""
    windows = world.windows
    row = windows.row[window]
    if windows.is_person[window]:
        schedule(state, closes_us, Kind.PERSON_FALLS_SILENT, hash64, window, NOBODY, row, NOTHING)
        schedule(state, opens_us, Kind.PERSON_SPEAKS_AGAIN, hash64, window, NOBODY, row, NOTHING)
    elif windows.is_link[window]:
        schedule(state, closes_us, Kind.LINK_CLOSES, hash64, window, NOBODY, row, NOTHING)
        schedule(state, opens_us, Kind.LINK_OPENS, hash64, window, NOBODY, row, NOTHING)
    else:
        schedule(state, closes_us, Kind.CHANNEL_CLOSES, hash64, window, NOBODY, row, NOTHING)
        schedule(state, opens_us, Kind.CHANNEL_OPENS, hash64, window, NOBODY, row, NOTHING)
