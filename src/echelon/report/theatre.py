"""The map: the ground with its coast, and who was on the way upon it in one run."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from echelon.analysis.ground import Holding, Point, Way, holdings, numbered, points_of, ways
from echelon.analysis.plots.land import land_within
from echelon.campaign.marches import March, marches
from echelon.campaign.simulate import Campaign, observe
from echelon.campaign.trains import Journey, Sighting, Station, journeys, railway
from echelon.report import schema
from echelon.scenario.document import Document
from echelon.scenario.expressions import Name, walk

LEAST_SPAN_DEGREES = 0.4
BEYOND = 0.9
"""How far the land goes on beyond the places, as a share of their span: wide screens show more."""
MOST_LINES = 4
SECOND_US = 1_000_000
"""Moments are told in seconds: finer ones would only make the file longer."""


class OnTheWay(NamedTuple):
    """What a run shows on the map: who held what, and who was on the way by rail or otherwise."""

    run: int
    holdings: tuple[Holding, ...]
    trains: tuple[Journey, ...]
    marches: tuple[March, ...]

    @property
    def has_units(self) -> bool:
        """Whether any unit moved, and not persons alone."""
        return bool(self.trains) or any(march.means != "person" for march in self.marches)

    @property
    def sightings(self) -> int:
        """How many times anybody was seen."""
        by_rail = sum(len(journey.sightings) for journey in self.trains)
        return by_rail + sum(len(march.sightings) for march in self.marches)


def on_the_way(campaign: Campaign, seed: int, run: int) -> OnTheWay:
    """Simulate a run again, once, and return what it shows on the map."""
    state = observe(campaign, seed, run)
    trains, by_other_means = journeys(campaign, state), marches(campaign, state)
    return OnTheWay(run, holdings(campaign, state), trains, by_other_means)


def theatre(campaign: Campaign, runs: Iterable[OnTheWay]) -> schema.Theatre | None:
    """Return the map of a scenario and what single runs did on it; None without coordinates.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    runs : iterable of OnTheWay
        What each shows.
    """
    document = campaign.document
    places = _places(document)
    if len(places) < 2:
        return None
    at = {place.id: (place.lat, place.lon) for place in places}
    spots: dict[Point, int] = {}
    told = tuple(
        schema.OnMap(
            run=each.run,
            holdings=tuple(
                schema.Holding(time_us=held.time_us, place=held.place, side=held.side)
                for held in each.holdings
            ),
            movers=_movers(document, ways(document, each.trains, each.marches), at, spots),
        )
        for each in runs
    )
    return schema.Theatre(
        places=places,
        links=tuple(
            schema.Link(
                id=id_,
                name=link.name or "",
                kind=link.kind,
                ends=(link.from_, link.to),
                tracks=link.tracks,
            )
            for id_, link in document.parts.links.items()
            if link.from_ in at and link.to in at
        ),
        land=land_within(*_box(at.values())),
        sides=tuple(
            schema.Side(id=id_, name=side.name) for id_, side in document.parts.sides.items()
        ),
        spots=tuple(spots),
        runs=told,
    )


def lines(campaign: Campaign, run: int, journeys: Iterable[Journey]) -> tuple[schema.Line, ...]:
    """Return the distance-time diagrams of the railways that carried most.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    run : int
        Which run the journeys are of.
    journeys : iterable of Journey
        The trains of that run.

    Returns
    -------
    tuple of Line
        At most `MOST_LINES`, those on which the units that the outcomes speak of went farthest
        first; none lies wholly within another.
    """
    journeys = list(journeys)
    told = []
    for stations in _busiest_railways(campaign, journeys):
        rows = {station.id: station.km for station in stations}
        told.append(
            schema.Line(
                run=run,
                stations=tuple(schema.Station(name=each.name, km=each.km) for each in stations),
                paths=tuple(
                    schema.Path(
                        unit=journey.unit,
                        name=numbered(journey.name, journey.number, journey.trains),
                        marks=marks,
                    )
                    for journey in journeys
                    for marks in _stretches(campaign.document, journey, rows)
                ),
            )
        )
    return tuple(told)


def _places(document: Document) -> tuple[schema.Place, ...]:
    """Return the places that have coordinates, the best connected ranked first."""
    lines = Counter[str]()
    for link in document.parts.links.values():
        lines.update((link.from_, link.to))
    ranked = sorted(document.parts.places, key=lambda id_: (-lines[id_], id_))
    return tuple(
        schema.Place(
            id=id_,
            name=place.name,
            modern_name=place.modern_name or "",
            lat=place.lat,
            lon=place.lon,
            kind=place.kind,
            holds="; ".join(place.holds),
            note=place.note or "",
            rank=rank,
        )
        for rank, id_ in enumerate(ranked)
        for place in (document.parts.places[id_],)
        if place.lat is not None and place.lon is not None
    )


def _box(points: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return west, south, east, north around places, with a margin."""
    lats, lons = zip(*points, strict=True)
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    middle = math.radians((south + north) / 2)
    span = max(north - south, (east - west) * math.cos(middle), LEAST_SPAN_DEGREES)
    high, wide = BEYOND * span, BEYOND * span / max(0.2, math.cos(middle))
    return west - wide, max(-85.0, south - high), east + wide, min(85.0, north + high)


