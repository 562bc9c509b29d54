"""Predicates of the language, answered by slots of knowledge."""

from __future__ import annotations

from collections.abc import Mapping

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE
from echelon.campaign.programs import Question
from echelon.campaign.slots import TRUTH
from echelon.engine.vocabulary import Quantity
from echelon.scenario.expressions import Call, Name
from echelon.scenario.predicates import PREDICATES


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


PLAIN = {
    "knows": Quantity.KNOWS,
    "happened": Quantity.HEARD,
    "time_of": Quantity.TIME_OF,
    "men": Quantity.MEN,
    "strength": Quantity.STRENGTH,
    "at": Quantity.AT,
    "departed": Quantity.DEPARTED,
    "arrived": Quantity.ARRIVED,
    "works": Quantity.WORKS,
    "function": Quantity.FUNCTION,
    "crowd": Quantity.CROWD,
    "wagons": Quantity.WAGONS,
    "free": Quantity.FREE,
    "isolated": Quantity.ISOLATED,
    "resolved": Quantity.RESOLVED,
    "received": Quantity.RECEIVED,
    "obeys": Quantity.OBEYS,
    "followers": Quantity.FOLLOWERS,
    "deserted": Quantity.DESERTED,
    "controls": Quantity.CONTROLS,
    "dead": Quantity.DEAD,
    "captured": Quantity.CAPTURED,
    "agreed": Quantity.AGREED,
    "broken": Quantity.BROKEN,
}
"""Predicates that are a quantity of what they name, with nothing more to it."""


def _slot(assembly: Assembly, observer: int, call: Call) -> int:
    names = [argument.name for argument in call.arguments if isinstance(argument, Name)]
    slots = assembly.slots
    if call.name in PLAIN:
        predicate = PREDICATES[call.name]
        named = zip(predicate.arguments, names, strict=True)
        rows = [_rows(assembly, kind)[name] for kind, name in named]
        return slots.slot(TRUTH if predicate.truth_only else observer, PLAIN[call.name], *rows)
    match call.name:
        case "heard":
            hearer = observer if len(names) == 1 else assembly.actors[names[1]]
            return slots.slot(hearer, Quantity.HEARD, assembly.facts[names[0]])
        case "declined":
            hearer = observer if len(names) == 1 else assembly.actors[names[1]]
            fact = assembly.facts[f"{names[0]}/declined"]
            return slots.slot(hearer, Quantity.HEARD, fact)
        case "estimate":
            unit, place = assembly.units[names[0]], assembly.places[names[1]]
            for where in assembly.places.values():
                slots.slot(observer, Quantity.AT, assembly.actors[names[0]], where)
            return slots.slot(observer, Quantity.ESTIMATE, unit, place)
        case "valid" | "void" | "undecided":
            view = _view(assembly, names[1:])
            return slots.slot(observer, Quantity.VERDICT, assembly.tidings[names[0]], view)
        case "stands":
            view = _view(assembly, names[1:])
            return slots.slot(observer, Quantity.STANDS, assembly.institutions[names[0]], view)
        case "holds":
            holdings, view = assembly.holding(names[0], names[1]), _view(assembly, names[2:])
            return slots.slot(observer, Quantity.HOLDS, holdings[0] if holdings else NONE, view)
        case "open":
            return _open_slot(assembly, observer, names[0])
    raise KeyError(call.name)  # `check` knows the same table of predicates


def _rows(assembly: Assembly, kind: str) -> Mapping[str, int]:
    """Return the rows by id of what an argument of a predicate names."""
    return {
        "actor": assembly.actors,
        "person": assembly.actors,
        "fact": assembly.facts,
        "unit": assembly.units,
        "place": assembly.places,
        "side": assembly.sides,
        "staff": assembly.staffs,
        "order": assembly.orders,
        "agreement": assembly.agreements,
    }[kind]


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
