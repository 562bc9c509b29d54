"""The memory of a run: how its tables lie in one stretch of words, and how it is made blank."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from echelon.engine import state as tables
from echelon.engine.encounter import CONTACT_STATES, N_OCCASIONS, OCCASION_STATES
from echelon.engine.state import State
from echelon.engine.world import World

WORD_BYTES = 8

VERDICTS_KEPT = 128
"""Verdicts of a run that are kept; others are formed anew when they are asked for."""

WAYS_ROUND = 16
"""Trees of ways without some channel that are kept; others are grown anew when asked for."""


class Capacities(NamedTuple):
    """Rows of the tables that grow: a run that fills one is repeated with twice as many."""

    events: int = 256
    letters: int = 128
    trace: int = 0
    counts: int = 256


def reset_layout(world: World, n_values: int) -> dict[str, tuple[np.dtype, int]]:
    """Return the columns and rows of each table that every run begins anew with."""
    n_words = int(world.settings.tiding_words[0])
    counts = {
        "clock": (tables.CLOCK, 1),
        "generation": (np.dtype("i8"), len(world.entities)),
        "places": (tables.PLACE_STATES, len(world.places)),
        "links": (tables.LINK_STATES, len(world.links)),
        "sections": (tables.SECTION_STATES, len(world.sections)),
        "tracks": (tables.TRACK_STATES, 2 * len(world.sections)),
        "queues": (tables.QUEUE_STATES, 2 * len(world.sections) + len(world.places)),
        "channels": (tables.CHANNEL_STATES, len(world.channels)),
        "wires": (tables.WIRE_STATES, 2 * len(world.channels)),
        "units": (tables.UNIT_STATES, len(world.units)),
        "echelons": (tables.ECHELON_STATES, len(world.echelons)),
        "actors": (tables.ACTOR_STATES, len(world.actors)),
        "bodies": (tables.BODY_STATES, len(world.bodies)),
        "agreements": (tables.AGREEMENT_STATES, len(world.agreements)),
        "ballots": (tables.BALLOT_STATES, len(world.ballots)),
        "minds": (tables.MIND_STATES, len(world.minds)),
        "lines": (tables.LINE_STATES, len(world.lines)),
        "influences": (tables.INFLUENCE_STATES, len(world.influences)),
        "confidences": (tables.CONFIDENCE_STATES, len(world.confidences)),
        "odds": (np.dtype("f8"), len(world.news)),
        "tally": (np.dtype("i8"), len(world.counts) * (int(world.settings.n_sides[0]) + 1)),
        "staffs": (tables.STAFF_STATES, len(world.staffs)),
        "contacts": (CONTACT_STATES, len(world.contacts)),
        "occasions": (OCCASION_STATES, N_OCCASIONS * len(world.contacts)),
        "slots": (tables.SLOT_STATES, len(world.slots)),
        "facts": (tables.FACT_STATES, len(world.facts)),
        "acts": (tables.ACT_STATES, len(world.acts)),
        "tidings": (tables.TIDING_STATES, len(world.tidings)),
        "doubts": (tables.DOUBT_STATES, int(world.settings.doubts[0]) * len(world.actors)),
        "verdicts": (tables.VERDICT_STATES, VERDICTS_KEPT if len(world.views) else 0),
        "heard": (np.dtype("i8"), n_words * (len(world.actors) + 1)),
        "believed": (np.dtype("i8"), n_words * (len(world.actors) + 1)),
        "orders": (tables.ORDER_STATES, len(world.orders)),
        "cells": (tables.CELL_STATES, len(world.cells)),
        "known": (np.dtype("f8"), len(world.slots)),
        "values": (np.dtype("f8"), n_values),
        "guide_ready": (np.dtype("i8"), 2 * len(world.goals)),
        "post_ready": (np.dtype("i8"), len(world.places) * len(world.circles) + WAYS_ROUND),
    }
    return counts


def scratch_layout(world: World, capacities: Capacities) -> dict[str, tuple[np.dtype, int]]:
    """Return the columns and rows of each table that a run writes before it reads."""
    n_places, n_words = len(world.places), int(world.settings.tiding_words[0])
    frontier = 2 * (max(len(world.legs), len(world.wires)) + 1)
    return {
        "heap": (tables.HEAP, capacities.events),
        "events": (tables.EVENTS, capacities.events),
        "letters": (tables.LETTER_STATES, capacities.letters),
        "guide": (np.dtype("i8"), 2 * len(world.goals) * n_places),
        "post": (np.dtype("i8"), n_places * (n_places * len(world.circles) + WAYS_ROUND)),
        "rounds": (np.dtype("i8"), WAYS_ROUND),
        "reached": (np.dtype("i8"), n_places + 1),
        "weights": (np.dtype("f8"), int(world.settings.n_sides[0])),
        "numbers": (np.dtype("f8"), max(n_places + frontier, len(world.code), 1)),
        "kept": (np.dtype("i8"), 3 * VERDICTS_KEPT * n_words),
        "titles": (np.dtype("i8"), VERDICTS_KEPT * len(world.rights) if len(world.views) else 0),
        "opinion": (np.dtype("f8"), 3 * len(world.tidings)),
        "dirty": (np.dtype("i8"), len(world.slots) + 1),
        "waiting": (np.dtype("i8"), len(world.minds) + 1),
        "counts": (tables.COUNTS, capacities.counts),
        "touched": (np.dtype("i8"), len(world.cells)),
        "trace": (tables.TRACE, capacities.trace),
    }


def words(layout: dict[str, tuple[np.dtype, int]]) -> int:
    """Return how many words of eight bytes the tables of a layout take."""
    return sum(_words_of(columns, rows) for columns, rows in layout.values())


def _words_of(columns: np.dtype, rows: int) -> int:
    return -(-columns.itemsize * rows // WORD_BYTES)


def blank_state(world: World, n_values: int, capacities: Capacities) -> State:
    """Return a state of zeroed tables, as large as the world and the capacities ask for."""
    layout = reset_layout(world, n_values) | scratch_layout(world, capacities)
    return windows(np.zeros(words(layout), np.int64), layout)


def windows(memory: np.ndarray, layout: dict[str, tuple[np.dtype, int]]) -> State:
    """Return the state whose tables lie one after another in `memory`, as `layout` says."""
    found: dict[str, np.ndarray] = {"memory": memory}
    first = 0
    for name, (columns, rows) in layout.items():
        last = first + _words_of(columns, rows)
        stretch = memory[first:last].view(np.uint8)[: columns.itemsize * rows]
        window = stretch.view(columns)
        found[name] = window.view(np.recarray) if columns.names else window
        first = last
    return State(**found)
