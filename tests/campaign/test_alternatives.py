"""The same campaign with one thing otherwise, and nothing besides."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from echelon.campaign.alternatives import (
    designed,
    with_order_assured,
    without_act,
    without_order,
)
from echelon.campaign.simulate import Campaign, simulate
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    order,
    outcome,
    person,
    places,
    quantity,
    rail,
    time_of,
    unit,
)

RUNS = 40


def a_doubtful_journey() -> list[Entry]:
    """Return a regiment that a doubtful order sends on its way, over a line of uncertain speed."""
    return [
        *places("here", "there"),
        rail("here", "there", speed_km_h="speed * each(0.8..1.2)"),
        Entry("inputs", {"id": "speed", "value": "20..40"}),
        Entry("inputs", {"id": "size", "value": "80..120"}),
        person("chief", "here"),
        unit("first", "here", men="size"),
        fact("called", at="here"),
        fact("there_in_time", "men(first, there) > 0"),
        act("call", "chief", "tell chief called", 1),
        order("send", "chief", "heard(called)", "move first to there", obedience=0.5),
        outcome("passed", "happened(there_in_time)"),
        outcome("stuck"),
        time_of("there_in_time"),
        quantity("men_there", "men(first, there)"),
    ]


def a_campaign(folder: Path) -> Campaign:
    return campaign_of(folder, a_doubtful_journey())


def test_the_runs_say_how_often_each_order_and_act_was_carried_out(tmp_path: Path) -> None:
    block = simulate(a_campaign(tmp_path), 0, 0, RUNS, deeds=True)

    assert [1] * RUNS == block.acts_done[:, 0].tolist()
    assert (block.columns["outcome"] == 0).tolist() == (block.orders_done[:, 0] == 1).tolist()
    assert 0 < block.orders_done.sum() < RUNS


def test_deeds_are_counted_only_when_asked_for(tmp_path: Path) -> None:
    assert (RUNS, 0) == simulate(a_campaign(tmp_path), 0, 0, RUNS).orders_done.shape


def test_without_an_order_every_run_is_the_one_in_which_it_was_neglected(tmp_path: Path) -> None:
    campaign = a_campaign(tmp_path)
    base = simulate(campaign, 0, 0, RUNS, deeds=True)
    less = simulate(without_order(campaign, "send"), 0, 0, RUNS)
    more = simulate(with_order_assured(campaign, "send"), 0, 0, RUNS)
    done = base.orders_done[:, 0] == 1

    assert {1} == set(less.columns["outcome"])
    assert {0} == set(more.columns["outcome"])
    for name in less.columns:
        assert base.columns[name][~done].tolist() == less.columns[name][~done].tolist()
        assert base.columns[name][done].tolist() == more.columns[name][done].tolist()


def test_without_an_act_what_it_set_off_does_not_happen(tmp_path: Path) -> None:
    less = simulate(without_act(a_campaign(tmp_path), "call"), 0, 0, 5, deeds=True)

    assert 0 == less.acts_done.sum() + less.orders_done.sum()


def test_without_an_act_that_has_a_condition_it_is_not_done_either(tmp_path: Path) -> None:
    entries = [entry for entry in a_doubtful_journey() if entry.fields.get("id") != "call"]
    call = {"id": "call", "label": "call", "by": "chief", "kind": "order"}
    call |= {"when": "at(chief; here)", "do": "tell chief called"}
    whole = campaign_of(tmp_path, [*entries, Entry("acts", call)])
    done = [
        simulate(campaign, 0, 0, 5, deeds=True).acts_done.sum()
        for campaign in (whole, without_act(whole, "call"))
    ]

    assert [5, 0] == done


def test_a_design_of_every_runs_own_number_changes_nothing(tmp_path: Path) -> None:
    campaign, own = a_campaign(tmp_path), np.arange(RUNS)
    block = simulate(designed(campaign, own, own, [(["speed"], own)]), 0, 0, RUNS)

    for name, values in simulate(campaign, 0, 0, RUNS).columns.items():
        assert values.tolist() == block.columns[name].tolist()


def test_a_replicate_shares_the_inputs_and_not_the_chance(tmp_path: Path) -> None:
    campaign, own = a_campaign(tmp_path), np.arange(RUNS)
    base = simulate(campaign, 0, 0, 2 * RUNS).columns
    again = simulate(designed(campaign, own + RUNS, own), 0, 0, RUNS).columns

    assert base["input_speed"][:RUNS].tolist() == again["input_speed"].tolist()
    assert base["outcome"][RUNS:].tolist() == again["outcome"].tolist()


def test_a_group_of_inputs_is_taken_from_other_runs_and_the_rest_is_kept(tmp_path: Path) -> None:
    campaign, own = a_campaign(tmp_path), np.arange(RUNS)
    base = simulate(campaign, 0, 0, 2 * RUNS).columns
    mixed = designed(campaign, own, own, [(["speed"], own + RUNS)])
    block = simulate(mixed, 0, 0, RUNS).columns

    assert base["input_speed"][RUNS:].tolist() == block["input_speed"].tolist()
    assert base["input_size"][:RUNS].tolist() == block["input_size"].tolist()
    assert base["outcome"][:RUNS].tolist() == block["outcome"].tolist()
