"""Whom a mind thinks likely to prevail: what news speaks for, against the strongest rival."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.engine.vocabulary import Kind
from tests.minds import disposition, garrison, severities, weights
from tests.worlds import Entry, act, campaign_of, fact, minutes, unit


def test_news_speaks_for_a_side_by_the_logarithm_of_its_likelihood_ratio(tmp_path: Path):
    """With two sides, log-odds of ln 3 make a belief of 3/4, and w (2 P - 1) is half of w."""
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", -1, "command"),
        weights(noise=0, success=2.1),
        severities(),
        fact("victory"),
        Entry(
            "news",
            {"id": "won", "fact": "victory", "side": "red", "likelihood_ratio": 3.01}
            | {"from_own": 1, "half_life_h": 1e6},
        ),
        act("go", "red_leader", "move guards to there", 1),
        act("say", "red_leader", "tell guards victory", 2),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert [120.0] == minutes(campaign, Kind.UNIT_RESOLVES)


@pytest.mark.parametrize(
    ("value", "obeys"), [(0.01, True), (-0.01, False)], ids=["just for", "just against"]
)
def test_who_has_heard_no_news_thinks_it_even_whoever_else_stands_by(
    tmp_path: Path, value: float, obeys: bool
):
    """News is stated, and not heard yet; a third side is in nobody's way."""
    entries = [
        Entry("sides", {"id": "green", "name": "Green"}),
        unit("guards", "here"),
        disposition("guards", "red", value, "command"),
        weights(noise=0, success=2),
        severities(),
        fact("victory"),
        Entry("news", {"id": "won", "fact": "victory", "side": "red", "likelihood_ratio": 3}),
        act("go", "red_leader", "move guards to there", 1),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert ([60.0] if obeys else []) == minutes(campaign, Kind.UNIT_RESOLVES)


def test_news_of_a_side_that_rivals_nobody_changes_nobodys_hopes(tmp_path: Path):
    """Red and blue oppose each other: what speaks for green speaks against neither."""
    entries = [
        Entry("sides", {"id": "green", "name": "Green"}),
        unit("guards", "here"),
        disposition("guards", "red", 0.01, "command"),
        weights(noise=0, success=2),
        severities(),
        fact("victory"),
        Entry("news", {"id": "won", "fact": "victory", "side": "green", "likelihood_ratio": 30}),
        Entry("oppositions", {"id": "red_and_blue", "one": "red", "other": "blue"}),
        act("say", "red_leader", "tell guards victory", 1),
        act("go", "red_leader", "move guards to there", 2),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert [120.0] == minutes(campaign, Kind.UNIT_RESOLVES)
