"""What one run did on the ground: who held each place, and where somebody on the way was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from echelon.campaign.simulate import Campaign, observe
from echelon.campaign.trains import Sighting
from echelon.engine.vocabulary import NOBODY, Kind, Target
from echelon.scenario.document import Document

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""


class Holding(NamedTuple):
    """A side holds a place from a moment on, in microseconds since the start; "" is nobody."""

    time_us: int
    place: str
    side: str


def holdings(campaign: Campaign, seed: int, run: int) -> tuple[Holding, ...]:
    """Return who holds each place at the start, and every change of hands in a run.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    seed, run : int
        Which run.
    """
    parts = campaign.document.parts
    places, sides = list(parts.places), list(parts.sides)
    held = [Holding(0, id_, place.holder or "") for id_, place in parts.places.items()]
    state = observe(campaign, seed, run)
    trace = state.trace[: int(state.clock.n_trace[0])]
    for row in trace[trace["kind"] == Kind.HOLDER_CHANGES]:
        if row.detail == Target.PLACE:
            side = "" if row.extra == NOBODY else sides[int(row.extra)]
            held.append(Holding(int(row.time_us), places[int(row.who)], side))
    return tuple(held)


def points_of(
    document: Document, sightings: Iterable[Sighting], at: Mapping[str, Point]
) -> Iterator[tuple[int, float, float]]:
    """Yield where somebody was seen: microseconds since the start, latitude, longitude.

    Parameters
    ----------
    document : Document
        The scenario.
    sightings : iterable of Sighting
        Of a train or a march.
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


def position(points: Sequence[tuple[int, float, float]], now_us: int) -> Point | None:
    """Return where somebody is at a moment: between two sightings, or None before the first.

    Parameters
    ----------
    points : sequence of (int, float, float)
        From `points_of`.
    now_us : int
        Microseconds since the start.
    """
    before = [each for each in points if each[0] <= now_us]
    after = [each for each in points if each[0] > now_us]
    if not before:
        return None
    one = before[-1]
    if not after:
        return one[1:]
    other = after[0]
    return between(one[1:], other[1:], (now_us - one[0]) / (other[0] - one[0]))
