"""`echelon branch`: one run taken up at a moment, changed, and run on many times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from echelon.analysis.progress import ProgressBar
from echelon.cli.options import (
    MOST,
    account_option,
    between,
    changes_of,
    json_option,
    load_overlaid,
    run_option,
    scenario_argument,
    seed_option,
    what_if_option,
)
from echelon.cli.output import print_json, print_page, tell_even_if_stopped

if TYPE_CHECKING:
    from echelon.analysis.branches import Branches


@click.command()
@scenario_argument
@run_option
@seed_option
@click.option("--at", required=True, metavar="TIME", help="Moment at which the run is taken up.")
@click.option(
    "--change",
    "changes",
    metavar="PART.ID.FIELD=VALUE",
    multiple=True,
    help="What is changed there; may be given more than once.",
)
@click.option(
    "-n",
    "--branches",
    type=int,
    callback=between(1, MOST),
    default=1_000,
    show_default=True,
    metavar="N",
    help="How many times it is run on.",
)
@what_if_option
@account_option
@json_option
def branch(
    scenario: str,
    run_index: int,
    seed: int,
    at: str,
    changes: tuple[str, ...],
    branches: int,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Take up one run at a moment, change something, and run it on.

    What was drawn by then stays as it was; what comes after meets other luck.
    """
    from echelon.api.branching import branch as branched

    loaded = load_overlaid(scenario, what_if, account)
    changed = changes_of(changes)

    def work() -> Branches:
        with ProgressBar(2 * branches) as bar:
            return branched(
                loaded, run_index, at, changed, branches=branches, seed=seed, progress=bar
            )

    def tell(found: Branches) -> None:
        if as_json:
            print_json({"scenario": loaded.name, "scenario_hash": loaded.hash, **found.as_json()})
        else:
            print_page(str(found))

    tell_even_if_stopped(work, tell)
