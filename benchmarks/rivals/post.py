"""Letters and wires in SimPy: a letter is a process, a wire a resource."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cache

import simpy

from benchmarks.rivals.due import Hashes, hashes
from benchmarks.rivals.luck import frozen_document, minutes_us
from benchmarks.rivals.scene import Actor, Scene
from echelon.engine.draws import Purpose
from echelon.engine.vocabulary import Kind

NEWS, ORDERS = 1, 2
"""How urgent a letter is: the more urgent goes first."""

RING_AGAIN_US = 600_000_000


@dataclass(frozen=True)
class Letter:
    """One message of any kind."""

    label: str
    receiver: Actor
    luck: int
    urgency: int
    read: Callable[[], None]


class Wire:
    """One direction of a channel."""

    def __init__(self, scene: Scene, channel: str, start: str, end: str, wires: int) -> None:
        self.channel, self.start, self.end = channel, start, end
        self.hashes: Hashes = hashes(channel)
        self.is_telephone = frozen_document().parts.channels[channel].kind == "telephone"
        self.line = simpy.PriorityResource(scene.env, capacity=wires)
        number = scene.luck.number
        self.minutes = number(f"channels.{channel}.delay_min")
        self.minutes += number(f"channels.{channel}.service_min")


@cache
def _ends() -> tuple[tuple[str, str, str, int], ...]:
    channels = frozen_document().parts.channels
    return tuple(
        (id_, str(channel.from_), str(channel.to), channel.wires)
        for id_, channel in channels.items()
    )


class Post:
    """All wires, and the quickest way from anywhere to anywhere."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.wires_to: dict[str, list[Wire]] = {}
        for channel, start, end, wires in _ends():
            for one, other in ((start, end), (end, start)):
                wire = Wire(scene, channel, one, other, wires)
                self.wires_to.setdefault(other, []).append(wire)
        self.ways: dict[str, dict[str, Wire]] = {}

    def way(self, start: str, end: str) -> Wire | None:
        """Return the first wire of the quickest way (Dijkstra, from the end backwards)."""
        if end not in self.ways:
            self.ways[end] = self._find_ways(end)
        return self.ways[end].get(start)

    def other_way(self, start: str, end: str, shunned: str) -> Wire | None:
        """Return the first wire of the quickest way that does not use a channel."""
        return self._find_ways(end, shunned).get(start)

    def _find_ways(self, end: str, shunned: str | None = None) -> dict[str, Wire]:
        minutes, first = {end: 0.0}, dict[str, Wire]()
        waiting = [(0.0, end)]
        while waiting:
            so_far, place = heapq.heappop(waiting)
            if so_far > minutes[place]:
                continue
            for wire in self.wires_to.get(place, ()):
                if wire.channel == shunned:
                    continue
                taken = so_far + wire.minutes
                if taken < minutes.get(wire.start, float("inf")):
                    minutes[wire.start], first[wire.start] = taken, wire
                    heapq.heappush(waiting, (taken, wire.start))
        return first

    def hand_in(
        self,
        what: str,
        receiver: Actor,
        place: str,
        luck: int,
        urgency: int,
        read: Callable[[], None],
    ) -> None:
        """Hand in a letter at a place; `read` is what its receiver does about it."""
        letter = Letter(f"{what} to {receiver.name}", receiver, luck, urgency, read)
        self.scene.env.process(self._carry(letter, place))

    def _carry(self, letter: Letter, place: str) -> Generator[simpy.Event, str, None]:
        scene, receiver = self.scene, letter.receiver
        env, owner, shunned = scene.env, receiver.hashes, None
        yield scene.due(env.now, Kind.LETTER_HANDED_IN, owner, letter.luck)
        scene.tell(Kind.LETTER_HANDED_IN, letter.label)
        while receiver.place != place:
            address = receiver.place or receiver.next_place
            if address in (place, None):
                scene.tell(Kind.LETTER_WAITS, letter.label, place)
                called = env.event()
                receiver.letters.append((place, called))
                yield called
                yield scene.due(env.now, Kind.LETTER_HANDED_IN, owner, letter.luck)
                scene.tell(Kind.LETTER_HANDED_IN, letter.label)
                continue
            wire = self.way(place, address)
            if shunned is not None:
                other = self.other_way(place, address, shunned)
                if other is None:
                    shunned = None
                elif other is not wire:
                    scene.tell(Kind.LETTER_GOES_ROUND, letter.label)
                    wire = other
            if wire is None:
                scene.tell(Kind.LETTER_STRANDED, letter.label, place)
                called = env.event()
                receiver.stranded.append(called)
                yield called
                yield scene.due(env.now, Kind.LETTER_HANDED_IN, owner, letter.luck)
                scene.tell(Kind.LETTER_HANDED_IN, letter.label)
                continue
            with wire.line.request(priority=-letter.urgency) as line:
                yield line
                scene.tell(Kind.LETTER_TAKES_CHANNEL, letter.label, wire.channel)
                place = wire.end
                free_us, arrival_us = self._times_us(wire, letter.luck)
                yield scene.due(free_us, Kind.WIRE_FREE, wire.hashes, letter.luck)
            yield scene.due(arrival_us, Kind.LETTER_REACHES_EXCHANGE, owner, letter.luck)
            scene.tell(Kind.LETTER_REACHES_EXCHANGE, letter.label, wire.channel)
            if wire.is_telephone and receiver.is_person and receiver.is_on_the_way_to(place):
                scene.tell(Kind.CALL_UNANSWERED, letter.label, place)
                place, shunned = wire.start, wire.channel
                again_us = env.now + RING_AGAIN_US
                yield scene.due(again_us, Kind.LETTER_HANDED_IN, owner, letter.luck)
                scene.tell(Kind.LETTER_HANDED_IN, letter.label)
        yield scene.due(env.now, Kind.LETTER_HEARD, owner, letter.luck)
        scene.tell(Kind.LETTER_HEARD, letter.label)
        letter.read()

    def _times_us(self, wire: Wire, luck: int) -> tuple[int, int]:
        used, name = self.scene.luck.used, wire.hashes.draw
        service = used(f"channels.{wire.channel}.service_min", name, Purpose.SERVICE, luck)
        delay = used(f"channels.{wire.channel}.delay_min", name, Purpose.DELAY, luck)
        free_us = self.scene.env.now + minutes_us(service)
        return free_us, free_us + minutes_us(delay)

    def collect(self, actor: Actor) -> None:
        """Send on again what waits for an actor who has come to a place, or found no way to him."""
        stranded, actor.stranded = actor.stranded, []
        for called in stranded:
            called.succeed()
        waiting, actor.letters = actor.letters, []
        for place, called in waiting:
            if place == actor.place or actor.stays:
                called.succeed()
            else:
                actor.letters.append((place, called))
