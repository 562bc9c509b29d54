"""`echelon hindcast`: what really happened, among the runs."""

from __future__ import annotations

import click

from echelon.cli.options import (
    MOST,
    account_option,
    between,
    json_option,
    load_overlaid,
    scenario_argument,
    seed_option,
)
from echelon.cli.output import print_json, print_page
from echelon.cli.progress import ProgressBar


@click.command()
@scenario_argument
@click.option(
    "-n",
    "--runs",
    type=int,
    callback=between(1, MOST),
    default=10_000,
    show_default=True,
    metavar="N",
    help="How many runs.",
)
@seed_option
@account_option
@json_option
def hindcast(scenario: str, runs: int, seed: int, account: str | None, as_json: bool) -> None:
    """Place what really happened among the runs, and score them.

    Facts that inputs were set from are listed and not scored.
    """
    loaded = load_overlaid(scenario, None, account)
    with ProgressBar(runs) as bar:
        found = loaded.run(runs, seed=seed, progress=bar).hindcast()
    if as_json:
        print_json(found.as_json())
    else:
        print_page(str(found))
