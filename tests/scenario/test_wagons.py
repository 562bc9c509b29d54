"""When trains are warned of that can never find the wagons they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.engine.movement import wagons as engine
from echelon.scenario.checks import wagons as checked
from echelon.scenario.load import check_document
from worlds import Entry, act, person, places, rail, road, scenario_text, unit


def told(
    folder: Path,
    *more: Entry,
    west: object = 20,
    east: object = None,
    by: str = "",
    **fields: object,
) -> list[str]:
    """Return the labels of the warnings of an army that moves from west to east."""
    entries = [
        *places("west", **({} if west is None else {"wagons": west})),
        *places("east", **({} if east is None else {"wagons": east})),
        rail("west", "east"),
        road("west", "east"),
        person("chief", "west"),
        unit("army", "west", **fields),
        act("go", "chief", f"move army to east{by}"),
        *more,
    ]
    (folder / "crisis.yaml").write_text(scenario_text(entries), encoding="utf-8")
    faults = check_document(folder / "crisis.yaml").faults
    return [fault.label for fault in faults if fault.code == "too-few-wagons"]


@pytest.mark.parametrize(
    ("fields", "needed"),
    [
        ({"wagons_per_echelon": "21..30"}, 21),
        ({"men": 801}, 21),
        ({"men": "801..2000", "arm": "infantry"}, 21),
        ({"men": 1602, "echelons": 2}, 21),
        ({"men": 100, "arm": "cavalry"}, 3 + 13),
        ({"men": 100, "horses": 144}, 3 + 18),
        ({"men": 100, "guns": 18}, 3 + 18),
    ],
)
def test_a_train_that_needs_more_than_stand_there_is_told(
    tmp_path: Path, fields: dict[str, object], needed: int
) -> None:
    finds = min(20, needed - 1)
    label = f"needs {needed} or more, and finds {finds} at most"

    assert [label] == told(tmp_path, west=finds, **fields)
    assert [] == told(tmp_path, west=needed, **fields)


def test_cavalry_that_inherits_its_horses_has_no_more_of_them(tmp_path: Path) -> None:
    few = Entry("groups", {"id": "few", "part": "units", "fields": {"horses": 8}})
    fields = {"men": 100, "arm": "cavalry", "group": "few"}

    assert ["needs 4 or more, and finds 3 at most"] == told(tmp_path, few, west=3, **fields)
    assert [] == told(tmp_path, few, west=4, **fields)


@pytest.mark.parametrize(
    ("west", "fields"),
    [
        (None, {"men": 4000}),  # nobody counts them
        ("10..40", {"wagons_per_echelon": "30..50"}),  # in some runs there are enough
        (20, {"men": "400..2000"}),
        (20, {"men": "crowd * 2"}),  # hangs on an input
        (20, {"men": 4000, "arm": "armoured_train"}),
        (20, {"men": 4000, "by": " by road"}),
    ],
)
def test_what_is_not_certain_is_let_pass(
    tmp_path: Path, west: object, fields: dict[str, object]
) -> None:
    crowd = Entry("inputs", {"id": "crowd", "label": "Crowd", "value": "900..1000"})
    assert [] == told(tmp_path, crowd, west=west, **fields)


def test_wagons_that_others_may_bring_are_counted(tmp_path: Path) -> None:
    comes = [unit("guards", "east"), act("come", "chief", "move guards to west")]
    assert [] == told(tmp_path, *comes, wagons_per_echelon=30)
    assert [] == told(tmp_path, *comes, wagons_per_echelon=30, east=10)
    assert [30] == [
        int(label.split()[1]) for label in told(tmp_path, *comes, wagons_per_echelon=30, east=9)
    ]


def test_who_only_marches_brings_no_wagons(tmp_path: Path) -> None:
    comes = [unit("guards", "east"), act("come", "chief", "move guards to west by road")]
    assert 1 == len(told(tmp_path, *comes, wagons_per_echelon=30))


def test_who_may_march_may_load_elsewhere(tmp_path: Path) -> None:
    march = act("march", "chief", "move army to east by road", 1)
    back = act("back", "chief", "move army to west", 30)
    assert [] == told(tmp_path, march, back, wagons_per_echelon=30)


def test_men_of_others_are_not_counted_with_the_whole(tmp_path: Path) -> None:
    part = unit("guards", "west", men=100, taken_from="army")
    assert [] == told(tmp_path, part, men=801)


def test_the_norms_are_those_of_the_engine() -> None:
    assert engine.MEN_PER_WAGON == checked.MEN_PER_WAGON
    assert engine.HORSES_PER_WAGON == checked.HORSES_PER_WAGON
    assert engine.GUNS_PER_WAGON == 1
