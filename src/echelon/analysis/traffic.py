"""What passed over which line in one run: the traffic that a railwayman would count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from echelon.campaign.simulate import Campaign, observe
from echelon.engine.vocabulary import Kind, Mode
from echelon.units import MICROSECONDS_PER_DAY


class Passage(NamedTuple):
    """A train that enters a line.

    Parameters
    ----------
    time_us : int
        Microseconds since the start of the period.
    link, towards : str
        Ids of the line, and of the place that it leads to in this direction.
    unit : str
        Id of the unit that the train carries a part of.
    """

    time_us: int
    link: str
    towards: str
    unit: str


class Arrival(NamedTuple):
    """A train that begins to unload: when, where, and whose it is."""

    time_us: int
    place: str
    unit: str


def passages(campaign: Campaign, seed: int, run: int) -> tuple[list[Passage], list[Arrival]]:
    """Return every train that entered a line in a run, and every one that came to its goal.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    seed, run : int
        Which run; it is simulated again.

    Returns
    -------
    passages : list of Passage
    arrivals : list of Arrival
        Both in the order of time. Where two lines join the same two places, passages are counted
        on the first by id.

    Raises
    ------
    UnfinishedError
        If the run cannot be finished.
    """
    world, parts = campaign.assembled.world, campaign.document.parts
    links, places, units = list(parts.links), list(parts.places), list(parts.units)
    joins: dict[tuple[int, int], str] = {}
    for row in reversed(range(len(links))):
        if world.links.mode[row] == Mode.RAIL:
            ends = int(world.links.from_place[row]), int(world.links.to_place[row])
            joins[ends] = joins[ends[::-1]] = links[row]
    state = observe(campaign, seed, run)
    trace = state.trace[: int(state.clock.n_trace[0])]
    entered: list[Passage] = []
    arrived: list[Arrival] = []
    for row in trace[trace["kind"] == Kind.ECHELON_LEAVES_STATION]:
        link = joins.get((int(row.detail), int(row.extra)))
        if link is not None:
            unit = units[int(world.echelons.unit[row.who])]
            entered.append(Passage(int(row.time_us), link, places[int(row.extra)], unit))
    for row in trace[trace["kind"] == Kind.ECHELON_BEGINS_DETRAINING]:
        unit = units[int(world.echelons.unit[row.who])]
        arrived.append(Arrival(int(row.time_us), places[int(row.detail)], unit))
    return entered, arrived


def trains_per_day(entered: Iterable[Passage]) -> dict[tuple[str, str], Counter[int]]:
    """Return how many trains entered each line in each direction on each day of the period.

    Parameters
    ----------
    entered : iterable of Passage
        From `passages`.

    Returns
    -------
    dict of (link, towards) to Counter
        Trains by day; the first day is 0.
    """
    days: dict[tuple[str, str], Counter[int]] = {}
    for passage in entered:
        counted = days.setdefault((passage.link, passage.towards), Counter())
        counted[passage.time_us // MICROSECONDS_PER_DAY] += 1
    return days
