"""What one change would have done: many pairs of runs, or one told beside its pair."""

from __future__ import annotations

from functools import cached_property, partial

from echelon.analysis.antecedents import ASKED, Antecedent, Supposed, asked_everything, supposed_by
from echelon.analysis.compare import Comparison, compare_results
from echelon.analysis.divergence import Divergence, divergence
from echelon.analysis.joining import first_runs
from echelon.analysis.looks import Looks, moments_of, unprompted, went_ahead
from echelon.analysis.progress import shows_progress
from echelon.analysis.rerun import Counted, Made, Progress, Wanted, run_again
from echelon.analysis.results import Results
from echelon.api.asking import check_run, check_scenario, manifest_of
from echelon.api.doubting import Beside
from echelon.api.gathering import gather_results
from echelon.api.scenario import Scenario
from echelon.ensemble.threads import available_jobs, simulate_in_threads
from echelon.errors import Interruption
from echelon.scenario.document import Document

LOOKED_AT = 500
"""Runs that are looked at one by one for antecedents and prompts; the first of them."""


@shows_progress
def compare(
    scenario: Scenario,
    *what_ifs: str | Scenario,
    runs: int = 1_000,
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
    runs : int, default 1 000
        Number of pairs.
    seed : int, default 0
        Root of all random draws. Zero is a seed like any other.
    jobs : int, optional
        Threads; as many as there are cores if not given.
    progress : callable, optional
        Called with the runs done and the runs wanted, of base and what-ifs together. If not given,
        a bar shows them on a terminal.

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
    Interruption
        A `KeyboardInterrupt` whose `found` holds the changes that were compared by then, the last
        perhaps on fewer pairs.

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
    check_scenario(scenario)
    changed = [scenario.what_if(each) if isinstance(each, str) else each for each in what_ifs]
    for other in changed:
        check_scenario(other)
    looked_at = min(runs, LOOKED_AT)
    prompted = any(act.prompted_by for act in scenario.document.parts.acts.values())
    asking = _Asking(scenario, [other.document.what_if or "" for other in changed])
    beside = Beside(
        scenario,
        runs,
        len(changed),
        seed=seed,
        jobs=jobs,
        asking=asking.document,
        look=moments_of if prompted else None,
    )
    counted = Counted(progress, (runs + beside.expected) * (1 + len(changed)))
    looks_at_base = Looks(scenario.campaign, seed, looked_at)
    try:
        base = _run_and_look(scenario, looks_at_base, runs, jobs, counted.next(runs))
        base = beside.of_base(base, counted)
    except Interruption:
        raise Interruption from None
    antecedents = _Antecedents(asking, looks_at_base, beside, jobs)
    of_base = went_ahead(looks_at_base, beside.base)
    found: list[Comparison] = []
    for asked, other in zip(what_ifs, changed, strict=True):
        id_ = asked if isinstance(asked, str) else (other.document.what_if or other.name)
        label = _label(scenario, other)
        theirs: Results | None = None
        looks_at_it = Looks(other.campaign, seed, looked_at if prompted else 0)
        try:
            theirs = _run_and_look(other, looks_at_it, runs, jobs, counted.next(runs))
            antecedent = antecedents.of(other)
            with_it = beside.of(other, theirs, counted)
        except KeyboardInterrupt as stopped:
            # Pairs that are whole are told, whatever was still to be asked about them.
            made = stopped.found if isinstance(stopped, Interruption) else None
            begun = made if isinstance(made, Results) else theirs
            if begun is not None:
                found.append(compare_results(id_, label, first_runs(base, len(begun)), begun))
            raise Interruption(tuple(found) or None) from None
        of_it = went_ahead(looks_at_it, with_it)
        ahead = unprompted(of_base, of_it, scenario.document, beside.weights)
        told = compare_results(id_, label, base, theirs, antecedent=antecedent, unprompted=ahead)
        found.append(beside.doubting(told, with_it))
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


def _run_and_look(
    scenario: Scenario, looks: Looks, runs: int, jobs: int | None, progress: Progress | None
) -> Results:
    """Return runs from number 0 on as `Scenario.run` does, the first of which are looked at."""
    check_run(runs, looks.seed, 0, jobs, False)
    wanted = manifest_of(scenario.campaign, runs, looks.seed)
    simulator = partial(simulate_in_threads, looks.simulate, jobs=jobs or available_jobs())
    return gather_results(scenario.document, wanted, simulator, progress=progress)


class _Asking:
    """Asks runs of a scenario whether what some of its what-ifs state came about."""

    def __init__(self, scenario: Scenario, what_ifs: list[str]) -> None:
        self.scenario, self.what_ifs = scenario, what_ifs

    def document(self, document: Document) -> Document:
        """Return the scenario, or an account of it, with everything asked."""
        return asked_everything(document, self.what_ifs)


class _Antecedents:
    """Counts how often the base comes by itself to what changes suppose, in its first runs."""

    def __init__(self, asking: _Asking, looks: Looks, beside: Beside, jobs: int | None) -> None:
        self._asking, self._looks, self._beside = asking, looks, beside
        self._jobs = jobs

    def of(self, other: Scenario) -> Antecedent | None:
        """Return what a change supposes and how often it is so; None if neither can be said."""
        base = self._asking.scenario
        supposed = supposed_by(base.document, other.document)
        if supposed is None:
            return None
        own = supposed.is_so(base.campaign, self._made(supposed))
        return supposed.counted(base.campaign, own, self._beside.base, self._beside.weights)

    def _made(self, supposed: Supposed) -> Made:
        return self._asked if supposed.stated else self._looks.deeds

    @cached_property
    def _asked(self) -> Made:
        asked = Scenario(self._asking.document(self._asking.scenario.document))
        wanted = [Wanted(asked.campaign, self._looks.runs, columns=(ASKED,))]
        (made,) = run_again(wanted, self._looks.seed, jobs=self._jobs)
        return made


def _label(scenario: Scenario, other: Scenario) -> str:
    what_if = other.document.what_if or ""
    known = scenario.document.parts.what_ifs
    words = [known[what_if].label] if what_if in known else []
    return "; ".join([*words, *other.document.changes]) or "nothing is changed"
