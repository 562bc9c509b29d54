"""The sorts of doubt in a probability, kept apart: luck of the draw, inputs, accounts, evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.indices import Shared, shared_variance
from echelon.analysis.intervals import Interval, effective_runs, wilson
from echelon.analysis.questions import grades_of
from echelon.analysis.rerun import Counted, Progress, Wanted, run_again

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.ensemble.chunks import Array, Arrays
    from echelon.scenario.document import Document

OTHER_CHANCE = 2**31
"""How far from a run's own number the chance of its twin is taken: farther than anybody counts."""

CENTRAL = (0.05, 0.95)

FEWEST_BESIDE = 100
"""Fewer runs beside the others say nothing about inputs or accounts."""

MOST_TWINS, MOST_OF_AN_ACCOUNT = 1_000, 400
"""More are not worth the time of a default; accounts meet the luck of the base, so few will do."""


def twins_for(runs: int) -> int:
    """Return how many of so many runs get a twin unless somebody says: a quarter, none of few."""
    return _quarter(runs, MOST_TWINS)


def account_runs_for(runs: int) -> int:
    """Return how often each account is run beside so many runs unless somebody says."""
    return _quarter(runs, MOST_OF_AN_ACCOUNT)


def _quarter(runs: int, most: int) -> int:
    count = min(runs // 4, most)
    return count if count >= FEWEST_BESIDE else 0


@dataclass(frozen=True)
class InputSpread:
    """Where the probability of an outcome would lie if every input were known.

    Parameters
    ----------
    id, label : str
        Of the outcome.
    deviation : float
        Standard deviation of p(inputs).
    interval : Interval
        The central nine tenths of p(inputs), from a beta distribution with its mean and deviation.
    most : Interval
        The same with the greatest deviation that so many pairs of runs allow (95 %, bootstrap).
    """

    id: str
    label: str
    deviation: float
    interval: Interval
    most: Interval

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.interval
        most_low, most_high = self.most
        return {
            "id": self.id,
            "label": self.label,
            "deviation": self.deviation,
            "low": low,
            "high": high,
            "most_low": most_low,
            "most_high": most_high,
        }


@dataclass(frozen=True)
class AccountShares:
    """What one account of the events says, run by itself.

    Parameters
    ----------
    id, label : str
        Of the account.
    weight : float
        Its share of the weights of all accounts.
    counts : tuple of int
        Runs that ended in each outcome.
    runs : int
        All its runs.
    """

    id: str
    label: str
    weight: float
    counts: tuple[int, ...]
    runs: int

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "id": self.id,
            "label": self.label,
            "weight": self.weight,
            "runs": self.runs,
            "shares": [count / self.runs for count in self.counts],
        }


def measure_layers(
    campaign: Campaign,
    arrays: Arrays,
    twins: int,
    rivals: int,
    seed: int,
    *,
    first: int = 0,
    counted: Counted,
) -> dict[str, Any]:
    """Make twins of some runs and run the rival accounts; return what `layers_json` says of both.

    Parameters
    ----------
    campaign : Campaign
        Of the runs.
    arrays : mapping of str to ndarray
        Of the runs, from number `first` on; `outcome` is read.
    twins, rivals : int
        Runs that get a twin, and runs of each account; 0 for none.
    seed, first : int
        Which runs.
    counted : Counted
        Told of what is made.
    """
    from echelon.campaign import compile

    document = campaign.document

    def run(told: Document) -> Arrays:
        wanted = Wanted(compile(told), rivals, columns=("outcome",))
        return run_again([wanted], seed, progress=counted.next(rivals))[0].columns

    inputs: tuple[InputSpread, ...] = ()
    if twins and document.parts.outcomes:
        inputs = spread_of_inputs(campaign, arrays, twins, seed, first, counted.next(twins))
    asks = rivals and document.account is None and document.parts.outcomes
    return layers_json(document, inputs, twins, run_accounts(document, run, rivals) if asks else ())


def spread_of_inputs(
    campaign: Campaign,
    arrays: Arrays,
    pairs: int,
    seed: int,
    first: int = 0,
    progress: Progress | None = None,
) -> tuple[InputSpread, ...]:
    """Make the twins of some runs, with the same inputs and other chance, and compare.

    Parameters
    ----------
    campaign : Campaign
        With the overlays of the runs.
    arrays : mapping of str to ndarray
        Of the runs, from number `first` on.
    pairs : int
        How many of them get a twin; at most as many as there are.
    seed, first : int
        Which runs.
    progress : callable, optional
        Called with the twins made and the twins wanted.

    Notes
    -----
    For two runs that share the inputs Cov(Y1, Y2) is the variance of p(inputs). A beta distribution
    of that mean and variance stands for the distribution of p.
    """
    pairs = min(pairs, len(arrays["outcome"]))
    wanted = Wanted(twins_of(campaign, pairs, first), pairs, columns=("outcome",))
    (made,) = run_again([wanted], seed, progress=progress)
    return spread_between(campaign.document, arrays["outcome"], made.columns["outcome"])


def twins_of(campaign: Campaign, pairs: int, first: int = 0) -> Campaign:
    """Return the campaign whose runs have the inputs of others, from `first` on, and own chance."""
    from echelon.campaign.alternatives import designed

    own = np.arange(first, first + pairs)
    return designed(campaign, (own + OTHER_CHANCE) % 2**32, own)


