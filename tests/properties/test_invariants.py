from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from echelon.engine.invariants import Breach
from properties.random_worlds import scenarios
from worlds import Entry, breach_of, campaign_of


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entries=scenarios())
def test_nothing_is_lost_doubled_or_overfull_whatever_is_ordered(
    tmp_path: Path, entries: list[Entry]
):
    found, _ = breach_of(campaign_of(tmp_path, entries, hours=40))

    assert Breach.NONE == found
