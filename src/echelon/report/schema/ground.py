"""What happened where: the map, the line, and who was how strong in which place."""

from __future__ import annotations

from typing import Literal

from echelon.report.schema.part import Part


class Place(Part):
    """A place on the map."""

    id: str
    name: str
    modern_name: str
    lat: float
    lon: float
    kind: str
    holds: str
    note: str
    rank: int


class Link(Part):
    """A line, road or waterway on the map, by its two places."""

    id: str
    name: str
    kind: str
    ends: tuple[str, str]
    tracks: int


class Mover(Part):
    """Whoever is on the way, by one means: seconds since the start, and at which spot he was then.

    `who` is the id of a unit or a person. `gone_s` is when the way ends because the men go on by
    other means, are caught, or a person is where he was to go; null if they stay to the end.
    """

    who: str
    name: str
    side: str
    means: Literal["rail", "foot", "motor", "water", "air", "person"]
    times_s: tuple[int, ...]
    spots: tuple[int, ...]
    gone_s: int | None


class Side(Part):
    """A contender."""

    id: str
    name: str


class Holding(Part):
    """A side comes to hold a place; an empty side is nobody."""

    time_us: float
    place: str
    side: str


class OnMap(Part):
    """What one run did on the map."""

    run: int
    holdings: tuple[Holding, ...]
    movers: tuple[Mover, ...]


class Theatre(Part):
    """The map: ground, coastline, and what single runs did on it.

    Spots are latitudes and longitudes at which anybody was seen on the way.
    """

    places: tuple[Place, ...]
    links: tuple[Link, ...]
    land: tuple[tuple[tuple[float, float], ...], ...]
    sides: tuple[Side, ...]
    spots: tuple[tuple[float, float], ...]
    runs: tuple[OnMap, ...]


class Station(Part):
    """A station on the distance-time diagram."""

    name: str
    km: float


class Path(Part):
    """A train on the distance-time diagram: seconds since the start, and kilometres."""

    unit: str
    name: str
    marks: tuple[tuple[float, float], ...]


class Line(Part):
    """The distance-time diagram of one railway in one run."""

    run: int
    stations: tuple[Station, ...]
    paths: tuple[Path, ...]


class Fan(Part):
    """Strength of one side at one place, hour by hour, over the runs: 10 25 50 75 90 %."""

    place: str
    side: str
    runs: int
    unit: str
    moments: tuple[float, ...]
    quantiles: tuple[tuple[float, ...], ...]


class Control(Part):
    """For each place, the share of the runs in which each side holds it, at each moment."""

    runs: int
    sides: tuple[Side, ...]
    places: tuple[str, ...]
    moments: tuple[float, ...]
    shares: tuple[tuple[tuple[float, ...], ...], ...]
