"""From a checked document to a World and the state in which every run begins, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from echelon.campaign.assembly import Assembly
from echelon.campaign.authority import Authority, rights_to_command, set_out_authority
from echelon.campaign.builder import NONE, Rows
from echelon.campaign.census import Census, prepare_census
from echelon.campaign.circles import draw_circles
from echelon.campaign.collectives import enrol, seat, voices
from echelon.campaign.conduct import Conduct, set_out_conduct
from echelon.campaign.correlation import add_factors
from echelon.campaign.encounters import Encounters, rivals, set_out_encounters
from echelon.campaign.ground import Ground, lay_ground
from echelon.campaign.knowing import Knowing
from echelon.campaign.minds import Minds, set_out_minds
from echelon.campaign.people import People, muster
from echelon.campaign.slots import TRUTH
from echelon.engine import world as tables
from echelon.engine.memory import Capacities, blank_state, reset_layout, words
from echelon.engine.names import colliding
from echelon.engine.rules.verdict import BITS_PER_WORD
from echelon.engine.state import State
from echelon.engine.vocabulary import NEVER, UNSEEN, Answer, Quantity
from echelon.engine.world import World
from echelon.errors import Fault, ScenarioError
from echelon.scenario.document import Document
from echelon.scenario.watched import CLASSES
from echelon.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR


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
    fans : tuple of (place, side)
        What the fans of the census are about, by row.
    """

    world: World
    n_values: int
    initial: np.ndarray
    draw_names: tuple[str, ...]
    assembly: Assembly
    fans: tuple[tuple[int, int], ...]


def assemble_world(document: Document) -> Assembled:
    """Return the World of a document and its initial state.

    Raises
    ------
    ScenarioError
        If two names have one hash, so that they would share their luck; one must be renamed.
    """
    assembly = Assembly(document)
    conduct = set_out_conduct(assembly)
    # What anybody asks comes before those about whom it is asked, who look up who is to know it.
    minds = set_out_minds(assembly, conduct)
    staffs = enrol(assembly)
    census = prepare_census(assembly)
    ground = lay_ground(assembly, census)
    authority = set_out_authority(assembly)
    people = muster(assembly, minds.of_actor)
    circles = draw_circles(assembly, ground.channels.rows, people.actors)
    encounters = set_out_encounters(assembly, ground)
    add_factors(assembly)
    for actor, (first, last) in rights_to_command(assembly, authority).items():
        people.actors.rows[actor] |= {"first_right": first, "last_right": last}
    world = _world(
        assembly, ground, circles, people, staffs, conduct, minds, encounters, census, authority
    )
    pair = colliding([*assembly.entities.names, *assembly.programs.draw_names])
    if pair is not None:
        raise _name_collision(document, *pair)
    return Assembled(
        world,
        len(assembly.programs.values),
        _initial_words(assembly, world),
        tuple(assembly.programs.draw_names),
        assembly,
        tuple(census.fans),
    )


def _name_collision(document: Document, one: str, other: str) -> ScenarioError:
    message = f"`{one}` and `{other}` have the same hash and would share their luck"
    fault = Fault("name-collision", message, None, help="rename one of the two")
    return ScenarioError((fault,), document.name)


def _world(
    assembly: Assembly,
    ground: Ground,
    circles: Rows,
    people: People,
    staffs: Rows,
    conduct: Conduct,
    minds: Minds,
    encounters: Encounters,
    census: Census,
    authority: Authority,
) -> World:
    programs, parts = assembly.programs, assembly.document.parts
    knowing = Knowing(assembly)
    slots = assembly.slots.table(assembly.lists, knowing, census.cell_of_slot)
    curves = programs.curves()
    for row, fact in enumerate(conduct.facts.rows):
        first, last = assembly.lists.add(assembly.slots.knowing_of(row))
        fact["first_knows"], fact["last_knows"] = first, last
    for row, fact in enumerate(conduct.orders.rows):
        fact["resolved_slot"] = assembly.slots.find(Quantity.RESOLVED, row)
        fact["received_slot"] = assembly.slots.find(Quantity.RECEIVED, row)
    for row, agreement in enumerate(conduct.agreements.rows):
        agreement["agreed_slot"] = assembly.slots.find(Quantity.AGREED, row)
        agreement["broken_slot"] = assembly.slots.find(Quantity.BROKEN, row)
    settings = np.zeros(1, tables.SETTINGS).view(np.recarray)
    settings.horizon_us[0] = assembly.document.settings.end_us
    settings.first_voice[0], _ = assembly.lists.add(voices(assembly))
    settings.first_rivals[0], _ = assembly.lists.add(rivals(assembly))
    settings.n_sides[0] = len(assembly.sides)
    settings.event_limit[0] = assembly.document.settings.event_limit
    calendar = assembly.document.settings.calendar
    settings.first_hour[0] = calendar.start % MICROSECONDS_PER_DAY / MICROSECONDS_PER_HOUR
    settings.tiding_words[0] = -(-len(assembly.tidings) // int(BITS_PER_WORD))
    settings.doubts[0] = len(assembly.doubts)
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
        circles=circles.table(),
        units=people.units.table(),
        echelons=people.echelons.table(),
        actors=people.actors.table(),
        staffs=staffs.table(),
        bodies=seat(assembly).table(),
        ballots=conduct.ballots.table(),
        oppositions=encounters.oppositions.table(),
        contacts=encounters.contacts.table(),
        tolls=encounters.tolls.table(),
        agreements=conduct.agreements.table(),
        facts=conduct.facts.table(),
        orders=conduct.orders.table(),
        acts=conduct.acts.table(),
        actions=conduct.actions.table(),
        minds=minds.minds.table(),
        lines=minds.lines.table(),
        leanings=minds.leanings.table(),
        news=minds.news.table(),
        influences=minds.influences.table(),
        confidences=minds.confidences.table(),
        thresholds=minds.thresholds.table(),
        scruples=minds.scruples.table(),
        counts=minds.counts.table(),
        views=authority.views.table(),
        institutions=authority.institutions.table(),
        offices=authority.offices.table(),
        holdings=authority.holdings.table(),
        effects=authority.effects.table(),
        tidings=authority.tidings.table(),
        rights=authority.rights.table(),
        slots=slots.table(),
        cells=census.cells.table(),
        classes=np.array(CLASSES, np.int64),
        moments=conduct.moments.table(),
        windows=ground.windows.table(),
        code=programs.code.table(),
        distributions=programs.distributions.table(),
        choices=programs.choices.table(),
        curves=curves,
        inputs=programs.inputs.table(),
        declared=np.array([programs.slot_of_input[id_] for id_ in parts.inputs], np.int64),
        factors=programs.factors.table(),
        formulas=programs.formulas.table(),
        outcomes=conduct.outcomes.table(),
        quantities=conduct.quantities.table(),
        times=times,
        each=np.array(
            [programs.each.get(slot, NONE) for slot in range(len(programs.values))], np.int64
        ),
        lists=np.array(assembly.lists.numbers, np.int64),
        truth_verdicts=np.array(assembly.slots.verdicts_of(TRUTH), np.int64),
        design=np.zeros(0, np.int64),
        hours=np.array(knowing.hours, np.float64),
    )


