"""`echelon causes`: which decisions an outcome hangs on."""

from __future__ import annotations

import click

from echelon.cli.options import (
    account_option,
    between,
    json_option,
    load_overlaid,
    scenario_argument,
    seed_option,
)
from echelon.cli.output import print_json, print_page
from echelon.cli.progress import ProgressBar

MOST_PAIRS = 10_000_000


@click.command()
@scenario_argument
@click.option(
    "--outcome", metavar="ID", help="Outcome to explain.  [default: the one that came about]"
)
@click.option(
    "-n",
    "--runs",
    type=int,
    callback=between(1, MOST_PAIRS),
    default=2_000,
    show_default=True,
    metavar="N",
    help="Runs behind what matters most.",
)
@click.option(
    "--screen",
    type=int,
    callback=between(1, MOST_PAIRS),
    default=200,
    show_default=True,
    metavar="N",
    help="Runs with which everything is tried first.",
)
@click.option(
    "--top",
    type=int,
    callback=between(1, 10_000),
    default=12,
    show_default=True,
    metavar="N",
    help="How many are then tried with all runs.",
)
@seed_option
@account_option
@json_option
def causes(
    scenario: str,
    outcome: str | None,
    runs: int,
    screen: int,
    top: int,
    seed: int,
    account: str | None,
    as_json: bool,
) -> None:
    """Say how often each decision was necessary, and how often sufficient.

    Every standing order, act and what-if is taken away, or assured, under the same
    luck; a difference is its effect alone.
    """
    loaded = load_overlaid(scenario, None, account)
    with ProgressBar(runs) as bar:
        found = loaded.causes(outcome, runs, screen=screen, top=top, seed=seed, progress=bar)
    if as_json:
        print_json(found.as_json())
    else:
        print_page(str(found))
