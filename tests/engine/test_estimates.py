"""When somebody reckons that a unit will be at a place, from what he has heard of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from echelon.engine.vocabulary import Kind
from tests.worlds import (
    START,
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    order,
    person,
    places,
    road,
    unit,
    wire,
)


def a_march(*more: Entry, pace: object = 4) -> list[Entry]:
    """Return a column that sets out after an hour, and a chief who hears of it by wire at once.

    It has eight kilometres to the bridge and as many from there to the town.
    """
    return [
        *places("camp", "bridge", "town", "office"),
        road("camp", "bridge"),
        road("bridge", "town"),
        *(wire("office", place) for place in ("camp", "bridge", "town")),
        person("chief", "office"),
        unit("column", "camp", march_km_h=pace, commander="chief"),
        act("march", "chief", "move column to town", 1),
        fact("reckoned"),
        *more,
    ]


def reckons(when: str) -> Entry:
    return order("reckons", "chief", when, "tell column reckoned")


def moment(hours: float) -> str:
    return (START + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M")


def reckoned(folder: Path, when: str, **fields: object) -> list[float]:
    """Return at which minutes the chief carries out what he does when his estimate is so."""
    campaign = campaign_of(folder, a_march(reckons(when), **fields))
    return minutes(campaign, Kind.ORDER_RIPENS)


@pytest.mark.parametrize(("hours", "is_by_then"), [(4.98, False), (5.02, True)])
def test_an_estimate_is_the_hour_of_the_news_and_the_way_from_there(
    tmp_path: Path, hours: float, is_by_then: bool
):
    """Two hours to the bridge, where the news is of the third hour, and two more to the town."""
    when = f"estimate(column; town) > {moment(4)} and estimate(column; town) <= {moment(hours)}"

    assert ([180.0] if is_by_then else []) == reckoned(tmp_path, when)


def test_nobody_reckons_with_a_pace_that_nobody_knows(tmp_path: Path):
    """The pace of this run is drawn from 2 to 6 km/h; from the bridge on, 4 are reckoned with."""
    when = "estimate(column; town) >= time + 119 min and estimate(column; town) <= time + 121 min"
    when += f" and time > {moment(2.2)}"  # at the earliest it is at the bridge at 2:20
    campaign = campaign_of(tmp_path, a_march(reckons(when), pace="2..6"))
    at_bridge, at_town = (it.minute for it in happenings(campaign, Kind.COLUMN_REACHES_PLACE))

    assert at_town - at_bridge != pytest.approx(120, abs=1)
    assert at_bridge in minutes(campaign, Kind.ORDER_RIPENS)


def test_whoever_has_heard_nothing_of_a_unit_has_no_estimate(tmp_path: Path):
    deaf = person("deaf", "hill")
    entries = [
        *places("hill"),
        deaf,
        order("reckons", "deaf", f"estimate(column; town) < {moment(40)}", "go to hill"),
        order("or_not", "deaf", f"not estimate(column; town) < {moment(40)}", "go to hill"),
    ]
    campaign = campaign_of(tmp_path, a_march(*entries))

    assert [] == minutes(campaign, Kind.ORDER_RIPENS)
