"""`echelon priors`: what dispositions imply before any history runs."""

from __future__ import annotations

import json
import math
from pathlib import Path

from click.testing import CliRunner

from echelon.cli.commands import echelon
from tests.minds import disposition, garrison, severities, weights
from tests.worlds import Entry, scenario_text, unit


def printed(tmp_path: Path, *options: str) -> str:
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 1, "command"),
        disposition("guards", "red", "loyal", "ranks"),
        weights(),
        severities(move=0.5, fire=2),
    ]
    path = tmp_path / "small.yaml"
    path.write_text(scenario_text(garrison(*entries)), encoding="utf-8")
    result = CliRunner().invoke(echelon, ["priors", str(path), *options])

    assert 0 == result.exit_code, result.output
    return result.stdout


def test_the_probability_of_obeying_is_the_logistic_of_disposition_less_severity(tmp_path: Path):
    found = json.loads(printed(tmp_path, "--json", "-n", "2"))["priors"]
    command = {each["severity"]: each["median"] for each in found if each["receiver"] == "Guards"}

    assert math.isclose(1 / (1 + math.exp(-1)), command["stand"])
    assert math.isclose(1 / (1 + math.exp(-0.5)), command["disarm"])
    assert math.isclose(1 / (1 + math.exp(1.5)), command["fire"])


def test_an_uncertain_disposition_spreads_the_probability_and_a_certain_one_does_not(
    tmp_path: Path,
):
    found = json.loads(printed(tmp_path, "--json", "-n", "40"))["priors"]
    spread = {each["receiver"]: each["high"] - each["low"] for each in found}

    assert 0 == spread["Guards"]
    assert 0.02 < spread["The ranks of the Guards"]


def test_the_table_fits_the_terminal(tmp_path: Path):
    lines = printed(tmp_path, "-n", "3").splitlines()

    assert 80 >= max(map(len, lines))
    assert "Guards, told by Red" in lines


def library(tmp_path: Path, *entries: Entry) -> dict[str, dict[str, object]]:
    path = tmp_path / "small.yaml"
    path.write_text(scenario_text(garrison(unit("guards", "here"), *entries)), encoding="utf-8")
    result = CliRunner().invoke(echelon, ["priors", str(path), "--json", "-n", "1"])

    assert 0 == result.exit_code, result.output
    return {each["name"]: each for each in json.loads(result.stdout)["library"]}


def test_it_tells_what_the_scenario_restates_and_what_is_default(tmp_path: Path):
    found = library(
        tmp_path,
        disposition("guards", "red", "devoted"),
        Entry("defaults", {"id": "words", "of": "devoted", "value": 3.5}),
        Entry("defaults", {"id": "law", "of": "weights.legality", "value": "2..3"}),
    )

    assert ("3.5", True) == (found["devoted"]["value"], found["devoted"]["is_restated"])
    assert ("normal(3; 1)", False) == (found["loyal"]["value"], found["loyal"]["is_restated"])
    assert ("2..3", True) == tuple(
        found["weights.legality"][key] for key in ("value", "is_restated")
    )
    assert (False, 1) == tuple(found["weights.form"][key] for key in ("is_restated", "n_resting"))
