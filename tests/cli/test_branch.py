"""`echelon branch`, as a newcomer would call it."""

from __future__ import annotations

import json

import pytest

from echelon.cli.main import main

COMMAND = ("branch", "ostrov-gatchina", "--run", "3", "--at", "1917-11-07 20:00", "-n", "4")
CHANGE = ("--change", "orders.cheremisov_stops_the_trains.obedience=0")


def test_a_changed_branch_is_shown_with_every_figure_in_its_json(
    capsys: pytest.CaptureFixture[str],
):
    assert 0 == main((*COMMAND, *CHANGE))
    page = capsys.readouterr().out
    assert 0 == main((*COMMAND, *CHANGE, "--json"))
    plain = json.loads(capsys.readouterr().out)

    words = " ".join(page.split())
    assert "Changed: Cheremisov gives in to the committees, stops all trains" in words
    assert "withholds line clear: obedience 0 instead of" in words
    assert (4, "1917-11-07T20:00") == (plain["branches"], plain["at"])
    assert plain["itself"] in {each["id"] for each in plain["outcomes"]}


def test_a_change_without_a_value_is_misuse(capsys: pytest.CaptureFixture[str]):
    assert 2 == main((*COMMAND, "--change", "orders.cheremisov_stops_the_trains"))
    assert "write `part.id.field=value`" in capsys.readouterr().err


def test_a_change_of_what_there_was_at_the_start_is_misuse(capsys: pytest.CaptureFixture[str]):
    assert 2 == main((*COMMAND, "--change", "units.ninth_don.men=700"))
    assert "lay it over the scenario instead" in capsys.readouterr().err
