"""The bar, where there is a terminal to show it on."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import time

import pytest

from cli.terminal import environment
from echelon.analysis import progress
from echelon.analysis.progress import ProgressBar


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    with ProgressBar(10) as bar:
        bar(4, 10)
        time.sleep(0.05)
    assert "" == shown.getvalue()
    assert 4 == bar.done


SCRIPT = """
import time
from echelon.analysis import progress
progress.PATIENCE_S = {patience_s}
with progress.ProgressBar(40) as bar:
    for done in range(20):
        time.sleep(0.02)
        bar(done + 1, 40)
"""


def on_a_terminal(script: str) -> str:
    """Run a script on a pseudo-terminal; return what appeared on it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stderr=theirs,
        env=environment(TERM="xterm"),
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            # Linux reports the end of a pseudo-terminal as an input error.
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert 0 == process.wait()
    return shown.decode()


def test_the_bar_counts_runs_on_a_terminal() -> None:
    assert "20/40" in on_a_terminal(SCRIPT.format(patience_s=0.0))


def test_what_is_soon_done_shows_no_bar() -> None:
    assert "" == on_a_terminal(SCRIPT.format(patience_s=60.0))


IN_PYTHON = """
import echelon
from echelon.analysis import progress
progress.PATIENCE_S = 0.0
road = echelon.load("ostrov-gatchina")
{work}
"""


@pytest.mark.parametrize(
    ("work", "is_shown"),
    [
        ("road.run(3000)", True),
        ("echelon.compare(road, 'no_countermand', runs=600)", True),
        ("road.run(3000, progress=lambda done, wanted: None)", False),
    ],
)
def test_long_work_in_python_shows_a_bar_unless_its_caller_counts(
    work: str, is_shown: bool
) -> None:
    assert is_shown == ("running" in on_a_terminal(IN_PYTHON.format(work=work)))
