"""Whoever is on the way on the map: a mark whose outline tells the means, its sign the side."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from echelon.analysis.plots.bands import COLOURS, INK
from echelon.campaign.marches import Means

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKS = "osD^Pv"
"""A side's mark, so that the picture can be read without colour."""

TOGETHER = 8
"""Points within which those of one side and means are drawn as one, with their number."""

MANY = 80
"""Marks beyond which they are drawn smaller, or they would hide one another."""


MOST_MARKS = 160
"""Marks beyond which those farther from each other are drawn as one: more make one dark field."""

WIDER = 1.25
"""By how much farther, as often as it takes."""


class Mover(NamedTuple):
    """Somebody on the map: his side, by what means he moves, latitude and longitude."""

    side: str
    means: Means
    lat: float
    lon: float


def _arc(x: float, y: float, radius: float, begin: float, end: float) -> list[tuple[float, float]]:
    """Return points on a circle, between two angles in degrees."""
    angles = (math.radians(begin + (end - begin) * step / 8) for step in range(9))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


OUTLINES: dict[Means, Sequence[tuple[float, float]]] = {
    "rail": [(-9, 6), (5, 6), (9, 0), (5, -6), (-9, -6)],
    "foot": [(-8, 7), (8, 7), (8, -7), (-8, -7)],
    "motor": [
        *((-9, 6), (9, 6), (9, -5), *_arc(4.4, -5, 2.6, 0, -180)),
        *(*_arc(-4.4, -5, 2.6, 0, -180), (-9, -5)),
    ],
    "water": [(-12, 4), (-1, 4), (-1, 9), (2, 9), (2, 4), (12, 4), (7, -6), (-7, -6)],
    "air": [
        *((12, 0), (8, -2), (4, -2), (-2, -11), (-5, -11), (-2, -3), (-8, -3), (-11, -6)),
        *((-13, -6), (-11, 0), (-13, 6), (-11, 6), (-8, 3), (-2, 3), (-5, 11), (-2, 11)),
        *((4, 2), (8, 2)),
    ],
    "person": [(-8, -6), *_arc(-2, -1, 6, 180, 110), *_arc(0, 7, 3.4, 240, -60), (8, -1), (8, -6)],
}
"""The same as on the page of a report, in points from the middle of the mark."""

WORDS: dict[Means, tuple[str, str]] = {
    "rail": ("train", "trains"),
    "foot": ("column on foot", "columns on foot"),
    "motor": ("motor column", "motor columns"),
    "water": ("ship", "ships"),
    "air": ("aircraft", "aircraft"),
    "person": ("person travelling", "persons travelling"),
}

NUMBER_PLATE = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": INK, "lw": 0.5}


class Room(NamedTuple):
    """A part of the picture that is taken, in pixels."""

    left: float
    low: float
    right: float
    high: float

    @classmethod
    def around(cls, x: float, y: float, across: float, up: float) -> Room:
        """Return the room of which a point is the middle."""
        return cls(x - across, y - up, x + across, y + up)

    def meets(self, others: Iterable[Room]) -> bool:
        """Return whether this overlaps any of the others."""
        return any(
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
            for other in others
        )


def pixels_of_point(axes: Axes) -> float:
    """Return how many pixels of a picture a point of type is."""
    return axes.figure.dpi / 72


def halo(colour: str) -> list[Any]:
    """Return the effect that keeps words legible over lines."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.0, foreground=colour)]


def draw_movers(axes: Axes, movers: Sequence[Mover], sides: Sequence[str]) -> list[Room]:
    """Draw those who are on the way, with an entry in the legend for each means and its number.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Of longitude and latitude, already in shape.
    movers : sequence of Mover
        Who is on the way.
    sides : sequence of str
        Ids, in the order of their colours and marks.

    Returns
    -------
    list of Room
        What the marks and their numbers take.
    """
    point = pixels_of_point(axes)
    within = TOGETHER * point
    groups = _together(axes, movers, within)
    while len(groups) > MOST_MARKS:
        within *= WIDER
        groups = _together(axes, movers, within)
    scale = 0.75 if len(groups) <= MANY else 0.5
    taken: list[Room] = []
    numbers: list[Room] = []
    # The largest numbers have the first choice: what is cut off is a train beside another.
    for (side, means, x, y), count in sorted(groups.items(), key=lambda each: -each[1]):
        lon, lat = axes.transData.inverted().transform((x, y))
        row = sides.index(side)
        colour = COLOURS[row % len(COLOURS)]
        axes.plot(lon, lat, color=colour, zorder=7, **_outline(means, scale))
        axes.plot(lon, lat, MARKS[row % len(MARKS)], color="white", ms=5 * scale, mew=0, zorder=8)
        taken.append(Room.around(x, y, 9 * scale * point, 7 * scale * point))
        wide = (3.0 + 2.6 * len(str(count))) * point
        room = Room.around(x + 8 * scale * point + wide, y + 7 * point, wide, 5 * point)
        if count > 1 and not room.meets(numbers):
            numbers.append(room)
            middle = (room.left + room.right) / 2, (room.low + room.high) / 2
            lon, lat = axes.transData.inverted().transform(middle)
            axes.text(
                lon, lat, str(count), ha="center", va="center",
                size="x-small", weight="bold", zorder=10, bbox=NUMBER_PLATE, clip_on=True,
            )  # fmt: skip
    found = Counter(mover.means for mover in movers)
    for means, (one, several) in WORDS.items():
        if found[means]:
            label = f"{found[means]} {one if found[means] == 1 else several}"
            axes.plot([], [], color="white", label=label, **_outline(means, 0.6))
    return taken + numbers


def _together(
    axes: Axes, movers: Sequence[Mover], pixels: float
) -> dict[tuple[str, Means, float, float], int]:
    """Return how many of one side and means are where, within so many pixels.

    They stand where the first of them is: upon a line, and not beside it.
    """
    first: dict[tuple[str, Means, int, int], tuple[float, float]] = {}
    counts: Counter[tuple[str, Means, int, int]] = Counter()
    for mover in movers:
        x, y = axes.transData.transform((mover.lon, mover.lat))
        key = mover.side, mover.means, round(x / pixels), round(y / pixels)
        first.setdefault(key, (x, y))
        counts[key] += 1
    return {(*key[:2], *first[key]): count for key, count in counts.items()}


def _outline(means: Means, scale: float) -> dict[str, Any]:
    """Return what draws a mark with the outline of a means, in points times a scale."""
    from matplotlib.path import Path

    outline = OUTLINES[means]
    # Matplotlib draws any outline as large as its mark, so the mark is made as large as that.
    size = 2 * max(abs(value) for point in outline for value in point)
    return {
        "marker": Path([*outline, outline[0]], closed=True),
        "ms": scale * size,
        "markeredgecolor": INK,
        "mew": 0.9,
        "lw": 0,
    }
