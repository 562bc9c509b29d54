"""`echelon report`: the whole argument as one file."""

from __future__ import annotations

from pathlib import Path

import click

from echelon.analysis.progress import ProgressBar
from echelon.cli.options import (
    MOST,
    between,
    folder_type,
    json_option,
    scenario_argument,
    seed_option,
)
from echelon.cli.output import print_json, print_page
from echelon.cli.saving import save_text
from echelon.errors import UnfinishedError

DEFAULT_RUNS = 10_000


@click.command()
@scenario_argument
@click.option(
    "-n",
    "--runs",
    type=int,
    callback=between(1, MOST),
    default=DEFAULT_RUNS,
    show_default=True,
    metavar="N",
    help="How many runs.",
)
@seed_option
@click.option(
    "-o",
    "--output",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="File to write.  [default: SCENARIO-report.html]",
)
@click.option(
    "--stored",
    type=folder_type(),
    metavar="DIR",
    help="Take the runs that `echelon run --out DIR` has stored.",
)
@click.option(
    "--crossed",
    is_flag=True,
    help="Lay each what-if over every account, however long it takes.",
)
@json_option
def report(
    scenario: str,
    runs: int,
    seed: int,
    output: Path | None,
    stored: Path | None,
    crossed: bool,
    as_json: bool,
) -> None:
    """Write a report: one HTML file that needs no network.

    It has the answer with its uncertainty, the what-ifs, maps and chronicles of
    single runs, and the evidence for every value; the scenario itself is inside.
    """
    from echelon.analysis.wording import wrapped
    from echelon.api import load, load_results
    from echelon.report.make import make_report
    from echelon.report.page import page_of

    loaded = load(scenario)
    path = output or Path(f"{loaded.name}-report.html")
    _prove_writable(path)
    held = None if stored is None else load_results(stored, scenario=loaded)
    with ProgressBar(runs) as bar:
        made = make_report(loaded, runs, seed=seed, stored=held, crossed=crossed, progress=bar)
    text = page_of(made)
    save_text(path, text)
    about = made.about
    size = len(text.encode()) / 1e6
    if as_json:
        print_json(
            {
                "scenario": loaded.name,
                "scenario_hash": loaded.hash,
                "output": str(path),
                "megabytes": size,
                "runs": about.runs,
                "seed": about.seed,
                "answer": made.answer.model_dump(mode="json"),
                "outcomes": [each.model_dump(mode="json") for each in made.outcomes],
            }
        )
        return
    noun = "run" if about.runs == 1 else "runs"
    print_page(
        f"{path}: {size:.1f} MB, of {about.runs} {noun} with seed {about.seed}\n"
        + "\n".join(wrapped(made.answer.sentence))
    )


def _prove_writable(path: Path) -> None:
    """Find out before the runs, not after them, that there is no such folder."""
    if not path.parent.is_dir():
        raise UnfinishedError(f"cannot write `{path}`: there is no folder `{path.parent}`")
