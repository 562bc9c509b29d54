"""A hindcast: what really happened, placed among the runs and scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from echelon.analysis.doubt import NOT_ASKED, Doubt
from echelon.analysis.layers_text import doubt_json
from echelon.analysis.paged import Paged
from echelon.analysis.questions import Questions, RecordedFact
from echelon.analysis.scored import BASELINE_OF_OUTCOMES, FactScore, OutcomeScore, Pattern
from echelon.analysis.scores import (
    MOST_VECTORS,
    Floats,
    at_least,
    brier,
    crps,
    crps_of_range,
    energy_score,
    percentile,
    within_range,
)
from echelon.analysis.successions import successions_of
from echelon.ensemble.chunks import Arrays
from echelon.ensemble.columns import NEVER
from echelon.ensemble.manifest import Manifest
from echelon.units import MICROSECONDS_PER_HOUR

BASELINE_OF_TIMES = "any moment of the period, each alike"
BASELINE_OF_QUANTITIES = "any value between the least and the greatest of the runs, each alike"


@dataclass(frozen=True, repr=False)
class Hindcast(Paged):
    """The record beside the runs.

    Parameters
    ----------
    manifest : Manifest
        Which runs.
    questions : Questions
        What the scenario asks and records.
    facts : tuple of FactScore
        Facts that test the runs, in the order in which they happened; quantities last.
    unscored : tuple of RecordedFact
        Facts that inputs were set from.
    patterns : tuple of Pattern
        Orders of events that the record is sure of.
    outcome : OutcomeScore or None
        None if the scenario does not say which outcome came about.
    joint, joint_baseline : float or None
        Energy scores of all facts that came about in some run, each in units of its baseline's
        range; None without such facts.
    brier_reached : float or None
        Mean squared distance from 1 of the shares of runs that reached each fact.
    """

    manifest: Manifest
    questions: Questions
    facts: tuple[FactScore, ...]
    unscored: tuple[RecordedFact, ...]
    patterns: tuple[Pattern, ...]
    outcome: OutcomeScore | None
    joint: float | None
    joint_baseline: float | None
    brier_reached: float | None

    def __str__(self) -> str:
        from echelon.analysis.hindcast_text import hindcast_text

        return hindcast_text(self)

    @property
    def located(self) -> tuple[FactScore, ...]:
        """The facts that came about in some run, so that they have a place among them."""
        return tuple(fact for fact in self.facts if fact.percentile is not None)

    def coverage(self, level: float) -> tuple[int, int, float]:
        """Return how many facts lie in the central 0.5 or 0.9, of how many, and the chance of that.

        The chance is that of so many or fewer, if the runs were right and the facts independent,
        which they are not.
        """
        inside = [fact.inside_50 if level == 0.5 else fact.inside_90 for fact in self.located]
        hits = sum(inside)
        return hits, len(inside), 1 - at_least(hits + 1, len(inside), level)

    def as_json(self) -> dict[str, Any]:
        """Give plain values, as `echelon hindcast --json` prints them."""
        covers = {}
        for level, name in ((0.5, "central_50"), (0.9, "central_90")):
            hits, of, chance = self.coverage(level)
            covers[name] = {"inside": hits, "of": of, "chance_of_so_few": chance}
        covers["range"] = {
            "inside": sum(0 < (fact.percentile or 0) < 1 for fact in self.located),
            "of": len(self.located),
            "share_expected": within_range(max(self.manifest.runs, 1)),
        }
        return {
            "echelon": self.manifest.echelon,
            "scenario": self.manifest.scenario,
            "seed": self.manifest.seed,
            "runs": self.manifest.runs,
            "facts": [fact.as_json() for fact in self.facts],
            "unscored": [
                {"id": fact.id, "label": fact.label, "used_for": list(fact.used_for)}
                for fact in self.unscored
            ],
            "coverage": covers,
            "patterns": [pattern.as_json() for pattern in self.patterns],
            "outcome": self.outcome and self.outcome.as_json(),
            **doubt_json(self.questions),
            "joint": {"energy": self.joint, "energy_baseline": self.joint_baseline},
            "brier_reached": self.brier_reached,
            "baselines": {
                "times": BASELINE_OF_TIMES,
                "quantities": BASELINE_OF_QUANTITIES,
                "outcome": BASELINE_OF_OUTCOMES,
            },
        }


def hindcast(manifest: Manifest, questions: Questions, arrays: Arrays) -> Hindcast:
    """Place every fact of the record among the runs, and score them.

    Parameters
    ----------
    manifest, questions, arrays
        As of `summarise`.
    """
    scored = [fact for fact in questions.record if not fact.used_for]
    facts = sorted(
        (_score(fact, questions, arrays) for fact in scored),
        key=lambda each: (not each.is_time, each.fact.best),
    )
    vectors, fact_vector = _joint(facts, questions, arrays)
    some = vectors.shape[1] > 0
    # A baseline of its own fixed numbers, so that the same runs always get the same score.
    blind = np.random.default_rng(0).random((MOST_VECTORS, vectors.shape[1]))
    reached = np.array([fact.reached for fact in facts])
    return Hindcast(
        manifest=manifest,
        questions=questions,
        facts=tuple(facts),
        unscored=tuple(fact for fact in questions.record if fact.used_for),
        patterns=patterns_of(questions, arrays),
        outcome=_outcome(questions, arrays),
        joint=energy_score(vectors, fact_vector) if some else None,
        joint_baseline=energy_score(blind, fact_vector) if some else None,
        brier_reached=brier(reached, np.ones(len(reached))) if len(reached) else None,
    )


def _score(fact: RecordedFact, questions: Questions, arrays: Arrays) -> FactScore:
    times = {asked.id: asked for asked in questions.times}
    quantities = {asked.id: asked for asked in questions.quantities}
    is_time = fact.of in times
    asked = times[fact.of] if is_time else quantities[fact.of]
    known, everywhere, scale = _numbers(fact, questions, arrays, is_time)
    low, high = _range(known, questions, is_time)
    places = [
        percentile(known, bound / scale) if len(known) else None
        for bound in (fact.best, fact.low, fact.high)
    ]
    widths: list[float | None] = [None, None]
    if len(known):
        q05, q25, q75, q95 = np.quantile(known, [0.05, 0.25, 0.75, 0.95])
        widths = [float(q75 - q25), float(q95 - q05)]
    best = fact.best / scale
    doubts = (questions.layers or {}).get("reached", {})
    return FactScore(
        fact=fact,
        label=fact.label or asked.label,
        unit="h" if is_time else asked.unit,
        is_time=is_time,
        count=len(known),
        runs=len(arrays["outcome"]),
        percentile=places[0],
        percentile_low=places[1],
        percentile_high=places[2],
        width_50=widths[0],
        width_90=widths[1],
        crps=crps(everywhere, best) if len(everywhere) else None,
        crps_baseline=crps_of_range(low, high, best) if low < high else None,
        crps_reached=crps(known, best) if len(known) else None,
        reached_doubt=Doubt.from_json(doubts[fact.of]) if fact.of in doubts else NOT_ASKED,
    )


def _numbers(
    fact: RecordedFact, questions: Questions, arrays: Arrays, is_time: bool
) -> tuple[Floats, Floats, float]:
    """Return the runs that know the number, all runs, and the unit: hours, or the quantity's."""
    if not is_time:
        values = arrays[f"quantity_{fact.of}"]
        known = values[~np.isnan(values)]
        return known, known, 1.0
    moments = arrays[f"time_{fact.of}"]
    come = moments != NEVER
    hours = np.where(come, moments, questions.period_us) / MICROSECONDS_PER_HOUR
    return hours[come], hours, MICROSECONDS_PER_HOUR


