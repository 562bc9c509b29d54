"""Circles: actors to whom the same channels are open, so that one search of ways serves them all.

A channel may be reserved to users, and operators may refuse a side. Where neither is so, everybody
is of one circle.
"""

from __future__ import annotations

from typing import Any

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE, Rows
from echelon.engine.world import CIRCLES

Circle = tuple[int, frozenset[int]]
"""A side that operators may refuse, or `NONE`, and the reserved channels that are open."""


def draw_circles(assembly: Assembly, channels: list[dict[str, Any]], actors: Rows) -> Rows:
    """Return the table of circles, and write into channels and actors which are theirs."""
    declared = assembly.document.parts.channels.values()
    users = {
        row: _users(assembly, channel.users)
        for row, channel in enumerate(declared)
        if channel.users
    }
    is_operated = any(channel["operators"] != NONE for channel in channels)
    found: dict[Circle, int] = {(NONE, frozenset()): 0}
    for row, actor in enumerate(actors.rows):
        mine = {row, actor["ears"]}
        opened = frozenset(
            channel
            for channel, (sides, persons) in users.items()
            if actor["side"] in sides or mine & persons
        )
        unsided = found.setdefault((NONE, opened), len(found))
        sided = (actor["side"] if is_operated else NONE, opened)
        actor["circle_of_reports"] = unsided
        actor["circle"] = found.setdefault(sided, len(found))
    for row, channel in enumerate(channels):
        may_use = [circle for (_, opened), circle in found.items() if row in opened]
        reserved = (may_use or [NONE]) if row in users else []
        channel["first_circle"], channel["last_circle"] = assembly.lists.add(reserved)
    table = Rows(CIRCLES)
    for side, opened in found:
        table.add(side=side, unrefused=found[NONE, opened])
    return table


def _users(assembly: Assembly, ids: tuple[str, ...]) -> tuple[set[int], set[int]]:
    """Return the rows of the sides and of the actors whom ids name."""
    parts = assembly.document.parts
    sides, persons = set(), set()
    for id_ in ids:
        if id_ in parts.sides:
            sides.add(assembly.side(id_))
        elif id_ in parts.offices:
            persons.add(assembly.actor(parts.offices[id_].holder))
        else:
            persons.add(assembly.actor(id_))
        if id_ in parts.bodies:
            body = parts.bodies[id_]
            persons |= {assembly.actor(member) for member in (body.chair, *body.members)}
    return sides, persons
