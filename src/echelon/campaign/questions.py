"""Predicates of the language, answered by slots of knowledge."""

from __future__ import annotations

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE
from echelon.campaign.programs import Question
from echelon.campaign.slots import TRUTH
from echelon.engine.vocabulary import Quantity
from echelon.scenario.expressions import Call, Name


def questions_of(assembly: Assembly, observer: int, watcher: int | None) -> Question:
    """Return what turns a predicate, asked by `observer`, into a slot.

    Parameters
    ----------
    assembly : Assembly
        The scenario.
    observer : int
        An actor, or `TRUTH`.
    watcher : int or None
        The fact (>= 0) or order (-1 - row) to be looked at again when the answer changes.
    """

    def slot_of(node: Call | Name) -> int:
        assert isinstance(node, Call)
        slot = _slot(assembly, observer, node)
        if watcher is not None:
            assembly.slots.watch(slot, watcher)
        return slot

    return slot_of


def _slot(assembly: Assembly, observer: int, call: Call) -> int:
    names = [argument.name for argument in call.arguments if isinstance(argument, Name)]
    slots = assembly.slots
    match call.name:
        case "heard":
            hearer = observer if len(names) == 1 else assembly.actors[names[1]]
            return slots.slot(hearer, Quantity.HEARD, assembly.facts[names[0]])
        case "knows":
            other, fact = assembly.actors[names[0]], assembly.facts[names[1]]
            return slots.slot(observer, Quantity.KNOWS, other, fact)
        case "happened":
            return slots.slot(TRUTH, Quantity.HEARD, assembly.facts[names[0]])
        case "time_of":
            return slots.slot(observer, Quantity.TIME_OF, assembly.facts[names[0]])
        case "men":
            unit, place = assembly.units[names[0]], assembly.places[names[1]]
            return slots.slot(observer, Quantity.MEN, unit, place)
        case "strength":
            side, place = assembly.sides[names[0]], assembly.places[names[1]]
            return slots.slot(observer, Quantity.STRENGTH, side, place)
        case "at":
            actor, place = assembly.actors[names[0]], assembly.places[names[1]]
            return slots.slot(observer, Quantity.AT, actor, place)
        case "departed":
            unit, place = assembly.units[names[0]], assembly.places[names[1]]
            return slots.slot(observer, Quantity.DEPARTED, unit, place)
        case "arrived":
            unit, place = assembly.units[names[0]], assembly.places[names[1]]
            return slots.slot(observer, Quantity.ARRIVED, unit, place)
        case "estimate":
            unit, place = assembly.units[names[0]], assembly.places[names[1]]
            for where in assembly.places.values():
                slots.slot(observer, Quantity.AT, assembly.actors[names[0]], where)
            return slots.slot(observer, Quantity.ESTIMATE, unit, place)
        case "works":
            staff, side = assembly.staffs[names[0]], assembly.sides[names[1]]
            return slots.slot(observer, Quantity.WORKS, staff, side)
        case "function":
            place, side = assembly.places[names[0]], assembly.sides[names[1]]
            return slots.slot(observer, Quantity.FUNCTION, place, side)
        case "crowd":
            return slots.slot(observer, Quantity.CROWD, assembly.staffs[names[0]])
        case "free":
            return slots.slot(observer, Quantity.FREE, assembly.actors[names[0]])
        case "resolved":
            return slots.slot(observer, Quantity.RESOLVED, assembly.orders[names[0]])
        case "obeys":
            actor, side = assembly.actors[names[0]], assembly.sides[names[1]]
            return slots.slot(observer, Quantity.OBEYS, actor, side)
        case "followers":
            return slots.slot(TRUTH, Quantity.FOLLOWERS, assembly.sides[names[0]])
        case "deserted":
            return slots.slot(observer, Quantity.DESERTED, assembly.units[names[0]])
        case "controls":
            side, place = assembly.sides[names[0]], assembly.places[names[1]]
            return slots.slot(observer, Quantity.CONTROLS, side, place)
        case "dead":
            return slots.slot(TRUTH, Quantity.DEAD, assembly.sides[names[0]])
        case "captured":
            return slots.slot(TRUTH, Quantity.CAPTURED, assembly.sides[names[0]])
        case "agreed":
            return slots.slot(observer, Quantity.AGREED, assembly.agreements[names[0]])
        case "broken":
            return slots.slot(observer, Quantity.BROKEN, assembly.agreements[names[0]])
        case "valid" | "void" | "undecided":
            view = _view(assembly, names[1:])
            return slots.slot(observer, Quantity.VERDICT, assembly.tidings[names[0]], view)
        case "stands":
            view = _view(assembly, names[1:])
            return slots.slot(observer, Quantity.STANDS, assembly.institutions[names[0]], view)
        case "holds":
            rows, view = assembly.holding(names[0], names[1]), _view(assembly, names[2:])
            return slots.slot(observer, Quantity.HOLDS, rows[0] if rows else NONE, view)
        case "declined":
            hearer = observer if len(names) == 1 else assembly.actors[names[1]]
            fact = assembly.facts[f"{names[0]}/declined"]
            return slots.slot(hearer, Quantity.HEARD, fact)
        case "received":
            return slots.slot(observer, Quantity.RECEIVED, assembly.orders[names[0]])
        case "open":
            return _open_slot(assembly, observer, names[0])
    raise KeyError(call.name)  # `check` knows the same table of predicates


def _view(assembly: Assembly, names: list[str]) -> int:
    """Return the view by which the truth is asked; a person has his own."""
    return list(assembly.views).index(names[0]) if names else NONE


def _open_slot(assembly: Assembly, observer: int, name: str) -> int:
    for quantity, rows in (
        (Quantity.OPEN_LINK, assembly.links),
        (Quantity.OPEN_PLACE, assembly.places),
        (Quantity.OPEN_CHANNEL, assembly.channels),
    ):
        if name in rows:
            return assembly.slots.slot(observer, quantity, rows[name])
    raise KeyError(name)
