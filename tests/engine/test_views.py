"""Uncertain and changing views, and dispositions towards institutions."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from echelon.campaign.draws import drawn_inputs
from echelon.campaign.simulate import Campaign, simulate
from echelon.engine.vocabulary import Kind
from tests.engine.verdicts import deed, institution, office, view
from tests.minds import disposition, garrison, resolved, severities, weights
from tests.worlds import Entry, act, campaign_of, fact, minutes, order, quantity, story, unit

# Every test of this file that counts has a false-alarm rate below 1e-4 (|z| < 4).

GO = ("go", "red_leader", "move guards to there")


def council(*more: Entry) -> list[Entry]:
    """A council whose chair is the red leader; the guards lean towards it and nobody else."""
    return garrison(
        institution("council"),
        institution("duma"),
        office("chair", "council", "red_leader"),
        view("old", "duma"),
        view("new", "council"),
        weights(noise=0),
        severities(move=1),
        *more,
    )


def test_a_disposition_towards_an_institution_counts_for_who_holds_its_office(tmp_path: Path):
    def obeys(name: str, held_in: str) -> bool:
        folder = tmp_path / name
        folder.mkdir()
        guards = unit("guards", "here", side="blue", view=held_in)
        entries = council(guards, disposition("guards", "council", 2), act(*GO, 1))
        return resolved(campaign_of(folder, entries))

    assert (True, False) == (obeys("one", "new"), obeys("other", "old"))


def test_it_counts_for_an_act_in_the_institutions_right_by_who_holds_no_office(tmp_path: Path):
    def obeys(name: str, **right: object) -> bool:
        folder = tmp_path / name
        folder.mkdir()
        go = act("go", "blue_leader", "move guards to there", 1, **right)
        guards = unit("guards", "here", side="blue", view="new")
        return resolved(
            campaign_of(folder, council(guards, disposition("guards", "council", 2), go))
        )

    assert (True, False) == (obeys("one", institution="council"), obeys("other"))


def test_it_counts_no_more_once_it_is_heard_that_the_holder_is_deposed(tmp_path: Path):
    depose = Entry(
        "acts",
        {"id": "depose", "label": "depose", "by": "blue_leader", "kind": "depose"}
        | {"institution": "council", "target": "chair", "at": "1900-01-01 02:00"}
        | {"reported_to": "guards"},
    )
    entries = [
        unit("guards", "here", side="blue", view="new", response_min=600),
        disposition("guards", "council", 2),
        act(*GO, 1),
        depose,
    ]
    campaign = campaign_of(tmp_path, council(*entries))

    assert [60.0] == minutes(campaign, Kind.UNIT_RESOLVES)
    assert [120.0] == minutes(campaign, Kind.UNIT_WAVERS)


def drawn_view(tmp_path: Path) -> Campaign:
    guards = unit("guards", "here", side="blue", view="choice(old=0.3; new=0.7)")
    entries = [
        guards,
        disposition("guards", "council", 2),
        act(*GO, 1),
        quantity("followers", "followers(red)"),
    ]
    return campaign_of(tmp_path, council(*entries))


def test_an_uncertain_view_is_drawn_once_in_a_run_as_an_input(tmp_path: Path):
    """The share of runs in which the guards obey is that of the view in which they would."""
    campaign, runs = drawn_view(tmp_path), 300
    obeyed = simulate(campaign, 0, 0, runs).columns["quantity_followers"]
    drawn = drawn_inputs(campaign, 0, 0, runs)["units.guards.view"]

    assert [float(which) for which in drawn] == obeyed.tolist()  # 1: the second, `new`
    assert abs(obeyed.mean() - 0.7) < 4 * math.sqrt(0.21 / runs)


def test_a_deed_changes_the_view_and_with_it_the_verdict_and_the_choice(tmp_path: Path):
    entries = [
        unit("guards", "here", side="blue", view="old"),
        disposition("guards", "council", 2),
        fact("word"),
        order("turn", "guards", "heard(word)", "adopt new"),
        act(*GO, 1),
        act("say", "red_leader", "tell guards word", 5),
    ]
    campaign = campaign_of(tmp_path, council(*entries))

    assert [300.0] == minutes(campaign, Kind.VIEW_CHANGES)
    assert [300.0] == minutes(campaign, Kind.UNIT_RESOLVES)
    assert (300.0, "Guards judge from now on in the view of New") in story(campaign)


def test_who_goes_back_to_his_first_view_finds_his_first_verdicts_again(tmp_path: Path):
    """Verdicts are kept by view and by what is heard; a changed view must not find another's."""
    entries = [
        unit("guards", "here", side="blue", view="new", response_min=600),
        disposition("guards", "council", 2),
        order("turn", "guards", "time >= 1900-01-01 02:00", "adopt old"),
        order("return", "guards", "time >= 1900-01-01 03:00", "adopt new"),
        act(*GO, 1),
    ]
    campaign = campaign_of(tmp_path, council(*entries))

    assert [60.0, 180.0] == minutes(campaign, Kind.UNIT_RESOLVES)
    assert [120.0] == minutes(campaign, Kind.UNIT_WAVERS)


def test_the_ranks_judge_in_the_view_of_their_unit(tmp_path: Path):
    """The command wants nothing of law; the ranks follow whom they hold for entitled."""
    entries = [
        unit("guards", "here", side="blue", view="choice(old=0.5; new=0.5)"),
        disposition("guards", "red", 9, "command"),
        disposition("guards", "council", 2, "ranks"),
        act(*GO, 1),
        quantity("followers", "followers(red)"),
    ]
    campaign = campaign_of(tmp_path, council(*entries))
    runs = 40
    obeyed = simulate(campaign, 0, 0, runs).columns["quantity_followers"]

    assert np.array_equal(obeyed, drawn_inputs(campaign, 0, 0, runs)["units.guards.view"])


def test_a_command_and_an_act_of_an_appointed_chair_are_told_apart(tmp_path: Path):
    """Until the appointment is heard of, the new chair speaks for nobody."""
    appoint = deed("appoint", "appoint", 2.0, "chair", to="blue_leader", by="red_leader")
    appoint.fields["reported_to"] = "guards"
    entries = [
        unit("guards", "here", view="new"),
        disposition("guards", "council", 2),
        act("stay", "blue_leader", "move guards to there", 1),
        appoint,
    ]

    assert [120.0] == minutes(campaign_of(tmp_path, council(*entries)), Kind.UNIT_RESOLVES)
