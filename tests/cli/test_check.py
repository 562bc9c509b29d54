"""`echelon check`, as an analyst and as an editor meet it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.terminal import environment, say, say_json
from echelon.errors import CODES
from worlds import Entry, person, places, scenario_text, unit

HEAVY = ("numba", "numpy", "scipy", "pandas", "pyarrow", "distributed", "dask", "rich")


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "scenario.yaml").write_text(text)
    return folder


SOUND = """
echelon: 1
title: A small crisis
question: What happens?
period: {start: 1917-11-07, end: 1917-11-08}
outcomes:
  - {id: nothing, label: Nothing, otherwise: true}
"""


def test_a_bundled_scenario_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = say(capsys, "check", "ostrov-gatchina")
    assert (0, "") == (status, err)
    assert all(len(line) <= 80 for line in out.splitlines())
    for words in ("The road from Ostrov", "9 places", "in_the_morning", "supplied", "default"):
        assert words in out


def test_what_has_no_grade_is_what_it_warns_of_and_what_run_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who is where, and on whose side, once counted among what has no grade."""
    path = tmp_path / "small.yaml"
    bare = {"id": "regiment", "name": "The regiment", "side": "red", "place": "front"}
    bare |= {"men": "300..500", "march_km_h": "4"}
    guess = person("envoy", "front", grade="D", note="a guess")
    path.write_text(scenario_text([*places("front"), guess, Entry("units", {**bare})]), "utf-8")

    _, out, _ = say(capsys, "check", str(path))
    told = say_json(capsys, "check", str(path))
    run = say_json(capsys, "run", str(path), "-n", "2")
    [warned] = [it["message"] for it in told["warnings"] if it["code"] == "no-source"]

    assert "unit `regiment` gives no source for `men`, `march_km_h`" == warned
    assert 2 == told["grades"]["none"]
    assert told["grades"] == run["values"]["grades"]
    assert ", none stated 2\n" in out


def test_it_is_told_whose_men_the_companies_of_a_pool_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pool = {"id": "willing", "name": "w", "side": "red", "companies": 3, "men": 90, "to": "envoy"}
    pool |= {"offers_when": "time >= 1900-01-02", "crosses_to": "town", "of": "regiment"}
    others: list[dict[str, object]] = [
        {"id": "more", "taken_from_unit": False},
        {"id": "far", "place": "town", "of": None},
    ]
    entries = [
        *places("front", "town"),
        person("envoy", "town"),
        unit("regiment", "front", men=3000),
        *(Entry("pools", pool | each) for each in ({}, *others)),
    ]
    path = tmp_path / "small.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    status, out, _ = say(capsys, "check", str(path))
    told = " ".join(out.split())

    assert 0 == status
    assert "pool willing, at most 3 companies, taken from the men stated of regiment" in told
    assert "pool more, at most 3 companies, besides the men stated of regiment" in told
    assert "pool far, at most 3 companies, of no unit" in told


def test_json_says_what_the_scenario_holds(capsys: pytest.CaptureFixture[str]) -> None:
    held = say_json(capsys, "check", "ostrov-gatchina")
    assert True is held["ok"]
    assert [] == held["errors"]
    assert "rail_speed" in held["inputs"]
    assert ["in_the_morning", "later", "not_in_time"] == held["outcomes"]
    assert "no_countermand" in held["what_ifs"]
    assert 9 == held["counts"]["places"]
    assert held["tally"].keys() == {"supplied", "inherited", "default"}


def test_every_error_is_shown_at_its_place_and_the_status_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "crisis", SOUND + "titel: x\nquestoin: y\n")
    status, out, _ = say(capsys, "check", str(folder))
    assert 1 == status
    assert 2 == out.count(": error[unknown-part]:")
    assert "scenario.yaml:8:1" in out
    assert "2 errors in crisis" in out


def test_errors_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "crisis", SOUND + "titel: x\n")
    found = say_json(capsys, "check", str(folder))
    assert False is found["ok"]
    assert [("unknown-part", 8, 1)] == [
        (fault["code"], fault["line"], fault["column"]) for fault in found["errors"]
    ]
    assert [] == found["inputs"]


def test_warnings_do_not_change_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "crisis", SOUND + "inputs:\n  - {id: speed, value: 10..20}\n")
    status, out, _ = say(capsys, "check", str(folder))
    assert 0 == status
    assert "warning[" in out
    assert True is say_json(capsys, "check", str(folder))["ok"]


def test_an_unknown_scenario_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = say(capsys, "check", "ostrov-gatchna")
    assert (2, "") == (status, out)
    assert "did you mean `ostrov-gatchina`?" in err


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(capsys: pytest.CaptureFixture[str], code: str) -> None:
    status, out, _ = say(capsys, "check", "--explain", code)
    assert 0 == status
    assert f"[{code}]" in out.splitlines()[0]
    assert "Fails:" in out
    assert "Mended:" in out


def test_an_unknown_code_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = say(capsys, "check", "--explain", "unknwn-key")
    assert 2 == status
    assert "did you mean `unknown-key`?" in err


@pytest.mark.parametrize("arguments", [["check"], ["check", "x", "--explain", "unknown-key"]])
def test_either_a_scenario_or_a_code(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    status, _, err = say(capsys, *arguments)
    assert 2 == status
    assert "Give a SCENARIO, or a code" in err


def test_checking_loads_nothing_heavy() -> None:
    script = (
        "import sys, echelon\n"
        f"assert not set({HEAVY!r}) & set(sys.modules), 'importing echelon'\n"
        "from echelon.cli.main import main\n"
        "assert 0 == main(['check', 'ostrov-gatchina', '--json'])\n"
        f"assert not set({HEAVY!r}) & set(sys.modules), 'checking'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, text=True
    )
    assert (0, "") == (done.returncode, done.stderr)


def test_a_column_that_a_table_lacks_is_told_once_for_all_its_rows(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = write(tmp_path / "crisis", SOUND)
    (folder / "sides.csv").write_text("id\nred\nblue\ngreen\n")
    status, out, _ = say(capsys, "check", str(folder))

    assert 1 == status
    assert "sides.csv:1:1: error[missing-key]: the table has no column `name`" in out
    assert 1 == out.count("error[missing-key]")
