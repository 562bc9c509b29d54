"""Coastlines: Natural Earth's land, cut to the theatre.

`land.json.gz` is `land-10m.json` of the npm package world-atlas (TopoJSON; Natural Earth is
in the public domain). Lakes are not in it, and there are no borders.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]

FINEST = 1 / 1500
"""Least distance between points of a coast, as a share of the map: nobody sees finer ones."""


def land_within(
    west: float, south: float, east: float, north: float
) -> tuple[tuple[Point, ...], ...]:
    """Return the land inside a box.

    Parameters
    ----------
    west, south, east, north : float
        Sides of the box, in degrees.

    Returns
    -------
    tuple of tuple of (float, float)
        Closed rings of longitude and latitude. Islands and mainland alike are filled; a ring
        inside another (an inland sea) is left out by the even-odd rule.
    """
    finest = FINEST * max(east - west, north - south)
    rings = []
    for ring in _rings(_atlas()):
        lons, lats = [point[0] for point in ring], [point[1] for point in ring]
        if max(lons) < west or min(lons) > east or max(lats) < south or min(lats) > north:
            continue
        cut = _thinned(_clipped(ring, west, south, east, north), finest)
        if len(cut) >= 3:
            rings.append(tuple((round(lon, 4), round(lat, 4)) for lon, lat in cut))
    return tuple(rings)


def _atlas() -> Any:
    packed = files("echelon.analysis.plots").joinpath("land.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed))


def _rings(atlas: Any) -> Iterator[Ring]:
    """Yield every ring of the land.

    References
    ----------
    M. Bostock, C. Metcalf, The TopoJSON Format Specification: arcs are differences of whole
    numbers; an arc `~i` is arc `i` the other way round.
    """
    scale, translate = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in atlas["arcs"]:
        xs = itertools.accumulate(step[0] for step in arc)
        ys = itertools.accumulate(step[1] for step in arc)
        arcs.append(
            [
                (x * scale[0] + translate[0], y * scale[1] + translate[1])
                for x, y in zip(xs, ys, strict=True)
            ]
        )
    for geometry in atlas["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for indices in polygon:
                ring: Ring = []
                for index in indices:
                    part = arcs[index] if index >= 0 else arcs[~index][::-1]
                    ring += part[1:] if ring else part
                yield ring


def _clipped(ring: Ring, west: float, south: float, east: float, north: float) -> Ring:
    """Cut a ring to a box, side by side.

    References
    ----------
    I. E. Sutherland, G. W. Hodgman (1974), "Reentrant polygon clipping", Communications of the ACM
    17, 32-42.
    """
    for axis, bound, sign in ((0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)):
        if ring:
            ring = _cut(ring, axis, bound, sign)
    return ring


def _cut(ring: Ring, axis: int, bound: float, sign: int) -> Ring:
    """Keep what lies on one side of a line: `sign` times (coordinate - `bound`) is not negative."""
    kept: Ring = []
    previous = ring[-1]
    for point in ring:
        before, now = sign * (previous[axis] - bound), sign * (point[axis] - bound)
        if (before >= 0) != (now >= 0):
            share = before / (before - now)
            kept.append(
                (
                    previous[0] + share * (point[0] - previous[0]),
                    previous[1] + share * (point[1] - previous[1]),
                )
            )
        if now >= 0:
            kept.append(point)
        previous = point
    return kept


def _thinned(ring: Sequence[Point], finest: float) -> Ring:
    """Leave out points nearer to the last one kept than can be seen."""
    kept: Ring = []
    for point in ring:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= finest:
            kept.append(point)
    return kept
