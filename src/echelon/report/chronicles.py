"""The told runs: sentences with their causes, in as few letters as the file can do with."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from echelon.analysis.results import Results
from echelon.campaign.chronicle import trace
from echelon.campaign.simulate import Campaign
from echelon.report import schema
from echelon.report.selection import Chosen

WHOLE_TOGETHER = 16_000
"""Events of all chronicles that are told to the end: some two and a half megabytes."""

LONGEST = 3000
"""Events of a chronicle for which no room is left; it is cut off, and says so."""


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
    room, told = WHOLE_TOGETHER, []
    for each in chosen:
        told.append(_chronicle(campaign, results, each, room))
        room -= 0 if told[-1].cut else len(told[-1].events)
    return tuple(told)


def _chronicle(campaign: Campaign, results: Results, chosen: Chosen, room: int) -> schema.Chronicle:
    manifest = results.manifest
    most = max(room, LONGEST)
    told = trace(campaign, manifest.seed, chosen.run, most=most + 1).events
    cut = len(told) > most
    if cut:
        told = told[:LONGEST]
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
        cut=cut,
    )
