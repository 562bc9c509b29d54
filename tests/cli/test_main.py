"""What the command line says when things go wrong, and how it ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.terminal import environment, finish, say, start
from echelon import __version__
from echelon.cli import main as main_module


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert (0, f"echelon {__version__}\n", "") == say(capsys, "--version")


def test_help_fits_the_terminal_and_names_every_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, _ = say(capsys, "--help")
    assert 0 == status
    assert all(len(line) <= 80 for line in out.splitlines())
    for command in ("list", "new", "check", "run", "results", "chronicle", "why"):
        assert f"\n  {command} " in out
        assert 0 == say(capsys, command, "--help")[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["run"],
        ["run", "ostrov-gatchina", "-n", "0"],
        ["run", "ostrov-gatchina", "-n", "x"],
        ["run", "ostrov-gatchina", "--seed", "-1"],
        ["run", "ostrov-gatchina", "--jobs", "0"],
        ["run", "ostrov-gatchina", "--resume"],
        ["run", "ostrov-gatchina", "--what-if", "no_such"],
        ["run", "no such scenario"],
        ["results", "/nowhere"],
        ["chronicle", "ostrov-gatchina"],
        ["why", "ostrov-gatchina", "--run", "0"],
    ],
    ids=" ".join,
)
def test_misuse_ends_with_two_and_one_message(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    status, out, err = say(capsys, *arguments)
    assert (2, "") == (status, out)
    assert err
    assert "Traceback" not in err


def test_an_unknown_what_if_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = say(capsys, "run", "ostrov-gatchina", "--what-if", "no_countermnd")
    assert "did you mean `no_countermand`?" in err


def test_a_fault_of_echelon_says_so_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a loop\nthat never was")

    monkeypatch.delenv("ECHELON_DEBUG", raising=False)
    monkeypatch.setattr("echelon.scenario.bundled.bundled_names", fail)
    status, out, err = say(capsys, "check", "no such")
    assert (3, "") == (status, out)
    assert "this is a fault in echelon" in err
    assert "ZeroDivisionError: " in err
    assert "issue tracker" in err
    assert "echelon check 'no such'" in err
    assert "Traceback" not in err


def test_the_traceback_goes_to_a_file_if_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECHELON_DEBUG", "1")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("echelon.scenario.bundled.bundled_names", lambda: 1 / 0)
    _, _, err = say(capsys, "check", "no such")
    (file,) = tmp_path.iterdir()
    assert str(file) in err
    assert "ZeroDivisionError" in file.read_text()


def test_a_reader_who_has_enough_is_not_complained_about() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start(["check", "ostrov-gatchina"], stdout=writing)
    os.close(writing)
    status, _, err = finish(process)
    assert (main_module.BROKEN_PIPE, "") == (status, err)


def test_a_full_disk_behind_the_output_is_one_message() -> None:
    with Path("/dev/full").open("w") as full:
        status, _, err = finish(start(["check", "ostrov-gatchina"], stdout=full))
    assert (3, "echelon: cannot write the output: no space left on device\n") == (status, err)


def test_a_terminal_that_knows_few_letters_gets_numbers() -> None:
    env = environment(PYTHONIOENCODING="ascii")
    status, out, err = finish(start(["list", "--json"], env=env))
    assert (0, "") == (status, err)
    assert out.isascii()


def test_memory_that_runs_out_is_one_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise MemoryError

    monkeypatch.setattr("echelon.scenario.bundled.bundled_names", fail)
    assert (3, "", "echelon: there is not enough memory\n") == say(capsys, "check", "no such")


def test_list_shows_the_bundled_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = say(capsys, "list")
    assert 0 == status
    assert "\nostrov-gatchina\n  The road" in out
    assert all(len(line) <= 80 for line in out.splitlines())
