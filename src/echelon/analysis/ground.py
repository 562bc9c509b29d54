"""What one run did on the ground: who held each place, and where somebody on the way was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from echelon.campaign.marches import March, Means
from echelon.campaign.simulate import Campaign
from echelon.campaign.trains import Journey, Sighting
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Kind, Target
from echelon.scenario.document import Document

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""


class Holding(NamedTuple):
    """A side holds a place from a moment on, in microseconds since the start; "" is nobody."""

    time_us: int
    place: str
    side: str


def holdings(campaign: Campaign, state: State) -> tuple[Holding, ...]:
    """Return who holds each place at the start, and every change of hands in an observed run.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    state : State
        In which `observe` left the run, with its trace.
    """
    parts = campaign.document.parts
    places, sides = list(parts.places), list(parts.sides)
    held = [Holding(0, id_, place.holder or "") for id_, place in parts.places.items()]
    trace = state.trace[: int(state.clock.n_trace[0])]
    for row in trace[trace["kind"] == Kind.HOLDER_CHANGES]:
        if row.detail == Target.PLACE:
            side = "" if row.extra == NOBODY else sides[int(row.extra)]
            held.append(Holding(int(row.time_us), places[int(row.who)], side))
    return tuple(held)


class Way(NamedTuple):
    """Somebody on the way by one means, without a break.

    Parameters
    ----------
    who, name : str
        Id of the unit or person, and its name, which says which echelon of several this is.
    side : str
        Id of the side.
    means : {"rail", "foot", "motor", "water", "air", "person"}
        How; of a person it is only said that he travels.
    sightings : tuple of Sighting
        In order of time.
    gone_us : int or None
        Microseconds since the start from which on this is no longer on the map; None if it stays
        where it comes to. A person is shown only while he travels, captives no longer, and an
        echelon is seen on one way at a time: it is gone from a train when it marches off.
    """

    who: str
    name: str
    side: str
    means: Means
    sightings: tuple[Sighting, ...]
    gone_us: int | None


def ways(
    document: Document, trains: Iterable[Journey], marches: Iterable[March]
) -> tuple[Way, ...]:
    """Return all who were on the way in a run, in the order in which they set out.

    Parameters
    ----------
    document : Document
        The scenario.
    trains : iterable of Journey
    marches : iterable of March
        Of one run.
    """
    units = document.parts.units
    told: list[tuple[int, Way]] = []
    for train in trains:
        name = numbered(train.name, train.number, train.trains)
        side = units[train.unit].side
        told.append((train.number, Way(train.unit, name, side, "rail", train.sightings, None)))
    for march in marches:
        name = numbered(march.name, march.number, march.echelons)
        ends = march.caught or march.means == "person"
        gone_us = march.sightings[-1].time_us if ends else None
        way = Way(march.who, name, march.side, march.means, march.sightings, gone_us)
        told.append((march.number, way))
    told.sort(key=lambda each: each[1].sightings[0].time_us)
    next_us: dict[tuple[str, int], int] = {}
    found: list[Way] = []
    for number, way in reversed(told):
        if way.gone_us is None:
            way = way._replace(gone_us=next_us.get((way.who, number)))
        next_us[way.who, number] = way.sightings[0].time_us
        found.append(way)
    return tuple(reversed(found))


def numbered(name: str, number: int, of: int) -> str:
    """Return the name of one of several echelons; the only one has that of its unit."""
    return name if of == 1 else f"{name}, echelon {number}"


def points_of(
    document: Document, sightings: Iterable[Sighting], at: Mapping[str, Point]
) -> Iterator[tuple[int, float, float]]:
    """Yield where somebody was seen: microseconds since the start, latitude, longitude.

    Parameters
    ----------
    document : Document
        The scenario.
    sightings : iterable of Sighting
        Of somebody on the way.
    at : mapping of str to (float, float)
        The places that have coordinates; sightings elsewhere are left out.
    """
    for sighting in sightings:
        where = at.get(sighting.place) if sighting.place is not None else None
        if where is None and sighting.place is None and sighting.link is not None:
            link = document.parts.links[sighting.link]
            if link.from_ in at and link.to in at:
                where = between(at[link.from_], at[link.to], sighting.share)
        if where is not None:
            yield sighting.time_us, *where


def between(one: Point, other: Point, share: float) -> Point:
    """Return the point so far, as a share in [0, 1], on the straight way from one to another."""
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def position(
    points: Sequence[tuple[int, float, float]], now_us: int, gone_us: int | None = None
) -> Point | None:
    """Return where somebody is at a moment: between two sightings, or None before the first.

    Parameters
    ----------
    points : sequence of (int, float, float)
        From `points_of`.
    now_us : int
        Microseconds since the start.
    gone_us : int, optional
        From when on he is nowhere; he stays where he came to if not given.
    """
    before = [each for each in points if each[0] <= now_us]
    after = [each for each in points if each[0] > now_us]
    if not before or (gone_us is not None and now_us >= gone_us):
        return None
    one = before[-1]
    if not after:
        return one[1:]
    other = after[0]
    return between(one[1:], other[1:], (now_us - one[0]) / (other[0] - one[0]))
