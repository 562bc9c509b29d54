"""Every figure that a command prints can be found in its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.terminal import say
from worlds import (
    Entry,
    act,
    fact,
    order,
    outcome,
    person,
    places,
    quantity,
    rail,
    scenario_text,
    time_of,
    unit,
    wire,
)

MOMENTS = re.compile(
    r"\d{4}-\d{2}-\d{2}(T\S+| \d{2}:\d{2})?|\d{1,2} [A-Z][a-z]{2}( \d{2}:\d{2})?|\d{1,2}:\d{2}|1900"
)
"""Moments are written in the style of the page, and in ISO or microseconds in the JSON."""

FIXED = re.compile(
    r"times 1 for grade A to 4 for grade D|took [\d.]+ s|\b\d+ % interval|\b\d+ %"
    r"|19 times in 20|echelon \d+(\.\d+)+|\b[0-9a-f]{12}\b|--\w+ \S+|-n \d+"
)
"""Levels, quantile headings, versions and commands: no answers."""

NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?![\w.]*\w)")


def a_rising() -> list[Entry]:
    """Return a regiment sent by wire and an aide who may stop it, with something of every kind."""
    return [
        Entry("inputs", {"id": "pace", "value": "5..10", "label": "pace"}),
        *places("north", "south"),
        rail("north", "south", speed_km_h="pace * each(0.8..1.2)"),
        wire("north", "south", delay_min="5..60"),
        person("chief", "north"),
        person("rival", "south"),
        unit("first", "north", echelons=3, loading_h="each(0.5..1.5)"),
        fact("called"),
        fact("there", "men(first; south) > 50", at="south", reported_to=["chief"]),
        act("call", "chief", "move first to south; tell rival called", 1),
        act("stop", "chief", "halt first", 11, prompted_by=["there"]),
        order("welcome", "rival", "heard(called)", "tell chief called", obedience=0.6),
        outcome("passed", "happened(there)"),
        outcome("stuck"),
        time_of("there"),
        Entry(
            "record",
            {"id": "arrival", "label": "They arrive", "of": "when_there"}
            | {"best": "1900-01-01 10:00"},
        ),
        quantity("men_there", "men(first; south)"),
        Entry(
            "what_ifs",
            {"id": "stop_sooner", "label": "The halt comes sooner"}
            | {"change": {"acts.stop.at": "1900-01-01 09:00"}},
        ),
    ]


@pytest.fixture(scope="module")
def rising(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rising") / "rising.yaml"
    path.write_text(scenario_text(a_rising()), encoding="utf-8")
    return path


def figures_in(plain: Any) -> Iterator[float]:
    """Yield every number of a JSON value, those within its texts too."""
    if isinstance(plain, bool):
        return
    if isinstance(plain, int | float):
        yield float(plain)
    elif isinstance(plain, str):
        yield from (float(number) for number in NUMBER.findall(plain))
    elif isinstance(plain, dict):
        for inner in plain.values():
            yield from figures_in(inner)
    elif isinstance(plain, list):
        yield float(len(plain))
        for inner in plain:
            yield from figures_in(inner)


def is_among(text: str, known: list[float]) -> bool:
    """Say whether a number of a page is one of those known, rounded as the page rounds it."""
    decimals = len(text.partition(".")[2])
    shown = abs(float(text))
    return any(abs(abs(each) - shown) <= 0.5000001 * 10**-decimals for each in known)


COMMANDS = (
    "run SCENARIO -n 40 --pairs 12",
    "hindcast SCENARIO -n 30",
    "causes SCENARIO -n 20 --screen 8",
    "sensitivity SCENARIO -n 60 --pairs 10 --sobol 8",
    "compare SCENARIO -n 20",
    "branch SCENARIO --run 0 --at 1900-01-01T08:00 -n 8",
    "condition SCENARIO -n 20 --until 1900-01-02T00:00",
    "ablate SCENARIO -n 6",
    "gaps SCENARIO -n 6",
    "diff SCENARIO SCENARIO",
    "priors SCENARIO",
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.split()[0])
def test_every_figure_of_a_page_is_in_its_json(
    capsys: pytest.CaptureFixture[str], rising: Path, command: str
) -> None:
    words = [str(rising) if word == "SCENARIO" else word for word in command.split()]
    words = [word.replace("T", " ") if word.startswith("1900-") else word for word in words]
    status, page, message = say(capsys, *words)
    assert 0 == status, message
    _, plain, _ = say(capsys, *words, "--json")

    page = " ".join(page.replace(str(rising), "").split())
    page = FIXED.sub("", MOMENTS.sub("", page))
    known = list(figures_in(json.loads(plain)))
    shown = NUMBER.findall(page)
    missing = [text for text in shown if not is_among(text, known)]

    assert [] == missing, page
