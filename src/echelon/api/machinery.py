"""What the machinery of a scenario adds, and what its author has not thought of."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from echelon.analysis.ablate import Ablation
from echelon.analysis.ablations import NEUTRALS, VARIANTS, Neutral, changes_for, used_by
from echelon.analysis.compare import Comparison, compare_results
from echelon.analysis.gaps import Gaps, find_gaps
from echelon.analysis.progress import shows_progress
from echelon.analysis.rerun import Counted, Progress
from echelon.analysis.ten_lines import Arriving, beside_ten_lines
from echelon.api.asking import check_run, check_scenario
from echelon.api.doubting import Beside
from echelon.api.scenario import Scenario
from echelon.errors import Interruption, ScenarioError
from echelon.scenario.document import Document

LOOKED_AT = 200
"""Runs over which the ten-line model and the whole one are set beside one another."""


@shows_progress
def ablate(
    scenario: Scenario,
    *,
    runs: int = 500,
    seed: int = 0,
    variants: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Ablation:
    """Answer the question again with each mechanism of the model neutralised.

    Whatever changes nothing when it is taken away adds nothing to the answer; a model of ten lines
    stands beside it, so that everybody sees what the machinery is for.

    Parameters
    ----------
    scenario : Scenario
        The crisis, as returned by `load`.
    runs : int, default 500
        Runs of the scenario and of each variant, on common luck.
    seed : int, default 0
        Root of all random draws.
    variants : bool, default False
        Whether to answer with other equations for the same thing (the law of losses in a fight,
        joining by thresholds or by log-odds) in place of neutralised mechanisms.
    jobs : int, optional
        Threads; as many as there are cores if not given.
    progress : callable, optional
        Called with the runs done and the runs wanted. If not given,
        a bar shows them on a terminal.

    Returns
    -------
    Ablation
        A paired comparison for each mechanism that the scenario uses, and mean men by side and
        place in both models.

    Raises
    ------
    MisuseError
        If an argument cannot be meant.
    Interruption
        A `KeyboardInterrupt` whose `found` has the mechanisms that were taken away by then.
    """
    check_scenario(scenario)
    rows = list(used_by(scenario.document, VARIANTS if variants else NEUTRALS))
    looked_at = 0 if variants else min(runs, LOOKED_AT)
    beside = Beside(scenario, runs, len(rows), seed=seed, jobs=jobs)
    counted = Counted(progress, (runs + beside.expected) * (1 + len(rows)) + looked_at)
    found: list[Comparison] = []
    arriving: tuple[Arriving, ...] = ()
    stopped = False
    try:
        base = scenario.run(runs, seed=seed, jobs=jobs, progress=counted.next(runs))
        base = beside.of_base(base, counted)
        for neutral, changes in rows:
            other = Scenario(scenario.document.with_changes(changes))
            theirs = other.run(runs, seed=seed, jobs=jobs, progress=counted.next(runs))
            without = beside.of(
                other, theirs, counted, partial(_under_each, neutral, beside.accounts)
            )
            told = compare_results(neutral.id, neutral.label, base, theirs)
            found.append(beside.doubting(told, without))
        if looked_at:
            arriving = beside_ten_lines(
                scenario.campaign, seed, looked_at, jobs=jobs, progress=counted.next(looked_at)
            )
    except KeyboardInterrupt:
        stopped = True
    sizes = (len(changes) for _, changes in rows[: len(found)])
    answer = Ablation(scenario.title, tuple(found), tuple(sizes), arriving)
    if stopped:
        raise Interruption(answer if found else None)
    return answer


def _under_each(neutral: Neutral, accounts: Mapping[str, Document]) -> dict[str, Document]:
    """Return each account with a mechanism neutralised; one that does not use it stays as it is.

    An account that does not hold without the mechanism is left out.
    """
    found = {}
    for id_, document in accounts.items():
        changes = changes_for(neutral, document)
        with suppress(ScenarioError):
            found[id_] = document.with_changes(changes) if len(changes) else document
    return found


@shows_progress
def gaps(
    scenario: Scenario,
    *,
    runs: int = 500,
    seed: int = 0,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Gaps:
    """Find situations in which somebody had news and no standing order of his reads it.

    Parameters
    ----------
    scenario : Scenario
        The crisis, as returned by `load`.
    runs : int, default 500
        How many runs to look through, from number 0 on.
    seed : int, default 0
        Root of all random draws.
    jobs : int, optional
        Threads; as many as there are cores if not given.
    progress : callable, optional
        Called with the runs done and the runs wanted. If not given,
        a bar shows them on a terminal.

    Returns
    -------
    Gaps
        `found`, by frequency: who, what, in how many of the runs, and when (microseconds since the
        start).

    Raises
    ------
    MisuseError
        If an argument cannot be meant.
    Interruption
        A `KeyboardInterrupt` whose `found` are the gaps of the runs looked at by then.
    """
    check_scenario(scenario)
    check_run(runs, seed, 0, None, False)
    return find_gaps(scenario.campaign, seed, runs, jobs=jobs, progress=progress)
