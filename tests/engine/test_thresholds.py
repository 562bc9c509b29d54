"""Who joins once others have: thresholds outside the log-odds, and the latency of the news."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign
from echelon.engine.vocabulary import Kind
from tests.minds import disposition, followers, garrison, resolved, severities, threshold, weights
from tests.worlds import (
    act,
    campaign_of,
    happenings,
    places,
    quantity,
    unit,
)

# Every test of this file that counts has a false-alarm rate below 1e-4 (|z| < 4).


def granovetter(tmp_path: Path, numbers: list[object], **fields: object) -> Campaign:
    """Everybody in one place, or without a channel each in his own, sees who has joined."""
    units = [unit(f"u{row:03}", "here") for row in range(len(numbers))]
    joins = [
        threshold(f"u{row:03}", joins_at=number, **fields) for row, number in enumerate(numbers)
    ]
    entries = [*units, *joins, quantity("followers", "followers(red)")]
    return campaign_of(tmp_path, garrison(*entries))


def test_granovetter_1978_all_join_and_one_threshold_less_leaves_one(tmp_path: Path):
    """MODELS C1a and C1b; M. Granovetter (1978), American Journal of Sociology 83, 1420."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    uniform: list[object] = list(range(100))

    assert 100.0 == followers(granovetter(one, uniform), 1)[0]
    assert 1.0 == followers(granovetter(other, [0, 2, *range(2, 100)]), 1)[0]


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        ([0, 20, 20, 30, 40, 50, 60, 70, 80, 100], 10),
        ([0, 10, 20, 30, 40, 50, 60, 70, 80, 100], 90),
        ([0, 20, 30, 40, 50, 60, 70, 80, 90, 100], 10),
        ([0, 10, 30, 40, 50, 60, 70, 80, 90, 100], 20),
    ],
)
def test_kuran_1989_one_falsified_preference_decides(
    tmp_path: Path, thresholds: list[int], expected: int
):
    """MODELS C3; T. Kuran (1989), Public Choice 61, 41: ten persons, thresholds in per cent."""
    campaign = granovetter(tmp_path, [each / 10 for each in thresholds])

    assert expected == 10 * followers(campaign, 1)[0]


def test_a_cascade_by_rumour_takes_the_latency_of_the_news_for_every_step(tmp_path: Path):
    """MODELS X2: thresholds 0..n-1, each joining announced with a latency."""
    numbers: list[object] = list(range(12))
    campaign = granovetter(tmp_path, numbers, hears_after_min=7)
    joined = [it.minute for it in happenings(campaign, Kind.STANCE_HEARD)]

    assert 12.0 == followers(campaign, 1)[0]
    assert 11 * 7.0 == sorted(set(joined))[-2]


def test_without_any_channel_nobody_follows_who_is_elsewhere(tmp_path: Path):
    """MODELS X2 with infinite latency, and K7."""
    places_ = places("here", *(f"p{row}" for row in range(6)))
    units = [unit(f"u{row}", f"p{row}") for row in range(6)]
    joins = [threshold(f"u{row}", joins_at=row) for row in range(6)]
    entries = [*places_, *units, *joins, quantity("followers", "followers(red)")]

    assert 1.0 == followers(campaign_of(tmp_path, entries), 1)[0]


def test_who_refuses_once_others_refuse_stands_aside_whatever_his_disposition(tmp_path: Path):
    entries = [
        unit("guards", "here"),
        unit("rifles", "here"),
        disposition("guards", "red", -9, "command"),
        disposition("rifles", "red", 9, "command"),
        threshold("rifles", refuses_at=1, among=["guards"]),
        weights(noise=0),
        severities(),
        act("one", "red_leader", "move guards to there", 1),
        act("two", "red_leader", "move rifles to there", 2),
    ]

    assert not resolved(campaign_of(tmp_path, garrison(*entries)))
