"""What follows in the runs that agree with the record up to a date."""

from __future__ import annotations

import numpy as np
import pytest

import echelon as ec
from echelon.analysis.condition import Conditioned
from echelon.analysis.intervals import wilson

HOUR_US = 3_600_000_000


@pytest.fixture(scope="module")
def results() -> ec.Results:
    return ec.load("ostrov-gatchina").run(300, seed=2)


@pytest.fixture(scope="module")
def kept(results: ec.Results) -> Conditioned:
    return ec.condition(results, "1917-11-08 00:00", tolerance_h=3)


def agrees_by_hand(results: ec.Results, run: int, until_us: int, tolerance_us: int) -> bool:
    for time in results.questions.times:
        if time.fact is None:
            continue
        moment = int(results.arrays[f"time_{time.id}"][run])
        came = 0 <= moment <= until_us
        low, high = time.fact.low - tolerance_us, time.fact.high + tolerance_us
        if time.fact.low > until_us:
            # What was still to come may come early by less than the tolerance.
            if came and until_us - moment >= tolerance_us:
                return False
        elif came:
            if not low <= moment <= high:
                return False
        elif time.fact.high <= until_us:
            return False
    return True


def test_the_runs_kept_are_those_that_agree_fact_by_fact(results: ec.Results, kept: Conditioned):
    until_us = kept.until_us
    by_hand = [agrees_by_hand(results, run, until_us, 3 * HOUR_US) for run in range(len(results))]

    assert by_hand == list(kept.weights == 1.0)
    assert 0 < kept.kept < len(results)


def test_runs_that_are_kept_or_not_have_the_interval_of_as_many_runs(
    results: ec.Results, kept: Conditioned
):
    first = kept.outcomes[0]
    chosen = results.arrays["outcome"][kept.weights > 0]
    count = int((chosen == 0).sum())

    assert kept.kept == kept.effective
    assert count / kept.kept == first.share
    assert wilson(count, kept.kept) == pytest.approx(first.interval)


def test_weighing_by_a_wide_scale_is_all_runs_and_by_a_narrow_one_those_kept(
    results: ec.Results, kept: Conditioned
):
    wide = ec.condition(results, "1917-11-08 00:00", scale_h=1e6)
    narrow = ec.condition(results, "1917-11-08 00:00", tolerance_h=3, scale_h=1e-6)

    assert pytest.approx(len(results)) == wide.effective
    assert [each.before for each in wide.outcomes] == pytest.approx(
        [each.share for each in wide.outcomes]
    )
    assert np.array_equal(kept.weights, narrow.weights)


def test_weighted_runs_count_for_fewer_than_there_are(results: ec.Results):
    weighed = ec.condition(results, "1917-11-08 12:00", scale_h=6)

    assert weighed.effective < (weighed.weights > 1e-3).sum()
    for each in weighed.outcomes:
        assert each.interval.low <= each.share <= each.interval.high


def test_a_date_before_everything_keeps_every_run(results: ec.Results):
    early = ec.condition(results, 0)

    assert len(results) == early.kept
    assert all(each.when == "after" for each in early.agreements)


def test_that_no_run_agrees_is_said_and_is_no_failure(results: ec.Results):
    none = ec.condition(results, "1917-11-10 00:00")

    assert 0 == none.kept
    assert "No run agrees with all of them" in str(none)


def test_a_date_outside_the_period_is_refused(results: ec.Results):
    with pytest.raises(ec.EchelonError, match="outside the period"):
        ec.condition(results, "1918-01-01 00:00")
