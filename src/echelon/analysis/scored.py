"""Each thing that a hindcast scores: a fact, an order of events, an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from echelon.analysis.doubt import NOT_ASKED, Doubt
from echelon.analysis.intervals import Interval, wilson
from echelon.analysis.questions import Asked, RecordedFact
from echelon.analysis.scores import log_score
from echelon.analysis.wording import share_text

BASELINE_OF_OUTCOMES = "every outcome alike"

MISSED, REPRODUCED = 0.05, 0.5
"""Shares of the runs below which a pattern is missed and from which on it is reproduced."""


@dataclass(frozen=True)
class FactScore:
    """One fact of the record among the runs.

    Parameters
    ----------
    fact : RecordedFact
        What happened.
    label, unit : str
        In words; `h` for a moment, else the unit of the quantity.
    is_time : bool
        Whether it is a moment.
    count, runs : int
        Runs in which it came about (or is known), and all runs.
    percentile, percentile_low, percentile_high : float or None
        Share of those runs that were earlier (or less) than the best, low and high value of the
        record, ties counted half; None if it never came about.
    width_50, width_90 : float or None
        Sharpness: between the quartiles, and between the 5 % and the 95 % of those runs.
    crps, crps_baseline : float or None
        Of all runs: where a moment never comes, it stands at the end of the period.
    crps_reached : float or None
        Of the runs in which it came about alone.
    reached_doubt : Doubt
        About how often it comes about, beside the luck of the draw.
    """

    fact: RecordedFact
    label: str
    unit: str
    is_time: bool
    count: int
    runs: int
    percentile: float | None
    percentile_low: float | None
    percentile_high: float | None
    width_50: float | None
    width_90: float | None
    crps: float | None
    crps_baseline: float | None
    crps_reached: float | None
    reached_doubt: Doubt = NOT_ASKED

    @property
    def reached(self) -> float:
        """Share of the runs in which it came about."""
        return self.count / self.runs

    @property
    def reached_interval(self) -> Interval:
        """95 % Wilson interval of that share."""
        return wilson(self.count, self.runs)

    @property
    def inside_50(self) -> bool:
        """Whether it lies in the central half of the runs in which it came about."""
        return self.percentile is not None and 0.25 <= self.percentile <= 0.75

    @property
    def inside_90(self) -> bool:
        """Whether it lies in their central nine tenths."""
        return self.percentile is not None and 0.05 <= self.percentile <= 0.95

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "id": self.fact.id or self.fact.of,
            "of": self.fact.of,
            "label": self.label,
            "unit": self.unit,
            "percentile": self.percentile,
            "percentile_low": self.percentile_low,
            "percentile_high": self.percentile_high,
            "inside_50": self.inside_50,
            "inside_90": self.inside_90,
            "width_50": self.width_50,
            "width_90": self.width_90,
            "crps": self.crps,
            "crps_baseline": self.crps_baseline,
            "crps_reached": self.crps_reached,
            "reached": self.reached,
            "reached_shown": share_text(self.count, self.runs),
            "reached_low": self.reached_interval.low,
            "reached_high": self.reached_interval.high,
            "reached_doubt": self.reached_doubt.as_json(),
        }


@dataclass(frozen=True)
class Pattern:
    """Two events of the record of which one was certainly over before the other began.

    Parameters
    ----------
    first, then : str
        Labels of the two, in the order of the record.
    together : int
        Runs in which both came about.
    in_order : int
        Runs in which they did so in that order.
    runs : int
        All runs.
    doubt : Doubt
        About the share of the runs that show it, beside the luck of the draw.
    """

    first: str
    then: str
    together: int
    in_order: int
    runs: int
    doubt: Doubt = NOT_ASKED

    @property
    def share(self) -> float:
        """Share of all runs that show it."""
        return self.in_order / self.runs

    @property
    def interval(self) -> Interval:
        """95 % Wilson interval of that share."""
        return wilson(self.in_order, self.runs)

    @property
    def verdict(self) -> str:
        """`reproduced`, `missed`, or `sometimes`."""
        if self.share >= REPRODUCED:
            return "reproduced"
        return "missed" if self.share < MISSED else "sometimes"

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "first": self.first,
            "then": self.then,
            "together": self.together / self.runs,
            "share": self.share,
            "share_low": self.interval.low,
            "share_high": self.interval.high,
            "share_doubt": self.doubt.as_json(),
            "verdict": self.verdict,
        }


@dataclass(frozen=True)
class OutcomeScore:
    """The outcome that really came about.

    Parameters
    ----------
    asked : Asked
        The outcome.
    count, runs, classes : int
        Runs that ended in it, all runs, and how many outcomes there are.
    brier : float
        Sum over all outcomes of the squared distance between share and what happened.
    """

    asked: Asked
    count: int
    runs: int
    classes: int
    brier: float

    @property
    def interval(self) -> Interval:
        """Wilson interval of its probability."""
        return wilson(self.count, self.runs)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.interval
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "probability": self.count / self.runs,
            "low": low,
            "high": high,
            "log_score": log_score(self.count / self.runs, self.runs),
            "log_score_baseline": log_score(1 / self.classes),
            "brier": self.brier,
            "brier_baseline": 1 - 1 / self.classes,
            "baseline": BASELINE_OF_OUTCOMES,
        }
