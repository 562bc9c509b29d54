"""`echelon hindcast`, `causes` and `sensitivity`, as a newcomer meets them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from echelon.analysis.doubt import NOT_ASKED
from echelon.cli.main import main

FEW = {
    "hindcast": ["-n", "20"],
    "causes": ["-n", "3", "--screen", "2", "--top", "1"],
    "sensitivity": ["-n", "40", "--pairs", "4", "--sobol", "0"],
}
COMMANDS = sorted(FEW)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert 0 == main(list(arguments))
    out, err = capsys.readouterr()
    assert "" == err
    return out


def as_json(capsys: pytest.CaptureFixture[str], command: str, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(capsys, command, str(folder), *FEW[command], "--json"))
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_fits_the_terminal_and_has_no_colour_when_piped(
    command: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = told(capsys, command, str(small), *FEW[command])

    assert "\x1b" not in page
    assert [] == [line for line in page.splitlines() if len(line) > 80]


@pytest.mark.parametrize("command", ["hindcast", "sensitivity"])
def test_the_same_command_says_the_same_again(
    command: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_json(capsys, command, small) == as_json(capsys, command, small)


def test_a_hindcast_has_the_keys_that_it_promises(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(capsys, "hindcast", small)
    keys = {"id", "label", "percentile", "inside_50", "inside_90", "crps", "crps_baseline"}

    assert {"facts", "outcome", "unscored", "patterns", "coverage", "joint"} <= set(found)
    assert all(keys | {"reached"} <= set(fact) for fact in found["facts"])


def test_causes_say_how_many_runs_are_behind_each(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(capsys, "causes", small)

    assert found["causes"]
    for cause in found["causes"]:
        assert cause["runs"] in (2, 3)
        shares = {"value", "low", "high", "count", "of", "bounds"}
        assert shares | set(NOT_ASKED.as_json()) == set(cause["necessary"])
    assert {gate["runs"] for gate in found["gates"]} <= {3}


def test_a_sensitivity_analysis_names_every_input_once(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(capsys, "sensitivity", small)
    names = [*(each["id"] for each in found["influences"]), *found["idle"]]

    assert names
    assert len(names) == len(set(names))
    assert [4] == sorted({each["pairs"] for each in found["chance"]})


@pytest.mark.parametrize("command", ["causes", "sensitivity"])
def test_an_outcome_that_there_is_not_is_a_misuse_that_names_the_nearest(
    command: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([command, str(small), *FEW[command], "--outcome", "arived"])
    _, err = capsys.readouterr()

    assert 2 == status
    assert "did you mean `arrived`" in err
