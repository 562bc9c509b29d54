"""The answers of the runs as the report has them: the very figures of `echelon run --json`."""

from __future__ import annotations

import shlex
from collections.abc import Callable

import numpy as np

from echelon.analysis.doubt import Doubt
from echelon.analysis.hindcast import patterns_of
from echelon.analysis.intervals import wilson
from echelon.analysis.questions import Asked, RecordedFact
from echelon.analysis.results import Results
from echelon.analysis.summary import OutcomeShare, Summary
from echelon.analysis.wording import (
    moment_text,
    number_text,
    probability_text,
    runs_text,
    years_text,
)
from echelon.ensemble.columns import NEVER
from echelon.report import schema
from echelon.report.words import likelihood_words, lowered
from echelon.scenario.calendar import Date, date_of, julian_day
from echelon.scenario.document import Document
from echelon.units import MICROSECONDS_PER_DAY

FEWEST_BINS, MOST_BINS = 8, 60
"""Bins of a histogram: more than a column of print can show help nobody."""


def about(results: Results, document: Document) -> schema.About:
    """Say which runs of which scenario the report is about."""
    manifest, questions = results.manifest, results.questions
    command = ["echelon", "report", manifest.scenario, "-n", str(manifest.runs)]
    return schema.About(
        title=questions.title,
        question=questions.question,
        about=document.settings.about or "",
        scenario=manifest.scenario,
        scenario_hash=manifest.scenario_hash,
        echelon=manifest.echelon,
        seed=manifest.seed,
        runs=manifest.runs,
        digest=manifest.digest or "",
        command=shlex.join([*command, "--seed", str(manifest.seed)]),
        supplied=questions.supplied,
        inherited=questions.inherited,
        default=questions.default,
        events_per_run=results.summary().events_per_run,
    )


def clock(document: Document) -> schema.Clock:
    """Say how the page writes dates, in the scenario's own style."""
    calendar = document.calendar
    day, rest_us = divmod(calendar.start, MICROSECONDS_PER_DAY)
    date = date_of(day, calendar.style)
    # The page counts days as if the date were New Style, and so shows the date of either style.
    shown = julian_day(date, "new_style") - julian_day(Date(1970, 1, 1), "new_style")
    period_us = document.settings.end_us
    return schema.Clock(
        start_ms=(shown * MICROSECONDS_PER_DAY + rest_us) / 1000,
        period_us=period_us,
        t0_us=document.settings.t0_us,
        years=years_text(calendar, period_us),
    )


def outcomes(summary: Summary) -> tuple[schema.Outcome, ...]:
    """Give the classes of ending in their order of rank."""
    return tuple(
        schema.Outcome(
            id=outcome.asked.id,
            label=outcome.asked.label,
            probability=outcome.probability,
            low=outcome.interval.low,
            high=outcome.interval.high,
            count=outcome.count,
            text=_of_all(outcome.count, outcome.runs),
            interval_text=_interval_text(outcome),
        )
        for outcome in summary.outcomes
    )


def _of_all(count: int, runs: int) -> str:
    """Write a share of the runs; never and always as what was counted, beside its interval.

    A bound, as the commands have it in a column, would be a second and another one.

    Examples
    --------
    >>> _of_all(0, 16), _of_all(6, 16), _of_all(16, 16)
    ('none of 16', '0.38', 'all of 16')
    """
    if 0 < count < runs:
        return probability_text(count / runs)
    return f"{'all' if count else 'none'} of {runs}"


def _interval_text(outcome: OutcomeShare) -> str:
    low, high = outcome.interval
    return f"{probability_text(low)} to {probability_text(high)}"


def times(results: Results) -> tuple[schema.Spread, ...]:
    """Give when each thing came about, in the runs in which it did."""
    questions, doubts = results.questions, _doubts(results)

    def moment(us: float) -> str:
        return moment_text(questions.calendar, int(us), questions.period_us)

    return tuple(
        schema.Spread(
            id=time.asked.id,
            label=time.asked.label,
            unit="",
            share=time.reached,
            share_text=runs_text(time.count, time.runs),
            layers=layers_of_share(time.count, time.runs, doubts.get(time.asked.id)),
            quantiles=time.quantiles_us,
            hill=_hill(_reached(results.arrays[f"time_{time.asked.id}"])),
            fact=_fact(time.asked, time.fact_share, moment),
        )
        for time in results.summary().times
    )


