"""K9: what nobody has told an actor changes none of its decisions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from echelon.campaign.simulate import Campaign
from echelon.engine.evaluate import Op
from echelon.engine.vocabulary import NOBODY, Kind
from properties.random_worlds import PLACES, UNITS, scenarios
from worlds import (
    Entry,
    act,
    bundled,
    campaign_of,
    fact,
    happenings,
    moment,
    order,
    person,
    places,
    wire,
)

HERMIT = "hermit"


def an_island() -> list[Entry]:
    """Return an actor who is told two things by a pilot, and asks about everything else."""
    hidden = [
        *(f"men({unit}, {place}) > 100" for unit in UNITS for place in PLACES),
        *(f"not departed({unit}, {place})" for unit in UNITS for place in PLACES),
        *(f"strength(red, {place}) < 500" for place in PLACES),
        *(f"at(rival, {place})" for place in PLACES),
        "heard(news) and not heard(seen_at_crewe)",
        "not open(anvil_bourne)",
        "not open(bourne_crewe_wire)",
    ]
    told = {
        "at_once": "heard(fire)",
        "when_late": f"heard(flood) and time >= {moment(6)}",
        "knowing_either": "heard(news) or heard(fire)",
        "reckoning": f"time_of(fire) + 2 h < {moment(4)} and not heard(news)",
    }
    orders = [
        order(f"hidden_{row}", HERMIT, when, "tell pilot seen") for row, when in enumerate(hidden)
    ]
    orders += [
        order(id_, HERMIT, when, "tell pilot seen", delay_min=20) for id_, when in told.items()
    ]
    return [
        *places("island", "harbour"),
        wire("island", "harbour", delay_min=10, service_min=5),
        person(HERMIT, "island"),
        person("pilot", "harbour"),
        *(fact(id_) for id_ in ("fire", "flood", "seen")),
        act("signal", "pilot", "tell hermit fire", 1),
        act("second_signal", "pilot", "tell hermit flood", 3),
        *orders,
    ]


def decisions(campaign: Campaign) -> list[tuple[float, Kind, str]]:
    """Return what the hermit learnt and resolved, and when."""
    assembly = campaign.assembled.assembly
    hermit, orders = assembly.actors[HERMIT], list(assembly.orders)
    found = []
    for it in happenings(campaign):
        resolves = it.kind in (Kind.ORDER_STIRS, Kind.ORDER_LAPSES) and it.detail == hermit
        if resolves:
            found.append((it.minute, it.kind, orders[it.who]))
        elif it.kind in (Kind.FACT_LEARNT, Kind.REPORT_LEARNT) and it.who == hermit:
            found.append((it.minute, it.kind, ""))
    return found


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(hidden=scenarios())
def test_what_happens_where_no_wire_leads_changes_no_decision(tmp_path: Path, hidden: list[Entry]):
    expected = [
        (75.0, Kind.FACT_LEARNT, ""),
        (75.0, Kind.ORDER_STIRS, "at_once"),
        (75.0, Kind.ORDER_STIRS, "knowing_either"),
        (75.0, Kind.ORDER_STIRS, "reckoning"),
        (195.0, Kind.FACT_LEARNT, ""),
        (360.0, Kind.ORDER_STIRS, "when_late"),
    ]

    assert expected == decisions(campaign_of(tmp_path, [*hidden, *an_island()], hours=24))


@pytest.mark.parametrize("name", ["ostrov-gatchina", "algiers-1961", "petrograd-1917"])
def test_standing_orders_read_only_what_their_author_knows(name: str):
    # A body knows what its chair does.
    world = bundled(name).assembled.world
    knows = np.arange(len(world.actors))
    is_body = world.actors.body != NOBODY
    knows[is_body] = world.bodies.chair[world.actors.body[is_body]]
    read = [
        (int(world.slots.observer[row.argument]), int(knows[order_.actor]))
        for order_ in world.orders
        for row in world.code[order_.first_code : order_.last_code]
        if row.op == Op.SLOT
    ]

    assert 10 < len(read)
    assert [] == [(observer, actor) for observer, actor in read if observer != actor]
