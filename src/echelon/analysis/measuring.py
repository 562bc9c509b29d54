"""Measuring the sorts of doubt: runs made beside others, and what each says of the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from echelon.analysis.beside import RunsBeside, run_beside
from echelon.analysis.doubt import Doubt, Truths, always_asked, doubt_of_share
from echelon.analysis.layers import layers_json, layers_of
from echelon.analysis.questions import Questions, questions_of
from echelon.analysis.rerun import Made, Progress
from echelon.analysis.successions import successions_of
from echelon.ensemble.columns import NEVER

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.ensemble.chunks import Array, Arrays

KEPT = ("time_", "quantity_")
"""Columns that say whether something came about."""


def measure_layers(
    campaign: Campaign,
    arrays: Arrays,
    twins: int,
    rivals: int,
    seed: int,
    *,
    first: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Make twins of some runs and run the rival accounts; return what `layers_json` says of both.

    To that comes what `doubts_beside` gives.

    Parameters
    ----------
    campaign : Campaign
        Of the runs.
    arrays : mapping of str to ndarray
        Of the runs, from number `first` on.
    twins, rivals : int
        Runs that get a twin, and runs of each account; 0 for none.
    seed, first : int
        Which runs.
    progress : callable, optional
        Called with the runs made and the runs wanted.
    """
    document = campaign.document
    if not document.parts.outcomes:
        return layers_json(document, (), 0, ())
    accounts = document.under_each_account() if rivals and document.account is None else {}
    kept = ("outcome", *KEPT)
    own = {name: column for name, column in arrays.items() if name.startswith(kept)}
    beside = run_beside(
        campaign,
        accounts,
        twins=twins,
        rivals=rivals,
        seed=seed,
        first=first,
        columns=kept,
        own=Made(own) if first == 0 else None,
        progress=progress,
    )
    layers = layers_of(document, arrays["outcome"], beside)
    weights = {id_: each.weight for id_, each in document.parts.accounts.items()}
    return {**layers, **doubts_beside(questions_of(document), arrays, beside, weights)}


def doubts_beside(
    questions: Questions, arrays: Arrays, beside: RunsBeside, weights: Mapping[str, float]
) -> dict[str, Any]:
    """Tell what is in doubt about what comes about in the runs, beside the luck of the draw.

    Parameters
    ----------
    questions : Questions
        Of the runs.
    arrays : mapping of str to ndarray
        Of the runs.
    beside : RunsBeside
        Made with the columns `KEPT`.
    weights : mapping of str to float
        Of the accounts.

    Returns
    -------
    dict of str to dict
        `reached`: by id of a time, or of a recorded quantity, how often it comes about;
        `successions`: by key of an order of events, how often the runs show it.
    """
    recorded = {fact.of for fact in questions.record}
    columns = {asked.id: f"time_{asked.id}" for asked in questions.times}
    columns |= {it.id: f"quantity_{it.id}" for it in questions.quantities if it.id in recorded}
    sets = _Sets(arrays, beside, weights)
    return {
        "reached": {
            id_: sets.doubt({column}, partial(_in_column, column)).as_json()
            for id_, column in columns.items()
        },
        "successions": {
            each.key: sets.doubt({f"time_{fact.of}" for fact in each}, each.shown).as_json()
            for each in successions_of(questions)
        },
    }


class _Sets(NamedTuple):
    """The runs, and those made beside them."""

    arrays: Arrays
    beside: RunsBeside
    weights: Mapping[str, float]

    def doubt(self, needed: set[str], is_so: Callable[[Mapping[str, Array]], Truths]) -> Doubt:
        """Tell what is in doubt about the share of the runs in which something is so.

        Sets of runs that lack a needed column say nothing of it.
        """
        own, twins = is_so(self.arrays), self.beside.made_twins.columns
        accounts = {
            account: always_asked(is_so(made.columns))
            for account, (_, made) in self.beside.made_accounts.items()
            if needed <= made.columns.keys()
        }
        other = is_so(twins) if needed <= twins.keys() else own[:0]
        asked = always_asked(own), always_asked(other)
        return doubt_of_share(float(own.mean()), *asked, accounts, self.weights)


def _in_column(name: str, columns: Mapping[str, Array]) -> Truths:
    return _came(columns[name])


def _came(column: Array) -> Truths:
    """Say in which runs a moment came, or a quantity is known."""
    return ~np.isnan(column) if column.dtype.kind == "f" else np.asarray(column != NEVER)
