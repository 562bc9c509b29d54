"""`echelon diff`: what two scenarios differ in, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from echelon.analysis.wording import wrapped
from echelon.cli.options import json_option, scenario_argument
from echelon.cli.output import print_json, print_page
from echelon.errors import MisuseError

if TYPE_CHECKING:
    from echelon.errors import Spot
    from echelon.scenario.differences import Difference


@click.command()
@scenario_argument
@click.argument("other", metavar="[OTHER]", required=False)
@click.option("--what-if", "what_if", metavar="ID", help="Compare with this what-if laid over it.")
@click.option("--account", "account", metavar="ID", help="Compare with this account of it.")
@json_option
def diff(
    scenario: str, other: str | None, what_if: str | None, account: str | None, as_json: bool
) -> None:
    """Show what two scenarios differ in, value by value.

    OTHER is another scenario; or name a what-if or an account of the one.
    """
    from echelon.api import load

    if other is None and what_if is None and account is None:
        raise MisuseError("diff needs another scenario, a what-if or an account to compare with")
    one = load(scenario)
    theirs = one if other is None else load(other)
    if account is not None:
        theirs = theirs.account(account)
    if what_if is not None:
        theirs = theirs.what_if(what_if)
    found = one.diff(theirs)
    if as_json:
        plain = [each.as_json() for each in found]
        print_json({"one": one.hash, "other": theirs.hash, "differences": plain})
        return
    count = "No differences" if not found else f"{len(found)} differences"
    lines = [count if len(found) != 1 else "1 difference"]
    for each in found:
        lines += ["", *_told(each)]
    print_page("\n".join(lines))


def _told(difference: Difference) -> list[str]:
    lines = [difference.path]
    for sign, value, spot in (
        ("-", difference.one, difference.one_spot),
        ("+", difference.other, difference.other_spot),
    ):
        text = "no such entry" if value is None else value or ("is there" if spot else "empty")
        lines += wrapped(f"{sign} {text}", indent="  ", hanging="    ")
        if spot is not None:
            lines.append(f"      {_place(spot)}")
    return lines


def _place(spot: Spot) -> str:
    return f"{spot.file.rpartition('/')[2]}:{spot.line}"
