"""The theatre at a moment of one run: coast, lines, places with their holders, and trains."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from echelon.analysis.plots.bands import COLOURS, INK
from echelon.analysis.plots.land import land_within
from echelon.scenario.schema.ground import Link

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SEA, LAND, COAST = "#dce7ee", "#f6f2e6", "#93a6b1"
MARKS = "osD^Pv"
"""A side's mark, so that the picture can be read without colour."""

MARGIN = 0.06
LEAST_DEGREES = 0.1
KM_PER_DEGREE = 111.2

STROKES: dict[str, tuple[str, float, Any]] = {
    "rail": ("#33322e", 1.6, "-"),
    "road": ("#8d8776", 0.8, "-"),
    "water": (COAST, 1.2, ":"),
    "air": ("#8d8776", 0.7, (0, (1, 5))),
}


class Spot(NamedTuple):
    """A place on the map: name, latitude and longitude, and the side that holds it or ""."""

    name: str
    lat: float
    lon: float
    side: str


class Ground(NamedTuple):
    """What is drawn: places by id, lines, trains by side, and the names of the sides by id."""

    places: Mapping[str, Spot]
    links: Sequence[Link]
    trains: Sequence[tuple[str, float, float]]
    sides: Mapping[str, str]


def draw_map(ground: Ground, title: str, axes: Axes | None) -> Axes:
    """Draw the theatre; see `Plots.map`."""
    west, south, east, north = _box(ground.places.values())
    stretch = 1 / max(0.2, math.cos(math.radians((south + north) / 2)))
    is_own = axes is None
    if axes is None:
        shape = stretch * (north - south) / (east - west)
        axes = _room_for(shape, len(ground.sides) + 3)
    axes.set_facecolor(SEA)
    for ring in land_within(west, south, east, north):
        axes.fill(*zip(*ring, strict=True), facecolor=LAND, edgecolor=COAST, lw=0.6, zorder=1)
    for link in ground.links:
        one, other = ground.places.get(link.from_), ground.places.get(link.to)
        if one is not None and other is not None:
            colour, width, dashes = STROKES[link.kind]
            axes.plot(
                [one.lon, other.lon],
                [one.lat, other.lat],
                ls=dashes,
                color=colour,
                lw=width,
                zorder=2,
            )
    _draw_places(axes, ground)
    _draw_trains(axes, ground)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(stretch)
    axes.apply_aspect()  # or names would be placed on axes that are not yet in shape
    _name_places(axes, ground)
    _draw_scale(axes, (west, south, east, north))
    axes.set_xlabel("Longitude (degrees east)")
    axes.set_ylabel("Latitude (degrees north)")
    axes.set_title(title, loc="left")
    # Below the map, from the left edge of the picture: names of sides are long.
    size, dpi = axes.get_window_extent(), axes.figure.dpi
    left, below = (0.2 * dpi - size.x0) / size.width, -0.55 * dpi / size.height
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(left if is_own else 0.0, below),
        ncols=2,
        frameon=False,
        fontsize="small",
    )
    return axes


def _room_for(shape: float, entries: int) -> Axes:
    """Return axes as wide as the figure, as high as the map needs, with room for a legend."""
    import matplotlib.pyplot as plt

    wide, below = 8.1, 0.75 + 0.22 * ((entries + 1) // 2)
    high = max(3.0, min(8.0, wide * shape))
    whole = high + below + 0.4
    figure = plt.figure(figsize=(9.0, whole))
    return figure.add_axes((0.75 / 9.0, below / whole, wide / 9.0, high / whole))


def _box(places: Iterable[Spot]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of the places, with a margin."""
    lats, lons = zip(*((place.lat, place.lon) for place in places), strict=True)
    across = max(LEAST_DEGREES, MARGIN * (max(lons) - min(lons)))
    up = max(LEAST_DEGREES, MARGIN * (max(lats) - min(lats)))
    return min(lons) - across, min(lats) - up, max(lons) + across, max(lats) + up


def _draw_places(axes: Axes, ground: Ground) -> None:
    for row, (side, name) in enumerate([*ground.sides.items(), ("", "held by nobody")]):
        held = [place for place in ground.places.values() if place.side == side]
        axes.plot(
            [place.lon for place in held],
            [place.lat for place in held],
            MARKS[row % len(MARKS)] if side else ".",
            color=COLOURS[row % len(COLOURS)] if side else "white",
            markeredgecolor=INK if not side else "white",
            ms=6,
            lw=0,
            zorder=4,
            label=name,
        )


def _draw_trains(axes: Axes, ground: Ground) -> None:
    for row, side in enumerate(ground.sides):
        points = [(lon, lat) for own, lat, lon in ground.trains if own == side]
        if points:
            axes.plot(
                *zip(*points, strict=True),
                ">",
                color=COLOURS[row % len(COLOURS)],
                markeredgecolor=INK,
                ms=9,
                lw=0,
                zorder=5,
                label=f"trains of {ground.sides[side]} ({len(points)})",
            )


def _name_places(axes: Axes, ground: Ground) -> None:
    """Write names where there is room: the best connected places first, none over another."""
    lines = [end for link in ground.links for end in (link.from_, link.to)]
    ranked = sorted(ground.places, key=lambda id_: (-lines.count(id_), id_))
    size = axes.get_window_extent()
    taken: list[tuple[float, float, float, float]] = []
    for id_ in ranked:
        place = ground.places[id_]
        x, y = axes.transData.transform((place.lon, place.lat))
        wide, high = 6.0 * len(place.name), 12.0
        for left, low, ha in ((x + 7, y - 6, "left"), (x - 7 - wide, y - 6, "right")):
            room = (left, low, left + wide, low + high)
            if room[0] < size.x0 or room[2] > size.x1 or any(_meet(room, each) for each in taken):
                continue
            taken.append(room)
            axes.annotate(
                place.name, (place.lon, place.lat), xytext=(6 if ha == "left" else -6, 0),
                textcoords="offset points", ha=ha, va="center", size="x-small", zorder=6,
            )  # fmt: skip
            break


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_scale(axes: Axes, box: tuple[float, float, float, float]) -> None:
    """Draw a bar of round kilometres, true in the middle of the map."""
    west, south, east, north = box
    degree_km = KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    most_km = 0.25 * (east - west) * degree_km
    power = 10.0 ** math.floor(math.log10(most_km))
    km = next(each * power for each in (5, 2, 1) if each * power <= most_km)
    x, y = west + 0.03 * (east - west), south + 0.04 * (north - south)
    axes.plot([x, x + km / degree_km], [y, y], color=INK, lw=2.0, zorder=6)
    axes.annotate(
        f"{km:g} km", (x + km / degree_km / 2, y), xytext=(0, 4), textcoords="offset points",
        ha="center", size="x-small", zorder=6,
    )  # fmt: skip
