"""The funnel: men left after each gate, and what opening one would have gained at the end."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from echelon.analysis.funnel import SHARES
from echelon.analysis.quantiles import quantile
from echelon.analysis.results import Results
from echelon.analysis.wording import number_text
from echelon.report import schema
from echelon.report.answers import recorded
from echelon.scenario.document import Document

Floats = npt.NDArray[np.float64]

PASSED = {
    "ordered": "Order sent",
    "received": "Order received",
    "command": "Command obeyed",
    "ranks": "Ranks obeyed",
    "railway": "Railway let them go",
    "arrived": "Arrived in time",
    "willing": "Willing to fight",
}
"""The gates in the order in which a man comes to them, and what it is to have passed each."""

THROUGH = "through"
LAST = list(PASSED)[-1]


def funnels(results: Results, document: Document) -> tuple[schema.Funnel, ...]:
    """Return the funnel of every side whose gates the runs have counted, the largest first.

    Parameters
    ----------
    results : Results
        With columns `funnel_SIDE_GATE`: men stopped at each gate, and those through.
    document : Document
        Knows the names of the sides.
    """
    told = []
    for side, entry in document.parts.sides.items():
        stopped = {
            gate: results.arrays[f"funnel_{side}_{gate}"].astype(np.float64)
            for gate in (*PASSED, THROUGH)
            if f"funnel_{side}_{gate}" in results.arrays
        }
        if THROUGH in stopped and sum(men.sum() for men in stopped.values()):
            told.append(_funnel(side, entry.name, stopped, _facts(results, side, stopped)))
    return tuple(sorted(told, key=lambda each: -each.ordered.median))


def _facts(
    results: Results, side: str, stopped: dict[str, Floats]
) -> dict[str, schema.Fact | None]:
    """Return what the record has of each gate, beside the runs."""
    known = {fact.of: fact for fact in results.questions.gates}
    return {
        gate: recorded(fact, float((men < fact.best).mean()), number_text)
        for gate, men in stopped.items()
        for fact in (known.get(f"funnel_{side}_{gate}"),)
        if fact is not None
    }


def _funnel(
    side: str, name: str, stopped: dict[str, Floats], facts: Mapping[str, schema.Fact | None]
) -> schema.Funnel:
    through = stopped[THROUGH]
    left = np.sum(list(stopped.values()), axis=0)
    ordered, gates = _band(left), []
    for gate, label in PASSED.items():
        if gate not in stopped:
            continue
        left = left - stopped[gate]
        gates.append(
            schema.Gate(
                id=gate,
                label=label,
                stopped=_band(stopped[gate]),
                left=_band(left),
                gain=_gain(stopped[gate], left, through),
                fact=facts.get(gate),
                fact_left=facts.get(THROUGH) if gate == LAST else None,
            )
        )
    return schema.Funnel(side=side, name=name, ordered=ordered, gates=tuple(gates))


def _gain(stopped: Floats, left: Floats, through: Floats) -> schema.Band | None:
    """Return the men who would have got through, had nobody been stopped at a gate.

    Those stopped are taken to fare at the later gates as those who passed did, over all runs: the
    middle is the median. None if nobody ever passed.
    """
    if not left.sum():
        return None
    return _band(stopped * (through.sum() / left.sum()))


def _band(men: Floats) -> schema.Band:
    """Return the very quantiles that the commands print: each is that of a run."""
    ordered = np.sort(men)
    low, median, high = (quantile(ordered, share) for share in SHARES)
    return schema.Band(low=float(low), median=float(median), high=float(high))
