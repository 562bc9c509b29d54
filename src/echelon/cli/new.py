"""`echelon new`: a small scenario to start from."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from echelon.cli.options import folder_type
from echelon.errors import MisuseError


@click.command()
@click.argument("folder", metavar="DIR", type=folder_type())
def new(folder: Path) -> None:
    """Write a small commented scenario that runs."""
    from echelon.ensemble.files import make_folder, write_whole
    from echelon.scenario.template import template_files

    make_folder(folder)
    if any(folder.iterdir()):
        raise MisuseError(f"`{folder}` is not empty")
    for name, text in template_files(folder.name).items():
        path = folder / name
        make_folder(path.parent)
        write_whole(path, text.encode())
    name = shlex.quote(str(folder))
    click.echo(f"A scenario is in {folder}. Next:")
    click.echo(f"  echelon check {name}\n  echelon run {name}")
