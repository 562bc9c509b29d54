"""What follows in the runs that agree with the record up to a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.agreeing import accounts_of_agreeing, spread_of_agreeing
from echelon.analysis.answering import Answering
from echelon.analysis.beside import account_runs_for
from echelon.analysis.doubt import OverAccounts
from echelon.analysis.intervals import Interval, effective_runs, wilson
from echelon.analysis.layers_text import doubt_json
from echelon.analysis.paged import Paged
from echelon.analysis.questions import Asked, Questions
from echelon.analysis.wording import bounded_text, share_text
from echelon.ensemble.chunks import Array, Arrays
from echelon.ensemble.columns import NEVER
from echelon.errors import Interruption, MisuseError
from echelon.units import MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from echelon.analysis.results import Results

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
            "shown": share_text(self.count, self.runs),
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
    before_interval : Interval
        95 %, of that share: Monte Carlo error only.
    share : float
        Its share in the runs that agree, weighted.
    interval : Interval
        95 %, by the effective number of runs.
    inputs : Interval or None
        Where it would lie nine times in ten if every input were known; None if that was not asked,
        or too few pairs of runs with the same inputs both agree.
    most : Interval or None
        The same with the greatest spread that so many pairs allow (95 %).
    accounts : OverAccounts or None
        What each account says of its own runs that agree; None if they were not run, or none
        agrees.
    """

    asked: Asked
    before: float
    before_interval: Interval
    share: float
    interval: Interval
    inputs: Interval | None = None
    most: Interval | None = None
    accounts: OverAccounts | None = None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "id": self.asked.id,
            "label": self.asked.label,
            "before": self.before,
            "before_low": self.before_interval.low,
            "before_high": self.before_interval.high,
            "probability": None if isnan(self.share) else self.share,
            "low": self.interval.low,
            "high": self.interval.high,
            "inputs_low": self.inputs and self.inputs.low,
            "inputs_high": self.inputs and self.inputs.high,
            "inputs_most_low": self.most and self.most.low,
            "inputs_most_high": self.most and self.most.high,
            "accounts": self.accounts and self.accounts.as_json(),
        }


@dataclass(frozen=True, repr=False)
class Conditioned(Paged):
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
    input_pairs : float
        Effective pairs of runs with the same inputs that both agree.
    """

    questions: Questions
    until_us: int
    tolerance_h: float
    scale_h: float
    weights: Array
    agreements: tuple[Agreement, ...]
    outcomes: tuple[Followed, ...]
    input_pairs: float = 0.0

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
        from echelon.analysis.condition_text import conditioned_text

        return conditioned_text(self)

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
            "outcomes": [
                {
                    **each.as_json(),
                    "before_shown": share_text(round(each.before * self.runs), self.runs),
                    "shown": bounded_text(each.share, self.effective) if self.kept else None,
                }
                for each in self.outcomes
            ],
            "input_pairs": self.input_pairs,
            **doubt_json(self.questions),
        }


def condition(
    results: Results,
    until: str | int,
    *,
    tolerance_h: float = 0.0,
    scale_h: float = 0.0,
    inputs: bool = False,
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
    inputs : bool, default False
        Whether to tell the doubt about inputs and accounts apart: the runs that agree (the first
        1 000 of them) get a twin with the same inputs, and each account is run by itself, a quarter
        as often and at most 400 times. The results must have come with their scenario.

    Returns
    -------
    Conditioned
        Outcomes with 95 % intervals by the effective number of runs [1]_.

    Raises
    ------
    MisuseError
        If the date lies outside the period, the record knows of no time, or these are no results.
    Interruption
        A `KeyboardInterrupt` whose `found` has no doubt about inputs.

    References
    ----------
    .. [1] L. Kish (1965), Survey Sampling, section 11.7.
    """
    if not isinstance(results, Answering):
        raise MisuseError(
            f"results are wanted, as `Scenario.run` returns them, and not {results!r}"
        )
    questions = results.questions
    until_us = questions.moment_within(until)
    timed = [asked for asked in questions.times if asked.fact is not None]
    if not timed:
        raise MisuseError(f"the record of {results.manifest.scenario} knows of no time")

    def weigh(arrays: Arrays) -> Array:
        squares, _ = _disagreement(timed, arrays, until_us, tolerance_h)
        if scale_h > 0:
            return np.asarray(np.exp(-squares / (2 * scale_h**2)))
        return np.where(squares == 0, 1.0, 0.0)

    weights = weigh(results.arrays)
    found = Conditioned(
        questions,
        until_us,
        tolerance_h,
        scale_h,
        weights,
        _disagreement(timed, results.arrays, until_us, tolerance_h)[1],
        _followed(questions, results.arrays["outcome"], weights),
    )
    return _with_inputs(found, results, weigh) if inputs and found.kept else found


def _disagreement(
    timed: Sequence[Asked], arrays: Arrays, until_us: int, tolerance_h: float
) -> tuple[Array, tuple[Agreement, ...]]:
    """Return by how much each run disagrees (squared hours), and how many agree with each fact."""
    squares, agreements = np.zeros(len(arrays["outcome"])), []
    for asked in timed:
        distance_h, when = _distance_h(asked, arrays[f"time_{asked.id}"], until_us)
        distance_h = np.maximum(distance_h - tolerance_h, 0.0)
        agrees = int((distance_h == 0).sum())
        agreements.append(Agreement(asked, when, agrees, len(distance_h)))
        squares += distance_h**2
    return squares, tuple(agreements)


def _with_inputs(
    found: Conditioned, results: Results, weigh: Callable[[Arrays], Array]
) -> Conditioned:
    """Add where each probability would lie were the inputs known, and what each account says."""
    manifest, ended = results.manifest, results.arrays["outcome"]
    try:
        pairs, spread = spread_of_agreeing(
            results.campaign, found.weights, ended, weigh, manifest.seed, manifest.first
        )
    except Interruption:
        raise Interruption(found) from None
    outcomes = found.outcomes
    if spread is not None:
        told = zip(outcomes, spread, strict=True)
        outcomes = tuple(replace(each, inputs=its.inside, most=its.most) for each, its in told)
    found = replace(found, outcomes=outcomes, input_pairs=pairs)
    document, rivals = results.campaign.document, account_runs_for(found.runs)
    if not rivals or document.account is not None or not document.accounts:
        return found
    try:
        over = accounts_of_agreeing(document, weigh, rivals, manifest.seed)
    except Interruption:
        raise Interruption(found) from None
    both = zip(outcomes, over, strict=True)
    return replace(found, outcomes=tuple(replace(each, accounts=its) for each, its in both))


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
        before = wilson(int(ended.sum()), len(ended))
        found.append(Followed(asked, float(ended.mean()), before, share, interval))
    return tuple(found)
