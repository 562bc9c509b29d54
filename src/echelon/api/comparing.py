"""What one change would have done: many pairs of runs, or one told beside its pair."""

from __future__ import annotations

from echelon.analysis.antecedents import (
    ANTECEDENT,
    Antecedent,
    Unprompted,
    asked_whether,
    never_given,
    suppressed_orders,
    without_prompt,
)
from echelon.analysis.compare import Comparison, compare_results
from echelon.analysis.divergence import Divergence, divergence
from echelon.api.scenario import Scenario
from echelon.ensemble.gather import Progress
from echelon.scenario.expressions import format_expression

LOOKED_AT = 1_000
"""Runs that are looked at one by one for antecedents and prompts; the first of them."""


def compare(
    scenario: Scenario,
    *what_ifs: str | Scenario,
    runs: int = 10_000,
    seed: int = 0,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> tuple[Comparison, ...]:
    """Measure what changes would have done, run by run.

    Run `k` meets the same draws with and without a change (common random numbers [1]_), so a
    difference is the effect of the change and not of luck, under this coupling.

    Parameters
    ----------
    scenario : Scenario
        The base, as returned by `load`.
    *what_ifs : str or Scenario
        Ids of what-ifs of the scenario, or scenarios made from it with `with_`.
    runs : int, default 10 000
        Number of pairs.
    seed : int, default 0
        Root of all random draws. Zero is a seed like any other.
    jobs : int, optional
        Threads; as many as there are cores if not given.
    progress : callable, optional
        Called with the runs done and the runs wanted, of base and what-ifs together.

    Returns
    -------
    tuple of Comparison
        One for each change: `outcomes` with differences in [-1, 1] and 95 % paired intervals,
        discordant pairs both ways and the effective runs gained; `times` (hours) and `quantities`;
        how often the base comes to the antecedent by itself.

    Raises
    ------
    MisuseError
        If the scenario has no such what-if. Names the nearest one it has.
    ScenarioError
        If the what-if and the account together make a scenario that does not hold.

    References
    ----------
    .. [1] D. J. Klein et al. (2024), "Noise-free comparison of stochastic agent-based simulations
       using common random numbers", arXiv:2409.02086.

    Examples
    --------
    >>> from echelon import compare, load
    >>> (nothing,) = compare(load("ostrov-gatchina"), load("ostrov-gatchina"), runs=10)
    >>> nothing.discordant, nothing.untouched
    (0, 10)
    """
    changed = [scenario.what_if(each) if isinstance(each, str) else each for each in what_ifs]
    total = runs * (1 + len(changed))
    counted = _Counted(progress, total)
    base = scenario.run(runs, seed=seed, jobs=jobs, progress=counted.from_(0))
    found = []
    for number, (asked, other) in enumerate(zip(what_ifs, changed, strict=True), start=1):
        theirs = other.run(runs, seed=seed, jobs=jobs, progress=counted.from_(number * runs))
        id_ = asked if isinstance(asked, str) else (other.document.what_if or other.name)
        found.append(
            compare_results(
                id_,
                _label(scenario, other),
                base,
                theirs,
                antecedent=antecedent_of(scenario, other, runs=runs, seed=seed, jobs=jobs),
                unprompted=_unprompted(scenario, other, seed, min(runs, LOOKED_AT)),
            )
        )
    return tuple(found)


def diverge(scenario: Scenario, other: Scenario, run: int, *, seed: int = 0) -> Divergence:
    """Tell one run with and without a change from where the two part.

    Parameters
    ----------
    scenario, other : Scenario
        The base and the changed one.
    run, seed : int
        Which run.

    Returns
    -------
    Divergence
        `first_us`, the moment in microseconds since the start (None if they never part), and what
        each chronicle tells from there.
    """
    chronicles = (each.chronicle(run, seed=seed).events for each in (scenario, other))
    return divergence(run, seed, *chronicles)


def antecedent_of(
    scenario: Scenario, other: Scenario, *, runs: int, seed: int, jobs: int | None = None
) -> Antecedent | None:
    """Count the base runs that come by themselves to what a change supposes.

    A what-if may state it as `antecedent`, and all runs are asked. Where it does not, it is that
    none of the standing orders that are dropped, or have another condition or other deeds, was
    carried out; the first `LOOKED_AT` runs are looked at for it. None if there is neither.
    """
    what_if = other.document.what_if or ""
    known = scenario.document.parts.what_ifs
    stated = known[what_if].antecedent if what_if in known else None
    if stated is not None:
        asked = Scenario(asked_whether(scenario.document, stated))
        answers = asked.run(runs, seed=seed, jobs=jobs).arrays[f"quantity_{ANTECEDENT}"]
        text = format_expression(stated, scenario.document.calendar)
        return Antecedent(text, True, int((answers == 1.0).sum()), runs)
    orders = suppressed_orders(scenario.document, other.document)
    if not orders:
        return None
    looked_at = min(runs, LOOKED_AT)
    count = never_given(scenario.campaign, orders, seed, looked_at)
    words = f"{orders[0]} is not carried out"
    if len(orders) > 1:
        words = f"none of {', '.join(orders)} is carried out"
    return Antecedent(words, False, count, looked_at)


def _unprompted(
    scenario: Scenario, other: Scenario, seed: int, runs: int
) -> tuple[Unprompted, ...]:
    acts = scenario.document.parts.acts
    if not any(act.prompted_by for act in acts.values()):
        return ()
    base, changed = (without_prompt(each.campaign, seed, runs) for each in (scenario, other))
    return tuple(
        Unprompted(id_, acts[id_].label, acts[id_].prompted_by, count, changed.get(id_, 0), runs)
        for id_, count in base.items()
    )


def _label(scenario: Scenario, other: Scenario) -> str:
    what_if = other.document.what_if or ""
    known = scenario.document.parts.what_ifs
    words = [known[what_if].label] if what_if in known else []
    return "; ".join([*words, *other.document.changes]) or "nothing is changed"


class _Counted:
    """Counts the runs of several sets together."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total

    def from_(self, start: int) -> Progress | None:
        """Return what reports the runs of one set, of which so many came before."""
        if self._progress is None:
            return None
        progress = self._progress
        return lambda done, _: progress(start + done, self._total)
