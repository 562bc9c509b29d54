"""What follows in the runs that agree with the record up to a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.intervals import Interval, effective_runs, wilson
from echelon.analysis.questions import Asked, Questions
from echelon.analysis.wording import number_text, probability_text, wrapped
from echelon.ensemble.chunks import Array
from echelon.ensemble.columns import NEVER
from echelon.errors import MisuseError
from echelon.units import MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from echelon.analysis.results import Results

FEW_RUNS = 100
"""Below so many effective runs, what follows is said to rest on few."""

MISSED_H = 24.0
"""Hours by which what should have come about by the date, and did not, is taken to be late."""


@dataclass(frozen=True)
class Agreement:
    """How far the runs agree with one recorded time up to the date.

    Parameters
    ----------
    asked : Asked
        The time, with its fact.
    when : str
        `before` the date as the record has it; `about`, where its bounds leave that open, so that
        it may also not have come about; or `after`: then it must not have come about by then.
    count, runs : int
        Runs that agree with it, taken by itself, and all runs.
    """

    asked: Asked
    when: str
    count: int
    runs: int

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "recorded": self.when,
            "count": self.count,
            "share": self.count / self.runs,
            "used_for": list(self.asked.fact.used_for) if self.asked.fact else [],
        }


@dataclass(frozen=True)
class Followed:
    """How often an outcome follows.

    Parameters
    ----------
    asked : Asked
        The outcome.
    before : float
        Its share in all runs.
    share : float
        Its share in the runs that agree, weighted.
    interval : Interval
        95 %, by the effective number of runs.
    """

    asked: Asked
    before: float
    share: float
    interval: Interval

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "before": self.before,
            "probability": self.share,
            "low": self.interval.low,
            "high": self.interval.high,
        }


@dataclass(frozen=True)
class Conditioned:
    """The runs that agree with the record up to a date, and what follows in them.

    Printing it shows the page of `echelon condition`.

    Parameters
    ----------
    questions : Questions
        Of the scenario.
    until_us : int
        The date, in microseconds since the start.
    tolerance_h, scale_h : float
        A run agrees up to so many hours outside the recorded bounds; with a scale above 0 it is
        weighed by how far outside it lies, else it is kept or not.
    weights : ndarray, shape (runs,)
        Of each run, from 0 to 1.
    agreements : tuple of Agreement
        The recorded times that were looked at.
    outcomes : tuple of Followed
        What follows.
    """

    questions: Questions
    until_us: int
    tolerance_h: float
    scale_h: float
    weights: Array
    agreements: tuple[Agreement, ...]
    outcomes: tuple[Followed, ...]

    @property
    def runs(self) -> int:
        """All runs."""
        return len(self.weights)

    @property
    def kept(self) -> int:
        """Runs with any weight."""
        return int((self.weights > 0).sum())

    @property
    def effective(self) -> float:
        """How many equally weighted runs would say as much."""
        return effective_runs(self.weights) if self.kept else 0.0

    def __str__(self) -> str:
        return "\n\n".join("\n".join(section) for section in _sections(self) if section)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "until": self.questions.calendar.format_iso(self.until_us),
            "tolerance_h": self.tolerance_h,
            "scale_h": self.scale_h,
            "runs": self.runs,
            "kept": self.kept,
            "effective_runs": self.effective,
            "facts": [each.as_json() for each in self.agreements],
            "outcomes": [each.as_json() for each in self.outcomes],
        }


def condition(
    results: Results, until: str | int, *, tolerance_h: float = 0.0, scale_h: float = 0.0
) -> Conditioned:
    """Keep, or weigh, the runs that agree with the record up to a date, and say what follows.

    A run agrees with a recorded time that lies before the date if it came about within the recorded
    bounds, and with one that lies after it if it had not come about by then. Facts that set an
    input are used too: here the record is a condition and not a test.

    Parameters
    ----------
    results : Results
        Many runs of the base scenario.
    until : str or int
        The date, as the scenario writes moments, or in microseconds since the start.
    tolerance_h : float, default 0
        Hours by which the recorded bounds are widened.
    scale_h : float, default 0
        If above 0, every run is kept with the weight exp(-d²/2), where d² is the sum over the facts
        of the squared distances from the (widened) bounds, in units of so many hours; what should
        have come about and did not is taken to be `MISSED_H` late.

    Returns
    -------
    Conditioned
        Outcomes with 95 % intervals by the effective number of runs [1]_.

    Raises
    ------
    MisuseError
        If the date lies outside the period, or the record knows of no time.

    References
    ----------
    .. [1] L. Kish (1965), Survey Sampling, section 11.7.
    """
    questions = results.questions
    until_us = questions.moment_within(until)
    timed = [asked for asked in questions.times if asked.fact is not None]
    if not timed:
        raise MisuseError(f"the record of {results.manifest.scenario} knows of no time")
    squares = np.zeros(len(results))
    agreements = []
    for asked in timed:
        distance_h, when = _distance_h(asked, results.arrays[f"time_{asked.id}"], until_us)
        distance_h = np.maximum(distance_h - tolerance_h, 0.0)
        agrees = int((distance_h == 0).sum())
        agreements.append(Agreement(asked, when, agrees, len(results)))
        squares += distance_h**2
    weights = np.exp(-squares / (2 * scale_h**2)) if scale_h > 0 else (squares == 0).astype(float)
    return Conditioned(
        questions,
        until_us,
        tolerance_h,
        scale_h,
        weights,
        tuple(agreements),
        _followed(questions, results.arrays["outcome"], weights),
    )


def _distance_h(asked: Asked, moments: Array, until_us: int) -> tuple[Array, str]:
    """Return by how many hours each run disagrees with a recorded time, and when that lies."""
    fact = asked.fact
    if fact is None:
        raise ValueError("only what the record knows can be agreed with")
    came = (moments != NEVER) & (moments <= until_us)
    if fact.low > until_us:
        # It was still to come: what came too early is off by as much as it precedes the date.
        early = np.where(came, until_us - moments + 1, 0)
        return early / MICROSECONDS_PER_HOUR, "after"
    outside = np.maximum(np.maximum(fact.low - moments, moments - fact.high), 0.0)
    hours = np.where(came, outside / MICROSECONDS_PER_HOUR, MISSED_H)
    if fact.high > until_us:
        # The record itself leaves open whether it had come about by then.
        return np.where(came, hours, 0.0), "about"
    return hours, "before"


def _followed(questions: Questions, outcomes: Array, weights: Array) -> tuple[Followed, ...]:
    total = weights.sum()
    found = []
    for rank, asked in enumerate(questions.outcomes):
        ended = outcomes == rank
        share = float(weights[ended].sum() / total) if total > 0 else float("nan")
        effective = effective_runs(weights) if total > 0 else 0.0
        interval = wilson(share * effective, effective) if total > 0 else Interval(0.0, 1.0)
        found.append(Followed(asked, float(ended.mean()), share, interval))
    return tuple(found)


def _sections(found: Conditioned) -> list[list[str]]:
    calendar = found.questions.calendar
    date = calendar.format_moment(found.until_us)
    how = f"{number_text(found.kept)} of {found.runs} runs agree with the record up to {date}"
    if found.tolerance_h:
        how += f", give or take {number_text(found.tolerance_h)} h"
    if found.scale_h:
        how = (
            f"{found.runs} runs weighed by how far they are from the record up to {date}, on a "
            f"scale of {number_text(found.scale_h)} h: worth {number_text(found.effective)} runs"
        )
    heading = wrapped(f"{how}.")
    facts = ["Recorded times, and the share of all runs that agree with each by itself"]
    for each in found.agreements:
        when = f"{each.when} the date"
        start = f"  {probability_text(each.count / each.runs):>6}  "
        used = each.asked.fact.used_for if each.asked.fact else ()
        known = f"; it set {', '.join(used)}" if used else ""
        facts += wrapped(f"{each.asked.label}, {when}{known}", indent=start, hanging=" " * 10)
    if not found.kept:
        advice = "No run agrees with all of them; widen the bounds, or weigh the runs by distance."
        return [wrapped(found.questions.title), heading, facts, wrapped(advice)]
    outcomes = ["  all runs   these   95 % interval     outcome"]
    for followed in found.outcomes:
        low, high = (probability_text(end) for end in followed.interval)
        start = (
            f"  {probability_text(followed.before):>8}{probability_text(followed.share):>8}   "
            f"{f'{low} to {high}':<18}"
        )
        outcomes += wrapped(followed.asked.label, indent=start, hanging=" " * len(start))
    sections = [wrapped(found.questions.title), heading, facts, outcomes]
    if found.effective < FEW_RUNS:
        sections.append(wrapped("These are few: the intervals are wide because of it."))
    return sections
