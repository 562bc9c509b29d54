"""What a mind alone asks about, and no order does: it is told all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.engine.vocabulary import Kind
from tests.minds import disposition, garrison, severities, weights
from tests.worlds import Entry, act, campaign_of, minutes, staff, unit

ASKED = {
    "crowd": "crowd(people) > 2000",
    "service": "not works(railwaymen; blue)",
    "obedience of one mustered before": "obeys(archers; red)",
    "obedience of one mustered after": "obeys(zouaves; red)",
}


@pytest.mark.parametrize("condition", ASKED.values(), ids=ASKED)
def test_what_only_an_influence_asks_about_is_learnt_where_it_can_be_seen(
    condition: str, tmp_path: Path
):
    """Guards follow at one o'clock what moves them then, and would not without it."""
    moved = {"id": "moved", "kind": "persuasion", "on": "guards", "toward": "red"}
    entries = [
        *(unit(id_, "here") for id_ in ("archers", "guards", "zouaves")),
        staff("people", "here", kind="crowd", size=5000, gathering_h=1, from_hour=0),
        staff("railwaymen", "here", serves="red"),
        disposition("archers", "red", 1),
        disposition("guards", "red", -1),
        disposition("zouaves", "red", 1),
        Entry("influences", moved | {"when": condition, "step": 3}),
        weights(noise=0),
        severities(),
        act("all_go", "red_leader", "move archers to there; move zouaves to there", 0.5),
        act("go", "red_leader", "move guards to there", 1),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))
    alone = [it for it in entries if it.part != "influences"]
    (tmp_path / "alone").mkdir()

    assert 60.0 in minutes(campaign, Kind.UNIT_RESOLVES)
    assert 60.0 not in minutes(
        campaign_of(tmp_path / "alone", garrison(*alone)), Kind.UNIT_RESOLVES
    )
