"""The most that a net of lines can carry in a given time: a bound on every timetable.

Trains that leave one end of a line a headway apart are a flow that takes time. The greatest flow
over time between two points is a static flow, each of whose paths is used again and again as long
as what starts on it still arrives (Ford and Fulkerson 1958, Operations Research 6:419, their
temporally repeated flows). It is found by sending as much as possible along the shortest path that
is left until the shortest is too long. The labels of the last search are a cut that moves with the
clock: every train crosses it once, and counting who may enter a line while it does so bounds the
number of whole trains whatever headways and times are, and whoever decides on the order.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from echelon.scenario.document import Document
from echelon.scenario.expressions import Binary, Call, Draw, Expression, Name, Negate, Number
from echelon.scenario.schema.ground import Link
from echelon.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR, MICROSECONDS_PER_MINUTE


class Line(NamedTuple):
    """One direction of a line: how long it takes, and how many may enter how often.

    Times are whole numbers of any one unit. `at_once` trains may enter in each span of `headway`;
    a headway of 0 lets any number enter at any time.
    """

    tail: str
    head: str
    transit: int
    headway: int
    at_once: int = 1


def most_trains(lines: Sequence[Line], source: str, sink: str, time: int) -> int:
    """Return how many trains at most can arrive at `sink` by `time`, leaving `source` from 0 on.

    Parameters
    ----------
    lines : sequence of Line
        The net; trains may wait anywhere.
    source, sink : str
        Where trains begin and end.
    time : int
        The last moment of arrival, in the unit of the lines.

    Returns
    -------
    int
        Exact where all times are multiples of one step and headways are that step; else an upper
        bound that no timetable of whole trains exceeds.

    Raises
    ------
    ValueError
        If a way of unlimited lines leads from source to sink in time: there is no bound.

    Examples
    --------
    >>> net = [Line("s", "a", 1, 1, 2), Line("s", "b", 3, 1), Line("a", "b", 1, 1),
    ...        Line("a", "t", 3, 1), Line("b", "t", 1, 1, 2)]
    >>> [most_trains(net, "s", "t", time) for time in range(2, 9)]
    [0, 1, 4, 7, 10, 13, 16]
    """
    horizon = time + 1  # arrivals before it; a moving cut is open at its end
    if horizon <= 0:
        return 0
    label = _labels_of_greatest_flow(lines, source, sink, horizon)
    total = 0
    for line in lines:
        if line.tail not in label:
            continue
        window = label[line.head] - label[line.tail] - line.transit
        if window > 0:
            total += line.at_once * -(-window // line.headway)
    return total


def quickest_time(lines: Sequence[Line], source: str, sink: str, trains: int) -> int:
    """Return the earliest time by which so many trains can have arrived; none can be quicker.

    Parameters
    ----------
    lines, source, sink
        As for `most_trains`.
    trains : int
        At least 1.

    Returns
    -------
    int
        In the unit of the lines.

    Raises
    ------
    ValueError
        If no way leads from source to sink, or an unlimited one does.
    """
    late = 1
    while most_trains(lines, source, sink, late) < trains:
        if late > sum(line.transit + line.headway for line in lines) * (trains + 1):
            raise ValueError(f"no way leads from {source} to {sink}")
        late *= 2
    early = -1
    while late - early > 1:
        middle = (early + late) // 2
        if most_trains(lines, source, sink, middle) < trains:
            early = middle
        else:
            late = middle
    return late


class _Residual:
    """What is left of the net: per line a rate forward, and back what has been sent."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.tail: list[str] = []
        self.head: list[str] = []
        self.transit: list[int] = []
        self.rate: list[Fraction | None] = []  # None: unlimited
        self.leaving: dict[str, list[int]] = defaultdict(list)
        for line in lines:
            rate = Fraction(line.at_once, line.headway) if line.headway else None
            self._add(line.tail, line.head, line.transit, rate)
            self._add(line.head, line.tail, -line.transit, Fraction(0))

    def _add(self, tail: str, head: str, transit: int, rate: Fraction | None) -> None:
        self.leaving[tail].append(len(self.tail))
        self.tail.append(tail)
        self.head.append(head)
        self.transit.append(transit)
        self.rate.append(rate)

    def search(self, label: dict[str, int]) -> dict[str, int]:
        """Complete `label` to the shortest transit to every point; return the arcs of the ways.

        Bellman (1958) and Ford: arcs back have negative transits, but no cycle has.
        """
        by: dict[str, int] = {}
        waiting = list(label)
        while waiting:
            point = waiting.pop(0)
            for arc in self.leaving[point]:
                longer, other = label[point] + self.transit[arc], self.head[arc]
                if self.rate[arc] != 0 and longer < label.get(other, longer + 1):
                    label[other], by[other] = longer, arc
                    if other not in waiting:
                        waiting.append(other)
        return by

    def send(self, path: Iterable[int]) -> None:
        """Send as much as the tightest arc of a path takes."""
        path = list(path)
        limits = [rate for arc in path if (rate := self.rate[arc]) is not None]
        if not limits:
            raise ValueError("an unlimited way leads from the source to the sink")
        rate = min(limits)
        for arc in path:
            forward, back = self.rate[arc], self.rate[arc ^ 1]
            self.rate[arc] = None if forward is None else forward - rate
            self.rate[arc ^ 1] = None if back is None else back + rate


