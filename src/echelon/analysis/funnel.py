"""The funnel: where the men who were ordered to move were stopped, over the runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from echelon.analysis.quantiles import quantile
from echelon.analysis.questions import RecordedFact
from echelon.ensemble.chunks import Arrays
from echelon.ensemble.columns import Column

PREFIX = "funnel_"
SHARES = (0.1, 0.5, 0.9)

GATE_TEXTS = {
    "ordered": "never sent an order",
    "received": "never received it",
    "command": "command did not obey",
    "ranks": "ranks did not obey",
    "railway": "held by the railway",
    "arrived": "not arrived in time",
    "willing": "not willing to fight",
    "through": "through",
}


@dataclass(frozen=True)
class GateSpread:
    """How many men were stopped at one gate.

    Parameters
    ----------
    id : str
        A key of `GATE_TEXTS`.
    mean : float
        Over the runs.
    quantiles : tuple of float
        At `SHARES`.
    fact : RecordedFact or None
        How many were stopped there in fact, if the record says so.
    """

    id: str
    mean: float
    quantiles: tuple[float, ...]
    fact: RecordedFact | None = None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        names = (f"q{round(100 * share)}" for share in SHARES)
        runs = dict(zip(names, self.quantiles, strict=True))
        fact = self.fact and {
            "low": self.fact.low,
            "best": self.fact.best,
            "high": self.fact.high,
            "used_for": list(self.fact.used_for),
        }
        return {"gate": self.id, "mean": self.mean, **runs, "fact": fact}


@dataclass(frozen=True)
class Funnel:
    """The gates of one side.

    Parameters
    ----------
    id, label : str
        The side, and its name.
    gates : tuple of GateSpread
        In the order in which a man comes to them; the last is through.
    """

    id: str
    label: str
    gates: tuple[GateSpread, ...]

    @property
    def men(self) -> float:
        """Men who were ordered to move, on average."""
        return sum(gate.mean for gate in self.gates)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        gates = [gate.as_json() for gate in self.gates]
        return {"side": self.id, "label": self.label, "men": self.men, "gates": gates}


def funnels_of(
    columns: Sequence[Column], arrays: Arrays, facts: Iterable[RecordedFact] = ()
) -> tuple[Funnel, ...]:
    """Return the funnel of every side that has columns of one.

    Parameters
    ----------
    columns : sequence of Column
        Of the results; those named `funnel_SIDE_GATE` count.
    arrays : mapping of str to ndarray, each of shape (runs,)
        The results.
    facts : iterable of RecordedFact
        What the record has of the gates: each is of the column of its side and gate.
    """
    recorded = {fact.of: fact for fact in facts}
    found: dict[str, tuple[str, list[GateSpread]]] = {}
    for column in columns:
        if not column.name.startswith(PREFIX):
            continue
        side, gate = column.name.removeprefix(PREFIX).rsplit("_", 1)
        men = np.sort(arrays[column.name].astype(np.float64))
        if len(men):
            spread = tuple(float(quantile(men, share)) for share in SHARES)
            gates = found.setdefault(side, (column.label, []))[1]
            fact = recorded.get(column.name)
            gates.append(GateSpread(gate, float(men.mean()), spread, fact))
    return tuple(Funnel(side, label, tuple(gates)) for side, (label, gates) in found.items())
