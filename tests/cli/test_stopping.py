"""Ctrl-C in the middle of long work: status 130, one message, and what was done is told."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.terminal import say
from crises import a_march
from echelon.analysis.progress import ProgressBar
from worlds import Entry, scenario_text

RUNS = 2_200
"""More than one chunk and one piece of work, so that there is something between them."""


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Path:
    arrival = {"id": "arrival", "label": "They arrive", "of": "when_there"}
    overlays = [
        {"id": id_, "label": id_, "change": {"acts.stop.at": f"1900-01-01 {hour}:00"}}
        for id_, hour in (("stop_later", "09"), ("stop_last", "10"))
    ]
    path = tmp_path_factory.mktemp("march") / "march.yaml"
    entries = [
        Entry("inputs", {"id": "pace", "value": "5..10", "label": "pace"}),
        *a_march(speed_km_h="pace * each(0.8..1.2)"),
        Entry("record", arrival | {"best": "1900-01-01 10:00"}),
        *(Entry("what_ifs", overlay) for overlay in overlays),
    ]
    path.write_text(scenario_text(entries), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def heed_interrupts() -> Iterator[None]:
    """Heed Ctrl-C also where the tests were begun by something that ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def stop_at(monkeypatch: pytest.MonkeyPatch, runs_done: int) -> None:
    """Have this process interrupted, as Ctrl-C does it, once so many runs are done."""
    sent: list[int] = []

    def count(bar: ProgressBar, done: int, runs: int) -> None:
        if not sent and done >= runs_done:
            sent.append(done)
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(ProgressBar, "__call__", count)


LONG: dict[str, tuple[str, int, Callable[[Any], bool]]] = {
    "run": (f"-n {RUNS}", 1_000, lambda told: 0 < told["runs"] < RUNS),
    "hindcast": (f"-n {RUNS}", 1_000, lambda told: 0 < told["runs"] < RUNS),
    "condition": (
        f"-n {RUNS} --until 1900-01-01T09:00",
        1_000,
        lambda told: 0 < told["runs"] < RUNS,
    ),
    "sensitivity": (
        f"-n {RUNS} --pairs 300 --sobol 200",
        1_000,
        lambda told: 0 < told["runs"] < RUNS and [] == told["chance"] == told["sobol"],
    ),
    "compare": (f"-n {RUNS}", 6_000, lambda told: 1 <= len(told["comparisons"]) <= 2),
    "branch": (
        "--run 0 --at 1900-01-01T03:00 -n 200",
        200,
        lambda told: 0 < told["branches"] < 200,
    ),
    "causes": ("-n 600 --screen 300", 900, lambda told: 600 == told["runs"] and told["untried"]),
    "ablate": ("-n 600", 3_000, lambda told: 600 == told["runs"] and not told["ten_lines"]),
    "gaps": ("-n 200", 100, lambda told: 0 < told["runs"] < 200),
}
"""Of every command that may take long: how it is asked, runs done, and what it then tells."""


@pytest.mark.parametrize("command", LONG)
def test_a_stopped_command_tells_what_was_done_and_that_it_was_stopped(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    march: Path,
    command: str,
) -> None:
    options, runs_done, is_part = LONG[command]
    stop_at(monkeypatch, runs_done)
    words = [word.replace("T", " ") for word in options.split()]
    status, out, message = say(capsys, command, str(march), *words, "--json")

    assert 130 == status
    assert "echelon: interrupted" == message.splitlines()[0].partition(";")[0]
    assert is_part(json.loads(out)), out


@pytest.mark.parametrize("command", ["compare", "causes", "ablate", "branch", "gaps"])
def test_stopped_before_anything_is_done_it_tells_nothing(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    march: Path,
    command: str,
) -> None:
    def stop(bar: ProgressBar) -> ProgressBar:
        os.kill(os.getpid(), signal.SIGINT)
        return bar

    monkeypatch.setattr(ProgressBar, "__enter__", stop)
    words = [word.replace("T", " ") for word in LONG[command][0].split()]
    status, out, message = say(capsys, command, str(march), *words, "--json")

    assert (130, "", "echelon: interrupted\n") == (status, out, message)