def _range(known: Floats, questions: Questions, is_time: bool) -> tuple[float, float]:
    if is_time:
        return 0.0, questions.period_us / MICROSECONDS_PER_HOUR
    return (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)


def _joint(
    facts: Sequence[FactScore], questions: Questions, arrays: Arrays
) -> tuple[Floats, npt.NDArray[np.float64]]:
    """Return the runs and the facts as vectors, each number in units of its baseline's range."""
    columns, happened = [], []
    for each in facts:
        known, everywhere, scale = _numbers(each.fact, questions, arrays, each.is_time)
        low, high = _range(known, questions, each.is_time)
        if not len(known) or len(everywhere) < each.runs or low >= high:
            continue
        columns.append((everywhere - low) / (high - low))
        happened.append((each.fact.best / scale - low) / (high - low))
    runs = len(arrays["outcome"])
    vectors = np.column_stack(columns) if columns else np.zeros((runs, 0))
    return vectors, np.array(happened)


def patterns_of(questions: Questions, arrays: Arrays) -> tuple[Pattern, ...]:
    """Say of each order of events that the record is sure of how many runs show it.

    Parameters
    ----------
    questions, arrays
        As of `hindcast`, all of which is not needed for this.
    """
    labels = {asked.id: asked.label for asked in questions.times}
    doubts = (questions.layers or {}).get("successions", {})
    return tuple(
        Pattern(
            each.first.label or labels[each.first.of],
            each.then.label or labels[each.then.of],
            int(each.together(arrays).sum()),
            int(each.shown(arrays).sum()),
            len(arrays["outcome"]),
            Doubt.from_json(doubts[each.key]) if each.key in doubts else NOT_ASKED,
        )
        for each in successions_of(questions)
    )


def _outcome(questions: Questions, arrays: Arrays) -> OutcomeScore | None:
    ids = [asked.id for asked in questions.outcomes]
    if questions.happened not in ids:
        return None
    row, runs = ids.index(questions.happened), len(arrays["outcome"])
    counts = np.bincount(arrays["outcome"][arrays["outcome"] >= 0], minlength=len(ids))
    distance = counts / runs - (np.arange(len(ids)) == row)
    return OutcomeScore(
        questions.outcomes[row], int(counts[row]), runs, len(ids), float((distance**2).sum())
    )
