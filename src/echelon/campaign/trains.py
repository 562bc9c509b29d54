"""Where the trains of one run were, and the railway that they ran on: what a train graph shows."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from echelon.campaign.people import expected
from echelon.campaign.simulate import Campaign
from echelon.engine.state import State
from echelon.engine.vocabulary import Kind, Phase

AT_STATIONS = {
    Kind.ECHELON_BEGINS_LOADING,
    Kind.ECHELON_LEAVES_STATION,
    Kind.ECHELON_BEGINS_DETRAINING,
    Kind.ECHELON_DETRAINED,
}

STANDING_IN_TRAINS = {
    Phase.LOADING,
    Phase.LOADED,
    Phase.WAITING_FOR_LINE,
    Phase.WAITING_TO_DETRAIN,
    Phase.DETRAINING,
}


@dataclass(frozen=True)
class Sighting:
    """A train at a moment, at a station or at a crossing place inside a link.

    Parameters
    ----------
    time_us : int
        Microseconds since the start.
    place : str or None
        Id of the station.
    link : str or None
        Id of the link over which it came, where that is known.
    share : float
        How far along the link the crossing place is, from the link's own beginning, in [0, 1].
    """

    time_us: int
    place: str | None
    link: str | None = None
    share: float = 0.0


@dataclass(frozen=True)
class Journey:
    """One journey of a train, from loading until it is empty or the run is over.

    Parameters
    ----------
    unit, name : str
        Id and name of the unit whose train it is.
    number, trains : int
        Which of the unit's trains, from 1, and how many those are.
    sightings : tuple of Sighting
        In order of time; between two at one place the train stands there.
    """

    unit: str
    name: str
    number: int
    trains: int
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True)
class Station:
    """A place on a railway, `km` kilometres from where the railway begins."""

    id: str
    name: str
    km: float


def journeys(campaign: Campaign, state: State) -> tuple[Journey, ...]:
    """Follow the trains of a run that was observed.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    state : State
        In which `observe` left the run, with its trace.

    Returns
    -------
    tuple of Journey
        In the order in which they began.
    """
    follower = _Follower(campaign)
    for row in state.trace[: int(state.clock.n_trace[0])]:
        follower.see(row)
    for echelon, sightings in follower.open_journeys.items():
        last = sightings[-1].place
        if last is not None and Phase(int(state.echelons.phase[echelon])) in STANDING_IN_TRAINS:
            sightings.append(Sighting(int(state.clock.now_us[0]), last))
    return tuple(_journey(campaign, echelon, sightings) for echelon, sightings in follower.begun)


class _Follower:
    """Follows the trains through the trace of a run, row by row."""

    def __init__(self, campaign: Campaign) -> None:
        parts = campaign.document.parts
        self.world = campaign.assembled.world
        self.place_ids, self.link_ids = list(parts.places), list(parts.links)
        self.begun: list[tuple[int, list[Sighting]]] = []
        self.open_journeys: dict[int, list[Sighting]] = {}
        self._left: dict[int, int] = {}

    def see(self, row: np.void) -> None:
        """Take note of a row of the trace, if it is about a train."""
        echelon, kind, detail = int(row["who"]), Kind(int(row["kind"])), int(row["detail"])
        if kind == Kind.ECHELON_REACHES_STATION:
            sighting = self._arrival(echelon, detail, int(row["time_us"]))
        elif kind in AT_STATIONS:
            sighting = Sighting(int(row["time_us"]), self.place_ids[detail])
            self._left[echelon] = detail
        else:
            return
        if echelon not in self.open_journeys:
            self.open_journeys[echelon] = []
            self.begun.append((echelon, self.open_journeys[echelon]))
        self.open_journeys[echelon].append(sighting)
        if kind == Kind.ECHELON_DETRAINED:
            del self.open_journeys[echelon]

    def _arrival(self, echelon: int, section: int, time_us: int) -> Sighting:
        """Return where a train is that has come to the end of a section."""
        links = self.world.links
        link = int(self.world.sections.link[section])
        first, last = int(links.first_section[link]), int(links.last_section[link])
        ends = int(links.from_place[link]), int(links.to_place[link])
        along = ends[0] == self._left[echelon]
        passed = section + 1 - first if along else last - section
        id_ = self.link_ids[link]
        if passed < last - first:
            share = passed / (last - first)
            return Sighting(time_us, None, id_, share if along else 1.0 - share)
        place = ends[1] if along else ends[0]
        self._left[echelon] = place
        return Sighting(time_us, self.place_ids[place], id_)


def _journey(campaign: Campaign, echelon: int, sightings: list[Sighting]) -> Journey:
    world, units = campaign.assembled.world, campaign.document.parts.units
    row = int(world.echelons.unit[echelon])
    id_ = list(units)[row]
    trains = int(world.units.last_echelon[row] - world.units.first_echelon[row])
    number = int(world.echelons.ordinal[echelon]) + 1
    return Journey(id_, units[id_].name, number, trains, tuple(sightings))


def railway(campaign: Campaign, one: str, other: str) -> tuple[Station, ...]:
    """Return the stations of the shortest way by rail between two places.

    Lengths that a scenario leaves uncertain are taken at their expected value, so that the
    stations lie where they lie in every run.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    one, other : str
        Ids of places.

    Returns
    -------
    tuple of Station
        From the one, at 0 km, to the other; empty if no rails join them.

    References
    ----------
    E. W. Dijkstra (1959), "A note on two problems in connexion with graphs", Numerische
    Mathematik 1, 269-271.
    """
    assembly, parts = campaign.assembled.assembly, campaign.document.parts
    lines: dict[str, list[tuple[float, str]]] = {place: [] for place in parts.places}
    for link in parts.links.values():
        if link.kind == "rail":
            length_km = expected(assembly, link.length_km)
            lines[link.from_].append((length_km, link.to))
            lines[link.to].append((length_km, link.from_))
    reached: dict[str, float] = {}
    before: dict[str, str] = {}
    waiting = [(0.0, one, one)]
    while waiting and other not in reached:
        km, place, previous = heapq.heappop(waiting)
        if place in reached:
            continue
        reached[place], before[place] = km, previous
        for length_km, following in lines[place]:
            heapq.heappush(waiting, (km + length_km, following, place))
    if other not in reached:
        return ()
    way = [other]
    while way[-1] != one:
        way.append(before[way[-1]])
    return tuple(Station(id_, parts.places[id_].name, reached[id_]) for id_ in reversed(way))
