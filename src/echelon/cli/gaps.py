"""`echelon gaps`: news that somebody had and no standing order of his reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from echelon.analysis.progress import ProgressBar
from echelon.cli.options import load_overlaid, whole_scenario
from echelon.cli.output import print_json, print_page, tell_even_if_stopped

if TYPE_CHECKING:
    from echelon.analysis.gaps import Gaps


@click.command(short_help="List news that somebody had and no order of his reads.")
@whole_scenario(500, "How many runs to look through.")
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

    def work() -> Gaps:
        with ProgressBar(runs) as bar:
            return found_gaps(loaded, runs=runs, seed=seed, progress=bar)

    def tell(found: Gaps) -> None:
        if as_json:
            about = {"scenario": loaded.name, "scenario_hash": loaded.hash}
            print_json({**about, **found.as_json()})
        else:
            print_page(str(found))

    tell_even_if_stopped(work, tell)
