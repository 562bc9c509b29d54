"""`echelon export`: a scenario described for reviewers, as Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from echelon.cli.options import json_option, scenario_argument
from echelon.cli.output import print_json
from echelon.cli.saving import save_text


@click.command()
@scenario_argument
@click.option("--odd", "kind", flag_value="odd", help="The ODD protocol of 2020.")
@click.option("--stress", "kind", flag_value="stress", help="The STRESS-DES checklist.")
@click.option(
    "--register", "kind", flag_value="register", help="Every value with its source and grade."
)
@click.option(
    "-o",
    "--output",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.md",
    help="File to write.  [default: standard output]",
)
@json_option
def export(scenario: str, kind: str | None, output: Path | None, as_json: bool) -> None:
    """Describe a scenario for those who must judge it, as Markdown.

    Written from the scenario and the model's own documentation.
    """
    from echelon.api import load
    from echelon.report.export.odd import odd
    from echelon.report.export.register import register
    from echelon.report.export.stress import stress

    if kind is None:
        raise click.UsageError("Say what to export: --odd, --stress or --register.")
    write = {"odd": odd, "stress": stress, "register": register}[kind]
    text = write(load(scenario).document)
    lines = len(text.splitlines())
    if output is None:
        if as_json:
            print_json({"scenario": scenario, "kind": kind, "lines": lines, "text": text})
        else:
            click.echo(text, nl=False)
        return
    save_text(output, text)
    if as_json:
        print_json({"scenario": scenario, "kind": kind, "lines": lines, "output": str(output)})
    else:
        click.echo(f"{output}: {lines} lines")
