"""The told runs: sentences with their causes, in as few letters as the file can do with."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from echelon.analysis.results import Results
from echelon.campaign.chronicle import trace
from echelon.campaign.simulate import Campaign
from echelon.report import schema
from echelon.report.selection import Chosen

LONGEST = 4000
"""Events of one chronicle; a longer one is cut off, and says so."""


def chronicles(
    campaign: Campaign, results: Results, chosen: Iterable[Chosen]
) -> tuple[schema.Chronicle, ...]:
    """Tell the chosen runs.

    Parameters
    ----------
    campaign : Campaign
        The compiled scenario of the runs.
    results : Results
        Of the runs.
    chosen : iterable of Chosen
        From `chosen_runs`.
    """
    return tuple(_chronicle(campaign, results, each) for each in chosen)


def _chronicle(campaign: Campaign, results: Results, chosen: Chosen) -> schema.Chronicle:
    manifest = results.manifest
    told = trace(campaign, manifest.seed, chosen.run, most=LONGEST).events
    rows = {event.id: row for row, event in enumerate(told)}
    outcomes = results.questions.outcomes
    outcome = int(results.arrays["outcome"][chosen.run - manifest.first])
    command = ["echelon", "chronicle", manifest.scenario, "--run", str(chosen.run)]
    return schema.Chronicle(
        role=chosen.role,
        reason=chosen.reason,
        run=chosen.run,
        outcome=outcomes[outcome].label if outcome >= 0 else "",
        command=shlex.join([*command, "--seed", str(manifest.seed)]),
        events=tuple(
            schema.Event(
                id=event.id,
                time_us=event.time_us,
                kind=event.kind,
                text=event.text,
                cause=rows.get(event.cause) if event.cause is not None else None,
            )
            for event in told
        ),
    )
