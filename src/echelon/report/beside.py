"""The sets of runs that a report has beside its own: all made in one go, by all threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from echelon.analysis.antecedents import ANTECEDENT, Antecedent, asked_whether, suppressed_orders
from echelon.analysis.beside import twins_of
from echelon.analysis.joining import first_runs
from echelon.analysis.layers import InputSpread, spread_between
from echelon.analysis.rerun import Deferred, Made, Progress, Wanted, run_again
from echelon.analysis.results import Results
from echelon.api import Scenario
from echelon.api.asking import manifest_of
from echelon.errors import ScenarioError
from echelon.scenario.expressions import format_expression

PAIRS = 450
"""Pairs of runs of a what-if: each meets the same draws, so that few give a narrow interval.

Where one pair in ten ends differently, its 95 % interval is 3 points wide on either side, and 5
where three in ten do. Three thirds of so many are the fewest that tell the inputs apart.
"""

ACCOUNT_RUNS = 300
"""Runs of each account, on the draws of the base: accounts differ by what they say, not by luck."""

CROSSED_RUNS = 200
"""Pairs of each what-if within each account."""

TWINS = 450
"""Runs that get a twin with the same inputs and other chance: the correlation is known to 0.05."""

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
    crossed : mapping of (str, str) to Results
        By account and what-if, empty if they were not asked for.
    antecedents : mapping of str to Antecedent
        By id of a what-if; without those of which nothing can be said.
    inputs : tuple of InputSpread
        Where each probability would lie if every input were known.
    twins : int
        Pairs of runs behind `inputs`.
    """

    base: Results
    what_ifs: Mapping[str, Results]
    accounts: Mapping[str, Results]
    crossed: Mapping[tuple[str, str], Results]
    antecedents: Mapping[str, Antecedent]
    inputs: tuple[InputSpread, ...]
    twins: int


def runs_beside(scenario: Scenario, runs: int, *, crossed: bool) -> int:
    """Return how many runs `run_beside` makes at most beside so many of the base."""
    what_ifs, accounts = len(scenario.what_ifs), len(scenario.accounts)
    pairs, of_accounts, both, twins, asked = (
        min(runs, most) for most in (PAIRS, ACCOUNT_RUNS, CROSSED_RUNS, TWINS, ASKED)
    )
    total = twins + asked + pairs * what_ifs + of_accounts * accounts
    return total + both * what_ifs * accounts * crossed


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
        Whether each what-if is also laid over every account.
    progress : callable, optional
        Called with the runs done and the runs wanted.
    """
    pairs, account_runs, twins, crossed_runs, asked_runs = (
        min(len(results), most) for most in (PAIRS, ACCOUNT_RUNS, TWINS, CROSSED_RUNS, ASKED)
    )
    changed = {id_: scenario.what_if(id_) for id_ in scenario.what_ifs}
    told = {id_: scenario.account(id_) for id_ in scenario.accounts}
    both = dict(_crossed(told, changed)) if crossed else {}
    asking = _asking(scenario, changed)
    wanted = [
        Wanted(twins_of(scenario.campaign, twins), twins),
        Wanted(Deferred(lambda: asking.campaign), asked_runs, deeds=True, columns=("quantity_",)),
    ]
    for sets, runs in ((changed, pairs), (told, account_runs), (both, crossed_runs)):
        wanted += [Wanted(_deferred(each), runs, columns=EVERY_COLUMN) for each in sets.values()]
    seed = results.manifest.seed
    twin, asked, *made = run_again(wanted, seed, progress=progress)
    rest = iter(made)
    return Beside(
        base=first_runs(results, pairs),
        what_ifs={id_: _results(each, next(rest), seed) for id_, each in changed.items()},
        accounts={id_: _results(each, next(rest), seed) for id_, each in told.items()},
        crossed={key: _results(each, next(rest), seed) for key, each in both.items()},
        antecedents=dict(_antecedents(scenario, changed, asked, asked_runs)),
        inputs=spread_between(
            scenario.document, results.arrays["outcome"], twin.columns["outcome"]
        ),
        twins=twins,
    )


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


def _asking(scenario: Scenario, changed: Mapping[str, Scenario]) -> Scenario:
    """Return the base whose runs also say whether each stated antecedent came about."""
    document = scenario.document
    for id_ in changed:
        stated = document.parts.what_ifs[id_].antecedent
        if stated is not None:
            document = asked_whether(document, stated, f"{ANTECEDENT}_{id_}")
    return Scenario(document)


def _antecedents(
    scenario: Scenario, changed: Mapping[str, Scenario], asked: Made, runs: int
) -> Iterator[tuple[str, Antecedent]]:
    """Yield how often the base comes by itself to what each what-if supposes."""
    document = scenario.document
    rows = scenario.campaign.assembled.assembly.orders
    for id_, other in changed.items():
        stated = document.parts.what_ifs[id_].antecedent
        if stated is not None:
            count = int((asked.columns[f"quantity_{ANTECEDENT}_{id_}"] == 1.0).sum())
            yield id_, Antecedent(format_expression(stated, document.calendar), True, count, runs)
            continue
        orders = suppressed_orders(document, other.document)
        if orders:
            done = asked.orders_done[:, [rows[order] for order in orders]]
            count = int((~np.any(done > 0, axis=1)).sum())
            words = "no order that it takes away is carried out"
            if len(orders) == 1:
                label = document.parts.orders[orders[0]].label
                words = f"“{label or orders[0]}” is not carried out"
            yield id_, Antecedent(words, False, count, runs)


def _results(scenario: Scenario, made: Made, seed: int) -> Results:
    manifest = manifest_of(scenario.campaign, len(made.columns["run"]), seed)
    return Results(manifest, made.columns, scenario.document)
