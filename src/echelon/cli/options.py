"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from echelon.errors import MisuseError

if TYPE_CHECKING:
    from echelon.api import Scenario

MOST = 2**32 - 1
"""Greatest number of a run, and of runs."""

MOST_SEED = 2**63 - 1

scenario_argument = click.argument("scenario", metavar="SCENARIO")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")

full_option = click.option(
    "--full",
    is_flag=True,
    help="Print all that is known, the doubt about every number included.",
)


def between(
    low: int, high: int
) -> Callable[[click.Context, click.Parameter, int | None], int | None]:
    """Make the check of an option whose number lies in [low, high]."""

    def checked(
        context: click.Context, parameter: click.Parameter, value: int | None
    ) -> int | None:
        if value is not None and not low <= value <= high:
            bound = f"at least {low}" if value < low else f"at most {high}"
            raise click.BadParameter(f"{value} is not {bound}.", context, parameter)
        return value

    return checked


seed_option = click.option(
    "--seed",
    type=int,
    callback=between(0, MOST_SEED),
    default=0,
    show_default=True,
    metavar="N",
    help="Root of all random draws.",
)

Command = TypeVar("Command", bound=Callable[..., object])


def count_option(
    *names: str, default: int, help: str, least: int = 0, most: int = MOST
) -> Callable[[Command], Command]:
    """Make the option of a number of things, which shows its default."""
    return click.option(
        *names,
        type=int,
        callback=between(least, most),
        default=default,
        show_default=True,
        metavar="N",
        help=help,
    )


def runs_option(default: int, help: str = "How many runs.") -> Callable[[Command], Command]:
    """Make the option of how many runs."""
    return count_option("-n", "--runs", default=default, help=help, least=1)


def whole_scenario(runs: int, help: str) -> Callable[[Command], Command]:
    """Give a command what every question about a whole scenario takes: which, and how many runs."""

    def with_options(command: Command) -> Command:
        for option in (
            json_option,
            account_option,
            what_if_option,
            seed_option,
            runs_option(runs, help),
            scenario_argument,
        ):
            command = option(command)
        return command

    return with_options


run_option = click.option(
    "--run",
    "run_index",
    type=int,
    callback=between(0, MOST),
    required=True,
    metavar="K",
    help="Index of the run, from 0.",
)

what_if_option = click.option(
    "--what-if", "what_if", metavar="ID", help="Lay this what-if over the scenario."
)

account_option = click.option(
    "--account", "account", metavar="ID", help="Take this account of what happened."
)


def load_overlaid(scenario: str, what_if: str | None, account: str | None) -> Scenario:
    """Load a scenario by name or path, with the overlays asked for."""
    from echelon.api import load

    loaded = load(scenario)
    if account is not None:
        loaded = loaded.account(account)
    if what_if is not None:
        loaded = loaded.what_if(what_if)
    return loaded


def folder_type() -> click.Path:
    """Read a folder's path, which need not exist yet."""
    return click.Path(path_type=Path)


def changes_of(texts: Sequence[str]) -> dict[str, object]:
    """Read changes as they are given on the command line, `part.id.field=value`."""
    found: dict[str, object] = {}
    for text in texts:
        path, sign, value = text.partition("=")
        if not sign or not path.strip():
            raise MisuseError(f"`{text}` is no change: write `part.id.field=value`")
        found[path.strip()] = value.strip()
    return found
