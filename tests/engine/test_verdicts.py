"""Who may command depends on the view, on what has been heard, and on nothing else."""

from __future__ import annotations

from pathlib import Path

from engine.verdicts import deed, institution, judged, office, view


def four(*ids: str) -> list:
    """Return institutions of these names, roots of a view that recognises them all."""
    return [*(institution(id_) for id_ in ids), view("all_of_them", *ids)]


def test_an_act_stands_that_a_void_one_attacks(tmp_path: Path):
    acts = [
        deed("a", "declare_void", 1, "b", institution="x"),
        deed("b", "declare_void", 2, "c", institution="y"),
        deed("c", "proclaim", 3, institution="z"),
    ]
    seen = judged(tmp_path, *four("x", "y", "z"), *acts)["all_of_them"]

    assert ["valid", "void", "valid"] == [seen.of(act) for act in "abc"]


def test_two_acts_that_void_each_other_are_undecided(tmp_path: Path):
    acts = [
        deed("a", "declare_void", 1, "b", institution="x"),
        deed("b", "declare_void", 2, "a", institution="y"),
    ]
    seen = judged(tmp_path, *four("x", "y"), *acts)["all_of_them"]

    assert ["undecided", "undecided"] == [seen.of(act) for act in "ab"]


def test_three_acts_that_void_each_other_in_a_ring_are_undecided_until_one_is_voided(
    tmp_path: Path,
):
    # P. M. Dung (1995), Artificial Intelligence 77, 321: a ring of three has no stable extension,
    # and its grounded one is empty; an attack from outside settles all of it.
    ring = [
        deed("a", "declare_void", 1, "b", institution="x"),
        deed("b", "declare_void", 2, "c", institution="y"),
        deed("c", "declare_void", 3, "a", institution="z"),
    ]
    outside = deed("d", "declare_void", 4, "a", institution="w")
    alone, attacked = tmp_path / "alone", tmp_path / "attacked"
    alone.mkdir()
    attacked.mkdir()
    open_, settled = (
        judged(folder, *four("w", "x", "y", "z"), *acts)["all_of_them"]
        for folder, acts in ((alone, ring), (attacked, [*ring, outside]))
    )

    assert ["undecided"] * 3 == [open_.of(act) for act in "abc"]
    assert ["void", "valid", "void", "valid"] == [settled.of(act) for act in "abcd"]


def test_an_act_defended_by_either_of_two_rivals_is_not_settled_by_that(tmp_path: Path):
    acts = [
        deed("a", "declare_void", 1, "b", "c", institution="x"),
        deed("b", "declare_void", 2, "a", "c", institution="y"),
        deed("c", "declare_void", 3, "d", institution="z"),
        deed("d", "proclaim", 4, institution="w"),
    ]
    seen = judged(tmp_path, *four("w", "x", "y", "z"), *acts)["all_of_them"]

    assert ["undecided"] * 4 == [seen.of(act) for act in "abcd"]


def test_mutual_support_without_a_root_is_void(tmp_path: Path):
    acts = [
        deed("calls", "proclaim", 1, requires="valid(confirms)"),
        deed("confirms", "proclaim", 2, requires="valid(calls)"),
    ]
    seen = judged(tmp_path, *four("council"), *acts)["all_of_them"]

    assert ["void", "void"] == [seen.of("calls"), seen.of("confirms")]


def test_each_view_has_its_own_roots(tmp_path: Path):
    acts = [
        deed("opens", "convene", 1, "council"),
        deed("deposes", "depose", 2, "cabinet"),
        deed("protests", "declare_void", 3, "council", institution="cabinet"),
    ]
    bodies = [institution("council", stands=False), institution("cabinet")]
    views = [view("reds", "council"), view("whites", "cabinet")]
    seen = judged(tmp_path, *bodies, *views, *acts)

    assert ["valid", "valid", "void"] == [seen["reds"].of(act.fields["id"]) for act in acts]
    assert ["void", "void", "valid"] == [seen["whites"].of(act.fields["id"]) for act in acts]
    assert ["valid", "void"] == [seen["reds"].of(it) for it in ("council", "cabinet")]
    assert ["void", "valid"] == [seen["whites"].of(it) for it in ("council", "cabinet")]


def test_a_person_may_lose_one_of_two_offices_and_keep_the_other(tmp_path: Path):
    world = [
        institution("council"),
        institution("cabinet"),
        institution("committee"),
        office("commissar", "cabinet", "boris"),
        office("delegate", "committee", "boris"),
        view("reds", "council", "cabinet", "committee"),
        deed("falls", "depose", 1, "cabinet"),
    ]
    seen = judged(tmp_path, *world)["reds"]

    assert ["", "boris"] == [seen.of("commissar"), seen.of("delegate")]


def test_to_withdraw_a_root_withdraws_all_that_derives_from_it_in_that_view_only(tmp_path: Path):
    world = [
        institution("cabinet"),
        institution("staff", derives_from="cabinet"),
        institution("corps", derives_from="staff"),
        office("general", "corps", "boris"),
        view("loyal", "cabinet"),
        view("rebel"),
    ]
    seen = judged(tmp_path, *world)

    assert ["valid", "valid", "boris"] == [
        seen["loyal"].of(it) for it in ("staff", "corps", "general")
    ]
    assert ["void", "void", ""] == [seen["rebel"].of(it) for it in ("staff", "corps", "general")]
