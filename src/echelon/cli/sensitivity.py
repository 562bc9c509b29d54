"""`echelon sensitivity`: which inputs an answer hangs on, and how well these are known."""

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
    "--outcome",
    "of",
    metavar="ID",
    help="Outcome, time or quantity.  [default: the outcome that came about]",
)
@click.option(
    "-n",
    "--runs",
    type=int,
    callback=between(1, MOST // 4),
    default=10_000,
    show_default=True,
    metavar="N",
    help="How many runs.",
)
@click.option(
    "--pairs",
    type=int,
    callback=between(0, MOST // 4),
    default=2_000,
    show_default=True,
    metavar="N",
    help="Pairs of runs that tell chance from inputs.",
)
@click.option(
    "--sobol",
    type=int,
    callback=between(0, MOST // 4),
    default=1_000,
    show_default=True,
    metavar="N",
    help="Size of the design for Sobol' indices; 0 for none.",
)
@click.option(
    "--few",
    type=int,
    callback=between(1, 100),
    default=5,
    show_default=True,
    metavar="N",
    help="Inputs that it is for.",
)
@seed_option
@what_if_option
@account_option
@json_option
def sensitivity(
    scenario: str,
    of: str | None,
    runs: int,
    pairs: int,
    sobol: int,
    few: int,
    seed: int,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Say what an answer hangs on, and how well that is known.

    Influence stands beside the grade of the evidence, with the value at which the
    answer turns; chance has a share of its own.
    """
    loaded = load_overlaid(scenario, what_if, account)
    with ProgressBar(runs) as bar:
        results = loaded.run(runs, seed=seed, progress=bar)
    with ProgressBar(2 * pairs) as bar:
        found = results.sensitivity(of, replicates=pairs, sobol=sobol, few=few, progress=bar)
    if as_json:
        print_json(found.as_json())
    else:
        print_page(str(found))