def _labels_of_greatest_flow(
    lines: Sequence[Line], source: str, sink: str, horizon: int
) -> dict[str, int]:
    """Return the moment at which the moving cut passes each point: 0 and `horizon` at the ends."""
    residual = _Residual(lines)
    while True:
        label = {source: 0}
        by = residual.search(label)
        if label.get(sink, horizon) >= horizon:
            # What has arrived may be taken back at the horizon: so labels go back from there too.
            label = {source: 0, sink: horizon}
            residual.search(label)
            return label
        path, point = [], sink
        while point != source:
            path.append(by[point])
            point = residual.tail[by[point]]
        residual.send(path)


def rail_lines(document: Document) -> list[Line]:
    """Return the rail net of a scenario at its best, both directions, in microseconds.

    Every uncertain number is taken at the end of its range that carries most, so that a bound
    computed from these lines holds for every run. Of single track each direction is counted as if
    it had the line to itself: a section is clear an interval after the last train has left it.
    """
    lines = []
    for link in document.parts.links.values():
        if link.kind != "rail":
            continue
        transit, headway = _best_times(document, link)
        lines.append(Line(link.from_, link.to, transit, headway))
        lines.append(Line(link.to, link.from_, transit, headway))
    return lines


def _best_times(document: Document, link: Link) -> tuple[int, int]:
    """Return the least running time and the least headway of a link, rounded down."""
    hours = least(document, link.length_km) / greatest(document, link.speed_km_h)
    transit = math.floor(hours * MICROSECONDS_PER_HOUR)
    if link.tracks == 1:
        crossing = least(document, link.crossing_min) * MICROSECONDS_PER_MINUTE
        return transit, math.floor(transit / (link.crossing_places + 1) + crossing)
    headway = max(0.0, least(document, link.headway_min)) * MICROSECONDS_PER_MINUTE
    if link.trains_per_day is not None:
        headway = max(headway, MICROSECONDS_PER_DAY / greatest(document, link.trains_per_day))
    return transit, math.floor(headway)


def least(document: Document, expression: Expression) -> float:
    """Return the least value that a quantity can take in any run."""
    return _range(document, expression)[0]


def greatest(document: Document, expression: Expression) -> float:
    """Return the greatest value that a quantity can take in any run."""
    return _range(document, expression)[1]


def _range(document: Document, expression: Expression) -> tuple[float, float]:
    """Return the ends between which a quantity lies, by interval arithmetic."""
    match expression:
        case Number(value):
            return value, value
        case Draw(distribution):
            return distribution.support()
        case Name(name):
            return _range(document, document.parts.inputs[name].value)
        case Negate(operand):
            low, high = _range(document, operand)
            return -high, -low
        case Call("min" | "max" as name, arguments):
            ranges = [_range(document, argument) for argument in arguments]
            choose = min if name == "min" else max
            return choose(low for low, _ in ranges), choose(high for _, high in ranges)
        case Call("each", (distribution,)):
            return _range(document, distribution)
        case Binary(operator, left, right):
            return _combined(operator, _range(document, left), _range(document, right))
    raise ValueError("only numbers, draws and arithmetic on them have a range")


def _combined(
    operator: str, left: tuple[float, float], right: tuple[float, float]
) -> tuple[float, float]:
    if operator == "+":
        return left[0] + right[0], left[1] + right[1]
    if operator == "-":
        return left[0] - right[1], left[1] - right[0]
    if operator == "/":
        if right[0] <= 0.0 <= right[1]:
            return -math.inf, math.inf
        right = 1.0 / right[1], 1.0 / right[0]
    products = [0.0 if 0.0 in (a, b) else a * b for a in left for b in right]
    return min(products), max(products)
