"""What each mechanism adds, a ten-line model beside it, and news that nobody has an order about."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import echelon as ec
from echelon.analysis.ablate import Ablation
from echelon.analysis.ablations import NEUTRALS, VARIANTS, Neutral, used_by
from echelon.analysis.gaps import Gaps
from echelon.analysis.ten_lines import beside_ten_lines
from echelon.campaign.encounters import rivals
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.parts import PARTS
from worlds import (
    Entry,
    act,
    body,
    fact,
    moment,
    order,
    outcome,
    person,
    places,
    rail,
    scenario_text,
    side,
    staff,
    unit,
    wire,
)


def scenario_of(folder: Path, entries: list[Entry], hours: float = 48.0) -> ec.Scenario:
    path = folder / "small.yaml"
    path.write_text(scenario_text(entries, hours=hours), encoding="utf-8")
    return ec.load(path)


def a_slow_wire() -> list[Entry]:
    """Return a regiment that its chief orders by a wire so slow that it comes too late."""
    return [
        *places("north", "south", platforms=5),
        rail("north", "south", speed_km_h=20),
        wire("north", "south", delay_min=2000),
        person("chief", "north"),
        person("aide", "south"),
        unit("first", "south", obedience=0.5, men=80),
        fact("called"),
        fact("there", "men(first; north) > 50"),
        act("call", "chief", "move first to north; tell aide called", 18),
        outcome("passed", "happened(there)"),
        outcome("stuck"),
    ]


def test_every_field_of_a_row_is_a_field_of_the_language():
    unknown = [
        (neutral.id, part, field)
        for neutral in (*NEUTRALS, *VARIANTS)
        for part, fields in neutral.fields.items()
        for field in fields
        if field not in keys_of(PARTS[part].model)
    ]

    assert [] == unknown


def test_a_mechanism_that_a_scenario_does_not_use_is_left_out(tmp_path: Path):
    used = [neutral.id for neutral, _ in used_by(scenario_of(tmp_path, a_slow_wire()).document)]

    assert "no_delay_of_messages" in used
    assert "nothing_fails" not in used
    assert "staffs_serve_all" not in used


def test_the_mechanism_that_decides_is_the_one_that_turns_the_answer(tmp_path: Path):
    found = ec.ablate(scenario_of(tmp_path, a_slow_wire()), runs=40)
    passed = {each.what_if: each.outcomes[0] for each in found.comparisons}

    assert 0 == passed["no_delay_of_messages"].base
    assert 8 < passed["no_delay_of_messages"].changed < 32
    assert 0 == passed["everybody_obeys"].changed


def test_where_units_weigh_whom_to_obey_nobody_does_without_obedience(tmp_path: Path):
    minds = {"id": "mind", "of": "first", "toward": "red", "value": "devoted"}
    entries = [*a_slow_wire(), Entry("dispositions", minds)]
    entries[3] = wire("north", "south", delay_min=1)
    found = ec.ablate(scenario_of(tmp_path, entries), runs=40)
    passed = {each.what_if: each.outcomes[0] for each in found.comparisons}

    assert 0 < passed["no_unit_obeys"].base
    assert (0, 40) == (passed["no_unit_obeys"].changed, passed["everybody_obeys"].changed)


def test_a_chair_decides_alone_also_over_members_of_whom_it_is_not_sure_that_they_are(
    tmp_path: Path,
):
    entries = [
        *places("hall"),
        *(person(id_, "hall") for id_ in ("anna", "boris", "clara")),
        body("council", "anna", "anna; boris; clara", "hall", doubtful="clara"),
        fact("peace", at="hall"),
        order("sue", "council", "time >= 1900-01-01 08:00", "tell boris peace",
              votes_against="boris; clara"),
        outcome("made", "happened(peace)"),
        outcome("not_made"),
    ]  # fmt: skip
    found = ec.ablate(scenario_of(tmp_path, entries), runs=20)
    made = {each.what_if: each.outcomes[0] for each in found.comparisons}["chairs_decide"]

    assert 0 < made.base < 20 == made.changed


@pytest.mark.parametrize("cause", ["disposition", "strike"])
def test_who_works_for_everybody_neither_declines_nor_strikes(tmp_path: Path, cause: str):
    refusal = {
        "disposition": Entry(
            "dispositions", {"id": "no", "of": "crews", "toward": "red", "value": "hostile"}
        ),
        "strike": act("out", "chief", "strike crews", 0),
    }
    entries = [
        *places("north", "south"),
        rail("north", "south", staff="crews"),
        staff("crews", "north", joining_h=0.01, endurance_h=1000, serves="red"),
        person("chief", "north"),
        unit("first", "north"),
        fact("there", "men(first; south) > 0"),
        act("call", "chief", "move first to south", 6),
        refusal[cause],
        outcome("passed", "happened(there)"),
        outcome("stuck"),
    ]
    found = ec.ablate(scenario_of(tmp_path, entries), runs=4)
    passed = {each.what_if: each.outcomes[0] for each in found.comparisons}

    assert (0, 4) == (passed["staffs_serve_all"].base, passed["staffs_serve_all"].changed)


def test_ten_lines_count_men_obeyed_and_arrived_in_time(tmp_path: Path):
    scenario = scenario_of(tmp_path, a_slow_wire())
    (arriving,) = beside_ten_lines(scenario.campaign, 0, 5)

    # 80 men, obeyed in half of all runs, three hours away; the wire keeps them where they are.
    assert (40.0, 0.0) == (arriving.ten_lines, arriving.model)


def test_ten_lines_count_an_act_that_waits_for_news_from_the_beginning(tmp_path: Path):
    entries = [entry for entry in a_slow_wire() if entry.fields["id"] not in ("call", "first")]
    call = act("call", "chief", "move first to north")
    del call.fields["at"]
    call.fields["when"] = "time >= 1900-01-01 18:00"
    scenario = scenario_of(tmp_path, [*entries, unit("first", "south", men=80), call])
    (arriving,) = beside_ten_lines(scenario.campaign, 0, 2)

    assert 80.0 == arriving.ten_lines


def test_ten_lines_agree_with_the_model_where_there_is_no_machinery(tmp_path: Path):
    entries = [each for each in a_slow_wire() if each.fields["id"] not in ("first",)]
    entries.append(unit("first", "south", men=80))
    plain = scenario_of(tmp_path, entries).with_({"channels.north_south_wire.delay_min": 0})
    (arriving,) = beside_ten_lines(plain.campaign, 0, 3)

    assert (80.0, 80.0) == (arriving.ten_lines, arriving.model)


def test_who_cannot_be_there_in_time_is_not_counted(tmp_path: Path):
    late = scenario_of(tmp_path, a_slow_wire(), hours=20.0)
    (arriving,) = beside_ten_lines(late.campaign, 0, 2)

    assert 0.0 == arriving.ten_lines


def two_readers(extra: list[Entry]) -> list[Entry]:
    return [
        *places("north", "south"),
        wire("north", "south", delay_min=30),
        person("chief", "north"),
        person("aide", "south"),
        fact("called"),
        fact("noted"),
        act("call", "chief", "tell aide called", 1),
        *extra,
    ]


def test_news_that_no_order_of_the_hearer_reads_is_a_gap(tmp_path: Path):
    found = ec.gaps(scenario_of(tmp_path, two_readers([])), runs=10)
    (gap,) = found.found

    assert ("aide", "called", 10, 0) == (gap.actor, gap.fact, gap.count, gap.orders)
    assert 1.5 * 3_600_000_000 <= gap.median_us
    assert "Aide (0)" in str(found)


def test_news_that_an_order_reads_is_no_gap(tmp_path: Path):
    reads = order("note", "aide", "heard(called)", "tell chief noted")
    found = ec.gaps(scenario_of(tmp_path, two_readers([reads])), runs=5).found

    assert [("chief", "noted")] == [(gap.actor, gap.fact) for gap in found]


def test_the_columns_of_rare_news_do_not_run_together(tmp_path: Path):
    found = ec.gaps(scenario_of(tmp_path, two_readers([])), runs=3)
    rare = replace(found.found[0], count=1, runs=200)

    assert "    0.0050  0.00088 to 0.028   1 Jan" in str(replace(found, found=(rare,)))


def test_an_act_that_nobody_heeds_is_a_gap_and_one_that_an_act_waits_for_is_none(tmp_path: Path):
    root = Entry("institutions", {"id": "crown", "name": "Crown", "side": "red"})
    said = {"kind": "proclaim", "by": "chief", "label": "said", "reported_to": "aide"}
    answer = {"kind": "proclaim", "by": "aide", "label": "answer", "when": "heard(said)"}
    entries = [*two_readers([]), root, Entry("acts", {"id": "said", "at": moment(1)} | said)]
    unheeded = ec.gaps(scenario_of(tmp_path, entries), runs=3).found
    heeded = [*entries, Entry("acts", {"id": "answer"} | answer)]

    assert ("aide", "said", "said") in {(gap.actor, gap.fact, gap.label) for gap in unheeded}
    assert "said" not in {gap.fact for gap in ec.gaps(scenario_of(tmp_path, heeded), runs=3).found}


@pytest.mark.parametrize("asked", [ec.ablate, ec.gaps])
def test_every_answer_can_be_had_as_plain_values(
    tmp_path: Path, asked: Callable[..., Ablation | Gaps]
):

    found = asked(scenario_of(tmp_path, a_slow_wire()), runs=5)

    assert json.loads(json.dumps(found.as_json(), allow_nan=False))


def test_a_variant_that_a_scenario_does_not_use_is_not_run(tmp_path: Path):
    found = ec.ablate(scenario_of(tmp_path, a_slow_wire()), runs=3, variants=True)

    assert () == found.comparisons
    assert "Nothing of this kind" in str(found)


def test_the_law_of_losses_is_a_variant_and_encounters_can_be_taken_away(tmp_path: Path):
    foes = Entry("oppositions", {"id": "war", "one": "red", "other": "blue"})
    document = scenario_of(tmp_path, [*a_slow_wire(), foes]).document

    assert ["linear_law"] == [row.id for row, _ in used_by(document, VARIANTS)]
    dropped = {row.id: changes.drop for row, changes in used_by(document)}
    assert ("oppositions.war",) == dropped["no_encounters"]


@pytest.mark.parametrize("pledged", [(), ("blue",), ("red",)])
def test_who_prevails_over_whom_is_the_same_without_encounters(
    tmp_path: Path, pledged: tuple[str, ...]
):
    entries = [
        *a_slow_wire(),
        side("green"),
        Entry("oppositions", {"id": "war", "one": "red", "other": "blue"}),
        Entry("dispositions", {"id": "d", "of": "first", "toward": "red", "value": 1}),
        *(
            Entry("pledges", {"id": f"p_{foe}", "of": "first", "against": foe, "value": 2})
            for foe in pledged
        ),
    ]
    base = scenario_of(tmp_path, entries)
    (changes,) = (each for row, each in used_by(base.document) if row.id == "no_encounters")
    without = ec.Scenario(base.document.with_changes(changes))

    # Green, which opposes nobody, is no rival of red before or after.
    assert rivals(base.campaign.assembled.assembly) == rivals(without.campaign.assembled.assembly)
    leanings = [len(each.campaign.assembled.world.leanings) for each in (base, without)]
    assert leanings[0] == leanings[1]


def test_where_foes_are_no_rivals_without_encounters_the_answer_says_what_else_moves(
    tmp_path: Path,
):
    """Pledges against both: to say who opposes whom would let one of them weigh for a side."""
    entries = [
        *a_slow_wire(),
        Entry("oppositions", {"id": "war", "one": "red", "other": "blue"}),
        Entry("dispositions", {"id": "d", "of": "first", "toward": "red", "value": 1}),
        *(
            Entry("pledges", {"id": f"p_{foe}", "of": "first", "against": foe, "value": 2})
            for foe in ("red", "blue")
        ),
    ]
    base = scenario_of(tmp_path, entries)
    ((row, changes),) = (each for each in used_by(base.document) if each[0].id == "no_encounters")
    without = ec.Scenario(base.document.with_changes(changes))
    leanings = [len(each.campaign.assembled.world.leanings) for each in (base, without)]

    assert leanings[0] == leanings[1]
    names = [base.document.parts.sides[id_].name for id_ in ("red", "blue")]
    assert f"; {' and '.join(names)} are then no rivals" in row.label
    assert "prospects" in row.label


def test_a_side_that_opposes_all_is_the_rival_of_every_other(tmp_path: Path):
    """Once this ended without a word of what was wrong."""
    entries = [*a_slow_wire(), side("green"), side("grey")]
    green = next(each for each in entries if each.fields["id"] == "green")
    green.fields["opposes"] = "all"
    assembly = scenario_of(tmp_path, entries).campaign.assembled.assembly
    bits = dict(zip(assembly.sides, rivals(assembly), strict=True))
    own = {id_: 1 << row for id_, row in assembly.sides.items()}

    assert sum(own.values()) - own["green"] == bits["green"]
    assert own["green"] == bits["grey"]


def an_order_that_is_void() -> list[Entry]:
    """Return a regiment that a usurper orders away: what he does is void, and it minds the law."""
    return [
        *places("north", "south"),
        rail("north", "south"),
        wire("north", "south"),
        person("chief", "north"),
        person("usurper", "north"),
        person("aide", "south"),
        Entry("institutions", {"id": "crown", "name": "Crown", "side": "red"}),
        Entry(
            "offices",
            {"id": "command", "of": "crown", "name": "Command", "competences": "order"}
            | {"holder": "chief"},
        ),
        unit("first", "north"),
        Entry("dispositions", {"id": "mild", "of": "first", "toward": "red", "value": 0.0}),
        act("go", "usurper", "move first to south", 1, kind="order"),
        act("seize", "usurper", "arrest aide with first", 30),
        fact("there", "men(first; south) > 50"),
        outcome("passed", "happened(there)"),
        outcome("stuck"),
    ]


def test_who_minds_the_law_obeys_more_once_law_moves_nobody(tmp_path: Path):
    """False alarm rate below 1 in 1 000 for the fixed seed."""
    found = ec.ablate(scenario_of(tmp_path, an_order_that_is_void()), runs=60)
    passed = {each.what_if: each.outcomes[0] for each in found.comparisons}

    assert passed["law_moves_nobody"].base + 10 < passed["law_moves_nobody"].changed
    assert 0 == passed["law_moves_nobody"].lost
    assert 60 == passed["nobody_weighs"].changed


def test_neutral_weights_leave_every_other_draw_of_the_library_as_it_was(tmp_path: Path):
    scenario = scenario_of(tmp_path, an_order_that_is_void())
    changes = {neutral.id: changes for neutral, changes in used_by(scenario.document)}
    other = ec.Scenario(scenario.document.with_changes(changes["law_moves_nobody"]))
    ours, theirs = (each.run(5).inputs(scenario=each) for each in (scenario, other))

    assert {"weights.default.legality", "weights.default.form"} == set(ours) - set(theirs)
    assert all((ours[name] == theirs[name]).all() for name in theirs)


def test_nobody_is_held_takes_arrests_out_of_what_is_done(tmp_path: Path):
    document = scenario_of(tmp_path, an_order_that_is_void()).document
    (changes,) = (each for row, each in used_by(document) if row.id == "nobody_is_held")

    assert changes.values["acts.seize.do"] is None
    assert () == document.with_changes(changes).parts.acts["seize"].do


def test_joining_by_thresholds_is_a_variant_where_others_are_weighed(tmp_path: Path):
    document = scenario_of(tmp_path, an_order_that_is_void()).document
    rows = {row.id: changes for row, changes in used_by(document, VARIANTS)}
    changed = document.with_changes(rows["joining_by_thresholds"]).parts

    assert ["joining_by_thresholds"] == list(rows)
    assert ["joins_red_first"] == list(changed.thresholds)
    assert "joining_by_log_odds" in {
        row.id for row, _ in used_by(document.with_changes(rows["joining_by_thresholds"]), VARIANTS)
    }


@pytest.mark.slow
@pytest.mark.parametrize("rows", [NEUTRALS, VARIANTS], ids=["mechanisms", "variants"])
@pytest.mark.parametrize("name", ["petrograd-1917", "algiers-1961", "ostrov-gatchina"])
def test_every_row_can_be_laid_over_the_bundled_crises(name: str, rows: tuple[Neutral, ...]):
    scenario = ec.load(name)
    for _, changes in used_by(scenario.document, rows):
        assert scenario.hash != scenario.document.with_changes(changes).scenario_hash
