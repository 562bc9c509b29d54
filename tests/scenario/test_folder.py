"""A folder's files are taken for its parts by their names, and everything amiss is said."""

from pathlib import Path
from typing import Any

import pytest

from echelon.scenario.folder import Folder, read_folder
from echelon.scenario.tree import Mapping, Node, Scalar, Sequence

PARTS = ("places", "links", "units", "inputs", "what_ifs")


def write(folder: Path, **files: str) -> Path:
    """Write files named like `places_csv`, and a `scenario.yaml` unless one is given."""
    for name, text in {"scenario_yaml": "echelon: 1\n", **files}.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def read(path: Path) -> Folder:
    return read_folder(path, PARTS)


def plain(node: Node) -> Any:
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.raw: plain(value) for key, value in node.entries}


def codes(folder: Folder) -> list[str]:
    return [fault.code for fault in folder.faults]


def test_parts_come_from_the_main_file_from_yaml_and_from_tables(tmp_path: Path) -> None:
    main = "echelon: 1\ntitle: The road\ninputs:\n  speed: {value: 15..30}\n"
    links = "- {id: pskov_luga, from: pskov, to: luga}\n"
    write(tmp_path, scenario_yaml=main, links_yaml=links, places_csv="id,name\nluga,Luga\n")
    folder = read(tmp_path)
    assert [] == codes(folder)
    assert isinstance(folder.settings, Mapping)
    assert {"echelon": 1, "title": "The road"} == plain(folder.settings)
    assert {
        "inputs": [{"id": "speed", "value": "15..30"}],
        "links": [{"id": "pskov_luga", "from": "pskov", "to": "luga"}],
        "places": [{"id": "luga", "name": "Luga"}],
    } == {name: plain(part) for name, part in folder.parts.items()}


def test_a_scenario_may_be_a_single_file_with_its_bibliography_beside_it(tmp_path: Path) -> None:
    main = "echelon: 1\nplaces: [{id: luga}]\n"
    write(tmp_path, siege_yaml=main, siege_bib="@book{a, title={A}}", plases_csv="id\n")
    folder = read(tmp_path / "siege.yaml")
    assert [] == codes(folder)
    assert [{"id": "luga"}] == plain(folder.parts["places"])
    assert folder.bibliography is not None
    assert "@book{a, title={A}}" == folder.bibliography.text


def test_the_path_of_the_main_file_means_its_folder(tmp_path: Path) -> None:
    write(tmp_path, places_csv="id\nluga\n")
    assert ["places"] == list(read(tmp_path / "scenario.yaml").parts)


def test_an_id_may_stand_before_the_fields_of_an_entry(tmp_path: Path) -> None:
    write(tmp_path, places_yaml="luga:\n  name: Luga\npskov:\nostrov: {id: ostrov}\n")
    folder = read(tmp_path)
    assert [] == codes(folder)
    expected = [{"id": "luga", "name": "Luga"}, {"id": "pskov"}, {"id": "ostrov"}]
    assert expected == plain(folder.parts["places"])
    entry = folder.parts["places"].items[0]
    assert isinstance(entry, Mapping)
    identity = entry.get("id")
    assert identity is not None
    assert "luga:" == folder.spot(identity).text


def test_what_ifs_are_named_after_their_files(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "what_ifs").mkdir()
    (tmp_path / "what_ifs" / "no_countermand.yaml").write_text("drop: [acts.countermand]\n")
    (tmp_path / "what_ifs" / "nothing.yaml").write_text("")
    folder = read(tmp_path)
    assert [] == codes(folder)
    expected = {"id": "no_countermand", "drop": ["acts.countermand"]}
    overlays = {name: plain(node) for name, node in folder.overlays["what_ifs"].items()}
    assert {"no_countermand": expected, "nothing": {"id": "nothing"}} == overlays


def test_files_of_other_kinds_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, README_md="# The road", map_png="\x00")
    (tmp_path / ".~lock.places.csv").write_text("x")
    (tmp_path / "maps").mkdir()
    assert [] == codes(read(tmp_path))


