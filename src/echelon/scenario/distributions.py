"""Distributions that a quantity can be drawn from: their parameters, their moments, their text.

The engine draws; this module only knows what an analyst may write and what it means.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from echelon.scenario.expressions import format_number, shorten

if TYPE_CHECKING:
    from echelon.scenario.calendar import Calendar

# Three-digit thirds (0.333 three times) are a slip; rounding in the last digits is not.
_PROBABILITY_TOLERANCE = 1e-6
_LEAST_SHAPE, _GREATEST_SHAPE = 0.01, 1e6
_GREATEST_GSD = 100.0


class ParameterFault(NamedTuple):
    """What is wrong with the parameters of a distribution, and with which of them."""

    position: int
    message: str
    help: str = ""
    code: str = "bad-notation"


class Kind(NamedTuple):
    """A family of distributions: what its parameters are called and what they must satisfy."""

    parameters: tuple[str, ...]
    find_fault: Callable[[tuple[float, ...]], ParameterFault | None]


@dataclass(frozen=True)
class Distribution:
    """What a value is drawn from.

    Parameters
    ----------
    kind : str
        A key of `KINDS`, or `choice`.
    parameters : tuple of float
        As named in `KINDS`, in the unit of the field; for `choice`, the probabilities.
    labels : tuple of str
        For `choice`, what is chosen from: words, or the text of numbers.
    is_of_moments : bool
        Whether parameters and draws are moments, in microseconds since the start of the period.

    References
    ----------
    D. Vose, *Risk Analysis*, 3rd ed. (2008), for PERT as a beta distribution of shape
    1 + 4 (best - low) / (high - low) and 1 + 4 (high - best) / (high - low).

    Examples
    --------
    >>> Distribution("pert", (2.0, 4.0, 12.0)).mean()
    5.0
    >>> Distribution("pert", (2.0, 4.0, 12.0)).format()
    '2..4..12'
    """

    kind: str
    parameters: tuple[float, ...]
    labels: tuple[str, ...] = ()
    is_of_moments: bool = False

    @property
    def values(self) -> tuple[float, ...] | None:
        """The numbers a `choice` is made from; None if they are words, empty for other kinds."""
        if all(_is_number(label) for label in self.labels):
            return tuple(float(label) for label in self.labels)
        return None

    def support(self) -> tuple[float, float]:
        """Return the least and the greatest value that can be drawn, infinite if unbounded.

        Words count by their places, from 0 on.
        """
        match self.kind:
            case "normal":
                return -math.inf, math.inf
            case "lognormal" | "exponential":
                return 0.0, math.inf
            case "beta":
                return 0.0, 1.0
            case "choice":
                values = self.values or tuple(map(float, range(len(self.labels))))
                return min(values), max(values)
            case _:
                return self.parameters[0], self.parameters[-1]

    def mean(self) -> float:
        """Return the expected value, in the unit of the field.

        Raises
        ------
        ValueError
            For a choice between words.
        """
        p = self.parameters
        match self.kind:
            case "uniform":
                return (p[0] + p[1]) / 2
            case "pert":
                return (p[0] + 4 * p[1] + p[2]) / 6
            case "triangular":
                return sum(p) / 3
            case "lognormal":
                return p[0] * math.exp(math.log(p[1]) ** 2 / 2)
            case "beta":
                return p[0] / (p[0] + p[1])
            case "choice":
                return sum(value * weight for value, weight in self._weighted_values())
            case _:
                return p[0]

    def variance(self) -> float:
        """Return the expected squared distance from the mean; `ValueError` as for `mean`."""
        p = self.parameters
        match self.kind:
            case "uniform":
                return (p[1] - p[0]) ** 2 / 12
            case "pert":
                # A beta on (low, high) whose shapes, 1 + 4 x and 1 + 4 (1 - x), add up to 6. The
                # textbook (high - low)^2 / 36 is this at x = 0.15 or 0.85 only.
                mode = (p[1] - p[0]) / (p[2] - p[0])
                return (1 + 4 * mode) * (5 - 4 * mode) / 252 * (p[2] - p[0]) ** 2
            case "triangular":
                low, best, high = p
                return ((high - low) ** 2 - (best - low) * (high - best)) / 18
            case "normal":
                return p[1] ** 2
            case "lognormal":
                return self.mean() ** 2 * math.expm1(math.log(p[1]) ** 2)
            case "beta":
                total = p[0] + p[1]
                return p[0] * p[1] / (total**2 * (total + 1))
            case "choice":
                mean = self.mean()
                return sum(w * (value - mean) ** 2 for value, w in self._weighted_values())
            case _:
                return p[0] ** 2

    def format(self, calendar: Calendar | None = None) -> str:
        """Return the canonical text, with moments written in `calendar`.

        Raises
        ------
        ValueError
            If the distribution is of moments and no calendar is given.
        """
        if self.kind == "choice":
            pairs = zip(self.labels, self.parameters, strict=True)
            inside = "; ".join(f"{label}={format_number(weight)}" for label, weight in pairs)
            return f"choice({inside})"
        texts = [self._format_parameter(value, calendar) for value in self.parameters]
        if self.kind in RANGE_KINDS.values():
            return "..".join(texts)
        return f"{self.kind}({'; '.join(texts)})"

    def _format_parameter(self, value: float, calendar: Calendar | None) -> str:
        if not self.is_of_moments:
            return format_number(value)
        if calendar is None:
            raise ValueError("a moment is printed in a calendar, and none was given")
        return calendar.format_canonical(int(value))

    def _weighted_values(self) -> list[tuple[float, float]]:
        if self.values is None:
            raise ValueError("a choice between words has no numbers")
        return list(zip(self.values, self.parameters, strict=True))


def _find_range_fault(parameters: tuple[float, ...]) -> ParameterFault | None:
    low, high = parameters[0], parameters[-1]
    if low > high:
        message = f"the low end of the range, {format_number(low)}, is above the high end"
        advice = "write the lower end first"
        return ParameterFault(0, message, advice, "low-above-high")
    if not low <= parameters[1] <= high:
        best = format_number(parameters[1])
        message = f"the best value, {best}, lies outside the range"
        return ParameterFault(1, message, "write low, best, high, in this order", "low-above-high")
    return None


def _find_normal_fault(parameters: tuple[float, ...]) -> ParameterFault | None:
    if parameters[1] <= 0:
        return ParameterFault(1, "the standard deviation is not above zero")
    return None


def _find_lognormal_fault(parameters: tuple[float, ...]) -> ParameterFault | None:
    if parameters[0] <= 0:
        return ParameterFault(0, "the median of a lognormal is not above zero")
    if not 1 < parameters[1] <= _GREATEST_GSD:
        message = "the geometric standard deviation lies outside 1..100"
        advice = "it is the factor between the median and its one-sigma neighbours, such as 1.5"
        return ParameterFault(1, message, advice)
    return None


def _find_beta_fault(parameters: tuple[float, ...]) -> ParameterFault | None:
    for index, shape in enumerate(parameters):
        if not _LEAST_SHAPE <= shape <= _GREATEST_SHAPE:
            return ParameterFault(index, "a shape of a beta lies outside 0.01..1000000")
    return None


def _find_exponential_fault(parameters: tuple[float, ...]) -> ParameterFault | None:
    if parameters[0] <= 0:
        return ParameterFault(0, "the mean of an exponential is not above zero")
    return None


def find_choice_fault(
    labels: tuple[str, ...], probabilities: tuple[float, ...]
) -> ParameterFault | None:
    """Return what is wrong with a choice, or None.

    Probabilities lie in [0, 1] and sum to 1, options differ, and are all words or all numbers.
    """
    for index, label in enumerate(labels):
        if label in labels[:index]:
            return ParameterFault(index, f"`{shorten(label)}` is among the options twice")
        if _is_number(label) != _is_number(labels[0]):
            return ParameterFault(index, "the options are partly words and partly numbers")
    for index, probability in enumerate(probabilities):
        if not 0 <= probability <= 1:
            return ParameterFault(index, "a probability lies outside 0..1")
    total = math.fsum(probabilities)
    if abs(total - 1) > _PROBABILITY_TOLERANCE:
        message = f"the probabilities sum to {total:.10g}, not to 1"
        return ParameterFault(len(probabilities) - 1, message)
    return None


def _is_number(label: str) -> bool:
    return label[0] in "-0123456789"


KINDS = {
    "uniform": Kind(("low", "high"), _find_range_fault),
    "pert": Kind(("low", "best", "high"), _find_range_fault),
    "triangular": Kind(("low", "best", "high"), _find_range_fault),
    "normal": Kind(("mean", "sd"), _find_normal_fault),
    "lognormal": Kind(("median", "gsd"), _find_lognormal_fault),
    "beta": Kind(("a", "b"), _find_beta_fault),
    "exponential": Kind(("mean",), _find_exponential_fault),
}
"""Families that may be named in a quantity, beside `choice`."""

RANGE_KINDS = {2: "uniform", 3: "pert"}
"""Number of ends -> the family that a range `a..b` or `a..b..c` stands for."""

BOUNDED_KINDS = frozenset({"uniform", "pert", "triangular"})
"""Families given by their ends, which may also be moments."""
