"""Runs made beside others, to tell apart what these leave in doubt: twins, and each account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from echelon.analysis.rerun import NOTHING_MADE, Deferred, Look, Made, Progress, Wanted, run_again

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.ensemble.chunks import Array
    from echelon.scenario.document import Document

OTHER_CHANCE = 2**31
"""How far from a run's own number the chance of its twin is taken: farther than anybody counts."""

FEWEST_BESIDE = 100
"""Fewer runs beside the others say nothing about inputs or accounts."""

MOST_TWINS, MOST_OF_AN_ACCOUNT = 1_000, 400
"""More are not worth the time of a default; accounts meet the luck of the base, so few will do."""


def twins_for(runs: int) -> int:
    """Return how many of so many runs get a twin unless somebody says: a quarter, none of few."""
    return _quarter(runs, MOST_TWINS)


def account_runs_for(runs: int, changes: int = 1) -> int:
    """Return how often each account is run beside so many runs unless somebody says.

    Where it is asked under several changes, these share the runs.
    """
    count = _quarter(runs, MOST_OF_AN_ACCOUNT)
    return max(count // max(changes, 1), FEWEST_BESIDE) if count else 0


def _quarter(runs: int, most: int) -> int:
    count = min(runs // 4, most)
    return count if count >= FEWEST_BESIDE else 0


@dataclass(frozen=True)
class RunsBeside:
    """How the runs end that are made beside others.

    Parameters
    ----------
    twins : ndarray of int, shape (pairs,)
        Rows of the outcomes in which the twins of the first runs ended, which have the same inputs
        and other chance.
    accounts : mapping of str to ndarray of int
        The same of the runs of each account by itself, from number 0 on.
    made_twins : Made
        All that was kept of the twins.
    made_accounts : mapping of str to (Campaign, Made)
        The same of the runs of each account, and what ran.
    """

    twins: Array
    accounts: Mapping[str, Array]
    made_twins: Made = NOTHING_MADE
    made_accounts: Mapping[str, tuple[Campaign, Made]] = field(default_factory=dict)


def run_beside(
    campaign: Campaign,
    accounts: Mapping[str, Document],
    *,
    twins: int,
    rivals: int,
    seed: int,
    first: int = 0,
    deeds: bool = False,
    columns: tuple[str, ...] = ("outcome",),
    look: Look | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> RunsBeside:
    """Make the twins of some runs, and runs of each account, all in one go.

    Parameters
    ----------
    campaign : Campaign
        Of the runs.
    accounts : mapping of str to Document
        The same as each account has it.
    twins, rivals : int
        Runs that get a twin, and runs of each account; 0 for none.
    seed, first : int
        Which runs.
    deeds, columns, look
        What is kept of them, as of `Wanted`; the outcomes always are.
    jobs, progress
        As of `run_again`.
    """
    worlds: list[Campaign | Deferred] = [twins_of(campaign, twins, first)] if twins else []
    told = {id_: compiled_later(each) for id_, each in accounts.items()} if rivals else {}
    worlds += told.values()
    counts = [twins] * bool(twins) + [rivals] * len(told)
    wanted = [Wanted(*each, deeds, columns, look) for each in zip(worlds, counts, strict=True)]
    made = run_again(wanted, seed, jobs=jobs, progress=progress)
    of_twins = made.pop(0) if twins else Made({"outcome": np.zeros(0, np.int64)})
    by_account = dict(zip(told, made, strict=True))
    return RunsBeside(
        of_twins.columns["outcome"],
        {id_: each.columns["outcome"] for id_, each in by_account.items()},
        of_twins,
        {id_: (told[id_](), each) for id_, each in by_account.items()},
    )


def twins_of(campaign: Campaign, pairs: int, first: int = 0) -> Campaign:
    """Return the campaign whose runs have the inputs of others, from `first` on, and own chance."""
    from echelon.campaign.alternatives import designed

    own = np.arange(first, first + pairs)
    return designed(campaign, (own + OTHER_CHANCE) % 2**32, own)


def compiled_later(document: Document) -> Deferred:
    """Compile a scenario when a thread comes to it."""
    from echelon.campaign import compile

    return Deferred(partial(compile, document))
