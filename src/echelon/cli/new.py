"""`echelon new`: a small scenario to start from."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from echelon.cli.options import folder_type, json_option
from echelon.cli.output import print_json


@click.command()
@click.argument("folder", metavar="DIR", type=folder_type())
@click.option(
    "--template",
    default="march",
    show_default=True,
    metavar="NAME",
    help="The kind of crisis: march (troops on a railway, and an order that forbids it), coup (a "
    "capital seized, and generals on the telephone) or siege (hunger, terms, an assault, relief).",
)
@json_option
def new(folder: Path, template: str, as_json: bool) -> None:
    """Write a small commented scenario that runs."""
    from echelon.scenario.template import write_template

    write_template(folder, template)
    if as_json:
        files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))
        print_json({"folder": str(folder), "template": template, "files": files})
        return
    name = shlex.quote(str(folder))
    click.echo(f"A scenario is in {folder}. Next:")
    click.echo(f"  echelon check {name}\n  echelon run {name}")
