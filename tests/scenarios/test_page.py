"""The page that the flagship starts from: what its README cites is there, and is printed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import echelon
import echelon.engine
from echelon.scenario.bundled import resolve
from echelon.scenario.load import load_document

ROOT = Path(__file__).parents[2]
FOLDER = Path(resolve("petrograd-1917"))
ENGINE = Path(echelon.engine.__file__).parent
ROW = re.compile(
    r"^\| (?P<number>\d+) \| (?P<statement>[^|]+) \| (?P<lines>[^|]+) \| (?P<rules>[^|]+) \| "
    r'run (?P<run>\d+): "(?P<told>[^|]+)" \|$',
    re.MULTILINE,
)
ROWS = list(ROW.finditer((FOLDER / "README.md").read_text(encoding="utf-8")))
NUMBERED = pytest.mark.parametrize("row", ROWS, ids=[row["number"] for row in ROWS])


@cache
def chronicle(run: int) -> set[str]:
    return {event.text for event in echelon.load("petrograd-1917").chronicle(run, seed=0).events}


def test_all_sixteen_statements_are_in_the_table() -> None:
    assert [str(number) for number in range(1, 17)] == [row["number"] for row in ROWS]


def test_every_scenario_line_that_is_cited_is_there() -> None:
    parts = load_document(FOLDER).parts
    cited = [
        (number, part, id_)
        for number, lines in ((row["number"], row["lines"]) for row in ROWS)
        for part, ids in re.findall(r"`(\w+)`: ((?:`\w+`(?:, )?)+)", lines)
        for id_ in re.findall(r"`(\w+)`", ids)
    ]

    assert {str(number) for number in range(1, 17)} == {number for number, _, _ in cited}
    assert [] == [each for each in cited if each[2] not in parts[each[1]]]


@NUMBERED
def test_every_rule_that_is_cited_is_in_the_engine_and_on_a_page(row: re.Match[str]) -> None:
    modules = re.findall(r"`engine/([\w/]+\.py)`", row["rules"])
    pages = re.findall(r"\((?:\.\./)+(docs/model/[\w-]+\.md)\)", row["rules"])

    assert len(modules) == len(pages) > 0
    assert [] == [module for module in modules if not (ENGINE / module).is_file()]
    assert [] == [page for page in pages if not (ROOT / page).is_file()]


@pytest.mark.slow
@NUMBERED
def test_every_line_that_is_cited_is_printed_by_its_run(row: re.Match[str]) -> None:
    # Other lines than these? Run `python tools/page_table.py`, which looks for them anew.
    assert row["told"] in chronicle(int(row["run"]))
