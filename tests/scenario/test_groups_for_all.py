"""Groups that stand behind every entry of a part."""

from pathlib import Path

from echelon.scenario.document import Document
from echelon.scenario.load import check_document, load_document
from scenario.example_folders import BASE, write

GROUPS = """
- {id: everywhere, part: places, all: true, fields: {kind: village, platforms: 3, grade: D,
   note: a guess}}
- {id: cities, part: places, fields: {kind: city}}
"""

PLACES = """
- {id: one, name: One}
- {id: two, name: Two, group: cities}
- {id: three, name: Three, platforms: 1}
- {id: four, name: Four, platforms: 9, source: guide1917 p. 4}
"""


def loaded(folder: Path, groups: str) -> Document:
    places = PLACES + "".join(
        f"- {{id: {row.partition(',')[0]}, name: N}}\n"
        for row in BASE["places.csv"].splitlines()[1:]
    )
    files = {name: text for name, text in BASE.items() if name != "places.csv"}
    return load_document(write(folder, files | {"groups.yaml": groups, "places.yaml": places}))


def test_an_entry_without_a_group_takes_what_is_for_all(tmp_path: Path) -> None:
    places = loaded(tmp_path, GROUPS).parts.places
    kinds = {id_: (places[id_].kind, str(places[id_].platforms)) for id_ in ("one", "three")}
    assert "village" == kinds["one"][0]
    assert places["one"].platforms == places["two"].platforms != places["three"].platforms


def test_a_group_without_a_parent_has_behind_it_what_is_for_all(tmp_path: Path) -> None:
    assert "city" == loaded(tmp_path, GROUPS).parts.places["two"].kind


def test_what_an_entry_cites_is_not_graded_by_what_is_for_all(tmp_path: Path) -> None:
    document = loaded(tmp_path, GROUPS)
    of_four = document.provenance["places", "four", "platforms"]
    of_three = document.provenance["places", "three", "platforms"]
    assert ("guide1917 p. 4", None, None) == (of_four.source, of_four.grade, of_four.note)
    assert (None, "D", "a guess") == (of_three.source, of_three.grade, of_three.note)


def test_why_acts_come_in_any_case_may_be_said_for_all_of_them(tmp_path: Path) -> None:
    acts = BASE["acts.yaml"].replace("1917-11-07 00:00", "1917-11-07 01:00")
    why = "- {id: a, part: acts, all: true, fields: {exogenous: it was under way}}\n"
    silent = check_document(write(tmp_path / "silent", BASE | {"acts.yaml": acts}))
    told = check_document(write(tmp_path / "told", BASE | {"acts.yaml": acts, "groups.yaml": why}))
    assert "not-exogenous" in [fault.code for fault in silent.faults]
    assert "not-exogenous" not in [fault.code for fault in told.faults]


def test_what_is_for_all_says_no_more_than_if_every_entry_said_it(tmp_path: Path) -> None:
    unit = BASE["units.yaml"].replace("men:", "guns: 2, men:")
    assert unit != BASE["units.yaml"]
    own = check_document(write(tmp_path / "own", BASE | {"units.yaml": unit})).document
    same = BASE | {"groups.yaml": "- {id: a, part: units, all: true, fields: {guns: 2}}\n"}
    inherited = check_document(write(tmp_path / "all", same)).document
    assert own is not None
    assert inherited is not None
    assert own.scenario_hash == inherited.scenario_hash


def test_only_one_group_is_for_all_of_a_part(tmp_path: Path) -> None:
    twice = GROUPS.replace("cities, part: places,", "cities, part: places, all: true,")
    faults = check_document(write(tmp_path, BASE | {"groups.yaml": twice})).faults
    assert ["bad-group"] == [fault.code for fault in faults]


def test_a_group_for_all_inherits_from_no_other(tmp_path: Path) -> None:
    circle = GROUPS.replace("all: true,", "all: true, group: cities,")
    faults = check_document(write(tmp_path, BASE | {"groups.yaml": circle})).faults
    assert ["bad-group"] == [fault.code for fault in faults]
