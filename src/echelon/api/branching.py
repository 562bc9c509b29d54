"""One run replayed to a moment, one thing changed, and run on many times."""

from __future__ import annotations

from collections.abc import Mapping

from echelon.analysis.branches import Branches, pair_arrays
from echelon.analysis.questions import questions_of
from echelon.api.asking import check_run, moment_within
from echelon.api.scenario import Scenario
from echelon.ensemble.gather import Progress


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
        Called with the branches done and the branches wanted.

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

    Examples
    --------
    >>> from echelon import branch, load
    >>> found = branch(load("ostrov-gatchina"), 3, "1917-11-08 00:00", branches=5)
    >>> [pair.difference for pair in found.outcomes]
    [0.0, 0.0, 0.0]
    """
    check_run(1, seed, run, None, False)
    check_run(branches, seed, 1, None, False)
    at_us = moment_within(scenario.document, at)
    from echelon.campaign import branching

    other = scenario.with_(changes) if changes else scenario
    state = branching.taken_up(scenario.campaign, seed, run, at_us)
    moved = state
    if changes:
        moved = branching.changed_state(scenario.campaign, other.campaign, state, seed, run, at_us)
    total = 2 * branches + 1

    def counting(start: int, done: int) -> None:
        if progress is not None:
            progress(start + done, total)

    itself = branching.run_on(scenario.campaign, state, seed, range(1)).columns
    keys = range(1, branches + 1)
    unchanged = branching.run_on(
        scenario.campaign, state, seed, keys, progress=lambda done: counting(1, done)
    ).columns
    changed = branching.run_on(
        other.campaign, moved, seed, keys, progress=lambda done: counting(1 + branches, done)
    ).columns
    questions = questions_of(scenario.document)
    rank = int(itself["outcome"][0])
    return Branches(
        questions,
        run,
        seed,
        at_us,
        other.document.changes[len(scenario.document.changes) :],
        questions.outcomes[rank].id if rank >= 0 else None,
        unchanged,
        changed,
        *pair_arrays(questions, unchanged, changed),
    )
