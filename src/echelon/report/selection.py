"""Which single runs are worth telling: the typical one, the one nearest the record, the rival."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from echelon.analysis.choosing import nearest_to_record, representative
from echelon.analysis.results import Results
from echelon.errors import MisuseError


class Chosen(NamedTuple):
    """A run, as what it was chosen and why."""

    role: str
    run: int
    reason: str


def chosen_runs(results: Results) -> tuple[Chosen, ...]:
    """Choose the runs that the report tells.

    Parameters
    ----------
    results : Results
        Of any scenario.

    Returns
    -------
    tuple of Chosen
        The representative run of the most frequent outcome; the run nearest to the record, if
        there is one; and the representative run of the most frequent outcome that is neither the
        most frequent of all nor the one that really came about. No run is told twice.
    """
    questions, arrays = results.questions, results.arrays
    first = results.manifest.first
    ids = [outcome.id for outcome in questions.outcomes]
    labels = {outcome.id: outcome.label for outcome in questions.outcomes}
    counts = np.bincount(arrays["outcome"][arrays["outcome"] >= 0], minlength=len(ids))
    ranked = [ids[row] for row in np.argsort(-counts, kind="stable") if counts[row]]
    typical = ranked[0] if ranked else None
    reason = "it is the middle of all runs"
    if typical is not None:
        reason = f"it is the middle of the runs with the most frequent ending: {labels[typical]}"
    row = representative(questions, arrays, typical)
    chosen = [Chosen("Representative run", first + row, reason)]
    try:
        row = nearest_to_record(questions, arrays)
        reason = "its times and quantities are nearest to those of the record"
        chosen.append(Chosen("Nearest to the record", first + row, reason))
    except MisuseError:
        pass
    told = {questions.happened, typical}
    other = next((id_ for id_ in ranked if id_ not in told), None)
    if other is not None:
        row = representative(questions, arrays, other)
        reason = (
            f"it is the middle of the runs with the most frequent other ending: {labels[other]}"
        )
        chosen.append(Chosen("How it could have gone otherwise", first + row, reason))
    return tuple({each.run: each for each in reversed(chosen)}.values())[::-1]
