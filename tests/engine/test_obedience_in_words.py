"""How it is told whom a unit obeys, with what else it might have done."""

from __future__ import annotations

from pathlib import Path

from tests.minds import disposition, garrison, severities, weights
from tests.worlds import act, campaign_of, story, unit


def test_a_further_order_to_who_stands_aside_is_told_of_as_the_first_is(tmp_path: Path):
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", -3, "command"),
        weights(noise=0),
        severities(),
        act("go", "red_leader", "move guards to there", 1),
        act("stay", "red_leader", "halt guards", 2),
        act("again", "red_leader", "move guards to there", 3),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    refusals = [it for it in story(campaign) if "stand aside" in it[1]]
    assert [60.0, 120.0, 180.0] == [at for at, _ in refusals]
    assert ["to move Guards", "to halt Guards", "to move Guards"] == [
        text.split("(")[1][:14] for _, text in refusals
    ]


def test_an_order_that_does_not_sway_who_obeys_another_is_told_of(tmp_path: Path):
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 3, "command"),
        disposition("guards", "blue", 1, "command"),
        weights(noise=0),
        severities(),
        act("go", "red_leader", "move guards to there", 1),
        act("stay", "blue_leader", "halt guards", 1.5),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    judged = [it for it in story(campaign) if it[1].startswith("Guards resolve")]
    assert [60.0, 180.0] == [at for at, _ in judged]
    assert all(text.startswith("Guards resolve to obey Red") for _, text in judged)
    assert "to halt Guards for Blue +1.00" in judged[1][1]


def test_an_order_of_a_side_towards_which_nothing_is_stated_is_told_as_never_obeyed(tmp_path: Path):
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 3),
        weights(noise=0),
        severities(),
        act("stay", "blue_leader", "halt guards", 1),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    told = [text for _, text in story(campaign) if text.startswith("Guards resolve")]
    never = "to halt Guards for Blue never, without a disposition towards it; to stand aside 0"
    assert [f"Guards resolve to stand aside ({never})"] == told


def test_a_unit_that_would_not_do_a_graver_deed_is_told_to_give_up_what_it_was_doing(
    tmp_path: Path,
):
    entries = [
        unit("guards", "here", response_min=120),
        unit("rebels", "here", side="blue"),
        disposition("guards", "red", 2),
        weights(noise=0),
        severities(fire=5),
        act("go", "red_leader", "move guards to there", 1),
        act("shoot", "red_leader", "bombard rebels with guards", 2),
    ]
    told = story(campaign_of(tmp_path, garrison(*entries)))

    assert [(120.0, "Guards do it no longer: move Guards to There")] == [
        it for it in told if "no longer" in it[1]
    ]
