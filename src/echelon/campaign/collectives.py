"""Staffs and bodies as tables: for whom they work, what stirs them, who decides."""

from __future__ import annotations

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE, Rows
from echelon.engine import collectives as tables
from echelon.engine.leanings import Majority, Manner
from echelon.engine.vocabulary import Quantity
from echelon.scenario.schema.readers import EVERYWHERE
from echelon.scenario.schema.staffs import Staff

VALUES = (
    "delay_h",
    "joining_h",
    "fund_h",
    "endurance_h",
    "least",
    "gathering_h",
    "at_night",
    "weather",
    "stir",
)


def enrol(assembly: Assembly) -> Rows:
    """Return the table of staffs."""
    staffs = Rows(tables.STAFFS)
    slots = assembly.slots
    for id_, staff in assembly.document.parts.staffs.items():
        row, actor = len(staffs), assembly.actor(id_)
        served = list(assembly.sides) if staff.serves == EVERYWHERE else staff.serves
        stirring, calming = (
            assembly.lists.add(
                slots.slot(actor, Quantity.HEARD, assembly.facts[fact]) for fact in facts
            )
            for facts in (staff.stirred_by, staff.calmed_by)
        )
        works = assembly.lists.add(slots.about((Quantity.WORKS,), row))
        staffs.add(
            entity=assembly.entity(id_),
            actor=actor,
            place=assembly.place(staff.place),
            serves=sum(1 << assembly.sides[side] for side in served),
            judges=sum(1 << side for side in _judged(assembly, id_, staff)),
            manner=Manner[staff.manner.upper()],
            on_strike=staff.on_strike,
            is_crowd=staff.kind == "crowd",
            from_hour=staff.from_hour,
            to_hour=staff.to_hour,
            first_stirring=stirring[0],
            last_stirring=stirring[1],
            first_calming=calming[0],
            last_calming=calming[1],
            first_works=works[0],
            last_works=works[1],
            crowd_slot=slots.find(Quantity.CROWD, row),
            people=assembly.value("staffs", id_, "size"),
            **{key: assembly.value("staffs", id_, key) for key in VALUES},
        )
    return staffs


def _judged(assembly: Assembly, id_: str, staff: Staff) -> set[int]:
    """Return the sides toward which a staff has dispositions, or toward persons or institutions."""
    parts = assembly.document.parts
    toward = {
        disposition.toward
        for disposition in parts.dispositions.values()
        if disposition.of in (id_, staff.group)
    }
    found: set[int] = set()
    for name in toward:
        if name in parts.institutions:
            found |= assembly.sides_of_institution(name)
        else:
            side = parts.persons[name].side if name in parts.persons else name
            found.add(assembly.sides[side])
    return found


def seat(assembly: Assembly) -> Rows:
    """Return the table of bodies."""
    bodies = Rows(tables.BODIES)
    for id_, body in assembly.document.parts.bodies.items():
        bodies.add(
            entity=assembly.entity(id_),
            actor=assembly.actor(id_),
            seat=assembly.place(body.place),
            chair=assembly.actor(body.chair),
            secretary=NONE if body.secretary is None else assembly.actor(body.secretary),
            quorum=body.quorum or 0,
            rule=Majority[body.rule.upper()],
            by_wire=body.by_wire,
            deliberation_min=assembly.value("bodies", id_, "deliberation_min"),
        )
    return bodies


def voices(assembly: Assembly) -> list[int]:
    """Return for each side an actor who stands on it, a unit rather than a person, or NONE."""
    parts = assembly.document.parts
    found: dict[str, int] = {}
    for part in (parts.units, parts.persons):
        for id_, entry in part.items():
            found.setdefault(entry.side, assembly.actor(id_))
    return [found.get(side, NONE) for side in assembly.sides]
