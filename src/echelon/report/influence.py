"""How much of an outcome hangs on each input, read off the runs that were made anyway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from echelon.analysis.inputs import UncertainValue, uncertain_values
from echelon.analysis.results import Results
from echelon.report import schema
from echelon.scenario.document import Document

Floats = npt.NDArray[np.float64]

BINS = 12
FEWEST_RUNS = 240
MOST_ROWS = 20
RESAMPLES = 60
Z_INFLUENCE = 1.96

METHOD = (
    "Share of the variance of the outcome that goes with the input alone (first-order index), "
    "from the runs themselves: runs in twelve classes of the input's rank, corrected for what "
    "chance alone would give; the line is a 95 % bootstrap interval. Inputs that act only together "
    "with others, and chance within a run, make up the rest."
)


class Index(NamedTuple):
    """First-order index of one input with its interval, and whether more of it helps."""

    share: float
    low: float
    high: float
    direction: float


def influences(results: Results, document: Document) -> schema.Influences | None:
    """Rank the inputs by their influence on the most frequent outcome.

    Parameters
    ----------
    results : Results
        The runs.
    document : Document
        Of the same scenario, which knows what the inputs rest on.

    Returns
    -------
    Influences or None
        None if there is no outcome, if it always comes out the same, or with too few runs.
    """
    outcome = results.arrays["outcome"]
    if len(results) < FEWEST_RUNS or not results.questions.outcomes:
        return None
    headline = int(np.bincount(outcome[outcome >= 0]).argmax()) if (outcome >= 0).any() else -1
    happened = (outcome == headline).astype(np.float64)
    if headline < 0 or happened.std() == 0.0:
        return None
    inputs = {
        name.removeprefix("input_"): values
        for name, values in results.arrays.items()
        if name.startswith("input_") and np.ptp(values) > 0.0
    }
    shares = {name: first_order(values, happened)[0] for name, values in inputs.items()}
    foremost = sorted(shares, key=lambda name: -shares[name])[:MOST_ROWS]
    values = uncertain_values(document)
    asked = results.questions.outcomes[headline]
    return schema.Influences(
        outcome=asked.id,
        label=asked.label,
        method=METHOD,
        # Of a thousand inputs some seem to matter by luck: only those are shown that surely do.
        rows=tuple(
            _row(values, name, index)
            for name in foremost
            for index in (_index(inputs[name], happened),)
            if index.low > 0.0
        ),
    )


def first_order(values: Floats, happened: Floats) -> tuple[float, float]:
    """Return the first-order index of one input, and the sign of its effect.

    Parameters
    ----------
    values, happened : ndarray, each of shape (runs,)
        The input, and 1 where the outcome came about, else 0.

    Returns
    -------
    float
        Corrected correlation ratio: unbiased where the input has no influence, so that it may
        come out slightly below 0.
    float
        Correlation of the rank with the outcome, in [-1, 1].

    References
    ----------
    T. L. Kelley (1935), "An unbiased correlation ratio measure", Proceedings of the National
    Academy of Sciences 21, 554-559; E. Plischke, E. Borgonovo, C. L. Smith (2013), "Global
    sensitivity measures from given data", European Journal of Operational Research 226, 536-550.

    Examples
    --------
    >>> import numpy as np
    >>> values = np.linspace(0.0, 1.0, 2400)
    >>> share, direction = first_order(values, (values > 0.5).astype(float))
    >>> round(share, 2), direction > 0
    (1.0, True)
    """
    runs = len(values)
    order = np.argsort(values, kind="stable")
    ranks = np.empty(runs)
    ranks[order] = np.arange(runs)
    cells = (ranks * BINS // runs).astype(int)
    counts = np.bincount(cells, minlength=BINS)
    means = np.bincount(cells, happened, minlength=BINS) / np.maximum(counts, 1)
    total = ((happened - happened.mean()) ** 2).sum()
    if total == 0.0:
        return 0.0, 0.0
    within = ((happened - means[cells]) ** 2).sum()
    share = 1.0 - (within / (runs - BINS)) / (total / (runs - 1))
    return float(share), float(np.corrcoef(ranks, happened)[0, 1])


def _index(values: Floats, happened: Floats) -> Index:
    share, direction = first_order(values, happened)
    # The same resamples for every input and every report: a figure does not move between readings.
    chance = np.random.default_rng(0)
    drawn = []
    for _ in range(RESAMPLES):
        rows = chance.integers(0, len(values), len(values))
        drawn.append(first_order(values[rows], happened[rows])[0])
    spread = Z_INFLUENCE * float(np.std(drawn))
    return Index(share, max(0.0, share - spread), min(1.0, share + spread), direction)


def _row(values: Mapping[str, UncertainValue], name: str, index: Index) -> schema.Influence:
    """Put an index beside what the input rests on."""
    value = values.get(name)
    if value is None:  # drawn, but by no value of the scenario's own
        return schema.Influence(input=name, label=name.replace("_", " "), **_figures(index))
    unit = f" {value.unit}" if value.unit else ""
    return schema.Influence(
        input=name,
        label=value.label,
        grade=value.grade or "",
        source=value.source or "",
        value=f"{value.distribution}{unit}",
        **_figures(index),
    )


def _figures(index: Index) -> dict[str, float]:
    return {
        "share": index.share,
        "low": index.low,
        "high": index.high,
        "direction": index.direction,
    }
