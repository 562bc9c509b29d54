"""Which runs are worth reading: the one most like the others, the one most like the record."""

from __future__ import annotations

import numpy as np

from echelon.analysis.questions import Asked, Questions
from echelon.ensemble.chunks import Array, Arrays
from echelon.ensemble.columns import NEVER
from echelon.errors import MisuseError, or_else

US_PER_HOUR = 3_600_000_000


def representative(questions: Questions, arrays: Arrays, outcome: str | None) -> int:
    """Return the row of the run that lies nearest to the middle of its fellows.

    Each time and quantity is put in order; a run's distance from the middle is the sum of the
    squares of how far its mean ranks are from a half. What never came about ranks last.

    Parameters
    ----------
    questions : Questions
        Of the scenario.
    arrays : mapping of str to ndarray, each of shape (runs,)
        The columns.
    outcome : str or None
        Among the runs of this outcome only; among all if None.

    Raises
    ------
    MisuseError
        If there is no such outcome, or no run ended in it.
    """
    rows = np.arange(len(arrays["outcome"]))
    if outcome is not None:
        ids = [asked.id for asked in questions.outcomes]
        if outcome not in ids:
            raise MisuseError(f"there is no outcome `{outcome}`{or_else(outcome, ids)}")
        rows = np.flatnonzero(arrays["outcome"] == ids.index(outcome))
        if not len(rows):
            raise MisuseError(f"no run ended in `{outcome}`")
    distance = np.zeros(len(rows))
    for values in _measured(questions, arrays):
        distance += (_mean_ranks(values[rows]) - 0.5) ** 2
    return int(rows[np.argmin(distance)])


def nearest_to_record(questions: Questions, arrays: Arrays) -> int:
    """Return the row of the run that agrees best with what was recorded.

    The distance of a time or quantity from its fact is that from the nearest of the recorded
    bounds, divided by the spread between the quartiles of the runs; what was recorded and never
    came about counts as three such spreads. Facts that set an input count too: to choose a run to
    read is no test.

    Raises
    ------
    MisuseError
        If the record knows nothing that the runs could be compared with.
    """
    distance = np.zeros(len(arrays["outcome"]))
    known = 0
    for prefix, asked in (
        *(("time_", each) for each in questions.times),
        *(("quantity_", each) for each in questions.quantities),
    ):
        if asked.fact is not None:
            known += 1
            distance += _distance(_numbers(arrays[f"{prefix}{asked.id}"]), asked) ** 2
    if not known:
        raise MisuseError("the record knows nothing that these runs could be compared with")
    return int(np.argmin(distance))


_MISSED = 3.0
"""Distance, in spreads, of what was recorded and did not come about in a run."""


def _distance(values: Array, asked: Asked) -> Array:
    fact = asked.fact
    if fact is None:
        raise ValueError("only what the record knows has a distance")
    outside = np.maximum(np.maximum(fact.low - values, values - fact.high), 0.0)
    reached = values[np.isfinite(values)]
    spread = float(np.subtract(*np.quantile(reached, [0.75, 0.25]))) if len(reached) else 0.0
    near = np.minimum(outside / spread, _MISSED) if spread > 0 else np.where(outside > 0, 1.0, 0.0)
    return np.where(np.isfinite(values), near, _MISSED)


def _measured(questions: Questions, arrays: Arrays) -> list[Array]:
    times = [_numbers(arrays[f"time_{asked.id}"]) for asked in questions.times]
    return times + [_numbers(arrays[f"quantity_{asked.id}"]) for asked in questions.quantities]


def _numbers(values: Array) -> Array:
    """Return values as numbers, NaN for what did not come about."""
    if values.dtype.kind == "i":
        return np.where(values == NEVER, np.nan, values.astype(np.float64))
    return values


def _mean_ranks(values: Array) -> Array:
    """Return mean ranks between 0 and 1; missing values share the last ranks."""
    ordered = np.sort(np.where(np.isnan(values), np.inf, values))
    filled = np.where(np.isnan(values), np.inf, values)
    low = np.searchsorted(ordered, filled, side="left")
    high = np.searchsorted(ordered, filled, side="right")
    ranks: Array = (low + high) / (2 * len(values))
    return ranks
