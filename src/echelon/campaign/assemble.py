"""From a checked document to a World and the state in which every run begins, once."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE
from echelon.campaign.conduct import Conduct, set_out_conduct
from echelon.campaign.correlation import add_factors
from echelon.campaign.ground import Ground, lay_ground
from echelon.campaign.people import People, chain_of, muster
from echelon.campaign.slots import TRUTH, Key
from echelon.engine import world as tables
from echelon.engine.memory import Capacities, blank_state, reset_layout, words
from echelon.engine.names import colliding
from echelon.engine.state import State
from echelon.engine.vocabulary import NEVER, UNSEEN, Owed, Quantity
from echelon.engine.world import World
from echelon.errors import Fault, ScenarioError
from echelon.scenario.document import Document

ABOUT_UNIT = (Quantity.MEN, Quantity.DEPARTED, Quantity.ARRIVED)
KNOWN_FROM_THE_START = (Quantity.HEARD, Quantity.RECEIVED)


@dataclass(frozen=True)
class Assembled:
    """A scenario in tables.

    Parameters
    ----------
    world : World
        Constants.
    n_values : int
        Numbers of the scenario.
    initial : ndarray of int64
        The words that every run begins with.
    draw_names : tuple of str
        Names of the inputs, by row.
    assembly : Assembly
        Rows by id, for turning results back into names.
    """

    world: World
    n_values: int
    initial: np.ndarray
    draw_names: tuple[str, ...]
    assembly: Assembly


def assemble_world(document: Document) -> Assembled:
    """Return the World of a document and its initial state.

    Raises
    ------
    ScenarioError
        If two names have one hash, so that they would share their luck; one must be renamed.
    """
    assembly = Assembly(document)
    conduct = set_out_conduct(assembly)
    ground = lay_ground(assembly)
    people = muster(assembly)
    add_factors(assembly)
    world = _world(assembly, ground, people, conduct)
    pair = colliding([*assembly.entities.names, *assembly.programs.draw_names])
    if pair is not None:
        raise _name_collision(document, *pair)
    return Assembled(
        world,
        len(assembly.programs.values),
        _initial_words(assembly, world),
        tuple(assembly.programs.draw_names),
        assembly,
    )


def _name_collision(document: Document, one: str, other: str) -> ScenarioError:
    message = f"`{one}` and `{other}` have the same hash and would share their luck"
    fault = Fault("name-collision", message, None, help="rename one of the two")
    return ScenarioError((fault,), document.name)


def _world(assembly: Assembly, ground: Ground, people: People, conduct: Conduct) -> World:
    programs, parts = assembly.programs, assembly.document.parts
    slots = assembly.slots.table(
        assembly.lists,
        initial=_initial_knowledge(assembly),
        owed=_debts(assembly),
        seen_at=_sights(assembly),
        name=_slot_names(assembly),
    )
    for row, fact in enumerate(conduct.orders.rows):
        fact["received_slot"] = assembly.slots.find(Quantity.RECEIVED, row)
    settings = np.zeros(1, tables.SETTINGS).view(np.recarray)
    settings.horizon_us[0] = assembly.document.settings.end_us
    settings.event_limit[0] = assembly.document.settings.event_limit
    goals = np.array(list(assembly.goals) or [], dtype=np.int64).reshape(-1, 2)
    goal_table = np.zeros(len(goals), tables.GOALS).view(np.recarray)
    goal_table["place"], goal_table["mode"] = goals[:, 0], goals[:, 1]
    times = np.array([assembly.facts[time.fact] for time in parts.times.values()], np.int64)
    return World(
        settings=settings,
        entities=assembly.entities.table(tables.ENTITIES),
        places=ground.places.table(),
        goals=goal_table,
        links=ground.links.table(),
        sections=ground.sections.table(),
        legs=ground.legs.table(),
        wires=ground.wires.table(),
        channels=ground.channels.table(),
        units=people.units.table(),
        echelons=people.echelons.table(),
        actors=people.actors.table(),
        facts=conduct.facts.table(),
        orders=conduct.orders.table(),
        acts=conduct.acts.table(),
        actions=conduct.actions.table(),
        slots=slots.table(),
        moments=conduct.moments.table(),
        windows=ground.windows.table(),
        code=programs.code.table(),
        distributions=programs.distributions.table(),
        choices=programs.choices.table(),
        inputs=programs.inputs.table(),
        factors=programs.factors.table(),
        formulas=programs.formulas.table(),
        outcomes=conduct.outcomes.table(),
        quantities=conduct.quantities.table(),
        times=times,
        each=np.array(
            [programs.each.get(slot, NONE) for slot in range(len(programs.values))], np.int64
        ),
        lists=np.array(assembly.lists.numbers, np.int64),
    )


def _initial_knowledge(assembly: Assembly) -> Callable[[Key], float]:
    """Return what stands in a slot at the start: for the truth, how things are."""
    parts = assembly.document.parts
    knowers = {
        (assembly.actors[actor], assembly.facts[id_])
        for id_, fact in parts.facts.items()
        for actor in fact.known_to
    }
    homes = {
        assembly.actors[id_]: assembly.place(entry.place)
        for part in (parts.persons, parts.units)
        for id_, entry in part.items()
    }

    def initial(key: Key) -> float:
        observer, quantity, first, second = key
        if observer != TRUTH:
            if quantity in KNOWN_FROM_THE_START:
                return float((observer, first) in knowers and quantity == Quantity.HEARD)
            return 0.0 if (observer, first) in knowers else math.nan
        match quantity:
            case Quantity.TIME_OF:
                return math.nan
            case Quantity.AT:
                return float(homes[first] == second)
            case Quantity.OPEN_LINK | Quantity.OPEN_PLACE | Quantity.OPEN_CHANNEL:
                return 1.0
        return 0.0

    return initial


def _debts(assembly: Assembly) -> Callable[[Key], Owed]:
    """Return whether news is owed to an observer who does not see it himself.

    A unit's command knows of its own unit at once; commanders and superiors, up the whole chain,
    are written to.
    """
    units = list(assembly.units)
    chains = [chain_of(assembly, id_) for id_ in units]
    unit_of_actor = {assembly.actors[id_]: row for row, id_ in enumerate(units)}

    def owed(key: Key) -> Owed:
        observer, quantity, first, _ = key
        if observer == TRUTH:
            return Owed.NOT
        unit = first if quantity in ABOUT_UNIT else None
        if quantity == Quantity.AT:
            if observer == first:
                return Owed.AT_ONCE
            unit = unit_of_actor.get(first)
        if unit is None:
            return Owed.NOT
        if assembly.actors[units[unit]] == observer:
            return Owed.AT_ONCE
        return Owed.BY_LETTER if observer in chains[unit] else Owed.NOT

    return owed


def _sights(assembly: Assembly) -> Callable[[Key], int]:
    """Return the place where the truth of a slot can be seen."""
    facts = list(assembly.document.parts.facts.values())
    links = list(assembly.document.parts.links.values())

    def seen_at(key: Key) -> int:
        _, quantity, first, second = key
        match quantity:
            case Quantity.MEN | Quantity.STRENGTH | Quantity.AT:
                return second
            case Quantity.DEPARTED | Quantity.ARRIVED:
                return second
            case Quantity.HEARD | Quantity.TIME_OF:
                return assembly.place(facts[first].at)
            case Quantity.OPEN_PLACE:
                return first
            case Quantity.OPEN_LINK:
                return assembly.place(links[first].from_)
        return NONE

    return seen_at


def _slot_names(assembly: Assembly) -> Callable[[Key], str]:
    """Return a name for what a slot is about, made of names and not of rows."""
    ids: dict[Quantity, list[str]] = {
        Quantity.HEARD: list(assembly.facts),
        Quantity.TIME_OF: list(assembly.facts),
        Quantity.STRENGTH: list(assembly.sides),
        Quantity.AT: list(assembly.actors),
        Quantity.OPEN_LINK: list(assembly.links),
        Quantity.OPEN_PLACE: list(assembly.places),
        Quantity.OPEN_CHANNEL: list(assembly.channels),
        Quantity.RECEIVED: list(assembly.orders),
    }
    places = list(assembly.places)

    def name(key: Key) -> str:
        _, quantity, first, second = key
        about = ids.get(quantity, list(assembly.units))[first]
        return f"{quantity.name} {about} {places[second] if second != NONE else ''}"

    return name


def _initial_words(assembly: Assembly, world: World) -> np.ndarray:
    """Return the memory with which every run begins."""
    n_values = len(assembly.programs.values)
    state = blank_state(world, n_values, Capacities())
    _set_state(state, world)
    state.known[:] = world.slots.initial
    state.slots.since_us[:] = -1
    state.values[:] = assembly.programs.values
    return state.memory[: words(reset_layout(world, n_values))].copy()


def _set_state(state: State, world: World) -> None:
    """Set every column whose beginning is not zero."""
    beginnings: tuple[tuple[np.recarray, dict[str, Any]], ...] = (
        (state.clock, {"because": NONE, "free": NONE, "first_stranded": NONE}),
        (state.places, {"first_waiting": NONE, "last_waiting": NONE}),
        (state.sections, {"wake_us": NEVER}),
        (state.tracks, {"first_waiting": NONE, "last_waiting": NONE}),
        (state.wires, {"first_waiting": NONE, "last_waiting": NONE}),
        (state.units, {"action": NONE, "pending": NONE, "directive_us": -1}),
        (
            state.echelons,
            {"leg": NONE, "section": NONE, "next_waiting": NONE},
        ),
        (state.actors, {"next_place": NONE, "journey": NONE, "first_letter": NONE}),
        (state.slots, {"source": NONE}),
        (state.facts, {"happened_us": UNSEEN}),
    )
    for table, columns in beginnings:
        for column, value in columns.items():
            table[column][:] = value
    state.echelons.place[:] = world.units.place[world.echelons.unit]
    state.actors.place[:] = world.actors.place
