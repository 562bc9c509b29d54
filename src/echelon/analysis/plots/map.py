"""The theatre at a moment of one run: coast, lines, who holds each place, who is on the way."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from echelon.analysis.plots.bands import COLOURS, INK
from echelon.analysis.plots.land import land_within
from echelon.analysis.plots.movers import MARKS, Mover, Room, draw_movers, halo, pixels_of_point
from echelon.scenario.schema.ground import Link

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SEA, LAND, COAST = "#dce7ee", "#f6f2e6", "#93a6b1"
MARGIN = 0.06
LEAST_DEGREES = 0.1
KM_PER_DEGREE = 111.2
CHIEF_PLACES = 12

BESIDE = ((1, 0), (-1, 0), (0, 9), (0, -9), (1, 6), (-1, 6), (1, -6), (-1, -6), (1.2, 0), (-1.2, 0))
"""Where a name may stand: so many of its half widths across and points up from its place."""

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
    """What is drawn: places by id, lines, those on the way, and the names of the sides by id."""

    places: Mapping[str, Spot]
    links: Sequence[Link]
    movers: Sequence[Mover]
    sides: Mapping[str, str]


def draw_map(ground: Ground, title: str, axes: Axes | None) -> Axes:
    """Draw the theatre; see `Plots.map`."""
    west, south, east, north = _box(ground.places.values())
    stretch = 1 / max(0.2, math.cos(math.radians((south + north) / 2)))
    if axes is None:
        shape = stretch * (north - south) / (east - west)
        means = {mover.means for mover in ground.movers}
        axes = _room_for(shape, len(ground.sides) + 1 + len(means))
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
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(stretch)
    axes.apply_aspect()  # or what follows would be placed on axes that are not yet in shape
    marked = draw_movers(axes, ground.movers, list(ground.sides))
    _name_places(axes, ground, marked)
    _draw_scale(axes, (west, south, east, north), ground.places.values())
    axes.set_xlabel("Longitude (degrees east)")
    axes.set_ylabel("Latitude (degrees north)")
    axes.set_title(title, loc="left")
    # Below the map and as far to either side as it needs: names of sides are long.
    below = -0.55 * axes.figure.dpi / axes.get_window_extent().height
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, below), ncols=2, frameon=False, fontsize="small"
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


def _name_places(axes: Axes, ground: Ground, marked: Sequence[Room]) -> None:
    """Write names where there is room: the best connected places first, none over another.

    No name stands over a mark, unless it is one of the chief places and has no other room.
    """
    lines = [end for link in ground.links for end in (link.from_, link.to)]
    ranked = sorted(ground.places, key=lambda id_: (-lines.count(id_), id_))
    whole, point = axes.get_window_extent(), pixels_of_point(axes)
    at = {
        id_: axes.transData.transform((place.lon, place.lat))
        for id_, place in ground.places.items()
    }
    marks = [*marked, *(Room.around(x, y, 3.5 * point, 3.5 * point) for x, y in at.values())]
    taken: list[Room] = []
    for rank, id_ in enumerate(ranked):
        (x, y), name = at[id_], ground.places[id_].name
        wide, high = 4.5 * point * len(name), 8.5 * point
        rooms = [
            Room.around(x + across * (6 * point + wide / 2), y + up * point, wide / 2, high / 2)
            for across, up in BESIDE
        ]
        free = [
            room
            for room in rooms
            if room.left > whole.x0 and room.right < whole.x1 and not room.meets(taken)
        ]
        best = next((room for room in free if not room.meets(marks)), None)
        if best is None and free and rank < CHIEF_PLACES:
            best = free[0]
        if best is not None:
            taken.append(best)
            middle = (best.left + best.right) / 2, (best.low + best.high) / 2
            lon, lat = axes.transData.inverted().transform(middle)
            axes.text(
                lon, lat, name, ha="center", va="center", size="x-small", zorder=9,
                clip_on=True, path_effects=halo(LAND),
            )  # fmt: skip


def _draw_scale(axes: Axes, box: tuple[float, float, float, float], places: Iterable[Spot]) -> None:
    """Draw a bar of round kilometres, true in the middle of the map, where no place lies."""
    west, south, east, north = box
    degree_km = KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    most_km = 0.25 * (east - west) * degree_km
    power = 10.0 ** math.floor(math.log10(most_km))
    km = next(each * power for each in (5, 2, 1) if each * power <= most_km)
    lefts = west + 0.03 * (east - west), east - 0.03 * (east - west) - km / degree_km
    heights = south + 0.04 * (north - south), north - 0.08 * (north - south)
    spots = list(places)
    x, y = max(
        ((left, height) for height in heights for left in lefts),
        key=lambda corner: min(
            math.hypot(
                (spot.lon - corner[0] - km / degree_km / 2) * degree_km / KM_PER_DEGREE,
                spot.lat - corner[1],
            )
            for spot in spots
        ),
    )
    axes.plot([x, x + km / degree_km], [y, y], color=INK, lw=2.0, zorder=6)
    axes.annotate(
        f"{km:g} km", (x + km / degree_km / 2, y), xytext=(0, 4), textcoords="offset points",
        ha="center", size="x-small", zorder=6, path_effects=halo(LAND),
    )  # fmt: skip