def quantities(results: Results) -> tuple[schema.Spread, ...]:
    """Give how much there was of everything that was asked for."""
    doubts = _doubts(results)
    return tuple(
        schema.Spread(
            id=quantity.asked.id,
            label=quantity.asked.label,
            unit=quantity.asked.unit,
            share=quantity.count / quantity.runs,
            share_text=runs_text(quantity.count, quantity.runs),
            layers=layers_of_share(quantity.count, quantity.runs, doubts.get(quantity.asked.id)),
            quantiles=quantity.quantiles,
            hill=_hill(_known(results.arrays[f"quantity_{quantity.asked.id}"])),
            fact=_fact(quantity.asked, quantity.fact_share, number_text),
        )
        for quantity in results.summary().quantities
    )


def patterns(results: Results) -> tuple[schema.Pattern, ...]:
    """Give the orders of events that the record is sure of, the most often missed first."""
    found = patterns_of(results.questions, results.arrays)
    return tuple(
        schema.Pattern(
            first=each.first,
            then=each.then,
            share=each.share,
            share_text=runs_text(each.in_order, each.runs),
            layers=layers_of_share(each.in_order, each.runs, each.doubt),
            verdict=each.verdict,
        )
        for each in sorted(found, key=lambda each: each.share)
    )


def _doubts(results: Results) -> dict[str, Doubt]:
    """Return what is in doubt about how often each thing comes about, as far as it was asked."""
    told = (results.questions.layers or {}).get("reached", {})
    return {id_: Doubt.from_json(each) for id_, each in told.items()}


def layers_of_share(count: int, runs: int, doubt: Doubt | None) -> schema.Layers:
    """Give the layers of doubt about a share of the runs.

    Parameters
    ----------
    count, runs : int
        Runs in which something is so, and all that were asked.
    doubt : Doubt or None
        Beside the luck of the draw; None if that was not measured.
    """
    luck = wilson(count, runs)
    inputs = None if doubt is None else doubt.inputs
    over = None if doubt is None or doubt.accounts is None else doubt.accounts.beyond_luck
    return schema.Layers(
        low=luck.low,
        high=luck.high,
        inputs_low=None if inputs is None else inputs.low,
        inputs_high=None if inputs is None else inputs.high,
        accounts_low=None if over is None else over.low,
        accounts_high=None if over is None else over.high,
    )


def answer(summary: Summary, doubts: tuple[str, ...]) -> schema.Answer:
    """Put the answer into one sentence, with its uncertainty in words and numbers."""
    runs = summary.manifest.runs
    ranked = sorted(summary.outcomes, key=lambda outcome: -outcome.count)
    if not ranked:
        return schema.Answer(sentence="This scenario asks for no outcome.", doubts=doubts)
    first = ranked[0]
    interval = f"95 % interval {_interval_text(first)}"
    words = likelihood_words(first.probability)
    sentence = f"{words[0].upper()}{words[1:]} ({probability_text(first.probability)}, {interval})"
    if first.count == runs:
        made = f"all of {runs} runs" if runs > 1 else "the only run that was made"
        sentence = f"In {made} ({interval})"
    sentence += f": {lowered(first.asked.label)}"
    if len(ranked) > 1 and ranked[1].count:
        second = ranked[1]
        sentence += (
            f"; next, {likelihood_words(second.probability)} "
            f"({probability_text(second.probability)}): {lowered(second.asked.label)}"
        )
    return schema.Answer(sentence=f"{sentence}.", doubts=doubts)


def _fact(asked: Asked, share: float | None, write: Callable[[float], str]) -> schema.Fact | None:
    return recorded(asked.fact, share, write)


def recorded(
    fact: RecordedFact | None, share: float | None, write: Callable[[float], str]
) -> schema.Fact | None:
    """Give a fact of the record beside the share of the runs that lie below it; None if unknown."""
    if fact is None:
        return None
    text = write(fact.best)
    if fact.low < fact.high:
        text += f" ({write(fact.low)} to {write(fact.high)})"
    return schema.Fact(
        low=fact.low,
        best=fact.best,
        high=fact.high,
        share=share,
        used_for=fact.used_for,
        text=text,
    )


def _reached(moments: np.ndarray) -> np.ndarray:
    reached: np.ndarray = moments[moments != NEVER].astype(float)
    return reached


def _known(values: np.ndarray) -> np.ndarray:
    known: np.ndarray = values[np.isfinite(values)]
    return known


def _hill(values: np.ndarray) -> schema.Hill | None:
    """Count values in bins between their 0.5 % and 99.5 % quantiles, the rest in the end bins."""
    if not len(values):
        return None
    first, last = (float(end) for end in np.quantile(values, (0.005, 0.995)))
    bins = int(np.clip(2 * len(values) ** (1 / 3), FEWEST_BINS, MOST_BINS))  # Rice's rule
    width = (last - first) / bins
    if width <= 0.0:
        return schema.Hill(first=first, width=0.0, counts=(len(values),))
    edges = first + width * np.arange(bins + 1)
    counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
    return schema.Hill(first=first, width=width, counts=tuple(int(count) for count in counts))
