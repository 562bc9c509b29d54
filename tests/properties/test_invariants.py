"""Nothing is lost, doubled or overfull: in worlds made at random, and in the bundled crisis."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.laws import breach_in
from echelon.engine._jit import IS_PLAIN
from echelon.engine.invariants import Breach
from properties.random_worlds import scenarios
from worlds import Entry, bundled, campaign_of


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entries=scenarios())
def test_nothing_is_lost_doubled_or_overfull_whatever_is_ordered(
    tmp_path: Path, entries: list[Entry]
):
    assert (Breach.NONE, 0) == breach_in(campaign_of(tmp_path, entries, hours=40), 1, anew_every=1)


@pytest.mark.skipif(IS_PLAIN, reason="thousands of runs want compiled kernels")
@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("ostrov-gatchina", 10_000),
        ("algiers-1961", 2_000),
        ("petrograd-1917", 150),
        ("mobilisation-1914", 1),
    ],
)
def test_nothing_is_lost_doubled_or_overfull_in_any_run_of_a_bundled_crisis(name: str, runs: int):
    assert (Breach.NONE, runs - 1) == breach_in(bundled(name), runs)
