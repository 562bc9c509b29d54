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
from echelon.cli import progress
from echelon.cli.progress import ProgressBar


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
from echelon.cli import progress
progress.PATIENCE_S = {patience_s}
with progress.ProgressBar(40) as bar:
    for done in range(20):
        time.sleep(0.02)
        bar(done + 1, 40)
"""


def on_a_terminal(patience_s: float) -> str:
    """Run the bar on a pseudo-terminal; return what appeared on it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(patience_s=patience_s)],
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
    assert "20/40" in on_a_terminal(0.0)


def test_what_is_soon_done_shows_no_bar() -> None:
    assert "" == on_a_terminal(60.0)
