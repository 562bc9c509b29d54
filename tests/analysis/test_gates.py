"""Opening a gate of the funnel lets through those who were stopped there, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.analysis.gates import GateEffect, count_gates, gates_text, open_gates
from echelon.analysis.rerun import Wanted, run_again
from echelon.analysis.wording import WIDTH
from echelon.campaign import compile
from tests.worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    order,
    outcome,
    person,
    places,
    road,
    unit,
    wire,
)

RUNS = 12


def a_march(*more: Entry, **fields: object) -> list[Entry]:
    """Return a regiment that is ordered away, of which 100 men are to come through."""
    return [
        *places("here", "there"),
        road("here", "there"),
        wire("here", "there"),
        person("chief", "here"),
        unit("first", "here", **fields),
        *(more or [act("go", "chief", "move first to there", 1)]),
        outcome("there", "men(first; there) > 0"),
        outcome("not_there"),
    ]


def effects(folder: Path, entries: list[Entry], hours: float = 48.0) -> dict[str, GateEffect]:
    campaign = campaign_of(folder, entries, hours=hours)
    (base,) = run_again([Wanted(campaign, RUNS, columns=("outcome", "funnel_"))], 0, jobs=1)
    return {each.gate: each for each in open_gates(campaign, "there", base, 0, jobs=1)}


def helpful(found: dict[str, GateEffect]) -> set[str]:
    return {gate for gate, effect in found.items() if effect.difference == 1.0}


def test_a_command_that_never_obeys_is_let_through_by_its_own_gate(tmp_path: Path) -> None:
    found = effects(tmp_path, a_march(obedience=0))

    assert {"command", "willing", "all"} == helpful(found)
    assert (100.0, 100.0) == (found["command"].stopped, found["command"].through)


def test_those_who_come_too_late_are_let_through_by_time(tmp_path: Path) -> None:
    found = effects(tmp_path, a_march(), hours=1.5)

    assert {"arrived", "all"} == helpful(found)
    assert 100.0 == found["arrived"].stopped


def test_an_order_that_is_never_given_is_let_through_by_the_first_gate(tmp_path: Path) -> None:
    given = [
        fact("called", at="here"),
        act("call", "chief", "tell chief called", 1),
        order("send", "chief", "heard(called)", "move first to there", obedience=0),
    ]
    found = effects(tmp_path, a_march(*given))

    assert {"ordered", "all"} == helpful(found)
    assert 100.0 == found["ordered"].stopped


def test_where_nobody_is_stopped_no_gate_changes_anything(tmp_path: Path) -> None:
    found = effects(tmp_path, a_march())

    assert {0.0} == {effect.difference for effect in found.values()}
    assert 0.0 == found["all"].stopped


def test_the_gates_fit_the_terminal(tmp_path: Path) -> None:
    told = gates_text(tuple(effects(tmp_path, a_march(obedience=0.5)).values()))

    assert [] == [line for line in told if len(line) > WIDTH]
    assert [] == gates_text(())


@pytest.mark.parametrize("level", ["both", "command", "ranks"])
def test_dispositions_are_opened_at_their_own_level(tmp_path: Path, level: str) -> None:
    leaning = {"id": "lean", "of": "first", "toward": "red", "value": -50, "level": level}
    march = a_march(act("go", "chief", "move first to there", 1), Entry("dispositions", leaning))
    found = effects(tmp_path, march)

    assert {"willing", "all"} <= helpful(found)
    assert ("command" in helpful(found)) == (level == "command")


def test_each_gate_is_opened_under_each_account_that_changes_something(tmp_path: Path) -> None:
    """Whether they obey is what the accounts dispute; nobody runs the base twice."""
    entries = [
        *a_march(obedience=0),
        *(
            Entry("accounts", {"id": id_, "label": f"They were {id_}", "weight": weight} | change)
            for id_, weight, change in (
                ("deaf", 1, {}),
                ("willing", 3, {"change": {"units.first.obedience": 1}}),
            )
        ),
    ]
    campaign = campaign_of(tmp_path, entries, hours=48.0)
    told = campaign.document.under_each_account()
    world = compile(told["willing"])
    wanted = [Wanted(each, RUNS, columns=("outcome", "funnel_")) for each in (campaign, world)]
    base, willing = run_again(wanted, 0, jobs=1)
    ended = {"deaf": base.columns["outcome"][:8], "willing": willing.columns["outcome"][:8]}
    accounts = {id_: (document, ended[id_]) for id_, document in told.items()}
    counted: list[int] = []
    found = {
        each.gate: each
        for each in open_gates(
            campaign,
            "there",
            base,
            0,
            accounts=accounts,
            jobs=1,
            progress=lambda done, of: counted.append(of),
        )
    }
    over = found["command"].doubt.accounts
    assert over is not None

    assert {"deaf": 1.0, "willing": 0.0} == {one.id: one.value for one in over.each}
    assert 0.25 == over.weighted
    assert {count_gates(campaign) * (RUNS + 8)} == set(counted)
    page = " ".join(" ".join(gates_text(tuple(found.values()))).split())
    assert "over the accounts: 0 to +1" in page
    assert "not opened under each account" not in page
