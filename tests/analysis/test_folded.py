"""The page of `echelon run` is read on a screen or two; all of it is one option away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import echelon
from analysis.test_layers import loaded
from cli.terminal import say, say_json
from echelon.analysis.wording import WIDTH, moment_text, probability_text

TWO_SCREENS = 100
"""Lines of two screens of fifty."""


@pytest.fixture(scope="module")
def petrograd() -> echelon.Results:
    """Return few runs of the largest of the bundled crises, with twins and without accounts."""
    scenario = echelon.load("petrograd-1917")
    return scenario.with_layers(scenario.run(60), pairs=30, accounts=0)


def test_the_largest_crisis_is_read_on_two_screens(petrograd: echelon.Results) -> None:
    page = str(petrograd).splitlines()

    assert [] == [line for line in page if len(line) > WIDTH]
    assert len(page) <= TWO_SCREENS
    assert len(petrograd.in_full().splitlines()) > 2 * TWO_SCREENS


def test_every_answer_stands_on_the_page(petrograd: echelon.Results) -> None:
    page = " ".join(str(petrograd).split())
    summary = petrograd.summary()
    calendar, period_us = summary.questions.calendar, summary.questions.period_us

    for time in summary.times:
        assert time.asked.label.split()[0] in page
        if time.quantiles_us:
            assert moment_text(calendar, time.quantiles_us[2], period_us) in page
    for outcome in summary.outcomes:
        assert outcome.asked.label in page
        assert " to ".join(map(probability_text, outcome.interval)) in page


def test_each_sort_of_doubt_has_a_column_of_its_own(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, "0..1")
    runs = scenario.run(200, jobs=1)
    told = scenario.with_layers(runs, pairs=100, accounts=100)
    heading = next(line for line in str(told).splitlines() if line.startswith("Probability"))
    assert ["95 % interval", "inputs known", "2 accounts"] == [
        each.strip() for each in heading.removeprefix("Probability").split("  ") if each.strip()
    ]
    layers = told.summary().as_json()["layers"]
    first = layers["accounts"]["outcomes"][0]
    row = str(told).splitlines()[str(told).splitlines().index(heading) + 2]
    assert f"{probability_text(first['least'])} to {probability_text(first['greatest'])}" in row
    without = str(runs)
    assert "inputs known" not in without
    assert "2 accounts" not in without


def test_where_moments_are_most_in_doubt_is_told(petrograd: echelon.Results) -> None:
    told = {time.asked.id: time for time in petrograd.summary().times}
    layers = petrograd.questions.layers
    assert layers is not None
    widths = {
        id_: each["inputs_high"] - each["inputs_low"]
        for id_, each in layers["reached"].items()
        if each["inputs_low"] is not None
    }
    widest = max(widths, key=lambda id_: widths[id_])

    assert f"({told[widest].asked.label})" in " ".join(str(petrograd).split())
    assert np.isfinite(widths[widest])


def test_all_of_it_is_one_option_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "runs")
    _, folded, _ = say(capsys, "run", "ostrov-gatchina", "-n", "200", "--out", folder)
    _, full, _ = say(capsys, "results", folder, "--full")
    _, again, _ = say(capsys, "results", folder)

    assert "--full" in folded
    assert folded.startswith(again.rstrip())
    assert "all at once" in full
    assert "all at once" not in folded
    assert len(folded.splitlines()) < len(full.splitlines())
    assert say_json(capsys, "results", folder)["outcomes"][0]["together_low"] is not None


def test_gates_of_all_sides_stand_side_by_side(petrograd: echelon.Results) -> None:
    page = str(petrograd).splitlines()
    first = next(place for place, line in enumerate(page) if line.startswith("Men who were order"))
    block = page[first : page.index("", first)]
    through = next(line for line in block if line.startswith("  through")).split()[1:]

    means = [round(each.gates[-1].mean) for each in petrograd.funnel]
    assert [str(mean) for mean in means] == [cell for cell in through if cell in map(str, means)]
    stopped = {gate.id for each in petrograd.funnel for gate in each.gates if round(gate.mean)}
    assert len(stopped) <= len(block)