def spread_between(document: Document, ended: Array, twins_ended: Array) -> tuple[InputSpread, ...]:
    """Return the spread due to the inputs from the outcomes of runs and of the twins of the first.

    Parameters
    ----------
    document : Document
        With the outcomes.
    ended, twins_ended : ndarray of int, shapes (runs,) and (pairs,)
        Rows of the outcomes; the runs with twins come first.
    """
    found = []
    for row, (id_, outcome) in enumerate(document.parts.outcomes.items()):
        one, other = (
            (each[: len(twins_ended)] == row).astype(float) for each in (ended, twins_ended)
        )
        share = float((ended == row).mean())
        found.append(spread_of(id_, outcome.label, share, shared_variance(one, other)))
    return tuple(found)


def spread_of(id_: str, label: str, share: float, shared: Shared) -> InputSpread:
    """Say where a probability would lie if the inputs were known, from what twins share."""
    variance, most = max(shared.covariance, 0.0), max(shared.interval.high, 0.0)
    return InputSpread(
        id_,
        label,
        float(np.sqrt(variance)),
        beta_interval(share, variance),
        beta_interval(share, max(variance, most)),
    )


def spread_of_difference(mean: float, one: Array, twin: Array) -> tuple[Interval, Interval]:
    """Give where a difference would lie nine times in ten if every input were known, and at most.

    Parameters
    ----------
    mean : float
        The difference over all pairs, in [-1, 1].
    one, twin : ndarray, shape (pairs,)
        Differences within pairs of runs, -1, 0 or 1, and within their twins, which have the same
        inputs and other chance: Cov is the variance of the difference between inputs.
    """
    shared = shared_variance(one, twin)
    variance = max(shared.covariance, 0.0)
    ranges = (
        beta_interval((mean + 1) / 2, each / 4)
        for each in (variance, max(variance, shared.interval.high))
    )
    inside, most = (Interval(2 * low - 1, 2 * high - 1) for low, high in ranges)
    return inside, most


def beta_interval(mean: float, variance: float) -> Interval:
    """Give the central nine tenths of the beta distribution with a mean and a variance.

    Examples
    --------
    >>> low, high = beta_interval(0.5, 1 / 12)
    >>> round(low, 6), round(high, 6)
    (0.05, 0.95)
    """
    from scipy.stats import beta

    most = mean * (1 - mean)
    if variance <= 0 or most <= 0:
        return Interval(mean, mean)
    total = max(most / min(variance, 0.999 * most) - 1, 1e-3)
    low, high = beta.ppf(CENTRAL, mean * total, (1 - mean) * total)
    return Interval(float(low), float(high))


def run_accounts(
    document: Document, run: Callable[[Document], Arrays], runs: int
) -> tuple[AccountShares, ...]:
    """Run every account of a scenario by itself.

    Parameters
    ----------
    document : Document
        The scenario without an account.
    run : callable
        Makes `runs` runs of a document and returns their columns.
    runs : int
        How many.
    """
    accounts = document.parts.accounts
    total = sum(account.weight for account in accounts.values()) or 1.0
    found = []
    for id_, account in accounts.items():
        arrays = run(document.with_overlay(what_if=document.what_if, account=id_))
        ended = arrays["outcome"][arrays["outcome"] >= 0]
        counts = np.bincount(ended, minlength=len(document.parts.outcomes))
        weight = account.weight / total
        found.append(AccountShares(id_, account.label, weight, tuple(map(int, counts)), runs))
    return tuple(found)


def weighted_interval(accounts: Sequence[AccountShares], row: int) -> tuple[float, Interval]:
    """Give the weighted probability of an outcome over accounts, and its Monte Carlo interval.

    The interval is that of as many runs as the weights leave effective.
    """
    weights = np.array([account.weight for account in accounts])
    share = float(sum(each.weight * each.counts[row] / each.runs for each in accounts))
    each_run = np.repeat(weights / [each.runs for each in accounts], [e.runs for e in accounts])
    runs = max(round(effective_runs(each_run)), 1)
    return share, wilson(round(share * runs), runs)


def layers_json(
    document: Document,
    inputs: Sequence[InputSpread],
    pairs: int,
    accounts: Sequence[AccountShares],
) -> dict[str, Any]:
    """Put every layer of doubt but the luck of the draw as plain values, as results store them.

    Keys are `inputs` (None if no twins were made), `accounts` (None if they were not run), how many
    accounts there are, and `grades`: how many values have each grade, defaults counted as D.
    """
    weighted = []
    for row, (id_, outcome) in enumerate(document.parts.outcomes.items() if accounts else ()):
        share, (low, high) = weighted_interval(accounts, row)
        shares = [each.counts[row] / each.runs for each in accounts]
        weighted.append(
            {
                "id": id_,
                "label": outcome.label,
                "weighted": share,
                "weighted_low": low,
                "weighted_high": high,
                "least": min(shares),
                "greatest": max(shares),
            }
        )
    return {
        "inputs": {"pairs": pairs, "outcomes": [each.as_json() for each in inputs]}
        if inputs
        else None,
        "accounts": {"each": [each.as_json() for each in accounts], "outcomes": weighted}
        if accounts
        else None,
        "n_accounts": len(document.accounts) if document.account is None else 0,
        "grades": grades_of(document),
    }
