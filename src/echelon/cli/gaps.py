"""`echelon gaps`: news that somebody had and no standing order of his reads."""

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
    what_if_option,
)
from echelon.cli.output import print_json, print_page


@click.command()
@scenario_argument
@click.option(
    "-n",
    "--runs",
    type=int,
    callback=between(1, MOST),
    default=500,
    show_default=True,
    metavar="N",
    help="How many runs to look through.",
)
@seed_option
@what_if_option
@account_option
@json_option
def gaps(
    scenario: str,
    runs: int,
    seed: int,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """List news that somebody had and no standing order of his reads.

    The most frequent comes first.
    """
    from echelon.api.machinery import gaps as found_gaps

    loaded = load_overlaid(scenario, what_if, account)
    found = found_gaps(loaded, runs=runs, seed=seed)
    if as_json:
        about = {"scenario": loaded.name, "scenario_hash": loaded.hash}
        print_json({**about, **found.as_json()})
        return
    print_page(str(found))
