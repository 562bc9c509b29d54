"""What somebody does for nobody: not before a crowd, not on hostages, not beyond his own ground."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign
from echelon.engine.vocabulary import Kind
from engine.fights import opposition
from minds import disposition, garrison, severities, threshold, weights
from worlds import Entry, act, campaign_of, happenings, minutes, person, staff, story, unit


def scruple(**fields: object) -> Entry:
    return Entry("scruples", {"id": "scruple", "of": "guards"} | fields)


def a_crowd(people: float, place: str = "here") -> Entry:
    return staff("people", place, kind="crowd", size=people, gathering_h=0.1, from_hour=0)


def told_to(deed: str, *more: Entry, value: float = 5) -> list[Entry]:
    """Return a garrison that does all that red says, told at five o'clock to do a grave deed."""
    return garrison(
        unit("guards", "here"),
        disposition("guards", "red", value),
        weights(noise=0),
        severities(),
        act("told", "red_leader", "move guards to there", 5, severity=deed),
        *more,
    )


def obeys(folder: Path, entries: list[Entry]) -> bool:
    return bool(minutes(campaign_of(folder, entries, hours=12), Kind.UNIT_RESOLVES))


@pytest.mark.parametrize(("people", "expected"), [(1900, True), (2100, False)])
def test_nobody_fires_on_a_crowd_above_a_size(tmp_path: Path, people: float, expected: bool):
    entries = told_to("fire", scruple(crowd=2000), a_crowd(people))

    assert expected == obeys(tmp_path, entries)


def test_a_crowd_elsewhere_is_no_hindrance_nor_is_a_lesser_deed(tmp_path: Path):
    elsewhere = told_to("fire", scruple(crowd=2000), a_crowd(5000, "there"))
    lesser = told_to("disarm", scruple(crowd=2000), a_crowd(5000))

    assert [True, True] == [obeys(tmp_path, entries) for entries in (elsewhere, lesser)]


def test_who_would_not_fire_while_a_crowd_stands_there_does_once_it_has_gone_home(tmp_path: Path):
    crowd = staff(
        "people", "here", kind="crowd", size=5000, gathering_h=0.1, to_hour=8, at_night=0.1
    )
    crowd = Entry("staffs", crowd.fields | {"from_hour": 0})
    entries = told_to("fire", scruple(crowd=2000), crowd)

    assert [540.0] == minutes(campaign_of(tmp_path, entries), Kind.UNIT_RESOLVES)


def test_nobody_is_attacked_before_a_crowd_that_the_attackers_would_not_fire_on(tmp_path: Path):
    def fights(people: float) -> list[float]:
        entries = told_to(
            "move",
            unit("rebels", "here", side="blue"),
            opposition(provocation_per_h=0.5, one_effect_per_h=0.1),
            Entry("scruples", {"id": "all", "of": "rebels", "crowd": 2000}),
            scruple(crowd=2000),
            a_crowd(people),
        )
        return minutes(campaign_of(tmp_path, entries), Kind.COMBAT_BEGINS)

    assert 1 == len(fights(1000)[:1])
    assert [] == fights(5000)


@pytest.mark.parametrize(
    ("held", "where", "expected"),
    [(True, "here", False), (True, "there", True), (False, "here", True)],
)
def test_nobody_fires_where_hostages_are_held(
    tmp_path: Path, held: bool, where: str, expected: bool
):
    hostage = person("hostage", where, under_arrest=held)
    entries = told_to("fire", scruple(hostages="hostage"), hostage)

    assert expected == obeys(tmp_path, entries)


def test_who_acts_only_on_his_own_ground_goes_nowhere_else(tmp_path: Path):
    entries = told_to("move", scruple(deed="move", within="here"))
    within = told_to("move", scruple(deed="move", within="here; there"))

    assert [False, True] == [obeys(tmp_path, it) for it in (entries, within)]


def test_all_that_a_scruple_states_must_be_so_together(tmp_path: Path):
    both = scruple(crowd=2000, hostages="hostage")
    hostage = person("hostage", "here", under_arrest=True)
    alone = told_to("fire", both, hostage)
    together = told_to("fire", both, hostage, a_crowd(5000))

    assert [True, False] == [obeys(tmp_path, it) for it in (alone, together)]


def test_the_chronicle_says_what_keeps_it_from_obeying(tmp_path: Path):
    entries = told_to("fire", scruple(level="command", crowd=2000), a_crowd(5000))
    line = "Guards do not do it before such a crowd, whoever orders it: move Guards to There"

    assert line in [text for _, text in story(campaign_of(tmp_path, entries))]


def test_a_unit_with_nothing_but_a_scruple_obeys_otherwise_by_its_plain_probability(tmp_path: Path):
    def share(*more: Entry) -> float:
        entries = garrison(
            unit("guards", "here", obedience=0.3),
            act("told", "red_leader", "move guards to there", 5),
            *more,
        )
        campaign: Campaign = campaign_of(tmp_path, entries)
        runs = range(60)
        kinds = (Kind.UNIT_RESOLVES, Kind.UNIT_SETS_OUT)
        return sum(bool(happenings(campaign, *kinds, run=run)) for run in runs) / 60

    assert 0.3 == pytest.approx(share(scruple(crowd=2000)), abs=4 * (0.21 / 60) ** 0.5)
    assert 0.3 == pytest.approx(share(), abs=4 * (0.21 / 60) ** 0.5)


def test_refusal_spreads_from_one_peer_to_the_next(tmp_path: Path):
    names = ("first", "second", "third")
    entries = garrison(
        *(unit(name, "here") for name in names),
        *(disposition(name, "red", -3 if name == "first" else 3) for name in names),
        threshold("second", refuses_at=1),
        threshold("third", refuses_at=2, among="first; second"),
        weights(noise=0),
        severities(),
        act("call", "red_leader", "; ".join(f"move {name} to there" for name in names), 1),
    )
    entries = [
        Entry(it.part, it.fields | {"among": "first; third"})
        if it.fields["id"] == "second_joins"
        else it
        for it in entries
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [] == minutes(campaign, Kind.ECHELON_LEAVES_STATION)
    told = [text for _, text in story(campaign)]
    for name in names:
        assert any(text.startswith(f"{name.title()} resolves to stand aside") for text in told)
