"""Whether units of which others are a part have men enough for these."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.circles import find_circles
from echelon.scenario.draft import Draft
from echelon.scenario.schema.people import Unit
from echelon.scenario.schema.pools import Pool
from echelon.scenario.schema.readers import support


def check_taken(draft: Draft) -> Iterator[Fault]:
    """Find units that are parts of themselves, and those that may have fewer men than their parts.

    Strengths that depend on inputs, or have no greatest value, are not compared.
    """
    units = draft.declarations["units"]
    whole = {
        id_: [declaration.values["taken_from"]]
        for id_, declaration in units.items()
        if declaration.values.get("taken_from") is not None
    }
    circles = find_circles(whole)
    for circle in circles:
        yield draft.fault(
            "circular",
            f"{units[circle[0]].called} is, through others, taken from itself",
            units[circle[0]],
            "taken_from",
            label="the circle closes here",
            notes=(" -> ".join([*circle, circle[0]]),),
        )
    taken = {} if circles else taken_at_most(draft)
    for declaration, unit in draft.sound("units", Unit):
        least, most = support(unit.men)[0], taken.get(declaration.id, 0.0)
        if math.isfinite(most) and math.isfinite(least) and most > least:
            yield draft.fault(
                "too-few-men",
                f"{declaration.called} may have fewer men than are taken from it",
                declaration,
                "men",
                label=f"as few as {least:.0f}, of whom up to {most:.0f} are others",
                help="state the strength of the whole unit, or write `taken_from_unit: false` in "
                "the pool",
                warning=True,
            )


def taken_at_most(draft: Draft) -> dict[str, float]:
    """Return how many men may be taken from each unit; infinite where it cannot be said."""
    taken: dict[str, float] = defaultdict(float)
    for _, pool in draft.sound("pools", Pool):
        if pool.of is not None and pool.taken_from_unit:
            taken[pool.of] += pool.companies * support(pool.men)[1]
    for declaration, unit in draft.sound("units", Unit):
        if unit.taken_from is not None and declaration.id not in draft.of_pools:
            taken[unit.taken_from] += support(unit.men)[1]
    return taken
