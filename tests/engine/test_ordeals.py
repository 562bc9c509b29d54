"""What units live through moves their minds, and what becomes of their commanders."""

from __future__ import annotations

from pathlib import Path

from echelon.campaign.simulate import simulate
from echelon.engine.invariants import Breach, breach, nothing_seen
from echelon.engine.run import go_on
from echelon.engine.vocabulary import NEVER, Kind
from engine.fights import opposition
from minds import disposition, garrison, severities, weights
from worlds import Entry, act, campaign_of, minutes, opened, quantity, story, unit


def influence(kind: str, step: float, **fields: object) -> Entry:
    named: dict[str, object] = {"id": kind, "kind": kind, "on": "guards", "toward": "red"}
    return Entry("influences", named | {"step": step} | fields)


def a_train_and_guards(*more: Entry, **fields: object) -> list[Entry]:
    """Return guards told to march at three, on whom a train of their own side is told to fire."""
    return garrison(
        unit("guards", "here", men=1000),
        unit("train", "here", **fields),
        disposition("guards", "red", 2),
        weights(noise=0),
        severities(),
        act("fires", "red_leader", "bombard guards with train", 1),
        act("marches", "red_leader", "move guards to there", 3),
        quantity("fallen", "dead(red)"),
        *more,
    )


def told(folder: Path, entries: list[Entry]) -> list[str]:
    return [text for _, text in story(campaign_of(folder, entries))]


def test_fire_from_its_own_side_turns_a_unit_that_would_have_marched(tmp_path: Path):
    marches = "Guards, command and ranks, obey Red_Leader: move Guards to There"
    moved = told(tmp_path, a_train_and_guards(influence("own_fire", -3)))
    unmoved = told(tmp_path, a_train_and_guards())

    assert marches not in moved
    assert marches in unmoved
    assert "Guards have been fired on by their own side" in moved
    assert "Train fires on Guards at Here: 0 men fall" in moved


def test_a_share_of_those_fired_on_falls(tmp_path: Path):
    campaign = campaign_of(tmp_path, a_train_and_guards(fire_share=0.0125))
    run, seen = opened(campaign), nothing_seen(campaign.assembled.world)
    while not run.state.clock.finished[0]:
        go_on(run.world, run.memory, NEVER, 1)
        assert Breach.NONE == breach(run.world, run.memory, seen)
    fallen = simulate(campaign, 0, 0, 40).columns["quantity_fallen"]

    assert {12.0, 13.0} == set(fallen.tolist())


def test_nobody_can_be_fired_on_from_afar_but_from_the_air(tmp_path: Path):
    def fires(**link: object) -> list[float]:
        ends = {"from": "field", "to": "here", "length_km": 20, "speed_km_h": 100}
        entries = a_train_and_guards(
            Entry("places", {"id": "field", "name": "Field"}),
            Entry("links", {"id": "way", "cut_repair_h": 1, "news_min": 0} | ends | link),
            Entry(
                "channels",
                {"id": "line", "kind": "telephone", "from": "here", "to": "field"}
                | {"delay_min": 0, "service_min": 0, "cut_repair_h": 1},
            ),
        )
        entries = [
            Entry(it.part, it.fields | {"place": "field"}) if it.fields["id"] == "train" else it
            for it in entries
        ]
        return minutes(campaign_of(tmp_path, entries), Kind.UNIT_FIRED_ON)

    assert [] == fires(kind="road")
    assert [60.0] == fires(kind="air")


def test_who_comes_to_another_mind_before_he_fires_does_not_fire(tmp_path: Path):
    entries = a_train_and_guards(
        disposition("train", "red", 2),
        Entry("facts", {"id": "news", "label": "news"}),
        influence("purpose", -4, on="train", heard="news"),
        act("tells", "red_leader", "tell train news", 1.5),
        response_min=60,
    )

    assert [] == minutes(campaign_of(tmp_path, entries), Kind.UNIT_FIRED_ON)


