"""`echelon chronicle`: one run, told as dated sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from echelon.analysis.wording import wrapped
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

if TYPE_CHECKING:
    from echelon.api import Scenario
    from echelon.campaign import Event
    from echelon.scenario.calendar import Calendar


@click.command()
@scenario_argument
@run_option
@seed_option
@what_if_option
@account_option
@json_option
def chronicle(
    scenario: str,
    run_index: int,
    seed: int,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Tell one run as dated sentences.

    The number before a sentence is the event's, for `echelon why`.
    """
    loaded = load_overlaid(scenario, what_if, account)
    events = loaded.chronicle(run_index, seed=seed).events
    if as_json:
        print_json(as_plain(loaded, run_index, seed, events))
        return
    lines = [*heading(loaded, run_index, seed)]
    day = ""
    width = max((len(str(event.id)) for event in events), default=0)
    for event in events:
        date, clock = day_and_clock(loaded.document.calendar, event.time_us)
        if date != day:
            lines += ["", date]
            day = date
        start = f"  {clock}  {event.id!s:>{width}}  "
        lines += wrapped(event.text, indent=start, hanging=" " * len(start))
    print_page("\n".join(lines))


def heading(loaded: Scenario, run_index: int, seed: int) -> list[str]:
    """Say which run of which scenario a page is about."""
    document = loaded.document
    overlays = [
        f"{kind} {name}"
        for kind, name in (("what-if", document.what_if), ("account", document.account))
        if name is not None
    ]
    return wrapped(", ".join([f"{loaded.title}: run {run_index}, seed {seed}", *overlays]))


def day_and_clock(calendar: Calendar, moment_us: int) -> tuple[str, str]:
    """Split a moment into `8 Nov 1917` (Old Style is named) and `06:00:30`."""
    day, month, year, clock, *style = calendar.format_moment(moment_us, with_seconds=True).split()
    return " ".join([day, month, year, *style]), clock


def as_plain(
    loaded: Scenario, run_index: int, seed: int, events: Iterable[Event]
) -> dict[str, Any]:
    """Give events as plain values; times are New Style local time, as ISO 8601 writes them."""
    return {
        "scenario": loaded.name,
        "scenario_hash": loaded.hash,
        "seed": seed,
        "run": run_index,
        "events": [
            {
                "id": event.id,
                "time": loaded.document.calendar.format_iso(event.time_us),
                "kind": event.kind,
                "text": event.text,
                "cause": event.cause,
            }
            for event in events
        ],
    }
