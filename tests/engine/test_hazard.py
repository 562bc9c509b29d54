"""Integrated-hazard clocks; a statistical test fails by chance once in 16 000 (|z| < 4)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.engine.draws import Purpose, branch_key, exponential
from echelon.engine.hazard import NEVER_US, fires_at_us, remaining_after

HOUR_US = np.int64(3_600_000_000)
KEY = branch_key(4, 0)

rates = st.floats(0.01, 50.0)
Segment = tuple[np.int64, float, float]  # length in microseconds, rate at its start, slope


def clock(run: int, ordinal: int, name: int = 9) -> float:
    return exponential(KEY, np.int64(run), np.int64(name), Purpose.CLOCK, np.int64(ordinal))


def firing(remaining: float, segments: list[Segment], start_us: np.int64) -> np.int64:
    """Follow one clock through `segments` from `start_us`."""
    begins_us = np.int64(0)
    for length_us, rate, slope in segments:
        ends_us = begins_us + length_us
        if start_us < ends_us:
            now_us = max(begins_us, start_us)
            rate_now = max(rate + slope * float(now_us - begins_us) / float(HOUR_US), 0.0)
            when_us = fires_at_us(now_us, remaining, rate_now, slope)
            if when_us <= ends_us:
                return when_us
            remaining = remaining_after(remaining, rate_now, slope, ends_us - now_us)
        begins_us = ends_us
    return NEVER_US


def sine_segments(count: int) -> list[Segment]:
    """Return the hazard 1 + sin t over [0, 2 pi] hours as straight pieces."""
    moments_us = [np.int64(2.0 * math.pi * i / count * float(HOUR_US)) for i in range(count + 1)]
    rates_per_h = [max(1.0 + math.sin(2.0 * math.pi * i / count), 0.0) for i in range(count + 1)]
    segments = []
    for i in range(count):
        length_us = moments_us[i + 1] - moments_us[i]
        slope = (rates_per_h[i + 1] - rates_per_h[i]) / (float(length_us) / float(HOUR_US))
        segments.append((length_us, rates_per_h[i], slope))
    return segments


def test_a_hazard_of_one_plus_sine_is_silent_for_a_whole_period_with_its_exact_probability():
    # D15: the clock stays silent if its exponential exceeds the integral, of which that is so.
    segments, low, high = sine_segments(256), 6.0, 7.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        if firing(middle, segments, np.int64(0)) == NEVER_US:
            high = middle
        else:
            low = middle

    assert 0.001867 == pytest.approx(math.exp(-high), abs=5e-7)


def test_a_hazard_of_one_plus_sine_fires_two_pi_times_in_a_period():
    segments, runs = sine_segments(32), 2_000
    counts = []
    for run in range(runs):
        fired, now_us = 0, np.int64(0)
        while (when_us := firing(clock(run, fired), segments, now_us)) != NEVER_US:
            fired, now_us = fired + 1, when_us
        counts.append(fired)
    assert 4.0 > abs(np.mean(counts) - 6.28319) / math.sqrt(6.28319 / runs)
    assert 4.0 > abs(np.var(counts) - 6.28319) / math.sqrt(2.0 * 6.28319**2 / runs)


def test_a_hazard_of_one_plus_sine_stays_silent_as_seldom_as_theory_says():
    segments, runs, silent = sine_segments(16), 4_000, 0.001867
    never = [firing(clock(run, 0, 10), segments, np.int64(0)) == NEVER_US for run in range(runs)]
    assert 4.0 > abs(np.mean(never) - silent) / math.sqrt(silent * (1.0 - silent) / runs)


def test_of_clocks_racing_at_one_two_and_three_each_wins_its_share_at_the_same_mean_time():
    runs = 6_000
    moments = np.array(
        [
            [fires_at_us(np.int64(0), clock(run, 0, name), float(name), 0.0) for name in (1, 2, 3)]
            for run in range(runs)
        ]
    )
    winners = moments.argmin(axis=1)
    first_h = moments.min(axis=1) / float(HOUR_US)
    for name, share in enumerate((1.0 / 6.0, 1.0 / 3.0, 1.0 / 2.0)):
        wins = winners == name
        assert 4.0 > abs(wins.mean() - share) / math.sqrt(share * (1.0 - share) / runs)
        assert 4.0 > abs(first_h[wins].mean() - 1.0 / 6.0) * 6.0 * math.sqrt(wins.sum())
    assert 4.0 > abs(first_h.mean() - 1.0 / 6.0) * 6.0 * math.sqrt(runs)


@given(st.floats(1e-6, 20.0), st.lists(st.tuples(rates, st.integers(1, 10**10)), min_size=1))
def test_a_clock_fires_when_its_one_draw_is_spent_however_often_its_rate_changes(
    draw: float, changes: list[tuple[float, int]]
):
    segments = [(np.int64(length), rate, 0.0) for rate, length in changes]
    segments.append((np.int64(10**15), 1.0, 0.0))
    fires_h = float(firing(draw, segments, np.int64(0))) / float(HOUR_US)
    spent = begins_h = 0.0
    for length_us, rate, _ in segments:
        length_h = float(length_us) / float(HOUR_US)
        spent += rate * min(max(fires_h - begins_h, 0.0), length_h)
        begins_h += length_h
    # Half a microsecond of rounding at each of the changes, at the greatest rate.
    assert draw == pytest.approx(spent, rel=1e-12, abs=50.0 / float(HOUR_US))


@given(st.floats(0.001, 20.0), rates, st.floats(-5.0, 5.0), st.integers(1, 10**10))
def test_looking_at_a_clock_on_the_way_does_not_move_it(
    draw: float, rate: float, slope: float, pause: int
):
    pause_us = np.int64(pause)
    at_once_us = fires_at_us(np.int64(0), draw, rate, slope)
    if at_once_us == NEVER_US or at_once_us < pause_us:
        return
    rest = remaining_after(draw, rate, slope, pause_us)
    rate_then = rate + slope * float(pause_us) / float(HOUR_US)
    if rate_then < 0.01:
        return
    later_us = fires_at_us(pause_us, rest, rate_then, slope)
    assert float(at_once_us) == pytest.approx(float(later_us), rel=1e-7, abs=2.0)


@given(st.floats(0.001, 20.0), rates, rates)
def test_a_higher_rate_never_fires_later(draw: float, first: float, second: float):
    low, high = sorted((first, second))
    start_us = np.int64(0)
    assert fires_at_us(start_us, draw, high, 0.0) <= fires_at_us(start_us, draw, low, 0.0)


@pytest.mark.parametrize(
    ("expected_h", "remaining", "rate", "slope"),
    [
        (0.5, 1.0, 2.0, 0.0),
        (2.0, 2.0, 0.0, 1.0),
        (1.0, 0.5, 1.0, -1.0),
        (1.0, 1.5, 1.0, 1.0),
        (0.0, 0.0, 3.0, 0.0),
        (0.0, 0.0, 0.0, 0.0),
    ],
)
def test_the_moment_of_firing(expected_h: float, remaining: float, rate: float, slope: float):
    now_us = np.int64(7)
    expected = now_us + np.int64(expected_h * float(HOUR_US))
    assert expected == fires_at_us(now_us, remaining, rate, slope)


@pytest.mark.parametrize(
    ("remaining", "rate", "slope"),
    [(1.0, 0.0, 0.0), (0.6, 1.0, -1.0), (1.0, 0.0, -1.0), (30.0, 1e-7, 0.0)],
    ids=["no rate", "a rate that dies away", "a rate that is dead", "a thousand years"],
)
def test_a_clock_may_never_fire(remaining: float, rate: float, slope: float):
    assert NEVER_US == fires_at_us(np.int64(0), remaining, rate, slope)


def test_a_rate_that_has_fallen_to_zero_spends_no_more():
    assert 0.5 == remaining_after(1.0, 1.0, -1.0, np.int64(1) * HOUR_US)
    assert 0.5 == remaining_after(1.0, 1.0, -1.0, np.int64(5) * HOUR_US)


def test_nothing_less_than_nothing_remains():
    assert 0.0 == remaining_after(1.0, 10.0, 0.0, HOUR_US)
