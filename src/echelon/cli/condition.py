"""`echelon condition`: what follows in the runs that agree with the record up to a date."""

from __future__ import annotations

import click

from echelon.cli.options import (
    account_option,
    json_option,
    load_overlaid,
    runs_option,
    scenario_argument,
    seed_option,
)
from echelon.cli.output import print_json, print_page
from echelon.cli.progress import ProgressBar


@click.command()
@scenario_argument
@click.option("--until", required=True, metavar="TIME", help="Up to when the record is known.")
@click.option(
    "--tolerance",
    "tolerance_h",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    metavar="HOURS",
    help="By how much the recorded bounds are widened.",
)
@click.option(
    "--scale",
    "scale_h",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="HOURS",
    help="Weigh all runs by their distance from the record, on this scale.",
)
@runs_option(10_000)
@seed_option
@account_option
@json_option
def condition(
    scenario: str,
    until: str,
    tolerance_h: float,
    scale_h: float,
    runs: int,
    seed: int,
    account: str | None,
    as_json: bool,
) -> None:
    """Keep the runs that agree with the record so far, and say what follows.

    With --scale the runs are weighed by their distance from it instead.
    """
    from echelon.analysis.condition import condition as conditioned

    loaded = load_overlaid(scenario, None, account)
    with ProgressBar(runs) as bar:
        results = loaded.run(runs, seed=seed, progress=bar)
    found = conditioned(results, until, tolerance_h=tolerance_h, scale_h=scale_h)
    if as_json:
        about = {"scenario": loaded.name, "scenario_hash": loaded.hash, "seed": seed}
        plain = found.as_json()
        for outcome in plain["outcomes"]:
            if not found.kept:
                outcome["probability"] = None
        print_json({**about, **plain})
        return
    print_page(str(found))
