"""The sets of runs that a report has beside its own: all made in one go, by all threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis import antecedents
from echelon.analysis.antecedents import Antecedent, asked_everything, supposed_by
from echelon.analysis.beside import RunsBeside, account_runs_for, twins_for, twins_of
from echelon.analysis.joining import first_runs
from echelon.analysis.layers import InputSpread, spread_between
from echelon.analysis.measuring import doubts_beside
from echelon.analysis.rerun import Deferred, Made, Progress, Wanted, run_again
from echelon.analysis.results import Results
from echelon.api import Scenario
from echelon.api.asking import manifest_of
from echelon.errors import ScenarioError

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.ensemble.chunks import Array

PAIRS = 450
"""Pairs of runs of a what-if: each meets the same draws, so that few give a narrow interval.

Where one pair in ten ends differently, its 95 % interval is 3 points wide on either side, and 5
where three in ten do. Twins and accounts are as many as `echelon compare` makes beside so many.
"""

ACCOUNT_RUNS = 300
"""Runs of each account, on the draws of the base: accounts differ by what they say, not by luck."""

TWINS = 450
"""Runs that get a twin with the same inputs and other chance: the correlation is known to 0.05."""

TIME_FOR = 10_000
"""Runs of the base for which a report needs its minute; what-ifs within accounts have the rest.

