"""What standing and dispositions decide beside orders: appeals, offers, appointments; legality."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import Campaign, simulate
from echelon.engine.vocabulary import Kind
from tests.engine.verdicts import deed, institution, office, view
from tests.minds import disposition, followers, garrison, resolved, severities, weights
from tests.worlds import (
    Entry,
    act,
    agreement,
    body,
    campaign_of,
    fact,
    minutes,
    order,
    outcome,
    person,
    quantity,
    staff,
    story,
    unit,
)

# Every test of this file that counts has a false-alarm rate below 1e-4 (|z| < 4).

LAW = [
    institution("council"),
    institution("duma"),
    office("chair", "council", "red_leader"),
    view("old", "duma"),
    view("new", "council"),
]
"""The red leader may command in the new view, and in the old he may not."""


@pytest.mark.parametrize(("held_in", "sign"), [("old", 1), ("new", -1)])
def test_disposition_and_legality_of_one_size_and_opposite_sign_give_even_odds(
    tmp_path: Path, held_in: str, sign: float
):
    """An order void in the receiver's eyes against a disposition, and a valid one against another.

    The other of the two verdicts would make the odds those of 3 log-odds: 95 % or 5 %.
    """
    runs = 200
    entries = [
        unit("guards", "here", view=held_in),
        disposition("guards", "red", 1.5 * sign, "command"),
        weights(legality=1.5),
        severities(),
        act("go", "red_leader", "move guards to there", 1),
        quantity("followers", "followers(red)"),
    ]
    obeyed = followers(campaign_of(tmp_path, garrison(*LAW, *entries)), runs).mean()

    assert abs(obeyed - 0.5) < 4 * 0.5 / math.sqrt(runs)


@pytest.mark.parametrize(
    ("held_in", "reluctance", "expected"),
    [("new", -1.9, True), ("new", -2.1, False), ("old", -0.4, True), ("old", -0.6, False)],
)
def test_an_appeal_works_by_the_standing_of_its_issuer_in_the_view_of_who_hears_it(
    tmp_path: Path, held_in: str, reluctance: float, expected: bool
):
    """A step of 2 works whole if the appeal is valid in his eyes, and by a quarter if void."""
    appeal = deed("appeal", "appeal", 2.0, by="red_leader")
    appeal.fields["reported_to"] = "guards"
    entries = [
        unit("guards", "here", view=held_in),
        disposition("guards", "red", reluctance, "command"),
        weights(noise=0),
        severities(),
        appeal,
        Entry(
            "influences",
            {"id": "stirs", "kind": "appeal", "on": "guards", "toward": "red", "heard": "appeal"}
            | {"step": 2, "if_void": 0.25},
        ),
        act("go", "red_leader", "move guards to there", 1),
    ]
    campaign = campaign_of(tmp_path, garrison(*LAW, *entries))

    assert ([120.0] if expected else []) == minutes(campaign, Kind.UNIT_RESOLVES)


def test_other_influences_do_not_ask_who_may_command(tmp_path: Path):
    entries = [
        unit("guards", "here", view="old"),
        disposition("guards", "red", -1.9, "command"),
        weights(noise=0),
        severities(),
        fact("word"),
        Entry(
            "influences",
            {"id": "stirs", "kind": "persuasion", "on": "guards", "toward": "red"}
            | {"heard": "word", "by": "red_leader", "step": 2, "if_void": 0},
        ),
        act("say", "red_leader", "tell guards word", 0.5),
        act("go", "red_leader", "move guards to there", 1),
    ]

    assert resolved(campaign_of(tmp_path, garrison(*LAW, *entries)))


@pytest.mark.parametrize(("held_in", "works"), [("new", True), ("old", False)])
def test_a_staff_works_for_who_speaks_for_an_institution_in_its_view(
    tmp_path: Path, held_in: str, works: bool
):
    entries = [
        staff("railwaymen", "here", serves="blue", view=held_in),
        disposition("railwaymen", "council", 9),
        weights(noise=0),
        severities(),
        outcome("works", "works(railwaymen; red)"),
        outcome("declines"),
    ]
    campaign = campaign_of(tmp_path, garrison(*LAW, *entries))

    assert works == (simulate(campaign, 0, 0, 1).columns["outcome"][0] == 0)


def bargain(folder: Path, toward: float, *more: Entry, **terms: object) -> Campaign:
    """Red offers the warden of blue something worth 2, which asks him to move (1)."""
    entries = [
        person("warden", "here", side="blue"),
        disposition("warden", "red", toward),
        severities(move=1),
        agreement("bargain", "red_leader", "warden", worth=2, considering_min=30, **terms),
        act("offers", "red_leader", "offer bargain", 1),
        quantity("agreed", "followers(red)"),
        *more,
    ]
    return campaign_of(folder, garrison(*entries))


@pytest.mark.parametrize(("toward", "accepts"), [(-0.9, True), (-1.1, False)])
def test_an_offer_is_accepted_by_its_worth_against_the_preferences_of_the_receiver(
    tmp_path: Path, toward: float, accepts: bool
):
    campaign = bargain(tmp_path, toward, weights(noise=0), severity="move")

    assert ([90.0] if accepts else []) == minutes(campaign, Kind.OFFER_ACCEPTED)
    assert ([] if accepts else [90.0]) == minutes(campaign, Kind.OFFER_REFUSED)


def test_an_offer_within_the_stall_band_is_not_accepted(tmp_path: Path):
    campaign = bargain(tmp_path, -0.9, weights(noise=0, stall_band=0.2), severity="move")

    assert [90.0] == minutes(campaign, Kind.OFFER_REFUSED)


def test_whoever_would_obey_has_the_same_luck_with_an_offer(tmp_path: Path):
    """Terms of no worth are accepted in those runs in which the order would be obeyed."""
    terms: dict[str, object] = {"worth": 0, "considering_min": 30, "severity": "move"}
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 0.4, "command"),
        weights(),
        severities(move=1),
        agreement("bargain", "red_leader", "guards", **terms),
        act("offers", "red_leader", "offer bargain", 1),
        act("go", "red_leader", "move guards to there", 3),
        fact("made", "agreed(bargain)"),
        Entry("times", {"id": "when_made", "label": "made", "fact": "made"}),
        quantity("followers", "followers(red)"),
    ]
    columns = simulate(campaign_of(tmp_path, garrison(*entries)), 0, 0, 60).columns
    was_made = columns["time_when_made"] >= 0

    assert np.array_equal(was_made, columns["quantity_followers"] == 1.0)
    assert 5 < was_made.sum() < 55


def appointed(folder: Path, toward: float) -> Campaign:
    """Red appoints the warden of blue to its chair, which is as grave as to move (1)."""
    appoint = deed("names", "appoint", 1, "chair", to="warden", by="red_leader", severity="move")
    appoint.fields["reported_to"] = "warden"
    entries = [
        person("warden", "there", side="blue"),
        disposition("warden", "red", toward),
        weights(noise=0),
        severities(move=1),
        appoint,
        fact("is_chair", "holds(warden; chair; new)"),
    ]
    return campaign_of(folder, garrison(*LAW, *entries))


@pytest.mark.parametrize(("toward", "declines"), [(1.1, False), (0.9, True)])
def test_an_appointee_declines_by_his_dispositions(tmp_path: Path, toward: float, declines: bool):
    assert declines == bool(minutes(appointed(tmp_path, toward), Kind.APPOINTEE_DECLINES))


def council(
    folder: Path,
    *more: Entry,
    votes_for: str | None = "anna",
    votes_against: str | None = "boris; clara",
    **fields: object,
) -> Campaign:
    stated = {"votes_for": votes_for, "votes_against": votes_against}
    people = [person(id_, "here") for id_ in ("anna", "boris", "clara")]
    entries = [
        *people,
        body("board", "anna", "anna; boris; clara", "here", **fields),
        fact("done", at="here"),
        order(
            "decide",
            "board",
            "time >= 1900-01-01 01:00",
            "tell red_leader done",
            **{key: value for key, value in stated.items() if value},
        ),
        outcome("done", "happened(done)"),
        outcome("not_done"),
        *more,
    ]
    return campaign_of(folder, garrison(*entries))


def test_it_may_be_uncertain_who_is_a_member_of_a_body(tmp_path: Path):
    """Anna is for it and chairs, the two doubtful members are against it, each one with .4.

    She carries it alone, and by her voice if one more is there, so but for .16 of the runs.
    """
    runs = 200
    campaign = council(tmp_path, doubtful="boris; clara", membership=0.4)
    carried = (simulate(campaign, 0, 0, runs).columns["outcome"] == 0).mean()

    assert abs(carried - 0.84) < 4 * math.sqrt(0.84 * 0.16 / runs)


@pytest.mark.parametrize(("membership", "carried"), [(1, False), (0, True)])
def test_who_is_surely_a_member_votes_and_who_surely_is_none_does_not(
    tmp_path: Path, membership: float, carried: bool
):
    campaign = council(tmp_path, doubtful="boris; clara", membership=membership)

    assert carried == bool(minutes(campaign, Kind.BODY_RESOLVES))
    assert carried != bool(minutes(campaign, Kind.BODY_REJECTS))


def test_the_chronicle_gives_the_terms_of_what_is_said_to_an_offer(tmp_path: Path):
    campaign = bargain(tmp_path, -0.9, weights(noise=0), severity="move", trust=0, weight=1)
    told = [text for _, text in story(campaign) if text.startswith("Warden accepts")]

    assert [
        "Warden accepts what Red_Leader offers: bargain (to accept for Red +0.10 = worth +2.00, "
        "disposition -0.90, severity -1.00; to stand aside 0)"
    ] == told


def test_the_chronicle_gives_the_terms_of_an_offer_that_no_disposition_weighs(tmp_path: Path):
    campaign = bargain(tmp_path, -0.9, weights(noise=0), trust=40, weight=3)
    told = [text for _, text in story(campaign) if text.startswith("Warden ")]

    assert any("worth +2.00, trust that it is kept +3.00, luck " in text for text in told)


@pytest.mark.parametrize(
    ("toward", "verb", "total"), [(1.1, "accepts", "+0.10"), (0.9, "declines", "-0.10")]
)
def test_the_chronicle_gives_the_terms_of_what_is_said_to_an_appointment(
    tmp_path: Path, toward: float, verb: str, total: str
):
    campaign = appointed(tmp_path, toward)
    told = [text for _, text in story(campaign) if text.startswith(f"Warden {verb}")]

    assert 1 == len(told)
    assert told[0].endswith(
        f"(to do so for Red {total} = disposition {toward:+.2f}, severity -1.00; to stand aside 0)"
    )


def test_the_chronicle_gives_the_terms_of_every_vote(tmp_path: Path):
    leanings = [disposition("boris", "red", 0.4), disposition("clara", "red", -0.7)]
    entries = [weights(noise=0), severities(), *leanings]
    campaign = council(tmp_path, *entries, votes_for=None, votes_against=None)
    told = [text for _, text in story(campaign) if "resolves" in text or "rejects" in text]

    assert 1 == len(told)
    assert "Boris: to do so for Red +0.40 = disposition +0.40; to stand aside 0" in told[0]
    assert "Clara: to do so for Red -0.70 = disposition -0.70; to stand aside 0" in told[0]


def test_the_chronicle_gives_the_terms_of_whether_a_staff_works(tmp_path: Path):
    entries = [
        staff("railwaymen", "here", serves="blue"),
        disposition("railwaymen", "red", -0.3),
        weights(noise=0),
        severities(),
    ]
    told = [text for _, text in story(campaign_of(tmp_path, garrison(*entries)))]

    assert (
        "Railwaymen do not work for Red (to do so for Red -0.30 = disposition -0.30; "
        "to stand aside 0)"
    ) in told


def test_the_chronicle_gives_the_terms_of_what_those_would_do_who_meet(tmp_path: Path):
    """The guards hold a place that blues come to: they would block, at -1 each, and not fire."""
    entries = [
        unit("guards", "here"),
        unit("column", "there", side="blue"),
        Entry("oppositions", {"id": "enmity", "one": "red", "other": "blue"}),
        disposition("guards", "red", 1.2, "command"),
        disposition("guards", "red", 1.9, "ranks"),
        disposition("column", "blue", 9),
        weights(noise=0),
        severities(block=1, fire=5),
        act("go", "blue_leader", "move column to here", 1),
    ]
    told = [text for _, text in story(campaign_of(tmp_path, garrison(*entries)))]

    assert (
        "Guards, looking at those met at Here, would hold for their side, and not fire first "
        "(Guards: to do so for Red +0.20 = disposition +1.20, severity -1.00; to stand aside 0; "
        "the ranks of the Guards: to do so for Red +0.90 = disposition +1.90, severity -1.00; "
        "to stand aside 0)"
    ) in told


def test_what_those_would_do_who_meet_is_told_when_it_changes_and_not_before(tmp_path: Path):
    entries = [
        unit("guards", "here"),
        unit("column", "there", side="blue"),
        Entry("oppositions", {"id": "enmity", "one": "red", "other": "blue"}),
        disposition("guards", "red", 3),
        disposition("column", "blue", 9),
        weights(noise=0),
        severities(block=1, fire=1),
        fact("slain"),
        Entry(
            "influences",
            {"id": "grief", "kind": "agitation", "on": "guards", "heard": "slain"}
            | {"toward": "red", "step": -2.5},
        ),
        act("go", "blue_leader", "move column to here", 1),
        act("say", "red_leader", "tell guards slain", 30),
        act("again", "blue_leader", "move column to there", 40),
        act("back", "blue_leader", "move column to here", 50),
    ]
    told = [text for _, text in story(campaign_of(tmp_path, garrison(*entries), hours=80))]
    answers = [text.split(" (")[0] for text in told if text.startswith("Guards, looking")]

    assert [
        "Guards, looking at those met at Here, would fire for their side",
        "Guards, looking at those met at Here, would move for their side, and let the others be",
    ] == answers


@pytest.mark.parametrize(
    ("toward", "total", "told_of"),
    [
        (0.4, "+0.40", "Railmen begin to strike"),
        (-0.4, "-0.40", "Railmen do not obey Red_Leader"),
    ],
)
def test_the_chronicle_gives_the_terms_of_what_is_said_to_a_call_to_strike(
    tmp_path: Path, toward: float, total: str, told_of: str
):
    entries = [
        staff("railmen", "here", serves="blue"),
        disposition("railmen", "red", toward),
        weights(noise=0),
        severities(),
        act("out", "red_leader", "strike railmen", 1),
    ]
    told = [text for _, text in story(campaign_of(tmp_path, garrison(*entries)))]
    answer = [text for text in told if text.startswith(told_of)]

    assert 1 == len(answer)
    assert answer[0].endswith(
        f"(to call on Railmen to strike for Red {total} = disposition {total}; to stand aside 0)"
    )
