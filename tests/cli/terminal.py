"""Echelon as a person starts it: in this process, or in one of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from echelon.cli.main import main

SOURCE = Path(__file__).parents[2] / "src"


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command in this process; return its exit status, output and messages."""
    capsys.readouterr()
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def say_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Run a command that must succeed with `--json`; return what it printed."""
    status, out, _ = say(capsys, *arguments, "--json")
    assert status in (0, 1)
    return json.loads(out)


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCE), **more}


def heed_interrupts() -> None:
    """Undo what a shell does to commands in the background: it has them ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(arguments: Sequence[str], **options: Any) -> subprocess.Popen[str]:
    """Start a command in a process of its own, which heeds Ctrl-C though the tests may not."""
    return subprocess.Popen(
        [sys.executable, "-m", "echelon", *arguments],
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=True,
        env=options.pop("env", environment()),
        preexec_fn=heed_interrupts,
        **options,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out or "", err
