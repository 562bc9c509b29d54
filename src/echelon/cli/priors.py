"""`echelon priors`: who would obey whom, how surely, before any history runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from echelon.analysis.wording import wrapped
from echelon.cli.options import (
    account_option,
    between,
    json_option,
    load_overlaid,
    scenario_argument,
    seed_option,
    what_if_option,
)
from echelon.cli.output import print_json, print_page

if TYPE_CHECKING:
    from echelon.campaign.priors import LibraryValue

DEEDS = ("stand", "move", "block", "disarm", "arrest", "fire")
WIDTH = 12


@click.command(short_help="Show who would obey whom before any history runs.")
@scenario_argument
@click.option(
    "-n",
    "--runs",
    type=int,
    callback=between(1, 10_000),
    default=200,
    show_default=True,
    metavar="N",
    help="How many draws of the inputs.",
)
@seed_option
@what_if_option
@account_option
@json_option
def priors(
    scenario: str,
    runs: int,
    seed: int,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Show who would obey whom, how surely, before any history runs.

    For each deed: the probability of obeying, in per cent, and the bounds between which 90 % of
    it lie over the uncertain inputs. Below: what rests on the library of defaults, and
    what of it the scenario restates.
    """
    from echelon.campaign.grammar import inside
    from echelon.campaign.priors import library_values, priors_of

    loaded = load_overlaid(scenario, what_if, account)
    found = priors_of(loaded.campaign, seed, runs)
    library = library_values(loaded.campaign.document)
    if as_json:
        content = {"runs": runs, "seed": seed, "priors": [asdict(prior) for prior in found]}
        print_json(content | {"library": [asdict(value) for value in library]})
        return
    about = (
        "How surely each does what he is told by either side, by a single order that is neither "
        "lawful nor unlawful in his eyes and half in due form, when he knows nothing of what "
        "others do: in per cent, and the bounds of 90 % over the inputs."
    )
    lines = [
        *wrapped(loaded.title),
        *wrapped(about),
        "",
        " " * 4 + "".join(f"{deed:>{WIDTH}}" for deed in DEEDS),
    ]
    if not found:
        lines = [
            *wrapped(loaded.title),
            "Nobody in this scenario has dispositions: units obey with a plain probability.",
        ]
    for first in range(0, len(found), len(DEEDS)):
        row = found[first : first + len(DEEDS)]
        lines += wrapped(f"{row[0].receiver}, told by {inside(row[0].toward)}", hanging="  ")
        lines.append(" " * 4 + "".join(f"{_told(each):>{WIDTH}}" for each in row))
    lines += _library(library) if found else []
    print_page("\n".join(lines))


def _library(library: Sequence[LibraryValue]) -> list[str]:
    """Return what the scenario rests on that is nobody's finding: restated, and by default."""
    lines = []
    for is_restated, heading in (
        (True, "Restated by the scenario"),
        (False, "By default, grade D"),
    ):
        told = [
            f"{each.name} {each.value}" + (f" (by {each.n_resting})" if each.n_resting else "")
            for each in library
            if each.is_restated == is_restated
        ]
        if told:
            lines += ["", f"{heading}:", *wrapped("; ".join(told), hanging="    ")]
    return lines


def _told(prior: object) -> str:
    median, low, high = (100 * getattr(prior, key) for key in ("median", "low", "high"))
    return f"{median:.0f} ({low:.0f}-{high:.0f})"
