"""What the answer hangs on, beside how well that is known: the shipped sensitivity analysis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from echelon.analysis.layers import InputSpread
from echelon.analysis.layers_text import end_text
from echelon.analysis.results import Results
from echelon.analysis.sensitive import Influence, Sensitivity
from echelon.analysis.sensitivity import sensitivity, target_of
from echelon.ensemble.chunks import Array
from echelon.report import schema
from echelon.scenario.document import Document

FEWEST_RUNS = 240
MOST_ROWS = 20
METHOD = (
    "Share of the variance of the outcome that goes with the input alone (first-order index), read "
    "off the runs, as echelon sensitivity has it; the line is a 95 % bootstrap interval, which "
    "correlated inputs taken as one do not have. Only inputs that do more than luck can are shown, "
    "those of most influence on the weakest evidence first."
)


def hanging_on(results: Results, document: Document) -> Sensitivity | None:
    """Say which inputs the most frequent outcome hangs on.

    Parameters
    ----------
    results : Results
        The runs.
    document : Document
        Of the same scenario.

    Returns
    -------
    Sensitivity or None
        None if there is no outcome, if it always comes out the same, or with too few runs.
    """
    counts = np.bincount(_classed(results), minlength=1)
    if len(results) < FEWEST_RUNS or counts.max() in (0, len(results)):
        return None
    asked = results.questions.outcomes[int(counts.argmax())]
    return sensitivity(
        document,
        results.manifest,
        results.arrays,
        target_of(document, asked.id),
        replicates=0,
        size=0,
        few=0,
    )


def influences(
    found: Sensitivity | None,
    results: Results,
    spread: Sequence[InputSpread] = (),
    twins: int = 0,
) -> schema.Influences:
    """Rank the inputs by their influence on the most frequent outcome.

    Parameters
    ----------
    found : Sensitivity or None
        From `hanging_on`.
    results : Results
        The runs.
    spread : sequence of InputSpread
        Where each probability would lie if every input were known; empty if that was not asked.
    twins : int
        Pairs of runs behind it.

    Returns
    -------
    Influences
        Without rows if there are none to be shown; the method then says why.
    """
    if found is None:
        return schema.Influences(outcome="", label="", method=_why_none(results), rows=())
    classed, asked = _classed(results), found.target
    mean = float((classed == np.bincount(classed).argmax()).mean())
    told = [_chance(each, mean, twins) for each in spread if each.id == asked.id]
    method = METHOD
    if not found.influences:
        method = f"In {len(results)} runs no single input does more to it than luck can."
    return schema.Influences(
        outcome=asked.id,
        label=asked.label,
        method=" ".join([method, *told]),
        rows=tuple(_row(each) for each in found.influences[:MOST_ROWS]),
    )


def _why_none(results: Results) -> str:
    """Say why it was not asked which inputs the answer hangs on."""
    if not results.questions.outcomes:
        return "This scenario asks for no outcome that could hang on its inputs."
    if len(results) < FEWEST_RUNS:
        return f"{len(results)} runs are too few to tell: it takes {FEWEST_RUNS}."
    return "Every run ends alike, so that the ending hangs on no input."


def shares_of_inputs(found: Sensitivity | None) -> dict[str, float]:
    """Return by input how much of the outcome hangs on it, or on those it is correlated with.

    Parameters
    ----------
    found : Sensitivity or None
        From `hanging_on`.
    """
    rows = found.influences[:MOST_ROWS] if found is not None else ()
    return {id_: each.first.share for each in rows for id_ in each.inputs}


def _classed(results: Results) -> Array:
    """Return the rows of the outcomes of the runs that came to one."""
    ended = results.arrays["outcome"]
    return ended[ended >= 0]


def _chance(found: InputSpread, mean: float, twins: int) -> str:
    """Say how much of the variance is the inputs', and between what the probability would lie."""
    low, high = map(end_text, found.interval)
    lies = f"lie between {low} and {high} nine times in ten" if low != high else f"be {low}"
    share = found.deviation**2 / (mean * (1 - mean))
    return (
        f"All inputs together make up {min(share, 1.0):.2f} of the variance, by {twins} pairs of "
        "runs with the same inputs; the rest is chance within a run. Were every input known, the "
        f"probability would {lies}."
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
