"""What the answer hangs on, beside how well that is known: the shipped sensitivity analysis."""

from __future__ import annotations

import numpy as np

from echelon.analysis.results import Results
from echelon.analysis.sensitive import ChanceShare, Influence
from echelon.analysis.sensitivity import sensitivity, target_of
from echelon.report import schema
from echelon.scenario.document import Document

FEWEST_RUNS = 240
MOST_ROWS = 20
REPLICATES = 200
"""Pairs of runs that share all inputs and no chance."""

METHOD = (
    "Share of the variance of the outcome that goes with the input alone (first-order index), read "
    "off the runs, as echelon sensitivity has it; the line is a 95 % bootstrap interval. Only "
    "inputs that do more than luck can are shown, those of most influence on the weakest evidence "
    "first."
)


def influences(results: Results, document: Document) -> schema.Influences | None:
    """Rank the inputs by their influence on the most frequent outcome.

    Parameters
    ----------
    results : Results
        The runs.
    document : Document
        Of the same scenario.

    Returns
    -------
    Influences or None
        None if there is no outcome, if it always comes out the same, or with too few runs.
    """
    classed = results.arrays["outcome"][results.arrays["outcome"] >= 0]
    counts = np.bincount(classed, minlength=1)
    if len(results) < FEWEST_RUNS or counts.max() in (0, len(results)):
        return None
    asked = results.questions.outcomes[int(counts.argmax())]
    found = sensitivity(
        document,
        results.manifest,
        results.arrays,
        target_of(document, asked.id),
        replicates=REPLICATES,
        size=0,
        few=0,
    )
    method = " ".join([METHOD, *(_chance(each) for each in found.chance)])
    return schema.Influences(
        outcome=asked.id,
        label=asked.label,
        method=method,
        rows=tuple(_row(each) for each in found.influences[:MOST_ROWS]),
    )


def _chance(found: ChanceShare) -> str:
    """Say how much of the variance is chance within a run, whatever the inputs."""
    low, high = found.shared.share_interval
    return (
        f"All inputs together make up {found.shared.share:.2f} of the variance "
        f"({max(0.0, low):.2f} to {min(1.0, high):.2f}, {found.pairs} pairs of runs with the same "
        "inputs); the rest is chance within a run."
    )


def _row(found: Influence) -> schema.Influence:
    more = found.resampled
    lines = list(found.along.values())
    unit = f" {found.unit}" if found.unit else ""
    return schema.Influence(
        input=found.id,
        label=found.label,
        share=found.first.share,
        low=found.first.share if more is None else max(0.0, more.share_interval.low),
        high=found.first.share if more is None else more.share_interval.high,
        direction=lines[0].high - lines[0].low if len(lines) == 1 else 0.0,
        grade=found.grade or "",
        source=found.source or "",
        value=f"{found.distribution}{unit}",
    )
