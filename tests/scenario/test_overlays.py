"""What-ifs and accounts: what they change, and where their faults are shown."""

from pathlib import Path

import pytest

from echelon.errors import Fault
from echelon.scenario.document import Document
from echelon.scenario.expressions import Number
from echelon.scenario.load import check_document, load_document
from echelon.scenario.provenance import Origin
from scenario.example_folders import BASE, write


def overlaid(folder: Path, text: str) -> Document:
    files = BASE | {"what_ifs/other.yaml": f"label: other\n{text}"}
    return load_document(write(folder, files)).with_overlay(what_if="other")


def faults_of(folder: Path, text: str) -> tuple[Fault, ...]:
    files = BASE | {"what_ifs/other.yaml": f"label: other\n{text}"}
    return check_document(write(folder, files)).faults


def test_a_change_replaces_one_value(tmp_path: Path) -> None:
    document = overlaid(tmp_path, "change: {units.ninth_don.men: 900}\n")
    assert Number(900.0) == document.parts.units["ninth_don"].men
    assert "other" == document.what_if


def test_a_change_may_state_a_field_that_the_base_leaves_to_its_default(tmp_path: Path) -> None:
    document = overlaid(tmp_path, "change: {units.ninth_don.loading_h: 9}\n")
    assert Origin.SUPPLIED == document.provenance["units", "ninth_don", "loading_h"].origin


def test_a_changed_value_rests_on_the_evidence_of_its_overlay(tmp_path: Path) -> None:
    document = overlaid(tmp_path, "source: guide1917 p. 9\nchange: {units.ninth_don.men: 900}\n")
    assert "guide1917 p. 9" == document.provenance["units", "ninth_don", "men"].source


def test_entries_are_added_and_dropped(tmp_path: Path) -> None:
    document = overlaid(
        tmp_path,
        "drop: [acts.countermand]\nadd:\n  sides: [{id: soviets, name: Soviets}]\n",
    )
    assert {} == document.parts.acts
    assert ["government", "soviets"] == list(document.parts.sides)


def test_what_is_dropped_and_added_again_is_the_new_entry(tmp_path: Path) -> None:
    document = overlaid(
        tmp_path,
        "drop: [places.kronstadt]\nadd: {places: {kronstadt: {name: Island, kind: fort}}}\n",
    )
    assert "Island" == document.parts.places["kronstadt"].name


def test_an_account_lies_under_a_what_if(tmp_path: Path) -> None:
    files = BASE | {
        "what_ifs/other.yaml": "label: other\nchange: {units.ninth_don.men: 900}\n",
        "accounts.yaml": """\
- id: livonian
  label: another count
  source: guide1917
  change: {units.ninth_don.men: 100, units.ninth_don.guns: 6}
""",
    }
    document = load_document(write(tmp_path, files))
    both = document.with_overlay(what_if="other", account="livonian").parts.units["ninth_don"]
    assert (Number(900.0), Number(6.0)) == (both.men, both.guns)
    only = document.with_overlay(account="livonian").parts.units["ninth_don"]
    assert Number(100.0) == only.men


def test_a_fault_in_an_overlay_is_shown_in_its_own_file(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "change:\n  units.ninth_don.men: 900..100\n")
    assert fault.spot is not None
    assert "low-above-high" == fault.code
    assert ("other.yaml", 3) == (Path(fault.spot.file).name, fault.spot.line)


def test_dropping_what_is_still_named_is_shown_where_it_is_dropped(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, "drop: [places.kronstadt, persons.krasnov]\n")
    assert {"bad-overlay"} == {fault.code for fault in faults}
    assert {"other.yaml"} == {Path(fault.spot.file).name for fault in faults if fault.spot}


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("change: {units.ninth_dom.men: 9}\n", "did you mean `units.ninth_don`?"),
        ("change: {units.ninth_don.man: 9}\n", "did you mean `units.ninth_don.men`?"),
        ("change: {unit.ninth_don.men: 9}\n", "did you mean `units`?"),
        ("drop: [act.countermand]\n", "did you mean `acts`?"),
        ("drop: [acts.countermands]\n", "did you mean `acts.countermand`?"),
        ("add: {side: []}\n", "did you mean `sides`?"),
    ],
)
def test_a_path_that_names_nothing_is_mended_by_the_nearest(
    text: str, help: str, tmp_path: Path
) -> None:
    assert [("bad-overlay", help)] == [
        (fault.code, fault.help) for fault in faults_of(tmp_path, text)
    ]


def test_an_input_named_alone_is_mended_by_its_path(tmp_path: Path) -> None:
    inputs = "- {id: pace, value: 1..2, source: guide1917}\n"
    files = BASE | {"inputs.yaml": inputs, "what_ifs/o.yaml": "label: o\nchange: {pace: 1}\n"}
    found = [fault.help for fault in check_document(write(tmp_path, files)).errors]
    assert ["write `inputs.pace.value`"] == found


def test_a_fault_of_the_base_is_not_told_again_for_an_overlay(tmp_path: Path) -> None:
    files = BASE | {
        "what_ifs/one.yaml": "label: one\n",
        "what_ifs/two.yaml": "label: two\n",
        "sides.yaml": "- {id: government, nam: Government}\n",
    }
    assert 1 == len(check_document(write(tmp_path, files)).faults)


def test_a_fault_that_an_overlay_causes_in_a_file_of_the_base_says_so(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "change: {scenarios: 1}\n")
    assert "bad-overlay" == fault.code
    faults = faults_of(tmp_path, "drop: [outcomes.not_taken]\n")
    assert [("with what-if `other` laid over the scenario",)] == [each.notes for each in faults]


def test_an_overlay_changes_what_a_group_gives(tmp_path: Path) -> None:
    base = {name: text for name, text in BASE.items() if name != "units.yaml"}
    files = base | {
        "groups.yaml": "- {id: don, part: units, fields: {men: 480}, source: guide1917}\n",
        "units.yaml": "- {id: ninth_don, group: don, name: Ninth, side: government, place: luga}\n",
        "what_ifs/other.yaml": "label: other\nchange: {groups.don.fields.men: 10}\n",
    }
    document = load_document(write(tmp_path, files))
    assert Number(480.0) == document.parts.units["ninth_don"].men
    other = document.with_overlay(what_if="other")
    assert Number(10.0) == other.parts.units["ninth_don"].men