The flagship has 100 pairs of each, 7 200 runs, if its base has no more than 2 800. The luck of so
few is taken off what the accounts differ in (`beyond_luck`).
"""

ASKED = 300
"""Runs that are asked whether what a what-if supposes came about: a half is known to 6 points."""

EVERY_COLUMN = ("",)


@dataclass(frozen=True)
class Beside:
    """What came of the sets of runs beside the base.

    Parameters
    ----------
    base : Results
        The first runs of the base.
    what_ifs, accounts : mapping of str to Results
        By id, as many runs as `PAIRS` and `ACCOUNT_RUNS` or as the base has.
    with_doubt : mapping of str to RunsBeside
        By id of a what-if, its twins, and its runs within each account, which are none where there
        was no time for them.
    antecedents : mapping of str to Antecedent
        By id of a what-if; without those of which nothing can be said.
    inputs : tuple of InputSpread
        Where each probability would lie if every input were known.
    twins : int
        Pairs of runs behind `inputs`.
    twins_ended : ndarray of int, shape (twins,)
        Rows of the outcomes in which the twins of the base ended.
    layers : dict
        What `doubts_beside` says of what comes about in the base.
    """

    base: Results
    what_ifs: Mapping[str, Results]
    accounts: Mapping[str, Results]
    with_doubt: Mapping[str, RunsBeside]
    antecedents: Mapping[str, Antecedent]
    inputs: tuple[InputSpread, ...]
    twins: int
    twins_ended: Array
    layers: dict[str, Any]


def runs_beside(scenario: Scenario, runs: int, *, crossed: bool) -> int:
    """Return how many runs `run_beside` makes at most beside so many of the base."""
    what_ifs, accounts = len(scenario.what_ifs), len(scenario.accounts)
    pairs, of_accounts, twins, asked = (
        min(runs, most) for most in (PAIRS, ACCOUNT_RUNS, TWINS, ASKED)
    )
    total = twins + asked + (pairs + twins_for(pairs)) * what_ifs + of_accounts * accounts
    both = what_ifs * accounts
    return total + crossed_runs(runs, pairs, what_ifs, accounts, crossed=crossed) * both


def crossed_runs(runs: int, pairs: int, what_ifs: int, accounts: int, *, crossed: bool) -> int:
    """Return how many runs each what-if has within each account; 0 for none.

    Parameters
    ----------
    runs, pairs : int
        Of the base, and of each what-if.
    what_ifs, accounts : int
        How many there are.
    crossed : bool
        Whether time does not matter: they are then as many as `echelon compare` makes.
    """
    count, both = account_runs_for(pairs, what_ifs), what_ifs * accounts
    left = max(0, TIME_FOR - runs)
    return count if crossed or count * both <= left else 0


def run_beside(
    scenario: Scenario, results: Results, *, crossed: bool, progress: Progress | None = None
) -> Beside:
    """Make every set of runs that a report compares with its own.

    Parameters
    ----------
    scenario : Scenario
        The base.
    results : Results
        Its runs, from number 0 on.
    crossed : bool
        Whether each what-if is laid over every account however many there are.
    progress : callable, optional
        Called with the runs done and the runs wanted.
    """
    pairs, account_runs, twins, asked_runs = (
        min(len(results), most) for most in (PAIRS, ACCOUNT_RUNS, TWINS, ASKED)
    )
    changed = {id_: scenario.what_if(id_) for id_ in scenario.what_ifs}
    told = {id_: scenario.account(id_) for id_ in scenario.accounts}
    of_twins = twins_for(pairs)
    both_runs = crossed_runs(len(results), pairs, len(changed), len(told), crossed=crossed)
    both = dict(_crossed(told, changed)) if both_runs else {}
    asking = _asking(scenario, changed)
    kept = ("outcome", antecedents.ASKED)
    wanted = [
        Wanted(twins_of(asking.campaign, twins), twins, deeds=True, columns=EVERY_COLUMN),
        Wanted(asking.campaign, asked_runs, deeds=True, columns=kept),
    ]
    asked_told = {id_: _asking(each, changed) for id_, each in told.items()}
    for sets, runs in ((changed, pairs), (asked_told, account_runs)):
        is_told = sets is asked_told
        wanted += [Wanted(_deferred(each), runs, is_told, EVERY_COLUMN) for each in sets.values()]
    wanted += [Wanted(_deferred(each), both_runs) for each in both.values()]
    for each in changed.values() if of_twins else ():
        wanted.append(Wanted(Deferred(partial(_twins_later, each, of_twins)), of_twins))
    seed = results.manifest.seed
    twin, asked, *made = run_again(wanted, seed, progress=progress)
    rest = iter(made)
    what_ifs = {id_: _results(each, next(rest), seed) for id_, each in changed.items()}
    made_told = {id_: (asked_told[id_].campaign, next(rest)) for id_ in told}
    accounts = {id_: _results(each, made_told[id_][1], seed) for id_, each in told.items()}
    of_base = RunsBeside(twin.columns["outcome"], {}, twin, made_told)
    weights = {id_: each.weight for id_, each in scenario.document.parts.accounts.items()}
    crossed_ended = {key: next(rest).columns["outcome"] for key in both}
    twins_ended = {id_: next(rest).columns["outcome"] for id_ in changed if of_twins}
    return Beside(
        base=first_runs(results, pairs),
        what_ifs=what_ifs,
        accounts=accounts,
        with_doubt={
            id_: RunsBeside(
                twins_ended.get(id_, np.zeros(0, np.int64)),
                {one: ended for (one, other), ended in crossed_ended.items() if other == id_},
            )
            for id_ in changed
        },
        antecedents=dict(
            _antecedents(
                scenario,
                changed,
                asked,
                of_base,
            )
        ),
        inputs=spread_between(
            scenario.document, results.arrays["outcome"], twin.columns["outcome"]
        ),
        twins=twins,
        twins_ended=twin.columns["outcome"],
        layers=doubts_beside(results.questions, results.arrays, of_base, weights),
    )


def _twins_later(scenario: Scenario, twins: int) -> Campaign:
    return twins_of(scenario.campaign, twins)


def _deferred(scenario: Scenario) -> Deferred:
    return Deferred(lambda: scenario.campaign)


def _crossed(
    accounts: Mapping[str, Scenario], what_ifs: Mapping[str, Scenario]
) -> Iterator[tuple[tuple[str, str], Scenario]]:
    """Yield each what-if laid over each account that does not leave out what it changes."""
    for account, overlaid in accounts.items():
        for id_ in what_ifs:
            try:
                yield (account, id_), overlaid.what_if(id_)
            except ScenarioError:
                continue


def _asking(scenario: Scenario, what_ifs: Iterable[str]) -> Scenario:
    """Return the base, or an account, whose runs also say whether each antecedent came about."""
    document = asked_everything(scenario.document, list(what_ifs))
    return scenario if document is scenario.document else Scenario(document)


def _antecedents(
    scenario: Scenario, changed: Mapping[str, Scenario], asked: Made, beside: RunsBeside
) -> Iterator[tuple[str, Antecedent]]:
    """Yield how often the base comes by itself to what each what-if supposes."""
    document = scenario.document
    weights = {id_: account.weight for id_, account in document.parts.accounts.items()}
    for id_, other in changed.items():
        supposed = supposed_by(document, other.document)
        if supposed is None:
            continue
        own = supposed.is_so(scenario.campaign, asked)
        found = supposed.counted(scenario.campaign, own, beside, weights)
        if not supposed.stated:
            words = "no order that it takes away is carried out"
            if len(supposed.orders) == 1:
                (order,) = supposed.orders
                words = f"“{document.parts.orders[order].label or order}” is not carried out"
            found = replace(found, condition=words)
        yield id_, found


def _results(scenario: Scenario, made: Made, seed: int) -> Results:
    manifest = manifest_of(scenario.campaign, len(made.columns["run"]), seed)
    columns = {
        name: column
        for name, column in made.columns.items()
        if not name.startswith(antecedents.ASKED)
    }
    return Results(manifest, columns, scenario.document)
