"""Where the columns, ships, aircraft and travellers of one run were, beside its trains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from echelon.campaign.simulate import Campaign
from echelon.campaign.trains import AT_STATIONS, Sighting
from echelon.engine.state import State
from echelon.engine.vocabulary import Kind, Mode

Means = Literal["rail", "foot", "motor", "water", "air", "person"]
"""How somebody is on the way; of a person it is only said that he travels."""

MEANS_OF: dict[Mode, Means] = {Mode.WATER: "water", Mode.AIR: "air"}
"""Whoever goes by neither goes by road: men who were to go by train have left it."""

ARRIVALS = (Kind.COLUMN_REACHES_PLACE, Kind.TRAVELLER_REACHES_PLACE)
OF_MARCHES = (
    *ARRIVALS,
    *AT_STATIONS,
    Kind.COLUMN_MARCHES,
    Kind.GROUP_CAUGHT,
    Kind.TRAVELLER_LEAVES,
    Kind.UNIT_RETREATS,
    Kind.UNIT_SETS_OUT,
)


@dataclass(frozen=True)
class March:
    """A way by road, water or air without a break, of an echelon or of a person.

    Parameters
    ----------
    who, name : str
        Id and name of the unit whose echelon it is, or of the person.
    side : str
        Id of the side.
    number, echelons : int
        Which of the unit's echelons, from 1, and how many those are; 1 of 1 for a person.
    means : {"foot", "motor", "water", "air", "person"}
        How; horse and guns go at the pace of men and are on foot.
    sightings : tuple of Sighting
        In order of time. The last may lie beyond the end of the run, where the next place would
        have been reached.
    caught : bool
        Whether it ends in captivity. The run does not tell how far a group had come by then: it
        is seen half-way.
    """

    who: str
    name: str
    side: str
    number: int
    echelons: int
    means: Means
    sightings: tuple[Sighting, ...]
    caught: bool


def marches(campaign: Campaign, state: State) -> tuple[March, ...]:
    """Follow those who go by road, water or air in a run that was observed.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    state : State
        In which `observe` left the run, with its trace.

    Returns
    -------
    tuple of March
        In the order in which they began.
    """
    trace = state.trace[: int(state.clock.n_trace[0])]
    follower = _Follower(campaign)
    for row in trace[np.isin(trace["kind"], OF_MARCHES)]:
        follower.see(row)
    for kind, who, time_us, place in _under_way_at_the_end(state):
        follower.arrive(_key(kind, who), time_us, place)
    return tuple(_march(campaign, begun) for begun in follower.begun)


_Key = tuple[bool, int]
"""Whether it is a person, and the row of the person or echelon."""


@dataclass
class _Begun:
    """A march that may go on."""

    key: _Key
    means: Means
    sightings: list[Sighting] = field(default_factory=list)
    caught: bool = False


class _Follower:
    """Follows those who march through the trace of a run, row by row."""

    def __init__(self, campaign: Campaign) -> None:
        parts = campaign.document.parts
        self.world = campaign.assembled.world
        self.place_ids = list(parts.places)
        self.arms = [unit.arm for unit in parts.units.values()]
        self.link_between = {
            frozenset((link.from_, link.to)): id_
            for id_, link in parts.links.items()
            if link.kind != "rail"
        }
        self.begun: list[_Begun] = []
        self._open: dict[_Key, _Begun] = {}
        self._modes: dict[int, Mode] = {}
        self._retreats: set[int] = set()

    def see(self, row: np.void) -> None:
        """Take note of a row of the trace."""
        kind, who, detail = Kind(int(row["kind"])), int(row["who"]), int(row["detail"])
        time_us, key = int(row["time_us"]), _key(kind, who)
        if kind == Kind.UNIT_SETS_OUT:
            self._modes[who] = Mode(int(self.world.goals.mode[self.world.actions.goal[detail]]))
        elif kind == Kind.UNIT_RETREATS:
            self._retreats.add(int(row["serial"]))
        elif kind in AT_STATIONS:
            self._open.pop(key, None)
        elif kind in ARRIVALS:
            self.arrive(key, time_us, detail)
        elif kind == Kind.GROUP_CAUGHT:
            self._catch(key, time_us, detail)
        else:
            is_retreat = int(row["because"]) in self._retreats
            self._leave(key, time_us, detail, "person" if key[0] else self._means(who, is_retreat))

    def arrive(self, key: _Key, time_us: int, place: int) -> None:
        """Take note that somebody comes to a place."""
        if key in self._open:
            self._open[key].sightings.append(Sighting(time_us, self.place_ids[place]))

    def _leave(self, key: _Key, time_us: int, place: int, means: Means) -> None:
        march = self._open.get(key)
        is_over = key[0] and march is not None and march.sightings[-1].time_us < time_us
        if march is None or march.means != means or is_over:
            march = self._open[key] = _Begun(key, means)
            self.begun.append(march)
        march.sightings.append(Sighting(time_us, self.place_ids[place]))

    def _catch(self, key: _Key, time_us: int, ahead: int) -> None:
        march = self._open.pop(key)
        pair = frozenset((march.sightings[-1].place or "", self.place_ids[ahead]))
        march.sightings.append(Sighting(time_us, None, self.link_between.get(pair), 0.5))
        march.caught = True

    def _means(self, echelon: int, is_retreat: bool) -> Means:
        unit = int(self.world.echelons.unit[echelon])
        by_road: Means = "motor" if self.arms[unit] == "motor" else "foot"
        if is_retreat or unit not in self._modes:
            return by_road
        return MEANS_OF.get(self._modes[unit], by_road)


def _key(kind: Kind, who: int) -> _Key:
    return kind in (Kind.TRAVELLER_LEAVES, Kind.TRAVELLER_REACHES_PLACE), who


def _under_way_at_the_end(state: State) -> Iterator[tuple[Kind, int, int, int]]:
    """Yield the arrivals still on the agenda: kind, who, when in microseconds, and where."""
    for planned in state.heap[: int(state.clock.n_heap[0])]:
        event = state.events[int(planned["event"])]
        if event["kind"] in ARRIVALS:
            kind, time_us = Kind(int(event["kind"])), int(planned["time_us"])
            yield kind, int(event["who"]), time_us, int(event["detail"])


def _march(campaign: Campaign, begun: _Begun) -> March:
    world, parts = campaign.assembled.world, campaign.document.parts
    is_person, row = begun.key
    sightings = tuple(begun.sightings)
    if is_person:
        id_ = list(parts.persons)[row]
        person = parts.persons[id_]
        return March(id_, person.name, person.side, 1, 1, begun.means, sightings, begun.caught)
    of_unit = int(world.echelons.unit[row])
    id_ = list(parts.units)[of_unit]
    unit = parts.units[id_]
    echelons = int(world.units.last_echelon[of_unit] - world.units.first_echelon[of_unit])
    number = int(world.echelons.ordinal[row]) + 1
    return March(id_, unit.name, unit.side, number, echelons, begun.means, sightings, begun.caught)
