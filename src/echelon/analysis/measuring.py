"""Measuring the sorts of doubt: runs made beside others, and what each says of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.beside import RunsBeside, run_beside
from echelon.analysis.doubt import Truths, always_asked, doubt_of_share
from echelon.analysis.layers import layers_json, layers_of
from echelon.analysis.questions import Questions, questions_of
from echelon.analysis.rerun import Progress
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

    To that comes `reached`: by id of a time, or of a recorded quantity, what is in doubt about how
    often it comes about.

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
    beside = run_beside(
        campaign,
        accounts,
        twins=twins,
        rivals=rivals,
        seed=seed,
        first=first,
        columns=("outcome", *KEPT),
        progress=progress,
    )
    layers = layers_of(document, arrays["outcome"], beside)
    weights = {id_: each.weight for id_, each in document.parts.accounts.items()}
    return {**layers, "reached": dict(_reached(questions_of(document), arrays, beside, weights))}


def _reached(
    questions: Questions, arrays: Arrays, beside: RunsBeside, weights: Mapping[str, float]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is in doubt about how often each time, or recorded quantity, comes about."""
    recorded = {fact.of for fact in questions.record}
    columns = {asked.id: f"time_{asked.id}" for asked in questions.times}
    columns |= {it.id: f"quantity_{it.id}" for it in questions.quantities if it.id in recorded}
    for id_, column in columns.items():
        own = _came(arrays[column])
        twins = _came(beside.made_twins.columns.get(column, np.zeros(0)))
        accounts = {
            account: always_asked(_came(made.columns[column]))
            for account, (_, made) in beside.made_accounts.items()
            if column in made.columns
        }
        doubt = doubt_of_share(
            float(own.mean()), always_asked(own), always_asked(twins), accounts, weights
        )
        yield id_, doubt.as_json()


def _came(column: Array) -> Truths:
    """Say in which runs a moment came, or a quantity is known."""
    return ~np.isnan(column) if column.dtype.kind == "f" else np.asarray(column != NEVER)
