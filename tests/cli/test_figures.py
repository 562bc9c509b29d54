"""Every figure that a command prints can be found in its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.terminal import say
from crises import a_march
from echelon import load
from echelon.analysis import beside, doubt, trials
from echelon.cli.commands import echelon
from worlds import Entry, quantity, scenario_text

MOMENTS = re.compile(
    r"\d{4}-\d{2}-\d{2}(T\S+| \d{2}:\d{2})?|\d{1,2}:\d{2}(:\d{2})?|1900"
    r"|\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)( \d{2}:\d{2})?"
)
"""Moments are written in the style of the page, and in ISO or microseconds in the JSON."""

FIXED = re.compile(
    r"times 1 for grade A to 4 for grade D|took [\d.]+ s|\b\d+ % interval|\b\d+ %"
    r"|[<>]0\.(?:001|999)\b|19 times in 20"
    r"|holds 95 times in 100|echelon \d+(\.\d+)+|\b[0-9a-f]{12}\b|--\w+ \S+|-n \d+"
)
"""Levels, quantile headings, the nearest that an end is told to 0 or 1, versions and commands."""

NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?![\w.]*\w)")


def a_rising() -> list[Entry]:
    """Return the march with something of every kind that a command may print."""
    return [
        Entry("inputs", {"id": "pace", "value": "5..10", "label": "pace"}),
        *a_march(halt_h=11, speed_km_h="pace * each(0.8..1.2)"),
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
        *(
            Entry(
                "accounts",
                {"id": id_, "label": f"He called at {hour}"}
                | {"change": {"acts.call.at": f"1900-01-01 {hour}:00"}},
            )
            for id_, hour in (("early", "01"), ("late", "04"))
        ),
    ]


@pytest.fixture(scope="module")
def rising(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rising") / "rising.yaml"
    path.write_text(scenario_text(a_rising()), encoding="utf-8")
    load(path).run(40).save(path.parent / "runs")
    return path


@pytest.fixture(autouse=True)
def few_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the doubt about inputs and accounts told of a few runs already."""
    for module in (beside, trials):
        monkeypatch.setattr(module, "FEWEST_BESIDE", 4)
    monkeypatch.setattr(doubt, "FEWEST_ASKED", 2)


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


COMMANDS = {
    "run": "SCENARIO -n 40 --pairs 12",
    "results": "RUNS",
    "hindcast": "SCENARIO -n 30",
    "causes": "SCENARIO -n 20 --screen 8",
    "sensitivity": "SCENARIO -n 60 --pairs 10 --sobol 8",
    "compare": "SCENARIO -n 20",
    "branch": "SCENARIO --run 0 --at 1900-01-01T08:00 -n 8",
    "condition": "SCENARIO -n 20 --until 1900-01-02T00:00",
    "ablate": "SCENARIO -n 16",
    "gaps": "SCENARIO -n 16",
    "diff": "SCENARIO SCENARIO",
    "priors": "SCENARIO",
    "check": "SCENARIO",
    "authority": "SCENARIO --run 0",
    "chronicle": "SCENARIO --run 0",
    "why": "SCENARIO e7 --run 0",
    "brief": "SCENARIO chief --run 0 --at 1900-01-01T08:00",
    "report": "SCENARIO -n 20 --output PAGE",
    "export": "SCENARIO --stress",
    "list": "",
    "new": "NEW",
}
"""Of every command, how it is asked."""


def test_every_command_is_asked() -> None:
    assert sorted(echelon.commands) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_figure_of_a_page_is_in_its_json(
    capsys: pytest.CaptureFixture[str], rising: Path, tmp_path: Path, command: str
) -> None:
    def ask(number: str) -> tuple[str, str]:
        """Ask in files of their own, for no command writes over what is there."""
        paths = {
            "SCENARIO": rising,
            "RUNS": rising.parent / "runs",
            "PAGE": tmp_path / number / "page.html",
            "NEW": tmp_path / number / "new",
        }
        (tmp_path / number).mkdir()
        words = [str(paths.get(word, word)) for word in COMMANDS[command].split()]
        words = [word.replace("T", " ") if word.startswith("1900-") else word for word in words]
        status, out, message = say(capsys, command, *words, *(["--json"] * (number == "json")))
        assert 0 == status, message
        for path in paths.values():
            out = out.replace(str(path), "")
        return out, message

    page, _ = ask("text")
    plain, _ = ask("json")

    page = FIXED.sub("", MOMENTS.sub("", " ".join(page.split())))
    known = list(figures_in(json.loads(plain)))
    shown = NUMBER.findall(page)
    missing = [text for text in shown if not is_among(text, known)]

    assert [] == missing, page
