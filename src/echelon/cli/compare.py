"""`echelon compare`: a scenario beside its what-ifs, run by run."""

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
    runs_option,
    scenario_argument,
    seed_option,
)
from echelon.cli.output import print_json, print_page, tell_even_if_stopped

if TYPE_CHECKING:
    from echelon.analysis.compare import Comparison


@click.command()
@scenario_argument
@click.option(
    "--what-if",
    "what_ifs",
    metavar="ID",
    multiple=True,
    help="A what-if; may be given more than once.  [default: all]",
)
@runs_option(1_000, "How many pairs of runs.")
@seed_option
@click.option(
    "--run",
    "run_index",
    type=int,
    callback=between(0, MOST),
    metavar="K",
    help="Tell this run and its pair side by side from where they part.",
)
@account_option
@json_option
def compare(
    scenario: str,
    what_ifs: tuple[str, ...],
    runs: int,
    seed: int,
    run_index: int | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Show what a what-if would have changed, run by run.

    Each run meets the same luck with and without the change. Ctrl-C tells what was
    compared by then.
    """
    from echelon.analysis.compare_text import comparisons_text
    from echelon.analysis.divergence import divergence_text
    from echelon.api.comparing import compare as compared
    from echelon.api.comparing import diverge

    loaded = load_overlaid(scenario, None, account)
    wanted = what_ifs or loaded.what_ifs
    calendar = loaded.document.calendar
    if run_index is not None:
        found = {id_: diverge(loaded, loaded.what_if(id_), run_index, seed=seed) for id_ in wanted}
        if as_json:
            plain = {id_: each.as_json(calendar) for id_, each in found.items()}
            print_json({"scenario": loaded.name, "divergences": plain})
            return
        pages = [
            f"What-if {id_}\n\n{divergence_text(each, calendar)}" for id_, each in found.items()
        ]
        print_page("\n\n\n".join(pages))
        return

    def work() -> tuple[Comparison, ...]:
        with ProgressBar(runs * (1 + len(wanted))) as bar:
            return compared(loaded, *wanted, runs=runs, seed=seed, progress=bar)

    def tell(comparisons: tuple[Comparison, ...]) -> None:
        if not as_json:
            print_page(comparisons_text(loaded.title, comparisons))
            return
        print_json(
            {
                "scenario": loaded.name,
                "scenario_hash": loaded.hash,
                "seed": seed,
                "runs": runs,
                "comparisons": [each.as_json() for each in comparisons],
            }
        )

    tell_even_if_stopped(work, tell)