def test_an_empty_part_has_no_entries(tmp_path: Path) -> None:
    write(tmp_path, places_yaml="", links_csv="")
    folder = read(tmp_path)
    assert ([], 0, 0) == (
        codes(folder),
        len(folder.parts["places"].items),
        len(folder.parts["links"].items),
    )


@pytest.mark.parametrize(
    ("help", "name"),
    [
        ("did you mean `places.csv`?", "plases.csv"),
        ("did you mean `places.yaml`?", "places.yml"),
        ("did you mean `places.yaml`?", "Places.YAML"),
        ("did you mean `scenario.yaml`?", "scenario.csv"),
        ("name the file after the part it holds", "zebra.csv"),
    ],
)
def test_a_file_of_an_unknown_name_is_told_the_nearest(
    tmp_path: Path, help: str, name: str
) -> None:
    (write(tmp_path) / name).write_text("")
    assert [("unknown-file", help)] == [(f.code, f.help) for f in read(tmp_path).faults]


def test_a_folder_that_was_meant_for_what_ifs_is_not_overlooked(tmp_path: Path) -> None:
    (write(tmp_path) / "what_if").mkdir()
    assert ["unknown-file"] == codes(read(tmp_path))


def test_a_part_given_twice_is_refused(tmp_path: Path) -> None:
    main = "echelon: 1\nlinks: []\n"
    write(tmp_path, scenario_yaml=main, places_csv="id\n", places_yaml="", links_csv="id\n")
    assert ["duplicate-part", "duplicate-part"] == codes(read(tmp_path))


@pytest.mark.parametrize("main", ["", "title: x\n", "echelon: 2\n", "echelon: '1 '", "echelon: []"])
def test_the_version_of_the_language_must_be_stated(tmp_path: Path, main: str) -> None:
    assert ["wrong-version"] == codes(read(write(tmp_path, scenario_yaml=main)))


def test_faults_of_all_files_are_found_in_one_pass(tmp_path: Path) -> None:
    write(tmp_path, scenario_yaml="a: b: c", places_csv="id,id\n", links_yaml="- &a b\n- [")
    folder = read(tmp_path)
    assert {"syntax", "duplicate-key", "anchor"} == set(codes(folder))
    assert {"scenario.yaml", "links"} <= folder.unread
    assert "places" not in folder.unread


@pytest.mark.parametrize(
    "text", ["luga", "7", "[luga, pskov]", "luga: Luga", "id: luga\n", "[[a]]", "- {a: 1}\n- b"]
)
def test_what_is_no_entry_is_the_wrong_type(tmp_path: Path, text: str) -> None:
    folder = read(write(tmp_path, places_yaml=text))
    assert {"wrong-type"} == set(codes(folder))
    assert {"places"} == folder.unread


def test_an_entry_with_two_ids_is_refused(tmp_path: Path) -> None:
    folder = read(write(tmp_path, places_yaml="luga: {id: pskov}"))
    assert ["duplicate-key"] == codes(folder)


def test_a_main_file_that_is_a_list_is_refused(tmp_path: Path) -> None:
    folder = read(write(tmp_path, scenario_yaml="- echelon: 1"))
    assert (["wrong-type"], None) == (codes(folder), folder.settings)


def test_a_folder_without_a_main_file_is_no_scenario(tmp_path: Path) -> None:
    assert ["missing-file"] == codes(read(tmp_path))


def test_a_path_to_nothing_is_no_scenario(tmp_path: Path) -> None:
    assert ["missing-file"] == codes(read(tmp_path / "nowhere"))


def test_spots_name_files_as_the_user_gave_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "road").mkdir()
    write(tmp_path / "road", places_csv="id,id\n")
    monkeypatch.chdir(tmp_path)
    spot = read_folder("road/", PARTS).faults[0].spot
    assert spot is not None
    assert "road/places.csv" == spot.file
