"""What `echelon new` writes."""

from pathlib import Path

import pytest

from echelon.errors import MisuseError
from echelon.scenario.load import check_document
from echelon.scenario.template import FILES, write_template


def test_a_new_scenario_has_no_fault_and_no_warning(tmp_path: Path) -> None:
    write_template(tmp_path / "march")
    assert () == check_document(tmp_path / "march").faults


def test_a_new_scenario_is_written_into_an_empty_folder(tmp_path: Path) -> None:
    write_template(tmp_path)
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert set(FILES) == written


def test_nothing_but_the_new_folder_is_left(tmp_path: Path) -> None:
    write_template(tmp_path / "deep" / "march")
    assert ["march"] == [path.name for path in (tmp_path / "deep").iterdir()]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(MisuseError, match="is there already"):
        write_template(tmp_path)
    assert ["mine.txt"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["file", "file/march", "link", "\0"])
def test_what_is_no_folder_is_refused_and_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(MisuseError):
        write_template(tmp_path / name)
    assert {"file", "link"} == {path.name for path in tmp_path.iterdir()}
