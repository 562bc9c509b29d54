"""A model of ten lines beside the whole one: men, times obeyed, times arrived in time.

It knows no messages, no capacity and no one who bars the way. A unit sets out when the first order
that names it is dated, or at once if the order hangs on news; it goes the fastest way there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.rerun import Progress, look_again
from echelon.analysis.wording import number_text, wrapped
from echelon.scenario.expressions import Call, Name
from echelon.scenario.schema.question import Measure
from echelon.units import MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.engine.state import State
    from echelon.scenario.document import Document


@dataclass(frozen=True)
class Sent:
    """A unit that somebody orders to go somewhere: by an act, or by a standing order."""

    unit: str
    place: str
    part: str
    id: str


@dataclass(frozen=True)
class Arriving:
    """Men of one side expected at one place before the end, by ten lines and by the whole model.

    Parameters
    ----------
    side, place : str
        Names of both.
    units : int
        Units that somebody orders there.
    ten_lines, model : float
        Mean number of men: men x obeyed x arrived in time; men of units whose head came there.
    runs : int
        Runs over which both are means.
    """

    side: str
    place: str
    units: int
    ten_lines: float
    model: float
    runs: int

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        names = ("side", "place", "units", "ten_lines", "model", "runs")
        return {name: getattr(self, name) for name in names}


def sent_units(document: Document) -> tuple[Sent, ...]:
    """Return who is ordered where: of several orders for one unit and place, dated ones first."""
    found: dict[tuple[str, str], Sent] = {}
    for part in ("acts", "orders"):
        for id_, entry in document.parts[part].items():
            for action in getattr(entry, "do", ()):
                if action.verb == "move":
                    unit, place = str(action.arguments["unit"]), str(action.arguments["place"])
                    if document.parts.units[unit].place != place:
                        found.setdefault((unit, place), Sent(unit, place, part, id_))
    return tuple(found.values())


def beside_ten_lines(
    campaign: Campaign,
    seed: int,
    runs: int,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> tuple[Arriving, ...]:
    """Set the ten-line model beside the whole one, on the same inputs, run by run.

    Parameters
    ----------
    campaign : Campaign
        The compiled scenario.
    seed, runs : int
        Root of all draws, and how many runs from number 0 on.
    jobs, progress
        As of `look_again`.
    """
    from echelon import campaign as campaigns

    document, sent = campaign.document, sent_units(campaign.document)
    asked = campaigns.compile(_asking(document, sent))
    expected, reached = np.zeros(len(sent)), np.zeros(len(sent))
    for men in look_again(
        asked,
        seed,
        runs,
        lambda state: _in_the_model(asked, sent, state),
        jobs=jobs,
        progress=progress,
    ):
        reached += men
    for run in range(runs):
        expected += _ten_lines(asked, sent, seed, run)
    parts = document.parts
    rows: dict[tuple[str, str], list[int]] = {}
    for row, each in enumerate(sent):
        side = parts.units[each.unit].side
        rows.setdefault((side, each.place), []).append(row)
    return tuple(
        Arriving(
            parts.sides[side].name,
            parts.places[place].name,
            len(chosen),
            float(expected[chosen].sum() / runs),
            float(reached[chosen].sum() / runs),
            runs,
        )
        for (side, place), chosen in sorted(rows.items())
    )


def _ten_lines(campaign: Campaign, sent: tuple[Sent, ...], seed: int, run: int) -> Any:
    """Return the men of each unit sent: men x obeyed x arrived in time, on the inputs of a run."""
    from echelon.campaign.branching import AT_ONCE
    from echelon.campaign.simulate import observe

    assembly, document = campaign.assembled.assembly, campaign.document
    values = observe(campaign, seed, run, until_us=AT_ONCE).values
    period_h = document.settings.end_us / MICROSECONDS_PER_HOUR
    hours = _fastest_h(campaign, values)

    def number(part: str, id_: str, field: str) -> float:
        return float(values[assembly.value(part, id_, field)])

    men = np.zeros(len(sent))
    for row, (unit, place, part, id_) in enumerate((s.unit, s.place, s.part, s.id) for s in sent):
        # What waits for news is issued as the period begins: ten lines know of no news.
        is_dated = part == "acts" and document.parts.acts[id_].at is not None
        issued_h = number(part, id_, "at") / MICROSECONDS_PER_HOUR if is_dated else 0.0
        start = assembly.places[document.parts.units[unit].place]
        arrival_h = issued_h + hours[start, assembly.places[place]]
        arrived_in_time = arrival_h <= period_h
        men[row] = (
            number("units", unit, "men") * number("units", unit, "obedience") * arrived_in_time
        )
    return men


def _fastest_h(campaign: Campaign, values: Any) -> Any:
    """Return the hours from every place to every other, by whatever ways there are."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import dijkstra

    assembly, links = campaign.assembled.assembly, campaign.document.parts.links
    hours = [
        values[assembly.value("links", id_, "length_km")]
        / values[assembly.value("links", id_, "speed_km_h")]
        for id_ in links
    ]
    ends = [(assembly.places[link.from_], assembly.places[link.to]) for link in links.values()]
    size = len(assembly.places)
    best = np.full((size, size), np.inf)
    for (one, other), length_h in zip(ends, hours, strict=True):
        best[one, other] = best[other, one] = min(best[one, other], length_h)
    finite = np.argwhere(np.isfinite(best))
    graph = coo_matrix((best[tuple(finite.T)], tuple(finite.T)), shape=(size, size))
    return dijkstra(graph.tocsr())


def _in_the_model(campaign: Campaign, sent: tuple[Sent, ...], state: State) -> Any:
    """Return the men of each unit sent, if its head came to the place in a run."""
    from echelon.campaign.slots import TRUTH
    from echelon.engine.vocabulary import Quantity

    assembly = campaign.assembled.assembly
    men = np.zeros(len(sent))
    for row, each in enumerate(sent):
        unit, place = assembly.units[each.unit], assembly.places[each.place]
        slot = assembly.slots.slot(TRUTH, Quantity.MEN, unit, place)
        if state.slots.changes[slot] > 0:
            men[row] = float(state.values[assembly.value("units", each.unit, "men")])
    return men


def _asking(document: Document, sent: tuple[Sent, ...]) -> Document:
    """Return a scenario that keeps count of the men of each unit where it is sent."""
    asked = {
        f"ten_lines_{row}": Measure.model_construct(
            id=f"ten_lines_{row}",
            label="",
            unit=None,
            value=Call("men", (Name(each.unit), Name(each.place))),
        )
        for row, each in enumerate(sent)
    }
    parts = document.parts
    return replace(document, parts=replace(parts, quantities={**parts.quantities, **asked}))


def ten_lines_text(arriving: tuple[Arriving, ...]) -> Iterator[str]:
    """Put the two models beside one another, line by line."""
    yield from wrapped(
        "Beside a model of ten lines: men x obeyed x arrived in time, by the fastest way, with no "
        "messages, no capacity, and nobody who bars the way. Mean men whose head comes there:"
    )
    yield ""
    yield "  ten lines   this model   difference"
    for each in arriving:
        units = "1 unit" if each.units == 1 else f"{each.units} units"
        difference = number_text(round(each.model) - round(each.ten_lines))
        start = f"  {round(each.ten_lines):>9}{round(each.model):>13}{difference:>13}   "
        yield from wrapped(
            f"{each.side} at {each.place} ({units})", indent=start, hanging=" " * len(start)
        )
