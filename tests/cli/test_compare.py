"""`echelon compare` and `echelon diff`, as a newcomer would call them."""

from __future__ import annotations

import json

import pytest

from echelon.cli.main import main

SCENARIO = "ostrov-gatchina"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert 0 == main(arguments)
    return capsys.readouterr().out


def test_every_figure_of_a_comparison_is_in_its_json(capsys: pytest.CaptureFixture[str]):
    arguments = ("compare", SCENARIO, "--what-if", "no_countermand", "-n", "40")
    page = printed(capsys, *arguments)
    (plain,) = json.loads(printed(capsys, *arguments, "--json"))["comparisons"]

    assert 40 == plain["runs"]
    assert f"{plain['discordant']} (" in page
    for outcome in plain["outcomes"]:
        assert outcome["base"] - outcome["lost"] / 40 == pytest.approx(
            outcome["changed"] - outcome["gained"] / 40
        )
    assert plain["antecedent"]["stated"] is False
    assert f"in {plain['antecedent']['count']} (" in page


def test_a_run_is_told_beside_its_pair_within_80_columns(capsys: pytest.CaptureFixture[str]):
    arguments = ("compare", SCENARIO, "--what-if", "no_countermand", "--run", "0")
    page = printed(capsys, *arguments)
    plain = json.loads(printed(capsys, *arguments, "--json"))["divergences"]["no_countermand"]

    assert f"{plain['alike']} events alike" in page
    assert plain["base"] != plain["changed"]
    assert [] == [line for line in page.splitlines() if len(line) > 80]


def test_what_two_scenarios_differ_in_is_shown_with_where_it_stands(
    capsys: pytest.CaptureFixture[str],
):
    page = printed(capsys, "diff", SCENARIO, "--what-if", "no_countermand")
    plain = json.loads(printed(capsys, "diff", SCENARIO, "--what-if", "no_countermand", "--json"))

    assert ["orders.cheremisov_stops_the_trains"] == [each["path"] for each in plain["differences"]]
    assert f"orders.yaml:{plain['differences'][0]['one_spot']['line']}" in page


def test_a_scenario_is_not_compared_with_nothing(capsys: pytest.CaptureFixture[str]):
    assert 2 == main(("diff", SCENARIO))
    assert "needs another scenario" in capsys.readouterr().err
