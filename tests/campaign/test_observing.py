"""One run observed at several moments, while it is made once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from echelon.campaign.observing import observe_at
from echelon.campaign.simulate import observe
from echelon.engine.memory import Capacities
from worlds import campaign_of, fact, order, person, places, road, unit

HOUR_US = 3_600_000_000
MOMENTS_US = (-1, 0, HOUR_US, 2 * HOUR_US, 2 * HOUR_US, 30 * HOUR_US, 10**15, 10**15)

MARCH = (
    *places("capital", "camp", "field"),
    road("camp", "field", length_km=20),
    road("field", "capital", length_km=60),
    unit("column", "camp"),
    person("chief", "camp"),
    fact("field_reached", when="men(column; field) > 0"),
    order("off", by="chief", when="not heard(field_reached)", do="move column to capital by road"),
)
"""A column that is on the way for a day and a half."""


def told(state: object) -> dict[str, bytes]:
    tables = ("units", "echelons", "places", "facts", "believed", "values")
    return {name: np.asarray(getattr(state, name)).tobytes() for name in tables}


def test_a_run_observed_as_it_goes_on_is_at_each_moment_what_it_is_alone(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, MARCH)
    seen = [told(state) for state in observe_at(campaign, 7, 3, MOMENTS_US)]
    for moment_us, one in zip(MOMENTS_US, seen, strict=True):
        assert told(observe(campaign, 7, 3, until_us=moment_us)) == one
    assert len({one["echelons"] for one in seen}) > 2


def test_tables_that_are_full_on_the_way_change_nothing(tmp_path: Path) -> None:
    roomy = campaign_of(tmp_path, MARCH)
    narrow = replace(roomy, room=[Capacities(events=1, letters=1, counts=1)])
    for one, other in zip(
        observe_at(roomy, 7, 3, MOMENTS_US), observe_at(narrow, 7, 3, MOMENTS_US), strict=True
    ):
        assert told(one) == told(other)
    assert len(narrow.room) > 1
