"""`echelon sensitivity`: which inputs an answer hangs on, and how well these are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from echelon.analysis.progress import ProgressBar
from echelon.cli.options import (
    MOST,
    account_option,
    count_option,
    json_option,
    load_overlaid,
    scenario_argument,
    seed_option,
    what_if_option,
)
from echelon.cli.output import print_json, print_page, tell_even_if_stopped
from echelon.errors import Interruption

if TYPE_CHECKING:
    from echelon.analysis.sensitive import Sensitivity


@click.command()
@scenario_argument
@click.option(
    "--outcome",
    "of",
    metavar="ID",
    help="Outcome, time or quantity.  [default: the outcome that came about]",
)
@count_option("-n", "--runs", default=5_000, help="How many runs.", least=1, most=MOST // 4)
@count_option(
    "--pairs", default=1_000, help="Pairs of runs that tell chance from inputs.", most=MOST // 4
)
@count_option(
    "--sobol",
    default=500,
    help="Size of the design for Sobol' indices; 0 for none.",
    most=MOST // 4,
)
@count_option("--few", default=5, help="Inputs that it is for.", least=1, most=100)
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
    answer turns; chance has a share of its own. Ctrl-C tells what the runs made by
    then say.
    """
    loaded = load_overlaid(scenario, what_if, account)

    def work() -> Sensitivity:
        try:
            with ProgressBar(runs) as bar:
                results = loaded.run(runs, seed=seed, progress=bar)
            with ProgressBar(runs) as bar:
                results = loaded.with_layers(results, pairs=0, progress=bar)
        except Interruption as stopped:
            begun = stopped.found
            told = None if begun is None else begun.sensitivity(of, replicates=0)
            raise Interruption(told) from None
        with ProgressBar(2 * pairs) as bar:
            return results.sensitivity(of, replicates=pairs, sobol=sobol, few=few, progress=bar)

    def tell(found: Sensitivity) -> None:
        if as_json:
            print_json(found.as_json())
        else:
            print_page(str(found))

    tell_even_if_stopped(work, tell)