def _movers(
    document: Document, ways: Iterable[Way], at: Mapping[str, Point], spots: dict[Point, int]
) -> tuple[schema.Mover, ...]:
    """Return who was where; each spot at which anybody was seen gets a number in `spots`."""
    movers = []
    for way in ways:
        seen = _seen(document, way.sightings, at, spots)
        if seen:
            times_s, where = zip(*seen, strict=True)
            gone_s = None if way.gone_us is None else round(way.gone_us / SECOND_US)
            movers.append(
                schema.Mover(
                    who=way.who,
                    name=way.name,
                    side=way.side,
                    means=way.means,
                    times_s=times_s,
                    spots=where,
                    gone_s=gone_s,
                )
            )
    return tuple(movers)


def _seen(
    document: Document,
    sightings: Sequence[Sighting],
    at: Mapping[str, Point],
    spots: dict[Point, int],
) -> list[tuple[int, int]]:
    """Return when somebody was seen, in seconds, and at which spot; not twice while he stood."""
    seen: list[tuple[int, int]] = []
    for time_us, lat, lon in points_of(document, sightings, at):
        spot = spots.setdefault((round(lat, 4), round(lon, 4)), len(spots))
        time_s = round(time_us / SECOND_US)
        if [spot, spot] == [each for _, each in seen[-2:]]:
            seen.pop()  # it stood there, and stands there still
        if (time_s, spot) not in seen[-1:]:
            seen.append((time_s, spot))
    return seen


def _busiest_railways(campaign: Campaign, journeys: list[Journey]) -> list[tuple[Station, ...]]:
    """Return railways between two ends of journeys, those with most train-kilometres first."""
    asked_about = _units_of_outcomes(campaign.document)
    ends = [
        (journey.unit in asked_about, seen[0], seen[-1])
        for journey in journeys
        for seen in ([it.place for it in journey.sightings if it.place is not None],)
        if seen and seen[0] != seen[-1]
    ]
    found: list[tuple[float, float, tuple[Station, ...]]] = []
    for one, other in dict.fromkeys((one, other) for _, one, other in ends):
        stations = railway(campaign, one, other)
        upon = {station.id for station in stations}
        carried = [matters for matters, *pair in ends if upon.issuperset(pair)]
        length_km = stations[-1].km if stations else 0.0
        if len(stations) > 1:
            found.append((length_km * sum(carried), length_km * len(carried), stations))
    found.sort(key=lambda each: each[:2], reverse=True)
    kept: list[tuple[Station, ...]] = []
    for *_, stations in found:
        ids = {station.id for station in stations}
        if not any(ids <= {each.id for each in other} for other in kept):
            kept.append(stations)
    return kept[:MOST_LINES]


def _units_of_outcomes(document: Document) -> frozenset[str]:
    """Return the units that the conditions of the outcomes name."""
    return frozenset(
        name.name
        for outcome in document.parts.outcomes.values()
        if outcome.when is not None
        for name in walk(outcome.when)
        if isinstance(name, Name) and name.name in document.parts.units
    )


def _stretches(
    document: Document, journey: Journey, km_of: Mapping[str, float]
) -> list[tuple[tuple[float, float], ...]]:
    """Return what a train did on a railway, piece by piece where it left it in between."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for sighting in journey.sightings:
        km = _km(document, sighting.place, sighting.link, sighting.share, km_of)
        if km is None:
            pieces.append([])
        else:
            pieces[-1].append((round(sighting.time_us / SECOND_US), round(km, 2)))
    return [tuple(piece) for piece in pieces if len(piece) > 1]


def _km(
    document: Document,
    place: str | None,
    link: str | None,
    share: float,
    km_of: Mapping[str, float],
) -> float | None:
    if place is not None:
        return km_of.get(place)
    if link is None:
        return None
    ends = document.parts.links[link]
    if ends.from_ not in km_of or ends.to not in km_of:
        return None
    return km_of[ends.from_] + share * (km_of[ends.to] - km_of[ends.from_])
