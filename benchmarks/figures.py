"""Figures: repeated measurements of one thing, beside what was asked for."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """Something worth measuring, and how much of it is wanted.

    Parameters
    ----------
    id : str
        Key in `results.yaml`.
    label : str
        What it is, in words.
    unit : str
        Unit of the figures.
    at_least, aim : float or None
        What the design asks for and what it hopes for; None where it says nothing.
    is_better_high : bool, default False
        Whether more is better: for rates and ratios, not for seconds and bytes.
    """

    id: str
    label: str
    unit: str
    at_least: float | None = None
    aim: float | None = None
    is_better_high: bool = False


@dataclass(frozen=True)
class Figure:
    """A measure with what was measured, once per repetition."""

    measure: Measure
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one, which a busy neighbour moves least."""
        return statistics.median(self.values)

    @property
    def verdict(self) -> str:
        """Whether the median reaches what was asked, in a word."""
        measure = self.measure
        if measure.at_least is None or measure.aim is None:
            return ""
        if self._reaches(measure.aim):
            return "aim"
        return "enough" if self._reaches(measure.at_least) else "too little"

    def _reaches(self, bound: float) -> bool:
        return self.median >= bound if self.measure.is_better_high else self.median <= bound


def figure(measure: Measure, values: Sequence[float]) -> Figure:
    """Return the figure of a measure from one value a repetition."""
    return Figure(measure, tuple(float(value) for value in values))
