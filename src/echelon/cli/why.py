"""`echelon why`: from one event back through its causes to the start."""

from __future__ import annotations

import click

from echelon.analysis.wording import wrapped
from echelon.cli.chronicle import as_plain, day_and_clock, heading
from echelon.cli.options import (
    account_option,
    json_option,
    load_overlaid,
    run_option,
    scenario_argument,
    seed_option,
    what_if_option,
)
from echelon.cli.output import print_json, print_page


@click.command()
@scenario_argument
@click.argument("event", metavar="EVENT")
@run_option
@seed_option
@what_if_option
@account_option
@json_option
def why(
    scenario: str,
    event: str,
    run_index: int,
    seed: int,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Walk back from an event through its causes to the start.

    EVENT is the number that `echelon chronicle` shows before it.
    """
    loaded = load_overlaid(scenario, what_if, account)
    chain = loaded.why(run_index, event, seed=seed)
    if as_json:
        print_json(as_plain(loaded, run_index, seed, chain))
        return
    lines = [*heading(loaded, run_index, seed), ""]
    width = max(len(str(each.id)) for each in chain)
    for step, each in enumerate(chain):
        date, clock = day_and_clock(loaded.document.calendar, each.time_us)
        start = f"{date} {clock}  {each.id!s:>{width}}  "
        lines += ["  because"] if step else []
        lines += wrapped(each.text, indent=start, hanging=" " * len(start))
    print_page("\n".join(lines))
