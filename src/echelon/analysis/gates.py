"""What opening each gate of the funnel would have changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.funnel import GATE_TEXTS
from echelon.analysis.intervals import Z_95, Interval
from echelon.analysis.rerun import Deferred, Made, Progress, Wanted, run_again
from echelon.analysis.wording import number_text, probability_text, wrapped

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document

ALL = "all"
GATES = tuple(gate for gate in GATE_TEXTS if gate != "through")
_WIDTHS = (26, 12, 12, 28)


@dataclass(frozen=True)
class GateEffect:
    """One gate of one side.

    Parameters
    ----------
    side, name, gate : str
        Whose men, by id and by name, and a key of `GATE_TEXTS`, or `all`.
    runs : int
        Pairs of runs behind it.
    stopped : float
        Men stopped there as things are, on average; for `all`, at any gate.
    through : float
        How many more come through if it is open, on average.
    difference, interval : float and Interval
        What that adds to the probability of the outcome, from the pairs.
    """

    side: str
    name: str
    gate: str
    runs: int
    stopped: float
    through: float
    difference: float
    interval: Interval

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.interval
        return {
            "side": self.side,
            "name": self.name,
            "gate": self.gate,
            "runs": self.runs,
            "stopped_men": self.stopped,
            "more_through_men": self.through,
            "difference": self.difference,
            "low": low,
            "high": high,
        }


def open_gates(
    campaign: Campaign,
    outcome: str,
    base: Made,
    seed: int,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> tuple[GateEffect, ...]:
    """Open every gate of every side that has a funnel, one by one and all together.

    Parameters
    ----------
    campaign : Campaign
        The scenario.
    outcome : str
        Id of an outcome.
    base : Made
        The first runs as things are, with the columns `outcome` and `funnel_`: one of each pair.
    seed, jobs, progress
        As of `run_again`.
    """
    runs = len(base.columns["outcome"])
    opened_by_name = _opened(campaign)
    wanted = [
        Wanted(Deferred(partial(_compiled, each)), runs, columns=("outcome", "funnel_"))
        for each in opened_by_name.values()
    ]
    opened = run_again(wanted, seed, jobs=jobs, progress=progress)
    row = list(campaign.document.parts.outcomes).index(outcome)
    came, sides = (base.columns["outcome"] == row).astype(float), campaign.document.parts.sides
    found = []
    for (side, gate), made in zip(opened_by_name, opened, strict=True):
        change = (made.columns["outcome"] == row).astype(float) - came
        mean, half = float(change.mean()), Z_95 * float(change.std()) / np.sqrt(runs)
        stopped = sum(
            float(base.columns[f"funnel_{side}_{each}"].mean())
            for each in (GATES if gate == ALL else (gate,))
        )
        through = made.columns[f"funnel_{side}_through"] - base.columns[f"funnel_{side}_through"]
        interval = Interval(mean - half, mean + half)
        more, name = float(through.mean()), sides[side].name
        found.append(GateEffect(side, name, gate, runs, stopped, more, mean, interval))
    return tuple(found)


def count_gates(campaign: Campaign) -> int:
    """Count the sets of runs that `open_gates` makes."""
    return len(campaign.assembled.assembly.funnels) * (len(GATES) + 1)


def _opened(campaign: Campaign) -> dict[tuple[str, str], Document]:
    """Return the scenario with each gate of each side open, and with all of a side's."""
    from echelon.campaign.gates import with_open_gate

    document, found = campaign.document, {}
    for side in campaign.assembled.assembly.funnels:
        everything = document
        for gate in GATES:
            found[side, gate] = with_open_gate(document, side, gate)
            everything = with_open_gate(everything, side, gate)
        found[side, ALL] = everything
    return found


def _compiled(document: Document) -> Campaign:
    from echelon.campaign import compile

    return compile(document)


def gates_text(effects: tuple[GateEffect, ...]) -> list[str]:
    """Put the gates as lines of at most 80 columns."""
    if not effects:
        return []
    lines = [
        *wrapped(
            "The funnel: men stopped at each gate, and what opening it, and all of them, would "
            f"have changed ({effects[0].runs} pairs each; wires and times open for all sides)"
        ),
        _row(("", "stopped", "through", "difference to the outcome")),
    ]
    for effect in effects:
        if effect.gate == GATES[0]:
            lines += wrapped(effect.name, indent="  ", hanging="    ")
        low, high = effect.interval
        lines.append(
            _row(
                (
                    f"    {GATE_TEXTS.get(effect.gate, 'all gates open'):<22}",
                    number_text(round(effect.stopped)),
                    f"{effect.through:+.0f}",
                    f"{_signed(effect.difference)} ({_signed(low)} to {_signed(high)})",
                )
            )
        )
    return lines


def _signed(value: float) -> str:
    text = probability_text(min(abs(value), 1.0))
    return text if text == "0" else f"{'-' if value < 0 else '+'}{text}"


def _row(cells: tuple[str, ...]) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()
