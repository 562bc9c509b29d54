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

FEWEST_CROSSED = 40
"""So many of each account will do to tell what a change makes of it: they meet the draws of the
base, so that luck moves the difference little, and what is luck in it is taken off and told."""

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
    return max(count // max(changes, 1), min(FEWEST_CROSSED, count))


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
    own: Made | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> RunsBeside:
    """Make the twins of some runs, and runs of each account, all in one go.

    The runs of an account that changes nothing are those of the campaign: they are not made again.

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
    own : Made, optional
        The runs of the campaign from number 0 on, with all that is kept, as far as they are made.
    jobs, progress
        As of `run_again`.
    """
    worlds: list[Campaign | Deferred] = [twins_of(campaign, twins, first)] if twins else []
    told = {id_: compiled_later(each) for id_, each in accounts.items()} if rivals else {}
    alike = alike_in(campaign.document, accounts) if own is not None and rivals <= len(own) else ()
    worlds += [world for id_, world in told.items() if id_ not in alike]
    counts = [twins] * bool(twins) + [rivals] * (len(told) - len(alike))
    wanted = [Wanted(*each, deeds, columns, look) for each in zip(worlds, counts, strict=True)]
    made = run_again(wanted, seed, jobs=jobs, progress=progress)
    of_twins = made.pop(0) if twins else Made({"outcome": np.zeros(0, np.int64)})
    by_account = {}
    for id_, world in told.items():
        if own is not None and id_ in alike:
            by_account[id_] = campaign, own.first(rivals)
        else:
            by_account[id_] = world(), made.pop(0)
    return RunsBeside(
        of_twins.columns["outcome"],
        {id_: each.columns["outcome"] for id_, (_, each) in by_account.items()},
        of_twins,
        by_account,
    )


def alike_in(document: Document, accounts: Mapping[str, Document]) -> frozenset[str]:
    """Return the accounts that change nothing in a scenario: each of their runs is its own."""
    hashed = document.scenario_hash
    return frozenset(id_ for id_, each in accounts.items() if each.scenario_hash == hashed)


def twins_of(campaign: Campaign, pairs: int, first: int = 0) -> Campaign:
    """Return the campaign whose runs have the inputs of others, from `first` on, and own chance."""
    from echelon.campaign.alternatives import designed

    own = np.arange(first, first + pairs)
    return designed(campaign, (own + OTHER_CHANCE) % 2**32, own)


def compiled_later(document: Document) -> Deferred:
    """Compile a scenario when a thread comes to it."""
    from echelon.campaign import compile

    return Deferred(partial(compile, document))
