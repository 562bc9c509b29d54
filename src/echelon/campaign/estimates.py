"""How long a way is expected to take: what an actor reckons with when he estimates an arrival."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict

from echelon.campaign.assembly import MODES, Assembly
from echelon.campaign.people import expected
from echelon.engine.vocabulary import Mode

MEANS = tuple(Mode)


def expected_hours(assembly: Assembly, unit_id: str, goal: int) -> list[float]:
    """Return the expected hours from every place to a goal, infinite where no way leads.

    Running times at the expected speed of every line, with the first means of movement by which the
    unit can get there from its quarters; on a road, at the expected pace of its march. Nobody knows
    the speed that this run has drawn, so nobody reckons with it.

    Parameters
    ----------
    assembly : Assembly
        The scenario.
    unit_id : str
        Whose arrival is estimated.
    goal : int
        Row of the place.

    Returns
    -------
    list of float
        Hours, by row of the place.
    """
    unit = assembly.document.parts.units[unit_id]
    home = assembly.places[unit.place]
    hours = [math.inf] * len(assembly.places)
    for mode in MEANS:
        hours = _shortest(assembly, _legs(assembly, unit_id, mode), goal)
        if hours[home] < math.inf:
            break
    return hours


def _legs(assembly: Assembly, unit_id: str, mode: Mode) -> dict[int, list[tuple[int, float]]]:
    unit = assembly.document.parts.units[unit_id]
    legs: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for link in assembly.document.parts.links.values():
        if MODES[link.kind] != mode:
            continue
        pace = unit.march_km_h if mode == Mode.ROAD else link.speed_km_h
        speed = expected(assembly, pace)
        hours = expected(assembly, link.length_km) / speed if speed > 0 else math.inf
        one, other = assembly.places[link.from_], assembly.places[link.to]
        legs[one].append((other, hours))
        legs[other].append((one, hours))
    return legs


def _shortest(
    assembly: Assembly, legs: dict[int, list[tuple[int, float]]], goal: int
) -> list[float]:
    """Return the shortest times to `goal` (Dijkstra 1959, from the goal backwards)."""
    hours = [math.inf] * len(assembly.places)
    hours[goal] = 0.0
    waiting = [(0.0, goal)]
    while waiting:
        so_far, place = heapq.heappop(waiting)
        if so_far > hours[place]:
            continue
        for other, length in legs[place]:
            if so_far + length < hours[other]:
                hours[other] = so_far + length
                heapq.heappush(waiting, (hours[other], other))
    return hours