def _initial_words(assembly: Assembly, world: World) -> np.ndarray:
    """Return the memory with which every run begins."""
    n_values = len(assembly.programs.values)
    state = blank_state(world, n_values, Capacities())
    _set_state(assembly, state, world)
    state.known[:] = world.slots.initial
    state.slots.since_us[:] = -1
    state.values[:] = assembly.programs.values
    return state.memory[: words(reset_layout(world, n_values))].copy()


def _set_state(assembly: Assembly, state: State, world: World) -> None:
    """Set every column whose beginning is not zero."""
    parts = assembly.document.parts
    beginnings: tuple[tuple[np.recarray, dict[str, Any]], ...] = (
        (state.clock, {"because": NONE, "free": NONE, "medium": NONE, "first_stranded": NONE}),
        (state.queues, {"first": NONE, "last": NONE}),
        (state.wires, {"first_waiting": NONE}),
        (state.sections, {"wake_us": NEVER}),
        (
            state.units,
            {
                "pending": NONE,
                "action": NONE,
                "directive_us": -1,
                "told_to_force_us": -1,
                "first_rider": NONE,
                "line": NONE,
                "letter": NONE,
            },
        ),
        (
            state.echelons,
            {
                "leg": NONE,
                "section": NONE,
                "next_waiting": NONE,
                "forced_us": NEVER,
                "came_from": NONE,
            },
        ),
        (
            state.actors,
            {
                "next_place": NONE,
                "journey": NONE,
                "first_letter": NONE,
                "free": True,
                "riding": NONE,
                "next_rider": NONE,
            },
        ),
        (state.agreements, {"breaker": NONE}),
        (state.bodies, {"order": NONE}),
        (
            state.minds,
            {"answer": int(Answer.STAND_ASIDE), "line": NONE, "letter": NONE, "stance": NONE},
        ),
        (state.lines, {"action": NONE, "rider": NONE, "letter": NONE, "author": NONE}),
        (state.slots, {"source": NONE, "medium": NONE}),
        (state.places, {"taker": NONE}),
        (state.facts, {"happened_us": UNSEEN}),
    )
    for table, columns in beginnings:
        for column, value in columns.items():
            table[column][:] = value
    state.units.side[:] = world.units.side
    for row, person in enumerate(parts.persons.values()):
        state.actors.free[row] = not person.under_arrest
    _put_in_place(state, world)
    state.actors.place[:] = world.actors.place
    state.actors.in_view[:] = world.actors.in_view
    state.verdicts.in_view[:] = NONE
    _let_law_be_known(assembly, state)
    for table, holders in (
        (state.places, [place.holder for place in parts.places.values()]),
        (state.links, [link.holder for link in parts.links.values()]),
        (state.channels, [channel.holder for channel in parts.channels.values()]),
    ):
        table.holder[:] = [assembly.side(holder) for holder in holders]


def _put_in_place(state: State, world: World) -> None:
    """Let every echelon be where its unit is, and every place name those that are there."""
    echelons = state.echelons
    echelons.place[:] = world.units.place[world.echelons.unit]
    state.places.first_there[:] = echelons.next_there[:] = echelons.previous_there[:] = NONE
    for place in np.unique(echelons.place):
        there = np.flatnonzero(echelons.place == place)
        state.places.first_there[place] = there[0]
        echelons.next_there[there[:-1]] = there[1:]
        echelons.previous_there[there[1:]] = there[:-1]


def _let_law_be_known(assembly: Assembly, state: State) -> None:
    """Let those who know a fact from the start know it where verdicts turn on it."""
    n_words = -(-len(assembly.tidings) // int(BITS_PER_WORD))
    for id_, tiding in assembly.tidings.items():
        fact = assembly.document.parts.facts.get(id_)
        for knower in () if fact is None else fact.known_to:
            word = assembly.actors[knower] * n_words + tiding // int(BITS_PER_WORD)
            bit = 1 << tiding % int(BITS_PER_WORD)
            state.heard[word] |= bit
            state.believed[word] |= bit
