"""Whatever is printed on a terminal of 80 columns fits it, and has no colour when piped."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cli.terminal import say
from echelon.cli.commands import COMMANDS
from echelon.scenario.bundled import bundled_path

ROAD = "ostrov-gatchina"
AT = ("--run", "0", "--at", "1917-11-08 12:00")
ASKED = {
    "list": [()],
    "new": [("my-crisis",)],
    "check": [(ROAD,)],
    "priors": [(ROAD,)],
    "run": [(ROAD, "-n", "3"), (ROAD, "-n", "3", "--what-if", "no_countermand")],
    "authority": [(ROAD,)],
    "hindcast": [(ROAD, "-n", "5")],
    "chronicle": [(ROAD, "--run", "0")],
    "why": [(ROAD, "e40", "--run", "0")],
    "brief": [(ROAD, "krasnov", *AT)],
    "diff": [(ROAD, "--what-if", "no_countermand"), (ROAD, "--account", "he_came_himself")],
    "compare": [(ROAD, "--what-if", "no_countermand", "-n", "3")],
    "branch": [(ROAD, *AT, "-n", "3")],
    "condition": [(ROAD, "--until", "1917-11-08 12:00", "-n", "3")],
    "ablate": [(ROAD, "-n", "3")],
    "gaps": [(ROAD, "-n", "3")],
}
DOCUMENTS = {"report", "export"}
"""They write a file for other readers: a page, and Markdown, in which a paragraph is a line."""

ELSEWHERE = {"results", "causes", "sensitivity"}
"""The first prints what `run` prints; the others are asked in `test_asking`, of fewer runs."""


@pytest.mark.parametrize(
    "words", [pytest.param((name, *each), id=name) for name in ASKED for each in ASKED[name]]
)
def test_no_line_is_wider_than_the_terminal(
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, _ = say(capsys, *words)

    assert 0 == status
    assert out
    assert "\x1b" not in out
    commands = [line for line in out.splitlines() if line.startswith("  echelon ")]
    assert [] == [line for line in out.splitlines() if len(line) > 80 and line not in commands]


def test_every_command_is_asked() -> None:
    assert {command.name for command in COMMANDS} == {*ASKED, *DOCUMENTS, *ELSEWHERE}


def test_no_command_is_described_by_a_sentence_cut_short(
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands = say(capsys, "--help")[1].partition("Commands:")[2]

    assert [] == [line for line in commands.splitlines() if line.endswith("...")]


def test_a_title_longer_than_the_terminal_is_wrapped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "The crisis " + "of a title that goes on and on " * 4
    folder = tmp_path / "long"
    shutil.copytree(bundled_path(ROAD), folder)
    settings = folder / "scenario.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^title: .*$", f"title: {title}", text), encoding="utf-8")
    for words in (
        ("priors", str(folder), "-n", "2"),
        ("authority", str(folder)),
        ("compare", str(folder), "--what-if", "no_countermand", "-n", "2"),
    ):
        status, out, _ = say(capsys, *words)
        assert 0 == status
        assert 80 >= max(map(len, out.splitlines())), words
