"""Small crises that several tests share: a march that is halted, and a man who rises or not."""

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


def a_rising(courage: str) -> list[Entry]:
    """Return one person who rises, when he is called, with a probability that is an input."""
    return [
        *places("town"),
        person("caller", "town"),
        person("ivan", "town"),
        Entry("inputs", {"id": "courage", "value": courage, "grade": "D", "note": "made up"}),
        fact("called", at="town"),
        fact("rising", at="town"),
        act("call", "caller", "tell ivan called; tell caller called", 1),
        order("ivan_rises", "ivan", "heard(called)", "tell caller rising", obedience="courage"),
        outcome("revolt", "happened(rising)"),
        outcome("quiet"),
    ]
