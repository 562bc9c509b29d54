"""`echelon check`: everything that is wrong with a scenario, or what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from echelon.analysis.wording import counted, wrapped
from echelon.cli.options import json_option
from echelon.cli.output import print_json
from echelon.errors import CODES, MisuseError, nearest, render_all

if TYPE_CHECKING:
    from echelon.scenario.document import Document
    from echelon.scenario.load import Check
    from echelon.scenario.schema.pools import Pool

_COUNTED = (
    "places",
    "links",
    "channels",
    "sides",
    "institutions",
    "offices",
    "persons",
    "units",
    "staffs",
    "facts",
    "orders",
    "acts",
    "agreements",
)
"""Parts of which it is said how much they hold."""

_GRADED = {"D": "D with the defaults", "none": "none stated"}
"""What two of the grades are called where they are counted."""

_MARGIN = 12
"""Columns of the word in front of what a scenario holds."""


@click.command()
@click.argument("scenario", metavar="SCENARIO", required=False)
@click.option("--explain", metavar="CODE", help="Explain an error's code instead.")
@json_option
@click.pass_context
def check(context: click.Context, scenario: str | None, explain: str | None, as_json: bool) -> None:
    """Show the faults of a scenario, or what it holds.

    Exit status 1 if there is an error, 0 if there are only warnings.
    """
    if (scenario is None) == (explain is None):
        raise click.UsageError("Give a SCENARIO, or a code to --explain.")
    if explain is not None:
        explain_code(explain, as_json=as_json)
        return
    from echelon.scenario.bundled import resolve
    from echelon.scenario.load import check_document

    checked = check_document(resolve(scenario or ""))
    if as_json:
        print_json(as_plain(checked))
    elif checked.document is not None:
        print_holdings(checked)
    else:
        click.echo(render_all(checked.faults, checked.name))
    context.exit(1 if checked.errors else 0)


def explain_code(code: str, *, as_json: bool) -> None:
    """Print what a stable code means, with an example that fails and one that does not."""
    explanation = CODES.get(code)
    if explanation is None:
        close = nearest(code, CODES)
        hint = f"; did you mean `{close}`?" if close else f"; codes: {', '.join(sorted(CODES))}"
        raise MisuseError(f"there is no error with the code `{code}`{hint}")
    if as_json:
        print_json(
            {
                "code": code,
                "severity": "warning" if explanation.warning else "error",
                "paragraph": explanation.paragraph,
                "failing": explanation.failing,
                "mended": explanation.mended,
            }
        )
        return
    click.secho(f"{'warning' if explanation.warning else 'error'}[{code}]", bold=True)
    click.echo("\n".join(wrapped(explanation.paragraph)))
    for title, example in (("Fails:", explanation.failing), ("Mended:", explanation.mended)):
        click.echo(f"\n{title}")
        click.echo("\n".join(f"  {line}".rstrip() for line in example.strip("\n").splitlines()))


def as_plain(checked: Check) -> dict[str, Any]:
    """Give what was found, and what the scenario holds, as plain values."""
    document = checked.document
    held: Mapping[str, Iterable[str]] = {
        "inputs": document.parts.inputs if document else (),
        "outcomes": document.parts.outcomes if document else (),
        "times": document.parts.times if document else (),
        "quantities": document.parts.quantities if document else (),
        "what_ifs": document.what_ifs if document else (),
        "accounts": document.accounts if document else (),
    }
    return {
        "scenario": checked.name,
        "scenario_hash": document.scenario_hash if document else None,
        "ok": not checked.errors,
        "errors": [fault.as_json() for fault in checked.errors],
        "warnings": [fault.as_json() for fault in checked.warnings],
        "by_code": dict(Counter(fault.code for fault in (*checked.errors, *checked.warnings))),
        **{kind: list(ids) for kind, ids in held.items()},
        "counts": checked.counts,
        "grades": document.grades if document else None,
        "tally": checked.tally.as_json() if checked.tally else None,
    }


def print_holdings(checked: Check) -> None:
    """Print what a scenario without errors in its base holds, then what was found."""
    document = checked.document
    if document is None:
        return
    click.secho("\n".join(wrapped(document.settings.title)), bold=True)
    click.echo()
    for word, text in holdings(document):
        start = f"{word:<{_MARGIN}}"
        click.echo("\n".join(wrapped(text, indent=start, hanging=" " * _MARGIN)))
    click.echo()
    if checked.faults:
        click.echo(render_all(checked.faults, checked.name))
    else:
        click.echo("no errors, no warnings")


def whose_men(id_: str, pool: Pool) -> str:
    """Say of a pool how many companies it may have, and whether a unit is stated with them."""
    if pool.of is None:
        return f"{id_}, at most {pool.companies} companies, of no unit"
    if pool.taken_from_unit:
        return f"{id_}, at most {pool.companies} companies, taken from the men stated of {pool.of}"
    return f"{id_}, at most {pool.companies} companies, besides the men stated of {pool.of}"


def holdings(document: Document) -> list[tuple[str, str]]:
    """Say what a scenario holds, as pairs of a word and a text."""
    settings, parts, tally = document.settings, document.parts, document.tally
    calendar, grades = settings.calendar, document.grades.items()
    numbers = [counted(len(parts[part]), part) for part in _COUNTED if parts[part]]
    listed = {
        "inputs": parts.inputs,
        "outcomes": parts.outcomes,
        "times": parts.times,
        "quantities": parts.quantities,
        "record": parts.record,
        "what-ifs": document.what_ifs,
        "accounts": document.accounts,
    }
    return [
        ("scenario", f"{document.name}, hash {document.scenario_hash[:12]}"),
        (
            "period",
            f"{calendar.format_moment(0)} to {calendar.format_moment(settings.end_us)}, "
            f"known up to {calendar.format_moment(settings.t0_us)}",
        ),
        ("holds", ", ".join(numbers) or "nothing"),
        *(("pool", whose_men(id_, pool)) for id_, pool in parts.pools.items()),
        *((word, ", ".join(ids)) for word, ids in listed.items() if ids),
        (
            "values",
            f"{counted(tally.supplied, 'supplied')}, {counted(tally.inherited, 'inherited')}, "
            f"{counted(tally.default, 'default')}",
        ),
        ("grades", ", ".join(f"{_GRADED.get(it, it)} {n}" for it, n in grades if n)),
    ]
