"""The train graph: stations down the side, time across, one line a train."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from echelon.analysis.plots.clock import TimeAxis
from echelon.analysis.questions import Questions
from echelon.scenario.pools import ordinal
from echelon.scenario.schema.ground import Link

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from echelon.campaign.trains import Journey, Sighting, Station

COLOURS = ("#000000", "#b3541e", "#1f5a94", "#47701f", "#7a4b94", "#707070")
DASHES: tuple[Any, ...] = (
    "-",
    (0, (6, 2)),
    (0, (6, 2, 1, 2)),
    (0, (2, 1.5)),
    (0, (6, 2, 1, 2, 1, 2)),
)
"""A unit's colour and dashes: units next to each other in the legend differ in both."""

LANE = 0.016
"""Distance between trains that stand together, as a share of the railway's length."""

LEGEND_WIDTH = 100
"""Letters that the names of the units have room for, side by side."""

ROOM = 0.022, 0.03
"""What a number needs, across and down, as a share of the picture."""

BAND = 0.25
"""Most that those take which stand together, as a share of the railway, or twice that of a gap."""


MOST_TRAINS = 120
"""Stretches of trains beyond which only every so-many-th train is drawn, and the picture says so.

More make a field of thin lines in which none can be followed.
"""


class Mark(NamedTuple):
    """A train at one point of the railway, for a moment or a while."""

    km: float
    station: int | None  # None: a loop between stations
    from_us: int
    to_us: int


class Stretch(NamedTuple):
    """What a train does without leaving the railway."""

    journey: Journey
    marks: tuple[Mark, ...]


def draw_line(
    questions: Questions,
    links: Mapping[str, Link],
    stations: Sequence[Station],
    journeys: Iterable[Journey],
    run: int,
    axes: Axes | None,
) -> Axes:
    """Draw the trains of a run on a railway; see `Plots.line`.

    Parameters
    ----------
    questions : Questions
        Know the calendar and the length of the period.
    links : mapping of str to Link
        Of the scenario.
    stations : sequence of Station
        The railway.
    journeys : iterable of Journey
        All that the trains of the run did.
    run : int
        Which run it was.
    axes : matplotlib.axes.Axes or None
        Where to draw.
    """
    if axes is None:
        import matplotlib.pyplot as plt

        _, axes = plt.subplots(figsize=(9.0, 6.5), layout="constrained")
    all_of_them = [
        stretch for journey in journeys for stretch in stretches_of(journey, stations, links)
    ]
    stretches, step = thinned(all_of_them)
    length_km = stations[-1].km
    offsets = lanes(stretches, [station.km for station in stations])
    drawn = [
        mark.km + offset
        for stretch, own in zip(stretches, offsets, strict=True)
        for mark, offset in zip(stretch.marks, own, strict=True)
    ]
    margin_km = 0.02 * length_km
    axes.set_ylim(max([length_km, *drawn]) + margin_km, min([0.0, *drawn]) - margin_km)
    _draw_stations(axes, stations)
    time = TimeAxis(questions.calendar, questions.period_us)
    styles = _styles(stretches)
    for stretch, own_offsets in zip(stretches, offsets, strict=True):
        _draw_train(axes, time, stretch, own_offsets, styles[stretch.journey.unit])
    time.lay(axes, *_span(stretches, questions.period_us))
    _number_trains(axes, time, stretches, styles)
    few = f"\nof {_trains(all_of_them)} trains every {ordinal(step)} is drawn" if step > 1 else ""
    axes.set_title(f"{stations[0].name} to {stations[-1].name}, run {run}{few}", loc="left")
    if stretches:
        _add_legend(axes, styles, stretches)
    else:
        axes.text(0.5, 0.5, "no train ran here", transform=axes.transAxes, ha="center")
    return axes


