"""`echelon list`: the scenarios that come with echelon."""

from __future__ import annotations

import click

from echelon.analysis.wording import wrapped
from echelon.cli.options import json_option
from echelon.cli.output import print_json


@click.command("list")
@json_option
def list_scenarios(as_json: bool) -> None:
    """Show the bundled scenarios."""
    from echelon.api import load
    from echelon.scenario.bundled import bundled_names

    scenarios = [load(name) for name in bundled_names()]
    if as_json:
        print_json(
            {
                "scenarios": [
                    {
                        "name": scenario.name,
                        "title": scenario.title,
                        "question": scenario.question,
                        "what_ifs": list(scenario.what_ifs),
                        "accounts": list(scenario.accounts),
                    }
                    for scenario in scenarios
                ]
            }
        )
        return
    for number, scenario in enumerate(scenarios):
        click.echo(("\n" if number else "") + click.style(scenario.name, bold=True))
        for text in (scenario.title, scenario.question):
            click.echo("\n".join(wrapped(text, indent="  ")))
        for kind, ids in (("what-ifs", scenario.what_ifs), ("accounts", scenario.accounts)):
            if ids:
                click.echo("\n".join(wrapped(f"{kind}: {', '.join(ids)}", indent="  ")))
