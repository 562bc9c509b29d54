"""The daily rest of a march falls between days, and not after the last."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.engine.vocabulary import Kind
from worlds import act, campaign_of, minutes, person, places, road, unit


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


def test_a_unit_flies_at_the_speed_of_the_link_and_needs_no_rest(tmp_path: Path):
    entries = [
        *places("field", "capital"),
        road("field", "capital", kind="air", length_km=800, speed_km_h=400),
        person("chief", "field"),
        unit("paratroops", "field", march_km_h=4, march_h_per_day=1),
        act("raid", "chief", "move paratroops to capital"),
    ]
    campaign = campaign_of(tmp_path, entries, hours=24)

    assert [2.0 * 60.0] == minutes(campaign, Kind.UNIT_ASSEMBLED)
