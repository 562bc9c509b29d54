"""Trains in SimPy: an echelon is a process, a platform a resource, the line a queue of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator

import simpy

from benchmarks.rivals.due import hashes
from benchmarks.rivals.luck import frozen_document, hours_us, minutes_us, pair
from benchmarks.rivals.scene import Actor, Scene
from echelon.engine.draws import Purpose
from echelon.engine.vocabulary import Kind

LINE = ("ostrov_pskov", "pskov_strugi", "strugi_luga", "luga_siverskaya", "siverskaya_gatchina")
GOAL = "gatchina"
TRAINS_OF_A_UNIT = 2
MINUTES_PER_DAY = 1440.0
FIRST_TRIP = 1
NEVER_US = 1 << 62


class Track:
    """The way from one station to the next: trains a headway apart, none overtaking."""

    def __init__(self, scene: Scene, link: str, start: Station, end: str) -> None:
        self.scene, self.link, self.start, self.end = scene, link, start, end
        self.hashes = hashes(f"{link}/line")
        self.length_km = scene.luck.number(f"links.{link}.length_km")
        headway = scene.luck.number(f"links.{link}.headway_min")
        paths = scene.luck.number(f"links.{link}.trains_per_day")
        self.headway_us = minutes_us(max(headway, MINUTES_PER_DAY / paths))
        self.waiting: list[Train] = []
        self.next_free_us = self.last_arrival_us = 0
        self.wake_us = NEVER_US

    def ask(self, train: Train) -> None:
        """Put a train in the queue and let in whoever may enter."""
        self.waiting.append(train)
        self.let_in()

    def let_in(self) -> None:
        """Let trains in that are neither halted nor kept by the station, in their order."""
        now_us = self.scene.env.now
        while not self.start.is_closed:
            train = next((each for each in self.waiting if not each.unit.is_halted), None)
            if train is None:
                return
            if self.next_free_us > now_us:
                self._look_at(self.next_free_us)
                return
            self._enter(train)

    def _enter(self, train: Train) -> None:
        now_us, luck = self.scene.env.now, self.scene.luck
        self.waiting.remove(train)
        self.next_free_us = now_us + self.headway_us
        ordinal = pair(self.hashes.draw, FIRST_TRIP)
        number = f"links.{self.link}.speed_km_h"
        speed = luck.used(number, train.hashes.draw, Purpose.RUNNING, ordinal)
        arrival_us = max(now_us + hours_us(self.length_km / speed), self.last_arrival_us)
        self.last_arrival_us = arrival_us
        self.scene.tell(Kind.ECHELON_LEAVES_STATION, train.name, self.start.name_of_place)
        train.entered.succeed(arrival_us)
        train.leaves(self.end)

    def _look_at(self, when_us: int) -> None:
        if self.scene.env.now < self.wake_us <= when_us:
            return
        self.wake_us = when_us
        self.scene.then(when_us, Kind.SECTION_CLEARS, self.hashes, self._clears)

    def look_soon(self) -> None:
        """Look at the queue after what happens now."""
        self.scene.then(self.scene.env.now, Kind.SECTION_CLEARS, self.hashes, self._clears)

    def _clears(self) -> None:
        if self.wake_us <= self.scene.env.now:
            self.wake_us = NEVER_US
        self.let_in()


class Station(Actor):
    """A station: platforms, the track onwards, and whether it lets trains out."""

    def __init__(self, scene: Scene, place: str) -> None:
        super().__init__(f"{place}/station", place)
        self.scene, self.name_of_place, self.turn = scene, place, hashes(place)
        number = scene.luck.number(f"places.{place}.platforms")
        self.platforms = simpy.Resource(scene.env, capacity=int(number + 0.5))
        self.is_closed = False
        self.onwards: Track | None = None

    def obey(self, *, closes: bool, luck: int) -> None:
        """Close the station to trains, or open it, after what happens now."""
        self.scene.then(
            self.scene.env.now,
            Kind.LINE_CHANGES,
            self.turn,
            lambda: self._change(closes),
            luck,
        )

    def _change(self, closes: bool) -> None:
        self.is_closed = closes
        kind = Kind.STATION_CLOSES if closes else Kind.STATION_OPENS
        self.scene.tell(kind, self.name_of_place)
        if not closes and self.onwards is not None:
            self.onwards.look_soon()


class Train:
    """One echelon, from its quarters to the goal."""

    def __init__(self, scene: Scene, unit: Unit, number: int, men: int) -> None:
        self.scene, self.unit, self.men = scene, unit, men
        self.name = f"{unit.name}/{number + 1}"
        self.is_head = number == 0
        self.hashes = hashes(self.name)
        self.track: Track | None = None
        self.entered = simpy.Event(scene.env)

    def leaves(self, ahead: str) -> None:
        """Take the unit's command along on the first train."""
        if self.is_head:
            self.scene.move(self.unit.command, None, ahead)

    def travel(self) -> Generator[simpy.Event, int, None]:
        """Load, run from station to station, and detrain."""
        scene, unit = self.scene, self.unit
        place = unit.home
        number = f"units.{unit.name}.loading_h"
        kinds = (Kind.ECHELON_BEGINS_LOADING, Kind.ECHELON_LOADED)
        yield from self._stand(place, number, Purpose.LOADING, kinds)
        while True:
            yield scene.due(scene.env.now, Kind.ECHELON_SEEKS_LINE, self.hashes, FIRST_TRIP)
            track = self.track = place.onwards
            if place.name_of_place == GOAL or track is None:
                break
            self.entered = simpy.Event(scene.env)
            track.ask(self)
            if not self.entered.triggered:
                scene.tell(Kind.ECHELON_HELD, self.name, place.name_of_place)
            arrival_us = yield self.entered
            self.track = None
            ordinal = pair(track.hashes.draw, FIRST_TRIP)
            kind = Kind.ECHELON_REACHES_STATION
            yield scene.due(arrival_us, kind, self.hashes, ordinal)
            scene.tell(kind, self.name, track.end)
            track.let_in()
            place = unit.railway.stations[track.end]
            if self.is_head:
                scene.move(unit.command, track.end, track.end)
        number = f"units.{unit.name}.unloading_h"
        kinds = (Kind.ECHELON_BEGINS_DETRAINING, Kind.ECHELON_DETRAINED)
        yield from self._stand(place, number, Purpose.UNLOADING, kinds)
        unit.arrive(self)

    def _stand(
        self, station: Station, number: str, purpose: Purpose, kinds: tuple[Kind, Kind]
    ) -> Generator[simpy.Event, int, None]:
        """Load or detrain at a platform."""
        scene, place = self.scene, station.name_of_place
        with station.platforms.request() as platform:
            yield platform
            scene.tell(kinds[0], self.name, place)
            hours = scene.luck.used(number, self.hashes.draw, purpose, FIRST_TRIP)
            ready_us = scene.env.now + hours_us(hours)
            yield scene.due(ready_us, kinds[1], self.hashes, FIRST_TRIP)
            scene.tell(kinds[1], self.name, place)


