"""Deeds, and the journeys among them, in SimPy: a person under way is a process."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cache

import simpy

from benchmarks.rivals.due import hashes
from benchmarks.rivals.luck import frozen_document, hours_us, pair
from benchmarks.rivals.scene import Actor, Scene
from echelon.engine.draws import Purpose
from echelon.engine.names import luck_of_deed
from echelon.engine.vocabulary import Kind
from echelon.scenario.actions import Action

WAYS = {
    "road": (
        ("gatchina", "gatchina_luga_road"),
        ("luga", "luga_pskov_road"),
        ("pskov", "pskov_ostrov_road"),
        ("ostrov", ""),
    ),
    "rail": (
        ("ostrov", "ostrov_pskov"),
        ("pskov", "pskov_strugi"),
        ("strugi_belye", "strugi_luga"),
        ("luga", "luga_siverskaya"),
        ("siverskaya", "siverskaya_gatchina"),
        ("gatchina", ""),
    ),
}
"""Places in their order, each with the link to the next."""


@dataclass(frozen=True)
class Deed:
    """One action of an order or act, and the hash under which it draws."""

    name: str
    draw: int
    action: Action

    def word(self, argument: str) -> str:
        """Return an argument of the action."""
        return str(self.action.arguments[argument])


@cache
def deeds_of(part: str, owner: str) -> tuple[Deed, ...]:
    """Return what an order or act consists of."""
    actions = frozen_document().parts[part][owner].do
    return tuple(
        Deed(f"{owner}/{number + 1}", luck_of_deed(owner, number), action)
        for number, action in enumerate(actions)
    )


def next_stretch(means: str, place: str, goal: str) -> tuple[str, str] | None:
    """Return the link to take from a place towards a goal, and the place it leads to."""
    way = WAYS[means]
    places = [each for each, _ in way]
    if place not in places:
        return None
    here = places.index(place)
    if here < places.index(goal):
        return way[here][1], places[here + 1]
    return way[here - 1][1], places[here - 1]


def travel(scene: Scene, actor: Actor, deed: Deed) -> Generator[simpy.Event, None, None]:
    """Go from place to place, to wherever the journey leads by then."""
    env, luck = scene.env, scene.luck
    while True:
        place, goal = str(actor.place), deed.word("place")
        if place == goal:
            actor.journey = None
            return
        stretch = next_stretch(deed.word("means"), place, goal)
        if stretch is None:
            scene.tell(Kind.TRAVELLER_FINDS_NO_WAY, actor.name, place)
            return
        link, ahead = stretch
        # Companions share one vehicle, so the stretch is drawn for the deed.
        ordinal = pair(hashes(link).draw, 0)
        speed = luck.used(f"links.{link}.speed_km_h", deed.draw, Purpose.RUNNING, ordinal)
        hours = luck.number(f"links.{link}.length_km") / speed
        arrival_us = env.now + hours_us(hours)
        scene.tell(Kind.TRAVELLER_LEAVES, actor.name, ahead)
        scene.move(actor, None, ahead)
        kind = Kind.TRAVELLER_REACHES_PLACE
        yield scene.due(arrival_us, kind, actor.hashes, ordinal)
        scene.tell(kind, actor.name, ahead)
        scene.move(actor, ahead, ahead)
        if actor.journey is None:
            return
        deed = actor.journey
        if deed.word("place") == ahead:
            actor.journey = None
            return
        yield scene.due(env.now, Kind.TRAVELLER_GOES_ON, actor.hashes)
        if actor.journey is not deed or actor.place is None:
            return
