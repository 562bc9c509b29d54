"""Break-even values: where along an input the answer turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

Classes = tuple[npt.NDArray[np.int64], list[str]]
"""The outcome of each run, as a row, and the ids of the rows."""

DEGREE = 3
GRID = np.linspace(0.01, 0.99, 197)


@dataclass(frozen=True)
class Turn:
    """A value of an input at which the answer turns, all else as uncertain as it is.

    Parameters
    ----------
    value : float
        In the unit of the input.
    below, above : str
        What is so on either side: the likelier outcome, or `less` and `more` than the median.
    """

    value: float
    below: str
    above: str

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {"value": self.value, "below": self.below, "above": self.above}


@dataclass(frozen=True)
class Along:
    """How the answer goes along one input.

    Parameters
    ----------
    low, high : float
        Expected answer where the input is at its 5 % and at its 95 %.
    at_low, at_high : float
        Those values of the input.
    turns : tuple of Turn
        In ascending order; empty if the answer turns nowhere between the 1 % and the 99 %.
    """

    low: float
    high: float
    at_low: float
    at_high: float
    turns: tuple[Turn, ...]

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "low": self.low,
            "high": self.high,
            "at_low": self.at_low,
            "at_high": self.at_high,
            "turns": [turn.as_json() for turn in self.turns],
        }


def along(values: Floats, answer: Floats, classes: Classes) -> Along:
    """Follow the expected answer along an input, and find where it turns.

    The conditional mean is a cubic in the rank of the input, fitted by least squares. It turns
    where another outcome becomes the likeliest, and where an answer that is an event crosses one
    half, or one that is a number its median.

    Parameters
    ----------
    values, answer : ndarray, shape (runs,)
        The input, and one number a run.
    classes : (ndarray of int64, list of str)
        The outcome of each run, and their ids.
    """
    ordered = np.sort(values)
    below, up_to = (np.searchsorted(ordered, values, side) for side in ("left", "right"))
    ranks = (below + up_to) / (2 * len(values))
    curve = _curve(ranks, answer)
    is_event = set(np.unique(answer)) <= {0.0, 1.0}
    level = 0.5 if is_event else float(np.median(answer))
    words = ("less likely than not", "likelier than not") if is_event else ("less", "more")
    turns = [
        Turn(_value(ordered, GRID[step]), *(words if rising else words[::-1]))
        for step, rising in _crossings(curve - level)
    ]
    turns += _changes_of_leader(ranks, ordered, classes)
    ends = _curve(ranks, answer, np.array([0.05, 0.95]))
    return Along(
        low=float(ends[0]),
        high=float(ends[1]),
        at_low=_value(ordered, 0.05),
        at_high=_value(ordered, 0.95),
        turns=tuple(sorted(turns, key=lambda turn: turn.value)),
    )


def _curve(ranks: Floats, answer: Floats, at: Floats = GRID) -> Floats:
    degree = min(DEGREE, len(np.unique(ranks)) - 1)
    fitted = np.polynomial.Polynomial.fit(ranks, answer, degree, domain=[0, 1])
    return np.asarray(fitted(at), float)


def _crossings(curve: Floats) -> list[tuple[int, bool]]:
    signs = np.sign(curve)
    steps = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    return [(int(step) + 1, bool(signs[step] < 0)) for step in steps]


def _changes_of_leader(ranks: Floats, ordered: Floats, classes: Classes) -> list[Turn]:
    of_run, ids = classes
    curves = np.array([_curve(ranks, (of_run == row).astype(float)) for row in range(len(ids))])
    leaders = curves.argmax(axis=0)
    steps = np.flatnonzero(leaders[:-1] != leaders[1:])
    return [
        Turn(_value(ordered, GRID[step + 1]), ids[leaders[step]], ids[leaders[step + 1]])
        for step in steps
    ]


def _value(ordered: Floats, share: float) -> float:
    return float(np.quantile(ordered, share))
