"""What each kind of act does in law, on paper: offices, classes, deputies, signatures and ends."""

from __future__ import annotations

from pathlib import Path

from engine.verdicts import deed, institution, judged, office, view
from worlds import Entry, fact


def council(*others: str) -> list[Entry]:
    """Return a council that one view recognises, with other institutions."""
    return [institution("council"), *map(institution, others), view("reds", "council", *others)]


def test_a_transfer_over_a_class_hands_each_its_counterpart(tmp_path: Path):
    world = [
        *council(),
        institution("duma_a", derives_from="council", counterpart="soviet_a", **{"class": "duma"}),
        institution("duma_b", derives_from="council", counterpart="soviet_b", **{"class": "duma"}),
        institution("soviet_a", stands=False, competences="proclaim"),
        institution("soviet_b", stands=False, competences="proclaim"),
        deed("before", "convene", 1, "soviet_a", institution="duma_a"),
        deed("hands_over", "transfer", 2, "all duma"),
        deed("by_duma", "appeal", 3, institution="duma_a"),
        deed("by_soviet", "appeal", 3, institution="soviet_b"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["valid", "valid"] == [seen.of("soviet_a"), seen.of("soviet_b")]
    assert ["valid", "void", "valid"] == [seen.of(it) for it in ("before", "by_duma", "by_soviet")]


def test_who_is_deposed_is_followed_by_his_deputy_and_then_by_the_succession(tmp_path: Path):
    world = [
        *council(),
        office("chief", "council", "anna", deputy="boris", succession="clara"),
        deed("one", "depose", 1, "chief"),
        deed("two", "depose", 2, "boris"),
    ]
    one = judged(tmp_path, *world, at_us=90 * 60_000_000)["reds"]
    two = judged(tmp_path, *world)["reds"]

    assert ["boris", "clara"] == [one.of("chief"), two.of("chief")]


def test_who_resigns_is_followed_by_his_deputy_and_may_do_nothing_more(tmp_path: Path):
    world = [
        *council(),
        office("chief", "council", "anna", deputy="boris", countersigned_by="guard"),
        office("guard", "council", "clara"),
        deed("before", "order", 1, office="chief"),
        deed("goes", "resign", 2, office="chief"),
        deed("after", "order", 3, office="chief"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["valid", "valid", "void"] == [seen.of(it) for it in ("before", "goes", "after")]
    assert ["boris", "clara"] == [seen.of("chief"), seen.of("guard")]


def test_who_resigns_one_office_keeps_the_other_and_nobody_lays_down_what_is_not_his(
    tmp_path: Path,
):
    world = [
        *council(),
        office("chief", "council", "anna", competences="proclaim"),
        office("guard", "council", "anna", competences="proclaim"),
        deed("one", "resign", 1, "chief", office=None),
        deed("not_his", "resign", 2, "guard", office=None, by="boris"),
        deed("still", "proclaim", 3, office="guard"),
        deed("no_more", "proclaim", 3, office="chief"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["", "anna"] == [seen.of("chief"), seen.of("guard")]
    assert ["valid", "void", "valid", "void"] == [
        seen.of(it) for it in ("one", "not_his", "still", "no_more")
    ]


def test_a_new_holder_takes_the_place_of_the_old(tmp_path: Path):
    world = [
        *council(),
        office("chief", "council", "anna"),
        deed("names", "appoint", 2, "chief", to="boris"),
        deed("by_old_holder", "proclaim", 1, office="chief"),
        deed("by_former_holder", "proclaim", 3, office="chief"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert "boris" == seen.of("chief")
    assert ["valid", "void"] == [seen.of("by_old_holder"), seen.of("by_former_holder")]


def test_what_is_deposed_acts_no_more_but_has_acted(tmp_path: Path):
    world = [
        *council("cabinet"),
        deed("early", "proclaim", 1, institution="cabinet"),
        deed("ends", "dissolve", 2, "cabinet"),
        deed("late", "proclaim", 3, institution="cabinet"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["valid", "void"] == [seen.of("early"), seen.of("late")]


def test_what_is_declared_void_has_never_acted(tmp_path: Path):
    world = [
        *council("cabinet"),
        deed("early", "proclaim", 1, institution="cabinet"),
        deed("voids", "declare_void", 2, "cabinet"),
    ]

    assert "void" == judged(tmp_path, *world)["reds"].of("early")


def test_a_claim_of_sole_authority_holds_until_its_condition_is_heard_of(tmp_path: Path):
    world = [
        *council("rival"),
        fact("heard_of", known_to=["anna"]),
        fact("unheard_of"),
        deed("late", "proclaim", 2, institution="rival"),
    ]
    found = [
        judged(tmp_path, *world, deed("claims", "claim", 1, "rival", until=f"heard({until})"))
        for until in ("unheard_of", "heard_of")
    ]

    assert ["void", "valid"] == [seen["reds"].of("late") for seen in found]


def test_an_act_that_wants_a_countersignature_is_void_without_it(tmp_path: Path):
    world = [
        *council(),
        office("premier", "council", "anna", countersigned_by="minister"),
        office("minister", "council", "boris"),
        deed("alone", "proclaim", 1, office="premier"),
        deed("both", "proclaim", 1, office="premier", countersigned_by="boris"),
        deed("wrong", "proclaim", 1, office="premier", countersigned_by="clara"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["void", "valid", "void"] == [seen.of(it) for it in ("alone", "both", "wrong")]


def test_a_mandate_reaches_as_far_as_its_bounds(tmp_path: Path):
    world = [
        institution("council"),
        institution("near", derives_from="council"),
        institution("far"),
        institution("ministry", derives_from="council", over="near"),
        view("reds", "council", "far"),
        deed("within", "dissolve", 1, "near", institution="ministry"),
        deed("beyond", "dissolve", 1, "far", institution="ministry"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["valid", "void"] == [seen.of("within"), seen.of("beyond")]


def test_an_institution_takes_back_its_own_act_without_being_told_that_it_may(tmp_path: Path):
    world = [
        institution("council", competences="proclaim"),
        institution("other", competences="proclaim"),
        view("reds", "council", "other"),
        deed("says", "proclaim", 1),
        deed("says_too", "proclaim", 1, institution="other"),
        deed("takes_back", "annul", 2, "says"),
        deed("meddles", "annul", 2, "says_too"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["void", "valid"] == [seen.of("says"), seen.of("says_too")]


def test_an_office_known_to_be_vacant_has_no_holder(tmp_path: Path):
    world = [
        *council(),
        fact("fled", known_to=["clara"]),
        office("chief", "council", "anna", deputy="boris", vacant_when="heard(fled)"),
    ]

    assert "boris" == judged(tmp_path, *world)["reds"].of("chief")


def test_credentials_are_what_one_must_have_heard(tmp_path: Path):
    world = [
        *council(),
        fact("quorum", known_to=["clara"]),
        fact("mandates"),
        deed("with_quorum", "proclaim", 1, requires="heard(quorum)"),
        deed("without_mandates", "proclaim", 1, requires="heard(quorum) and heard(mandates)"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["valid", "void"] == [seen.of("with_quorum"), seen.of("without_mandates")]
