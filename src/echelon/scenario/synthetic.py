"""Synthetic theatres: scenarios of any size, for measuring and for trying the machinery.

A theatre is a grid of towns with lines and wires between neighbours. Every commander has a few
units near by and one goal a few stations away; he sends the first half of his units there on a
date, and the rest when he hears that the head has arrived, of which he also tells a colleague. The
numbers of places, lines, wires, persons and orders grow in proportion to the units and every way
stays short, so that a theatre of ten thousand units is a thousand of ten side by side: whatever an
event costs more in a large theatre is the fault of the engine.
"""

from __future__ import annotations

import csv
import io
import json
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

UNITS_PER_COMMANDER = 8
UNITS_PER_PLACE = 8
HOURS_OF_ORDERS = 12.0
MOST_TRAINS = 4
SINGLE_TRACK = 0.3
EVENTS_PER_UNIT = 2_000

Entry = dict[str, Any]


class Grid(NamedTuple):
    """Towns of a theatre and the neighbours that a line joins."""

    places: tuple[str, ...]
    joined: tuple[tuple[int, int], ...]
    neighbours: Mapping[int, Sequence[int]]


def theatre(units: int, *, seed: int = 0) -> dict[str, str]:
    """Return the files of a scenario with so many units.

    Parameters
    ----------
    units : int
        At least 1.
    seed : int, default 0
        Root of everything that is chosen at random; the same seed gives the same text.

    Returns
    -------
    dict of str to str
        Texts by the name of the file; a folder of them is a scenario that `echelon check` accepts.

    Raises
    ------
    ValueError
        If `units` is less than 1.
    """
    if units < 1:
        raise ValueError(f"a theatre needs a unit, not {units}")
    luck = random.Random(seed)
    grid = _grid(max(4, -(-units // UNITS_PER_PLACE)), luck)
    parts: dict[str, list[Entry]] = {
        "sides": [{"id": "red", "name": "Red"}],
        "places": [{"id": id_, "name": id_.title()} for id_ in grid.places],
        "links": _links(grid, luck),
        "channels": _channels(grid),
        "persons": [],
        "units": [],
        "facts": [],
        "acts": [],
        "orders": [],
    }
    n_commanders = -(-units // UNITS_PER_COMMANDER)
    for number in range(n_commanders):
        first = number * UNITS_PER_COMMANDER
        _add_command(
            parts, grid, luck, number, range(first, min(first + UNITS_PER_COMMANDER, units))
        )
    for order in parts["orders"]:
        number = int(order["id"].removeprefix("order_"))
        order["do"] += f"; tell commander_{(number + 1) % n_commanders} there_{number}"
    groups = json.dumps(_groups(), indent=1)
    tables = {f"{part}.csv": _table(entries) for part, entries in parts.items() if entries}
    return {"scenario.yaml": _settings(units), "groups.yaml": groups, **tables}


def write_theatre(folder: Path, units: int, *, seed: int = 0) -> None:
    """Write the files of `theatre` into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in theatre(units, seed=seed).items():
        (folder / name).write_text(text, encoding="utf-8")


def _settings(units: int) -> str:
    heading: Entry = {
        "echelon": 1,
        "title": f"A theatre of {units} units",
        "question": "How long does a run take?",
        "period": {"start": "1900-01-01", "end": "1900-01-04"},
        "event_limit": max(1_000_000, EVENTS_PER_UNIT * units),
        "outcomes": [{"id": "over", "label": "over", "otherwise": True}],
    }
    return json.dumps(heading, indent=1)


def _table(entries: list[Entry]) -> str:
    """Return entries as a table, whose columns are the fields that any of them has."""
    columns = list(dict.fromkeys(key for entry in entries for key in entry))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(entries)
    return text.getvalue()


def _grid(n_places: int, luck: random.Random) -> Grid:
    """Return towns row by row; each is joined to the next and most to the one below."""
    width = math.isqrt(n_places - 1) + 1
    joined = []
    for place in range(n_places):
        column = place % width
        if column + 1 < width and place + 1 < n_places:
            joined.append((place, place + 1))
        below = place + width
        if below < n_places and (column % 4 == 0 or luck.random() < 0.5):
            joined.append((place, below))
    neighbours: dict[int, list[int]] = {place: [] for place in range(n_places)}
    for one, other in joined:
        neighbours[one].append(other)
        neighbours[other].append(one)
    places = tuple(f"town_{number}" for number in range(n_places))
    return Grid(places, tuple(joined), neighbours)


def _groups() -> list[Entry]:
    """Return what entries of a kind share; a large theatre would hold too many values without."""
    line = {"kind": "rail", "speed_km_h": "15..22..30", "headway_min": 20}
    wire = {"kind": "telegraph", "delay_min": "5..10..30", "service_min": 5}
    regiment: Entry = {
        "name": "Regiment",
        "side": "red",
        "men": 1800,
        "loading_h": "2 * each(0.5..1..1.5)",
        "unloading_h": "each(0.5..1..2)",
        "response_min": "15 * each(0..1..4)",
    }
    groups: list[Entry] = [
        {"id": "line", "part": "links", "fields": line},
        {"id": "single_line", "part": "links", "group": "line", "fields": {"tracks": 1}},
        {"id": "wire", "part": "channels", "fields": wire},
        {"id": "commander", "part": "persons", "fields": {"name": "Commander", "side": "red"}},
        {"id": "move", "part": "acts", "fields": {"kind": "order", "label": "the head sets out"}},
        {"id": "regiment", "part": "units", "fields": regiment},
    ]
    for trains in range(1, MOST_TRAINS + 1):
        fields = {"echelons": trains}
        groups.append(
            {"id": f"regiment_{trains}", "part": "units", "group": "regiment", "fields": fields}
        )
    return groups


def _links(grid: Grid, luck: random.Random) -> list[Entry]:
    links = []
    for one, other in grid.joined:
        is_single = luck.random() < SINGLE_TRACK
        link: Entry = {
            "id": f"line_{one}_{other}",
            "group": "single_line" if is_single else "line",
            "from": grid.places[one],
            "to": grid.places[other],
            "length_km": luck.randint(20, 60),
        }
        if is_single:
            link["crossing_places"] = luck.randint(0, 2)
        links.append(link)
    return links


def _channels(grid: Grid) -> list[Entry]:
    return [
        {
            "id": f"wire_{one}_{other}",
            "group": "wire",
            "from": grid.places[one],
            "to": grid.places[other],
        }
        for one, other in grid.joined
    ]


def _add_command(
    parts: dict[str, list[Entry]], grid: Grid, luck: random.Random, number: int, mine: range
) -> None:
    """Add a commander, his units, and what he does with them."""
    n_places = len(grid.places)
    home = number * UNITS_PER_COMMANDER // UNITS_PER_PLACE % n_places
    goal = _some_steps_from(grid, luck, home, luck.randint(3, 6))
    commander = f"commander_{number}"
    parts["persons"].append({"id": commander, "group": "commander", "place": grid.places[home]})
    away = []
    for unit in mine:
        place = _some_steps_from(grid, luck, home, luck.randint(0, 1))
        if place != goal:
            away.append(f"unit_{unit}")
        parts["units"].append(
            {
                "id": f"unit_{unit}",
                "group": f"regiment_{luck.randint(1, MOST_TRAINS)}",
                "place": grid.places[place],
            }
        )
    if away:
        _add_orders(parts, grid.places[goal], luck, number, away)


def _add_orders(
    parts: dict[str, list[Entry]], goal: str, luck: random.Random, number: int, away: list[str]
) -> None:
    """Let a commander send half of his units at a set time and the rest on good news."""
    commander, half = f"commander_{number}", -(-len(away) // 2)
    hour, minute = divmod(int(luck.uniform(0.0, HOURS_OF_ORDERS) * 60), 60)
    parts["acts"].append(
        {
            "id": f"act_{number}",
            "group": "move",
            "at": f"1900-01-01 {hour:02d}:{minute:02d}",
            "by": commander,
            "do": "; ".join(f"move {unit} to {goal}" for unit in away[:half]),
        }
    )
    parts["facts"].append(
        {
            "id": f"there_{number}",
            "label": "the head is there",
            "when": f"arrived({away[0]}, {goal})",
            "at": goal,
            "reported_to": commander,
        }
    )
    parts["orders"].append(
        {
            "id": f"order_{number}",
            "by": commander,
            "when": f"heard(there_{number})",
            "do": "; ".join(f"move {unit} to {goal}" for unit in away[half:] or away[:1]),
        }
    )


def _some_steps_from(grid: Grid, luck: random.Random, place: int, steps: int) -> int:
    """Return where a walk over so many lines ends."""
    for _ in range(steps):
        place = luck.choice(list(grid.neighbours[place]))
    return place
