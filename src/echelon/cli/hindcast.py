"""`echelon hindcast`: what really happened, among the runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from echelon.analysis.progress import ProgressBar
from echelon.cli.options import (
    MOST,
    account_option,
    between,
    json_option,
    load_overlaid,
    scenario_argument,
    seed_option,
)
from echelon.cli.output import print_json, print_page, tell_even_if_stopped

if TYPE_CHECKING:
    from echelon.api import Results


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

    Facts that inputs were set from are listed and not scored. Ctrl-C scores the runs
    made by then.
    """
    loaded = load_overlaid(scenario, None, account)

    def work() -> Results:
        with ProgressBar(runs) as bar:
            results = loaded.run(runs, seed=seed, progress=bar)
        with ProgressBar(runs) as bar:
            return loaded.with_layers(results, progress=bar)

    def tell(results: Results) -> None:
        found = results.hindcast()
        if as_json:
            print_json(found.as_json())
        else:
            print_page(str(found))

    tell_even_if_stopped(work, tell)
