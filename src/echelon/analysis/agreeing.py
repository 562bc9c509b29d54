"""How far inputs spread what follows in runs that agree with the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from echelon.analysis.beside import OTHER_CHANCE, compiled_later
from echelon.analysis.doubt import DIGITS, OneAccount, OverAccounts
from echelon.analysis.intervals import Interval, effective_runs, wilson
from echelon.analysis.layers import beta_interval, widest_interval
from echelon.analysis.rerun import Wanted, run_again
from echelon.ensemble.chunks import Array, Arrays

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document

MOST_PAIRS = 1_000
"""More twins than this are not worth their time."""

FEWEST_PAIRS = 100.0
"""Fewer effective pairs of which both runs agree tell nothing of the inputs."""


class Spread(NamedTuple):
    """Where a probability would lie nine times in ten were the inputs known, and at most."""

    inside: Interval
    most: Interval


def spread_of_agreeing(
    campaign: Campaign,
    weights: Array,
    ended: Array,
    weigh: Callable[[Arrays], Array],
    seed: int,
    first: int,
) -> tuple[float, tuple[Spread, ...] | None]:
    """Give the runs that agree a twin with the same inputs and other chance, and compare both.

    Parameters
    ----------
    campaign : Campaign
        Of the runs.
    weights, ended : ndarray, shape (runs,)
        How far each run agrees, from 0 to 1, and the row of the outcome in which it ended.
    weigh : callable
        Gives the weights of runs from their columns.
    seed, first : int
        Which runs.

    Returns
    -------
    float
        Effective number of pairs of which both runs agree: the square of the sum of the products of
        their weights over the sum of the squares.
    tuple of Spread or None
        By outcome, where its probability would lie nine times in ten if the inputs were known and
        the record had come about up to the date, and at most: as far as so few pairs allow (95 %);
        None if the pairs are too few.

    Notes
    -----
    For two runs with the same inputs that both agree Cov(Y1, Y2) is the variance of p(inputs) among
    them: inputs count by the square of how often they agree.
    """
    from echelon.campaign.alternatives import designed

    rows = np.flatnonzero(weights > 0)[:MOST_PAIRS]
    if len(rows) < FEWEST_PAIRS:
        return 0.0, None
    own = rows + first
    twins = designed(campaign, (own + OTHER_CHANCE) % 2**32, own)
    wanted = Wanted(twins, len(rows), columns=("outcome", "time_"))
    (made,) = run_again([wanted], seed)
    both = weights[rows] * weigh(made.columns)
    pairs = effective_runs(both) if both.any() else 0.0
    if pairs < FEWEST_PAIRS:
        return pairs, None
    found = []
    for rank in range(len(campaign.document.parts.outcomes)):
        one, other = (each == rank for each in (ended[rows], made.columns["outcome"]))
        share = float(np.average(ended == rank, weights=weights))
        found.append(_spread(share, one, other, both, pairs))
    return pairs, tuple(found)


def _spread(share: float, one: Array, other: Array, both: Array, pairs: float) -> Spread:
    """Tell one probability apart, from weighed pairs as `shared_by_inputs` from equal ones."""
    mean = float(np.average((one + other.astype(float)) / 2, weights=both))
    variance = max(float(np.average((one - mean) * (other - mean), weights=both)), 0.0)
    differ = float(np.average(one != other, weights=both))
    least = wilson(differ * pairs, pairs).low
    at_all = max(mean * (1 - mean), share * (1 - share))
    widest = widest_interval(share, variance, max(variance, at_all - least / 2), pairs)
    return Spread(beta_interval(share, variance), widest)


def accounts_of_agreeing(
    document: Document, weigh: Callable[[Arrays], Array], runs: int, seed: int
) -> tuple[OverAccounts | None, ...]:
    """Run every account by itself, and see what follows in those of its runs that agree.

    Parameters
    ----------
    document : Document
        Of the runs, without an account.
    weigh : callable
        Gives the weights of runs from their columns.
    runs, seed : int
        How many of each account, from number 0 on.

    Returns
    -------
    tuple of OverAccounts or None
        By outcome; `of` is the effective number of runs that agree. All accounts together are
        weighed by their weights and by how far their runs agree, as what is known makes those the
        likelier that foretell it. None if no run of any account agrees.
    """
    accounts = document.under_each_account()
    wanted = [
        Wanted(compiled_later(each), runs, columns=("outcome", "time_"))
        for each in accounts.values()
    ]
    made = dict(zip(accounts, run_again(wanted, seed), strict=True))
    agreeing = {id_: weigh(each.columns) for id_, each in made.items()}
    prior = {id_: document.parts.accounts[id_].weight for id_ in accounts}
    together = np.concatenate([prior[id_] * agreeing[id_] for id_ in accounts])
    if not together.any():
        return (None,) * len(document.parts.outcomes)
    ended = np.concatenate([each.columns["outcome"] for each in made.values()])
    effective, found = effective_runs(together), []
    for rank in range(len(document.parts.outcomes)):
        weighted = float(np.average(ended == rank, weights=together))
        each = tuple(
            _one_account(id_, agreeing[id_], made[id_].columns["outcome"] == rank)
            for id_ in accounts
        )
        interval = wilson(weighted * effective, effective)
        found.append(OverAccounts(each, round(weighted, DIGITS), interval))
    return tuple(found)


def _one_account(id_: str, weights: Array, came: Array) -> OneAccount:
    if not weights.any():
        return OneAccount(id_, None, 0)
    share = float(np.average(came, weights=weights))
    return OneAccount(id_, share, round(effective_runs(weights)))
