"""The noise in obedience at another scale, whether it is stated as a number or as a range."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from echelon.campaign.alternatives import has_noise, with_noise
from echelon.campaign.simulate import simulate
from tests.minds import disposition, garrison, severities, weights
from tests.worlds import Entry, act, campaign_of, outcome, unit

RUNS = 150


def a_leaning_garrison(noise: object) -> list[Entry]:
    return garrison(
        unit("guards", "here"),
        disposition("guards", "red", 1),
        weights(noise=noise),
        severities(),
        act("go", "red_leader", "move guards to there", 1),
        outcome("gone", "men(guards; there) > 0"),
        outcome("stayed"),
    )


@pytest.mark.parametrize("noise", [1, "0.999..1.001"])
@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_the_scale_of_the_noise_divides_the_log_odds(
    tmp_path: Path, noise: object, scale: float
) -> None:
    """Command and ranks each obey with 1 / (1 + exp(-1 / scale)); false alarm rate below 1e-4."""
    document = campaign_of(tmp_path, a_leaning_garrison(noise)).document
    gone = (simulate(with_noise(document, scale), 0, 0, RUNS).columns["outcome"] == 0).mean()
    expected = 1 / (1 + math.exp(-1 / scale)) ** 2

    assert abs(gone - expected) < 4 * math.sqrt(expected * (1 - expected) / RUNS)


def test_the_scale_of_one_changes_no_run(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, a_leaning_garrison(1))
    same = with_noise(campaign.document, 1.0)

    assert has_noise(campaign)
    assert (
        simulate(campaign, 0, 0, 30).columns["outcome"].tolist()
        == simulate(same, 0, 0, 30).columns["outcome"].tolist()
    )


def test_where_nobody_leans_there_is_no_noise(tmp_path: Path) -> None:
    assert not has_noise(campaign_of(tmp_path, garrison(unit("guards", "here"))))
