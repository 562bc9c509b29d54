"""What can only delay never hastens: longer ways, fewer men a train, a longer headway."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from echelon.campaign.simulate import simulate
from tests.worlds import Entry, act, campaign_of, fact, person, places, rail, time_of, unit, wire

WAYS = st.fixed_dictionaries(
    {
        "first_km": st.integers(1, 80),
        "second_km": st.integers(1, 80),
        "tracks": st.sampled_from([1, 2]),
        "loops": st.integers(0, 3),
        "headway_min": st.integers(0, 60),
        "platforms": st.integers(1, 4),
        "men_per_echelon": st.integers(100, 900),
        "loading_h": st.sampled_from([0, 0.5, 2]),
        "delay_min": st.integers(0, 90),
    }
)


def arrival_us(way: dict[str, int]) -> int:
    """Return when two thousand men, ordered by wire, stand assembled at the end of a line."""
    line = {
        "tracks": way["tracks"],
        "speed_km_h": 20,
        "headway_min": way["headway_min"],
    }
    line |= {"crossing_places": way["loops"]} if way["tracks"] == 1 else {}
    entries: list[Entry] = [
        *places("here", "halfway", "there", platforms=way["platforms"]),
        rail("here", "halfway", **line | {"length_km": way["first_km"]}),
        rail("halfway", "there", **line | {"length_km": way["second_km"]}),
        wire("halfway", "here", delay_min=way["delay_min"]),
        person("chief", "halfway"),
        unit(
            "regiment",
            "here",
            men=2000,
            echelons=-(-2000 // way["men_per_echelon"]),
            loading_h=way["loading_h"],
            unloading_h=0.5,
        ),
        act("go", "chief", "move regiment to there", 1),
        fact("come", "arrived(regiment; there)"),
        time_of("come"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        campaign = campaign_of(Path(folder), entries, hours=400)
    return int(simulate(campaign, 0, 0, 1).columns["time_when_come"][0])


@settings(max_examples=12, deadline=None)
@given(way=WAYS, key=st.sampled_from(["first_km", "second_km", "headway_min", "delay_min"]))
@example(
    way={
        "first_km": 10, "second_km": 60, "tracks": 1, "loops": 1, "headway_min": 10,
        "platforms": 1, "men_per_echelon": 300, "loading_h": 2, "delay_min": 10,
    },
    key="first_km",
)  # fmt: skip
def test_a_longer_way_headway_or_wire_never_brings_anybody_there_earlier(
    way: dict[str, int], key: str
):
    longer = way | {key: 2 * way[key] + 1}

    assert arrival_us(way) <= arrival_us(longer)


@settings(max_examples=12, deadline=None)
@given(way=WAYS, key=st.sampled_from(["platforms", "men_per_echelon"]))
def test_more_platforms_or_more_men_a_train_never_bring_them_there_later(
    way: dict[str, int], key: str
):
    more = way | {key: 2 * way[key]}

    assert arrival_us(more) <= arrival_us(way)
