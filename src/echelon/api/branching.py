"""One run replayed to a moment, one thing changed, and run on many times."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from echelon.analysis.branches import Branches, pair_arrays
from echelon.analysis.progress import shows_progress
from echelon.analysis.questions import questions_of
from echelon.api.asking import check_run, check_scenario, moment_within
from echelon.api.scenario import Scenario
from echelon.ensemble.chunks import Arrays
from echelon.ensemble.gather import Progress
from echelon.errors import Interruption
from echelon.scenario.differences import in_words

AT_ONCE = 20
"""Branches that are made between two looks at the clock."""


@shows_progress
def branch(
    scenario: Scenario,
    run: int,
    at: str | int,
    changes: Mapping[str, object] | None = None,
    *,
    branches: int = 1_000,
    seed: int = 0,
    progress: Progress | None = None,
) -> Branches:
    """Take one run up at a moment, change something, and run it on many times.

    The run is replayed to the moment bit for bit. What holds for the whole run (inputs, whether an
    order is obeyed) and what has been drawn by then stays; what is drawn later comes from the luck
    of each branch, alike for the branch as it was and its changed twin.

    Parameters
    ----------
    scenario : Scenario
        The crisis, as returned by `load`.
    run : int
        Index of the run.
    at : str or int
        The moment, as the scenario writes moments, or in microseconds since the start. What happens
        at that moment has happened.
    changes : mapping of str to value, optional
        By `part.id.field`, as `Scenario.with_` takes it: numbers, conditions, deeds, who holds a
        place, a link or a channel, the date of an act (which issues it then, also once more).
    branches : int, default 1 000
        How many times.
    seed : int, default 0
        Of the run and of its branches.
    progress : callable, optional
        Called with the runs done and the runs wanted, two for each branch. If not given,
        a bar shows them on a terminal.

    Returns
    -------
    Branches
        Outcomes, times (hours) and quantities of the branches with and without the change, paired.

    Raises
    ------
    MisuseError
        If there can be no such run, the moment lies outside the period, or the change is one that
        cannot be made in the middle of a run: it adds or removes something, or is about how things
        stand at the start.
    ScenarioError
        If there is nothing of that name to change.
    Interruption
        A `KeyboardInterrupt` whose `found` are the branches made by then.

    Examples
    --------
    >>> from echelon import branch, load
    >>> found = branch(load("ostrov-gatchina"), 3, "1917-11-08 00:00", branches=5)
    >>> [pair.difference for pair in found.outcomes]
    [0.0, 0.0, 0.0]
    """
    check_scenario(scenario)
    check_run(1, seed, run, None, False)
    check_run(branches, seed, 1, None, False)
    at_us = moment_within(scenario.document, at)
    from echelon.campaign import branching

    other = scenario.with_(changes) if changes else scenario
    state = branching.taken_up(scenario.campaign, seed, run, at_us)
    moved = state
    if changes:
        moved = branching.changed_state(scenario.campaign, other.campaign, state, seed, run, at_us)
    itself = branching.run_on(scenario.campaign, state, seed, range(1)).columns
    made: list[tuple[Arrays, Arrays]] = []
    stopped = False
    try:
        # Both of each pair at once, so that what is done when it is stopped can be compared.
        for first in range(1, branches + 1, AT_ONCE):
            keys = range(first, min(first + AT_ONCE, branches + 1))
            sides = ((scenario.campaign, state), (other.campaign, moved))
            pair = [branching.run_on(each, begun, seed, keys).columns for each, begun in sides]
            made.append((pair[0], pair[1]))
            if progress is not None:
                progress(2 * (keys.stop - 1), 2 * branches)
    except KeyboardInterrupt:
        stopped = True
    if not made:
        raise Interruption
    unchanged, changed = (
        {name: np.concatenate([pair[side][name] for pair in made]) for name in made[0][side]}
        for side in (0, 1)
    )
    questions = questions_of(scenario.document)
    rank = int(itself["outcome"][0])
    found = Branches(
        questions,
        run,
        seed,
        at_us,
        other.document.changes[len(scenario.document.changes) :],
        in_words(scenario.document, other.document),
        questions.outcomes[rank].id if rank >= 0 else None,
        unchanged,
        changed,
        *pair_arrays(questions, unchanged, changed),
    )
    if stopped:
        raise Interruption(found)
    return found
