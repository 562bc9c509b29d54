"""A report tells the same of a what-if as `echelon compare` does of as many runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import echelon as ec
from crises import a_rising
from echelon.analysis import beside, doubt
from echelon.analysis.layers_text import end_text
from echelon.report import beside as beside_report
from echelon.report.make import make_report
from echelon.report.schema import Layers
from echelon.report.variants import left_out
from worlds import Entry, scenario_text

RUNS = 40


def test_the_figures_of_a_what_if_are_those_of_compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "FEWEST_BESIDE", RUNS // 4)
    monkeypatch.setattr(doubt, "FEWEST_ASKED", 2)
    overlays = [
        Entry("accounts", {"id": id_, "label": id_, "change": {"inputs.courage.value": value}})
        for id_, value in (("bold", 0.9), ("meek", 0.1))
    ]
    surely = {"id": "surely", "label": "surely", "change": {"orders.ivan_rises.obedience": 1}}
    path = tmp_path / "rising.yaml"
    entries = [*a_rising("0..1"), *overlays, Entry("what_ifs", surely)]
    path.write_text(scenario_text(entries), encoding="utf-8")
    scenario = ec.load(path)
    (told,) = make_report(scenario, RUNS, seed=3).what_ifs
    (found,) = ec.compare(scenario, "surely", runs=RUNS, seed=3)

    assert len(found.outcomes) == len(told.shifts)
    for shift, pair in zip(told.shifts, found.outcomes, strict=True):
        plain = pair.as_json()
        assert plain["accounts"] is not None
        assert (shift.base, shift.changed) == (plain["base"], plain["changed"])
        assert (shift.difference, shift.low, shift.high) == tuple(
            plain[key] for key in ("difference", "low", "high")
        )
        assert shift.inputs_low == plain["inputs_low"] is not None
        assert shift.inputs_high == plain["inputs_high"]
        assert shift.accounts_low == plain["accounts"]["beyond_luck_low"]
        assert shift.accounts_high == plain["accounts"]["beyond_luck_high"]


def test_what_comes_about_has_the_doubt_that_the_commands_tell_of_it() -> None:
    scenario = ec.load("ostrov-gatchina")
    told = make_report(scenario, 60)
    runs = scenario.with_layers(scenario.run(60), pairs=60, accounts=60)
    layers = runs.summary().as_json()["layers"]
    reached = layers["reached"]
    patterns = {
        (each["first"], each["then"]): each for each in runs.hindcast().as_json()["patterns"]
    }

    likeliest = max(told.outcomes, key=lambda each: each.count)
    (spread,) = (it for it in layers["inputs"]["outcomes"] if it["id"] == likeliest.id)
    low, high, least, most = (
        end_text(spread[key]) for key in ("low", "high", "most_low", "most_high")
    )
    known = f"between {low} and {high} nine times in ten (at most {least} to {most})"
    assert any(known in words for words in told.answer.doubts)

    assert 3 < len(told.times)
    for each in told.times:
        assert told_of(reached[each.id]) == layers_told(each.layers)[2:]
    assert len(told.patterns) == len(patterns) > 0
    for pattern in told.patterns:
        plain = patterns[pattern.first, pattern.then]
        assert (plain["share"], plain["verdict"]) == (pattern.share, pattern.verdict)
        luck = plain["share_low"], plain["share_high"]
        assert (*luck, *told_of(plain["share_doubt"])) == layers_told(pattern.layers)
    assert any(pattern.layers.inputs_low is not None for pattern in told.patterns)
    assert any(pattern.layers.accounts_low is not None for pattern in told.patterns)


def told_of(doubt: Mapping[str, Any]) -> tuple[float | None, ...]:
    """Return what the page shows of a doubt, from plain values."""
    over = doubt["accounts"]
    luck = (over["beyond_luck_low"], over["beyond_luck_high"]) if over else (None, None)
    return doubt["inputs_low"], doubt["inputs_high"], *luck


def layers_told(layers: Layers) -> tuple[float | None, ...]:
    return tuple(layers.model_dump().values())


def test_it_is_said_why_no_change_was_laid_over_the_accounts_and_how_to_have_it() -> None:
    flagship = ec.load("petrograd-1917")

    assert (
        "" == left_out(flagship, 2_000, crossed=False) == left_out(flagship, 10_000, crossed=True)
    )
    assert "--crossed" in left_out(flagship, 10_000, crossed=False)
    assert "20 runs are too few" in left_out(flagship, 20, crossed=True)
    assert "" == left_out(ec.load("mobilisation-1914"), 20, crossed=False)  # it has no accounts


def test_how_often_a_change_is_met_without_it_has_the_brackets_of_every_share() -> None:
    scenario = ec.load("ostrov-gatchina")
    told = make_report(scenario, 120).what_ifs
    found = ec.compare(scenario, *(each.id for each in told), runs=120)

    assert len(found) == len(told)
    for each, compared in zip(told, found, strict=True):
        antecedent = compared.antecedent
        assert (antecedent is None) == (each.supposed is None)
        if antecedent is not None and each.supposed is not None:
            assert tuple(antecedent.interval) == (each.supposed.low, each.supposed.high)
            assert "over the accounts" not in each.plausible
    assert any(each.supposed is not None for each in told)


def test_values_stand_by_what_hangs_on_them_and_then_by_what_they_rest_on() -> None:
    """A what-if that moves the answer changes the obedience; nothing else is graded."""
    values = make_report(ec.load("ostrov-gatchina"), 400).evidence.values
    weights = [(value.influence or 0.0, abs(value.moved or 0.0)) for value in values]

    assert weights == sorted(weights, reverse=True)
    assert weights[0] > (0.0, 0.0)
    assert any(influence == 0.0 < moved for influence, moved in weights)
    rest = [value for value in values if not value.influence and not value.moved]
    assert sorted(rest, key=lambda value: value.origin == "default") == rest
    set_by_hand = [value.grade for value in rest if value.origin != "default" and value.grade]
    assert sorted(set_by_hand, reverse=True) == set_by_hand


def test_each_what_if_meets_every_account_as_often_as_the_base_leaves_time_for() -> None:
    """Nine of eight accounts each are the flagship's."""
    of_few, of_more, of_many, of_most = (
        beside_report.crossed_runs(runs, 450, 9, 8, crossed=False)
        for runs in (450, 6_000, 7_500, 10_000)
    )

    assert beside.account_runs_for(450, 9) == of_few
    assert beside.FEWEST_CROSSED == of_few == of_more
    assert of_more * 9 * 8 <= 4_000
    assert (0, 0) == (of_many, of_most)
    assert of_few == beside_report.crossed_runs(10_000, 450, 9, 8, crossed=True)
    assert 0 == beside_report.crossed_runs(300, 300, 9, 8, crossed=True)  # too few to tell anything
