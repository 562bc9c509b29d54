"""The daily rest of a march falls between days, and not after the last; who goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.engine.vocabulary import Kind
from worlds import act, campaign_of, minutes, person, places, road, story, unit


@pytest.mark.parametrize(
    ("stages_km", "arrival_h"),
    [
        ([28.0], 7.0),
        ([32.0], 8.0),  # exactly a day's march: nobody rests who is there
        ([36.0], 9.0 + 16.0),
        ([32.0, 4.0], 9.0 + 16.0),  # the rest falls due when the march goes on
        ([64.0], 16.0 + 16.0),
        ([32.0, 32.0, 4.0], 17.0 + 32.0),
    ],
)
def test_a_march_of_whole_days_has_a_rest_between_them_and_none_after(
    tmp_path: Path, stages_km: list[float], arrival_h: float
):
    stops = [*("start", "camp", "village")[: len(stages_km)], "end"]
    entries = [
        *places(*stops),
        *(
            road(stops[number], stops[number + 1], length_km=length)
            for number, length in enumerate(stages_km)
        ),
        person("chief", "start"),
        unit("column", "start", march_km_h=4, march_h_per_day=8),
        act("march", "chief", "move column to end by road"),
    ]
    campaign = campaign_of(tmp_path, entries, hours=72)

    assert [arrival_h * 60.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


@pytest.mark.parametrize(("kind", "speed_km_h"), [("air", 400), ("water", 12)])
def test_a_unit_flies_or_sails_at_the_speed_of_the_link_and_needs_no_rest(
    tmp_path: Path, kind: str, speed_km_h: int
):
    entries = [
        *places("field", "capital"),
        road("field", "capital", kind=kind, length_km=2 * speed_km_h, speed_km_h=speed_km_h),
        person("chief", "field"),
        unit("paratroops", "field", march_km_h=4, march_h_per_day=1),
        act("raid", "chief", "move paratroops to capital"),
    ]
    campaign = campaign_of(tmp_path, entries, hours=24)

    assert [2.0 * 60.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_a_motor_column_goes_by_road_at_its_own_pace_and_hours(tmp_path: Path):
    entries = [
        *places("park", "front"),
        road("park", "front", length_km=200),
        person("chief", "park"),
        unit("lorries", "park", arm="motor", march_km_h=20, march_h_per_day=10),
        act("bring", "chief", "move lorries to front"),
    ]
    campaign = campaign_of(tmp_path, entries, hours=48)

    assert [10.0 * 60.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)


def test_who_goes_with_a_column_joins_its_head_and_no_train(tmp_path: Path):
    entries = [
        *places("camp", "town"),
        road("camp", "town"),
        person("chief", "camp"),
        unit("column", "camp", response_min=5),
        act("march", "chief", "move column to town; go to town with column", 1),
    ]
    told = story(campaign_of(tmp_path, entries))

    assert (60.0, "Chief joins the head of Column") in told
    assert [] == [text for _, text in told if "train" in text]
