"""`echelon ablate`: the answer with each mechanism of the model neutralised."""

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
from echelon.cli.progress import ProgressBar


@click.command()
@scenario_argument
@click.option(
    "-n",
    "--runs",
    type=int,
    callback=between(1, MOST),
    default=2_000,
    show_default=True,
    metavar="N",
    help="How many runs of each.",
)
@seed_option
@click.option(
    "--variants",
    is_flag=True,
    help="Run structural variants side by side instead: other equations for the same thing.",
)
@what_if_option
@account_option
@json_option
def ablate(
    scenario: str,
    runs: int,
    seed: int,
    variants: bool,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Show what each mechanism of the model adds to the answer.

    Each is neutralised in turn, and a model of ten lines stands beside the whole.
    """
    from echelon.api.machinery import ablate as ablated

    loaded = load_overlaid(scenario, what_if, account)
    with ProgressBar(runs) as bar:
        found = ablated(loaded, runs=runs, seed=seed, variants=variants, progress=bar)
    if as_json:
        about = {"scenario": loaded.name, "scenario_hash": loaded.hash, "seed": seed}
        print_json({**about, **found.as_json()})
        return
    print_page(str(found))
