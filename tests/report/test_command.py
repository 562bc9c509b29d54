"""Who obeyed whom, and who may command in whose eyes, as the report has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.api import load
from echelon.report.command import authority, choices

SCENARIOS = Path(__file__).resolve().parents[2] / "src" / "echelon" / "scenarios"


def test_shares_of_the_answers_add_up_to_the_runs_in_which_it_was_asked() -> None:
    told = choices(load("ostrov-gatchina").campaign, 0, 12)

    assert told
    for each in told:
        assert 1.0 == pytest.approx(sum(share for _, share in each.answers))
        assert 0.0 < each.asked <= 1.0


def test_who_is_said_to_disobey_does_so_in_the_chronicle() -> None:
    scenario = load("ostrov-gatchina")
    told = choices(scenario.campaign, 0, 12)
    refused = {
        (each.name, each.author)
        for each in told
        for answer, _ in each.answers
        if answer == "did not obey"
    }
    sentences = "\n".join(
        event.text for run in range(12) for event in scenario.chronicle(run).events
    )

    told = {
        pair
        for pair in refused
        for verb in ("does", "do")
        if f" {verb} not obey ".join(pair) in sentences
    }
    assert refused == told


def test_a_scenario_without_institutions_has_no_table_of_authority() -> None:
    assert authority(load("ostrov-gatchina").campaign, 0, 0) is None
