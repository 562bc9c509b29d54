"""A march that tests of commands and comparisons share: sent by wire, and halted later."""

from __future__ import annotations

from worlds import (
    Entry,
    act,
    fact,
    order,
    outcome,
    person,
    places,
    rail,
    time_of,
    unit,
    wire,
)


def a_march(halt_h: int = 7, speed_km_h: str = "5..10 * each(0.8..1.2)") -> list[Entry]:
    """Return a regiment sent by wire, and an order to halt that comes so many hours after midnight.

    It passes if it is there before the halt reaches it.
    """
    return [
        *places("north", "south"),
        rail("north", "south", speed_km_h=speed_km_h),
        wire("north", "south", delay_min="5..60"),
        person("chief", "north"),
        person("rival", "south"),
        unit("first", "north", echelons=3, loading_h="each(0.5..1.5)"),
        fact("called"),
        fact("there", "men(first; south) > 50", at="south", reported_to=["chief"]),
        act("call", "chief", "move first to south; tell rival called", 1),
        act("stop", "chief", "halt first", halt_h, prompted_by=["there"]),
        order("welcome", "rival", "heard(called)", "tell chief called", obedience=0.6),
        outcome("passed", "happened(there)"),
        outcome("stuck"),
        time_of("there"),
    ]
