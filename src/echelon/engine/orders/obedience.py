"""What a unit's command or a station does with an order that has reached it.

Whether it obeys is the fixed choice of `rules.choice`.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.agenda import schedule
from echelon.engine.hearing import reconsider
from echelon.engine.orders.judgement import carry_out_order
from echelon.engine.roll import pass_gate
from echelon.engine.rules.belief import due_form
from echelon.engine.rules.choice import is_willing, line_of
from echelon.engine.state import State
from echelon.engine.trace import note
from echelon.engine.vocabulary import NOBODY, Kind, Medium, Severity, Verb
from echelon.engine.world import World

ALL_FORMS = 3.0


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

    With dispositions the order becomes live for command and ranks, who choose among all that are.
    Writes: lines, and as `carry_out_order`.
    """
    letters, units = state.letters, state.units
    pass_gate(world, state, action, np.int64(2))
    author, command = letters.claimed[letter], world.actors.mind[world.units.actor[unit]]
    if command != NOBODY:
        _take_up(world, state, command, unit, action, letter)
        ranks = world.actors.mind[world.units.ranks[unit]]
        if ranks != NOBODY:
            _take_up(world, state, ranks, unit, action, letter)
        return
    if letters.sent_us[letter] < units.directive_us[unit]:
        note(state, Kind.ORDER_OVERTAKEN, unit, action, author)
        return
    if not is_willing(world, state, unit, author, np.int64(Severity.MOVE)):
        note(state, Kind.UNIT_REFUSES, unit, action, author)
        return
    carry_out_order(world, state, unit, action, letter)


@kernel
def _take_up(world: World, state: State, mind: int, unit: int, action: int, letter: int) -> None:
    """Let an order be live for a mind until a later one on the same line overtakes it.

    One to force the way does not take the place of one to move that was issued at the same moment.
    Writes: lines, minds.is_asked; the mind is judged again.
    """
    letters, lines = state.letters, state.lines
    author, issued_us = letters.claimed[letter], letters.sent_us[letter]
    line = NOBODY if author == NOBODY else line_of(world, mind, author)
    if line == NOBODY:
        note(state, Kind.UNIT_REFUSES, unit, action, author)
        return
    if lines.action[line] != NOBODY and issued_us < lines.issued_us[line]:
        note(state, Kind.ORDER_OVERTAKEN, unit, action, author)
        return
    rider, before, verbs = int(NOBODY), lines.action[line], world.actions.verb
    if before != NOBODY and lines.author[line] == author and issued_us == lines.issued_us[line]:
        if verbs[action] == Verb.FORCE and verbs[before] == Verb.MOVE:
            rider, action = action, before
        elif verbs[action] == Verb.MOVE and verbs[before] == Verb.FORCE:
            rider = before
    lines.rider[line] = rider
    channel = letters.channel[letter]
    is_written = channel != NOBODY and world.channels.medium[channel] != Medium.TELEPHONE
    is_countersigned = world.actions.countersigner[action] != NOBODY
    forms = due_form(world, mind, author, is_written, is_countersigned)
    lines.action[line] = action
    lines.letter[line] = letter
    lines.author[line] = author
    lines.issued_us[line] = issued_us
    lines.forms[line] = forms
    lines.form[line] = float((forms & 1) + ((forms >> 1) & 1) + (forms >> 2)) / ALL_FORMS
    state.minds.is_asked[mind] = True
    reconsider(state, mind)
