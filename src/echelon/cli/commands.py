"""The command `echelon` and its subcommands."""

from __future__ import annotations

import click

from echelon.cli.ablate import ablate
from echelon.cli.authority import authority
from echelon.cli.branch import branch
from echelon.cli.brief import brief
from echelon.cli.causes import causes
from echelon.cli.check import check
from echelon.cli.chronicle import chronicle
from echelon.cli.compare import compare
from echelon.cli.condition import condition
from echelon.cli.diff import diff
from echelon.cli.export import export
from echelon.cli.gaps import gaps
from echelon.cli.hindcast import hindcast
from echelon.cli.list import list_scenarios
from echelon.cli.new import new
from echelon.cli.priors import priors
from echelon.cli.report import report
from echelon.cli.results import results
from echelon.cli.run import run
from echelon.cli.sensitivity import sensitivity
from echelon.cli.why import why
from echelon.version import VERSION


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="SCENARIO is the name of a bundled scenario (`echelon list`) or a folder.",
)
@click.version_option(VERSION, prog_name="echelon", message="%(prog)s %(version)s")
def echelon() -> None:
    """Who may command, who will obey, who gets there in time.

    Campaign analysis of a contested capital: a folder of text and tables is played
    thousands of times.
    """


COMMANDS = (
    list_scenarios,
    new,
    check,
    priors,
    run,
    results,
    authority,
    report,
    export,
    hindcast,
    causes,
    sensitivity,
    chronicle,
    why,
    brief,
    diff,
    compare,
    branch,
    condition,
    ablate,
    gaps,
)

for command in COMMANDS:
    echelon.add_command(command)
