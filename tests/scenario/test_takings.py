"""When a question is warned of whether a place is held that nobody could take."""

from __future__ import annotations

from pathlib import Path

from echelon.scenario.load import check_document
from worlds import Entry, act, fact, person, places, road, scenario_text, unit


def told(
    folder: Path,
    *more: Entry,
    holder: str = "blue",
    men: object = 20,
    take: object = 50,
    one: str = "red",
) -> list[str]:
    """Return the warnings of a red party that goes to a fort, of which it is asked who holds it."""
    entries = [
        *places("camp"),
        *places("fort", holder=holder),
        road("camp", "fort"),
        person("chief", "camp", side="red"),
        unit("party", "camp", side="red", men=men),
        Entry("oppositions", {"id": "foes", "one": one, "other": "blue", "take_men": take}),
        act("go", "chief", "move party to fort", 1),
        fact("fallen", "controls(red; fort)"),
        *more,
    ]
    (folder / "crisis.yaml").write_text(scenario_text(entries), encoding="utf-8")
    faults = check_document(folder / "crisis.yaml").faults
    assert [] == [fault for fault in faults if not fault.warning]
    return [fault.label for fault in faults if fault.code == "never-taken"]


def test_a_place_that_all_who_come_are_too_few_to_take_is_told_of(tmp_path: Path) -> None:
    assert ["49 men come there at most, and it takes 50"] == told(tmp_path, men="20..49")
    assert [] == told(tmp_path, men="20..50")
    assert [] == told(tmp_path, men=49, take="10..60")


def test_who_might_go_over_there_counts_and_so_does_every_party(tmp_path: Path) -> None:
    garrison = unit("garrison", "fort", side="blue", men=40)
    second = unit("second", "camp", side="red", men=40)

    assert [] == told(tmp_path, garrison)
    assert [] == told(tmp_path, second, act("too", "chief", "move second to fort", 1))
    assert [] != told(tmp_path, second)


def test_a_place_that_is_held_already_or_can_be_seized_is_not_told_of(tmp_path: Path) -> None:
    assert [] == told(tmp_path, holder="red")
    assert [] == told(tmp_path, act("take", "chief", "seize fort", 2))


def test_a_side_that_opposes_nobody_is_told_that_it_takes_nothing(tmp_path: Path) -> None:
    green = Entry("sides", {"id": "green", "name": "Green"})
    label = "`red` opposes nobody, and takes nothing by being there"

    assert [label] == told(tmp_path, green, men=5000, one="green")
    assert [] == told(tmp_path, green, men=5000)
