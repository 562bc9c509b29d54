"""`echelon results`: stored runs, and what they say."""

from __future__ import annotations

from pathlib import Path

import click

from echelon.cli.options import folder_type, full_option, json_option
from echelon.cli.output import print_json, print_results


@click.command()
@click.argument("folder", metavar="DIR", type=folder_type())
@full_option
@json_option
def results(folder: Path, full: bool, as_json: bool) -> None:
    """Print again what `echelon run --out DIR` has found."""
    from echelon.api import load_results

    stored = load_results(folder)
    if as_json:
        print_json(stored.summary().as_json())
    else:
        print_results(stored, full=full)
