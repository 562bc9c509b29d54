"""What `echelon new` writes."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import compile_campaign, simulate
from echelon.engine._jit import IS_PLAIN
from echelon.errors import MisuseError, UnfinishedError
from echelon.scenario.load import check_document, load_document
from echelon.scenario.template import TEMPLATES, files_of, write_template


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_scenario_has_no_fault_and_no_warning(template: str, tmp_path: Path) -> None:
    write_template(tmp_path / "new", template)
    assert () == check_document(tmp_path / "new").faults


@pytest.mark.skipif(IS_PLAIN, reason="hundreds of runs want compiled kernels")
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_runs_of_a_new_scenario_end_in_several_ways(template: str, tmp_path: Path) -> None:
    write_template(tmp_path / "new", template)
    campaign = compile_campaign(load_document(tmp_path / "new"))
    block = simulate(campaign, 0, 0, 300)
    assert 3 <= len(np.unique(block.columns["outcome"]))


def test_there_is_a_folder_for_every_template_and_no_other() -> None:
    folders = Path(str(files("echelon") / "templates"))
    assert sorted(TEMPLATES) == sorted(folder.name for folder in folders.iterdir())


def test_a_template_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="did you mean `coup`"):
        write_template(tmp_path / "new", "cuop")
    assert [] == list(tmp_path.iterdir())


def test_a_new_scenario_is_written_into_an_empty_folder(tmp_path: Path) -> None:
    write_template(tmp_path)
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert set(files_of("march")) == written


def test_nothing_but_the_new_folder_is_left(tmp_path: Path) -> None:
    write_template(tmp_path / "deep" / "march")
    assert ["march"] == [path.name for path in (tmp_path / "deep").iterdir()]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(MisuseError, match="is there already"):
        write_template(tmp_path)
    assert ["mine.txt"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["file", "link", "\0"])
def test_what_is_no_folder_is_refused_and_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(MisuseError):
        write_template(tmp_path / name)
    assert {"file", "link"} == {path.name for path in tmp_path.iterdir()}


def test_a_place_that_cannot_be_written_ends_as_every_failed_write_does(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UnfinishedError, match=r"cannot write `.*march`: .*(exists|directory)"):
        write_template(tmp_path / "file" / "march")
    assert ["file"] == [path.name for path in tmp_path.iterdir()]