class Unit:
    """A regiment: its command, its trains, and what it has resolved on."""

    def __init__(self, scene: Scene, railway: Railway, name: str, home: str) -> None:
        self.scene, self.railway, self.name = scene, railway, name
        self.hashes = hashes(name)
        self.command = Actor(name, home)
        self.home = railway.stations[home]
        men = int(max(0.0, scene.luck.number(f"units.{name}.men")) + 0.5)
        self.trains = [
            Train(scene, self, number, men // TRAINS_OF_A_UNIT + (number < men % TRAINS_OF_A_UNIT))
            for number in range(TRAINS_OF_A_UNIT)
        ]
        self.is_halted = self.is_to_move = False
        self.directive_us, self.n_arrived, self.resolutions = -1, 0, 0

    def consider(self, verb: str, luck: int, sent_us: int, label: str) -> None:
        """Obey an order, refuse it, or lay it aside because a later one has come before."""
        scene, now_us = self.scene, self.scene.env.now
        if sent_us < self.directive_us:
            scene.tell(Kind.ORDER_OVERTAKEN, self.name, label)
            return
        obedience = scene.luck.number(f"units.{self.name}.obedience")
        if scene.luck.threshold(self.hashes.draw) >= obedience:
            scene.tell(Kind.UNIT_REFUSES, self.name, label)
            return
        self.directive_us = sent_us
        self.resolutions += 1
        if verb == "halt":
            self._resolve(now_us, Kind.UNIT_STOPS, luck, self._stop)
            return
        when_us = now_us + minutes_us(scene.luck.number(f"units.{self.name}.response_min"))
        self.is_to_move |= verb == "move"
        if self.is_to_move:
            self._resolve(when_us, Kind.UNIT_SETS_OUT, luck, self._set_out)
        else:
            self._resolve(when_us, Kind.UNIT_GOES_ON, luck, self._go_on)

    def _resolve(self, when_us: int, kind: Kind, luck: int, do: Callable[[], None]) -> None:
        """Do something later, unless the unit has resolved on something else by then."""
        resolution = self.resolutions

        def carry_out() -> None:
            if resolution == self.resolutions:
                self.scene.tell(kind, self.name)
                do()

        self.scene.then(when_us, kind, self.hashes, carry_out, luck)

    def _stop(self) -> None:
        self.is_halted = True

    def _go_on(self) -> None:
        self.is_halted = False
        for train in self.trains:
            if train.track is not None:
                train.track.look_soon()

    def _set_out(self) -> None:
        self.is_to_move = self.is_halted = False
        for train in self.trains:
            self.scene.env.process(train.travel())

    def arrive(self, train: Train) -> None:
        """Count a train's men at the goal, and assemble when all are there."""
        self.railway.men_come(train.men)
        self.n_arrived += 1
        if self.n_arrived == TRAINS_OF_A_UNIT:
            now_us, assembled = self.scene.env.now, Kind.UNIT_ASSEMBLED
            when_us = now_us + hours_us(self.scene.luck.number(f"units.{self.name}.assembly_h"))
            self.scene.then(
                when_us, assembled, self.hashes, lambda: self.scene.tell(assembled, self.name)
            )


class Railway:
    """The line, its stations and the units that use it."""

    def __init__(self, scene: Scene, men_come: Callable[[int], None]) -> None:
        parts = frozen_document().parts
        self.men_come = men_come
        self.stations = {place: Station(scene, place) for place in parts.places}
        for link in LINE:
            start, end = self.stations[parts.links[link].from_], parts.links[link].to
            start.onwards = Track(scene, link, start, end)
        self.units = {
            name: Unit(scene, self, name, unit.place) for name, unit in parts.units.items()
        }
