"""How a name or a path leads to a scenario."""

from pathlib import Path

import pytest

from echelon.errors import MisuseError
from echelon.scenario.build import build_draft
from echelon.scenario.bundled import bundled_names, resolve
from echelon.scenario.load import check_document, load_document
from echelon.scenario.memo import Memo
from scenario.example_folders import BASE, write


@pytest.mark.parametrize("name", bundled_names())
def test_a_bundled_scenario_has_no_fault_and_no_warning(name: str) -> None:
    assert () == check_document(resolve(name)).faults


@pytest.mark.parametrize("name", bundled_names())
def test_every_value_of_a_bundled_scenario_has_a_source_or_is_owned_to_be_a_guess(
    name: str,
) -> None:
    base, memo = load_document(resolve(name)), Memo()
    overlays = [{}, *({"what_if": id_} for id_ in base.what_ifs)]
    overlays += [{"account": id_} for id_ in base.accounts]

    bare = {
        key
        for overlay in overlays
        for key, found in build_draft(base.folder, memo=memo, **overlay).provenance.items()
        if found.grade != "D" and not (found.source and found.grade)
    }
    assert set() == bare


def test_the_road_to_gatchina_is_bundled() -> None:
    assert "ostrov-gatchina" in bundled_names()


def test_a_folder_of_ones_own_comes_before_a_bundled_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "ostrov-gatchina", BASE)
    assert Path("ostrov-gatchina") == resolve("ostrov-gatchina")


def test_a_folder_that_is_no_scenario_does_not_hide_a_bundled_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ostrov-gatchina").mkdir()
    assert Path("ostrov-gatchina") != resolve("ostrov-gatchina")


def test_an_unknown_name_is_mended_by_the_nearest() -> None:
    with pytest.raises(MisuseError, match="did you mean `ostrov-gatchina`"):
        resolve("ostrov_gatchna")


@pytest.mark.parametrize("name", ["", "\0", "x" * 5_000, "no/such/folder"])
def test_what_is_no_path_is_refused_in_words(name: str) -> None:
    with pytest.raises(MisuseError):
        resolve(name)
