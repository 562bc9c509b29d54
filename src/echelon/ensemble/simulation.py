"""The campaign layer as the ensemble sees it: a function that simulates a range of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from echelon.ensemble.chunks import Arrays, Interrupted, SimulateRange
from echelon.ensemble.columns import Column

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document


def prepare(document: Document, seed: int) -> SimulateRange:
    """Compile a scenario in this process, for `Work` on any machine."""
    from echelon import campaign

    return simulate_range(campaign.compile(document), seed)


def simulate_range(campaign: Campaign, seed: int) -> SimulateRange:
    """Make the function that simulates runs of a compiled scenario under a seed."""
    from echelon.campaign import simulate

    def simulate_some(first: int, count: int, interrupted: Interrupted) -> Arrays:
        block = simulate(campaign, seed, first, count, interrupted=interrupted, census=True)
        return {**block.columns, **block.tallies}

    return simulate_some


def columns_of(campaign: Campaign) -> tuple[Column, ...]:
    """Describe the columns that the compiled scenario brings, in schema order."""
    return tuple(
        Column(column.name, column.dtype, column.unit, column.label) for column in campaign.columns
    )
