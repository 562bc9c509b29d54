"""The published order of events, against a twin that sorts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echelon.campaign.simulate import Campaign
from echelon.engine.agenda import is_stale, schedule, take_next, withdraw
from echelon.engine.handles import handle
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING, Kind, Status
from worlds import campaign_of, places

KINDS = [Kind.LINK_OPENS, Kind.ECHELON_LOADED, Kind.LETTER_HEARD, Kind.PERIOD_ENDS]
PLANS = st.tuples(st.integers(0, 3), st.sampled_from(KINDS), st.integers(-2, 2), st.integers(-1, 2))
Plan = tuple[int, Kind, int, int]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return campaign_of(tmp_path_factory.mktemp("agenda"), places("somewhere"))


def empty_agenda(campaign: Campaign, rows: int = 64) -> State:
    state = blank_state(campaign.assembled.world, 0, Capacities(events=rows, letters=1))
    state.clock.free[0] = NOBODY
    return state


def plan(memory: object, planned: Plan, owner: int = int(NOBODY), who: int = 0) -> None:
    time_us, kind, owner_hash, ordinal = planned
    schedule(memory, time_us, kind, owner_hash, ordinal, owner, who, NOTHING)


def take(state: State, memory: object) -> Plan:
    event = int(take_next(memory))
    row = state.events[event]
    return int(state.clock.now_us[0]), Kind(int(row.kind)), int(row.owner_hash), int(row.ordinal)


@settings(deadline=None, max_examples=60)
@given(plans=st.lists(PLANS, max_size=40))
def test_events_come_by_time_kind_name_and_ordinal_however_they_were_planned(
    campaign: Campaign, plans: list[Plan]
):
    state = empty_agenda(campaign)
    memory = handle(state)
    for planned in plans:
        plan(memory, planned)

    assert sorted(plans) == [take(state, memory) for _ in plans]


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(st.one_of(st.none(), PLANS), max_size=60))
def test_what_is_planned_between_two_events_takes_its_place(
    campaign: Campaign, steps: list[Plan | None]
):
    state, twin = empty_agenda(campaign), list[Plan]()
    memory = handle(state)
    for planned in steps:
        if planned is not None:
            plan(memory, planned)
            twin.append(planned)
        elif twin:
            twin.sort()
            assert twin.pop(0) == take(state, memory)

    assert len(twin) == state.clock.n_heap[0]


def test_the_rows_of_past_events_are_used_again(campaign: Campaign):
    state = empty_agenda(campaign, rows=2)
    memory = handle(state)
    plan(memory, (0, Kind.LETTER_HEARD, 0, 0))
    for time_us in range(1, 100):
        plan(memory, (time_us, Kind.LETTER_HEARD, 0, 0))
        assert time_us - 1 == take(state, memory)[0]

    assert Status.DONE == state.clock.status[0]


def test_a_full_agenda_says_so_and_drops_nothing_that_was_on_it(campaign: Campaign):
    state = empty_agenda(campaign, rows=2)
    memory = handle(state)
    for time_us in (3, 1, 2):
        plan(memory, (time_us, Kind.LETTER_HEARD, 0, 0))

    assert Status.AGENDA_FULL == state.clock.status[0]
    assert [1, 3] == [take(state, memory)[0] for _ in range(2)]


def test_a_change_of_plans_makes_what_was_planned_stale_and_nothing_later(campaign: Campaign):
    state = empty_agenda(campaign)
    memory = handle(state)
    plan(memory, (1, Kind.UNIT_SETS_OUT, 0, 0), owner=0)
    withdraw(memory, np.int64(0))
    plan(memory, (2, Kind.UNIT_SETS_OUT, 0, 0), owner=0)
    plan(memory, (3, Kind.UNIT_SETS_OUT, 0, 0))

    assert [True, False, False] == [is_stale(memory, take_next(memory)) for _ in range(3)]
