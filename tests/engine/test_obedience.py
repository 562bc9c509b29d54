"""Who obeys: the choice among live orders, command and ranks, thresholds, news and desertion."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign, observe, simulate
from echelon.engine.vocabulary import Kind
from tests.minds import disposition, garrison, resolved, severities, threshold, weights
from tests.worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    moment,
    order,
    outcome,
    person,
    places,
    road,
    story,
    unit,
    wire,
)

# Every test of this file that counts has a false-alarm rate below 1e-4 (|z| < 4).


def test_without_noise_a_disposition_above_the_severity_obeys_and_one_below_does_not(
    tmp_path: Path,
):
    def obeys(value: float) -> bool:
        entries = [
            unit("guards", "here"),
            disposition("guards", "red", value),
            weights(noise=0),
            severities(move=1),
            act("go", "red_leader", "move guards to there", 1),
        ]
        return resolved(campaign_of(tmp_path, garrison(*entries)))

    assert (False, False, True) == (obeys(0.99), obeys(1.0), obeys(1.01))


def test_an_order_that_nobody_has_heard_of_moves_nobody(tmp_path: Path):
    entries = [
        unit("guards", "away"),
        disposition("guards", "red", 100),
        act("go", "red_leader", "move guards to there", 1),
    ]
    campaign = campaign_of(tmp_path, [*places("away"), road("here", "away"), *garrison(*entries)])

    assert [] == happenings(campaign, Kind.MIND_JUDGES, Kind.UNIT_RESOLVES)


def test_without_dispositions_a_unit_is_as_lucky_as_with_the_same_log_odds(tmp_path: Path):
    probability, one, other = 0.7, tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    go = act("go", "red_leader", "move guards to there", 1)
    plain = campaign_of(one, garrison(unit("guards", "here", obedience=probability), go))
    odds = math.log(probability / (1 - probability))
    minded = campaign_of(
        other,
        garrison(
            unit("guards", "here"),
            disposition("guards", "red", odds, "command"),
            weights(),
            severities(),
            go,
        ),
    )
    runs = range(60)

    assert [bool(minutes(plain, Kind.UNIT_SETS_OUT, run=run)) for run in runs] == [
        bool(minutes(minded, Kind.UNIT_SETS_OUT, run=run)) for run in runs
    ]


def test_ranks_who_do_not_choose_it_keep_their_unit_where_it_is(tmp_path: Path):
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 3, "command"),
        disposition("guards", "red", -3, "ranks"),
        weights(noise=0),
        severities(),
        act("go", "red_leader", "move guards to there", 1),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert 2 == len(minutes(campaign, Kind.MIND_JUDGES))
    assert not resolved(campaign)


def mutiny(tmp_path: Path, **limits: object) -> Campaign:
    entries = [
        unit("guards", "here", side="blue", commander="blue_leader"),
        disposition("guards", "blue", 3, "command"),
        disposition("guards", "red", -3, "command"),
        disposition("guards", "red", 5, "ranks"),
        weights(noise=0, **limits),
        severities(),
        act("go", "red_leader", "move guards to there", 1),
    ]
    return campaign_of(tmp_path, garrison(*entries))


def test_ranks_past_their_limit_act_without_their_command_and_go_over(tmp_path: Path):
    campaign = mutiny(tmp_path, act_alone=4, arrest=6)

    assert [60.0] == minutes(campaign, Kind.RANKS_ACT_ALONE)
    assert [60.0] == minutes(campaign, Kind.UNIT_GOES_OVER)
    assert [] == minutes(campaign, Kind.COMMANDER_HELD)


def test_it_is_told_whether_command_and_ranks_obey_or_the_ranks_alone(tmp_path: Path):
    willing = [
        unit("guards", "here"),
        disposition("guards", "red", 3),
        weights(noise=0),
        severities(),
        act("go", "red_leader", "move guards to there", 1),
    ]
    together = [text for _, text in story(campaign_of(tmp_path, garrison(*willing)))]
    alone = [text for _, text in story(mutiny(tmp_path, act_alone=4, arrest=6))]

    deed = "obey Red_Leader: move Guards to There"
    assert f"Guards, command and ranks, {deed}" in together
    assert f"Guards, the ranks alone, {deed}" in alone


def test_ranks_further_past_their_limit_arrest_their_commander(tmp_path: Path):
    campaign = mutiny(tmp_path, act_alone=4, arrest=4.5)

    assert [60.0] == minutes(campaign, Kind.COMMANDER_HELD)


def test_ranks_short_of_their_limit_do_not_act_alone(tmp_path: Path):
    assert not resolved(mutiny(tmp_path, act_alone=5, arrest=9))


def test_of_two_live_orders_the_better_is_obeyed_and_a_tie_within_the_band_is_none(
    tmp_path: Path,
):
    def told(band: float, blue: float) -> list[str]:
        entries = [
            unit("guards", "here"),
            disposition("guards", "red", 2, "command"),
            disposition("guards", "blue", blue, "command"),
            weights(noise=0, stall_band=band),
            severities(),
            act("go", "red_leader", "move guards to there", 1),
            act("stay", "blue_leader", "halt guards", 2),
        ]
        folder = tmp_path / f"{band} {blue}"
        folder.mkdir()
        texts = [text for _, text in story(campaign_of(folder, garrison(*entries)))]
        return [text.split(" (")[0] for text in texts if text.startswith("Guards ")]

    assert "Guards resolve to obey Blue" in told(0.5, 3)
    assert "Guards stall: obeying Blue is as good as not" in told(0.5, 2.25)
    assert "Guards resolve to obey Blue" not in told(0, 1.9)


def test_a_pledge_supports_whoever_is_in_open_opposition(tmp_path: Path):
    blue = Entry("sides", {"id": "white", "name": "White", "opposes": "blue"})
    entries = [
        blue,
        person("white_leader", "here", side="white"),
        unit("guards", "here", side="blue"),
        Entry("pledges", {"id": "pledge", "of": "guards", "against": "blue", "value": 2}),
        weights(noise=0),
        severities(),
        act("go", "white_leader", "move guards to there", 1),
    ]

    assert resolved(campaign_of(tmp_path, garrison(*entries)))


def test_of_a_hundred_men_those_who_desert_at_a_rate_leave_as_in_a_pure_death_process(
    tmp_path: Path,
):
    """MODELS X6: N(t) is binomial, and the mean time to be empty is 5.187378 over the rate."""
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 0),
        weights(),
        Entry(
            "influences",
            {"id": "home", "kind": "desertion", "on": "guards", "level": "ranks", "hourly": 1},
        ),
        fact("half_a_day", "deserted(guards) >= 100"),
        Entry("times", {"id": "empty", "label": "empty", "fact": "half_a_day"}),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries), hours=40)
    runs = 30
    hours = simulate(campaign, 0, 0, runs).columns["time_empty"] / 3.6e9
    spread = math.sqrt(sum(1 / n**2 for n in range(1, 101)))

    assert abs(hours.mean() - 5.187378) < 4 * spread / math.sqrt(runs)


def test_an_influence_by_the_hour_brings_a_halted_unit_round(tmp_path: Path):
    """Agitation of 1 log-odds an hour overcomes a reluctance of 2.5 in three reviews."""
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", -2.5),
        weights(noise=0),
        severities(),
        Entry(
            "influences",
            {"id": "talk", "kind": "agitation", "on": "guards", "during": "halted"}
            | {"toward": "red", "hourly": 1, "limit": 9},
        ),
        act("go", "red_leader", "move guards to there", 0.5),
    ]

    assert [180.0] == minutes(campaign_of(tmp_path, garrison(*entries)), Kind.UNIT_RESOLVES)


def test_who_stalls_may_report_that_he_obeys_and_is_believed(tmp_path: Path):
    entries = [
        unit("guards", "there", commander="red_leader"),
        disposition("guards", "red", 0.1, "command"),
        weights(noise=0, stall_band=1, sham=1),
        severities(),
        act("go", "red_leader", "move guards to here", 1),
        fact("believed"),
        order("rely_on_it", "red_leader", "obeys(guards; red)", "tell blue_leader believed"),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert not resolved(campaign)
    assert 1 == len(minutes(campaign, Kind.ORDER_RIPENS))


def test_what_is_done_on_anothers_behalf_waits_until_he_chooses_it(tmp_path: Path):
    entries = [
        person("aide", "here"),
        disposition("aide", "red", -1),
        weights(noise=0),
        severities(),
        fact("word"),
        fact("done"),
        Entry(
            "influences",
            {"id": "won_over", "kind": "appeal", "on": "aide", "toward": "red"}
            | {"heard": "word", "step": 2},
        ),
        order(
            "do_it",
            "aide",
            "time >= 1900-01-01 01:00",
            "tell blue_leader done",
            on_behalf_of="red_leader",
        ),
        act("say", "red_leader", "tell aide word", 5),
        outcome("done", "happened(done)"),
        outcome("not_done"),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert [300.0] == [
        it.minute
        for it in happenings(campaign, Kind.FACT_HAPPENS)
        if it.who == list(campaign.document.parts.facts).index("done")
    ]


def test_an_author_who_expects_not_to_be_obeyed_does_not_order(tmp_path: Path):
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 9),
        disposition("red_leader", "red", 0),
        weights(noise=0),
        weights("cautious", of="red_leader", withhold_below=-1),
        severities(move=2),
        act("go", "red_leader", "move guards to there", 1),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert [60.0] == minutes(campaign, Kind.ORDER_NOT_GIVEN)
    assert not resolved(campaign)


def test_men_are_conserved_through_desertion_and_going_over(tmp_path: Path):
    campaign = mutiny(tmp_path, act_alone=4, arrest=4.5)
    state = observe(campaign, 0, 0)

    assert 100 == int(state.units.men[0] + state.units.deserted[0])


def test_units_who_look_at_each_other_settle_though_their_men_do_not_follow(tmp_path: Path):
    """A command that stops stalling and whose men refuse does not seem to refuse the more."""
    entries = [
        Entry("groups", {"id": "corps", "part": "units", "fields": {"arm": "cavalry"}}),
        unit("first", "here", group="corps"),
        unit("second", "here", group="corps"),
        disposition("corps", "red", 0.1, "command"),
        disposition("corps", "red", -0.2, "ranks"),
        weights(noise=1, peers=2, stall_band=0.5),
        severities(),
        act("one", "red_leader", "move first to there", 1),
        act("two", "red_leader", "move second to there", 1),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert all(len(happenings(campaign, Kind.MIND_JUDGES, run=run)) < 20 for run in range(12))


@pytest.mark.parametrize("where", ["here", "there"])
def test_a_contrary_unit_and_one_that_follows_it_do_not_turn_for_ever_at_one_moment(
    where: str, tmp_path: Path
):
    entries = [
        *places("here", "there", "beyond"),
        road("here", "beyond"),
        road("there", "beyond"),
        wire("here", "there", delay_min=0, service_min=0),
        person("red_leader", "here"),
        person("blue_leader", "here", side="blue"),
        unit("contrary", "here"),
        unit("follower", where),
        disposition("contrary", "red", 0.5, "command"),
        disposition("follower", "red", -0.5, "command"),
        weights(noise=0),
        weights("of_one", of="contrary", peers=-2, noise=0, among="follower"),
        weights("of_other", of="follower", peers=2, noise=0, among="contrary"),
        severities(),
        act("one", "red_leader", "move contrary to beyond", 1),
        act("two", "red_leader", "move follower to beyond", 1),
    ]
    campaign = campaign_of(tmp_path, entries, event_limit=2000)

    assert 30 < len(happenings(campaign, Kind.MIND_JUDGES)) < 100


ON_HEARING = {
    "influences": {"kind": "appeal", "on": "guards", "toward": "white", "step": 3},
    "pledges": {"of": "guards", "against": "blue", "value": 3},
    "thresholds": {"of": "guards", "level": "both", "side": "white", "joins_at": 0},
    "scruples": {"of": "guards", "deed": "move"},
}


@pytest.mark.parametrize("part", ON_HEARING)
def test_what_moves_a_mind_on_a_condition_waits_until_it_has_heard(part: str, tmp_path: Path):
    condition = "not heard(oath)" if part == "scruples" else "heard(oath)"
    entries = [
        Entry("sides", {"id": "white", "name": "White", "opposes": "blue"}),
        person("white_leader", "here", side="white"),
        unit("guards", "here", side="blue"),
        disposition("guards", "white", 1 if part == "scruples" else -1),
        Entry(part, {"id": "moved", "when": condition} | ON_HEARING[part]),
        weights(noise=0),
        severities(),
        fact("oath"),
        act("go", "white_leader", "move guards to there", 1),
        order("swear", "white_leader", f"time >= {moment(3)}", "tell guards oath"),
    ]
    (first, *_) = minutes(campaign_of(tmp_path, garrison(*entries)), Kind.UNIT_RESOLVES)
    assert 180 <= first < 200


@pytest.mark.parametrize(("limit", "obeys"), [("joins_at", True), ("share", False)])
def test_who_looks_at_others_and_has_none_joins_if_he_needs_none(
    limit: str, obeys: bool, tmp_path: Path
):
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 0),
        threshold("guards", level="both", **{limit: 0 if limit == "joins_at" else 0.2}),
        weights(noise=0),
        severities(move=1),
        act("go", "red_leader", "move guards to there", 1),
    ]
    assert obeys == resolved(campaign_of(tmp_path, garrison(*entries)))
