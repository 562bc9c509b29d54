"""`echelon causes`: which decisions an outcome hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from echelon.analysis.progress import ProgressBar
from echelon.cli.options import (
    account_option,
    count_option,
    full_option,
    json_option,
    load_overlaid,
    scenario_argument,
    seed_option,
)
from echelon.cli.output import print_json, print_page, tell_even_if_stopped

if TYPE_CHECKING:
    from echelon.analysis.causes import Causes

MOST_PAIRS = 10_000_000


@click.command(short_help="Say how often each decision was necessary or sufficient.")
@scenario_argument
@click.option(
    "--outcome", metavar="ID", help="Outcome to explain.  [default: the one that came about]"
)
@count_option(
    "-n", "--runs", default=500, help="Runs behind what matters most.", least=1, most=MOST_PAIRS
)
@count_option(
    "--screen",
    default=30,
    help="Runs with which everything is tried first.",
    least=1,
    most=MOST_PAIRS,
)
@count_option(
    "--top", default=8, help="How many are then tried with all runs.", least=1, most=10_000
)
@click.option(
    "--crossed", is_flag=True, help="Open the gates of the funnel under each account, too."
)
@seed_option
@account_option
@full_option
@json_option
def causes(
    scenario: str,
    outcome: str | None,
    runs: int,
    screen: int,
    top: int,
    crossed: bool,
    seed: int,
    account: str | None,
    full: bool,
    as_json: bool,
) -> None:
    """Say how often each decision was necessary, and how often sufficient.

    Every standing order, act and what-if is taken away, or assured, under the same
    luck; a difference is its effect alone. Ctrl-C tells what was tried by then.
    """
    loaded = load_overlaid(scenario, None, account)

    def work() -> Causes:
        with ProgressBar(runs) as bar:
            return loaded.causes(
                outcome, runs, screen=screen, top=top, crossed=crossed, seed=seed, progress=bar
            )

    def tell(found: Causes) -> None:
        if as_json:
            print_json(found.as_json())
        else:
            print_page(found.in_full() if full else str(found))

    tell_even_if_stopped(work, tell)
