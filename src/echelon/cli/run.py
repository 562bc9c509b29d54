"""`echelon run`: many campaigns, and what they say."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from echelon.analysis.progress import ProgressBar
from echelon.analysis.wording import WIDTH
from echelon.cli.options import (
    MOST,
    MOST_SEED,
    account_option,
    between,
    folder_type,
    full_option,
    json_option,
    load_overlaid,
    scenario_argument,
    what_if_option,
)
from echelon.cli.output import print_json, print_results
from echelon.errors import EchelonError, Interruption, MisuseError, UnfinishedError

if TYPE_CHECKING:
    from echelon.api import Results, Scenario

DEFAULT_RUNS = 10_000
DEFAULT_SEED = 0


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line, defaults filled in."""

    scenario: str
    runs: int
    seed: int
    jobs: int | None
    out: Path | None
    resume: bool
    cluster: str | None
    what_if: str | None
    account: str | None
    pairs: int | None = 0
    accounts: bool = False
    full: bool = False

    def resuming(self) -> str:
        """Write the command that goes on where this one stopped."""
        options = {
            "-n": self.runs,
            "--seed": self.seed,
            "--what-if": self.what_if,
            "--account": self.account,
            "--jobs": self.jobs,
            "--cluster": self.cluster,
            "--out": self.out,
        }
        return f"{_command('run', self.scenario, options)} --resume"

    def telling(self) -> str:
        """Write the command that tells the first run."""
        options = {
            "--run": 0,
            "--seed": self.seed or None,
            "--what-if": self.what_if,
            "--account": self.account,
        }
        return _command("chronicle", self.scenario, options)


@click.command()
@scenario_argument
@click.option(
    "-n",
    "--runs",
    type=int,
    callback=between(1, MOST),
    metavar="N",
    help=f"How many runs.  [default: {DEFAULT_RUNS}]",
)
@click.option(
    "--seed",
    type=int,
    callback=between(0, MOST_SEED),
    metavar="N",
    help=f"Root of all random draws.  [default: {DEFAULT_SEED}]",
)
@click.option(
    "--jobs",
    type=int,
    callback=between(1, 1024),
    metavar="N",
    help="Threads; does not change the result.  [default: one a core]",
)
@click.option("--out", type=folder_type(), metavar="DIR", help="Store the runs in this folder.")
@click.option("--resume", is_flag=True, help="Go on with what --out already holds.")
@click.option("--cluster", metavar="ADDRESS", help="Let the workers of this Dask scheduler run.")
@click.option(
    "--pairs",
    type=int,
    callback=between(0, MOST),
    metavar="N",
    help="Runs that get a twin with the same inputs, to tell the doubt about these apart.  "
    "[default: a quarter of them, at most 1000; none of few]",
)
@click.option(
    "--accounts",
    is_flag=True,
    help="Run every rival account as often as the scenario.  [default: a quarter as often, at "
    "most 400 times; not beside few]",
)
@what_if_option
@account_option
@full_option
@json_option
def run(
    scenario: str,
    runs: int | None,
    seed: int | None,
    jobs: int | None,
    out: Path | None,
    resume: bool,
    cluster: str | None,
    pairs: int | None,
    accounts: bool,
    what_if: str | None,
    account: str | None,
    full: bool,
    as_json: bool,
) -> None:
    """Run a scenario many times: how often, when, how many.

    With --out the runs are stored as they come, and a run that was stopped (or
    killed) goes on with --resume.
    """
    if resume and out is None:
        raise click.UsageError("--resume needs --out, the folder that holds the runs.")
    held_runs, held_seed = _held(out) if resume and out is not None else (None, None)
    order = Order(
        scenario=scenario,
        runs=_first_of(runs, held_runs, DEFAULT_RUNS),
        seed=_first_of(seed, held_seed, DEFAULT_SEED),
        jobs=jobs,
        out=out,
        resume=resume,
        cluster=cluster,
        what_if=what_if,
        account=account,
        # The twins are made here, which would be slow where a cluster is to do the work.
        pairs=0 if cluster else pairs,  # None: as many as are worth their time
        accounts=accounts,
        full=full,
    )
    carry_out(order, as_json=as_json)


def carry_out(order: Order, *, as_json: bool) -> None:
    """Make the runs and print what they say; if stopped, say what is stored."""
    loaded = load_overlaid(order.scenario, order.what_if, order.account)
    try:
        with ProgressBar(order.runs) as bar:
            results = loaded.run(
                order.runs,
                seed=order.seed,
                jobs=order.jobs,
                out=order.out,
                resume=order.resume,
                cluster=order.cluster,
                progress=bar,
            )
    except UnfinishedError as error:
        raise UnfinishedError(f"{error}{_stored(order)}") from error
    except KeyboardInterrupt as stopped:
        begun = stopped.found if isinstance(stopped, Interruption) else None
        raise InterruptedRunError(_left(order, begun, as_json=as_json)) from None
    try:
        results = _with_layers(order, loaded, results)
    except KeyboardInterrupt:
        raise InterruptedRunError(_left(order, results, as_json=as_json)) from None
    if as_json:
        print_json(results.summary().as_json())
        return
    print_results(results, full=order.full)
    told = f"One of the runs, as a chronicle: {order.telling()}"
    # A command is not broken, so that it can be copied: a long one has a line of its own.
    click.echo("\n" + (told if len(told) <= WIDTH else told.replace(": ", ":\n  ", 1)))


def _with_layers(order: Order, loaded: Scenario, results: Results) -> Results:
    """Add the doubt about inputs and accounts to the runs, stored ones too."""
    from echelon.ensemble.manifest import write_manifest

    rivals = order.runs if order.accounts else 0 if order.cluster else None
    with ProgressBar(order.runs) as bar:
        results = loaded.with_layers(results, pairs=order.pairs, accounts=rivals, progress=bar)
    if order.out is not None:
        write_manifest(order.out, results.manifest)
    return results


class InterruptedRunError(EchelonError):
    """The runs were stopped by the user before all were made."""

    exit_status = 130


def _left(order: Order, begun: Results | None, *, as_json: bool) -> str:
    """Tell of the runs that were made and are not stored, and return what to say of it."""
    stored = _stored(order)
    if stored or begun is None:
        return f"interrupted{stored or '; nothing is stored'}"
    if as_json:
        print_json(begun.summary().as_json())
    else:
        print_results(begun, full=order.full)
    return f"interrupted; these are the first {len(begun)} of {order.runs} runs; none is stored"


def _stored(order: Order) -> str:
    """Say what a stopped order has left on the disk, if anything, and how to go on with it."""
    from echelon.ensemble.gather import count_stored

    try:
        stored = 0 if order.out is None else count_stored(order.out)
    except EchelonError:
        stored = 0
    if not stored:
        return ""
    return (
        f"\n{stored} of {order.runs} runs are stored in {order.out}; go on with\n"
        f"  {order.resuming()}"
    )


def _held(folder: Path) -> tuple[int | None, int | None]:
    """Read how many runs, and of which seed, a folder was begun for, if it was."""
    from echelon.ensemble.manifest import read_manifest

    try:
        manifest = read_manifest(folder)
    except (MisuseError, UnfinishedError):
        return None, None
    return manifest.runs, manifest.seed


def _command(name: str, scenario: str, options: Mapping[str, object]) -> str:
    words = ["echelon", name, scenario]
    for option, value in options.items():
        words += [] if value is None else [option, str(value)]
    return shlex.join(words)


def _first_of(*values: int | None) -> int:
    return next(value for value in values if value is not None)
