"""Units stand in the names of fields, and hours are whole microseconds inside."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.units import (
    LONGEST_US,
    MICROSECONDS_PER_HOUR,
    hours_from_microseconds,
    microseconds_from_hours,
    stem_of,
    unit_of,
)


@given(st.integers(-(10**6), 10**6))
def test_whole_hours_come_back_exactly(hours: int) -> None:
    assert hours * MICROSECONDS_PER_HOUR == microseconds_from_hours(hours)
    assert hours == hours_from_microseconds(microseconds_from_hours(hours))


@pytest.mark.parametrize("hours", [math.inf, -math.inf, math.nan, 1e300, LONGEST_US / 1e9])
def test_a_time_too_long_to_count_is_refused(hours: float) -> None:
    with pytest.raises(ValueError, match="longer than echelon can count"):
        microseconds_from_hours(hours)


@pytest.mark.parametrize(
    ("unit", "stem", "field"),
    [
        ("km", "length", "length_km"),
        ("km/h", "speed", "speed_km_h"),
        ("h", "loading", "loading_h"),
        ("min", "headway", "headway_min"),
        ("a day", "trains", "trains_per_day"),
        ("h a day", "march", "march_h_per_day"),
        ("men", "men", "men"),
        ("", "name", "name"),
    ],
)
def test_the_ending_of_a_name_states_the_unit(unit: str, stem: str, field: str) -> None:
    assert (unit, stem) == (unit_of(field), stem_of(field))
