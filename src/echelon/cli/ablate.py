"""`echelon ablate`: the answer with each mechanism of the model neutralised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from echelon.analysis.progress import ProgressBar
from echelon.cli.options import load_overlaid, whole_scenario
from echelon.cli.output import print_json, print_page, tell_even_if_stopped

if TYPE_CHECKING:
    from echelon.analysis.ablate import Ablation


@click.command()
@whole_scenario(500, "How many runs of each.")
@click.option(
    "--variants",
    is_flag=True,
    help="Run structural variants side by side instead: other equations for the same thing.",
)
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

    def work() -> Ablation:
        with ProgressBar(runs) as bar:
            return ablated(loaded, runs=runs, seed=seed, variants=variants, progress=bar)

    def tell(found: Ablation) -> None:
        if as_json:
            about = {"scenario": loaded.name, "scenario_hash": loaded.hash, "seed": seed}
            print_json({**about, **found.as_json()})
        else:
            print_page(str(found))

    tell_even_if_stopped(work, tell)