def thinned(stretches: Sequence[Stretch]) -> tuple[list[Stretch], int]:
    """Return what is drawn of so many stretches, and every how-many-th train that is.

    Trains are counted as they set out, so that each day and each part of the railway keeps its
    share.
    """
    first_us: dict[tuple[str, int], int] = {}
    for each in stretches:
        key, begin = _train(each), each.marks[0].from_us
        first_us[key] = min(begin, first_us.get(key, begin))
    step = -(-len(stretches) // MOST_TRAINS) or 1
    kept = set(sorted(first_us, key=lambda key: (first_us[key], key))[::step])
    return [each for each in stretches if _train(each) in kept], step


def _train(stretch: Stretch) -> tuple[str, int]:
    return stretch.journey.unit, stretch.journey.number


def _trains(stretches: Iterable[Stretch]) -> int:
    return len({_train(each) for each in stretches})


def stretches_of(
    journey: Journey, stations: Sequence[Station], links: Mapping[str, Link]
) -> Iterator[Stretch]:
    """Yield what a train did on a railway, piece by piece where it left it in between."""
    rows = {station.id: row for row, station in enumerate(stations)}
    marks: list[Mark] = []
    for sighting in journey.sightings:
        mark = _mark(sighting, stations, rows, links)
        came_by = None if sighting.link is None else links[sighting.link]
        if mark is None or (came_by is not None and not _is_part(came_by, rows)):
            yield from _whole(journey, marks)
            marks = []
        if mark is None:
            continue
        if marks and mark.station is not None and mark.station == marks[-1].station:
            marks[-1] = marks[-1]._replace(to_us=mark.to_us)
        else:
            marks.append(mark)
    yield from _whole(journey, marks)


def _whole(journey: Journey, marks: Sequence[Mark]) -> Iterator[Stretch]:
    """Yield a stretch, unless the train only came through a junction."""
    if len(marks) > 1 or any(mark.to_us > mark.from_us for mark in marks):
        yield Stretch(journey, tuple(marks))


def _mark(
    sighting: Sighting,
    stations: Sequence[Station],
    rows: Mapping[str, int],
    links: Mapping[str, Link],
) -> Mark | None:
    """Return where on the railway a train is seen, None elsewhere."""
    time_us = sighting.time_us
    if sighting.place is not None:
        row = rows.get(sighting.place)
        return None if row is None else Mark(stations[row].km, row, time_us, time_us)
    link = links[str(sighting.link)]
    if not _is_part(link, rows):
        return None
    from_km, to_km = stations[rows[link.from_]].km, stations[rows[link.to]].km
    return Mark(from_km + sighting.share * (to_km - from_km), None, time_us, time_us)


def _is_part(link: Link, rows: Mapping[str, int]) -> bool:
    """Return whether a link joins neighbouring stations of the railway."""
    ends = rows.get(link.from_), rows.get(link.to)
    return ends[0] is not None and ends[1] is not None and abs(ends[0] - ends[1]) == 1


def lanes(stretches: Sequence[Stretch], kilometres: Sequence[float]) -> list[list[float]]:
    """Return how far from its station each mark is drawn, so that trains stand side by side.

    The first train at a station stands on its line. Others stand beyond it, seen from where they
    come, or behind it if they set out there: on the side where the fewest trains cross them.

    Parameters
    ----------
    stretches : sequence of Stretch
        All that is to be drawn.
    kilometres : sequence of float
        Of the stations.

    Returns
    -------
    list of list of float
        Kilometres, for each mark of each stretch.
    """
    halts = sorted(
        (mark.from_us, mark.to_us, mark.station, row, column)
        for row, stretch in enumerate(stretches)
        for column, mark in enumerate(stretch.marks)
        if mark.station is not None and mark.to_us > mark.from_us
    )
    free_from: dict[tuple[int, int], int] = {}
    lane_of: dict[tuple[int, int], tuple[int, int]] = {}
    for from_us, to_us, station, row, column in halts:
        lane, side = 0, _side(stretches[row], column)
        while free_from.get((station, lane), from_us) > from_us:
            lane += side
        free_from[station, lane] = to_us
        lane_of[row, column] = station, lane
    offsets = [[0.0] * len(stretch.marks) for stretch in stretches]
    for (row, column), (station, lane) in lane_of.items():
        side = 1 if lane > 0 else -1
        deepest = max(side * other for at, other in free_from if at == station)
        band_km = _band_km(kilometres, station, side)
        step_km = min(LANE * kilometres[-1], band_km / max(1, deepest))
        offsets[row][column] = lane * step_km
    return offsets


def _side(stretch: Stretch, column: int) -> int:
    """Return on which side of a station a train stands if others do too: 1 below, -1 above."""
    marks = stretch.marks
    if len(marks) == 1:
        return -1 if marks[0].station == 0 else 1
    if column == 0:
        return -1 if marks[1].km > marks[0].km else 1
    return 1 if marks[column].km > marks[column - 1].km else -1


def _band_km(kilometres: Sequence[float], station: int, side: int) -> float:
    """Return how far from a station those may be drawn who stand at it."""
    neighbour = station + side
    if 0 <= neighbour < len(kilometres):
        return 2 * BAND * abs(kilometres[neighbour] - kilometres[station])
    return BAND * kilometres[-1]


def _draw_stations(axes: Axes, stations: Sequence[Station]) -> None:
    """Draw the stations' lines; name them on the left, with kilometres on the right."""
    kilometres = [station.km for station in stations]
    axes.hlines(
        kilometres, 0, 1, transform=axes.get_yaxis_transform(), color="0.75", lw=0.8, zorder=0
    )
    axes.set_yticks(kilometres, [f"{station.name}  {station.km:.0f}" for station in stations])
    axes.set_ylabel("Distance along the line (km)")
    axes.grid(visible=True, axis="x", which="major", color="0.75", lw=0.8)
    axes.grid(visible=True, axis="x", which="minor", color="0.9", lw=0.5)
    axes.set_axisbelow(True)


def _styles(stretches: Iterable[Stretch]) -> dict[str, dict[str, Any]]:
    """Return how the lines of each unit are drawn, in the order in which the units appear."""
    units = list(dict.fromkeys(stretch.journey.unit for stretch in stretches))
    return {
        unit: {
            "color": COLOURS[row % len(COLOURS)],
            "linestyle": DASHES[row % len(DASHES)],
        }
        for row, unit in enumerate(units)
    }


def _draw_train(
    axes: Axes,
    time: TimeAxis,
    stretch: Stretch,
    offsets: Sequence[float],
    style: Mapping[str, Any],
) -> None:
    """Draw one train."""
    hours: list[float] = []
    kilometres: list[float] = []
    for mark, offset in zip(stretch.marks, offsets, strict=True):
        begin, end = time.hours(mark.from_us), time.hours(mark.to_us)
        if mark != stretch.marks[0]:
            hours.append(begin)
            kilometres.append(mark.km)
        hours += [begin, end]
        kilometres += [mark.km + offset] * 2
        if mark != stretch.marks[-1]:
            hours.append(end)
            kilometres.append(mark.km)
    journey = stretch.journey
    label = journey.name if journey.trains == 1 else f"{journey.name} {journey.number}"
    axes.plot(hours, kilometres, lw=1.3, label=label, solid_joinstyle="round", **style)


def _number_trains(
    axes: Axes,
    time: TimeAxis,
    stretches: Iterable[Stretch],
    styles: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write its number to every train of several, early on its way, where there is room."""
    from matplotlib.patheffects import withStroke

    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    placed: list[tuple[float, float]] = []
    for stretch in stretches:
        if stretch.journey.trains == 1:
            continue
        for hour, km in _points_under_way(stretch, time):
            x, y = (hour - left) / (right - left), (km - bottom) / (top - bottom)
            if any(abs(x - u) < ROOM[0] and abs(y - v) < ROOM[1] for u, v in placed):
                continue
            placed.append((x, y))
            axes.text(
                hour,
                km,
                str(stretch.journey.number),
                color=styles[stretch.journey.unit]["color"],
                size="x-small",
                ha="center",
                va="center",
                clip_on=True,
                path_effects=[withStroke(linewidth=2.5, foreground="white")],
            )
            break


def _points_under_way(stretch: Stretch, time: TimeAxis) -> Iterator[tuple[float, float]]:
    """Yield points at which a number might stand, the best first."""
    for one, other in itertools.pairwise(stretch.marks):
        for share in (0.5, 0.3, 0.7, 0.15, 0.85):
            moment_us = one.to_us + share * (other.from_us - one.to_us)
            yield time.hours(moment_us), one.km + share * (other.km - one.km)


def _span(stretches: Sequence[Stretch], period_us: int) -> tuple[float, float]:
    """Return from when to when there is something to be seen, with a margin.

    What stands to the end of the period without moving again is seen before that.
    """
    if not stretches:
        return 0, period_us
    first_us = min(stretch.marks[0].from_us for stretch in stretches)
    last_us = max(
        us
        for stretch in stretches
        for mark in stretch.marks
        for us in (mark.from_us, mark.to_us)
        if us < period_us
    )
    margin_us = 0.02 * (last_us - first_us) + 0.02 * period_us
    return max(0, first_us - margin_us), min(period_us, last_us + margin_us)


def _add_legend(
    axes: Axes, styles: Mapping[str, Mapping[str, Any]], stretches: Iterable[Stretch]
) -> None:
    """Name the units below the picture; numbers at the lines tell their trains apart."""
    from matplotlib.lines import Line2D

    names = {stretch.journey.unit: stretch.journey.name for stretch in stretches}
    letters = 12 + max(len(name) for name in names.values())  # the sample line counts too
    handles = [Line2D([], [], lw=1.3, label=names[unit], **style) for unit, style in styles.items()]
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.0, -0.14),
        ncols=max(1, min(4, LEGEND_WIDTH // letters)),
        frameon=False,
        handlelength=4.5,
        borderaxespad=0.0,
        fontsize="small",
    )
