"""The answers: what share of the runs, when, how many, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from echelon.analysis.funnel import Funnel, funnels_of
from echelon.analysis.intervals import (
    Interval,
    runs_for_half_width,
    runs_for_relative_error,
    wilson,
    wilson_of_each,
)
from echelon.analysis.quantiles import quantile, quantile_interval
from echelon.analysis.questions import Asked, Questions
from echelon.analysis.wording import share_text
from echelon.ensemble.chunks import Arrays
from echelon.ensemble.columns import NEVER
from echelon.ensemble.manifest import Manifest
from echelon.scenario.calendar import Calendar

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class OutcomeShare:
    """How often one class of outcome came about.

    Parameters
    ----------
    asked : Asked
        The outcome.
    count, runs : int
        Runs that ended in it, and all runs.
    """

    asked: Asked
    count: int
    runs: int

    @property
    def probability(self) -> float:
        """Share of the runs."""
        return self.count / self.runs

    @property
    def interval(self) -> Interval:
        """The 95 % Wilson interval: Monte Carlo error only."""
        return wilson(self.count, self.runs)

    @property
    def runs_for_a_tenth_of_it(self) -> int | None:
        """Runs after which the standard error is a tenth of the share; None if it never came."""
        return runs_for_relative_error(0.1, self.probability) if self.count else None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "probability": self.probability,
            "low": self.interval.low,
            "high": self.interval.high,
            "count": self.count,
            "shown": share_text(self.count, self.runs),
            "runs_for_a_hundredth": runs_for_half_width(0.01, self.probability),
            "runs_for_a_tenth_of_it": self.runs_for_a_tenth_of_it,
        }


@dataclass(frozen=True)
class TimeSpread:
    """When something came about, in the runs in which it did.

    Parameters
    ----------
    asked : Asked
        The time.
    count, runs : int
        Runs in which it came about, and all runs.
    quantiles_us : tuple of int
        At `QUANTILES`, in microseconds since the start; empty if it never did.
    median_interval_us : tuple of int
        95 % interval of the median from order statistics; empty likewise.
    fact_share : float or None
        Share of those runs that were not later than the fact; None without a fact.
    """

    asked: Asked
    count: int
    runs: int
    quantiles_us: tuple[int, ...]
    median_interval_us: tuple[int, ...]
    fact_share: float | None

    @property
    def reached(self) -> float:
        """Share of the runs in which it came about."""
        return self.count / self.runs

    def as_json(self, calendar: Calendar) -> dict[str, Any]:
        """Give plain values; moments are New Style local time, as ISO 8601 writes them."""
        moments: list[str | None] = [calendar.format_iso(us) for us in self.quantiles_us]
        median: list[str | None] = [calendar.format_iso(us) for us in self.median_interval_us]
        fact = self.asked.fact
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "reached": self.reached,
            "reached_low": wilson(self.count, self.runs).low,
            "reached_high": wilson(self.count, self.runs).high,
            **dict(zip(_QUANTILE_KEYS, moments or [None] * len(QUANTILES), strict=True)),
            **dict(zip(("q50_low", "q50_high"), median or [None, None], strict=True)),
            "fact": fact
            and {
                "low": calendar.format_iso(int(fact.low)),
                "best": calendar.format_iso(int(fact.best)),
                "high": calendar.format_iso(int(fact.high)),
                "share_not_later": self.fact_share,
                "used_for": list(fact.used_for),
            },
        }


@dataclass(frozen=True)
class QuantitySpread:
    """How much there was of something at the end of the runs.

    Parameters
    ----------
    asked : Asked
        The quantity.
    count, runs : int
        Runs in which it is known, and all runs.
    mean : float or None
        Over those runs.
    quantiles : tuple of float
        At `QUANTILES`; empty if it is never known.
    fact_share : float or None
        Share of those runs with no more than the fact; None without a fact.
    """

    asked: Asked
    count: int
    runs: int
    mean: float | None
    quantiles: tuple[float, ...]
    fact_share: float | None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        values = [_finite(value) for value in self.quantiles] or [None] * len(QUANTILES)
        fact = self.asked.fact
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "unit": self.asked.unit,
            "known": self.count / self.runs,
            "mean": _finite(self.mean),
            **dict(zip(_QUANTILE_KEYS, values, strict=True)),
            "fact": fact
            and {
                "low": fact.low,
                "best": fact.best,
                "high": fact.high,
                "share_not_more": self.fact_share,
                "used_for": list(fact.used_for),
            },
        }


@dataclass(frozen=True)
class Summary:
    """What a set of runs says to what its scenario asks.

    Parameters
    ----------
    manifest : Manifest
        Which runs, of which scenario; with the digest.
    questions : Questions
        What was asked.
    outcomes, times, quantities : tuple
        The answers, in the order of the questions.
    events_per_run : float
        Mean number of events.
    funnel : tuple of Funnel
        Where the men who were ordered to move were stopped, by side.
    """

    manifest: Manifest
    questions: Questions
    outcomes: tuple[OutcomeShare, ...]
    times: tuple[TimeSpread, ...]
    quantities: tuple[QuantitySpread, ...]
    events_per_run: float
    funnel: tuple[Funnel, ...] = ()

    @property
    def together(self) -> tuple[Interval, ...]:
        """Intervals of the outcomes that hold all at once, 95 times in 100 (Bonferroni)."""
        ended = [outcome.count for outcome in self.outcomes]
        # A run that ends in no outcome is in a class of its own.
        left = self.manifest.runs - sum(ended)
        return wilson_of_each([*ended, left] if left else ended)[: len(ended)] if ended else ()

    def as_json(self) -> dict[str, Any]:
        """Give plain values, as `echelon run --json` prints them."""
        manifest, questions = self.manifest, self.questions
        overlays = {"what_if": questions.what_if, "account": questions.account}
        return {
            "echelon": manifest.echelon,
            "scenario": manifest.scenario,
            "scenario_hash": manifest.scenario_hash,
            **{key: value for key, value in overlays.items() if value is not None},
            **({"changes": list(questions.changes)} if questions.changes else {}),
            "seed": manifest.seed,
            "first": manifest.first,
            "runs": manifest.runs,
            "outcomes": [
                {**outcome.as_json(), "together_low": low, "together_high": high}
                for outcome, (low, high) in zip(self.outcomes, self.together, strict=True)
            ],
            "times": [time.as_json(questions.calendar) for time in self.times],
            "quantities": [quantity.as_json() for quantity in self.quantities],
            "funnel": [each.as_json() for each in self.funnel],
            "events_per_run": self.events_per_run,
            **({} if questions.layers is None else {"layers": questions.layers}),
            "values": {
                "supplied": questions.supplied,
                "inherited": questions.inherited,
                "default": questions.default,
                "grades": dict(questions.grades),
                "share_of_grade_d": questions.share_of_grade_d,
            },
            "seconds": manifest.seconds,
            "digest": manifest.digest,
        }


def summarise(manifest: Manifest, questions: Questions, arrays: Arrays) -> Summary:
    """Answer the questions of a scenario from its runs.

    Parameters
    ----------
    manifest : Manifest
        Of the runs.
    questions : Questions
        Of the scenario.
    arrays : mapping of str to ndarray, each of shape (runs,)
        Columns `outcome`, `time_<id>`, `quantity_<id>` and `events`.
    """
    # A scenario without outcomes leaves every run at -1.
    classed = arrays["outcome"][arrays["outcome"] >= 0]
    counts = np.bincount(classed, minlength=len(questions.outcomes))
    return Summary(
        manifest=manifest,
        questions=questions,
        outcomes=tuple(
            OutcomeShare(asked, int(count), manifest.runs)
            for asked, count in zip(questions.outcomes, counts, strict=True)
        ),
        times=tuple(_time_spread(asked, arrays[f"time_{asked.id}"]) for asked in questions.times),
        quantities=tuple(
            _quantity_spread(asked, arrays[f"quantity_{asked.id}"])
            for asked in questions.quantities
        ),
        events_per_run=float(arrays["events"].mean()),
        funnel=funnels_of(manifest.columns, arrays, questions.gates),
    )


def chronology(time: TimeSpread) -> tuple[float, ...]:
    """Order times as they come about; those that never do stand last, in record order."""
    median = time.quantiles_us[QUANTILES.index(0.5)] if time.quantiles_us else math.inf
    return median, time.asked.fact.best if time.asked.fact else math.inf


_QUANTILE_KEYS = tuple(f"q{round(share * 100):02d}" for share in QUANTILES)


def _time_spread(asked: Asked, moments: npt.NDArray[np.int64]) -> TimeSpread:
    reached = np.sort(moments[moments != NEVER])
    some = len(reached) > 0
    return TimeSpread(
        asked=asked,
        count=len(reached),
        runs=len(moments),
        quantiles_us=tuple(int(quantile(reached, q)) for q in QUANTILES) if some else (),
        median_interval_us=tuple(map(int, quantile_interval(reached, 0.5))) if some else (),
        fact_share=_share_up_to(reached, asked),
    )


def _quantity_spread(asked: Asked, values: npt.NDArray[np.float64]) -> QuantitySpread:
    known = np.sort(values[~np.isnan(values)])
    some = len(known) > 0
    return QuantitySpread(
        asked=asked,
        count=len(known),
        runs=len(values),
        mean=float(known.mean()) if some else None,
        quantiles=tuple(float(quantile(known, q)) for q in QUANTILES) if some else (),
        fact_share=_share_up_to(known, asked),
    )


def _share_up_to(ordered: npt.NDArray[Any], asked: Asked) -> float | None:
    if asked.fact is None or not len(ordered):
        return None
    return float(np.searchsorted(ordered, asked.fact.best, side="right")) / len(ordered)


def _finite(value: float | None) -> float | None:
    return value if value is not None and np.isfinite(value) else None
