"""Units, their echelons, and the actors of a World: persons, commands and ranks, and stations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE, Rows
from echelon.engine import world as tables
from echelon.engine.vocabulary import Quantity, Role
from echelon.scenario.expressions import Binary, Call, Draw, Expression, Name, Negate, Number
from echelon.scenario.provenance import Origin
from echelon.scenario.schema.people import Unit

ABOUT_UNITS = (Quantity.MEN, Quantity.DEPARTED, Quantity.ARRIVED)
MOST_ECHELONS = 1000

UNVIEWED = {"in_view": NONE, "drawn_view": NONE, "first_view": 0}
"""The columns of an actor that judges in no view, such as a station."""


class People(NamedTuple):
    """Tables of those who command and march."""

    units: Rows
    echelons: Rows
    actors: Rows


def muster(assembly: Assembly, minds: Mapping[int, int]) -> People:
    """Return the tables of units, echelons and actors, `minds` being their minds by actor."""
    people = People(Rows(tables.UNITS), Rows(tables.ECHELONS), Rows(tables.ACTORS))
    parts, staffs = assembly.document.parts, assembly.staffs
    for id_, person in parts.persons.items():
        _add_actor(
            assembly,
            people,
            minds,
            id_,
            assembly.side(person.side),
            assembly.place(person.place),
            deputy=assembly.actor(person.deputy),
            talk_min=assembly.value("persons", id_, "talk_min"),
            escape_h=assembly.value("persons", id_, "escape_h"),
            judging=assembly.judging("persons", id_, person.side),
        )
    for id_, unit in parts.units.items():
        _add_actor(
            assembly,
            people,
            minds,
            id_,
            assembly.side(unit.side),
            assembly.place(unit.place),
            role=Role.COMMAND,
            unit=assembly.units[id_],
            judging=assembly.judging("units", id_, unit.side),
        )
        _add_unit(assembly, people, id_, unit)
    for id_, place in assembly.places.items():
        name = f"{id_}/station"
        _add_actor(assembly, people, minds, name, NONE, place, role=Role.STATION, station=place)
    for id_, unit in parts.units.items():
        _add_actor(
            assembly,
            people,
            minds,
            f"{id_}/ranks",
            assembly.side(unit.side),
            assembly.place(unit.place),
            role=Role.RANKS,
            unit=assembly.units[id_],
            judging=assembly.judging("units", id_, unit.side),
            ears=assembly.actors[id_],
        )
    for id_, staff in parts.staffs.items():
        side, place, row = assembly.side(staff.side), assembly.place(staff.place), staffs[id_]
        _add_actor(
            assembly,
            people,
            minds,
            id_,
            side,
            place,
            role=Role.STAFF,
            staff=row,
            judging=assembly.judging("staffs", id_, staff.side),
        )
    for id_, body in parts.bodies.items():
        chair = parts.persons[body.chair]
        _add_actor(
            assembly,
            people,
            minds,
            id_,
            assembly.side(body.side or chair.side),
            assembly.place(body.place or chair.place),
            role=Role.BODY,
            ears=assembly.actor(body.chair),
            judging=assembly.judging("bodies", id_, body.side or chair.side),
            body=assembly.bodies[id_],
        )
    return people


def _add_actor(
    assembly: Assembly,
    people: People,
    minds: Mapping[int, int],
    name: str,
    side: int,
    place: int,
    *,
    role: Role = Role.PERSON,
    unit: int = NONE,
    station: int = NONE,
    ears: int | None = None,
    staff: int = NONE,
    body: int = NONE,
    deputy: int = NONE,
    talk_min: int = NONE,
    escape_h: int = NONE,
    judging: Mapping[str, int] = UNVIEWED,
) -> None:
    actor = len(people.actors)
    slots, hearer = assembly.slots, actor if ears is None else ears
    first_slot, last_slot = assembly.lists.add(slots.observed_by(hearer))
    places = assembly.lists.add(slots.about((Quantity.AT,), actor))
    orders = assembly.lists.add(assembly.orders_of[actor])
    acts = assembly.lists.add(assembly.acts_of[actor])
    verdicts = assembly.lists.add(slots.verdicts_of(hearer))
    people.actors.add(
        entity=assembly.entity(name),
        side=side,
        place=place,
        role=role,
        unit=unit,
        ears=hearer,
        mind=minds.get(actor, NONE),
        station=station,
        staff=staff,
        body=body,
        deputy=deputy,
        talk_min=talk_min,
        escape_h=escape_h,
        free_slot=slots.find(Quantity.FREE, actor),
        isolated_slot=slots.find(Quantity.ISOLATED, actor),
        first_slot=first_slot,
        last_slot=last_slot,
        first_place_slot=places[0],
        last_place_slot=places[1],
        first_order=orders[0],
        last_order=orders[1],
        first_act=acts[0],
        last_act=acts[1],
        **judging,
        first_verdict=verdicts[0],
        last_verdict=verdicts[1],
    )


def _add_unit(assembly: Assembly, people: People, id_: str, unit: Unit) -> None:
    row, first_echelon = len(people.units), len(people.echelons)
    for ordinal in range(echelons_of(assembly, unit)):
        entity = assembly.entity(f"{id_}/{ordinal + 1}")
        people.echelons.add(entity=entity, unit=row, ordinal=ordinal)
    about = (*ABOUT_UNITS, Quantity.DESERTED)
    first_slot, last_slot = assembly.lists.add(assembly.slots.about(about, row))
    values = {
        key: assembly.value("units", id_, key)
        for key in (
            "men",
            "loading_h",
            "unloading_h",
            "assembly_h",
            "march_km_h",
            "march_h_per_day",
            "obedience",
            "response_min",
            "forcing_h",
            "fire_share",
        )
    }
    people.units.add(
        entity=assembly.entity(id_),
        side=assembly.side(unit.side),
        funnel=assembly.funnels.get(unit.side, NONE) if id_ in assembly.moved else NONE,
        actor=assembly.actor(id_),
        ranks=assembly.ranks[row],
        place=assembly.place(unit.place),
        superior=assembly.actor(unit.superior),
        commander=assembly.actor(unit.commander),
        priority=unit.priority,
        first_echelon=first_echelon,
        last_echelon=len(people.echelons),
        first_slot=first_slot,
        last_slot=last_slot,
        **_load_of(assembly, id_, unit),
        **values,
    )


def _load_of(assembly: Assembly, id_: str, unit: Unit) -> dict[str, int]:
    """Return the columns that say how many wagons a train of a unit needs."""
    stated = assembly.value("units", id_, "wagons_per_echelon")
    if stated == NONE and unit.arm == "armoured_train":  # which is its own train
        stated = assembly.programs.constant(0.0)
    horses = assembly.document.provenance["units", id_, "horses"]
    is_mounted = unit.arm == "cavalry" and horses.origin == Origin.DEFAULT
    return {
        "wagons_per_echelon": stated,
        "horses": assembly.value("units", id_, "men" if is_mounted else "horses"),
        "guns": assembly.value("units", id_, "guns"),
    }


def echelons_of(assembly: Assembly, unit: Unit) -> int:
    """Return in how many trainloads a unit moves.

    Where the scenario does not say, it is the unit's expected strength over what one train is
    expected to carry, rounded up: the number is one of the constants of the World, so it cannot
    follow the draw.
    """
    if unit.echelons is not None:
        return unit.echelons
    men, load = expected(assembly, unit.men), expected(assembly, unit.men_per_echelon)
    trains = men / load if load > 0 else 1.0
    if math.isnan(trains):
        return 1
    return math.ceil(min(max(trains, 1.0), float(MOST_ECHELONS)))


def expected(assembly: Assembly, expression: Expression) -> float:
    """Return the value of an expression with every draw at its mean."""
    match expression:
        case Number(value):
            return value
        case Draw(distribution):
            return distribution.mean()
        case Name(name):
            return expected(assembly, assembly.document.parts.inputs[name].value)
        case Negate(operand):
            return -expected(assembly, operand)
        case Call("each", (distribution,)):
            return expected(assembly, distribution)
        case Call(name, arguments):
            values = [expected(assembly, argument) for argument in arguments]
            return min(values) if name == "min" else max(values)
        case Binary(operator, left, right):
            one, other = expected(assembly, left), expected(assembly, right)
            match operator:
                case "+":
                    return one + other
                case "-":
                    return one - other
                case "*":
                    return one * other
            return one / other if other else math.inf
    return 0.0


def direct_superiors_of(assembly: Assembly, id_: str) -> list[int]:
    """Return the actors right above a unit, a person or a staff: commander and superior."""
    parts = assembly.document.parts
    entry = parts.persons.get(id_) or parts.units.get(id_)
    above = [getattr(entry, key, None) for key in ("commander", "superior")]
    return [assembly.actors[each] for each in above if each is not None]


def chain_of(assembly: Assembly, unit_id: str) -> set[int]:
    """Return the actors to whom a unit reports: commander, superior, and their superiors."""
    parts = assembly.document.parts
    found: set[str] = set()
    waiting = [parts.units[unit_id].commander, parts.units[unit_id].superior]
    while waiting:
        id_ = waiting.pop()
        if id_ is None or id_ in found:
            continue
        found.add(id_)
        if id_ in parts.persons:
            waiting.append(parts.persons[id_].superior)
        elif id_ in parts.units:
            waiting += [parts.units[id_].commander, parts.units[id_].superior]
        elif id_ in parts.bodies:
            waiting.append(parts.bodies[id_].chair)
    return {assembly.actors[id_] for id_ in found}
