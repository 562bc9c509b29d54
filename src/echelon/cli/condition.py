"""`echelon condition`: what follows in the runs that agree with the record up to a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from echelon.analysis.progress import ProgressBar
from echelon.cli.options import (
    account_option,
    json_option,
    load_overlaid,
    runs_option,
    scenario_argument,
    seed_option,
)
from echelon.cli.output import print_json, print_page, tell_even_if_stopped
from echelon.errors import Interruption

if TYPE_CHECKING:
    from echelon.analysis.condition import Conditioned
    from echelon.api import Results


@click.command(short_help="Keep the runs that agree with the record so far.")
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

    With --scale the runs are weighed by their distance from it instead. Ctrl-C tells
    what follows in the runs made by then.
    """
    from echelon.analysis.condition import condition as conditioned
    from echelon.api.asking import moment_within

    loaded = load_overlaid(scenario, None, account)
    # A date that cannot be meant is told before the runs are made.
    moment_within(loaded.document, until)

    def agreeing(results: Results, inputs: bool) -> Conditioned:
        return conditioned(results, until, tolerance_h=tolerance_h, scale_h=scale_h, inputs=inputs)

    def work() -> Conditioned:
        try:
            with ProgressBar(runs) as bar:
                results = loaded.run(runs, seed=seed, progress=bar)
            with ProgressBar(runs) as bar:
                results = loaded.with_layers(results, progress=bar)
        except Interruption as stopped:
            begun = stopped.found
            raise Interruption(None if begun is None else agreeing(begun, False)) from None
        return agreeing(results, True)

    def tell(found: Conditioned) -> None:
        if as_json:
            about = {"scenario": loaded.name, "scenario_hash": loaded.hash, "seed": seed}
            print_json({**about, **found.as_json()})
        else:
            print_page(str(found))

    tell_even_if_stopped(work, tell)
