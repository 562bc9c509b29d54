"""The same scenario with a gate of the funnel open: nobody of one side is stopped there any more.

Times and wires are everybody's, so that those two gates open for all sides at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from echelon.scenario.actions import Action
from echelon.scenario.document import Document
from echelon.scenario.expressions import Number
from echelon.scenario.schema.parts import Parts

Kept = TypeVar("Kept", bound=Any)

NOTHING, CERTAIN, DEVOTED = Number(0.0), Number(1.0), Number(1_000.0)
AT_ONCE = Number(100_000.0)
"""A speed in km/h at which nothing takes time."""


def with_open_gate(document: Document, side: str, gate: str) -> Document:
    """Return the scenario with one gate of a side's funnel open.

    Parameters
    ----------
    document : Document
        Any scenario.
    side : str
        Whose men.
    gate : {"ordered", "received", "command", "ranks", "railway", "arrived", "willing"}
        In the order in which they are met.
    """
    parts = document.parts
    if gate == "ordered":
        ours = {id_ for id_, person in parts.persons.items() if person.side == side}
        orders = {
            id_: _changed(order, obedience=CERTAIN) if order.by in ours else order
            for id_, order in parts.orders.items()
        }
        return replace(document, parts=replace(parts, orders=orders))
    if gate == "received":
        return replace(document, parts=replace(parts, channels=_all(parts.channels, **_FREE_WIRE)))
    if gate == "railway":
        return replace(document, parts=_with_railway(parts, side))
    if gate == "arrived":
        return replace(document, parts=_without_time(parts, side))
    return _with_obedience(document, side, _LEVELS[gate])


_FREE_WIRE = {
    "delay_min": NOTHING,
    "service_min": NOTHING,
    "stop": NOTHING,
    "closed": (),
    "operators": None,
}
_LEVELS = {"command": ("command",), "ranks": ("ranks",), "willing": ("command", "ranks")}


def _changed(entry: Kept, **fields: Any) -> Kept:
    changed: Kept = entry.model_copy(update=fields)
    return changed


def _all(entries: Mapping[str, Kept], **fields: Any) -> dict[str, Kept]:
    return {id_: _changed(entry, **fields) for id_, entry in entries.items()}


def _with_railway(parts: Parts, side: str) -> Parts:
    """Let nobody who works or holds a line withhold it from the side, nor wagons be short."""

    def is_bar(action: Action) -> bool:
        target = action.arguments.get("target")
        is_way = target in parts.places or target in parts.links
        return action.verb == "close" and is_way and action.arguments.get("side", side) == side

    def left(entry: Kept) -> Kept:
        return _changed(entry, do=tuple(each for each in entry.do if not is_bar(each)))

    return replace(
        parts,
        places=_all(parts.places, staff=None, wagons=None),
        links=_all(parts.links, staff=None),
        orders={id_: left(order) for id_, order in parts.orders.items()},
        acts={id_: left(act) for id_, act in parts.acts.items()},
    )


def _without_time(parts: Parts, side: str) -> Parts:
    quick = {
        "loading_h": NOTHING,
        "unloading_h": NOTHING,
        "assembly_h": NOTHING,
        "response_min": NOTHING,
        "forcing_h": NOTHING,
        "march_km_h": AT_ONCE,
        "march_h_per_day": Number(24.0),
    }
    free = {
        "speed_km_h": AT_ONCE,
        "headway_min": NOTHING,
        "trains_per_day": None,
        "crossing_min": NOTHING,
    }
    units = {
        id_: _changed(unit, **quick) if unit.side == side else unit
        for id_, unit in parts.units.items()
    }
    return replace(parts, units=units, links=_all(parts.links, **free))


def _with_obedience(document: Document, side: str, levels: tuple[str, ...]) -> Document:
    """Let the commands or ranks of the side's units do whatever their own side orders."""
    parts, provenance = document.parts, dict(document.provenance)
    units = dict(parts.units)
    if "command" in levels:
        # Without dispositions a unit obeys or not as one, and that is its command's doing.
        for id_, unit in units.items():
            if unit.side == side:
                units[id_] = _changed(unit, obedience=CERTAIN)
    own = {side} | {id_ for id_, person in parts.persons.items() if person.side == side}
    theirs = {id_ for id_, unit in units.items() if unit.side != side} | set(parts.persons)
    dispositions = {}
    for id_, entry in parts.dispositions.items():
        dispositions[id_] = entry
        if entry.toward not in own or entry.of in theirs:
            continue
        opened = [level for level in levels if entry.level in (level, "both")]
        if entry.level in opened or len(opened) == 2:
            dispositions[id_] = _changed(entry, value=DEVOTED)
        elif opened:
            (level,) = opened
            other = "ranks" if level == "command" else "command"
            dispositions[id_] = _changed(entry, level=other)
            twin = f"{id_}_opened"
            dispositions[twin] = _changed(entry, id=twin, level=level, value=DEVOTED)
            for part, of, key in list(provenance):
                if (part, of) == ("dispositions", id_):
                    provenance[part, twin, key] = provenance[part, of, key]
    changed = replace(parts, units=units, dispositions=dict(sorted(dispositions.items())))
    return replace(document, parts=changed, provenance=provenance)