def test_who_would_not_fire_on_his_own_does_not_bombard_them(tmp_path: Path):
    entries = a_train_and_guards(disposition("train", "red", 1))
    grave = [it for it in entries if it.part != "severities"] + [severities(fire=3)]

    assert [] == minutes(campaign_of(tmp_path, grave), Kind.UNIT_FIRED_ON)


def a_clash(*more: Entry, **fields: object) -> list[Entry]:
    return garrison(
        unit("guards", "here", men=40, commander="red_leader"),
        unit("rebels", "here", men=40, side="blue", commander="blue_leader"),
        disposition("guards", "red", 2),
        disposition("rebels", "blue", 2),
        weights(noise=0),
        severities(),
        opposition(**fields),
        *more,
    )


def test_first_blood_moves_the_mind_of_those_who_bled(tmp_path: Path):
    fight = {"provocation_per_h": 1e6, "one_effect_per_h": 0.01, "other_effect_per_h": 0.5}
    entries = a_clash(influence("first_blood", -4), **fight)
    campaign = campaign_of(tmp_path, entries)

    bled = minutes(campaign, Kind.UNIT_ENDURES)[0]
    assert minutes(campaign, Kind.MEN_FALL)[0] == bled
    assert bled == minutes(campaign, Kind.COMBAT_ENDS)[0]
    assert "Guards have lost their first men" in told(tmp_path, entries)


def test_men_who_have_mixed_with_the_others_would_rather_not_fire_on_them(tmp_path: Path):
    def agree(*more: Entry) -> int:
        entries = a_clash(*more, fraternisation_per_h=1)
        return len(minutes(campaign_of(tmp_path, entries), Kind.SIDES_AGREE))

    moved = [
        influence("fraternisation", -4),
        Entry(
            "influences",
            influence("fraternisation", -4).fields
            | {"id": "too", "on": "rebels"}
            | {"toward": "blue"},
        ),
    ]
    assert [0, 1] == [agree(), agree(*moved)]
    mixed = told(tmp_path, a_clash(fraternisation_per_h=1))
    assert "Guards have mixed with the men of the other side" in mixed


def test_a_commander_is_arrested_with_the_unit_that_gives_up_its_arms(tmp_path: Path):
    fight = {"provocation_per_h": 1e6, "one_effect_per_h": 9, "other_effect_per_h": 0}
    entries = a_clash(**fight)
    yields = [*entries, disposition("rebels", "red", -9)]
    talk = [it for it in yields if it.part != "oppositions"]
    talk = [it for it in talk if it.fields["id"] != "rebels_blue_both"]
    talk += [disposition("rebels", "blue", -2), opposition(parley_per_h=1e6)]

    assert "Blue_Leader is arrested at Here by Guards" in told(tmp_path, talk)
    gone = [
        Entry(it.part, it.fields | {"place": "there"}) if it.fields["id"] == "blue_leader" else it
        for it in talk
    ]
    assert [] == minutes(campaign_of(tmp_path, gone), Kind.PERSON_ARRESTED)


def test_a_commander_whose_men_mutiny_is_arrested_by_them_and_gives_no_more_orders(tmp_path: Path):
    entries = garrison(
        unit("guards", "here", commander="red_leader"),
        disposition("guards", "red", 3, "command"),
        disposition("guards", "red", -3, "ranks"),
        disposition("guards", "blue", 3, "ranks"),
        weights(noise=0, act_alone=1, arrest=2),
        severities(),
        act("blue calls", "blue_leader", "move guards to there", 1),
        act("red calls", "red_leader", "halt guards", 0.5),
        act("again", "red_leader", "halt guards", 4),
    )
    campaign = campaign_of(tmp_path, entries)

    assert minutes(campaign, Kind.COMMANDER_HELD) == minutes(campaign, Kind.PERSON_ARRESTED)
    assert 1 == len(minutes(campaign, Kind.PERSON_ARRESTED))
    assert [] == [at for at, text in story(campaign) if text == "again" and at > 240]
