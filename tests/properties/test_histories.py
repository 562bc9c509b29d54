"""What must not change a history: K2, K3, K4, K5 and K10, told by the chronicle."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest

from echelon.campaign.simulate import simulate
from worlds import (
    START,
    Entry,
    act,
    campaign_of,
    fact,
    moment,
    order,
    outcome,
    person,
    places,
    quantity,
    rail,
    road,
    story,
    unit,
    wire,
)

Story = list[tuple[float, str]]
RUNS = range(4)


def a_crisis(start: datetime = START) -> list[Entry]:
    """Return three towns, two regiments, a courier and a quarrel over whether they march."""
    late = {"start": start}
    return [
        *places("north", "middle", "south", platforms=1),
        rail("north", "middle", tracks=1, crossing_places=1, speed_km_h="20..40"),
        rail("middle", "south", speed_km_h="20 * each(0.8..1.2)", cut_repair_h="each(1..6)"),
        road("middle", "south", length_km=30),
        wire("north", "middle", delay_min="each(5..60)", service_min=10),
        wire("middle", "south", delay_min="5..60", service_min=10),
        person("chief", "north"),
        person("rival", "south"),
        person("scout", "middle"),
        unit("first", "north", men="500..900", echelons=3, loading_h="each(0.5..1.5)"),
        unit("second", "south", echelons=2, obedience=0.7, response_min="each(0..60)"),
        fact("first_is_there", "men(first, south) > 50", at="south", reported_to=["chief"]),
        fact("halted", at="north"),
        fact("noon", f"time >= {moment(12, start)}", at="middle", reported_to=["rival"]),
        act("begin", "chief", "move first to south; tell rival halted", **late),
        act("oppose", "rival", "move second to north", 1, **late),
        act("ride", "scout", "go to south by road", 0.5, **late),
        order("stop", "rival", "heard(halted)", "halt second", delay_min="10..200"),
        order("go_on", "rival", "heard(noon) or heard(first_is_there)", "resume second"),
        order("count", "scout", "strength(red, south) >= 600", "tell chief counted"),
        fact("counted"),
        outcome("passed", "happened(first_is_there)"),
        outcome("stuck"),
        quantity("men_in_the_north", "men(second, north)"),
    ]


def stories(folder: Path, entries: list[Entry], **settings: object) -> list[Story]:
    campaign = campaign_of(folder, entries, **settings)
    return [story(campaign, run=run) for run in RUNS]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Story]:
    return stories(tmp_path_factory.mktemp("histories"), a_crisis())


def test_the_crisis_is_not_the_same_in_every_run(told: list[Story]):
    assert len(RUNS) == len({tuple(it) for it in told})
    assert all(30 < len(it) for it in told)


INERT = {
    "place": places("another", "zenith"),
    "road": [*places("another"), road("another", "middle")],
    "railway": [*places("another"), rail("another", "south")],
    "person": [person("aaron", "middle"), person("zeno", "north", side="blue")],
    "unit": [unit("guard", "middle", men="10..90", side="blue")],
    "fact": [fact("at_rest", "men(first, north) < 0")],
    "channel": [*places("another"), wire("another", "middle")],
    "input": [Entry("inputs", {"id": "idle", "label": "idle", "value": "1..2"})],
    "order": [order("asleep", "scout", "men(first, north) < 0", "close middle")],
    "quantity": [quantity("a_count", "men(second, south)")],
}


@pytest.mark.parametrize("kind", INERT)
def test_what_takes_part_in_nothing_changes_nobody_s_history(
    tmp_path: Path, told: list[Story], kind: str
):
    # K2.
    assert told == stories(tmp_path, [*a_crisis(), *INERT[kind]])
    assert told == stories(tmp_path, [*INERT[kind], *a_crisis()])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_declaration_does_not_matter(tmp_path: Path, told: list[Story], seed: int):
    # K3; the order of the outcomes is their rank, and says what counts first.
    ranked = [entry for entry in a_crisis() if entry.part == "outcomes"]
    entries = [entry for entry in a_crisis() if entry.part != "outcomes"]
    random.Random(seed).shuffle(entries)

    assert told == stories(tmp_path, [*entries, *ranked])


def test_the_columns_do_not_depend_on_the_order_of_declaration_either(tmp_path: Path):
    first = simulate(campaign_of(tmp_path, a_crisis()), 0, 0, 20).columns
    ranked = [entry for entry in a_crisis() if entry.part == "outcomes"]
    rest = [entry for entry in a_crisis() if entry.part != "outcomes"][::-1]
    other = simulate(campaign_of(tmp_path, [*rest, *ranked]), 0, 0, 20).columns

    assert list(first) == list(other)
    assert [column.tobytes() for column in first.values()] == [
        column.tobytes() for column in other.values()
    ]


MECHANISMS = {
    "cut": act("torn_up", "scout", "cut middle_south", 0.25),
    "closed wire": act("silence", "scout", "cut middle_south_wire", 0.25),
    "held station": act("refusal", "scout", "close middle to red", 3),
    "order": order("flight", "chief", "heard(first_is_there)", "go to middle by rail"),
    "act": act("recall", "chief", "move first to north", 6),
    "breakdown": Entry("links", {}),
}


def with_mechanism(mechanism: str) -> list[Entry]:
    if mechanism != "breakdown":
        return [*a_crisis(), MECHANISMS[mechanism]]
    return [
        Entry(entry.part, entry.fields | {"failure_h": 8})
        if entry.fields["id"] == "north_middle"
        else entry
        for entry in a_crisis()
    ]


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_mechanism_switched_off_changes_nothing_before_its_first_event(
    tmp_path: Path, told: list[Story], mechanism: str
):
    # K4: the first sentence that differs is one that the mechanism itself brought about. A
    # standing order begins with what its author hears because it asks for it.
    with_it = stories(tmp_path, with_mechanism(mechanism))
    signs = ("torn up", "silence", "refusal", "chief hears", "recall", "breaks down")

    assert told != with_it
    for off, on in zip(told, with_it, strict=True):
        pairs = zip(off, on, strict=False)
        first = next((row for row, (one, other) in enumerate(pairs) if one != other), None)
        if first is not None:
            assert any(sign in on[first][1].lower() for sign in signs), on[first]
            assert on[first][0] <= off[first][0]


@pytest.mark.parametrize("start", [datetime(1917, 11, 7), datetime(1821, 3, 1, 6, 30)])
def test_a_period_shifted_by_a_constant_has_the_same_history(
    tmp_path: Path, told: list[Story], start: datetime
):
    # K5.
    assert told == stories(tmp_path, a_crisis(start), start=start)


def test_a_longer_period_changes_nothing_before_the_old_end(tmp_path: Path):
    # K10.
    for hours in (3, 9, 20):
        short = stories(tmp_path, a_crisis(), hours=hours)
        long = stories(tmp_path, a_crisis(), hours=3 * hours)
        for one, other in zip(short, long, strict=True):
            assert one[:-1] == other[: len(one) - 1]
            assert other[len(one) - 1][0] >= hours * 60
